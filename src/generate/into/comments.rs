//! Comments of the templates that describe previous settings.

/// Comments of the templates above a setting: how the lines may begin and end, and the setting below them.
struct CommentSlot {
    lines: &'static [(&'static str, &'static str)],
    below: &'static [&'static str],
}

const fn slot(lines: &'static [(&'static str, &'static str)], below: &'static [&'static str]) -> CommentSlot {
    CommentSlot { lines, below }
}

/// A test ensures that each line is in a template.
const SLOTS: &[CommentSlot] = &[
    slot(&[("# Access tokens come from ", ": no static clients.")], &["enableAuthServer:"]),
    slot(
        &[
            ("# flytepropeller's client.", ""),
            ("# flytepropeller's password and hash; change both (`flyte-auth hash`).", ""),
            ("# Hash of `client_secret` in the Secret; change both (`flyte-auth hash`).", ""),
        ],
        &["internal:"],
    ),
    slot(&[("# `aud` of the access tokens of ", ".")], &["allowedAudience:"]),
    slot(&[("# Exactly the `issuer` of this document:", "")], &["# http"]),
    slot(
        &[("# http", "/.well-known/openid-configuration")],
        &["baseUrl:", "# flyte-auth: ignore[keycloak-auth-prefix]"],
    ),
    slot(
        &[("# flyte-auth: ignore[keycloak-auth-prefix] this Keycloak serves its realms below /auth", "")],
        &["baseUrl:"],
    ),
    slot(&[("# The web client. Its redirect URI at ", ":")], &["# http"]),
    slot(&[("# http", "/callback")], &["oidc:", "userAuth:"]),
    slot(&[("# The last one is for refresh tokens: ", " must allow it.")], &["scopes:"]),
    slot(&[("# For flytepropeller, which calls flyteadmin inside the pod.", "")], &["- http"]),
    slot(&[("# Sent to flytectl and pyflyte.", "")], &["thirdPartyConfig:", "flyteClient:"]),
    slot(&[("# These replace flyteadmin's built-in clients, so all are listed.", "")], &["selfAuthServer:"]),
    slot(&[("# Below `baseUrl`: no slash at the start.", "")], &["metadataUrl:"]),
    slot(&[("# Only for a plain http URL, where browsers drop `Secure` cookies.", "")], &["insecureCookieHeader:"]),
    slot(&[("# From the Secret mounted below.", "")], &["clientSecretFile:"]),
    slot(&[("# The secret of the web client.", "")], &["oidc_client_secret:"]),
    slot(
        &[("# Existing Secret with the keys `client_secret` and `oidc_client_secret`.", "")],
        &["clientSecretsExternalSecretRef:"],
    ),
    slot(&[("# Repeated in quotes: the chart writes the one above without them.", "")], &["clientId:", "audience:"]),
    slot(
        &[
            ("# The client of flytepropeller and flytescheduler.", ""),
            ("# flytepropeller and flytescheduler log in to flyteadmin with this.", ""),
        ],
        &["adminOauthClientCredentials:"],
    ),
    slot(&[("# null: create the Secret `", "` yourself, with the key `client_secret`.")], &["clientSecret: null"]),
    slot(&[("# Hash of ", "; change both.")], &["client_secret:"]),
];

#[derive(Clone, Copy)]
struct TemplateComment<'a> {
    line: &'a str,
    slot: usize,
    /// The setting of the slot that it is above.
    below: &'static str,
}

/// Updates such comments in `text` to those in `planned`; those that `planned` lacks are removed. Everything else is
/// kept.
pub(super) fn renewed(text: &str, planned: &str) -> String {
    let planned: Vec<TemplateComment<'_>> = commented(planned).collect();
    let mut stale = commented(text).peekable();
    let mut all = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let Some(old) = stale.next_if(|old| std::ptr::eq(old.line, line.trim())) else {
            all.push_str(line);
            continue;
        };
        let is_there = |new: &&TemplateComment<'_>| new.slot == old.slot && new.below == old.below;
        let mut same = planned.iter().filter(|new| new.slot == old.slot);
        if same.clone().any(|new| new.line == old.line && is_there(&new)) {
            all.push_str(line);
        } else if let Some(new) =
            same.clone().find(is_there).or_else(|| same.next().filter(|_| old.below.starts_with('#')))
        {
            all.push_str(&line.replacen(old.line, new.line, 1));
        }
    }
    all
}

/// Iterates over the templates' comments in a text.
fn commented(text: &str) -> impl Iterator<Item = TemplateComment<'_>> {
    let below = text.lines().skip(1).map(str::trim_start);
    text.lines().zip(below).filter_map(|(line, below)| {
        let line = line.trim();
        let (slot, below) = SLOTS.iter().enumerate().find_map(|(index, slot)| {
            let is_ours = slot.lines.iter().any(|(start, end)| {
                line.strip_prefix(start).is_some_and(|rest| rest.ends_with(end) && (!end.is_empty() || rest.is_empty()))
            });
            let mut keys = slot.below.iter().filter(|_| is_ours);
            let key = keys.find(|key| below.starts_with(**key))?;
            Some((index, *key))
        })?;
        Some(TemplateComment { line, slot, below })
    })
}

#[cfg(test)]
mod tests {
    use super::SLOTS;

    #[test]
    fn each_comment_is_in_a_template() {
        let templates = [
            include_str!("../../../templates/flyte-binary.yaml.j2"),
            include_str!("../../../templates/flyte-core.yaml.j2"),
            include_str!("../../../templates/core-macros.j2"),
        ];
        for (start, end) in SLOTS.iter().flat_map(|slot| slot.lines) {
            // The line consists of the URL.
            let start = start.trim_end_matches("http");
            assert!(
                templates.iter().flat_map(|text| text.lines()).any(|line| line.trim().starts_with(start)
                    && (line.ends_with(end)
                        || line.ends_with("callback | bare }}")
                        || line.ends_with("discovery | bare }}"))),
                "{start}…{end}"
            );
        }
    }
}
