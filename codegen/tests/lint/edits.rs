//! The edits of `--fix`: their bytes and no others.

use super::{options, spec, text_of};
use wechat_league_codegen::lint;

/// Four findings, two of them in one line, with comments wherever a comment can stand.
const UNTIDY: &str = "# yaml-language-server: $schema=../schema/endpoint.json
# 事物的接口，别动这一行。
name: get_thing
doc_name: getthing
title: 获取事物   # 标题后的注释
docs: [https://developers.weixin.qq.com/doc/get_thing.html] # 官方页
method: POST
path: /get/thing
effect: read
request:
  # 两个字段。
  note: {doc: 备注。, type: text} # 行尾注释。
  title: {type: text, doc: '标题。'} \t
examples:
  - source: docs
    request: {\"note\": \"n\", \"title\": \"t\"}
    response: {\"errcode\": 0, \"errmsg\": \"ok\"}
";

#[test]
fn edits_touch_their_bytes_only_and_keep_comments() {
    let (fixed, edits) = lint::fix(spec(UNTIDY), &options());
    let expected = UNTIDY.replace("{doc: 备注。, type: text}", "{type: text, doc: 备注}").replace("'标题。'} \t\n", "'标题'}\n");
    assert_eq!(text_of(&fixed, "thing/get_thing.yaml"), expected);
    assert_eq!(edits, 4);
    assert!(lint::lint(fixed, &options()).is_clean());
}

#[test]
fn windows_line_ends_are_no_blanks_and_stay() {
    let windows = UNTIDY.replace('\n', "\r\n");
    let (fixed, edits) = lint::fix(spec(&windows), &options());
    let (unix, _) = lint::fix(spec(UNTIDY), &options());
    assert_eq!(edits, 4);
    assert_eq!(text_of(&fixed, "thing/get_thing.yaml"), text_of(&unix, "thing/get_thing.yaml").replace('\n', "\r\n"));
}
