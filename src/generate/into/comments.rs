//! Comments of the templates that speak of the settings of before.

/// What a template says of an identity provider or a server: how the line begins and ends, and what stands below it.
/// That each stands in a template is held by a test.
const LINES: &[(&str, &str, &str)] = &[
    (
        "# Tokens come from ",
        ", so flyteadmin's own clients are left out.",
        "enableAuthServer:",
    ),
    (
        "# flytepropeller gets its tokens with this client.",
        "",
        "internal:",
    ),
    (
        "# flytepropeller's password and the hash that flyteadmin checks it with: change both together (`flyte-auth hash`).",
        "",
        "internal:",
    ),
    (
        "# The hash of `client_secret` in the Secret below: change both together (`flyte-auth hash`).",
        "",
        "internal:",
    ),
    (
        "# What ",
        " puts into `aud` of its access tokens.",
        "allowedAudience:",
    ),
    ("# `issuer` of ", ", letter for letter.", "baseUrl:"),
    (
        "# People log in to the console with this client. Its redirect URI at ",
        ":",
        "# http",
    ),
    (
        "# The last one is for refresh tokens: ",
        " must allow it.",
        "scopes:",
    ),
];

/// `text` with such comments as `planned` has them; those that it does not have at all go away. Everything else stays.
pub(super) fn renewed(text: &str, planned: &str) -> String {
    let planned: Vec<(&str, &str)> = commented(planned).collect();
    let mut stale = commented(text).peekable();
    let mut all = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let Some((_, below)) = stale.next_if(|(comment, _)| std::ptr::eq(*comment, line.trim()))
        else {
            all.push_str(line);
            continue;
        };
        let comment = line.trim();
        if planned.contains(&(comment, below)) {
            all.push_str(line);
        } else if let Some((new, _)) = planned.iter().find(|(_, key)| *key == below) {
            all.push_str(&line.replacen(comment, new, 1));
        }
    }
    all
}

/// The comments of the templates in a text, each with what stands below it.
fn commented(text: &str) -> impl Iterator<Item = (&str, &'static str)> {
    let below = text.lines().skip(1).map(str::trim_start);
    text.lines().zip(below).filter_map(|(line, below)| {
        let line = line.trim();
        let (_, _, key) = LINES.iter().find(|(start, end, key)| {
            line.strip_prefix(start)
                .is_some_and(|rest| rest.ends_with(end) && (!end.is_empty() || rest.is_empty()))
                && below.starts_with(key)
        })?;
        Some((line, *key))
    })
}

#[cfg(test)]
mod tests {
    use super::LINES;

    #[test]
    fn each_stands_in_a_template() {
        let templates = [
            include_str!("../../../templates/flyte-binary.yaml.j2"),
            include_str!("../../../templates/flyte-core.yaml.j2"),
        ];
        for (start, end, _) in LINES {
            assert!(
                templates
                    .iter()
                    .flat_map(|text| text.lines())
                    .any(|line| line.trim().starts_with(start) && line.ends_with(end)),
                "{start}…{end}"
            );
        }
    }
}
