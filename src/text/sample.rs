//! Placeholder words of guides and templates.

/// Words that are placeholders, without separators and in lower case.
const WORDS: &[&str] = &[
    "changeme",
    "changeit",
    "changethis",
    "replaceme",
    "replacethis",
    "fillme",
    "fillmein",
    "fillin",
    "insertme",
    "inserthere",
    "putyourshere",
    "todo",
    "fixme",
    "tbd",
    "tba",
    "placeholder",
    "example",
    "sample",
    "dummy",
    "undefined",
    "null",
    "nil",
    "none",
    "clientid",
    "clientsecret",
    "yourclientid",
    "yourclientsecret",
    "yoursecret",
];

/// Words that begin a placeholder: `REPLACE_WITH_CLIENT_ID`, `your-client-id`.
const BEGINNINGS: &[&str] = &["your", "replace", "insert", "enter", "put", "fill", "change", "todo", "add"];

/// Returns whether a text is a placeholder: `changeme`, `YOUR_CLIENT_ID`, `TODO`, `%VAR%`, `<client-id>`, `…`. Brackets
/// must enclose all of the text.
pub fn is_sample(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() {
        return false;
    }
    let enclosed = [("<", ">"), ("%", "%"), ("__", "__"), ("{", "}"), ("[", "]"), ("@@", "@@")].into_iter().any(
        |(open, close)| {
            let inner = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
            inner.is_some_and(|inner| !inner.is_empty() && is_words(inner))
        },
    );
    let is_variable = text.strip_prefix('$').is_some_and(|name| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    });
    let bare: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let is_filler = bare.len() > 2 && bare.chars().all(|c| c == 'x');
    let is_dots = text.chars().all(|c| matches!(c, '.' | '…' | '?' | '*' | '-' | '_'));
    enclosed || is_variable || is_filler || is_dots || WORDS.contains(&&*bare) || is_request(text)
}

/// Returns whether a text asks for a value: a word such as `your` or `replace`, followed by others.
fn is_request(text: &str) -> bool {
    let lower = text.to_lowercase();
    let begins = BEGINNINGS.iter().any(|word| {
        lower.strip_prefix(word).is_some_and(|rest| rest.starts_with(['-', '_', ' ', ':']) && rest.len() > 1)
    });
    // An ID or the name of a company may begin like this, too, but a random ID has no words.
    let is_of_words = lower.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '_' | ' ' | ':' | '.'));
    begins && is_of_words
}

/// Returns whether a text consists of words: letters, digits and separators.
pub fn is_words(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.'))
}

#[cfg(test)]
mod tests {
    use super::is_sample;

    #[test]
    fn detects_sample_values() {
        for text in [
            "CHANGEME",
            "changeme",
            "change-me",
            "TODO",
            "xxx",
            "XXXX",
            "…",
            "...",
            "your-client-id",
            "YOUR_CLIENT_ID",
            "REPLACE_ME",
            "replace with client id",
            "%CLIENT_ID%",
            "__CLIENT_ID__",
            "$CLIENT_ID",
            "<client id>",
            "{client-id}",
            "undefined",
            "null",
            "example",
            "TODO: id",
            "insert_secret_here",
        ] {
            assert!(is_sample(text), "{text}");
        }
        for text in [
            "",
            "flyteconsole",
            "0oaweb",
            "flyte-ci",
            "made-up",
            "foo",
            "yourself9",
            "$ecret",
            "a.b.c",
            "all",
            "https://flyte.example.org",
            "<a>b",
            "replaceable4711",
            "1.apps.googleusercontent.com",
            "flytectl",
        ] {
            assert!(!is_sample(text), "{text}");
        }
    }
}
