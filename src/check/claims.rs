//! Checks a token's claims like flyteadmin, and explains what to change at the identity provider.

use serde_json::Value;

use super::examination::Examination;
use super::probe::{ProbeKind, Trouble};
use super::token::{Jwt, shown};
use crate::flyte::run::{ClaimsVerdict, Denial, verify_claims};
use crate::idp::{ConsoleValue, IdpKind, SCOPE_ALL};
use crate::text::visible;

impl Examination<'_> {
    /// Checks a token's claims like flyteadmin: `audiences` are accepted, `requested` scopes were requested.
    pub(super) fn claims_of(
        &mut self,
        kind: &'static ProbeKind,
        jwt: &Jwt,
        audiences: &[String],
        requested: &[String],
    ) {
        match verify_claims(audiences, &jwt.claims) {
            // flyteadmin's own tokens for services have none.
            ClaimsVerdict::Accepted { subject, .. } if subject.is_empty() && self.expected.external.is_some() => {
                let trouble = Trouble::new("the token has no `sub`, so flyteadmin has no name for the caller");
                let trouble = if self.expected.idp == IdpKind::Keycloak {
                    trouble.at(
                        "assign the client scope `basic` (Keycloak 25 and later)",
                        self.console().field_about("as Default"),
                    )
                } else {
                    trouble.fix("configure the provider to add `sub` to access tokens")
                };
                self.warned(kind, trouble);
            }
            ClaimsVerdict::Accepted { scopes, .. } => {
                let audience = texts(jwt.claims.get("aud")).into_iter().find(|it| audiences.contains(it));
                let audience = visible(&audience.unwrap_or_default());
                self.ok(kind, format!("`aud` is {audience}, scopes are {}", visible(&scopes.join(" "))));
            }
            ClaimsVerdict::Denied(denial) => {
                let trouble = self.about(&denial, jwt, requested);
                self.failed(kind, trouble);
            }
        }
        self.claims(shown(&jwt.claims, self.options.shows_claims));
    }

    /// Reports a token that is not a JWT.
    pub(super) fn opaque(&mut self, kind: &'static ProbeKind) {
        let trouble = Trouble::new("the access token is opaque, not a JWT, so flyteadmin rejects it")
            .set(
                "request the API's audience in {}: several providers issue JWTs only then",
                self.settings.place("admin.audience"),
            )
            .fix("or let flyteadmin issue the tokens (`flyte-auth generate --auth-server internal`)");
        self.failed(kind, trouble);
    }

    fn about(&self, denial: &Denial, jwt: &Jwt, requested: &[String]) -> Trouble {
        match denial {
            Denial::Audience { found, expected } => self.about_audience(found, expected),
            Denial::Scope(found) => self.about_scope(found, jwt, requested),
            Denial::ScopeType => Trouble::new(format!("flyteadmin rejects the token: {denial}"))
                .at("configure the mapper to write `scp` as a JSON array", self.console().field_of("scp")),
            Denial::Panic(claim) => Trouble::new(format!("flyteadmin rejects the token: {denial}"))
                .fix(format!("remove the mapper that writes `{claim}`, or configure it to write a string")),
        }
    }

    fn about_audience(&self, found: &[String], expected: &[String]) -> Trouble {
        let shown = if found.is_empty() { "no audience".to_owned() } else { listed(found) };
        let message = format!(
            "flyteadmin rejects the token (`invalid audience`): it is for {shown}, but flyteadmin accepts {}",
            listed(expected)
        );
        let trouble = Trouble::new(message);
        let first =
            self.deployment.and_then(|deployment| deployment.external()).and_then(|server| server.audience.first());
        let first = first
            .map_or_else(|| expected.first().cloned().unwrap_or_default(), |audience| audience.as_str().to_owned());
        let allowed = self.settings.place("auth.appAuth.externalAuthServer.allowedAudience");
        let is_slash =
            |other: &String| expected.iter().any(|it| it.trim_end_matches('/') == other.trim_end_matches('/'));
        match self.expected.idp {
            _ if self.expected.external.is_none() => trouble.public_url_first(&self.settings),
            _ if found.iter().any(is_slash) => {
                trouble.set("write the audience in {} exactly as in the token, including the slash", allowed)
            }
            IdpKind::Keycloak => trouble.at(
                format!(
                    "add an audience mapper for `{}` to the client scope `{SCOPE_ALL}`, and assign that scope to \
                    the client",
                    visible(&first)
                ),
                self.console().field_of(&first),
            ),
            IdpKind::Entra => trouble
                .set("list both forms in {}: the application's ID and `api://<ID>`", allowed)
                .rule("entra-audience-form"),
            _ => trouble
                .at(
                    format!("configure the provider to issue tokens for `{}`", visible(&first)),
                    self.console().place_of(ConsoleValue::Audience),
                )
                .set("or list the token's audience in {}, if it is the API's", allowed)
                .rule("external-missing-allowed-audience"),
        }
    }

    fn about_scope(&self, found: &[String], jwt: &Jwt, requested: &[String]) -> Trouble {
        let has = if found.is_empty() { "no claim `scp`".to_owned() } else { format!("`scp` with {}", listed(found)) };
        let message = format!(
            "flyteadmin rejects the token (`authenticated user doesn't have required scope`): it has {has}, but \
                `{SCOPE_ALL}` is required"
        );
        let trouble = Trouble::new(message);
        let is_granted =
            texts(jwt.claims.get("scope")).iter().any(|scope| scope.split(' ').any(|word| word == SCOPE_ALL));
        let is_requested =
            requested.iter().any(|scope| scope.split(' ').any(|word| word == SCOPE_ALL || word.ends_with("/all")));
        if !is_requested && self.expected.idp != IdpKind::Entra {
            return trouble
                .set(&format!("request the scope `{SCOPE_ALL}` in {{}}"), self.settings.place("admin.scopes"))
                .rule("all-scope-missing-at-idp");
        }
        match self.expected.idp {
            IdpKind::Entra => trouble
                .at(
                    "expose only one scope, named `all`: Entra writes all consented scopes into one string",
                    self.console().place_of(ConsoleValue::Audience),
                )
                .rule("entra-custom-scope-not-named-all"),
            IdpKind::Keycloak => trouble
                .at(
                    "add a mapper that writes `scp`, and assign its client scope to the \
                    client",
                    self.console().field_of("scp"),
                )
                .rule("keycloak-service-account-scope-claim"),
            _ if is_granted && jwt.claims.contains_key("client_id") => trouble
                .fix(
                    "the provider writes scopes into `scope`, which flyteadmin does not read: add a claim `scp` with \
                    [\"all\"]",
                )
                .fix("Auth0: use Auth0's token profile instead of RFC 9068, which has no `client_id`"),
            _ => trouble
                .at(
                    format!(
                        "grant the scope `{SCOPE_ALL}` to the client, in the claim \
                    `scp`"
                    ),
                    self.console().field_of(SCOPE_ALL),
                )
                .rule("all-scope-missing-at-idp"),
        }
    }
}

/// Returns the texts of a claim that is a text or a list of texts.
fn texts(claim: Option<&Value>) -> Vec<String> {
    match claim {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn listed(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| format!("`{}`", visible(item))).collect();
    items.join(", ")
}
