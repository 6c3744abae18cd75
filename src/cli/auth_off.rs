//! Values in which authentication is disabled: the commands that go on from there.

use std::path::Path;

use super::CliError;
use super::deployment_args::DeploymentArgs;
use crate::answers::flags_of;
use crate::deployment::ValuesError;
use crate::file::is_stdin;
use crate::generate::complete_from;
use crate::shell;

/// The error. Its help names the values file, with the flags that `guide --into` needs besides it.
pub(super) fn auth_off(args: &DeploymentArgs) -> CliError {
    guide_into(args).map_or_else(|| ValuesError::AuthOff.into(), |help| CliError::AuthOff { help })
}

/// `None` where the settings do not go into one file.
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
