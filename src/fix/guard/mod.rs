//! Rejects fixes that open the API, weaken a secret, duplicate a key or hide a problem, whatever their rule intends, by
//! comparing the release before and after.
//!
//! | file | holds |
//! | --- | --- |
//! | `posture` | what a rendered release exposes |
//! | `texts` | secrets and names in the files |

mod posture;
mod texts;

use self::posture::{Openness, Posture};
use self::texts::Texts;
use crate::chart::{Chart, DEFAULT_CLIENT_SECRET};
use crate::flyte::config::AuthServerType;
use crate::lint::{FindingSummary, LintRelease, Report, Scope, run};
use crate::release::Rendering;
use crate::secret::{Password, PasswordHash, Secret};

/// The properties of a release that fixes must not make worse.
#[derive(Debug, Clone)]
pub struct Exposure {
    chart: Chart,
    scope: Scope,
    /// The posture of the values as they are.
    own: Posture,
    /// The posture if another layer enables authentication, for a layer.
    layered: Posture,
    texts: Texts,
    /// The findings of the release as written, without moving misplaced values to where they belong.
    as_written: Option<Vec<FindingSummary>>,
    /// The number of processes whose configuration can be checked.
    processes: usize,
}

impl Exposure {
    /// Computes the exposure of a release.
    pub fn of(release: &LintRelease<'_>) -> Self {
        let rendering = Rendering { placeholders_are_unknown: true, ..Rendering::default() };
        let posture = |rendering| {
            let model = release.model_as_written(rendering);
            model.map_or_else(Posture::nothing, |model| Posture::of(&model))
        };
        let own = posture(rendering);
        let is_layer = release.scope == Scope::Layer;
        let layered =
            if is_layer { posture(Rendering { assumes_auth: true, is_layer, ..rendering }) } else { own.clone() };
        let processes = release.model.iter().flat_map(|model| &model.processes);
        Self {
            chart: release.chart(),
            scope: release.scope,
            own,
            layered,
            texts: Texts::of(release.layered()),
            as_written: release.without_moves().map(|release| run(&release).everything),
            processes: processes.filter(|(_, process)| process.is_some()).count(),
        }
    }

    /// Returns whether the values are a complete release whose API requires a login, or may require one.
    pub(super) fn may_ask(&self) -> bool {
        self.scope == Scope::On && matches!(self.layered.openness, Openness::Asks | Openness::Unknown)
    }

    /// Returns the findings of the release as written; `report` has those after misplaced values are moved.
    pub(super) fn findings_as_written<'a>(&'a self, report: &'a Report) -> &'a [FindingSummary] {
        self.as_written.as_ref().unwrap_or(&report.everything)
    }

    /// Returns the reason why the release must not become `after`, as a clause after "because"; `None` if it may.
    pub(super) fn objection(&self, after: &Self) -> Option<String> {
        if self.chart != after.chart {
            return Some(format!("then the values would be treated as those of {}", after.chart));
        }
        self.texts
            .objection(&after.texts)
            .or_else(|| self.between(&self.own, &after.own, self.scope == after.scope))
            .or_else(|| self.between(&self.layered, &after.layered, self.scope == after.scope))
            .or_else(|| self.is_seen_less(after))
    }

    /// Returns whether something runs that would no longer run.
    pub(super) fn stops(&self, after: &Self) -> bool {
        self.layered.openness != Openness::Nothing && after.layered.openness == Openness::Nothing
    }

    /// Compares one of the two postures, and returns what would be worse.
    fn between(&self, before: &Posture, after: &Posture, is_same_scope: bool) -> Option<String> {
        let opens = after.openness > before.openness
            && (before.openness != Openness::Nothing || after.openness == Openness::Open);
        if opens {
            let consequence = match (before.openness, after.openness) {
                (Openness::Nothing, Openness::Open) => "the upgrade would then succeed with authentication disabled",
                (_, Openness::Open) => "authentication would then be disabled",
                _ => "authentication might then be disabled",
            };
            return Some(consequence.to_owned());
        }
        // An open API cannot become more open; and if nothing ran before, the effect of the chart's defaults is
        // unknown.
        let counts = |is_from_user: bool| match before.openness {
            Openness::Open => false,
            Openness::Nothing => is_from_user,
            // The chart's defaults are unknown for a layer.
            Openness::Asks | Openness::Unknown => is_from_user || is_same_scope,
        };
        let mut gaps = after.gaps.iter().filter(|gap| !before.gaps.contains(*gap) && counts(gap.is_from_user));
        if let Some(gap) = gaps.next() {
            return Some(format!("then {}", gap.then));
        }
        let domain = after.cookie_domain.as_deref().unwrap_or_default();
        if !domain.is_empty() && after.cookie_domain != before.cookie_domain {
            return Some(format!("then the login's cookies would be for `{domain}`"));
        }
        self.weaker_secret(before, after).or_else(|| self.weaker_client(before, after))
    }

    fn weaker_secret(&self, before: &Posture, after: &Posture) -> Option<String> {
        let changed = after.secrets.iter().filter(|(place, value)| before.secrets.get(*place) != Some(value));
        for (place, value) in changed {
            let is_own = self.texts.hold(value) && !value.is_empty();
            let was_given = before.secrets.get(place).is_some_and(|value| !value.is_empty());
            if was_given && (!is_own || value == DEFAULT_CLIENT_SECRET) {
                return Some("then a secret would be another one than it is now".to_owned());
            }
        }
        None
    }

    fn weaker_client(&self, before: &Posture, after: &Posture) -> Option<String> {
        if before.openness == Openness::Nothing || before.server_type == Some(AuthServerType::External) {
            // The clients in the values take effect for the first time; they are the user's.
            let all_own = after.clients.values().flat_map(|client| &client.hashes).all(|hash| self.is_own(hash, after));
            return (!all_own && before.openness == Openness::Asks)
                .then(|| "then flyteadmin's built-in clients would be accepted".to_owned());
        }
        for (name, client) in &after.clients {
            let was = before.clients.get(name);
            if client.public && !was.is_none_or(|was| was.public) {
                return Some(format!("then the client `{name}` would need no secret"));
            }
            let known: std::collections::BTreeSet<&String> = was.iter().flat_map(|was| &was.hashes).collect();
            if client.hashes.iter().any(|hash| !known.contains(hash) && !self.is_own(hash, after)) {
                return Some(format!("then another secret of the client `{name}` would be accepted"));
            }
        }
        None
    }

    /// Returns whether a hash is the user's: written in the files, or the hash of a secret in them that is not the
    /// chart's default.
    fn is_own(&self, hash: &str, after: &Posture) -> bool {
        if self.texts.hold(hash) {
            return true;
        }
        let Ok(hash) = PasswordHash::parse(hash) else {
            return false;
        };
        let mut secrets = after.secrets.values().filter(|value| self.texts.hold(value));
        secrets.any(|value| {
            *value != DEFAULT_CLIENT_SECRET
                && !crate::values::is_placeholder(value)
                && Password::as_flyte_reads(&Secret::as_written(value))
                    .is_ok_and(|password| hash.verify(&password).is_ok_and(|fits| fits))
        })
    }

    /// Returns the reason if less of the release could be checked afterwards, so that problems would be hidden.
    fn is_seen_less(&self, after: &Self) -> Option<String> {
        let rank = |scope: Scope| match scope {
            Scope::Off => 0,
            Scope::Layer => 1,
            Scope::On => 2,
        };
        let less = rank(after.scope) < rank(self.scope) || after.processes < self.processes;
        less.then(|| "then less of the release could be checked".to_owned())
    }

    /// Returns the reason why flyteadmin must not change to the server type of `after`.
    pub(super) fn lacks_for_server_type(&self, after: &Self) -> Option<String> {
        let turned = self.layered.server_type.is_some()
            && after.layered.server_type == Some(AuthServerType::External)
            && self.layered.server_type != after.layered.server_type;
        let lack = after.layered.external_lacks.filter(|_| turned && self.may_ask())?;
        Some(format!("then tokens would come from an external server, which needs {lack}"))
    }

    /// Returns whether the server type changes.
    pub(super) fn turns_server(&self, after: &Self) -> bool {
        self.layered.server_type.is_some() && self.layered.server_type != after.layered.server_type
    }
}
