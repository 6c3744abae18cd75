//! The error for missing answers if `init` cannot ask.

use std::fmt;

use super::NonInteractive;

/// The maximum width of a flag with its description on the same line.
const MAX_FLAG_WIDTH: usize = 16;

/// The missing answers, and the reason why they cannot be asked for.
#[derive(Debug, thiserror::Error)]
pub struct Unanswered {
    /// The reason why questions cannot be asked; `None` means `--yes`.
    pub non_interactive: Option<NonInteractive>,
    /// The flags of each missing answer, with its description.
    pub missing: Vec<(String, String)>,
}

impl fmt::Display for Unanswered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.non_interactive {
            None => "`--yes` needs these answers, which have no default:",
            Some(NonInteractive::NoTerminal) => "not a terminal, and these answers are missing:",
            Some(NonInteractive::Ci) => "`CI` is set, so `init` does not ask, and these answers are missing:",
        })?;
        let longest = self.missing.iter().map(|(flag, _)| flag.len()).max();
        let width = longest.unwrap_or_default().min(MAX_FLAG_WIDTH);
        for (flag, help) in &self.missing {
            if flag.len() > width {
                write!(f, "\n  {flag}\n  {:width$}  {help}", "")?;
            } else {
                write!(f, "\n  {flag:width$}  {help}")?;
            }
        }
        Ok(())
    }
}
