use super::fix_support::set;
use crate::diagnostic::Applicability::{Safe, Unsafe};
use crate::diagnostic::Severity;
use crate::flyte::FlyteVersion;
use crate::flyte::config::{Auth, Traced};
use crate::go::GoUrl;
use crate::idp::build::is_entra_v1;
use crate::idp::{IdpKind, Issuer, other_form};
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "issuer-did-not-match",
    summary: "The issuer is not exactly the one that the identity provider names, so flyteadmin does not start",
    remedy: "copy `issuer` from the provider's discovery document, including a trailing slash",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    check_issuer_url(cx, auth, found);
    check_token_url(cx, found);
    let open_id = &auth.user_auth.open_id;
    // flyteadmin compares this issuer with the one in the discovery document.
    let url = if open_id.issuer_url.is_given() && cx.flyte() >= FlyteVersion::ISSUER_URL {
        &open_id.issuer_url
    } else {
        &open_id.base_url
    };
    let Some(issuer) = url.get().and_then(Issuer::of_url) else {
        return;
    };
    let kind = IdpKind::of(&issuer);
    // Other problems are reported by `entra-multi-tenant-issuer`.
    if kind == IdpKind::Entra && !issuer.has_trailing_slash() {
        return;
    }
    if let Err(fault) = kind.provider().check_issuer(&issuer) {
        let site = cx.setting(url);
        let right = with_right_slash(&issuer, kind);
        let changes = right.as_ref().map(|right| set(&site, right.as_str()));
        let finding = found.report(site, fault.message());
        if let (Some(right), Some(changes)) = (right, changes) {
            finding.fix(format!("Write `{right}`"), Safe, changes);
        }
        if let Some(advice) = fault.advice() {
            finding.help(advice);
        }
        if is_entra_v1(&issuer) {
            finding.severity(Severity::Warning);
        }
    } else if let Some(fault) = other_form(&issuer) {
        // The provider may use the host name of the request.
        let site = cx.setting(url);
        let changes = fault.suggestion().map(|right| set(&site, right)).unwrap_or_default();
        found.report(site, fault.message()).severity(Severity::Warning).help(fault.advice().unwrap_or_default()).fix(
            "Write the usual form",
            Unsafe,
            changes,
        );
    }
}

/// Returns the issuer with a slash added or removed at its end, if that makes it valid.
fn with_right_slash(issuer: &Issuer, kind: IdpKind) -> Option<String> {
    let bare = issuer.as_str().trim_end_matches('/');
    [bare.to_owned(), format!("{bare}/")]
        .into_iter()
        .find(|text| Issuer::parse(text).is_ok_and(|issuer| kind.provider().check_issuer(&issuer).is_ok()))
}

/// Checks that `issuerUrl` is needed: it is for providers whose discovery document has another issuer than its own
/// address. Google's and Okta's have the same.
fn check_issuer_url(cx: &Context<'_>, auth: &Auth, found: &mut Findings<'_>) {
    let open_id = &auth.user_auth.open_id;
    let issuer = |url: &Traced<GoUrl>| url.get().and_then(Issuer::of_url);
    let (Some(named), Some(base)) = (issuer(&open_id.issuer_url), issuer(&open_id.base_url)) else { return };
    let kind = IdpKind::of(&base);
    if matches!(kind, IdpKind::Google | IdpKind::Okta) && named.host() != base.host() {
        found
            .report(
                cx.setting(&open_id.issuer_url),
                format!("flyteadmin does not start: the issuer of {kind} at `{base}` is not `{named}`"),
            )
            .severity(Severity::Warning)
            .help("remove `issuerUrl`")
            .relate(cx.setting(&open_id.base_url), "the identity provider");
    }
}

/// Reports a `tokenUrl` of flytepropeller at another host than the provider that issues its tokens.
fn check_token_url(cx: &Context<'_>, found: &mut Findings<'_>) {
    let caller = cx.caller();
    let (Some(admin), Some((issuer, kind))) = (cx.client_credentials(), cx.external()) else { return };
    let Some(url) = admin.token_url.text().and_then(|text| GoUrl::parse(text).ok()) else { return };
    let is_at_issuer = !matches!(kind, IdpKind::Oidc | IdpKind::Google);
    if is_at_issuer && !url.hostname().is_empty() && !url.hostname().eq_ignore_ascii_case(issuer.host()) {
        found
            .report(
                cx.setting(&admin.token_url),
                format!(
                    "{caller} requests its token from `{}`, but flyteadmin accepts only tokens of `{issuer}`",
                    url.hostname()
                ),
            )
            .severity(Severity::Warning)
            .help(format!("remove `tokenUrl`: {caller} finds it in the metadata of the authorization server"));
    }
}
