//! One pass over an input: which symptoms it shows, and which error lines are unknown.

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

/// What a pass finds.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The symptoms, in the order in which they were seen first.
    pub observed: Vec<Observed>,
    /// The error lines without one.
    pub unknown: Unknown,
    /// All of a small input, in normal form.
    pub small: Option<Vec<u8>>,
    /// The first lines of an input that a person copied.
    pub small_text: Option<String>,
    /// The number of bytes.
    pub bytes: usize,
    /// The number of lines.
    pub lines: usize,
}

/// The most bytes of an input that a person copied; each of its lines is looked at.
const SMALL: usize = 256 << 10;

/// The most bytes of a text that is taken for one error, whatever it looks like.
const COPIED: usize = 4 << 10;

/// The most bytes of a line, or of the lines of a match, that are looked at closely.
const CLOSE: usize = 16 << 10;

impl Scan {
    /// Reads all of an input.
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
        if view.is_first && view.is_last && view.raw.len() <= SMALL {
            self.small = Some(normal.text.clone());
            if view.raw.len() <= COPIED {
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
        if observed.wants_a_look() {
            let end = memchr::memchr(b'\n', view.raw.get(last.raw..).unwrap_or_default());
            let end = end.map_or(view.raw.len(), |end| last.raw + end);
            // The lines of the match; of a very long line the part around it.
            let start = if end - line.raw > CLOSE {
                normal.mark_at(hit.found.start()).map_or(line.raw, |mark| mark.raw)
            } else {
                line.raw
            };
            let end = end.min(start + CLOSE);
            observed.look(view.raw.get(start..end).unwrap_or_default(), pattern);
        }
    }

    /// Looks for symptoms of which a line shows a part only, if the input has no root or clue.
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
            // A record that is wrapped is known as a whole, or its lines one by one.
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
                self.unknown.add_like(raw, sighting(view, line), symptoms.take(AMBIGUOUS).collect());
            }
            let ([symptom], Some(pattern)) = (symptoms.as_slice(), found.first()) else { continue };
            let Some(symptom) = catalog.symptoms.get(*symptom) else { continue };
            if self.observed.iter().any(|observed| std::ptr::eq(observed.symptom, *symptom)) {
                continue;
            }
            let mut observed = Observed::new(symptom, sighting(view, line));
            observed.is_cut = true;
            observed.count(sighting(view, line));
            observed.look(raw, pattern);
            self.observed.push(observed);
            self.unknown.remove(raw);
        }
    }
}

/// The matches, which are sorted, in groups that belong to one record: close to each other, without the start of a record
/// between them.
fn clusters<'a>(hits: &'a [Hit], view: View<'_>, normal: &Normal) -> Vec<&'a [Hit]> {
    let mut clusters = Vec::new();
    let (mut from, mut end) = (0, 0);
    for (index, hit) in hits.iter().enumerate() {
        let start = hit.found.start();
        let is_apart = start > end + CLOSE_BY || (start > end && has_record_start(end, start, view, normal));
        if is_apart && index > from {
            clusters.extend(hits.get(from..index));
            from = index;
        }
        end = end.max(hit.found.end());
    }
    clusters.extend(hits.get(from..).filter(|rest| !rest.is_empty()));
    clusters
}

/// The most bytes in normal form between two texts of one message.
const CLOSE_BY: usize = 64;

/// Whether a record begins between two places of the normal form.
fn has_record_start(after: usize, until: usize, view: View<'_>, normal: &Normal) -> bool {
    let (before, marks) = normal.marks.split_at(normal.marks.partition_point(|mark| mark.normal < after));
    let before = before.iter().rev().filter(|mark| mark.starts_line).take(MOST_WRAPPED);
    let record = before.map(|mark| line_of(view.raw, mark.raw)).find(|line| starts_record(line));
    let mut is_wrapped = record.is_some_and(|line| goes_on(line, false));
    marks.iter().take_while(|mark| mark.normal <= until).filter(|mark| mark.starts_line && mark.raw > 0).any(|mark| {
        let line = line_of(view.raw, mark.raw);
        let starts = starts_record(line) || (!is_wrapped && is_error_line(line));
        is_wrapped = goes_on(line, is_wrapped);
        starts
    })
}

/// The index of the last line of a record that begins at one: of wrapped JSON, the last line that is not a record.
fn last_of_record(starts: &[&NormalMark], index: usize, view: View<'_>) -> usize {
    let mut last = index;
    let mut is_wrapped = false;
    while let Some(line) = starts.get(last) {
        is_wrapped = goes_on(line_of(view.raw, line.raw), is_wrapped);
        let next = starts.get(last + 1).filter(|next| is_wrapped && !starts_record(line_of(view.raw, next.raw)));
        if next.is_none() || last - index >= MOST_WRAPPED {
            break;
        }
        last += 1;
    }
    last
}

/// The most lines that a record of JSON is followed over.
const MOST_WRAPPED: usize = 16;

/// Whether a record of JSON goes on in the next line; `is_wrapped` is whether it went on in this one.
fn goes_on(line: &[u8], is_wrapped: bool) -> bool {
    if line.starts_with(b"{") { !line.trim_ascii_end().ends_with(b"}") } else { is_wrapped && !starts_record(line) }
}

/// The most symptoms that are named for a part of a text that they share.
const AMBIGUOUS: usize = 3;

/// What a line ends with where it was cut off by a program that says so: `...`; or by the end of a JSON text.
fn trim_end(mut text: &[u8]) -> &[u8] {
    while let Some(rest) = text.strip_suffix(b".") {
        text = rest;
    }
    text
}

/// The error lines in the part to search, each with the place in the normal form where the next record begins.
fn error_records<'a>(view: View<'a>, normal: &'a Normal) -> Vec<(&'a NormalMark, usize)> {
    let mut records: Vec<(&NormalMark, usize)> = Vec::new();
    let first = normal.marks.partition_point(|mark| mark.raw < view.from);
    let lines = normal.marks.get(first..).unwrap_or_default().iter().filter(|mark| mark.starts_line);
    // Whether the last record is open, and whether it is one of JSON that goes on in the next line.
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
        is_wrapped = goes_on(line, is_wrapped);
    }
    records
}

fn first_line(text: &[u8]) -> &[u8] {
    let text = text.get(..CLOSE).unwrap_or(text);
    text.get(..memchr::memchr(b'\n', text).unwrap_or(text.len())).unwrap_or_default()
}

fn line_of(raw: &[u8], start: usize) -> &[u8] {
    first_line(raw.get(start..).unwrap_or_default())
}

fn sighting(view: View<'_>, line: &NormalMark) -> Sighting {
    Sighting { line: view.lines_before + line.line + 1, time: time::of_line(line_of(view.raw, line.raw)) }
}

/// The place in the normal form of a raw offset.
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
