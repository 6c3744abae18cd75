//! The deployment that an input comes from, as far as its values or the input itself describe it.

use std::sync::Arc;

use super::normal::Normal;
use crate::chart::Chart;
use crate::diagnostic::{Diagnostic, Place, Severity, SourceText};
use crate::flyte::config::AuthServerType;
use crate::idp::{IdpKind, ProviderHosts};
use crate::lint::{LintRelease, Report};
use crate::release::Model;
use crate::symptoms::Cause;
use crate::text::LineIndex;

/// A problem that `lint` finds in the values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    pub rule: &'static str,
    pub severity: Severity,
    pub message: String,
    pub remedy: Option<String>,
    /// The problem's places, the main one first.
    pub places: Vec<EvidencePlace>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidencePlace {
    /// The file, as the user named it.
    pub file: String,
    /// The line, from 1; `None` if the problem is on no single line.
    pub line: Option<usize>,
    /// The path in the values; empty if the problem has none.
    pub path: String,
}

/// The source of the words in [`Circumstances`].
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    /// The input, which makes them likely.
    #[default]
    Input,
    /// Values that disable authentication or don't enable it: others must be in use.
    ValuesWithoutAuth,
    /// Values, which makes them certain.
    Values,
    /// Values that are all that flyteadmin reads, and that it reads as they are written, so that a setting which `lint`
    /// doesn't report has no problem.
    WholeValues,
}

impl Basis {
    /// Returns whether the words are certain.
    pub(super) const fn is_certain(self) -> bool {
        matches!(self, Self::Values | Self::WholeValues)
    }
}

/// The known facts about a deployment, which decide which causes are possible.
#[derive(Debug, Default)]
pub struct Circumstances {
    /// The words of [`Cause::only`] that apply: the chart, the authorization server's kind, the identity provider.
    words: Vec<&'static str>,
    /// Whether the values name an identity provider that has no word.
    has_other_provider: bool,
    pub(super) basis: Basis,
    /// The chart that the values belong to.
    pub(super) chart: Option<Chart>,
    /// The problems that `lint` finds in the values.
    pub(super) evidence: Vec<Evidence>,
}

/// The rules that find keys which Helm or Flyte drops, besides those of [`KeyFault`](crate::lint::KeyFault).
const RULES_ON_LOST_KEYS: [&str; 4] = ["duplicate-keys", "merge-key-overrides", "unknown-root-key", "unread-yaml"];

/// Groups of words that exclude each other.
const GROUPS: [&[&str]; 3] = [&["flyte-binary", "flyte-core"], &["internal", "external"], PROVIDERS];

/// The identity providers that have a word.
const PROVIDERS: &[&str] = &["google", "okta", "keycloak", "entra", "auth0"];

/// Texts that appear in an input only with a certain identity provider, besides its hosts.
const TRACES: [(&str, &str); 3] = [("AADSTS", "entra"), ("/realms/", "keycloak"), ("keycloak", "keycloak")];

/// Returns the texts that identify a provider, each with its word.
fn traces() -> Vec<(String, &'static str)> {
    let own = TRACES.iter().map(|(text, word)| ((*text).to_owned(), *word));
    let of_hosts = ProviderHosts::all().flat_map(|(kind, name, hosts)| {
        let name = if kind == IdpKind::Oidc { name } else { kind.word() };
        let word = PROVIDERS.iter().find(|word| word.eq_ignore_ascii_case(name));
        let shared = hosts.shared.iter().map(|host| (*host).to_owned());
        let texts = shared.chain(hosts.of_customers.iter().map(|domain| format!(".{domain}")));
        texts.filter_map(move |text| Some((text, *word?)))
    });
    of_hosts.chain(own).collect()
}

impl Circumstances {
    /// Collects the facts from a release's values.
    pub fn of_release(release: &LintRelease<'_>, report: &Report) -> Self {
        let facts = &release.facts;
        let mut words = vec![match release.chart() {
            Chart::FlyteBinary => "flyte-binary",
            Chart::FlyteCore => "flyte-core",
        }];
        // `lint` checks a misplaced `authServerType` as if it were in the right place. Flyte does not read it there.
        let as_written = release.without_moves();
        let is_read = as_written.is_none_or(|written| written.facts.server_type == facts.server_type);
        words.extend(facts.server_type.filter(|_| is_read).map(|server| match server {
            AuthServerType::SelfServer => "internal",
            AuthServerType::External => "external",
        }));
        let issuer = facts.external_issuer.as_ref().or(facts.issuer.as_ref());
        let provider = issuer.map(|issuer| trace(&Normal::of(&issuer.to_string())));
        let has_other_provider = facts.auth_on != Some(false) && provider.as_ref().is_some_and(Vec::is_empty);
        words.extend(provider.unwrap_or_default());
        let evidence = report.counting().filter_map(evidence).collect();
        let is_auth_off = facts.auth_on == Some(false);
        if is_auth_off {
            // The authorization server and the provider are configured in values that were not given.
            words.truncate(1);
        }
        let server = release.model.as_ref().filter(|_| release.error.is_none()).and_then(Model::server);
        let loses_keys = !release.key_faults.is_empty()
            || report.everything.iter().any(|finding| RULES_ON_LOST_KEYS.contains(&finding.rule));
        let is_whole =
            facts.auth_on == Some(true) && server.is_some_and(|server| server.outside.is_empty()) && !loses_keys;
        let basis = match (is_auth_off, is_whole) {
            (true, _) => Basis::ValuesWithoutAuth,
            (false, true) => Basis::WholeValues,
            (false, false) => Basis::Values,
        };
        Self { words, has_other_provider, basis, chart: Some(release.chart()), evidence }
    }

    /// Guesses the identity provider from an input in normal form.
    pub(super) fn of_input(normal: &[u8]) -> Self {
        Self { words: trace(normal), ..Self::default() }
    }

    /// Returns whether the cause is possible in this deployment, or `None` if that is unknown.
    pub(super) fn allow(&self, cause: &Cause<'_>) -> Option<bool> {
        let mut answer = None;
        for group in GROUPS {
            let mut required = group.iter().filter(|word| cause.only.contains(word)).peekable();
            let known = group.iter().find(|word| self.words.contains(word));
            match (required.peek(), known) {
                (Some(_), Some(known)) => {
                    if !required.any(|word| word == known) {
                        return Some(false);
                    }
                    answer = Some(true);
                }
                (Some(_), None) if self.has_other_provider && *group == *PROVIDERS => return Some(false),
                _ => {}
            }
        }
        answer
    }
}

/// Returns the identity provider that a text in normal form mentions, if it mentions exactly one.
fn trace(normal: &[u8]) -> Vec<&'static str> {
    let found = traces().into_iter().filter(|(text, _)| memchr::memmem::find(normal, &Normal::of(text)).is_some());
    let mut words: Vec<&'static str> = found.map(|(_, word)| word).collect();
    words.sort_unstable();
    words.dedup();
    if words.len() > 1 {
        words.clear();
    }
    words
}

fn evidence(diagnostic: &Diagnostic) -> Option<Evidence> {
    let places = std::iter::once((&diagnostic.place, &diagnostic.path))
        .chain(diagnostic.related.iter().map(|label| (&label.place, &label.path)));
    Some(Evidence {
        rule: diagnostic.rule?,
        severity: diagnostic.severity,
        message: diagnostic.fault.message().to_owned(),
        remedy: diagnostic.fault.advice().map(str::to_owned),
        places: places.filter_map(|(place, path)| evidence_place(place, path)).collect(),
    })
}

fn evidence_place(place: &Place, path: &str) -> Option<EvidencePlace> {
    let at = |source: &Arc<SourceText>, line| EvidencePlace { file: source.name.clone(), line, path: path.to_owned() };
    match place {
        Place::Text { source, span } => {
            let text = source.text.as_bytes();
            Some(at(source, Some(LineIndex::new(text).position(text, span.start).line)))
        }
        Place::File(source) => Some(at(source, None)),
        Place::Line { .. } | Place::Flag(_) | Place::Nowhere => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Circumstances, Normal};

    #[test]
    fn an_input_with_the_hosts_of_one_provider_is_of_that_provider() {
        for (text, words) in [
            ("Get https://acme.okta-emea.com/oauth2/aus1: EOF", &["okta"] as &[&str]),
            ("https://login.microsoftonline.us/11111111-2222-3333-4444-555555555555/v2.0", &["entra"]),
            ("AADSTS90009 at login.microsoftonline.com", &["entra"]),
            ("https://x.eu.auth0.com/", &["auth0"]),
            ("https://sso.example.org/realms/flyte", &["keycloak"]),
            // No word: a provider without causes of its own, and two providers.
            ("https://acme.onelogin.com/oidc/2", &[]),
            ("accounts.google.com and dev-1.okta.com", &[]),
        ] {
            assert_eq!(Circumstances::of_input(&Normal::of(text)).words, words, "{text}");
        }
    }
}
