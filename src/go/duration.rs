//! Go's `time.Duration`.
//!
//! Source: `ParseDuration` and `Duration.String` in Go 1.24's `time`.

/// A duration in nanoseconds, as in Go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nanoseconds(pub i64);

impl Nanoseconds {
    /// Creates a duration of whole seconds.
    pub const fn seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000_000))
    }

    /// Creates a duration of whole minutes.
    pub const fn minutes(minutes: i64) -> Self {
        Self::seconds(minutes.saturating_mul(60))
    }

    /// Parses like `time.ParseDuration`: `1h30m`, `300ms`, `-1.5h`.
    pub fn parse(text: &str) -> Option<Self> {
        let (is_negative, mut rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if rest == "0" {
            return Some(Self(0));
        }
        if rest.is_empty() {
            return None;
        }
        // Go's range has one nanosecond more below zero than above.
        let most = i64::MAX.unsigned_abs() + 1;
        let mut total = 0_u64;
        while !rest.is_empty() {
            let number;
            (number, rest) = split(rest, |c| c.is_ascii_digit() || c == '.');
            let name;
            (name, rest) = split(rest, |c| !(c.is_ascii_digit() || c == '.'));
            let unit = match name {
                "ns" => 1,
                "us" | "µs" | "μs" => 1_000,
                "ms" => 1_000_000,
                "s" => 1_000_000_000,
                "m" => 60_000_000_000,
                "h" => 3_600_000_000_000,
                _ => return None,
            };
            let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
            if fraction.contains('.') || (whole.is_empty() && fraction.is_empty()) {
                return None;
            }
            let whole = if whole.is_empty() { 0 } else { whole.parse::<u64>().ok()? };
            let part = whole.checked_mul(unit)?.checked_add(part_of(fraction, unit))?;
            total = total.checked_add(part).filter(|total| *total <= most)?;
        }
        if is_negative { 0_i64.checked_sub_unsigned(total) } else { i64::try_from(total).ok() }.map(Self)
    }

    /// Formats like Go: `1h0m0s`, `30s`, `1.5s`.
    pub fn to_text(self) -> String {
        if self.0 == 0 {
            return "0s".to_owned();
        }
        let (sign, nanoseconds) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let (seconds, fraction) = (nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
        if seconds == 0 {
            let text = match fraction {
                0..1_000 => format!("{fraction}ns"),
                1_000..1_000_000 => format!("{}µs", decimal(fraction, 3)),
                _ => format!("{}ms", decimal(fraction, 6)),
            };
            return format!("{sign}{text}");
        }
        let last = decimal((seconds % 60) * 1_000_000_000 + fraction, 9);
        match (seconds / 3600, seconds / 60 % 60) {
            (0, 0) => format!("{sign}{last}s"),
            (0, minutes) => format!("{sign}{minutes}m{last}s"),
            (hours, minutes) => format!("{sign}{hours}h{minutes}m{last}s"),
        }
    }
}

/// Splits a text after the characters that `belongs` accepts.
fn split(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Multiplies the digits after a decimal point with a unit. Like Go, ignores digits that exceed a `u64`.
fn part_of(digits: &str, unit: u64) -> u64 {
    let (mut number, mut scale) = (0_u64, 1_f64);
    for digit in digits.bytes() {
        let next = number.checked_mul(10).and_then(|number| number.checked_add(u64::from(digit - b'0')));
        let Some(next) = next.filter(|next| *next < 1 << 63) else { break };
        number = next;
        scale *= 10.0;
    }
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "as in Go"
    )]
    let part = (number as f64 * (unit as f64 / scale)) as u64;
    part
}

/// Formats `number / 10^digits` without trailing zeros.
fn decimal(number: u64, digits: u32) -> String {
    let unit = 10_u64.pow(digits);
    let (whole, fraction) = (number / unit, number % unit);
    if fraction == 0 {
        return whole.to_string();
    }
    let fraction = format!("{fraction:0width$}", width = digits as usize);
    format!("{whole}.{}", fraction.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_durations_as_go_does() {
        for (text, shown) in [
            ("30m", "30m0s"),
            ("1h", "1h0m0s"),
            ("90s", "1m30s"),
            ("1.5s", "1.5s"),
            ("300ms", "300ms"),
            ("-2h3m", "-2h3m0s"),
            ("1us", "1µs"),
            (".5s", "500ms"),
            ("-9223372036854775808ns", "-2562047h47m16.854775808s"),
        ] {
            assert_eq!(Nanoseconds::parse(text).expect(text).to_text(), shown);
        }
        for text in ["", "30", "m", "1d", "1.2.3s", ".s", "1h-2m", "9223372036854775808ns"] {
            assert_eq!(Nanoseconds::parse(text), None, "{text}");
        }
    }
}
