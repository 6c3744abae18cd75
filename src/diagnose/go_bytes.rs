//! Decodes byte slices that Go printed as numbers, `[123 34 101 …]`: flytepropeller and flytectl print the identity
//! provider's response like this, because the body of `oauth2.RetrieveError` is a `[]byte`.

use super::normal::escape_sequence;

/// The fewest numbers that are taken for a text.
const MIN_NUMBERS: usize = 6;

/// The maximum number of numbers that are read; the body of an OAuth error is shorter.
const MAX_NUMBERS: usize = 65_536;

/// Decodes the list at the start of `raw`. Returns its bytes and its length in `raw`. The list may end early, where the
/// log was truncated. A line break inside a number comes from hard wrapping and is skipped.
pub(super) fn read(raw: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut at = raw.starts_with(b"[").then_some(1)?;
    let mut bytes: Vec<u8> = Vec::new();
    let mut number: Option<u16> = None;
    // A number followed only by a line break so far; it may continue on the next line.
    let mut broken: Option<u16> = None;
    // Whether only line breaks, and what a terminal or a mail puts at the start of a line, have followed the number.
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
            // Bytes of UTF-16, or of a box around the text.
            0 | b'\r' | 0x80.. => {}
            b' ' | b'\t' | b'>' | b'|' if is_at_start => {}
            b' ' | b'\t' => finish(&mut number, &mut bytes)?,
            0x1b => at += escape_sequence(raw.get(at..).unwrap_or_default()) - 1,
            _ => break,
        }
        at += 1;
        if bytes.len() > MAX_NUMBERS {
            return None;
        }
    }
    finish(&mut number, &mut bytes)?;
    finish(&mut broken, &mut bytes)?;
    at += usize::from(raw.get(at) == Some(&b']'));
    let is_text =
        bytes.len() >= MIN_NUMBERS && bytes.iter().filter(|byte| !is_printable(**byte)).count() * 8 <= bytes.len();
    is_text.then_some((bytes, at))
}

/// Removes the numbers of each list in a text, except the first ones.
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

/// Completes the current number and adds it to the bytes.
fn finish(number: &mut Option<u16>, bytes: &mut Vec<u8>) -> Option<()> {
    if let Some(number) = number.take() {
        bytes.push(u8::try_from(number).ok()?);
    }
    Some(())
}

/// Joins the number before a line break with the digits after it, if together they are a printable byte. As two
/// numbers, they would be out of range or one of them would not be printable.
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
