//! The ignore comments of one rule, grouped by the part of the file that they cover, for lookup by position.

use std::collections::HashMap;

use crate::lint::finding::Finding;
use crate::text::Span;
use crate::values::{Origin, SourceId};

/// The groups of one rule, each with a number.
#[derive(Debug, Default)]
pub(super) struct Groups {
    numbers: HashMap<(SourceId, Option<Span>), usize>,
    /// The groups for whole files.
    whole: Vec<(SourceId, usize)>,
    /// The other groups, sorted by their start.
    parts: Vec<GroupPart>,
}

#[derive(Debug, Clone, Copy)]
struct GroupPart {
    source: SourceId,
    span: Span,
    group: usize,
    /// The index of the nearest group before it that ends after its start.
    around: Option<usize>,
}

impl Groups {
    /// Returns the number of a group; `next` if it is a new one.
    pub(super) fn group(&mut self, source: SourceId, reach: Option<Span>, next: usize) -> usize {
        let group = *self.numbers.entry((source, reach)).or_insert(next);
        if group == next {
            match reach {
                None => self.whole.push((source, group)),
                Some(span) => self.parts.push(GroupPart { source, span, group, around: None }),
            }
        }
        group
    }

    /// Prepares the lookup: sorts the groups and links each to the one around it.
    pub(super) fn sort(&mut self) {
        self.parts.sort_by_key(|part| (part.source, part.span.start));
        let mut open: Vec<(usize, GroupPart)> = Vec::new();
        for (index, part) in self.parts.iter_mut().enumerate() {
            while open.last().is_some_and(|(_, last)| last.source != part.source || last.span.end <= part.span.start) {
                open.pop();
            }
            part.around = open.last().map(|(index, _)| *index);
            open.push((index, *part));
        }
    }

    /// Calls `found` for each group that covers a finding. A finding outside the user's files is covered where its
    /// related places are.
    pub(super) fn about(&self, finding: &Finding, mut found: impl FnMut(usize)) {
        if let Some(Origin::File { source, span }) = &finding.site.origin {
            self.whole.iter().filter(|(of, _)| of == source).for_each(|(_, group)| found(*group));
            self.around(*source, span.start, &mut found);
            return;
        }
        self.whole.iter().for_each(|(_, group)| found(*group));
        for related in &finding.related {
            if let Some(Origin::File { source, span }) = &related.site.origin {
                self.around(*source, span.start, &mut found);
            }
        }
    }

    fn around(&self, source: SourceId, at: usize, found: &mut impl FnMut(usize)) {
        let before = self.parts.partition_point(|part| (part.source, part.span.start) <= (source, at));
        let mut next = before.checked_sub(1);
        while let Some(part) = next.and_then(|index| self.parts.get(index)).filter(|part| part.source == source) {
            if part.span.range().contains(&at) {
                found(part.group);
            }
            next = part.around;
        }
    }
}
