//! One pass over an input, which collects known symptoms and unknown error lines.

use std::io::{self, Read};

use super::catalog::{Catalog, Hit};
use super::cut::cut_off;
use super::error_line::{is_error_line, starts_record};
use super::normal::{Normal, NormalMark};
use super::observed::{Observed, Sighting};
use super::time;
use super::unknown::Unknown;
use super::window::{View, Window};
use crate::symptoms::SymptomRole;

/// The result of a pass.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The symptoms, in order of first appearance.
    pub observed: Vec<Observed>,
    /// The error lines without a symptom.
    pub unknown: Unknown,
    /// The whole input in normal form, if it is small.
    pub small: Option<Vec<u8>>,
    /// The whole input as text, if it is short enough to be one copied error.
    pub small_text: Option<String>,
    /// The input's size in bytes.
    pub bytes: usize,
    /// The input's number of lines.
    pub lines: usize,
}

/// The maximum size of an input whose every line is examined, in bytes.
const MAX_SMALL_INPUT: usize = 256 << 10;

/// The maximum size of a text that is read as one error, in bytes.
const MAX_COPIED_TEXT: usize = 4 << 10;

/// The maximum length of a line, or of a match's lines, that is examined, in bytes.
const MAX_EXAMINED_BYTES: usize = 16 << 10;

impl Scan {
    /// Reads an input to its end.
    pub(super) fn of(input: impl Read, catalog: &Catalog) -> io::Result<Self> {
        let mut scan = Self::default();
        let mut window = Window::new(input);
        let mut normal = Normal::default();
        while let Some(view) = window.next()? {
            normal.read(view.raw);
            scan.take(view, &normal, catalog);
        }
        (scan.bytes, scan.lines) = window.size();
        Ok(scan)
    }

    fn take(&mut self, view: View<'_>, normal: &Normal, catalog: &Catalog) {
        let range = normal_at(view.raw, normal, view.from)..normal_at(view.raw, normal, view.to);
        let hits = catalog.hits(normal, range.clone());
        for cluster in clusters(&hits, view, normal) {
            let weight = |hit: &Hit| catalog.symptom_of(hit).map_or(0, |symptom| symptom.role.weight());
            let most = cluster.iter().map(weight).max();
            for hit in cluster.iter().filter(|hit| Some(weight(hit)) == most) {
                self.hit(hit, view, normal, catalog);
            }
        }
        for (line, end) in error_records(view, normal) {
            let from = hits.partition_point(|hit| hit.found.start() < end);
            let before = hits.get(..from).unwrap_or_default().iter().rev();
            // A match that began far before cannot reach into this line.
            if before.take(8).any(|hit| hit.found.end() > line.normal) {
                continue;
            }
            self.unknown.add(line_of(view.raw, line.raw), sighting(view, line));
        }
        if view.is_first && view.is_last && view.raw.len() <= MAX_SMALL_INPUT {
            self.small = Some(normal.text.clone());
            if view.raw.len() <= MAX_COPIED_TEXT {
                self.small_text = Some(String::from_utf8_lossy(view.raw).into_owned());
            }
            self.take_cut_lines(view, normal, catalog, &hits);
        }
    }

    fn hit(&mut self, hit: &Hit, view: View<'_>, normal: &Normal, catalog: &Catalog) {
        let Some(pattern) = catalog.patterns.get(hit.pattern) else { return };
        let Some(symptom) = catalog.symptom_of(hit) else { return };
        let (Some(line), Some(last)) = (normal.line_at(hit.found.start()), normal.mark_at(hit.found.end() - 1)) else {
            return;
        };
        let sighting = sighting(view, line);
        let known = self.observed.iter().position(|observed| std::ptr::eq(observed.symptom, symptom));
        let index = known.unwrap_or_else(|| {
            self.observed.push(Observed::new(symptom, sighting.clone()));
            self.observed.len() - 1
        });
        let Some(observed) = self.observed.get_mut(index) else { return };
        observed.count(sighting);
        if observed.needs_examining() {
            let end = memchr::memchr(b'\n', view.raw.get(last.raw..).unwrap_or_default());
            let end = end.map_or(view.raw.len(), |end| last.raw + end);
            // The lines of the match; of a very long line, the part around the match.
            let start = if end - line.raw > MAX_EXAMINED_BYTES {
                normal.mark_at(hit.found.start()).map_or(line.raw, |mark| mark.raw)
            } else {
                line.raw
            };
            let end = end.min(start + MAX_EXAMINED_BYTES);
            observed.examine(view.raw.get(start..end).unwrap_or_default(), pattern);
        }
    }

    /// Looks for truncated lines of known symptoms, unless the input already shows a root or a clue.
    fn take_cut_lines(&mut self, view: View<'_>, normal: &Normal, catalog: &Catalog, hits: &[Hit]) {
        if self.observed.iter().any(|observed| observed.symptom.role <= SymptomRole::Clue) {
            return;
        }
        let starts: Vec<&NormalMark> = normal.marks.iter().filter(|mark| mark.starts_line).collect();
        let end_of = |index: usize| starts.get(index + 1).map_or(normal.text.len(), |next| next.normal);
        let mut last = None;
        let mut record = 0..0;
        for (index, line) in starts.iter().enumerate() {
            if last.is_none_or(|last| index > last) {
                let end = last_of_record(&starts, index, view);
                record = line.normal..end_of(end);
                last = Some(end);
            }
            let end = end_of(index);
            // A wrapped record is known as a whole, or by single lines.
            if hits.iter().any(|hit| hit.found.start() < record.end && hit.found.end() > record.start) {
                continue;
            }
            let text = normal.text.get(line.normal..end).unwrap_or_default();
            let found = cut_off(trim_end(text), &catalog.patterns);
            let mut symptoms: Vec<usize> = found.iter().map(|pattern| pattern.symptom).collect();
            symptoms.dedup();
            let raw = line_of(view.raw, line.raw);
            // A part that several symptoms share identifies none of them.
            if symptoms.len() > 1 {
                let symptoms = symptoms.iter().filter_map(|symptom| catalog.symptoms.get(*symptom).copied());
                self.unknown.add_like(raw, sighting(view, line), symptoms.take(MAX_AMBIGUOUS).collect());
            }
            let ([symptom], Some(pattern)) = (symptoms.as_slice(), found.first()) else { continue };
            let Some(symptom) = catalog.symptoms.get(*symptom) else { continue };
            if self.observed.iter().any(|observed| std::ptr::eq(observed.symptom, *symptom)) {
                continue;
            }
            let mut observed = Observed::new(symptom, sighting(view, line));
            observed.is_cut = true;
            observed.count(sighting(view, line));
            observed.examine(raw, pattern);
            self.observed.push(observed);
            self.unknown.remove(raw);
        }
    }
}

/// Groups sorted matches by record: matches close to each other, without the start of a record in between.
fn clusters<'a>(hits: &'a [Hit], view: View<'_>, normal: &Normal) -> Vec<&'a [Hit]> {
    let mut clusters = Vec::new();
    let (mut from, mut end) = (0, 0);
    for (index, hit) in hits.iter().enumerate() {
        let start = hit.found.start();
        let is_apart = start > end + MAX_DISTANCE || (start > end && has_record_start(end, start, view, normal));
        if is_apart && index > from {
            clusters.extend(hits.get(from..index));
            from = index;
        }
        end = end.max(hit.found.end());
    }
    clusters.extend(hits.get(from..).filter(|rest| !rest.is_empty()));
    clusters
}

/// The maximum distance between two texts of one message, in bytes of the normal form.
const MAX_DISTANCE: usize = 64;

/// Returns whether a record begins between two offsets in the normal form.
fn has_record_start(after: usize, until: usize, view: View<'_>, normal: &Normal) -> bool {
    let (before, marks) = normal.marks.split_at(normal.marks.partition_point(|mark| mark.normal < after));
    let before = before.iter().rev().filter(|mark| mark.starts_line).take(MAX_WRAPPED_LINES);
    let record = before.map(|mark| line_of(view.raw, mark.raw)).find(|line| starts_record(line));
    let mut is_wrapped = record.is_some_and(|line| continues(line, false));
    marks.iter().take_while(|mark| mark.normal <= until).filter(|mark| mark.starts_line && mark.raw > 0).any(|mark| {
        let line = line_of(view.raw, mark.raw);
        let starts = starts_record(line) || (!is_wrapped && is_error_line(line));
        is_wrapped = continues(line, is_wrapped);
        starts
    })
}

/// Returns the index of the last line of the record that begins at `index`. A wrapped JSON record continues until a
/// line that begins a record.
fn last_of_record(starts: &[&NormalMark], index: usize, view: View<'_>) -> usize {
    let mut last = index;
    let mut is_wrapped = false;
    while let Some(line) = starts.get(last) {
        is_wrapped = continues(line_of(view.raw, line.raw), is_wrapped);
        let next = starts.get(last + 1).filter(|next| is_wrapped && !starts_record(line_of(view.raw, next.raw)));
        if next.is_none() || last - index >= MAX_WRAPPED_LINES {
            break;
        }
        last += 1;
    }
    last
}

/// The maximum number of lines of a wrapped JSON record.
const MAX_WRAPPED_LINES: usize = 16;

/// Returns whether a JSON record continues on the next line. `is_wrapped` says whether the previous line continued on
/// this one.
fn continues(line: &[u8], is_wrapped: bool) -> bool {
    if line.starts_with(b"{") { !line.trim_ascii_end().ends_with(b"}") } else { is_wrapped && !starts_record(line) }
}

/// The maximum number of symptoms named for a part of a text that they share.
const MAX_AMBIGUOUS: usize = 3;

/// Trims the dots that a program puts at the end of a line that it truncates.
fn trim_end(mut text: &[u8]) -> &[u8] {
    while let Some(rest) = text.strip_suffix(b".") {
        text = rest;
    }
    text
}

/// Returns the error lines in the part to search, each with the offset in the normal form where the next record begins.
fn error_records<'a>(view: View<'a>, normal: &'a Normal) -> Vec<(&'a NormalMark, usize)> {
    let mut records: Vec<(&NormalMark, usize)> = Vec::new();
    let first = normal.marks.partition_point(|mark| mark.raw < view.from);
    let lines = normal.marks.get(first..).unwrap_or_default().iter().filter(|mark| mark.starts_line);
    // Whether the last record is open, and whether it is a JSON record that continues on the next line.
    let (mut is_open, mut is_wrapped) = (false, false);
    for mark in lines {
        let line = line_of(view.raw, mark.raw);
        let starts = starts_record(line);
        let is_error = (starts || !is_wrapped) && is_error_line(line);
        if (starts || is_error)
            && let Some((_, end)) = records.last_mut().filter(|_| is_open)
        {
            *end = mark.normal;
            is_open = false;
        }
        if mark.raw >= view.to {
            if !is_open {
                break;
            }
            continue;
        }
        if is_error {
            records.push((mark, usize::MAX));
            is_open = true;
        }
        is_wrapped = continues(line, is_wrapped);
    }
    records
}

fn first_line(text: &[u8]) -> &[u8] {
    let text = text.get(..MAX_EXAMINED_BYTES).unwrap_or(text);
    text.get(..memchr::memchr(b'\n', text).unwrap_or(text.len())).unwrap_or_default()
}

fn line_of(raw: &[u8], start: usize) -> &[u8] {
    first_line(raw.get(start..).unwrap_or_default())
}

fn sighting(view: View<'_>, line: &NormalMark) -> Sighting {
    Sighting { line: view.lines_before + line.line + 1, time: time::of_line(line_of(view.raw, line.raw)) }
}

/// Converts a raw offset to one in the normal form.
fn normal_at(raw: &[u8], normal: &Normal, offset: usize) -> usize {
    let after = normal.marks.partition_point(|mark| mark.raw <= offset);
    let Some(mark) = normal.marks.get(..after).and_then(<[NormalMark]>::last) else { return 0 };
    if mark.raw == offset {
        return mark.normal;
    }
    let mut between = Normal::default();
    between.read(raw.get(mark.raw..offset).unwrap_or_default());
    mark.normal + between.text.len()
}
