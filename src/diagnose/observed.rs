//! What an input shows of one symptom.

use memchr::memmem;

use super::go_bytes;
use super::normal::Normal;
use super::pattern::{Match, Pattern};
use crate::redact::log_covered;
use crate::symptoms::Symptom;

/// Where and when a line was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The line's number, from 1.
    pub line: usize,
    /// The time that the line bears, as it is written.
    pub time: Option<String>,
}

/// A part of a matched text that varies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captured {
    pub name: &'static str,
    /// The different texts, in the order of their appearance.
    pub values: Vec<String>,
}

/// A symptom in an input.
#[derive(Debug, Clone)]
pub struct Observed {
    pub symptom: &'static Symptom,
    /// The number of lines that show it.
    pub count: usize,
    /// Where it was seen first.
    pub first: Sighting,
    /// Where it was seen last.
    pub last: Sighting,
    /// The text that shows it, the first time.
    pub excerpt: String,
    /// The parts of the text that vary.
    pub captured: Vec<Captured>,
    /// Texts that Go printed as numbers, decoded.
    pub decoded: Vec<String>,
    /// Whether the input shows a part of the text only.
    pub is_cut: bool,
    /// The matched lines in normal form.
    pub(super) context: Vec<u8>,
}

/// How many matches of one symptom are looked at closely.
const CLOSE_LOOKS: usize = 3;
/// How many different texts are kept of a part that varies.
const VALUES: usize = 3;
/// The longest text of a part that varies, in characters.
const LONGEST_VALUE: usize = 300;
/// The longest excerpt, in characters.
const LONGEST_EXCERPT: usize = 400;
/// How many decoded texts are kept.
const DECODED: usize = 2;

impl Observed {
    /// A symptom that has just been seen.
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

    /// Counts a line; the same line counts once.
    pub(super) fn count(&mut self, sighting: Sighting) {
        if self.count == 0 || sighting.line != self.last.line {
            self.count += 1;
            self.last = sighting;
        }
    }

    /// Whether another match would tell more.
    pub(super) fn wants_a_look(&self) -> bool {
        self.count <= CLOSE_LOOKS
    }

    /// Looks closely at the lines of a match.
    pub(super) fn look(&mut self, raw: &[u8], pattern: &Pattern) {
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
            if self.decoded.len() < DECODED && !self.decoded.contains(text) {
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
                if captured.values.len() < VALUES && !captured.values.contains(&value) {
                    captured.values.push(value);
                }
            }
        }
    }
}

/// The first match of a pattern.
fn find(pattern: &Pattern, text: &[u8]) -> Option<Match> {
    let anchor = pattern.literals.get(pattern.anchor)?;
    memmem::find_iter(text, anchor).find_map(|at| pattern.match_at(text, at))
}

/// The text of a gap as the input has it, without line breaks and the quotes around it.
fn gap_text(raw: &[u8], normal: &Normal, from: usize, to: usize) -> String {
    let place = |normal_at: usize| normal.raw_at(normal_at);
    let as_written = (from < to)
        .then(|| Some((place(from)?, place(to - 1)? + 1)))
        .flatten()
        .filter(|(start, end)| end - start >= to - from)
        .and_then(|(start, end)| raw.get(start..end));
    // What Go printed as numbers has one place for all of its bytes.
    let bytes = as_written.or_else(|| normal.text.get(from..to)).unwrap_or_default();
    let text = String::from_utf8_lossy(bytes).replace(['\n', '\r', '\0'], "");
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\' | '`'));
    shorten(text, LONGEST_VALUE)
}

/// The word that follows a place of the normal form, without the quotes around it.
fn word_after(raw: &[u8], normal: &Normal, at: usize) -> String {
    let Some(start) = normal.raw_at(at) else { return String::new() };
    let text = String::from_utf8_lossy(raw.get(start..).unwrap_or_default());
    let end =
        text.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\' | '`' | ',')).unwrap_or(text.len());
    shorten(text.get(..end).unwrap_or_default(), LONGEST_VALUE)
}

/// The text of a line for a person: the message of a JSON log line, or the lines around a place.
fn excerpt(raw: &[u8], at: usize) -> String {
    let text = go_bytes::shorten(&String::from_utf8_lossy(raw).replace('\0', ""));
    // As long as it has its lines.
    let text = log_covered(&text);
    let text = message(&text).unwrap_or_else(|| {
        let from = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        // A long line is shown from where the match begins.
        let from = if at.saturating_sub(from) > LONGEST_EXCERPT / 2 { at } else { from };
        text.get(from..).unwrap_or(&text).to_owned()
    });
    shorten(text.split_whitespace().collect::<Vec<_>>().join(" ").as_str(), LONGEST_EXCERPT)
}

/// The message of a JSON log line.
pub(super) fn message(line: &str) -> Option<String> {
    let line = line.get(line.find('{')?..)?;
    let json: serde_json::Value = serde_json::from_str(line.trim()).ok()?;
    ["msg", "message", "log"].iter().find_map(|key| Some(json.get(key)?.as_str()?.to_owned()))
}

/// `text`, cut to a number of characters.
pub(super) fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
