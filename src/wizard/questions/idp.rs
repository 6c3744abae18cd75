//! Questions about the identity provider and the authorization server.

use serde_json::Value;

use super::{always, nothing};
use crate::idp::{ConsoleValue, IdpKind, Issuer, build};
use crate::wizard::prompter::Choice;
use crate::wizard::question::{AnswerForm, Offer, OfferValue, Question, offer};
use crate::wizard::state::{AnswerOrigin, WizardState};

pub(super) static KIND: Question = Question {
    key: "idp.type",
    title: "Identity provider",
    applies: always,
    message: |_| "Which identity provider do people log in with?".to_owned(),
    help: |_| String::new(),
    form: AnswerForm::Choice(|_| {
        let about = |kind| match kind {
            IdpKind::Google => "Google Workspace and Google accounts",
            IdpKind::Okta => "an org at okta.com or with a custom domain",
            IdpKind::Keycloak => "your own server",
            IdpKind::Entra => "formerly Azure AD",
            IdpKind::Oidc => "any other: Auth0, Authentik, Dex, GitLab, …",
        };
        IdpKind::ALL.into_iter().map(|kind| offer(kind.word(), kind.to_string(), about(kind))).collect()
    }),
    default: nothing,
    also_governs: &["~keycloak", "~registered"],
};

pub(super) static ORG: Question = Question {
    key: "idp.org",
    title: "Okta org",
    applies: |state| needs_parts(state, IdpKind::Okta),
    message: |_| "Which Okta org?".to_owned(),
    help: |state| found_at(state, ConsoleValue::Org),
    form: AnswerForm::Text,
    default: nothing,
    also_governs: &["idp.server", "authServer"],
};

pub(super) static SERVER: Question = Question {
    key: "idp.server",
    title: "Okta authorization server",
    applies: |state| needs_parts(state, IdpKind::Okta),
    message: |_| "Which Okta authorization server?".to_owned(),
    help: |state| found_at(state, ConsoleValue::Server),
    form: AnswerForm::Choice(|state| {
        let mut offers = vec![
            offer("default", "default", "the custom server included in API Access Management"),
            Offer {
                choice: Choice::new("another custom server", "its ID looks like aus1a2b3c4"),
                means: OfferValue::Other("ID of the authorization server?"),
            },
        ];
        let must_issue_tokens = state.is_given("authServer") && state.is("authServer", "external");
        if !must_issue_tokens {
            offers.push(Offer {
                choice: Choice::new("the org server", "login only: it cannot issue Flyte's access tokens"),
                means: OfferValue::Nothing,
            });
        }
        offers
    }),
    // Without questions, it is the org server, which every org has.
    default: nothing,
    also_governs: &["authServer", "audience"],
};

pub(super) static ADDRESS: Question = Question {
    key: "idp.url",
    title: "Keycloak URL",
    applies: |state| needs_parts(state, IdpKind::Keycloak),
    message: |_| "Base URL of Keycloak?".to_owned(),
    help: |state| found_at(state, ConsoleValue::Address),
    form: AnswerForm::Text,
    default: nothing,
    also_governs: &["~keycloak", "idp.realm"],
};

/// Whether the realms are under `/auth`. In an answers file, this is the end of the URL.
pub(super) static PATH: Question = Question {
    key: "~keycloak.path",
    title: "Keycloak path",
    applies: |state| {
        needs_parts(state, IdpKind::Keycloak)
            && state.is_entered("idp.url")
            && state.origin("idp.url") != Some(AnswerOrigin::Found)
            && state.text("idp.url").is_some_and(is_bare)
    },
    message: |_| "At which path does Keycloak serve its realms?".to_owned(),
    help: |_| "see the URL of a login page; Keycloak 17 dropped `/auth`".to_owned(),
    form: AnswerForm::Choice(|_| {
        vec![
            offer("new", "/realms/…", "Keycloak 17 and later"),
            offer("auth", "/auth/realms/…", "before Keycloak 17, or configured with that path"),
        ]
    }),
    default: |_| Some(Value::from("new")),
    also_governs: &[],
};

pub(super) static REALM: Question = Question {
    key: "idp.realm",
    title: "Realm",
    applies: |state| needs_parts(state, IdpKind::Keycloak),
    message: |_| "Which Keycloak realm?".to_owned(),
    help: |state| found_at(state, ConsoleValue::Realm),
    form: AnswerForm::Text,
    default: nothing,
    also_governs: &[],
};

pub(super) static TENANT: Question = Question {
    key: "idp.tenant",
    title: "Tenant",
    applies: |state| needs_parts(state, IdpKind::Entra),
    message: |_| "Directory (tenant) ID?".to_owned(),
    help: |state| found_at(state, ConsoleValue::Tenant),
    form: AnswerForm::Text,
    default: nothing,
    also_governs: &[],
};

pub(super) static ISSUER: Question = Question {
    key: "idp.issuer",
    title: "Issuer",
    applies: |state| state.idp() == Some(IdpKind::Oidc) || state.get("idp.issuer").is_some(),
    message: |_| "Issuer of the identity provider?".to_owned(),
    help: |state| found_at(state, ConsoleValue::Issuer),
    form: AnswerForm::Text,
    default: nothing,
    also_governs: &["authServer", "audience"],
};

pub(super) static AUTH_SERVER: Question = Question {
    key: "authServer",
    title: "Authorization server",
    applies: |state| only_server(state).is_none(),
    message: |_| "Which authorization server issues Flyte's access tokens?".to_owned(),
    help: |_| "internal, unless you need tokens from your identity provider: fewer clients to register".to_owned(),
    form: AnswerForm::Choice(|state| {
        let serves_all = state.idp().is_some_and(|kind| kind.provider().one_registration_serves_all());
        let clients = if serves_all { "one to three clients" } else { "three clients" };
        vec![
            offer(
                "internal",
                "internal (recommended)",
                "Flyte itself (flyteadmin): one client to register, works with every provider",
            ),
            offer(
                "external",
                "external",
                format!(
                    "{}: central revocation, its own service accounts; {clients} and a scope to set up",
                    name(state)
                ),
            ),
        ]
    }),
    default: |_| Some(Value::from("internal")),
    also_governs: &["~flows", "~registered"],
};

/// Returns whether the provider is of this kind, and its issuer must be built from parts.
fn needs_parts(state: &WizardState<'_>, kind: IdpKind) -> bool {
    state.idp() == Some(kind) && state.get("idp.issuer").is_none()
}

/// Returns whether an address has no path.
fn is_bare(address: &str) -> bool {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest).trim_end_matches('/');
    !rest.contains('/')
}

/// Returns where to find a value in the provider's console.
pub(super) fn found_at(state: &WizardState<'_>, value: ConsoleValue) -> String {
    state.idp().map(|kind| kind.provider().where_to_find(value).to_owned()).unwrap_or_default()
}

/// Returns the provider's name within a sentence.
pub(in crate::wizard) fn name(state: &WizardState<'_>) -> String {
    let Some(kind) = state.idp() else {
        return "the identity provider".to_owned();
    };
    issuer(state).map_or_else(|| kind.to_string(), |issuer| kind.provider().name_at(&issuer))
}

/// Returns the provider's name before a noun: `Google client ID`.
pub(super) fn short_name(state: &WizardState<'_>) -> String {
    match state.idp() {
        Some(IdpKind::Entra) => "Entra".to_owned(),
        Some(IdpKind::Oidc) | None => name(state),
        Some(kind) => kind.to_string(),
    }
}

/// Returns Keycloak's address with `/auth`, if that was answered separately.
pub(in crate::wizard) fn keycloak_address(state: &WizardState<'_>) -> Option<String> {
    if !(PATH.applies)(state) || !state.is(PATH.key, "auth") {
        return None;
    }
    let address = state.text("idp.url")?.trim_end_matches('/');
    Some(format!("{address}/auth"))
}

/// Returns a provisional second part of an issuer while only its first part is known, so that the first one can be
/// checked.
pub(in crate::wizard) fn provisional(state: &WizardState<'_>) -> Option<(&'static str, &'static str)> {
    let half = |first: &str, second: &str| state.get(first).is_some() && !state.is_settled(second);
    if needs_parts(state, IdpKind::Okta) && half(ORG.key, SERVER.key) {
        return Some((SERVER.key, "default"));
    }
    if needs_parts(state, IdpKind::Keycloak) && half(ADDRESS.key, REALM.key) {
        return Some((REALM.key, "realm"));
    }
    None
}

/// Returns the issuer that the answers so far describe.
pub(super) fn issuer(state: &WizardState<'_>) -> Option<Issuer> {
    if let Some(text) = state.text("idp.issuer") {
        return Issuer::parse(text).ok();
    }
    let built = match state.idp()? {
        IdpKind::Google => build::google(),
        // Without a server, it is the org server, once the question was answered.
        IdpKind::Okta if !state.is_settled("idp.server") => return None,
        IdpKind::Okta => build::okta(state.text("idp.org")?, state.text("idp.server")),
        IdpKind::Keycloak => {
            let address = keycloak_address(state);
            let address = address.as_deref().or_else(|| state.text("idp.url"))?;
            build::keycloak(address, state.text("idp.realm")?)
        }
        IdpKind::Entra => build::entra(state.text("idp.tenant")?),
        IdpKind::Oidc => return None,
    };
    built.ok()
}

/// Returns the only possible authorization server, if the identity provider cannot be one and no answer requires it.
pub(in crate::wizard) fn only_server(state: &WizardState<'_>) -> Option<&'static str> {
    if state.is_given("authServer") {
        return None;
    }
    let kind = state.idp()?;
    let can_be_external = kind.provider().check_external(&issuer(state)?).is_ok();
    (!can_be_external).then_some("internal")
}
