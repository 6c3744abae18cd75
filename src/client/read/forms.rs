//! Forms of single settings: what the tools make of a name, a path and a command. `client` refuses what `lint` would find.

/// How a path begins. Neither tool expands `~`, and both take what is relative for below the folder that they are called in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathForm {
    /// At the root, on any system.
    Absolute,
    /// At `~`.
    Home,
    /// Anywhere else.
    Relative,
}

impl PathForm {
    /// That of a path.
    pub fn of(path: &str) -> Self {
        let mut letters = path.chars();
        let drive = letters.next().is_some_and(|c| c.is_ascii_alphabetic())
            && letters.next() == Some(':')
            && matches!(letters.next(), Some('/' | '\\'));
        if path.starts_with(['/', '\\']) || drive {
            Self::Absolute
        } else if path.starts_with('~') {
            Self::Home
        } else {
            Self::Relative
        }
    }
}

/// Whether a text can be the name of an environment variable.
pub fn is_variable_name(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether a command that is one text has its arguments in it, too. No shell divides it.
pub fn is_command_in_one_word(text: &str) -> bool {
    // Both tools divide a text at its commas.
    let program = text.split(',').next().unwrap_or(text);
    let mut words = program.split_whitespace();
    // A path may have spaces in it.
    let may_be_a_path = words.next().is_some_and(|first| first.contains(['/', '\\']));
    if may_be_a_path { words.any(|word| word.starts_with('-')) } else { words.next().is_some() }
}
