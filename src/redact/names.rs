//! Distinguishes the name of a secret from the secret itself in its place.

/// The maximum length of a Kubernetes name, with room for a path.
const MAX_CHARS: usize = 100;

/// The length from which mixed letters and digits are not a word.
const MIXED: usize = 12;

/// Returns whether a text can be the name of a Secret, a key, an environment variable, or a path to a file: words
/// joined by separators, in lower case, or in upper case joined by `_`; in a path, in any case. A secret of one or two
/// lower-case words cannot be distinguished from a name; one of random letters can.
pub fn is_name(text: &str) -> bool {
    let is_path = ["/", "./", "../", "~/"].iter().any(|start| text.starts_with(start));
    if is_path && text.len() <= MAX_CHARS * 4 && !text.contains(char::is_control) {
        return true;
    }
    let is_lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
    let is_upper = !text.bytes().any(|byte| byte.is_ascii_lowercase()) && text.contains('_');
    // Words joined by a separator, `Flyte_Auth`; a single word with a capital letter may be a password.
    let is_joined = text.contains(['_', '-']) && text.bytes().any(|byte| byte.is_ascii_lowercase());
    if !(is_lower || is_upper || is_joined || text.contains('/')) {
        return false;
    }
    let is_separator = |c: char| matches!(c, '-' | '_' | '.' | '/' | ' ' | ':' | '$' | '{' | '}' | '~');
    text.len() <= MAX_CHARS
        && text.chars().all(|c| c.is_ascii_alphanumeric() || is_separator(c))
        && text.split(is_separator).all(is_word)
}

/// Returns whether a text can be the name of an environment variable, or a reference to one: `FLYTE_SECRET`,
/// `${FLYTE_SECRET}`.
pub(super) fn is_variable(text: &str) -> bool {
    let name = text.trim_start_matches(['$', '{']).trim_end_matches('}');
    is_name(text) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Returns whether a text is a word: `flyte`, `OIDC`, `Secret`, `clientSecret`, `v2`, `2026`.
fn is_word(word: &str) -> bool {
    let has = |test: fn(&u8) -> bool| word.as_bytes().iter().any(test);
    let (lower, upper, digit) = (has(u8::is_ascii_lowercase), has(u8::is_ascii_uppercase), has(u8::is_ascii_digit));
    match (lower, upper, digit) {
        (true, true, true) => false,
        (true, true, false) => is_camel_case(word),
        (_, _, true) if lower || upper => word.len() < MIXED,
        _ => true,
    }
}

/// Returns whether a text consists of words of at least two letters, all of which except the first start with a capital
/// letter.
fn is_camel_case(word: &str) -> bool {
    let mut small = 2;
    for (index, byte) in word.bytes().enumerate() {
        if byte.is_ascii_lowercase() {
            small += 1;
        } else {
            if small < 1 || (index > 1 && small < 2) {
                return false;
            }
            small = 0;
        }
    }
    small >= 1
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn distinguishes_names_and_random_letters() {
        for name in [
            "flyte-admin-auth",
            "oidc_client_secret",
            "FLYTE_WEB_SECRET",
            "inline",
            "Flyte_Auth",
            "/etc/secrets/x.pem",
            "web-secret-2026",
            "${WEB_SECRET}",
            "",
        ] {
            assert!(is_name(name), "{name}");
        }
        for secret in [
            "GOCSPX-aBcD3fGhIj",
            "kcQ~8vL2",
            "3f9a1c7e5b2d4f60",
            "s3cr3tValue",
            "p@ssword",
            "hunter2Canary",
            "AbCdEfGh",
            "TOKEN",
            "CANARY-44",
            "JDJiJDA2JGFiY2RlZmdo",
        ] {
            assert!(!is_name(secret), "{secret}");
        }
    }
}
