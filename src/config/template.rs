//! The file that `init-config` writes.

/// An annotated `.flyte-auth.toml` in which every setting is a comment, but for the releases that it is given.
pub fn template(files: &[String]) -> String {
    let mut text = HEAD.to_owned();
    if files.is_empty() {
        text.push_str(EXAMPLE);
    }
    for file in files {
        text.push_str("\n[[release]]\nfiles = [");
        text.push_str(&toml::Value::String(file.clone()).to_string());
        text.push_str("]\n");
    }
    text
}

const HEAD: &str = r#"# Settings of `flyte-auth lint` for the files in this folder and below. Flags win over them.
# Each setting: docs/config.md of flyte-auth, or the JSON Schema that `flyte-auth schema config` prints.

# The chart that values are for, where they do not say it themselves.
# chart = "flyte-core"

# The version of Flyte that is installed, or will be.
# flyte-version = "1.16.8"

# Whose rules for merging and for several documents in one file: 3 or 4.
# helm-version = 3

# The least severity that makes the exit code 1: "error", "warning" or "info".
# fail-on = "error"

# Rules that are not asked, or the only ones that are. `flyte-auth rules` lists them.
# ignore = ["cors-wildcard-with-credentials"]
# select = []

# Findings that are there already and do not count: `flyte-auth lint --write-baseline` writes the file.
# baseline = ".flyte-auth-baseline.json"

# Files that are passed over in folders, as in a .gitignore.
# exclude = ["charts/"]

# How bad findings are: "error", "warning", "info" or "off".
# [severity]
# no-tls-on-ingress = "error"
"#;

const EXAMPLE: &str = r#"
# What `flyte-auth lint` judges when it is given no files: the values files of each release in the order of their layers.
# [[release]]
# files = ["values.yaml", "values-production.yaml"]
# set = ["flyteadmin.replicaCount=2"]
# name = "flyte-backend"
# namespace = "flyte"
# part = true
"#;
