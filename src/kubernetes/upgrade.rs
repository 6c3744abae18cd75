//! Predicts how an upgrade changes Secrets.
//!
//! Observed with Helm 3.17.2 and 4.1.4 and the charts of v1.16.8: Helm deletes a Secret that the chart stops rendering,
//! regardless of who changed it last. A key that is removed from a Secret remains with an empty value (Helm 3,
//! helm#10010, if other keys remain) or unchanged (Helm 4, kubernetes#108008, or if no key remains).

use std::fmt;

use super::{ReleaseSecrets, SecretToMake};
use crate::chart::{ADMIN_SECRETS, Chart, ProcessName};
use crate::flyte::OIDC_KEY;
use crate::idp::ConsoleStep;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    Before,
    After,
}

/// A change that an upgrade makes to a Secret, with its remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpgradeNote {
    /// When to apply the remedy.
    pub when: When,
    /// The change, in a sentence without its full stop.
    pub what: String,
    /// The remedy, if one is needed.
    pub remedy: Option<UpgradeRemedy>,
}

/// The remedy for an upgrade's change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpgradeRemedy {
    /// The remedy in the imperative.
    pub title: String,
    /// The command to run.
    pub command: String,
    /// An alternative in the imperative.
    pub instead: Option<String>,
}

impl UpgradeRemedy {
    fn only_if(mut self, condition: &str) -> Self {
        self.title = format!("{}, if {condition}", self.title);
        self
    }
}

impl UpgradeNote {
    /// Returns the remedy as a step of a guide.
    pub fn step(&self) -> Option<ConsoleStep> {
        let remedy = self.remedy.as_ref()?;
        let mut step = ConsoleStep::new(&remedy.title).run(&remedy.command, "").remark(sentence(&self.what));
        if let Some(instead) = &remedy.instead {
            step = step.remark(format!("Or {instead}."));
        }
        Some(step)
    }
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

impl fmt::Display for UpgradeNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        let Some(remedy) = &self.remedy else {
            return Ok(());
        };
        let when = match self.when {
            When::Before => "first",
            When::After => "afterwards",
        };
        write!(f, "; run {when}: `{}`", remedy.command)?;
        if let Some(instead) = &remedy.instead {
            write!(f, "; or {instead}")?;
        }
        Ok(())
    }
}

/// Returns how the upgrade to `after` changes Secrets. Without `before`, returns the changes that may do harm.
pub fn upgrade_notes(before: Option<&ReleaseSecrets>, after: &ReleaseSecrets) -> Vec<UpgradeNote> {
    let mut notes = match before {
        // In another namespace, Helm creates everything anew.
        Some(before) if before.namespace != after.namespace => Vec::new(),
        Some(before) => compared(before, after),
        None => supposed(after),
    };
    notes.sort_by_key(|note| note.when);
    notes
}

fn compared(before: &ReleaseSecrets, after: &ReleaseSecrets) -> Vec<UpgradeNote> {
    let mut notes = Vec::new();
    for made in &before.made {
        let name = &made.name;
        if let Some(there) = after.made.iter().find(|other| other.name == *name) {
            let gone = made.keys.iter().filter(|key| !there.keys.contains(key));
            notes.extend(gone.map(|key| left_over(before, name, key, !there.keys.is_empty())));
        } else if expects(after, name).is_some() {
            notes.push(UpgradeNote {
                when: When::Before,
                what: format!(
                    "the upgrade deletes `{name}`, even with your own secret in it, because the chart created it"
                ),
                remedy: Some(keep(after, name)),
            });
        } else {
            notes.push(UpgradeNote {
                when: When::After,
                what: format!("the upgrade deletes `{name}`, which the chart created; these values do not use it"),
                remedy: None,
            });
        }
    }
    for made in &after.made {
        let name = &made.name;
        let is_new = !before.made.iter().any(|other| other.name == *name);
        if is_new && expects(before, name).is_some() {
            notes.push(UpgradeNote {
                when: When::Before,
                what: format!(
                    "Helm refuses the upgrade (`invalid ownership metadata`) while a `{name}` exists that it did not \
                        create"
                ),
                remedy: Some(UpgradeRemedy {
                    title: format!("Delete your own `{name}`"),
                    command: format!("kubectl -n {} delete secret {name}", before.namespace),
                    instead: Some("upgrade with `--take-ownership`".to_owned()),
                }),
            });
        }
    }
    notes
}

fn supposed(after: &ReleaseSecrets) -> Vec<UpgradeNote> {
    let mut notes = Vec::new();
    let usual = after.usual_name();
    if let Some(SecretToMake { name, .. }) = usual.and_then(|name| expects(after, &name)) {
        notes.push(UpgradeNote {
            when: When::Before,
            what: format!("if the chart created `{name}`, the upgrade deletes it, even with your own secret in it"),
            remedy: Some(keep(after, name.as_str()).only_if("the chart created it")),
        });
    }
    let is_oidc = |key: &str| key == OIDC_KEY;
    let lacks_it =
        after.made.iter().any(|made| made.name == ADMIN_SECRETS && !made.keys.iter().any(|key| is_oidc(key)));
    let mut entries = after.expected.iter().flat_map(|secret| &secret.entries);
    if lacks_it && entries.any(|entry| is_oidc(entry.key.as_str())) {
        notes.push(UpgradeNote {
            when: When::After,
            what: format!(
                "if `flyteadmin.secrets.{OIDC_KEY}` was set before, the upgrade leaves the old secret in \
                    `{ADMIN_SECRETS}`"
            ),
            remedy: Some(take_out(after, ADMIN_SECRETS, OIDC_KEY).only_if("it is there")),
        });
    }
    notes
}

fn expects<'a>(release: &'a ReleaseSecrets, name: &str) -> Option<&'a SecretToMake> {
    release.expected.iter().find(|secret| secret.name.as_str() == name)
}

/// Returns how to keep a Secret that Helm is about to delete.
fn keep(release: &ReleaseSecrets, name: &str) -> UpgradeRemedy {
    let other = match release.chart {
        // flytescheduler's template hardcodes the default name.
        Chart::FlyteCore
            if expects(release, name).is_some_and(|secret| secret.readers.contains(&ProcessName::Flytescheduler)) =>
        {
            None
        }
        Chart::FlyteCore => Some("`secrets.adminOauthClientCredentials.secretName` (Flyte 1.15.0 and later)"),
        Chart::FlyteBinary => Some("`configuration.auth.clientSecretsExternalSecretRef`"),
    };
    UpgradeRemedy {
        title: format!("Keep `{name}`"),
        command: format!("kubectl -n {} annotate secret {name} helm.sh/resource-policy=keep", release.namespace),
        instead: other.map(|other| format!("name your Secret differently in {other}")),
    }
}

fn left_over(before: &ReleaseSecrets, name: &str, key: &str, others_left: bool) -> UpgradeNote {
    let login = if key == OIDC_KEY { " (a login that still reads it fails with `invalid_client`)" } else { "" };
    let what = if others_left {
        format!(
            "the upgrade does not remove `{key}` from `{name}`: Helm 3 leaves it empty{login}, Helm 4 leaves the old \
                secret"
        )
    } else {
        format!("the upgrade does not remove `{key}` from `{name}`: the old secret stays")
    };
    UpgradeNote { when: When::After, what, remedy: Some(take_out(before, name, key)) }
}

/// Returns how to remove a key from a Secret. Secret keys need no escaping in a JSON pointer or a shell.
fn take_out(release: &ReleaseSecrets, name: &str, key: &str) -> UpgradeRemedy {
    UpgradeRemedy {
        title: format!("Remove `{key}` from `{name}`"),
        command: format!(
            "kubectl -n {} patch secret {name} --type=json -p '[{{\"op\":\"remove\",\"path\":\"/data/{key}\"}}]'",
            release.namespace
        ),
        instead: None,
    }
}
