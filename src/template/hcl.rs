//! Writes strings for Terraform (HCL native syntax, "Quoted Templates").

use std::fmt::Write as _;

/// Quotes a string. The first character of `${` and `%{`, which would start a template, is escaped: unlike `$${`, that
/// has the same meaning after another `$`.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if needs_escape(c) || (matches!(c, '$' | '%') && rest.peek() == Some(&'{')) => {
                let code = u32::from(c);
                // Writing to a String cannot fail.
                let _ = match code {
                    0x1_0000.. => write!(out, "\\U{code:08x}"),
                    _ => write!(out, "\\u{code:04x}"),
                };
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn needs_escape(c: char) -> bool {
    c.is_control() || crate::text::visible(c.encode_utf8(&mut [0; 4])).len() > c.len_utf8()
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn quotes_special_characters() {
        for (text, written) in [
            ("https://flyte.example.org", r#""https://flyte.example.org""#),
            (r#"a"b\c"#, r#""a\"b\\c""#),
            ("${path.root}", r#""\u0024{path.root}""#),
            ("$${x}", r#""$\u0024{x}""#),
            ("%{ if true }", r#""\u0025{ if true }""#),
            ("$5 100%", r#""$5 100%""#),
            ("a\nb\r\t\u{7}", r#""a\nb\r\t\u0007""#),
            ("é\u{202e}\u{2028}", r#""é\u202e\u2028""#),
        ] {
            assert_eq!(quoted(text), written);
        }
    }
}
