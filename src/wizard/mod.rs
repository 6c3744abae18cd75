//! The wizard: asks what `generate` needs to know, one question after the other, each answer checked as it is given.
//!
//! | file | holds |
//! | --- | --- |
//! | `prompter` | how questions reach a person |
//! | `terminal`, `plain` | a person at a terminal, or at one that cannot move its cursor |
//! | `line`, `frame` | a line as it is typed, and as it is drawn |
//! | `quiet` | what that terminal does while no one is asked |
//! | `question`, `questions` | the questions, as data |
//! | `unsourced` | secrets that no one has to give |
//! | `state`, `vault` | the answers so far, and the secrets that were typed in |
//! | `ask`, `secret`, `run` | one question until it is answered; one for a secret; all of them |
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
pub use init::{InitError, InitOutcome, InitRequest, NobodyToAsk, Surroundings, init};
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
