//! Truncated lines: cut by the width of a terminal or because someone copied only a part.

use memchr::memmem;

use super::pattern::Pattern;

/// The fewest bytes of a pattern, in normal form, that can identify it.
const MIN_SHOWN: usize = 20;

/// This many bytes identify a pattern of any length. Fewer must be at least two fifths of the pattern.
const SUFFICIENT: usize = 36;

/// The fewest bytes of the literal that is cut.
const MIN_CUT_LITERAL: usize = 4;

/// Returns the patterns of which `line`, in normal form, contains a part, i.e. the line begins or ends inside the
/// pattern. If there are several, returns those with the longest part.
pub(super) fn cut_off<'a>(line: &[u8], patterns: &'a [Pattern]) -> Vec<&'a Pattern> {
    let scored = patterns.iter().filter_map(|pattern| Some((shown(line, pattern)?, pattern)));
    let mut best = 0;
    let mut found = Vec::new();
    for (score, pattern) in scored {
        if score > best {
            best = score;
            found.clear();
        }
        if score == best {
            found.push(pattern);
        }
    }
    found
}

/// Returns how many bytes of a pattern are at the line's end, at its beginning, or all of the line.
fn shown(line: &[u8], pattern: &Pattern) -> Option<usize> {
    if line.len() < MIN_SHOWN {
        return None;
    }
    let mut best = None;
    for (index, literal) in pattern.literals.iter().enumerate() {
        let before = pattern.literals.get(..index).unwrap_or_default();
        let after = pattern.literals.get(index + 1..).unwrap_or_default();
        let at_end = overlap(literal, |part| line.ends_with(part), false).and_then(|length| {
            let rest = line.get(..line.len() - length)?;
            Some(length + all_before(rest, before)?)
        });
        let at_start = overlap(literal, |part| line.starts_with(part), true)
            .and_then(|length| Some(length + all_after(line.get(length..)?, after)?));
        let inside = (literal.len() >= line.len() && memmem::find(literal, line).is_some()).then_some(line.len());
        best = [best, at_end, at_start, inside].into_iter().flatten().max();
    }
    let whole: usize = pattern.literals.iter().map(Vec::len).sum();
    best.filter(|length| *length >= SUFFICIENT || (*length >= MIN_SHOWN && length * 5 >= whole * 2))
}

/// Returns the length of the longest prefix (or suffix, if `is_end`) of a literal for which `holds` is true.
fn overlap(literal: &[u8], holds: impl Fn(&[u8]) -> bool, is_end: bool) -> Option<usize> {
    let part = |length: usize| if is_end { literal.get(literal.len() - length..) } else { literal.get(..length) };
    (MIN_CUT_LITERAL..=literal.len()).rev().find(|length| part(*length).is_some_and(&holds))
}

/// Returns the literals' total length if all are in the text, in order, searching from the end.
fn all_before(mut text: &[u8], literals: &[Vec<u8>]) -> Option<usize> {
    let mut length = 0;
    for literal in literals.iter().rev() {
        text = text.get(..memmem::rfind(text, literal)?)?;
        length += literal.len();
    }
    Some(length)
}

/// Returns the literals' total length if all are in the text, in order, searching from the start.
fn all_after(mut text: &[u8], literals: &[Vec<u8>]) -> Option<usize> {
    let mut length = 0;
    for literal in literals {
        text = text.get(memmem::find(text, literal)? + literal.len()..)?;
        length += literal.len();
    }
    Some(length)
}
