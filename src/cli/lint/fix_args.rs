//! `--fix`, `--unsafe-fixes`, `--diff`

use std::path::PathBuf;

use crate::cli::CliError;
use crate::diagnostic::Applicability;
use crate::file::{self, is_stdin, shown_name};
use crate::fix::{self, Applied, FixableRelease, Fixed};
use crate::output::Output;
use crate::project::ProjectError;
use crate::text::{and_list, visible};
use crate::values::Inputs;

/// The flags for findings that can be fixed.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct FixArgs {
    /// Apply safe fixes in place; standard input is fixed to standard output
    #[arg(long)]
    fix: bool,

    /// Also apply fixes that need review
    #[arg(long)]
    unsafe_fixes: bool,

    /// Show what `--fix` would change, with secrets hidden; exit with 1 if there are changes
    #[arg(long)]
    diff: bool,
}

impl FixArgs {
    /// Returns whether to fix anything.
    pub(super) const fn is_requested(self) -> bool {
        self.fix || self.diff
    }

    /// Returns whether `--unsafe-fixes` was given without a flag that makes fixes.
    pub(super) const fn is_incomplete(self) -> bool {
        self.unsafe_fixes && !self.is_requested()
    }

    /// Returns whether to show only the diff of safe fixes.
    pub(super) const fn is_safe_diff(self) -> bool {
        self.diff && !self.unsafe_fixes
    }

    /// Returns whether to show a diff instead of a report.
    pub(super) const fn is_diff(self) -> bool {
        self.diff
    }

    /// Applies the requested fixes to one release. `files` are its files, `-` for standard input. Returns the fixed
    /// values.
    pub(super) fn apply(
        self,
        files: &[PathBuf],
        inputs: &Inputs,
        checked: FixableRelease,
        check: &dyn Fn(&Inputs) -> Result<FixableRelease, ProjectError>,
        output: &mut Output<'_>,
    ) -> Result<Fixed, CliError> {
        let least = if self.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
        let fixed = fix::converge(inputs, checked, least, check);
        // Reports may show standard input under the name of a file.
        let both = inputs.files.iter().zip(&fixed.inputs.files);
        for (file, (before, after)) in files.iter().zip(both) {
            let is_stdin = is_stdin(file);
            if self.diff {
                output.result(&fix::diff(shown_name(&before.name), &before.bytes, &after.bytes))?;
            } else if is_stdin {
                output.result_bytes(&after.bytes)?;
            } else if before.bytes != after.bytes {
                file::replace(file, &before.bytes, &after.bytes)?;
            }
        }
        for skipped in &fixed.skipped {
            output.say(&format!(
                "note: not fixed in {}: {} ({}), because {}",
                and_list(&skipped.files),
                skipped.title,
                skipped.rule,
                visible(&skipped.because)
            ))?;
        }
        if !fixed.applied.is_empty() && !self.diff {
            output.say(&summary_of_fixes(&fixed.applied))?;
        }
        Ok(fixed)
    }
}

/// Lists the fixes in each file, one per line.
fn summary_of_fixes(applied: &[Applied]) -> String {
    let mut places: Vec<&[String]> = applied.iter().map(|applied| applied.files.as_slice()).collect();
    places.sort_unstable();
    places.dedup();
    let mut paragraphs = Vec::with_capacity(places.len());
    for files in places {
        let here: Vec<&Applied> = applied.iter().filter(|applied| applied.files == files).collect();
        let count = match here.len() {
            1 => "1 problem".to_owned(),
            many => format!("{many} problems"),
        };
        let mut text = format!("Fixed {count} in {}:", and_list(files));
        for Applied { rule, title, .. } in here {
            text.push_str("\n  ");
            text.push_str(rule);
            text.push_str(": ");
            text.push_str(title);
        }
        paragraphs.push(text);
    }
    paragraphs.join("\n")
}
