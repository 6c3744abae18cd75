//! Bytes that Go printed as numbers, `[123 34 101 …]`: flytepropeller and flytectl print the answer of the identity
//! provider so, as the body of `oauth2.RetrieveError` is a `[]byte`.

use super::normal::escape_sequence;

/// The fewest numbers that are taken for a text.
const FEWEST: usize = 6;

/// The most numbers that are read; the body of an OAuth error is shorter.
const MOST: usize = 65_536;

/// The bytes of a list at the start of `raw`, and how many raw bytes it takes. The list may end early, where the log was
/// cut off. A line break inside a number belongs to hard-wrapped text and is skipped.
pub(super) fn read(raw: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut at = raw.starts_with(b"[").then_some(1)?;
    let mut bytes: Vec<u8> = Vec::new();
    let mut number: Option<u16> = None;
    // A number with nothing but a line break after it, which may go on in the next line.
    let mut broken: Option<u16> = None;
    // Whether only line breaks, and what a terminal or a mail puts at the start of a line, have followed.
    let mut is_at_start = false;
    while let Some(&byte) = raw.get(at) {
        match byte {
            b'0'..=b'9' => {
                is_at_start = false;
                if let Some(before) = broken.take() {
                    number = joined(raw, at, before);
                    if number.is_none() {
                        bytes.push(u8::try_from(before).ok()?);
                    }
                }
                number = Some(number.unwrap_or_default() * 10 + u16::from(byte - b'0'));
                if number > Some(255) {
                    return None;
                }
            }
            b'\n' => {
                is_at_start = true;
                broken = broken.or(number.take());
            }
            // UTF-16, or a box around the text.
            0 | b'\r' | 0x80.. => {}
            b' ' | b'\t' | b'>' | b'|' if is_at_start => {}
            b' ' | b'\t' => finish(&mut number, &mut bytes)?,
            0x1b => at += escape_sequence(raw.get(at..).unwrap_or_default()) - 1,
            _ => break,
        }
        at += 1;
        if bytes.len() > MOST {
            return None;
        }
    }
    finish(&mut number, &mut bytes)?;
    finish(&mut broken, &mut bytes)?;
    at += usize::from(raw.get(at) == Some(&b']'));
    let is_text = bytes.len() >= FEWEST && bytes.iter().filter(|byte| !is_printable(**byte)).count() * 8 <= bytes.len();
    is_text.then_some((bytes, at))
}

/// A text with the numbers of its lists left out, but for the first ones.
pub(super) fn shorten(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, list)) = rest.find('[').and_then(|at| rest.split_at_checked(at)) {
        shown.push_str(before);
        if let Some((_, length)) = read(list.as_bytes()) {
            let first: Vec<&str> = list.split_whitespace().take(3).collect();
            shown.push_str(&first.join(" "));
            shown.push_str(" …]");
            rest = list.get(length..).unwrap_or_default();
        } else {
            shown.push('[');
            rest = list.get(1..).unwrap_or_default();
        }
    }
    shown + rest
}

/// Ends the number that is being read.
fn finish(number: &mut Option<u16>, bytes: &mut Vec<u8>) -> Option<()> {
    if let Some(number) = number.take() {
        bytes.push(u8::try_from(number).ok()?);
    }
    Some(())
}

/// The number before a line break, where the digits after it belong to the same number, as together they are a printable
/// byte. Two numbers would be too large together, or one of them would not be printable.
fn joined(raw: &[u8], at: usize, before: u16) -> Option<u16> {
    let rest = raw.get(at..).unwrap_or_default().iter();
    let digits = rest.filter(|byte| **byte != 0).take_while(|byte| byte.is_ascii_digit());
    let whole = digits.fold(before, |number, digit| number.saturating_mul(10).saturating_add(u16::from(digit - b'0')));
    let whole = u8::try_from(whole).ok()?;
    is_printable(whole).then_some(before)
}

fn is_printable(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7e | 0x80..)
}

#[cfg(test)]
mod tests {
    use super::read;

    fn text(raw: &str) -> Option<String> {
        let (bytes, _) = read(raw.as_bytes())?;
        String::from_utf8(bytes).ok()
    }

    #[test]
    fn decodes_lists_of_bytes() {
        for (raw, decoded) in [
            ("[123 34 101 114 114 34 125] tail", Some("{\"err\"}")),
            ("[123 34 101 114 114 34 58 32", Some("{\"err\": ")),
            ("[123 34 1\n01 114 11\n4 34 125]", Some("{\"err\"}")),
            ("[123 34\n101 114 \n114\n 34 125]", Some("{\"err\"}")),
            ("[123 34 1\n  01 114 114\n  34 125]", Some("{\"err\"}")),
            ("[123 34 │\n│ 101 114 114 34 125 │", Some("{\"err\"}")),
            ("[123 \u{1b}[2m34 101 114 114 34 125]", Some("{\"err\"}")),
            ("[1 2 3 4 5 6 7 8]", None),
            ("[123 34]", None),
            ("[123 34 300 101 114 114 34]", None),
            ("[2026]", None),
            ("[error]", None),
        ] {
            assert_eq!(text(raw).as_deref(), decoded, "{raw}");
        }
    }
}
