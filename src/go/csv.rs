//! Lists of texts in one argument, as in Helm's `-f`: `StringSlice` of spf13/pflag, which reads one record with Go's
//! `encoding/csv`.

use std::borrow::Cow;

/// The error for text that Go cannot read as a record, with Go's message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("parse error on line {line}, column {column}: {reason}")]
pub struct CsvError {
    line: usize,
    column: usize,
    reason: &'static str,
}

/// Reads a list's texts; none from an empty argument.
pub fn read(argument: &str) -> Result<Vec<String>, CsvError> {
    let mut fields = Vec::new();
    if argument.is_empty() {
        return Ok(fields);
    }
    let record = argument.trim_start_matches('\n');
    let error = |rest: &str, reason| {
        let before = argument.get(..argument.len() - rest.len()).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        Err(CsvError { line, column: before.len() - before.rfind('\n').map_or(0, |at| at + 1) + 1, reason })
    };
    let mut rest = record;
    loop {
        let Some(quoted) = rest.strip_prefix('"') else {
            let end = rest.find([',', '\n']).unwrap_or(rest.len());
            let (field, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
            if let Some(quote) = field.find('"') {
                return error(rest.get(quote..).unwrap_or_default(), "bare \" in non-quoted-field");
            }
            fields.push(field.to_owned());
            let Some(next) = behind.strip_prefix(',') else {
                return Ok(fields);
            };
            rest = next;
            continue;
        };
        let mut field = String::new();
        let mut inside = quoted;
        rest = loop {
            let Some((part, behind)) = inside.split_once('"') else {
                return error("", "extraneous or missing \" in quoted-field");
            };
            field.push_str(part);
            let Some(next) = behind.strip_prefix('"') else {
                break behind;
            };
            field.push('"');
            inside = next;
        };
        fields.push(field);
        rest = match rest.strip_prefix(',') {
            Some(next) => next,
            None if rest.is_empty() || rest.starts_with('\n') => return Ok(fields),
            None => {
                let from_quote = argument.get(argument.len() - rest.len() - 1..).unwrap_or_default();
                return error(from_quote, "extraneous or missing \" in quoted-field");
            }
        };
    }
}

/// Quotes a text as an item of a list.
pub fn quote(text: &str) -> Cow<'_, str> {
    if text.is_empty() || text.contains([',', '"', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As Helm 3.17.2 answers to `-f`.
    #[test]
    fn reads_lists_as_helm_does() {
        for (argument, texts) in [
            ("", &[][..]),
            ("a.yaml", &["a.yaml"]),
            ("a,,b", &["a", "", "b"]),
            ("\"x,y.yaml\",z", &["x,y.yaml", "z"]),
            ("\"\"", &[""]),
            ("\"a\"\"b\"", &["a\"b"]),
        ] {
            assert_eq!(read(argument).unwrap(), texts, "{argument}");
        }
        for (argument, words) in [
            ("a\"b.yaml", "parse error on line 1, column 2: bare \" in non-quoted-field"),
            ("\"a.yaml", "parse error on line 1, column 8: extraneous or missing \" in quoted-field"),
            ("\"a\"b", "parse error on line 1, column 3: extraneous or missing \" in quoted-field"),
            (" \"a\"", "parse error on line 1, column 2: bare \" in non-quoted-field"),
        ] {
            assert_eq!(read(argument).unwrap_err().to_string(), words, "{argument}");
        }
    }

    #[test]
    fn quoted_texts_round_trip() {
        for text in ["", "a.yaml", "d,x/values.yaml", "a\"b", "a\nb"] {
            assert_eq!(read(&quote(text)).unwrap(), [text]);
        }
    }
}
