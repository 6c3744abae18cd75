//! Recognizes log lines that report an error, by their form.

/// How many bytes at the start of a line are examined.
const EXAMINED_BYTES: usize = 300;

/// Returns whether a line reports an error: by the level of a JSON or logfmt record, by a word in capitals, by klog's
/// letter, or by the words that begin a command's or a program's last message.
pub(super) fn is_error_line(line: &[u8]) -> bool {
    let line = line.get(..EXAMINED_BYTES).unwrap_or(line);
    match line.first() {
        Some(b'{') => level(line).is_some_and(is_error_level),
        Some(_) => is_plain_error(line),
        None => false,
    }
}

/// Returns whether a line begins a log record, rather than continuing the previous line.
pub(super) fn starts_record(line: &[u8]) -> bool {
    let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
    line.starts_with(b"{\"")
        || line.starts_with(b"time=")
        || line.starts_with(b"level=")
        || (digits == 4 && line.get(4) == Some(&b'-'))
}

/// Returns the level of a JSON record.
fn level(line: &[u8]) -> Option<&[u8]> {
    [&b"\"level\":\""[..], b"\"level\": \"", b"\"severity\":\""].iter().find_map(|key| {
        let at = memchr::memmem::find(line, key)?;
        line.get(at + key.len()..)
    })
}

fn is_error_level(level: &[u8]) -> bool {
    let is = |name: &[u8]| level.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name));
    [&b"error"[..], b"fatal", b"panic", b"critical"].iter().any(|name| is(name))
}

fn is_plain_error(line: &[u8]) -> bool {
    let word = |word: &[u8]| memchr::memmem::find(line, word).is_some();
    if word(b"level=error") || word(b"level=fatal") || word(b"ERROR") || word(b"FATAL") || word(b"CRITICAL") {
        return true;
    }
    // Skip the border of a box or the marks of a quoted mail.
    let begin = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'|' | b'>' | 0x80..)).count();
    let text = line.get(begin..).unwrap_or_default();
    if let [b'E' | b'F', a, b, c, d, b' ', ..] = text {
        return [a, b, c, d].iter().all(|byte| byte.is_ascii_digit());
    }
    let first = text.iter().position(|byte| matches!(byte, b':' | b' ' | b'\n')).unwrap_or(text.len());
    let (name, sign) = (text.get(..first).unwrap_or_default(), text.get(first));
    sign == Some(&b':')
        && (name.eq_ignore_ascii_case(b"panic")
            || name.eq_ignore_ascii_case(b"fatal")
            || name.eq_ignore_ascii_case(b"error")
            || name.ends_with(b"Error")
            || name.ends_with(b"Exception"))
}

#[cfg(test)]
mod tests {
    use super::is_error_line;

    #[test]
    fn detects_errors_by_their_form() {
        for (line, is_error) in [
            (r#"{"json":{},"level":"error","msg":"x"}"#, true),
            (r#"{"json":{},"level":"info","msg":"error: x"}"#, false),
            ("time=2026 level=fatal msg=x", true),
            ("E1129 23:02:47.1 1 x.go:12] y", true),
            ("2026-11-29 23:02:47,1 ERROR x", true),
            ("Error: rpc error", true),
            ("│ RuntimeError: x", true),
            ("grpc._channel._InactiveRpcError: <x", true),
            ("panic: 404 Not Found", true),
            ("the error: x", false),
            ("EVERY1234 x", false),
            ("", false),
        ] {
            assert_eq!(is_error_line(line.as_bytes()), is_error, "{line}");
        }
    }
}
