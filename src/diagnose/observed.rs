//! A symptom as it appears in an input.

use memchr::memmem;

use super::go_bytes;
use super::normal::Normal;
use super::pattern::{Match, Pattern};
use crate::redact::log_covered;
use crate::symptoms::Symptom;

/// The place and time of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The line number, from 1.
    pub line: usize,
    /// The line's timestamp, as written.
    pub time: Option<String>,
}

/// The values of a gap of a matched pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captured {
    pub name: &'static str,
    /// The distinct values, in order of appearance.
    pub values: Vec<String>,
}

/// A symptom in an input.
#[derive(Debug, Clone)]
pub struct Observed {
    pub symptom: &'static Symptom,
    /// The number of matching lines.
    pub count: usize,
    /// The first match.
    pub first: Sighting,
    /// The last match.
    pub last: Sighting,
    /// The matched text of the first match.
    pub excerpt: String,
    /// The values of the pattern's gaps.
    pub captured: Vec<Captured>,
    /// Texts that Go printed as numbers, decoded.
    pub decoded: Vec<String>,
    /// Whether the input contains only a part of the known text.
    pub is_cut: bool,
    /// The matched lines in normal form.
    pub(super) context: Vec<u8>,
}

/// How many matches of one symptom are examined for values.
const MAX_EXAMINED: usize = 3;
/// The maximum number of distinct values per gap.
const MAX_VALUES: usize = 3;
/// The maximum length of a gap's value, in characters.
const MAX_VALUE_CHARS: usize = 300;
/// The maximum length of an excerpt, in characters.
const MAX_EXCERPT_CHARS: usize = 400;
/// The maximum number of decoded texts.
const MAX_DECODED: usize = 2;

impl Observed {
    /// Starts an observation without any lines counted.
    pub(super) fn new(symptom: &'static Symptom, sighting: Sighting) -> Self {
        Self {
            symptom,
            count: 0,
            first: sighting.clone(),
            last: sighting,
            excerpt: String::new(),
            captured: Vec::new(),
            decoded: Vec::new(),
            is_cut: false,
            context: Vec::new(),
        }
    }

    /// Counts a line. The same line counts once.
    pub(super) fn count(&mut self, sighting: Sighting) {
        if self.count == 0 || sighting.line != self.last.line {
            self.count += 1;
            self.last = sighting;
        }
    }

    /// Returns whether the next match should be examined.
    pub(super) fn needs_examining(&self) -> bool {
        self.count <= MAX_EXAMINED
    }

    /// Examines the lines of a match: captures the gaps' values, the excerpt and decoded texts.
    pub(super) fn examine(&mut self, raw: &[u8], pattern: &Pattern) {
        let normal = Normal::with_offsets(raw);
        if let Some(found) = find(pattern, &normal.text) {
            self.capture(raw, &normal, pattern, &found);
            if self.excerpt.is_empty() {
                let at = normal.raw_at(found.start()).unwrap_or_default();
                self.excerpt = excerpt(raw, at);
            }
        } else if self.excerpt.is_empty() {
            self.excerpt = excerpt(raw, 0);
        }
        for (_, text) in &normal.decoded {
            if self.decoded.len() < MAX_DECODED && !self.decoded.contains(text) {
                self.decoded.push(text.clone());
            }
        }
        self.context.extend_from_slice(&normal.text);
        self.context.push(b'\n');
    }

    fn capture(&mut self, raw: &[u8], normal: &Normal, pattern: &Pattern, found: &Match) {
        for (name, pair) in pattern.gaps.iter().zip(found.literals.windows(2)) {
            if let [before, after] = pair {
                self.add(name, gap_text(raw, normal, before.1, after.0));
            }
        }
        if let Some(name) = pattern.tail {
            self.add(name, word_after(raw, normal, found.end()));
        }
    }

    fn add(&mut self, name: &'static str, value: String) {
        if name.is_empty() || value.is_empty() {
            return;
        }
        match self.captured.iter_mut().find(|captured| captured.name == name) {
            None => self.captured.push(Captured { name, values: vec![value] }),
            Some(captured) => {
                if captured.values.len() < MAX_VALUES && !captured.values.contains(&value) {
                    captured.values.push(value);
                }
            }
        }
    }
}

/// Returns the first match of a pattern.
fn find(pattern: &Pattern, text: &[u8]) -> Option<Match> {
    let anchor = pattern.literals.get(pattern.anchor)?;
    memmem::find_iter(text, anchor).find_map(|at| pattern.match_at(text, at))
}

/// Returns the text of a gap as in the input, without line breaks and surrounding quotes.
fn gap_text(raw: &[u8], normal: &Normal, from: usize, to: usize) -> String {
    let place = |normal_at: usize| normal.raw_at(normal_at);
    let as_written = (from < to)
        .then(|| Some((place(from)?, place(to - 1)? + 1)))
        .flatten()
        .filter(|(start, end)| end - start >= to - from)
        .and_then(|(start, end)| raw.get(start..end));
    // Bytes that Go printed as numbers share one raw offset.
    let bytes = as_written.or_else(|| normal.text.get(from..to)).unwrap_or_default();
    let text = String::from_utf8_lossy(bytes).replace(['\n', '\r', '\0'], "");
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\' | '`'));
    shorten(text, MAX_VALUE_CHARS)
}

/// Returns the word at an offset in the normal form, without surrounding quotes.
fn word_after(raw: &[u8], normal: &Normal, at: usize) -> String {
    let Some(start) = normal.raw_at(at) else { return String::new() };
    let text = String::from_utf8_lossy(raw.get(start..).unwrap_or_default());
    let end =
        text.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\' | '`' | ',')).unwrap_or(text.len());
    shorten(text.get(..end).unwrap_or_default(), MAX_VALUE_CHARS)
}

/// Returns the text to show for a match: the message of a JSON log line, or the lines around the match.
fn excerpt(raw: &[u8], at: usize) -> String {
    let text = go_bytes::shorten(&String::from_utf8_lossy(raw).replace('\0', ""));
    // Secrets that span lines can be found only while the text still has its lines.
    let text = log_covered(&text);
    let text = message(&text).unwrap_or_else(|| {
        let from = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        // A long line is shown from the start of the match.
        let from = if at.saturating_sub(from) > MAX_EXCERPT_CHARS / 2 { at } else { from };
        text.get(from..).unwrap_or(&text).to_owned()
    });
    shorten(text.split_whitespace().collect::<Vec<_>>().join(" ").as_str(), MAX_EXCERPT_CHARS)
}

/// Returns the message of a JSON log line.
pub(super) fn message(line: &str) -> Option<String> {
    let line = line.get(line.find('{')?..)?;
    let json: serde_json::Value = serde_json::from_str(line.trim()).ok()?;
    ["msg", "message", "log"].iter().find_map(|key| Some(json.get(key)?.as_str()?.to_owned()))
}

/// Truncates `text` to a number of characters.
pub(super) fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
