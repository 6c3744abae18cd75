use super::fix_support::{bare, set};
use super::setting_support::texts;
use super::written_support::secret_paths;
use crate::diagnostic::Applicability::{Safe, Unsafe};
use crate::diagnostic::Severity;
use crate::idp::SCOPE_ALL;
use crate::lint::{Context, Findings, ValueRef, declare_rule};
use crate::text::{Slip, visible};
use crate::values::{Step, Value};

declare_rule! {
    name: "stray-characters",
    summary: "A value contains whitespace, quotes or invisible characters that do not belong to it",
    remedy: "write the value without them",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: [implausible_client_id, authorized_uri_does_not_match_public_url,
        base_url_is_an_endpoint_not_an_issuer, issuer_did_not_match, propeller_client_id_mismatch,
        placeholders_left, openid_scope_missing, all_scope_missing, redirect_uri_changed,
        public_url_not_first, config_does_not_decode],
}

/// How a setting is compared, which decides the effect of a stray character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ComparedAs {
    /// Byte by byte: nothing matches.
    Exact,
    /// Split at whitespace: an unknown word may be refused.
    Words,
    /// One of several values, others of which may match.
    OneOfSeveral,
}

/// The setting with flyteadmin's public URL.
const AUTHORIZED_URIS: &str = "auth.authorizedUris";

/// The settings, with the consequence of a wrong value; `<caller>` stands for [`Context::caller`].
const SETTINGS: &[(&str, ComparedAs, &str)] = &[
    ("auth.userAuth.openId.baseUrl", ComparedAs::Exact, "flyteadmin does not start"),
    ("auth.userAuth.openId.issuerUrl", ComparedAs::Exact, "flyteadmin does not start"),
    ("auth.userAuth.openId.clientId", ComparedAs::Exact, "users cannot log in"),
    ("auth.userAuth.openId.clientSecretName", ComparedAs::Exact, "flyteadmin does not find the secret"),
    ("auth.userAuth.openId.clientSecretFile", ComparedAs::Exact, "flyteadmin does not find the secret"),
    ("auth.userAuth.openId.scopes", ComparedAs::Words, "the identity provider may refuse the scope"),
    ("auth.appAuth.externalAuthServer.baseUrl", ComparedAs::Exact, "flyteadmin finds no metadata"),
    ("auth.appAuth.externalAuthServer.metadataUrl", ComparedAs::Exact, "flyteadmin finds no metadata"),
    ("auth.appAuth.externalAuthServer.allowedAudience", ComparedAs::OneOfSeveral, "no token has this audience"),
    ("auth.appAuth.thirdPartyConfig.flyteClient.clientId", ComparedAs::Exact, "flytectl and pyflyte cannot log in"),
    ("auth.appAuth.thirdPartyConfig.flyteClient.redirectUri", ComparedAs::Exact, "flytectl and pyflyte cannot log in"),
    ("auth.appAuth.thirdPartyConfig.flyteClient.audience", ComparedAs::Exact, "no token has this audience"),
    (
        "auth.appAuth.thirdPartyConfig.flyteClient.scopes",
        ComparedAs::Words,
        "the identity provider may refuse the scope",
    ),
    (AUTHORIZED_URIS, ComparedAs::OneOfSeveral, "no request matches this URL"),
    ("admin.endpoint", ComparedAs::Exact, "<caller> cannot reach flyteadmin"),
    ("admin.clientId", ComparedAs::Exact, "<caller> cannot log in"),
    ("admin.clientSecretLocation", ComparedAs::Exact, "<caller> does not find its secret"),
    ("admin.clientSecretEnvVar", ComparedAs::Exact, "<caller> does not find its secret"),
    ("admin.scopes", ComparedAs::Words, "the identity provider may refuse the scope"),
    ("admin.audience", ComparedAs::Exact, "no token has this audience"),
    ("admin.tokenUrl", ComparedAs::Exact, "<caller> gets no token"),
];

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for (config, form, then) in SETTINGS {
        for (whole, site) in texts(cx, config) {
            let parts = parts(whole, *form, &site);
            let slip = Slip::find(whole).or_else(|| find_several(whole, config, &site)).map(|slip| (slip, whole));
            let Some((slip, text)) = slip.or_else(|| parts.iter().find_map(|part| Some((Slip::find(part)?, *part))))
            else {
                continue;
            };
            let is_split = *form == ComparedAs::Words && matches!(slip, Slip::Space | Slip::LineEnd);
            if is_split && !is_sent_to_provider(cx, config) {
                continue;
            }
            let cleaned = Slip::cleaned(text).filter(|_| slip != Slip::Several);
            let list = list(whole, &parts).filter(|_| site.is_from_user() && slip != Slip::Several);
            let changes = cleaned.as_deref().filter(|_| site.is_from_user()).map(|cleaned| set(&site, cleaned));
            let list = list.map(|items| (format!("[{}]", items.join(", ")), set(&site, items)));
            let is_public_url = *config == AUTHORIZED_URIS && is_first(&site);
            let then = then.replace("<caller>", cx.caller());
            let finding = found.report(site, format!("`{}` {slip}: {then}", visible(text.trim())));
            let may_do = match form {
                ComparedAs::Exact => false,
                ComparedAs::Words => is_split || !is_required_scope(cleaned.as_deref(), slip),
                ComparedAs::OneOfSeveral => !is_public_url,
            };
            if may_do {
                finding.severity(Severity::Warning);
            }
            if let Some((list, changes)) = list {
                let list = visible(&list);
                finding.help(format!("write the list `{list}`")).fix(format!("Write `{list}`"), Safe, changes);
            } else if let (Some(cleaned), Some(changes)) = (cleaned, changes) {
                let cleaned = visible(&cleaned);
                finding.help(format!("write `{cleaned}`")).fix(format!("Write `{cleaned}`"), Safe, changes);
            } else if slip == Slip::Brackets {
                finding.help("write a list without quotes around it");
            } else if slip == Slip::Several {
                finding.help("write each as a separate item");
            }
        }
    }
    for path in secret_paths(cx) {
        let Some(text) = cx.release().user.at(&path).and_then(Value::as_str) else { continue };
        // A secret may end in a comma or be in brackets, and a trailing newline is stripped.
        let slip = Slip::find(text).filter(|slip| !matches!(slip, Slip::Comma | Slip::Brackets | Slip::AngleBrackets));
        let Some(slip) = slip.filter(|_| !is_one_line_end(text)) else { continue };
        let site = cx.site(&path);
        let changes = Slip::cleaned(text).map(|cleaned| set(&site, cleaned));
        let finding = found.report(site, format!("the secret {slip}: the client secret probably does not have them"));
        finding.severity(Severity::Warning).help("write the secret as the identity provider shows it");
        if let Some(changes) = changes {
            finding.fix("Remove them", Unsafe, changes);
        }
    }
}

/// Returns whether scopes are sent to the identity provider, joined with spaces: a strict one refuses two spaces in a
/// row (RFC 6749, section 3.3). flyteadmin's own server does not.
fn is_sent_to_provider(cx: &Context<'_>, config: &str) -> bool {
    config.starts_with("auth.userAuth.") || !cx.is_internal()
}

/// Returns the parts of a text in place of a list, which Flyte splits at its commas; none for other texts.
fn parts<'a>(text: &'a str, form: ComparedAs, site: &ValueRef) -> Vec<&'a str> {
    let is_item = matches!(site.path.0.last(), Some(Step::Index(_)));
    if form == ComparedAs::Exact || is_item { Vec::new() } else { text.split(',').collect() }
}

/// Returns the list that a text of several words, or one in brackets, means.
fn list(text: &str, parts: &[&str]) -> Option<Vec<String>> {
    let items: Vec<String> = parts.iter().map(|part| bare(part).to_owned()).collect();
    let is_word = |item: &String| !item.is_empty() && !item.contains(char::is_whitespace) && Slip::find(item).is_none();
    let is_in_brackets = text.trim().trim_matches(['"', '\'']).starts_with('[');
    let is_list = items.len() > 1 || is_in_brackets;
    (is_list && items.iter().all(is_word)).then_some(items)
}

/// Detects several audiences in one item of the list, which are one audience that no token has.
fn find_several(text: &str, config: &str, site: &ValueRef) -> Option<Slip> {
    // A text in place of a list is split at its commas.
    let is_item = matches!(site.path.0.last(), Some(Step::Index(_)));
    let is_list = (is_item && text.contains(',')) || text.contains(';') || text.contains(char::is_whitespace);
    (is_list && config.ends_with(".allowedAudience")).then_some(Slip::Several)
}

/// Returns whether it is the first or only item: the one that is used if no other matches.
fn is_first(site: &ValueRef) -> bool {
    !matches!(site.path.0.last(), Some(Step::Index(index)) if *index > 0)
}

/// Returns whether a scope is required for the login, or the whole list is one scope.
fn is_required_scope(cleaned: Option<&str>, slip: Slip) -> bool {
    slip == Slip::Brackets || matches!(cleaned, Some("openid" | SCOPE_ALL))
}

/// Returns whether the only problem is one trailing newline, which flyteadmin and flytepropeller strip.
fn is_one_line_end(text: &str) -> bool {
    text.strip_suffix('\n').is_some_and(|line| line.trim() == line && Slip::find(line).is_none())
}
