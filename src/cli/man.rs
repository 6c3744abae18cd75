//! `flyte-auth man`

use std::io;
use std::path::PathBuf;

use crate::cli::{CliError, Outcome};
use crate::file::TempFile;
use crate::output::Output;

/// Arguments of `man`.
#[derive(Debug, clap::Args)]
pub(super) struct ManArgs {
    /// Write one page per command to this directory instead of printing the main page
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &ManArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let command = super::command();
    if let Some(folder) = &args.output {
        std::fs::create_dir_all(folder).map_err(|source| CliError::write(folder, source))?;
        for (name, page) in pages(command)? {
            let path = folder.join(name);
            let written = TempFile::complete(&path, &page, false).and_then(|file| file.replace(&path));
            written.map_err(|source| CliError::write(&path, source))?;
        }
    } else {
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page)?;
        output.result_bytes(&page)?;
    }
    Ok(Outcome::Clean)
}

/// Returns the pages of a command and its subcommands, with their file names.
fn pages(command: clap::Command) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let mut waiting = vec![command];
    let mut pages = Vec::new();
    while let Some(command) = waiting.pop() {
        waiting.extend(command.get_subcommands().filter(|command| !command.is_hide_set()).cloned());
        let page = clap_mangen::Man::new(command);
        let mut text = Vec::new();
        page.render(&mut text)?;
        pages.push((page.get_filename(), text));
    }
    Ok(pages)
}
