//! What no fix may do, whatever the rule that proposes it says: open the API, weaken a secret, write a key twice, hide
//! a fault. Found by comparing the release before with the one after.
//!
//! | file | holds |
//! | --- | --- |
//! | `posture` | whom a rendered release lets in |
//! | `texts` | secrets and names as the files have them |

mod posture;
mod texts;

use self::posture::{Openness, Posture};
use self::texts::Texts;
use crate::chart::{Chart, DEFAULT_CLIENT_SECRET};
use crate::flyte::config::AuthServerType;
use crate::lint::{FindingSummary, LintRelease, Report, Scope, run};
use crate::release::Rendering;
use crate::secret::{Password, PasswordHash, Secret};

/// A release as far as fixes may change it.
#[derive(Debug, Clone)]
pub struct Exposure {
    chart: Chart,
    scope: Scope,
    /// What the values let in by themselves.
    own: Posture,
    /// What they let in where another layer turns auth on, for a part of a release.
    judged: Posture,
    texts: Texts,
    /// What is found in the release as it is written, where what is misplaced is checked as if it were moved.
    as_written: Option<Vec<FindingSummary>>,
    /// The processes whose configuration can be checked.
    processes: usize,
}

impl Exposure {
    /// Of values that were read and judged.
    pub fn of(release: &LintRelease<'_>) -> Self {
        let rendering = Rendering { placeholders_are_unknown: true, ..Rendering::default() };
        let posture = |rendering| {
            let model = release.model_as_written(rendering);
            model.map_or_else(Posture::nothing, |model| Posture::of(&model))
        };
        let own = posture(rendering);
        let is_layer = release.scope == Scope::Fragment;
        let judged =
            if is_layer { posture(Rendering { assumes_auth: true, is_layer, ..rendering }) } else { own.clone() };
        let processes = release.model.iter().flat_map(|model| &model.processes);
        Self {
            chart: release.chart(),
            scope: release.scope,
            own,
            judged,
            texts: Texts::of(release.layered()),
            as_written: release.without_moves().map(|release| run(&release).everything),
            processes: processes.filter(|(_, process)| process.is_some()).count(),
        }
    }

    /// Whether the values are those of a whole release whose API asks for a login, or may.
    pub(super) fn may_ask(&self) -> bool {
        self.scope == Scope::On && matches!(self.judged.openness, Openness::Asks | Openness::Unknown)
    }

    /// What is found in the release as it is written, of which `report` is what is found if what is misplaced is moved.
    pub(super) fn findings_as_written<'a>(&'a self, report: &'a Report) -> &'a [FindingSummary] {
        self.as_written.as_ref().unwrap_or(&report.everything)
    }

    /// Why the release may not become `after`, in words that go on after "because"; `None` if it may.
    pub(super) fn objection(&self, after: &Self) -> Option<String> {
        if self.chart != after.chart {
            return Some(format!("then the values would be treated as those of {}", after.chart));
        }
        self.texts
            .objection(&after.texts)
            .or_else(|| self.between(&self.own, &after.own, self.scope == after.scope))
            .or_else(|| self.between(&self.judged, &after.judged, self.scope == after.scope))
            .or_else(|| self.is_seen_less(after))
    }

    /// Whether something runs that would no longer.
    pub(super) fn stops(&self, after: &Self) -> bool {
        self.judged.openness != Openness::Nothing && after.judged.openness == Openness::Nothing
    }

    /// What would be worse in one of the two readings.
    fn between(&self, before: &Posture, after: &Posture, is_same_scope: bool) -> Option<String> {
        let opens = after.openness > before.openness
            && (before.openness != Openness::Nothing || after.openness == Openness::Open);
        if opens {
            return Some("then the API might be open to everybody".to_owned());
        }
        // Nothing is more open than what asks nobody; and of what did not run nobody knows how it would have been with
        // the chart's defaults.
        let counts = |is_from_user: bool| match before.openness {
            Openness::Open => false,
            Openness::Nothing => is_from_user,
            // A layer does not know the chart's defaults.
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
            // What the values say of clients counts for the first time; it is the user's.
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

    /// Whether a hash is the user's: written in the files, or made of a secret that is written there and is not the
    /// chart's own.
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

    /// Whether less of the release can be checked afterwards, so that faults would no longer show.
    fn is_seen_less(&self, after: &Self) -> Option<String> {
        let rank = |scope: Scope| match scope {
            Scope::Off => 0,
            Scope::Fragment => 1,
            Scope::On => 2,
        };
        let less = rank(after.scope) < rank(self.scope) || after.processes < self.processes;
        less.then(|| "then less of the release could be checked".to_owned())
    }

    /// Why flyteadmin's server may not become `after`'s, which is another type.
    pub(super) fn lacks_for_server_type(&self, after: &Self) -> Option<String> {
        let turned = self.judged.server_type.is_some()
            && after.judged.server_type == Some(AuthServerType::External)
            && self.judged.server_type != after.judged.server_type;
        let lack = after.judged.external_lacks.filter(|_| turned && self.may_ask())?;
        Some(format!("then tokens would come from an external server, which needs {lack}"))
    }

    /// Whether it is another type of server that issues the tokens.
    pub(super) fn turns_server(&self, after: &Self) -> bool {
        self.judged.server_type.is_some() && self.judged.server_type != after.judged.server_type
    }
}
