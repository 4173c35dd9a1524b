//! JSON laid out for reading, with its parts marked. The only markup that no template writes.

use super::escape;
use minijinja::Value;

/// Compact JSON over several lines, as markup. Numbers keep their digits and keys their order, for nothing is parsed.
pub fn json(compact: &str) -> Value {
    let mut layout = Layout::default();
    let mut rest = compact.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => text_length(rest),
            '{' | '}' | '[' | ']' | ',' | ':' => 1,
            _ => rest.find([',', '}', ']', ' ', '\n']).unwrap_or(rest.len()).max(first.len_utf8()),
        };
        let (token, after) = rest.split_at(length);
        let after = after.trim_start();
        layout.token(token, after.chars().next());
        rest = after;
    }
    Value::from_safe_string(layout.markup)
}

/// The length of the text that begins here, with its quotes.
fn text_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[derive(Default)]
struct Layout {
    markup: String,
    depth: usize,
    /// The last token opened an object or a list
    opened: bool,
}

impl Layout {
    fn token(&mut self, token: &str, next: Option<char>) {
        let closes = matches!(token, "}" | "]");
        if closes {
            self.depth = self.depth.saturating_sub(1);
        }
        // An empty object stays on its line.
        if self.opened != closes {
            self.line();
        }
        self.opened = matches!(token, "{" | "[");
        match token {
            "{" | "[" => {
                self.depth += 1;
                self.markup.push_str(token);
            }
            "}" | "]" => self.markup.push_str(token),
            "," => {
                self.markup.push(',');
                self.line();
            }
            ":" => self.markup.push_str(": "),
            _ => {
                let class = match (token.starts_with('"'), next) {
                    (true, Some(':')) => "k",
                    (true, _) => "s",
                    (false, _) => "n",
                };
                self.markup.push_str(&format!("<span class=\"{class}\">{}</span>", escape(token)));
            }
        }
    }

    fn line(&mut self) {
        self.markup.push('\n');
        self.markup.push_str(&"  ".repeat(self.depth));
    }
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn objects_and_lists_open_lines_and_empty_ones_do_not() {
        let markup = json(r#"{"id":18446744073709551615,"list":[{},[],"a,b"],"ok":true}"#).to_string();
        let expected = r#"{
  <span class="k">&quot;id&quot;</span>: <span class="n">18446744073709551615</span>,
  <span class="k">&quot;list&quot;</span>: [
    {},
    [],
    <span class="s">&quot;a,b&quot;</span>
  ],
  <span class="k">&quot;ok&quot;</span>: <span class="n">true</span>
}"#;
        assert_eq!(markup, expected);
    }

    #[test]
    fn texts_are_escaped_and_end_at_their_own_quote() {
        let markup = json(r#"["<b>\"&\\"]"#).to_string();
        assert_eq!(markup, "[\n  <span class=\"s\">&quot;&lt;b&gt;\\&quot;&amp;\\\\&quot;</span>\n]");
    }

    #[test]
    fn what_is_no_json_comes_to_an_end() {
        for text in ["", "]}", "\"open", "{\"a\":", "é~\u{7}"] {
            let _ = json(text);
        }
    }
}
