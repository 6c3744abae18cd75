//! Whitespace, quotes and invisible characters in values of one word.

use super::fix_support::set;
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
    supersedes: ["implausible-client-id", "authorized-uri-does-not-match-public-url",
        "base-url-is-an-endpoint-not-an-issuer", "issuer-did-not-match", "propeller-client-id-mismatch",
        "placeholders-left", "openid-scope-missing", "all-scope-missing", "redirect-uri-changed",
        "public-url-not-first", "config-does-not-decode"],
}

/// How a setting is compared, and so what a stray character does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ComparedAs {
    /// Byte for byte: nothing matches.
    Exact,
    /// Split at whitespace, where a word that is not known may be refused.
    Words,
    /// One of several that may match, too.
    OneOfSeveral,
}

/// Where flyteadmin finds its public URL.
const AUTHORIZED_URIS: &str = "auth.authorizedUris";

/// The settings, and who does not get anywhere with a wrong one.
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
    ("admin.endpoint", ComparedAs::Exact, "flytepropeller cannot reach flyteadmin"),
    ("admin.clientId", ComparedAs::Exact, "flytepropeller cannot log in"),
    ("admin.clientSecretLocation", ComparedAs::Exact, "flytepropeller does not find its secret"),
    ("admin.clientSecretEnvVar", ComparedAs::Exact, "flytepropeller does not find its secret"),
    ("admin.scopes", ComparedAs::Words, "the identity provider may refuse the scope"),
    ("admin.audience", ComparedAs::Exact, "no token has this audience"),
    ("admin.tokenUrl", ComparedAs::Exact, "flytepropeller gets no token"),
];

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for (config, form, then) in SETTINGS {
        for (text, site) in texts(cx, config) {
            let Some(slip) = Slip::find(text).or_else(|| several(text, config, &site)) else { continue };
            let is_split = *form == ComparedAs::Words && matches!(slip, Slip::Space | Slip::LineEnd);
            if is_split && !goes_to_the_provider(cx, config) {
                continue;
            }
            let cleaned = Slip::cleaned(text).filter(|_| slip != Slip::Several);
            let changes = cleaned.as_deref().filter(|_| site.is_from_user()).map(|cleaned| set(&site, cleaned));
            let is_public_url = *config == AUTHORIZED_URIS && is_first(&site);
            let finding = found.report(site, format!("`{}` {slip}: {then}", visible(text.trim())));
            let may_do = match form {
                ComparedAs::Exact => false,
                ComparedAs::Words => is_split || !is_demanded(cleaned.as_deref(), slip),
                ComparedAs::OneOfSeveral => !is_public_url,
            };
            if may_do {
                finding.severity(Severity::Warning);
            }
            if let (Some(cleaned), Some(changes)) = (cleaned, changes) {
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
        // A secret may end in a comma or be in brackets, and a line end is cut off.
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

/// Whether scopes are sent to the identity provider, with blanks between them: a strict one refuses two blanks in a row
/// (RFC 6749, section 3.3). flyteadmin's own server does not mind.
fn goes_to_the_provider(cx: &Context<'_>, config: &str) -> bool {
    config.starts_with("auth.userAuth.") || !cx.is_internal()
}

/// Several audiences in one item of the list are one audience that no token has.
fn several(text: &str, config: &str, site: &ValueRef) -> Option<Slip> {
    // A text in place of the list is split at its commas.
    let is_item = matches!(site.path.0.last(), Some(Step::Index(_)));
    let is_list = (is_item && text.contains(',')) || text.contains(';') || text.contains(char::is_whitespace);
    (is_list && config.ends_with(".allowedAudience")).then_some(Slip::Several)
}

/// Whether it is the first item, or the only one: the one that counts where nothing else fits.
fn is_first(site: &ValueRef) -> bool {
    !matches!(site.path.0.last(), Some(Step::Index(index)) if *index > 0)
}

/// Whether a scope is one without which no one gets in, or the whole list is one scope.
fn is_demanded(cleaned: Option<&str>, slip: Slip) -> bool {
    slip == Slip::Brackets || matches!(cleaned, Some("openid" | SCOPE_ALL))
}

/// Whether one line end at its end is all that is wrong: flyteadmin and flytepropeller cut it off.
fn is_one_line_end(text: &str) -> bool {
    text.strip_suffix('\n').is_some_and(|line| line.trim() == line && Slip::find(line).is_none())
}
