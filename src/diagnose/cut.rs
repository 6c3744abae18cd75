//! Lines that were cut off: by the width of a terminal, or because someone copied a part.

use memchr::memmem;

use super::pattern::Pattern;

/// The fewest bytes of a pattern, in normal form, that identify it.
const FEWEST: usize = 20;

/// As many bytes identify a pattern, however long it is; fewer must be two fifths of it.
const ENOUGH: usize = 36;

/// The fewest bytes of the literal that is cut.
const SHORTEST: usize = 4;

/// The patterns that a line, in normal form, shows a part of: the line ends or begins inside of it. Only those of which
/// it shows most.
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

/// How many bytes of a pattern a line shows at its end, at its beginning, or as the whole line.
fn shown(line: &[u8], pattern: &Pattern) -> Option<usize> {
    if line.len() < FEWEST {
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
    best.filter(|length| *length >= ENOUGH || (*length >= FEWEST && length * 5 >= whole * 2))
}

/// The length of the longest beginning, or end, of a literal for which a test holds.
fn overlap(literal: &[u8], holds: impl Fn(&[u8]) -> bool, is_end: bool) -> Option<usize> {
    let part = |length: usize| if is_end { literal.get(literal.len() - length..) } else { literal.get(..length) };
    (SHORTEST..=literal.len()).rev().find(|length| part(*length).is_some_and(&holds))
}

/// The length of the literals if all of them are in the text, in their order, searched from its end.
fn all_before(mut text: &[u8], literals: &[Vec<u8>]) -> Option<usize> {
    let mut length = 0;
    for literal in literals.iter().rev() {
        text = text.get(..memmem::rfind(text, literal)?)?;
        length += literal.len();
    }
    Some(length)
}

/// The length of the literals if all of them are in the text, in their order.
fn all_after(mut text: &[u8], literals: &[Vec<u8>]) -> Option<usize> {
    let mut length = 0;
    for literal in literals {
        text = text.get(memmem::find(text, literal)? + literal.len()..)?;
        length += literal.len();
    }
    Some(length)
}
