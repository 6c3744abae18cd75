//! The order in which goyaml writes the keys of a map: numbers in them are compared as numbers.

use std::cmp::Ordering;

/// Compares two keys as goyaml's `keyList.Less` does.
pub fn natural_order(one: &str, other: &str) -> Ordering {
    // Keys of letters only compare as strings.
    let simple = |key: &str| key.bytes().all(|byte| byte.is_ascii_alphabetic());
    if simple(one) && simple(other) {
        return one.cmp(other);
    }
    let (one_chars, other_chars): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    for (index, (a, b)) in one_chars.iter().zip(&other_chars).enumerate() {
        if a == b {
            continue;
        }
        match (a.is_alphabetic(), b.is_alphabetic()) {
            (true, true) => return a.cmp(b),
            (true, false) => return Ordering::Greater,
            (false, true) => return Ordering::Less,
            (false, false) => {}
        }
        let mut start = 0;
        if *a == '0' || *b == '0' {
            // A zero inside a number does not start a number.
            let before = one_chars.iter().take(index).rev().take_while(|c| c.is_ascii_digit());
            if before.copied().any(|c| c != '0') {
                start = 1;
            }
        }
        let (one_number, one_end) = number_at(&one_chars, index, start);
        let (other_number, other_end) = number_at(&other_chars, index, start);
        return one_number.cmp(&other_number).then(one_end.cmp(&other_end)).then(a.cmp(b));
    }
    one_chars.len().cmp(&other_chars.len())
}

/// Returns the number that begins at `index`, and its end.
fn number_at(text: &[char], index: usize, start: i64) -> (i64, usize) {
    let mut number = start;
    let mut end = index;
    for digit in text.iter().skip(index).map_while(|c| c.to_digit(10)) {
        number = number.wrapping_mul(10).wrapping_add(i64::from(digit));
        end += 1;
    }
    (number, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_numbers_by_value() {
        let mut keys = vec!["a10", "a9", "B", "_x", "a", "1", "b"];
        keys.sort_by(|one, other| natural_order(one, other));
        assert_eq!(keys, ["_x", "1", "B", "a", "a9", "a10", "b"]);
    }
}
