//! The file that `init-config` writes.

/// The default name of the baseline file.
pub const BASELINE: &str = ".flyte-auth-baseline.json";

/// Returns an annotated `.flyte-auth.toml`. All settings are commented out, except for the given releases, and the
/// baseline if its file exists.
pub fn template(releases: &[Vec<String>], has_baseline: bool) -> String {
    let setting = format!("baseline = \"{BASELINE}\"");
    let comment = if has_baseline { "" } else { "# " };
    let mut text = HEAD.replace("{baseline}", &format!("{comment}{setting}"));
    if releases.is_empty() {
        text.push_str(EXAMPLE);
    }
    for files in releases {
        text.push_str(&release_block(files));
    }
    text
}

/// Returns the settings of one release with these files, after an empty line.
pub fn release_block(files: &[String]) -> String {
    let files: Vec<String> = files.iter().map(|file| toml::Value::String(file.clone()).to_string()).collect();
    format!("\n[[release]]\nfiles = [{}]\n", files.join(", "))
}

const HEAD: &str = r#"# Settings of `flyte-auth lint` for the files in this directory and below. Flags take precedence.
# All settings: docs/config.md of flyte-auth, or `flyte-auth schema config`.

# The chart, if it cannot be detected from the values.
# chart = "flyte-core"

# The installed version of Flyte.
# flyte-version = "1.16.8"

# Helm major version whose merge rules apply: 3 or 4.
# helm-version = 3

# Exit with 1 if a finding has at least this severity: "error", "warning" or "info".
# fail-on = "error"

# Rules to skip, or the only rules to run. `flyte-auth rules` lists them.
# ignore = ["cors-wildcard-with-credentials"]
# select = []

# Known findings that are not reported. `flyte-auth lint --write-baseline` writes this file.
{baseline}

# Files to skip in directories, as in a .gitignore.
# exclude = ["charts/"]

# Severity of a rule: "error", "warning", "info" or "off".
# [severity]
# no-tls-on-ingress = "error"
"#;

const EXAMPLE: &str = r#"
# What `flyte-auth lint` checks without arguments: the values files of each release, in the order of their layers.
# [[release]]
# files = ["values.yaml", "values-production.yaml"]
# set = ["flyteadmin.replicaCount=2"]
# name = "flyte-backend"
# namespace = "flyte"
# part = true
"#;
