//! Client IDs, audiences and scopes: names that both charts' templates print.

use std::fmt;

use serde::Serialize;

use crate::diagnostic::Fault;
use crate::text::{is_sample, visible};
use crate::values::is_placeholder;

/// A client ID as the identity provider issued it.
///
/// Both charts render it without escaping (flyte-binary without quotes in `000-core.yaml`, flyte-core between single
/// quotes in `admin.yaml`; v1.16.8), so characters that would break the YAML are refused.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct ClientId(String);

impl ClientId {
    /// Parses a client ID. A fault names the characters that the charts cannot render.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let help = "copy it from the application's page at the identity provider";
        if let Some(id) = without_key(text) {
            let key = text.strip_suffix(id).unwrap_or_default().trim_end();
            return Err(Fault::new(format!("the client ID begins with `{}`, which is not part of it", visible(key)))
                .help(help)
                .suggest(id));
        }
        passable(text, "the client ID", help)?;
        Ok(Self(text.to_owned()))
    }

    /// Creates an ID that is known to be valid.
    pub(crate) fn known(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Creates a placeholder for an unknown ID; `user` is the client's user.
    pub fn placeholder(user: &str) -> Self {
        Self(format!("<{user}-client-id>"))
    }

    /// Creates an ID from values, in which it may be a placeholder.
    pub fn as_found(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Returns whether it is one of our placeholders.
    pub fn is_placeholder(&self) -> bool {
        self.0.starts_with('<')
    }

    /// Returns whether it is an actual ID, not a placeholder.
    pub fn is_known(&self) -> bool {
        !self.is_placeholder() && !is_placeholder(&self.0)
    }

    /// Returns the ID as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns the client ID in a text that was copied with its key, such as `clientId=0oaweb` or `client_id: 0oaweb`.
pub fn without_key(text: &str) -> Option<&str> {
    let (key, id) = text.split_once(['=', ':'])?;
    let key: String = key.chars().filter(char::is_ascii_alphabetic).collect();
    let id = id.trim();
    (["clientid", "applicationid", "appid"].contains(&&*key.to_ascii_lowercase()) && !id.is_empty()).then_some(id)
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A value of the `aud` claim: the API that a token is for. flyteadmin compares it byte by byte.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Audience(String);

impl Audience {
    /// Parses an audience. A fault names the characters that the charts cannot render: flyteadmin would split it at a
    /// comma (weak decoding of lists, `flytestdlib/config`), and flyte-binary renders it without quotes.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        passable(text, "the audience", "use the audience of the identity provider's access tokens")?;
        if is_sample(text) {
            return Err(Fault::new(format!("the audience `{}` is a placeholder", visible(text)))
                .help("use the audience of the identity provider's access tokens"));
        }
        if text.contains(',') {
            return Err(Fault::new(format!("the audience `{}` contains a comma", visible(text)))
                .help("write a list with one audience per item"));
        }
        Ok(Self(text.to_owned()))
    }

    /// Creates an audience from values, or from an ID that may be a placeholder.
    pub fn as_found(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the audience as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An OAuth scope (RFC 6749 §3.3: printable ASCII without whitespace, `"` and `\`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct OAuthScope(String);

impl OAuthScope {
    pub fn parse(text: &str) -> Result<Self, Fault> {
        passable(text, "the scope", "a scope is one word, as the identity provider defines it")?;
        Ok(Self(text.to_owned()))
    }

    /// Creates a scope that is known to be valid.
    pub(crate) fn known(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the scope as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OAuthScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Checks that both charts' templates print `text` unchanged: they write such names without quotes or between single
/// quotes, and evaluate some of them with `tpl`.
fn passable(text: &str, what: &str, help: &str) -> Result<(), Fault> {
    let shown = visible(text);
    if text.is_empty() {
        return Err(Fault::new(format!("{what} is empty")).help(help));
    }
    if text.starts_with('<') || text.ends_with('>') || text.contains("${") {
        return Err(Fault::new(format!("`{shown}` is a placeholder")).help(help));
    }
    if text.contains(char::is_whitespace) {
        return Err(Fault::new(format!("{what} `{shown}` contains whitespace")).help(help));
    }
    if let Some(c) = text.chars().find(|c| !c.is_ascii_graphic() || matches!(c, '\'' | '"' | '\\' | '`' | '#')) {
        return Err(Fault::new(format!(
            "{what} `{shown}` contains `{}`, which Flyte's charts do not pass on unchanged",
            visible(&c.to_string())
        ))
        .help(help));
    }
    if text.contains("{{") {
        return Err(
            Fault::new(format!("{what} `{shown}` contains `{{{{`, which the charts evaluate as a template")).help(help)
        );
    }
    if !text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') || text.ends_with(':') {
        return Err(Fault::new(format!(
            "{what} `{shown}` {}, but the charts write it into YAML without quotes",
            if text.ends_with(':') { "ends in `:`" } else { "does not start with a letter, a digit or `_`" }
        ))
        .help(help));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Audience, ClientId};

    #[test]
    fn accepts_ids_that_providers_issue() {
        for id in [
            "1234-abc.apps.googleusercontent.com",
            "0oa1b2c3d4E5f6G7h8i9",
            "11111111-2222-3333-4444-555555555555",
            "flyte_web",
            "https://flyte.example.org/saml",
            "0123456",
        ] {
            assert_eq!(ClientId::parse(id).unwrap().as_str(), id);
        }
    }

    #[test]
    fn rejects_ids_that_the_charts_break() {
        let errors = ["", "<client_id>", "a b", "a'b", "a{{b", "&a", "a:", "é", "a\u{1b}"]
            .map(|id| ClientId::parse(id).unwrap_err().to_string())
            .join("\n");
        insta::assert_snapshot!(errors, @r"
        the client ID is empty
        `<client_id>` is a placeholder
        the client ID `a b` contains whitespace
        the client ID `a'b` contains `'`, which Flyte's charts do not pass on unchanged
        the client ID `a{{b` contains `{{`, which the charts evaluate as a template
        the client ID `&a` does not start with a letter, a digit or `_`, but the charts write it into YAML without quotes
        the client ID `a:` ends in `:`, but the charts write it into YAML without quotes
        the client ID `é` contains `é`, which Flyte's charts do not pass on unchanged
        the client ID `a\u{1b}` contains `\u{1b}`, which Flyte's charts do not pass on unchanged
        ");
        assert_eq!(
            Audience::parse("https://a,https://b").unwrap_err().to_string(),
            "the audience `https://a,https://b` contains a comma"
        );
    }
}
