//! What an upgrade does to Secrets, said before it happens.
//!
//! Seen with Helm 3.17.2 and 4.1.4 and the charts of v1.16.8: what the chart stops rendering is deleted, whoever changed
//! it last; a key that leaves a Secret stays with an empty value (Helm 3, helm#10010, when other keys are left) or as it
//! was (Helm 4, kubernetes#108008, or when none is left).

use std::fmt;

use super::{OIDC_KEY, ReleaseSecrets, SecretToMake};
use crate::chart::{ADMIN_SECRETS, Chart};

/// When something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// Before the upgrade.
    Before,
    /// After it.
    After,
}

/// Something that an upgrade does to a Secret, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpgradeNote {
    /// When to do it.
    pub when: When,
    /// What happens, and what to do, in a sentence without its full stop.
    pub text: String,
}

impl fmt::Display for UpgradeNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What the upgrade to `after` does to Secrets: from `before` where that is known, else for the cases in which it does
/// harm.
pub fn upgrade_notes(before: Option<&ReleaseSecrets>, after: &ReleaseSecrets) -> Vec<UpgradeNote> {
    let mut notes = Vec::new();
    match before {
        Some(before) => compared(before, after, &mut notes),
        None => supposed(after, &mut notes),
    }
    notes.sort_by_key(|note| note.when);
    notes
}

fn compared(before: &ReleaseSecrets, after: &ReleaseSecrets, notes: &mut Vec<UpgradeNote>) {
    let namespace = &before.namespace;
    // Helm makes all anew in another namespace.
    if before.namespace != after.namespace {
        return;
    }
    let makes = |release: &ReleaseSecrets, name: &str| {
        release.made.iter().position(|made| made.name == name)
    };
    for made in &before.made {
        let Some(there) = makes(after, &made.name).and_then(|index| after.made.get(index)) else {
            let name = &made.name;
            notes.push(if expects(after, name).is_some() {
                before_it(format!(
                    "the upgrade deletes `{name}`, even with your own secret in it, because the chart made it until now; {}",
                    keep(after, name)
                ))
            } else {
                after_it(format!(
                    "the upgrade deletes `{name}`, which the chart made until now; these values do not read it"
                ))
            });
            continue;
        };
        for key in made.keys.iter().filter(|key| !there.keys.contains(key)) {
            notes.push(left_over(
                namespace.as_str(),
                &made.name,
                key,
                !there.keys.is_empty(),
            ));
        }
    }
    for made in &after.made {
        if makes(before, &made.name).is_none() && expects(before, &made.name).is_some() {
            let name = &made.name;
            notes.push(before_it(format!(
                "Helm refuses the upgrade (`invalid ownership metadata`) while there is a `{name}` that it did not make; delete that first (`kubectl -n {namespace} delete secret {name}`), or upgrade with `--take-ownership`"
            )));
        }
    }
}

fn supposed(after: &ReleaseSecrets, notes: &mut Vec<UpgradeNote>) {
    let usual = after.usual_name();
    let same_name = after
        .expected
        .iter()
        .find(|secret| usual.as_deref() == Some(secret.name.as_str()));
    if let Some(SecretToMake { name, .. }) = same_name {
        notes.push(before_it(format!(
            "if the chart made `{name}` until now, the upgrade deletes it, even with your own secret in it; {}",
            keep(after, name.as_str())
        )));
    }
    let no_longer = after
        .made
        .iter()
        .find(|made| made.name == ADMIN_SECRETS)
        .filter(|made| !made.keys.iter().any(|key| key == OIDC_KEY));
    let elsewhere = after.expected.iter().any(|secret| {
        secret
            .entries
            .iter()
            .any(|entry| entry.key.as_str() == OIDC_KEY)
    });
    if no_longer.is_some() && elsewhere {
        notes.push(after_it(format!(
            "if `flyteadmin.secrets.{OIDC_KEY}` was set until now, the upgrade leaves the old secret in `{ADMIN_SECRETS}`; {}",
            remove(after.namespace.as_str(), ADMIN_SECRETS, OIDC_KEY)
        )));
    }
}

fn expects<'a>(release: &'a ReleaseSecrets, name: &str) -> Option<&'a SecretToMake> {
    release
        .expected
        .iter()
        .find(|secret| secret.name.as_str() == name)
}

/// How to keep a Secret that Helm is about to delete.
fn keep(release: &ReleaseSecrets, name: &str) -> String {
    let other = match release.chart {
        Chart::FlyteCore => {
            "`secrets.adminOauthClientCredentials.secretName` (Flyte 1.15.0 and later)"
        }
        Chart::FlyteBinary => "`configuration.auth.clientSecretsExternalSecretRef`",
    };
    format!(
        "keep it first (`kubectl -n {} annotate secret {name} helm.sh/resource-policy=keep`), or give yours another name in {other}",
        release.namespace
    )
}

fn left_over(namespace: &str, name: &str, key: &str, others_left: bool) -> UpgradeNote {
    let login = if key == OIDC_KEY {
        " (a login that still reads it there ends in `invalid_client`)"
    } else {
        ""
    };
    let what = if others_left {
        format!(
            "the upgrade does not take `{key}` out of `{name}`: Helm 3 leaves it empty{login}, Helm 4 leaves the old secret"
        )
    } else {
        format!("the upgrade does not take `{key}` out of `{name}`: the old secret stays")
    };
    after_it(format!("{what}; {}", remove(namespace, name, key)))
}

/// How to take a key out of a Secret.
fn remove(namespace: &str, name: &str, key: &str) -> String {
    // A JSON pointer (RFC 6901).
    let key = key.replace('~', "~0").replace('/', "~1");
    format!(
        "take it out afterwards: `kubectl -n {namespace} patch secret {name} --type=json -p '[{{\"op\":\"remove\",\"path\":\"/data/{key}\"}}]'`"
    )
}

const fn before_it(text: String) -> UpgradeNote {
    UpgradeNote {
        when: When::Before,
        text,
    }
}

const fn after_it(text: String) -> UpgradeNote {
    UpgradeNote {
        when: When::After,
        text,
    }
}
