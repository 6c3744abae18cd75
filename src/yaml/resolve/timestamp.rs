//! Timestamps. They stay strings; only `!!timestamp` requires one.

/// Returns whether go-yaml v2 reads `text` as a timestamp: a date, or a date and a time (`allowedTimestampFormats`).
pub fn is_timestamp(text: &str) -> bool {
    date(text).is_some_and(|rest| match rest.as_bytes() {
        [] => true,
        [b'T' | b't', ..] => rest.get(1..).and_then(time).is_some_and(is_zone),
        [b' ', ..] => rest.get(1..).and_then(time).is_some_and(str::is_empty),
        _ => false,
    })
}

/// Parses `2006-1-2`; returns the rest.
fn date(text: &str) -> Option<&str> {
    let (year, rest) = text.split_once('-')?;
    if year.len() != 4 {
        return None;
    }
    let (year, "") = number(year, 4, 9999)? else {
        return None;
    };
    let (month, rest) = number(rest, 2, 12)?;
    let (day, rest) = number(rest.strip_prefix('-')?, 2, 31)?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        0 => return None,
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=days).contains(&day).then_some(rest)
}

/// Parses `15:4:5` and a fraction; returns the rest.
fn time(text: &str) -> Option<&str> {
    let (_, rest) = number(text, 2, 23)?;
    let (_, rest) = number(rest.strip_prefix(':')?, 2, 59)?;
    let (_, rest) = number(rest.strip_prefix(':')?, 2, 59)?;
    let fraction = rest.strip_prefix(['.', ',']).map(|digits| digits.trim_start_matches(|c: char| c.is_ascii_digit()));
    Some(fraction.filter(|after| after.len() + 1 < rest.len()).unwrap_or(rest))
}

/// Returns whether a text is a time zone: `Z` or `+02:00`.
fn is_zone(text: &str) -> bool {
    let offset = || {
        let (hours, minutes) = text.strip_prefix(['+', '-'])?.split_once(':')?;
        (hours.len() == 2 && minutes.len() == 2).then_some(())?;
        Some(number(hours, 2, 24)?.1.is_empty() && number(minutes, 2, 60)?.1.is_empty())
    };
    text == "Z" || offset().unwrap_or(false)
}

/// Parses a number of up to `width` digits that is at most `most`; returns the rest.
fn number(text: &str, width: usize, most: u32) -> Option<(u32, &str)> {
    let count = text.bytes().take(width).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(count)?;
    let value = digits.parse().ok()?;
    (value <= most).then_some((value, rest))
}
