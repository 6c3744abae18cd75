//! The wizard: asks for the answers that `generate` needs, one by one, and checks each immediately.
//!
//! | file | holds |
//! | --- | --- |
//! | `prompter` | the interface to the user |
//! | `terminal`, `plain` | prompts at a terminal, or at one that cannot move its cursor |
//! | `line`, `frame` | reading and drawing a typed line |
//! | `quiet` | the terminal's mode between two prompts |
//! | `question`, `questions` | the questions, as data |
//! | `unsourced` | secrets that need no source |
//! | `state`, `vault` | the answers so far, and typed secrets |
//! | `ask`, `secret`, `run` | asking one question; asking for a secret; asking all questions |
//! | `session` | the answers so far on the disk, for `--resume` |
//! | `answers_file` | the answers as a file |
//! | `init` | a whole run of `flyte-auth init` |

mod answers_file;
mod ask;
mod frame;
mod init;
mod line;
mod plain;
mod prompter;
mod question;
mod questions;
mod quiet;
mod run;
mod screen;
mod secret;
mod session;
mod state;
mod terminal;
mod unsourced;
mod vault;

pub use answers_file::answers_file;
pub use init::{InitError, InitOutcome, InitRequest, NonInteractive, Surroundings, init};
pub use plain::PlainPrompter;
pub use prompter::{Choice, Prompt, PromptError, Prompter, Reply, say_wrapped};
pub use question::Question;
pub use questions::question;
pub use quiet::Quiet;
pub use run::{Wizard, with_titles};
pub use session::{Session, SessionError};
pub use state::{AnswerOrigin, WizardState};
pub use terminal::Terminal;
pub use vault::TypedSecrets;
