//! The reports of a run.

use std::path::PathBuf;

use super::report_args::ReportArgs;
use crate::cli::CliError;
use crate::cli::output_file::{OutputFile, Rules};
use crate::file::is_same;
use crate::lint::Report;
use crate::output::Output;
use crate::report::{Renderer, Summary, is_report};

/// The open reports, which are written during the run.
pub(super) struct Reports {
    open: Vec<(Box<dyn Renderer>, ReportSink)>,
}

/// The target of a report.
enum ReportSink {
    Stdout,
    Stderr,
    File(OutputFile),
}

impl Reports {
    /// Opens all reports. With `to_stderr`, standard output has another purpose, so reports go to standard error.
    pub(super) fn open(
        args: &ReportArgs,
        inputs: &[PathBuf],
        to_stderr: bool,
        names_releases: bool,
        output: &mut Output<'_>,
    ) -> Result<Self, CliError> {
        let rules = Rules { inputs, force: args.force };
        let mut files: Vec<PathBuf> = Vec::new();
        let mut reports = Self { open: Vec::new() };
        for target in args.targets()? {
            let sink = match target.file {
                None if to_stderr => ReportSink::Stderr,
                None => ReportSink::Stdout,
                Some(path) => {
                    if files.iter().any(|other| *other == path || is_same(other, &path)) {
                        return Err(CliError::OutputTwice(path));
                    }
                    files.push(path.clone());
                    ReportSink::File(OutputFile::open(&path, &rules, is_report)?)
                }
            };
            let is_stdout = matches!(sink, ReportSink::Stdout);
            let has_links = is_stdout && output.has_links();
            let width = output.columns().result.filter(|_| is_stdout);
            reports.open.push((target.format.renderer(names_releases, has_links, width), sink));
        }
        reports.each(output, |renderer| renderer.start())?;
        Ok(reports)
    }

    /// Reports a release.
    pub(super) fn release(&mut self, report: &Report, output: &mut Output<'_>) -> Result<(), CliError> {
        self.each(output, |renderer| renderer.release(report))
    }

    /// Completes all reports. Report files are put in place, unless the run `failed` and has nothing to report.
    pub(super) fn finish(mut self, summary: &Summary, failed: bool, output: &mut Output<'_>) -> Result<(), CliError> {
        self.each(output, |renderer| renderer.finish(summary))?;
        for (_, sink) in self.open {
            if let ReportSink::File(file) = sink
                && !failed
            {
                file.finish()?;
            }
        }
        Ok(())
    }

    fn each(
        &mut self,
        output: &mut Output<'_>,
        mut text: impl FnMut(&mut dyn Renderer) -> String,
    ) -> Result<(), CliError> {
        for (renderer, sink) in &mut self.open {
            let text = text(renderer.as_mut());
            match sink {
                ReportSink::Stdout => output.result(&text)?,
                ReportSink::Stderr => output.message(&text)?,
                // Colors are for terminals.
                ReportSink::File(file) => file.write(&anstream::adapter::strip_str(&text).to_string())?,
            }
        }
        Ok(())
    }
}
