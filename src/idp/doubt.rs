//! Detects issuers with a valid form that are probably misspelled.

use super::{Issuer, ProviderHosts};
use crate::diagnostic::Fault;

/// Returns the probable fault of an issuer: its host differs in one letter from that of a provider, or it is the
/// address of a Keycloak without the realm. It is not certain, since another host may have that name.
pub fn doubt(issuer: &Issuer) -> Option<Fault> {
    let host = issuer.host();
    if let Some(right) = misspelled(host) {
        let issuer_right = issuer.as_str().replacen(host, &right, 1);
        return Some(
            Fault::new(format!("the host `{host}` is probably a misspelling of `{right}`"))
                .help(format!("did you mean `{issuer_right}`?"))
                .suggest(issuer_right),
        );
    }
    let segments = issuer.segments();
    let is_near = |word: &str| word == "realm" || (word != "realms" && word.eq_ignore_ascii_case("realms"));
    let is_near_realm = matches!(segments.as_slice(), [word, _] | ["auth", word, _] if is_near(word));
    let lacks_realm = host.contains("keycloak") && matches!(segments.as_slice(), [] | ["" | "auth" | "realms"]);
    (is_near_realm || lacks_realm).then(|| {
        let path = if segments.first() == Some(&"auth") { "/auth/realms/<realm>" } else { "/realms/<realm>" };
        Fault::new(format!("`{issuer}` is probably not an issuer of Keycloak, which has one for each realm"))
            .help(format!("did you mean `https://{host}{path}`?"))
    })
}

/// Returns the fault of an issuer that names the same address as another one which providers write: they compare issuers
/// as text (OpenID Connect Discovery 1.0, section 4.3).
pub fn other_form(issuer: &Issuer) -> Option<Fault> {
    let text = issuer.as_str();
    let (scheme, rest) = text.split_once("://")?;
    let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let usual_port = if scheme == "https" { ":443" } else { ":80" };
    let (what, right) = if authority.chars().any(|c| c.is_ascii_uppercase()) {
        ("has capital letters in its host, which issuers do not have", authority.to_ascii_lowercase())
    } else {
        let host = authority.strip_suffix(usual_port)?;
        ("has the default port, which issuers leave out", host.to_owned())
    };
    let right = format!("{scheme}://{right}{path}");
    Some(Fault::new(format!("`{text}` {what}")).help(format!("did you mean `{right}`?")).suggest(right))
}

/// Returns the host of a provider that `host` is one typo away from.
fn misspelled(host: &str) -> Option<String> {
    let is_slip = |one: &str, other: &str| one != other && strsim::damerau_levenshtein(one, other) == 1;
    let mut shared = ProviderHosts::all().flat_map(|(_, _, hosts)| hosts.shared);
    if let Some(right) = shared.find(|right| is_slip(host, right) || right.strip_suffix(".com") == Some(host)) {
        return Some((*right).to_owned());
    }
    let mut domains = ProviderHosts::all().flat_map(|(_, _, hosts)| hosts.of_customers);
    domains.find_map(|right| {
        let (name, top) = right.split_once('.')?;
        // `okta.co`: only the end of the name is wrong.
        let (before, there) = host.rsplit_once(&format!("{name}."))?;
        let is_name = before.ends_with('.') && is_slip(there, top);
        is_name.then(|| format!("{before}{right}"))
    })
}

#[cfg(test)]
mod tests {
    use super::{Issuer, doubt, other_form};

    #[test]
    fn finds_other_forms_of_an_address() {
        for (text, right) in [
            ("https://SSO.example.org/realms/Main", Some("https://sso.example.org/realms/Main")),
            ("https://sso.example.org:443/realms/main", Some("https://sso.example.org/realms/main")),
            ("http://localhost:80/realms/main", Some("http://localhost/realms/main")),
            ("https://sso.example.org:8443/realms/main", None),
            ("https://sso.example.org", None),
        ] {
            let fault = other_form(&Issuer::parse(text).unwrap());
            assert_eq!(fault.as_ref().and_then(|fault| fault.suggestion()), right, "{text}");
        }
    }

    #[test]
    fn finds_misspelled_hosts_and_realms() {
        for (text, advice) in [
            ("https://account.google.com", "did you mean `https://accounts.google.com`?"),
            ("https://accounts.google", "did you mean `https://accounts.google.com`?"),
            ("https://dev-1.okta.co/oauth2/default", "did you mean `https://dev-1.okta.com/oauth2/default`?"),
            ("https://logi.microsoftonline.com/a/v2.0", "did you mean `https://login.microsoftonline.com/a/v2.0`?"),
            ("https://x.eu.auth0.con/", "did you mean `https://x.eu.auth0.com/`?"),
            ("https://acme.okta-emea.co", "did you mean `https://acme.okta-emea.com`?"),
            ("https://acme.zitadel.clod", "did you mean `https://acme.zitadel.cloud`?"),
            ("https://kc.example.org/realm/flyte", "did you mean `https://kc.example.org/realms/<realm>`?"),
            ("https://kc.example.org/REALMS/FLYTE", "did you mean `https://kc.example.org/realms/<realm>`?"),
            ("https://keycloak.example.org", "did you mean `https://keycloak.example.org/realms/<realm>`?"),
        ] {
            let fault = doubt(&Issuer::parse(text).unwrap()).expect(text);
            assert_eq!(fault.advice(), Some(advice), "{text}");
        }
        for text in [
            "https://accounts.google.com",
            "https://dev-1.okta.com",
            "https://acme.okta-emea.com",
            "https://login.microsoftonline.us/a/v2.0",
            "https://login.okra.com",
            "https://idp.example.co",
            "https://keycloak.example.org/realms/flyte",
            "https://keycloak.example.org/auth/realms/flyte",
        ] {
            assert!(doubt(&Issuer::parse(text).unwrap()).is_none(), "{text}");
        }
    }
}
