use std::collections::HashSet;

use super::setting_support::emptied;
use super::written_support::{each_value, secret_paths};
use crate::diagnostic::Severity;
use crate::flyte::OIDC_KEY;
use crate::lint::keys::KeyFaultKind;
use crate::lint::{Context, Findings, declare_rule};
use crate::text::{Span, is_sample, is_words, visible};
use crate::values::{LossReason, Origin, Path, SourceId, Step, Value, is_placeholder};

declare_rule! {
    name: "placeholders-left",
    summary: "The values still contain a placeholder",
    remedy: "replace the placeholder with your value",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: [config_does_not_decode, authorized_uri_does_not_match_public_url,
        base_url_is_an_endpoint_not_an_issuer, issuer_did_not_match, implausible_client_id,
        public_url_not_first, invalid_admin_endpoint],
}

/// Keys whose values every user has to set, at any place.
const OWN: &[&str] = &[
    "allowedaudience",
    "audience",
    "authorizeduris",
    "baseurl",
    "client_secret",
    "clientid",
    "clientsecret",
    "clientsecrethash",
    "endpoint",
    "issuerurl",
    OIDC_KEY,
    "redirecturi",
    "scopes",
    "tokenurl",
];

/// Domains of samples, such as those in Flyte's guides.
const SAMPLE_DOMAINS: [&str; 10] = [
    "company.com",
    "domain.com",
    "foobar.com",
    "mycompany.com",
    "mydomain.com",
    "your-company.com",
    "your-domain.com",
    "yourcompany.com",
    "yourdomain.com",
    "yourorg.com",
];

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let secrets = secret_paths(cx);
    let overridden = overridden(cx);
    let misplaced = misplaced_paths(cx);
    each_value(&cx.release().user, &mut Path::default(), &mut |path, value| {
        let Some(text) = value.as_str().filter(|text| !is_placeholder(text)) else { return };
        // `*` is any scope, or any origin.
        if text == "*" {
            return;
        }
        let keys = path.keys();
        let is_own = keys.last().is_some_and(|key| OWN.contains(&&*key.to_ascii_lowercase()));
        let is_secret = secrets.contains(&keys);
        if !(cx.chart().is_about_auth(path) || is_secret || is_below(&misplaced, path)) {
            return;
        }
        // A random secret may contain angle brackets.
        let is_left_over = if is_secret {
            is_bracketed(text) || is_sample(text)
        } else {
            is_bracketed(text)
                || contains_bracketed(text)
                || (is_own && (is_sample(text) || has_sample_host(text) || is_somebodys_host(text)))
        };
        if is_left_over
            && !reads_as_nothing(cx, path)
            && !place(&value.origin).is_some_and(|place| overridden.contains(&place))
        {
            let finding = found.report(cx.value_at(path, value), message(text, is_secret));
            // A user may have chosen such a word as a secret, which is then weak.
            let is_weak = is_secret && !is_bracketed(text);
            if is_weak || is_somebodys_host(text) {
                finding.severity(Severity::Warning);
            }
        }
    });
}

/// Returns the message; it never shows a secret.
fn message(text: &str, is_secret: bool) -> String {
    if is_secret {
        "replace this placeholder with your secret".to_owned()
    } else {
        format!("replace the placeholder `{}` with your value", visible(text))
    }
}

/// Returns whether flyte-binary renders the text without quotes and flyteadmin reads it as null, so that it is not set.
fn reads_as_nothing(cx: &Context<'_>, path: &Path) -> bool {
    let emptied = cx.client_credentials().and_then(|admin| emptied(cx, &admin.client_id));
    emptied.is_some_and(|site| site.path == cx.release().path(path))
}

/// Collects the positions of values that another file of the process overrides, wherever the chart renders them.
fn overridden(cx: &Context<'_>) -> HashSet<(SourceId, Span)> {
    fn collect(config: &Value, places: &mut HashSet<(SourceId, Span)>) {
        places.extend(place(&config.origin));
        let entries = config.as_map().into_iter().flat_map(|map| map.values().map(|entry| &entry.value));
        for inner in entries.chain(config.as_list().unwrap_or_default()) {
            collect(inner, places);
        }
    }
    let Some(model) = cx.model() else { return HashSet::new() };
    let mut read = HashSet::new();
    let processes = model.processes.iter().filter_map(|(_, process)| process.as_ref());
    for section in processes.flat_map(|process| [&process.merged.auth, &process.merged.admin]).flatten() {
        collect(section, &mut read);
    }
    let dropped = model.dropped.iter().filter(|dropped| matches!(dropped.reason, LossReason::Overridden { .. }));
    dropped.filter_map(|dropped| place(&dropped.origin)).filter(|place| !read.contains(place)).collect()
}

/// Returns the position of an origin in the files.
const fn place(origin: &Origin) -> Option<(SourceId, Span)> {
    if let Origin::File { source, span } = origin { Some((*source, *span)) } else { None }
}

/// Returns the paths of misplaced keys: what is below them counts after they are moved.
fn misplaced_paths<'a>(cx: &'a Context<'_>) -> HashSet<&'a [Step]> {
    let faults = cx.release().key_faults.iter();
    let misplaced = faults.filter(|fault| matches!(fault.kind, KeyFaultKind::Misplaced { .. }));
    misplaced.map(|fault| fault.path.0.as_slice()).collect()
}

/// Returns whether a path is in the set, or below one that is.
fn is_below(paths: &HashSet<&[Step]>, path: &Path) -> bool {
    (0..=path.0.len()).filter_map(|depth| path.0.get(..depth)).any(|above| paths.contains(above))
}

/// Returns whether a label of the host is a placeholder: `https://your-domain.example.org`.
fn has_sample_host(text: &str) -> bool {
    let Some((_, rest)) = text.split_once("://") else { return false };
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    host.split('.').any(|label| label.contains(['-', '_']) && is_sample(label))
}

/// Returns whether a host is a sample domain of a guide that may also be real.
fn is_somebodys_host(text: &str) -> bool {
    let host = text.split_once("://").map_or(text, |(_, rest)| rest).split(['/', ':']).next().unwrap_or_default();
    SAMPLE_DOMAINS
        .iter()
        .any(|domain| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

/// Returns whether the whole text is a placeholder: `<client_id>`, `<>`.
pub(super) fn is_bracketed(text: &str) -> bool {
    text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).is_some_and(is_words)
}

/// Returns whether the text contains words in angle brackets, which no ID and no URL has: `https://<your-domain>`.
pub(super) fn contains_bracketed(text: &str) -> bool {
    text.split_once('<').and_then(|(_, rest)| rest.split_once('>')).is_some_and(|(word, _)| is_words(word))
}
