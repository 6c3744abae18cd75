//! Hides secrets in texts.

use super::{lines, one_line, tree};
use crate::text::{Span, cover, replace};
use crate::yaml::{self, HelmVersion, NodeKind, Stream};

/// Replaces secrets in `text` with asterisks: all other bytes keep their positions.
pub fn covered(text: &str) -> String {
    cover(text, &spans(text))
}

/// Replaces secrets with asterisks in a text that is already parsed.
pub fn streams_covered(text: &str, stream: &Stream) -> String {
    cover(text, &spans_of(text, stream))
}

/// Replaces secrets in `text` with [`REDACTED`](crate::text::REDACTED). The number of lines does not change.
pub fn replaced(text: &str) -> String {
    replace(text, &spans(text))
}

/// Replaces secret settings in lines of a log with asterisks: all other bytes keep their positions.
pub fn log_covered(text: &str) -> String {
    cover(text, &spans_in_log(text))
}

/// Replaces secret settings in lines of a log with [`REDACTED`](crate::text::REDACTED).
pub fn log_replaced(text: &str) -> String {
    replace(text, &spans_in_log(text))
}

/// Finds the secrets in a log, which may also be values that were logged or pasted: those are read as YAML.
fn spans_in_log(text: &str) -> Vec<Span> {
    // Without a document there are only comments, such as those of values.
    let are_values = |stream: &Stream| {
        let is_map = stream.documents.iter().any(|all| all.node(all.root()).kind() == NodeKind::Map);
        is_map || stream.documents.is_empty()
    };
    let hidden = match yaml::read(text.as_bytes(), HelmVersion::V3) {
        Ok(stream) if are_values(&stream) => spans_of(text, &stream),
        _ => lines::in_log(text),
    };
    hidden.into_iter().flat_map(|span| without_errors(text, span)).collect()
}

/// Returns the secrets in a span that looks like a secret's value. The rest of an error message is not one, although it
/// follows a word such as `token` and a colon: `failed to get token: oauth2: cannot fetch token: 401 Unauthorized`.
fn without_errors(text: &str, span: Span) -> Vec<Span> {
    let value = text.get(span.range()).unwrap_or_default();
    let package = ERRORS.iter().find(|prefix| value.starts_with(**prefix)).map(|prefix| prefix.len());
    let Some(length) = package.or_else(|| is_status(value).then_some(STATUS_LENGTH)) else { return vec![span] };
    let start = span.start + length;
    let inner = one_line::in_value(text.get(start..span.end).unwrap_or_default()).into_iter();
    inner.flat_map(|inner| without_errors(text, Span::new(start + inner.start, start + inner.end))).collect()
}

/// The beginnings of errors that flyteadmin, flytepropeller and flytectl append to their messages: of
/// `golang.org/x/oauth2`, `github.com/coreos/go-oidc`, gRPC, and Go's HTTP client (`net/http`, `net/url.Error`), whose
/// quotes are escaped in JSON.
const ERRORS: [&str; 13] = [
    "oauth2: ",
    "oidc: ",
    "rpc error: ",
    "Get \"",
    "Get \\\"",
    "Post \"",
    "Post \\\"",
    "dial tcp",
    "net/http: ",
    "tls: ",
    "x509: ",
    "context canceled",
    "context deadline exceeded",
];

/// The length of the code of an HTTP status.
const STATUS_LENGTH: usize = 3;

/// Returns whether a text begins with an HTTP status, as in `oauth2: cannot fetch token: 401 Unauthorized`.
fn is_status(text: &str) -> bool {
    let (code, reason) = text.split_once(' ').unwrap_or((text, ""));
    let is_code = code.len() == STATUS_LENGTH
        && code.starts_with(['3', '4', '5'])
        && code.bytes().all(|byte| byte.is_ascii_digit());
    is_code && reason.starts_with(|c: char| c.is_ascii_uppercase())
}

fn spans(text: &str) -> Vec<Span> {
    match yaml::read(text.as_bytes(), HelmVersion::V3) {
        Ok(stream) => spans_of(text, &stream),
        Err(_) => lines::spans(text),
    }
}

fn spans_of(text: &str, stream: &Stream) -> Vec<Span> {
    // Without a document there are only comments.
    if stream.documents.is_empty() {
        return lines::spans(text);
    }
    let mut found: Vec<Span> = stream.documents.iter().flat_map(|document| tree::spans(document, text)).collect();
    for dropped in &stream.dropped {
        let part = text.get(dropped.span.range()).unwrap_or_default();
        let inner = lines::spans(part).into_iter();
        found.extend(inner.map(|inner| Span::new(dropped.span.start + inner.start, dropped.span.start + inner.end)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{log_replaced, replaced};

    #[test]
    fn an_error_after_a_word_for_a_secret_is_not_a_secret() {
        for (text, shown) in [
            (r#"{"msg":"failed to get token: oauth2: cannot fetch token: 401 Unauthorized\n{\"error\":\"x\"}"}"#, ""),
            (r#"{"msg":"failed to get token: Post \"https://h/token\": dial tcp: lookup h: no such host"}"#, ""),
            (r#"{"msg":"failed to get token: context deadline exceeded"}"#, ""),
            (
                r#"{"msg":"fetch token: 401 Unauthorized, clientSecret: abc"}"#,
                r#"{"msg":"fetch token: 401 Unauthorized, clientSecret: <redacted>"}"#,
            ),
            (r#"{"msg":"failed to refresh token: rpc error: code = Unavailable"}"#, ""),
            ("# clientSecret: abc", "# clientSecret: <redacted>"),
            (r#"{"msg":"token: abc"}"#, r#"{"msg":"token: <redacted>"}"#),
            (
                r#"{"msg":"get token: oauth2: cannot fetch with clientSecret: abc def"}"#,
                r#"{"msg":"get token: oauth2: cannot fetch with clientSecret: <redacted>"}"#,
            ),
            (
                r#"{"msg":"token: oauth2: at https://u:p@h with Bearer abcdefg1"}"#,
                r#"{"msg":"token: oauth2: at https://<redacted>@h with Bearer <redacted>"}"#,
            ),
        ] {
            assert_eq!(log_replaced(text), if shown.is_empty() { text } else { shown });
        }
    }

    #[test]
    fn hides_only_secrets_and_keeps_their_length() {
        for (text, shown) in [
            ("a: ['*']\n", "a: ['*']\n"),
            (
                "secrets:\n  adminOauthClientCredentials:\n    # The client: ours.\n    enabled: true\n    clientId: \
                    me\n    clientSecret: x # why\n",
                "secrets:\n  adminOauthClientCredentials:\n    # The client: ours.\n    enabled: true\n    clientId: \
                    me\n    clientSecret: <redacted> # why\n",
            ),
            ("clientSecret: x #y\n", "clientSecret: <redacted> <redacted>\n"),
            ("clientSecret: #x\n", "clientSecret: <redacted>\n"),
            ("clientSecret: !x\n", "clientSecret: <redacted>\n"),
            ("clientSecret: !x &y z\n", "clientSecret: <redacted> <redacted> <redacted>\n"),
            ("clientSecret: {x8Yz}\n", "clientSecret: {<redacted>}\n"),
            ("{clientSecret: x, clientId: y}\n", "{clientSecret: <redacted>, clientId: y}\n"),
            ("# clientSecret: old\na: 1\n", "# clientSecret: <redacted>\na: 1\n"),
            ("conf: |\n  clientSecret: x\n  id: y\n", "conf: |\n  clientSecret: <redacted>\n  id: y\n"),
            ("clientSecret: |\n  x\n  y\n", "clientSecret: |\n  <redacted>\n  <redacted>\n"),
            ("u: https://a:b@c/\n", "u: https://<redacted>@c/\n"),
            ("a: &s x\nclientSecret: *s\n", "a: <redacted> <redacted>\nclientSecret: *s\n"),
            ("clientSecret: x\nclientSecret: z\n", "clientSecret: <redacted>\nclientSecret: <redacted>\n"),
            ("clientSecret: [x\n", "clientSecret: <redacted>\n"),
            ("clientSecretName: flyte-secret\n", "clientSecretName: flyte-secret\n"),
            ("clientSecretName: x8Yz-Qr3T\n", "clientSecretName: <redacted>\n"),
            ("secret: {env: WEB_X}\n", "secret: {env: WEB_X}\n"),
            ("args: [--client-secret, x, --y]\n", "args: [--client-secret, <redacted>, --y]\n"),
            ("env: [{name: A_SECRET, value: x}]\n", "env: [{name: A_SECRET, value: <redacted>}]\n"),
        ] {
            assert_eq!(replaced(text), shown, "{text}");
        }
    }
}
