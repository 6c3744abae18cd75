//! Environment variables that configure flytekit in CI.
//!
//! Source: flytekit 1.16's `configuration/internal.py`: `FLYTE_<SECTION>_<OPTION>`, lists with commas.

use std::fmt::Write as _;

use super::ClientError;
use super::flow::service;
use crate::deployment::Deployment;
use crate::flyte::config::AuthType;
use crate::idp::{CI_SECRET_VARIABLE, ClientId, OAuthScope};
use crate::yaml::quote::plain_or_quoted;

/// Where the variables are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum CiFormat {
    /// A `.env` file
    Env,
    /// GitHub Actions
    Github,
    /// GitLab CI
    Gitlab,
}

/// The CI system's variable that holds the secret.
const SECRET: &str = CI_SECRET_VARIABLE;

/// Renders the variables for `client`, or for the deployment's service client without one. The secret is only referred
/// to.
pub fn ci(deployment: &Deployment, client: Option<&ClientId>, format: CiFormat) -> Result<String, ClientError> {
    let client = service(deployment, client)?;
    let url = deployment.url.known().map_err(ClientError::Url)?;
    let scopes: Vec<&str> = client.scopes.iter().map(OAuthScope::as_str).collect();
    let mut variables = vec![
        ("FLYTE_PLATFORM_URL", url.authority().to_owned()),
        ("FLYTE_PLATFORM_INSECURE", url.is_plain_http().to_string()),
        ("FLYTE_CREDENTIALS_AUTH_MODE", AuthType::ClientSecret.name().to_owned()),
        ("FLYTE_CREDENTIALS_CLIENT_ID", client.id.to_string()),
        ("FLYTE_CREDENTIALS_SCOPES", scopes.join(",")),
    ];
    if let Some(audience) = &client.audience {
        variables.push(("FLYTE_CREDENTIALS_AUDIENCE", audience.to_string()));
    }
    Ok(match format {
        CiFormat::Env => env(&variables),
        CiFormat::Github => github(&variables),
        CiFormat::Gitlab => gitlab(&variables),
    })
}

fn env(variables: &[(&str, String)]) -> String {
    let mut text = String::new();
    for (name, value) in variables {
        let _ = writeln!(text, "{name}={value}");
    }
    let _ = writeln!(text, "# Set {SECRET} to the client secret in the environment, not in this file.");
    text
}

fn github(variables: &[(&str, String)]) -> String {
    let mut text = "# .github/workflows/flyte.yaml\nname: Flyte\non: workflow_dispatch\njobs:\n  run:\n    runs-on: \
        ubuntu-latest\n    \
                    env:\n"
        .to_owned();
    for (name, value) in variables {
        let _ = writeln!(text, "      {name}: {}", quoted(value));
    }
    let _ = writeln!(text, "      # Settings > Secrets and variables > Actions");
    let _ = writeln!(text, "      {SECRET}: ${{{{ secrets.{SECRET} }}}}");
    text.push_str(
        "    steps:\n      - uses: actions/checkout@v4\n      - uses: \
            actions/setup-python@v5\n        with:\n          \
         python-version: '3.12'\n      - run: pip install flytekit\n      # Your workflow\n      - run: pyflyte run \
             --remote \
         workflow.py main\n",
    );
    text
}

fn gitlab(variables: &[(&str, String)]) -> String {
    let mut text = "# .gitlab-ci.yml\nflyte:\n  image: python:3.12\n  variables:\n".to_owned();
    for (name, value) in variables {
        let _ = writeln!(text, "    {name}: {}", quoted(value));
    }
    let _ = writeln!(text, "    # Set {SECRET} as a masked and protected variable: Settings > CI/CD > Variables");
    text.push_str(
        "  script:\n    - pip install flytekit\n    # Your workflow\n    - pyflyte run --remote workflow.py main\n",
    );
    text
}

/// Quotes a value that YAML would otherwise not read as text, such as `true`.
fn quoted(value: &str) -> String {
    if matches!(value, "true" | "false") { format!("'{value}'") } else { plain_or_quoted(value).into_owned() }
}
