//! Finds where a setting of Flyte's configuration is set: in which values file and line, or in which answer.

use std::fmt;

use super::probe::Trouble;
use crate::chart::Chart;
use crate::file::shown_name;
use crate::flyte::MergedConfig;
use crate::release::Model;
use crate::values::{Origin, Path, Sources, Value};

/// The source of a deployment's settings.
#[derive(Debug, Clone, Copy)]
pub enum DeploymentSettings<'a> {
    /// Values files and flags.
    Values {
        model: &'a Model,
        sources: &'a Sources,
        /// The key of Flyte's chart in an umbrella chart's values.
        subchart: Option<&'a str>,
    },
    /// Answers, for this chart.
    Answers(Chart),
    /// Unknown: only the deployment's URL is given.
    Unknown,
}

/// A setting and where it is set.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct SettingPlace {
    /// Its path in the values, or its key in the answers, or in flyteadmin's configuration if neither is known.
    pub path: String,
    /// The values file or flag that sets it; null if nothing sets it.
    pub file: Option<String>,
    /// The line.
    pub line: Option<usize>,
}

impl fmt::Display for SettingPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.path)?;
        match (&self.file, self.line) {
            (Some(file), Some(line)) => write!(f, " ({file}:{line})"),
            (Some(file), None) => write!(f, " ({file})"),
            _ => Ok(()),
        }
    }
}

/// The answers for settings.
const ANSWERS: [(&str, &str); 6] = [
    ("auth.userAuth.openId.baseUrl", "idp.issuer"),
    ("auth.userAuth.openId.clientId", "clients.web.id"),
    ("auth.appAuth.externalAuthServer.baseUrl", "idp.issuer"),
    ("auth.appAuth.externalAuthServer.allowedAudience", "audience"),
    ("auth.appAuth.thirdPartyConfig.flyteClient.clientId", "clients.flytectl.id"),
    ("admin.clientId", "clients.propeller.id"),
];

impl DeploymentSettings<'_> {
    /// Returns the place of a setting, by its dotted path in Flyte's configuration (`auth.userAuth.openId.baseUrl`).
    pub fn place(&self, config: &str) -> SettingPlace {
        match self {
            Self::Values { model, sources, subchart } => {
                let origin = origin(model, config).filter(Origin::is_user);
                let steps = Path::dotted(config);
                let path = match &origin {
                    Some(origin) => model.written_at(&steps, origin),
                    None => model.chart.home_of(&steps),
                };
                located(&path, origin.as_ref(), sources, *subchart)
            }
            Self::Answers(chart) => {
                let answer = ANSWERS.iter().find(|(setting, _)| *setting == config).map(|(_, answer)| *answer);
                let path = answer.map_or_else(|| chart.home(config).to_string(), str::to_owned);
                SettingPlace { path, file: None, line: None }
            }
            Self::Unknown => SettingPlace { path: config.to_owned(), file: None, line: None },
        }
    }

    /// Returns the place of a value, by its path in the chart's values.
    pub fn value(&self, path: &[&str]) -> SettingPlace {
        match self {
            Self::Values { model, sources, subchart } => {
                let origin = model.values.at(path).map(|value| value.origin.clone()).filter(Origin::is_user);
                located(&Path::of(path), origin.as_ref(), sources, *subchart)
            }
            _ => SettingPlace { path: path.join("."), file: None, line: None },
        }
    }
}

fn located(path: &Path, origin: Option<&Origin>, sources: &Sources, subchart: Option<&str>) -> SettingPlace {
    let mut whole = subchart.map(|key| Path::of(&[key])).unwrap_or_default();
    whole.0.extend(path.0.iter().cloned());
    let place = origin.and_then(|origin| sources.place(origin));
    SettingPlace {
        path: whole.to_string(),
        file: place.map(|(source, _)| shown_name(&source.name).to_owned()),
        line: place.and_then(|(_, position)| position).map(|position| position.line),
    }
}

/// Returns the origin of a setting in a process's configuration.
fn origin(model: &Model, config: &str) -> Option<Origin> {
    let (section, rest) = config.split_once('.')?;
    let of = |merged: &MergedConfig| -> Option<Value> {
        let (root, rest) = match (section, rest.strip_prefix("security.")) {
            ("auth", _) => (&merged.auth, rest),
            ("admin", _) => (&merged.admin, rest),
            (_, Some(rest)) => (&merged.security, rest),
            _ => return None,
        };
        let keys = rest.to_ascii_lowercase();
        root.as_ref()?.at(&keys.split('.').collect::<Vec<_>>()).cloned()
    };
    let process = if section == "admin" { model.propeller() } else { model.server() };
    process.and_then(|process| of(&process.merged)).map(|value| value.origin)
}

impl Trouble {
    /// With the setting that enables authentication.
    #[must_use]
    pub(super) fn enable_authentication(self, settings: &DeploymentSettings<'_>) -> Self {
        self.set("enable authentication with {}", settings.place("server.security.useAuth"))
    }

    /// With the setting that has the public URL.
    #[must_use]
    pub(super) fn public_url_first(self, settings: &DeploymentSettings<'_>) -> Self {
        self.set("put the public URL first in {}", settings.place("auth.authorizedUris"))
    }
}
