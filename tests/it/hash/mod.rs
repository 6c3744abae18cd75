//! `hash`: passwords of flytepropeller and their bcrypt hashes.

mod generate;
mod into;
mod passwords;
mod verify;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::common::{flyte_auth, outcome_with_input, project};

/// The bcrypt hash of `foobar`, computed with Python's bcrypt.
const RAW: &str = "$2b$04$PVV0TGJhCbv7.FgT8TV4uuVF6xfK2WzBTvoAJe5m3sAPOou5yODde";

/// `RAW` as the charts expect it, in base64.
const HASH: &str = "JDJiJDA0JFBWVjBUR0poQ2J2Ny5GZ1Q4VFY0dXVWRjZ4ZksyV3pCVHZvQUplNW0zc0FQT291NXlPRGRl";

fn encode(text: impl AsRef<[u8]>) -> String {
    STANDARD.encode(text)
}

/// The outcome of `flyte-auth hash`.
fn hash(args: &[&str], stdin: impl AsRef<[u8]>) -> String {
    outcome_with_input(flyte_auth(project()).arg("hash").args(args), stdin)
}

/// Replaces passwords and hashes by placeholders.
fn with_filters(check: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"\bp[A-Za-z0-9_-]{43}(?:\b|$)", "[password]");
    settings.add_filter(r"\bJDJi[A-Za-z0-9]{76}\b", "[hash]");
    settings.bind(check);
}
