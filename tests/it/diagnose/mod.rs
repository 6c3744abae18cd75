//! `diagnose`: which known error a log or a text shows, and what causes it.

mod formats;
mod input;
mod properties;
mod symptoms;
mod values;

use std::path::Path;
use std::process::Command;

use flyte_auth::internals::diagnose::{self as diagnosis, Diagnosis};

use crate::common::flyte_auth;

fn diagnose(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = flyte_auth(folder);
    command.arg("diagnose").args(arguments);
    command
}

/// A failed login of the console, as kubectl prints it.
const LOGIN: &str = r#"{"json":{},"level":"error","msg":"Failed to retrieve tokens from request, redirecting to login handler. Error: [EMPTY_OAUTH_TOKEN] Failure to retrieve cookie [flyte_idt], caused by: http: named cookie not present","ts":"2026-11-29T23:04:11Z"}
{"json":{},"level":"error","msg":"Error when exchanging code oauth2: \"invalid_client\" \"client authentication failed\"","ts":"2026-11-29T23:04:12Z"}
{"json":{},"level":"error","msg":"the frobnicator of jane@acme.com lost its token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2ln","ts":"2026-11-29T23:05:00Z"}
{"json":{},"level":"error","msg":"Error when exchanging code oauth2: \"invalid_client\" \"client authentication failed\"","ts":"2026-11-29T23:06:12Z"}
"#;

/// The diagnosis of a text without values.
fn of(text: impl AsRef<[u8]>) -> Diagnosis {
    diagnosis::diagnose(text.as_ref(), None).unwrap()
}

/// The symptoms of a diagnosis: failures first, then harmless ones.
fn found(diagnosis: &Diagnosis) -> Vec<&'static str> {
    let failures = diagnosis.failures.iter().map(|failure| failure.observed.symptom.name);
    failures.chain(diagnosis.harmless.iter().map(|observed| observed.symptom.name)).collect()
}
