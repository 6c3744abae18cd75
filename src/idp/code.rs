//! The setup of an identity provider as code, for the provider's own tools or Terraform.

use super::keycloak::{realm, terraform as keycloak};
use super::{Audience, ClientId, IdpKind, IdpRequirements, OAuthScope, entra, okta};
use crate::diagnostic::Fault;
use crate::template::RenderError;
use crate::text::visible;

/// The kinds of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum CodeFormat {
    /// A realm for Keycloak to import
    KeycloakRealm,
    /// Terraform: Okta, Entra ID, Keycloak
    Terraform,
}

/// The reason why there is no code.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum EmitError {
    /// Only Keycloak has realms.
    #[error("{name} has no realm file; only Keycloak does")]
    #[diagnostic(help("{}", instead_of_realm(*idp, name)))]
    NoRealm { idp: IdpKind, name: String },
    /// No Terraform provider can create what Flyte needs.
    #[error("there is no Terraform for {0}")]
    #[diagnostic(help("{}", GUIDE_HAS_STEPS))]
    NoTerraform(String),
    /// A text of the deployment is invalid.
    #[error("cannot generate code for {what}: {}", fault.message())]
    Unfit {
        what: &'static str,
        fault: Fault,
        /// The advice.
        #[help]
        help: Option<String>,
    },
    /// A template is broken.
    #[error("cannot generate the code")]
    Render(#[from] RenderError),
    /// JSON could not be written.
    #[error("cannot generate the realm")]
    Json(#[from] serde_json::Error),
}

const GUIDE_HAS_STEPS: &str = "omit `--emit`: `flyte-auth guide` lists the steps";

fn instead_of_realm(idp: IdpKind, name: &str) -> String {
    if has_terraform(idp) { format!("`--emit terraform` writes what {name} needs") } else { GUIDE_HAS_STEPS.to_owned() }
}

impl CodeFormat {
    /// Returns the formats for a provider, the simplest first.
    pub fn of(idp: IdpKind) -> Vec<Self> {
        let realm = (idp == IdpKind::Keycloak).then_some(Self::KeycloakRealm);
        let terraform = has_terraform(idp).then_some(Self::Terraform);
        realm.into_iter().chain(terraform).collect()
    }

    /// Returns the word for the format.
    pub const fn word(self) -> &'static str {
        match self {
            Self::KeycloakRealm => "keycloak-realm",
            Self::Terraform => "terraform",
        }
    }

    /// Returns the name of the format in a sentence.
    pub const fn title(self) -> &'static str {
        match self {
            Self::KeycloakRealm => "a realm to import",
            Self::Terraform => "Terraform",
        }
    }
}

/// Returns whether there is Terraform code. Google's Terraform provider cannot create an OAuth client for a web
/// application, and generic providers have none.
const fn has_terraform(idp: IdpKind) -> bool {
    matches!(idp, IdpKind::Okta | IdpKind::Keycloak | IdpKind::Entra)
}

/// Code, with a note for the user if the code cannot contain comments.
#[derive(Debug)]
pub struct Code {
    pub text: String,
    /// Instructions.
    pub note: Option<String>,
}

/// Generates the code that sets up a provider for a deployment. It contains no secret.
pub fn emit(idp: IdpKind, setup: &IdpRequirements<'_>, what: CodeFormat) -> Result<Code, EmitError> {
    let name = || {
        let issuer = setup.external.as_ref().map_or(setup.issuer, |it| it.issuer);
        idp.provider().name_at(issuer)
    };
    let write = match (what, idp) {
        (CodeFormat::KeycloakRealm, IdpKind::Keycloak) => realm::realm,
        (CodeFormat::Terraform, IdpKind::Keycloak) => keycloak::terraform,
        (CodeFormat::Terraform, IdpKind::Okta) => okta::terraform,
        (CodeFormat::Terraform, IdpKind::Entra) => entra::terraform,
        (CodeFormat::KeycloakRealm, _) => return Err(EmitError::NoRealm { idp, name: name() }),
        (CodeFormat::Terraform, IdpKind::Google | IdpKind::Oidc) => {
            return Err(EmitError::NoTerraform(name()));
        }
    };
    fit(setup)?;
    Ok(Code { text: write(setup)?, note: (what == CodeFormat::KeycloakRealm).then(|| realm::note(setup)) })
}

/// Checks that all IDs, audiences and scopes are valid. Answers are already checked; values may contain anything, such
/// as a shell variable, which Keycloak's import and Terraform would expand. Our own placeholders are allowed.
fn fit(setup: &IdpRequirements<'_>) -> Result<(), EmitError> {
    let url = setup.url.known();
    url.map_err(|fault| unfit("the public URL", fault))?;
    let id = |what, id: &ClientId| {
        let known = (!id.is_placeholder()).then(|| ClientId::parse(id.as_str()));
        known.transpose().map_err(|fault| unfit(what, fault))
    };
    let scopes = |what, scopes: &[OAuthScope]| {
        scopes
            .iter()
            .filter(|scope| !scope.as_str().contains('<'))
            .try_for_each(|scope| OAuthScope::parse(scope.as_str()).map(drop))
            .map_err(|fault| unfit(what, fault))
    };
    id("the console's client", setup.web.id)?;
    scopes("the console's scopes", setup.web.scopes)?;
    let Some(external) = &setup.external else {
        return Ok(());
    };
    id("flytectl's client", external.flytectl.id)?;
    id("flytepropeller's client", external.propeller.id)?;
    if let Some(ci) = &external.ci {
        id("CI's client", ci.id)?;
    }
    scopes("flytectl's scopes", external.flytectl.scopes)?;
    scopes("flytepropeller's scopes", external.propeller.scopes)?;
    scopes("the scope", std::slice::from_ref(external.scope))?;
    external
        .audience
        .iter()
        .filter(|audience| !audience.as_str().contains('<'))
        .try_for_each(|audience| Audience::parse(audience.as_str()).map(drop))
        .map_err(|fault| unfit("the audience", fault))
}

/// Returns the error for a text of the deployment that cannot be in code.
pub(super) fn unfit(what: &'static str, fault: Fault) -> EmitError {
    let help = fault.advice().map(str::to_owned);
    EmitError::Unfit { what, fault, help }
}

/// Returns an ID, or the default one if it is unknown.
pub(super) fn id_or<'a>(id: &'a ClientId, created: &'static str) -> &'a str {
    if id.is_placeholder() { created } else { id.as_str() }
}

/// Returns an ID that already exists at the provider.
pub(super) fn known(id: &ClientId) -> Option<&str> {
    (!id.is_placeholder()).then(|| id.as_str())
}

/// Returns the fault of a text that Keycloak refuses or that Terraform would not read as a word.
pub(super) fn not_a_word(what: &str, text: &str) -> Fault {
    Fault::new(format!("`{}` is not a valid name of a {what}", visible(text)))
        .help("use letters, digits, `-`, `_` and `.`")
}
