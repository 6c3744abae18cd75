//! Finds the timestamp of a log line.

/// How many bytes of a line are searched.
const SEARCHED: usize = 4096;

/// Returns a line's timestamp as written, up to the second: the `ts` of Flyte's JSON logs, or the first timestamp.
pub(super) fn of_line(line: &[u8]) -> Option<String> {
    let line = line.get(..SEARCHED).unwrap_or(line);
    let stamp = memchr::memmem::find(line, b"\"ts\":\"").and_then(|at| line.get(at + 6..));
    let from = stamp.filter(|stamp| is_time(stamp)).or_else(|| {
        let places = memchr::memchr_iter(b'-', line);
        places.filter_map(|at| line.get(at.checked_sub(4)?..)).find(|text| is_time(text))
    })?;
    let text = std::str::from_utf8(from.get(..FORM.len())?).ok()?;
    Some(text.replace('T', " "))
}

/// The form of a timestamp: `0` is any digit, `T` is `T` or a space.
const FORM: &[u8] = b"0000-00-00T00:00:00";

fn is_time(text: &[u8]) -> bool {
    text.len() >= FORM.len()
        && FORM.iter().zip(text).all(|(form, byte)| match form {
            b'0' => byte.is_ascii_digit(),
            b'T' => matches!(byte, b'T' | b' '),
            sign => sign == byte,
        })
}

#[cfg(test)]
mod tests {
    use super::of_line;

    #[test]
    fn finds_the_time_of_a_line() {
        for (line, time) in [
            (r#"{"msg":"expired 2020-01-01 00:00:00","ts":"2026-11-29T23:02:47Z"}"#, Some("2026-11-29 23:02:47")),
            ("2026-11-29T23:02:47.1Z stderr F x", Some("2026-11-29 23:02:47")),
            ("no-time 2026-1-1", None),
        ] {
            assert_eq!(of_line(line.as_bytes()).as_deref(), time);
        }
    }
}
