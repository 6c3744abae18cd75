//! The derived facts.

use serde_json::{Map, Value as Json};

use super::annotated::Annotated;
use crate::flyte::run::TokenUrl;
use crate::redact::redact_text;
use crate::release::Facts;
use crate::release::Model;
use crate::values::{style_of, write_scalar};

/// Returns the known facts by name.
fn known(model: &Model, show_secrets: bool) -> Vec<(&'static str, Json)> {
    let facts = Facts::of(model);
    let text = |url: Option<String>| url.map(Json::from);
    let token_url = facts.token_url.map(|url| match url {
        TokenUrl::Known(url) => url,
        TokenUrl::FromMetadata(url) => format!("token_endpoint of {url}"),
    });
    [
        ("authOn", facts.auth_on.map(Json::from)),
        ("serverType", facts.server_type.map(|kind| kind.name().into())),
        ("issuer", text(facts.issuer.as_ref().map(ToString::to_string))),
        ("idp", facts.login_idp.map(|idp| idp.word().into())),
        ("externalIssuer", text(facts.external_issuer.map(|url| url.to_string()))),
        ("publicUrl", text(facts.public_url.map(|url| url.to_string()))),
        ("propellerPublicUrl", text(facts.propeller_public_url.map(|url| url.to_string()))),
        ("acceptedAudiences", facts.accepted_audiences.map(Json::from)),
        ("metadataUrl", text(facts.metadata_url.map(|url| url.to_string()))),
        ("tokenUrl", text(token_url)),
        ("propellerScopes", facts.propeller_scopes.map(Json::from)),
        ("propellerAudience", text(facts.propeller_audience.filter(|audience| !audience.is_empty()))),
    ]
    .into_iter()
    .filter_map(|(name, fact)| fact.map(|fact| (name, shown(fact, show_secrets))))
    .collect()
}

/// Redacts the passwords in a fact's URLs.
fn shown(fact: Json, show_secrets: bool) -> Json {
    match fact {
        Json::String(text) if !show_secrets => redact_text(&text).into_owned().into(),
        Json::Array(items) => items.into_iter().map(|item| shown(item, show_secrets)).collect(),
        other => other,
    }
}

/// Writes the facts as YAML.
pub(super) fn write(page: &mut Annotated<'_>, model: &Model, show_secrets: bool) {
    let facts = known(model, show_secrets);
    page.line(0, if facts.is_empty() { "facts: {}" } else { "facts:" }, None);
    for (name, fact) in facts {
        let written = match &fact {
            Json::String(text) => quoted(text),
            Json::Array(items) => {
                let items: Vec<String> = items.iter().filter_map(Json::as_str).map(in_list).collect();
                format!("[{}]", items.join(", "))
            }
            other => other.to_string(),
        };
        page.line(2, &format!("{name}: {written}"), None);
    }
}

/// Returns the facts as JSON.
pub(super) fn json(model: &Model, show_secrets: bool) -> Map<String, Json> {
    known(model, show_secrets).into_iter().map(|(name, fact)| (name.to_owned(), fact)).collect()
}

fn quoted(text: &str) -> String {
    let mut written = String::new();
    write_scalar(&mut written, text, style_of(text, false), 0, false);
    written
}

/// Quotes a string inside `[…]`, where more characters are special.
fn in_list(text: &str) -> String {
    if text.contains([',', '[', ']', '{', '}']) { format!("{text:?}") } else { quoted(text) }
}
