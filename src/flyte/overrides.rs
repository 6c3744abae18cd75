//! Settings in a process's arguments and variables, which override its config files.
//!
//! Source: `flytestdlib/config/viper/{viper,collection}.go`, `flyteadmin/auth/config/config_flags.go`,
//! `flyteadmin/pkg/config/serverconfig_flags.go` and `flyteidl/clients/go/admin/config_flags.go` at v1.16.8: in viper a
//! flag takes precedence over a variable, and a variable over a file.

use super::MergedConfig;
use super::config::decode;
use super::config::section::Section as _;
use crate::values::{Kind, Path, Step, Value, is_placeholder};

/// A setting from an argument or a variable.
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    /// The setting, with the keys that Flyte documents.
    pub config: Path,
    /// The value with its origin.
    pub value: Value,
    /// The path of the argument or variable in the chart's values.
    pub written: Path,
}

/// Settings without a flag.
const WITHOUT_FLAG: [&str; 3] =
    ["auth.authorizedUris", "auth.appAuth.authServerType", "auth.appAuth.selfAuthServer.staticClients"];

/// Returns the settings in `--auth.…`, `--admin.…` and `--server.security.…` among a process's arguments. Each argument
/// comes with its path in the values.
pub fn of_arguments(arguments: &[(Path, Value)]) -> Vec<Override> {
    let mut all = Vec::new();
    if arguments.is_empty() {
        return all;
    }
    let settings = settings();
    let mut rest = arguments.iter().peekable();
    while let Some((written, argument)) = rest.next() {
        let Some(text) = argument.as_str().and_then(|text| text.strip_prefix("--")) else {
            continue;
        };
        let (name, given) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (text, None),
        };
        let setting = settings.iter().find(|setting| setting.name == name);
        let Some(setting) = setting.filter(|setting| has_flag(&setting.name)) else {
            continue;
        };
        let value = match given {
            Some(text) => Value::string(text, argument.origin.clone()),
            // A boolean flag has no argument; any other one uses the next argument.
            None if setting.is_bool => Value::new(Kind::Bool(true), argument.origin.clone()),
            None => match rest.next() {
                Some((_, value)) => Value::new(value.kind.clone(), argument.origin.clone()),
                None => continue,
            },
        };
        all.push(Override { config: setting.path.clone(), value, written: written.clone() });
    }
    all
}

/// Returns the arguments for settings of these sections that have no flag, each with the flag: the process exits with
/// `unknown flag`.
pub fn unknown_flags(arguments: &[(Path, Value)]) -> Vec<(&Path, &Value, String)> {
    let is_of_section = |name: &str| SECTIONS.iter().any(|section| name.starts_with(section));
    let mut settings = None;
    let mut all = Vec::new();
    for (path, argument) in arguments {
        let text = argument.as_str().and_then(|text| text.strip_prefix("--")).unwrap_or_default();
        let name = text.split('=').next().unwrap_or_default();
        if !is_of_section(name) || is_placeholder(name) {
            continue;
        }
        let known = settings.get_or_insert_with(self::settings).iter().any(|setting| setting.name == name);
        if !known || !has_flag(name) {
            all.push((path, argument, format!("--{name}")));
        }
    }
    all
}

/// The prefixes of the flags.
const SECTIONS: [&str; 3] = ["auth.", "admin.", "server.security."];

/// Returns the settings in a process's variables: `AUTH.DISABLEFORGRPC`. An empty variable counts as unset.
pub fn of_variables<'a>(variables: impl Iterator<Item = (Path, &'a str, Value)>) -> Vec<Override> {
    let mut all = Vec::new();
    // Hardly any variable has a dot in its name, and building the list of settings takes time.
    for (written, name, value) in variables.filter(|(_, name, _)| name.contains('.')) {
        let settings = settings();
        let setting = settings.iter().find(|setting| setting.name.to_uppercase() == name);
        if let Some(setting) = setting.filter(|_| value.is_truthy()) {
            all.push(Override { config: setting.path.clone(), value, written });
        }
    }
    all
}

fn has_flag(name: &str) -> bool {
    let is_of = |block: &&str| name.strip_prefix(*block).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    !WITHOUT_FLAG.iter().any(is_of)
}

/// A setting of the sections that affect authentication.
struct Setting {
    path: Path,
    name: String,
    is_bool: bool,
}

/// Lists all settings of `auth`, `admin` and `server.security`.
fn settings() -> Vec<Setting> {
    let decoded = decode(&MergedConfig::default());
    let mut all = Vec::new();
    for (path, section) in [
        (Path::of(&["auth"]), decoded.auth.show()),
        (Path::of(&["admin"]), decoded.admin.show()),
        (Path::of(&["server", "security"]), decoded.security.show()),
    ] {
        collect(path, &section, &mut all);
    }
    all
}

fn collect(path: Path, value: &Value, all: &mut Vec<Setting>) {
    match &value.kind {
        Kind::Map(map) => {
            for (key, entry) in &**map {
                let mut path = path.clone();
                path.0.push(Step::Key(key.clone()));
                collect(path, &entry.value, all);
            }
        }
        kind => {
            let is_bool = matches!(kind, Kind::Bool(_));
            all.push(Setting { name: path.to_string(), path, is_bool });
        }
    }
}
