//! The error for values in which authentication is disabled.

use std::path::Path;

use super::CliError;
use super::deployment_args::DeploymentArgs;
use crate::answers::flags_of;
use crate::deployment::ValuesError;
use crate::file::is_stdin;
use crate::generate::complete_from;
use crate::shell;

/// Returns the error. Its help names the values file and the other flags for `guide --into`.
pub(super) fn auth_off(args: &DeploymentArgs) -> CliError {
    let help = guide_into(args).or_else(|| {
        let file = args.values.files().into_iter().find(|file| !is_stdin(file))?;
        let file = shell::word(&file);
        Some(format!(
            "enable it with `flyte-auth init --into {file}`, or describe the planned setup with flags, see `--help`"
        ))
    });
    help.map_or_else(|| ValuesError::AuthOff.into(), |help| CliError::AuthOff { help })
}

/// Returns the help, or `None` if the settings don't go into a single file.
fn guide_into(args: &DeploymentArgs) -> Option<String> {
    let files = args.values.files();
    let [file] = files.as_slice() else { return None };
    if is_stdin(file) || !args.values.flags().is_empty() {
        return None;
    }
    let mut input = args.flags.input(None).ok()?;
    complete_from(Path::new(file), &mut input).ok()?;
    let mut command = format!("flyte-auth guide --into {}", shell::word(file));
    for word in args.flags.words() {
        command.push(' ');
        command.push_str(&shell::word(&word));
    }
    for row in input.missing_for_sketch().iter().filter_map(|key| flags_of(key).next()) {
        command.push(' ');
        command.push_str(&row.usage());
    }
    Some(format!(
        "`{command}` lists the steps to enable it; `flyte-auth init --into {}` asks for the settings and writes them",
        shell::word(file)
    ))
}
