use super::fix_support::set;
use crate::chart::{Chart, PROPELLER_CREDENTIALS_ID};
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::Severity;
use crate::flyte::config::Traced;
use crate::idp::{ClientId, GOOGLE_ID_END, IdpKind, Issuer, without_key};
use crate::lint::{Context, Findings, declare_rule};
use crate::text::visible;
use crate::values::is_placeholder;

declare_rule! {
    name: "implausible-client-id",
    summary: "A client ID does not look like the ones that its identity provider issues",
    remedy: "copy the client ID from the application's page at the identity provider",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
    supersedes: [secret_looks_encoded],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    check_quote(cx, found);
    let Some(auth) = cx.auth() else { return };
    let published = &auth.app_auth.third_party_config.flyte_client.client_id;
    let propeller = cx.client_credentials().map(|admin| &admin.client_id);
    for id in [Some(&auth.user_auth.open_id.client_id), Some(published), propeller].into_iter().flatten() {
        check_key(cx, found, id);
    }
    let login = cx.facts().issuer.as_ref().and_then(Issuer::of_url);
    let web = &auth.user_auth.open_id.client_id;
    if is_the_secret(cx, web) {
        found
            .report(cx.setting(web), "the client ID and the client secret are the same text")
            .relate(cx.site(cx.chart().login_secret()), "the client secret");
    } else if let Some(issuer) = &login {
        looks_like_one(cx, found, web, issuer);
    }
    let external = cx.external().filter(|(issuer, kind)| kind.provider().check_external(issuer).is_ok());
    let Some((issuer, _)) = external else { return };
    looks_like_one(cx, found, published, &issuer);
    if let Some(id) = propeller {
        looks_like_one(cx, found, id, &issuer);
    }
}

/// Checks for a key that was copied with the ID.
fn check_key(cx: &Context<'_>, found: &mut Findings<'_>, id: &Traced<String>) {
    let Some(text) = id.text().filter(|_| id.origin.is_user()) else { return };
    let Some(own) = without_key(text) else { return };
    let key = text.strip_suffix(own).unwrap_or_default().trim_end();
    let site = cx.setting(id);
    let changes = set(&site, own);
    found
        .report(site, format!("the client ID begins with `{}`, which is not part of it", visible(key)))
        .help(format!("write `{}`", visible(own)))
        .fix("Remove it", Unsafe, changes);
}

/// Checks for a quote: flyte-core writes flytepropeller's ID between single quotes (`templates/_helpers.tpl` and
/// `admin.yaml`, v1.16.8).
fn check_quote(cx: &Context<'_>, found: &mut Findings<'_>) {
    if cx.chart() == Chart::FlyteCore && cx.text(&PROPELLER_CREDENTIALS_ID).is_some_and(|text| text.contains('\'')) {
        found
            .report(
                cx.site(&PROPELLER_CREDENTIALS_ID),
                format!(
                    "{} does not start: the chart writes its client ID between single quotes, and the ID contains one",
                    cx.caller()
                ),
            )
            .severity(Severity::Error);
    }
}

fn looks_like_one(cx: &Context<'_>, found: &mut Findings<'_>, id: &Traced<String>, issuer: &Issuer) {
    let Some(text) = id.text().filter(|text| {
        id.origin.is_user() && !is_placeholder(text) && !text.contains('<') && without_key(text).is_none()
    }) else {
        return;
    };
    // The message does not repeat the text, which may be a secret.
    if let Some(fault) = IdpKind::of(issuer).client_id_fault(text) {
        let finding = found.report(cx.setting(id), fault.message());
        if let Some(advice) = fault.advice() {
            // The rest of the help is about answers in the wizard.
            finding.help(advice.split_once(';').map_or(advice, |(advice, _)| advice));
        }
    } else if text.ends_with(GOOGLE_ID_END) && IdpKind::of(issuer) != IdpKind::Google {
        found
            .report(cx.setting(id), format!("this is a client ID of Google, but the issuer is `{issuer}`"))
            .help("set the issuer to `https://accounts.google.com`, or copy the client ID from the other provider");
    } else if ClientId::parse(text).is_err() {
        found.report(
            cx.setting(id),
            "the client ID contains whitespace or a character that Flyte's charts do not pass on",
        );
    }
}

/// Returns whether the secret was entered as the ID: a provider shows both on one page.
fn is_the_secret(cx: &Context<'_>, id: &Traced<String>) -> bool {
    let secret = cx.text(cx.chart().login_secret());
    id.text().is_some_and(|id| secret == Some(id))
}
