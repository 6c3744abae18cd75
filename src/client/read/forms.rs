//! Checks the form of single settings: a variable name, a path and a command. `client` refuses what `lint` would
//! report.

/// How a path begins. Neither tool expands `~`, and both resolve relative paths in the current directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathForm {
    /// At the root, of any operating system.
    Absolute,
    /// At `~`.
    Home,
    /// Anywhere else.
    Relative,
}

impl PathForm {
    /// Returns the form of a path.
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

/// Returns whether a text can be the name of an environment variable.
pub fn is_variable_name(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Returns whether a command in one text also contains its arguments. No shell splits it.
pub fn is_command_in_one_word(text: &str) -> bool {
    // Both tools split a text at its commas.
    let program = text.split(',').next().unwrap_or(text);
    let mut words = program.split_whitespace();
    // A path may contain spaces.
    let may_be_a_path = words.next().is_some_and(|first| first.contains(['/', '\\']));
    if may_be_a_path { words.any(|word| word.starts_with('-')) } else { words.next().is_some() }
}
