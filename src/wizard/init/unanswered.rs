//! The error for answers that are missing where `init` cannot ask.

use std::fmt;

use super::NobodyToAsk;

/// Longer flags have what they mean below them.
const WIDEST_FLAG: usize = 16;

/// What is not answered, and why no one is asked for it.
#[derive(Debug, thiserror::Error)]
pub struct Unanswered {
    /// Why no one is asked; `--yes`, if there is no other reason.
    pub nobody: Option<NobodyToAsk>,
    /// The flags of each answer that is missing, and what it is.
    pub missing: Vec<(String, String)>,
}

impl fmt::Display for Unanswered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.nobody {
            None => "`--yes` needs these answers, which have no default:",
            Some(NobodyToAsk::NoTerminal) => "not a terminal, and these answers are missing:",
            Some(NobodyToAsk::Ci) => "`CI` is set, so `init` does not ask, and these answers are missing:",
        })?;
        let longest = self.missing.iter().map(|(flag, _)| flag.len()).max();
        let width = longest.unwrap_or_default().min(WIDEST_FLAG);
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
