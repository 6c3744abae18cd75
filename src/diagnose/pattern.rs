//! A symptom's pattern: literals in order, with named gaps between them.

use memchr::memmem;

use super::normal::Normal;

/// The maximum length of a gap in bytes of the normal form: the claims of a token with many groups.
pub(super) const MAX_GAP: usize = 4096;

/// Texts that begin another record, so that no gap contains them: `"level":"…"` of JSON, `level=…` of logfmt.
const RECORD_HEADS: [&[u8]; 2] = [b"level:", b"level="];

/// A parsed pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    /// The index of its symptom.
    pub symptom: usize,
    /// The literals in normal form.
    pub literals: Vec<Vec<u8>>,
    /// The names of the gaps between the literals, one fewer than those; the value of an unnamed gap isn't reported.
    pub gaps: Vec<&'static str>,
    /// The name of a gap after the last literal, which is the word that follows.
    pub tail: Option<&'static str>,
    /// The index of the literal that is searched for first: the longest.
    pub anchor: usize,
}

/// A match of a pattern: its literals' ranges in the normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    pub literals: Vec<(usize, usize)>,
}

impl Match {
    /// Returns the offset of the first byte.
    pub(super) fn start(&self) -> usize {
        self.literals.first().map_or(0, |(start, _)| *start)
    }

    /// Returns the offset after the last byte.
    pub(super) fn end(&self) -> usize {
        self.literals.last().map_or(0, |(_, end)| *end)
    }

    /// Returns whether its literals contain all those of another match, so that the other one adds nothing.
    pub(super) fn covers(&self, other: &Self) -> bool {
        let is_inside =
            |part: &(usize, usize)| self.literals.iter().any(|(start, end)| *start <= part.0 && part.1 <= *end);
        self.length() > other.length() && other.literals.iter().all(is_inside)
    }

    /// Returns the total length of its literals.
    pub(super) fn length(&self) -> usize {
        self.literals.iter().map(|(start, end)| end - start).sum()
    }
}

impl Pattern {
    /// Parses a pattern as declared.
    pub(super) fn new(symptom: usize, declared: &'static str) -> Self {
        let mut literals = Vec::new();
        let mut gaps = Vec::new();
        let mut rest = declared;
        while let Some((literal, gap, after)) = next_gap(rest) {
            literals.push(Normal::of(literal));
            gaps.push(gap);
            rest = after;
        }
        let tail = if rest.is_empty() { gaps.pop() } else { None };
        if !rest.is_empty() {
            literals.push(Normal::of(rest));
        }
        let lengths = literals.iter().map(Vec::len).enumerate();
        let anchor = lengths.max_by_key(|(_, length)| *length).map_or(0, |(index, _)| index);
        Self { symptom, literals, gaps, tail, anchor }
    }

    /// Returns the match whose anchor begins at `at`, if there is one.
    pub(super) fn match_at(&self, text: &[u8], at: usize) -> Option<Match> {
        let anchor = self.literals.get(self.anchor)?;
        let mut found = vec![(at, at + anchor.len())];
        for literal in self.literals.get(self.anchor + 1..)? {
            let from = found.last()?.1;
            let window = text.get(from..text.len().min(from + MAX_GAP + literal.len()))?;
            let offset = memmem::find(window, literal)?;
            if crosses_record(window.get(..offset)?) {
                return None;
            }
            found.push((from + offset, from + offset + literal.len()));
        }
        for literal in self.literals.get(..self.anchor)?.iter().rev() {
            let to = found.first()?.0;
            let from = to.saturating_sub(MAX_GAP + literal.len());
            let window = text.get(from..to)?;
            let offset = memmem::rfind(window, literal)?;
            if crosses_record(window.get(offset + literal.len()..)?) {
                return None;
            }
            found.insert(0, (from + offset, from + offset + literal.len()));
        }
        Some(Match { literals: found })
    }
}

/// Splits a text at its first gap into the text before, the gap's name and the text after. A gap is `<name>` in lower
/// case.
fn next_gap(text: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    text.match_indices('<').find_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        let (name, after) = rest.get(1..)?.split_once('>')?;
        let is_name = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ');
        is_name.then_some((before, name, after))
    })
}

fn crosses_record(gap: &[u8]) -> bool {
    RECORD_HEADS.iter().any(|head| memmem::find(gap, head).is_some())
}

#[cfg(test)]
mod tests {
    use super::{Match, Normal, Pattern};

    fn find(pattern: &'static str, text: &str) -> Option<Match> {
        let pattern = Pattern::new(0, pattern);
        let text = Normal::of(text);
        let anchor = pattern.literals.get(pattern.anchor)?;
        let at = memchr::memmem::find(&text, anchor)?;
        pattern.match_at(&text, at)
    }

    #[test]
    fn gaps_match_any_text_within_a_record() {
        let pattern = "issuer [<issuer>], caused by: 404 <>body";
        assert!(find(pattern, "issuer [https://h], caused by: 404 Not Found: body").is_some());
        assert!(find(pattern, "issuer [https://h], caused by: 500").is_none());
        assert!(find(pattern, "issuer [a\n{\"level\":\"info\",\"msg\":\"x], caused by: 404 Not body\"").is_none());
    }
}
