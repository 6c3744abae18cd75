//! Fetches JSON documents, and explains failures.

use serde_json::{Map, Value};
use url::Url;

use super::gatekeeper::Gatekeeper;
use super::network::{Certificate, HttpAnswer, HttpRequest, MAX_BODY, Network, Unreachable};
use super::probe::Trouble;
use crate::text::{visible, visible_url};

/// The maximum number of redirects within one host.
const MAX_REDIRECTS: usize = 5;

/// A document, with the certificate of its server.
#[derive(Debug, Clone)]
pub(super) struct JsonDocument {
    pub(super) json: Map<String, Value>,
    pub(super) certificate: Option<Certificate>,
}

/// The reason why there is no document.
#[derive(Debug, Clone)]
pub(super) enum NoDocument {
    /// The server does not answer.
    Unreachable(Unreachable),
    /// The answer is not the document.
    Refused {
        trouble: Trouble,
        /// 0 if the status does not matter.
        status: u16,
        certificate: Option<Certificate>,
    },
}

/// Fetches a JSON object. Redirects are followed within the host, but not to another one.
pub(super) fn document(network: &dyn Network, text: &str) -> Result<JsonDocument, NoDocument> {
    let refused = |trouble| NoDocument::Refused { trouble, status: 0, certificate: None };
    let shown = visible_url(text);
    let mut url = Url::parse(text).map_err(|_| refused(Trouble::new(format!("`{shown}` is not a URL"))))?;
    for _ in 0..=MAX_REDIRECTS {
        let answer = network.http(&HttpRequest::get(url.clone())).map_err(NoDocument::Unreachable)?;
        if !(300..400).contains(&answer.status) {
            return read(&shown, answer);
        }
        let next = answer.header("location").and_then(|location| url.join(location).ok());
        match next {
            Some(next) if next.origin() == url.origin() => url = next,
            Some(next) => {
                let trouble = elsewhere(&shown, &next, &answer);
                return Err(NoDocument::Refused { trouble, status: answer.status, certificate: answer.certificate });
            }
            None => return Err(refused(Trouble::new(format!("{shown} answers {} without a target", answer.status)))),
        }
    }
    Err(refused(Trouble::new(format!("{shown} redirects more than {MAX_REDIRECTS} times"))))
}

/// Reports a redirect to another host, which is not followed.
fn elsewhere(shown: &str, next: &Url, answer: &HttpAnswer) -> Trouble {
    let target = visible_url(next.as_str());
    match Gatekeeper::of(answer) {
        Some(gatekeeper) => gatekeeper.trouble(shown),
        None => {
            Trouble::new(format!("{shown} redirects to another host, {target}; flyteadmin follows, `check` does not"))
                .fix("use the URL that answers without a redirect")
        }
    }
}

fn read(shown: &str, answer: HttpAnswer) -> Result<JsonDocument, NoDocument> {
    let HttpAnswer { status, certificate, .. } = &answer;
    let refused = |trouble| NoDocument::Refused { trouble, status: *status, certificate: certificate.clone() };
    if answer.status != 200 {
        let gatekeeper = Gatekeeper::of(&answer).map(|gatekeeper| gatekeeper.trouble(shown));
        return Err(refused(gatekeeper.unwrap_or_else(|| Trouble::new(format!("{shown} answers {}", answer.status)))));
    }
    if answer.is_cut {
        return Err(refused(Trouble::new(format!("{shown} is longer than {} MiB", MAX_BODY >> 20))));
    }
    match serde_json::from_slice(&answer.body) {
        Ok(Value::Object(json)) => Ok(JsonDocument { json, certificate: answer.certificate }),
        _ => Err(refused(Trouble::new(format!("{shown} is not a JSON document but {}", what(&answer))))),
    }
}

/// Describes an answer that is not JSON.
pub(super) fn what(answer: &HttpAnswer) -> String {
    let start = answer.body.trim_ascii_start();
    let is_html = start.first() == Some(&b'<');
    match answer.header("content-type").map(|kind| kind.split(';').next().unwrap_or(kind)) {
        _ if answer.body.is_empty() => "empty".to_owned(),
        Some("application/json") if serde_json::from_slice::<Value>(&answer.body).is_err() => "broken JSON".to_owned(),
        Some("application/json") => "JSON".to_owned(),
        _ if is_html => "an HTML page".to_owned(),
        Some(kind) => format!("`{}`", visible(kind.trim())),
        None => "text".to_owned(),
    }
}
