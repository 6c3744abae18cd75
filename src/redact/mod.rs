//! What may be a secret, and is not shown.
//!
//! | file | holds |
//! | --- | --- |
//! | `keys` | what a key says of its value: the only list of such keys |
//! | `names` | whether a text is the name of a secret, or may be the secret itself |
//! | `urls` | what is secret in a URL or an address |
//! | `lines` | a text that no one could read as YAML, line by line: rather too much than too little |
//! | `one_line` | a text of one line: arguments, variables, headers |
//! | `tree` | a text that is YAML, node by node |
//! | `text` | the entrance for texts: excerpts and differences |
//! | `values` | the entrance for values |
//! | `message` | the entrance for messages about values |
//!
//! What is hidden is the value: never an id, a boolean, what is empty, or a comment.

mod keys;
mod line_text;
mod lines;
mod message;
mod names;
mod one_line;
mod text;
mod tree;
mod urls;
mod values;

pub use keys::is_secret;
pub use message::KnownSecrets;
pub use names::is_name;
pub use text::{covered, log_covered, log_replaced, replaced, streams_covered};
pub use urls::without_users;
pub use values::{redact, redact_all, redact_at, redact_text};
