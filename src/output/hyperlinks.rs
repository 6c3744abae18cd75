//! Detects terminals with hyperlinks.

/// Returns whether the environment describes a terminal that is known to support hyperlinks (OSC 8). `FORCE_HYPERLINK`
/// overrides the detection; `0` turns hyperlinks off. `variable` returns the value of an environment variable.
///
/// The terminals are those of <https://github.com/zkat/supports-hyperlinks>, Ghostty and foot.
pub fn shows_hyperlinks(variable: impl Fn(&str) -> Option<String>) -> bool {
    let is_one_of = |name: &str, values: &[&str]| variable(name).is_some_and(|value| values.contains(&value.as_str()));
    if let Some(forced) = variable("FORCE_HYPERLINK") {
        return forced.trim() != "0";
    }
    // GNOME Terminal and others that use VTE, since 0.50.
    let vte = variable("VTE_VERSION").and_then(|version| version.parse().ok()).unwrap_or(0_u32);
    vte >= 5000
        || ["DOMTERM", "WT_SESSION", "KONSOLE_VERSION"].iter().any(|name| variable(name).is_some())
        || is_one_of("TERM_PROGRAM", &["Hyper", "iTerm.app", "terminology", "WezTerm", "vscode", "ghostty"])
        || is_one_of("TERM", &["xterm-kitty", "xterm-ghostty", "alacritty", "alacritty-direct", "foot"])
        || is_one_of("COLORTERM", &["xfce4-terminal"])
}

#[cfg(test)]
mod tests {
    use super::shows_hyperlinks;

    #[test]
    fn detects_terminals_with_links() {
        let with = |variables: &[(&str, &str)]| {
            shows_hyperlinks(|name| {
                variables.iter().find(|(one, _)| *one == name).map(|(_, value)| (*value).to_owned())
            })
        };
        for shows in [("VTE_VERSION", "7006"), ("WT_SESSION", ""), ("TERM_PROGRAM", "vscode"), ("TERM", "xterm-kitty")]
        {
            assert!(with(&[shows]), "{shows:?}");
            assert!(!with(&[shows, ("FORCE_HYPERLINK", "0")]), "{shows:?}");
        }
        for plain in [("VTE_VERSION", "4803"), ("TERM_PROGRAM", "Apple_Terminal"), ("TERM", "xterm-256color")] {
            assert!(!with(&[plain]), "{plain:?}");
            assert!(with(&[plain, ("FORCE_HYPERLINK", "1")]), "{plain:?}");
        }
        assert!(!with(&[]));
    }
}
