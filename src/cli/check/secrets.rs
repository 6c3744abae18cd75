//! Finds the client secrets for `check`: in a variable or a file that a flag or an answer names, or in the values.

use std::path::Path;

use crate::answers::raw::SecretSource as NamedSecret;
use crate::answers::{System, read_secret};
use crate::check::ClientSecrets;
use crate::cli::CliError;
use crate::cli::deployment_args::{DeploymentSource, FoundDeployment};
use crate::diagnostic::Fault;
use crate::file::{is_stdin, read_input};
use crate::kubernetes::SecretOrigin;
use crate::release::Model;
use crate::secret::Secret;
use crate::values::is_placeholder;

/// The flags that name a secret in addition to values.
pub(super) const FLAGS: [&str; 4] =
    ["--propeller-secret-env", "--propeller-secret-file", "--web-secret-env", "--web-secret-file"];

/// Returns the available secrets.
pub(super) fn secrets(found: Option<&FoundDeployment>) -> Result<ClientSecrets, CliError> {
    let model = found.and_then(|found| match &found.source {
        DeploymentSource::Values { model, .. } => Some(&**model),
        DeploymentSource::Answers { .. } => None,
    });
    let of_model = |source: Option<SecretOrigin>| source.and_then(|source| text(model?, &source));
    let services = model.map(SecretOrigin::of_services).unwrap_or_default();
    let one = |key: &str, user: &str, in_values: Option<String>| {
        let named = found.into_iter().flat_map(|found| &found.secrets).find(|(found, _)| *found == key);
        match (named, in_values) {
            // The secrets that answers name may be unavailable on this machine.
            (Some((_, source)), _) if model.is_none() => Ok(read(source).map_err(|fault| fault.message().to_owned())),
            (Some((_, source)), _) => {
                let kind = if matches!(source, NamedSecret::Env(_)) { "env" } else { "file" };
                let flag = format!("--{user}-secret-{kind}");
                read(source).map(Ok).map_err(|fault| CliError::flag(&flag, fault))
            }
            (None, Some(text)) => Ok(Ok(Secret::as_written(&text))),
            (None, None) => Ok(Err(format!(
                "its secret is not in the values; pass it with `--{user}-secret-env VARIABLE` or \
                    `--{user}-secret-file FILE`"
            ))),
        }
    };
    // flytepropeller trims all white space, flyteadmin one line end.
    let propeller = of_model(services.into_iter().next()).map(|text| text.trim().to_owned());
    let login = of_model(model.and_then(SecretOrigin::of_login));
    let login = login.map(|text| text.strip_suffix('\n').unwrap_or(&text).to_owned());
    Ok(ClientSecrets {
        propeller: one("clients.propeller.secret", "propeller", propeller)?,
        web: one("clients.web.secret", "web", login)?,
    })
}

/// Reads a secret from a variable, a file or standard input.
fn read(source: &NamedSecret) -> Result<Secret, Fault> {
    if let NamedSecret::File(path) = source
        && is_stdin(path)
    {
        let (_, bytes) = read_input(Path::new(path)).map_err(|error| Fault::new(error.to_string()))?;
        let text = Secret::parse_bytes(&bytes).map_err(|error| Fault::new(format!("standard input: {error}")))?;
        return Ok(text.secret);
    }
    read_secret(source, &System)
}

/// Returns the secret that the chart writes from the values, or `None` if it is elsewhere or a placeholder.
fn text(model: &Model, source: &SecretOrigin) -> Option<String> {
    let (name, key) = source.secret.as_ref()?;
    let secret = model.secrets.iter().find(|secret| secret.name == *name)?;
    let text = secret.data.get(&**key)?.value.as_str()?;
    (!text.trim().is_empty() && !is_placeholder(text)).then(|| text.to_owned())
}
