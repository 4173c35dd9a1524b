//! What Chinese descriptions say that a type could say better: lists of values, units, JSON, and names of types.

use std::{collections::BTreeSet, ops::Range};

/// What may stand between a value and its meaning.
const MEANS: &[&str] = &["：", ":", "＝", "=", "－", "-", "—", "表示", "代表", "为", "是"];
/// Words that send the reader to another place.
const SEE: &[&str] = &["见", "参考", "参照"];
/// What may stand between such a word and a name.
const KINDS: &[&str] = &["枚举", "结构", "类型"];
const UNITS: &[&str] = &["分", "元", "角", "厘", "毫秒", "秒", "小时", "天", "%", "‰"];
const FRACTIONS: &[&str] =
    &["万分之", "万分比", "万分数", "百万分", "千分之", "千分比", "百分之", "百分比", "百分数", "以分计", "以元计"];

/// The values that a text explains one by one, as in "1：男，2：女"; none where it explains fewer than two.
pub fn listed_values(text: &str) -> BTreeSet<i64> {
    let mut found = BTreeSet::new();
    let mut before = None;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = rest.find(|next: char| !next.is_ascii_digit()).unwrap_or(rest.len());
        if digits == 0 {
            before = Some(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (number, behind) = rest.split_at(digits);
        let alone = before.is_none_or(|sign: char| !sign.is_ascii_alphanumeric() && !matches!(sign, '.' | '_' | '-'));
        let meaning = MEANS.iter().find_map(|mark| behind.trim_start().strip_prefix(mark)).map(str::trim_start);
        if alone && meaning.and_then(|meaning| meaning.chars().next()).is_some_and(char::is_alphabetic) {
            found.extend(number.parse::<i64>());
        }
        before = number.chars().last();
        rest = behind;
    }
    if found.len() < 2 { BTreeSet::new() } else { found }
}

/// The types that a text sends its reader to, as in "见 OrderStatus", each with its bytes.
pub fn named_types(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut found = Vec::new();
    for word in SEE {
        for (at, _) in text.match_indices(word) {
            let mut rest = skip_marks(&text[at + word.len()..]);
            if let Some(behind) = KINDS.iter().find_map(|kind| rest.strip_prefix(kind)) {
                rest = skip_marks(behind);
            }
            let length = rest.find(|next: char| !next.is_ascii_alphanumeric()).unwrap_or(rest.len());
            let name = &rest[..length];
            let begins_large = name.starts_with(|first: char| first.is_ascii_uppercase());
            if begins_large && name.contains(|next: char| next.is_ascii_lowercase()) {
                let start = text.len() - rest.len();
                found.push((name, start..start + length));
            }
        }
    }
    found
}

fn skip_marks(text: &str) -> &str {
    let is_mark = |next: char| matches!(next, '「' | '『' | '《' | '“' | '`' | '（' | '(' | '：' | ':');
    text.trim_start_matches(|next: char| next.is_whitespace() || is_mark(next))
}

/// Whether a text gives the unit of an amount or a ratio.
pub fn gives_unit(text: &str) -> bool {
    let unit = |behind: &str| {
        let behind = ["应为", "为", "是", "：", ":"].iter().find_map(|link| behind.strip_prefix(link)).unwrap_or(behind);
        UNITS.iter().any(|unit| behind.trim_start().starts_with(unit))
    };
    text.split("单位").skip(1).any(unit) || FRACTIONS.iter().any(|fraction| text.contains(fraction))
}

/// The bytes of a text that only repeat a unit, as in "佣金，单位分".
pub fn repeated_unit(text: &str, unit: &str) -> Option<Range<usize>> {
    for (at, word) in text.match_indices("单位") {
        let behind = &text[at + word.len()..];
        let link = ["为", "是", "：", ":"].iter().find(|link| behind.starts_with(**link)).map_or(0, |link| link.len());
        let Some(tail) = behind[link..].trim_start().strip_prefix(unit) else { continue };
        let end = text.len() - tail.len();
        let before = text[..at].chars().next_back();
        match (before, tail.chars().next()) {
            (Some('，' | '；'), None | Some('，' | '；' | '。' | '）')) => return Some(at - '，'.len_utf8()..end),
            (Some('（'), Some('）')) => return Some(at - '（'.len_utf8()..end + '）'.len_utf8()),
            _ => {}
        }
    }
    None
}

/// Whether a text says that its field is JSON inside a text.
pub fn says_json(text: &str) -> bool {
    let is_json = text.to_ascii_lowercase().contains("json");
    is_json && ["字符串", "文本", "序列化", "转义", "串"].iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_values_is_read_in_its_usual_forms() {
        for text in ["1：男，2：女", "1-成功；2-失败", "状态（1 表示上架，2 表示下架）", "1为男,2为女", "取 1 = on, 2 = off"]
        {
            assert_eq!(listed_values(text), BTreeSet::from([1, 2]), "{text}");
        }
    }

    #[test]
    fn numbers_that_are_no_values_are_no_list() {
        let texts =
            ["0 到 90", "30 秒，最多 20 条", "10 表示 10%", "形如 2026-01-02，见示例", "1：2，3：4", "v1：旧，v2：新", "1.5：半"];
        for text in texts {
            assert_eq!(listed_values(text), BTreeSet::new(), "{text}");
        }
    }

    #[test]
    fn a_reference_is_a_name_in_pascal_case_behind_see() {
        let found = |text: &'static str| named_types(text).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(found("状态，见 OrderStatus"), ["OrderStatus"]);
        assert_eq!(found("参考枚举「PlanType」与下文"), ["PlanType"]);
        assert_eq!(found("只见于示例，见 HTTP 状态码，取值见 finder_info"), Vec::<&str>::new());
        let text = "状态，见 OrderStatus。";
        assert_eq!(named_types(text).first().map(|(_, range)| &text[range.clone()]), Some("OrderStatus"));
    }

    #[test]
    fn a_unit_is_given_only_where_one_is_named() {
        assert!(["单位分", "单位为元", "金额，单位：分", "万分之一", "单位 %"].iter().all(|text| gives_unit(text)));
        assert!(["单位没有说明", "带单位，形如 18ms", "百分", "分成三段"].iter().all(|text| !gives_unit(text)));
    }

    #[test]
    fn a_repeated_unit_is_cut_out_with_its_comma() {
        let cut = |text: &str, unit: &str| {
            let mut rest = text.to_owned();
            repeated_unit(text, unit).map(|range| rest.replace_range(range, "")).map(|()| rest)
        };
        assert_eq!(cut("佣金，单位分", "分").as_deref(), Some("佣金"));
        assert_eq!(cut("有效期，单位秒，最长 7200", "秒").as_deref(), Some("有效期，最长 7200"));
        assert_eq!(cut("佣金（单位：分）", "分").as_deref(), Some("佣金"));
        assert_eq!(cut("时长，单位分钟", "分"), None);
        assert_eq!(cut("单位分", "分"), None);
        assert_eq!(cut("比例，单位有争议", "来源有争议"), None);
    }

    #[test]
    fn json_in_a_text_is_read_from_both_words() {
        assert!(says_json("JSON 字符串") && says_json("返回内容，是字符串里的 Json"));
        assert!(!says_json("JSON 数组") && !says_json("一个字符串"));
    }
}
