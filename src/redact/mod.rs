//! Finds and hides secrets.
//!
//! | file | holds |
//! | --- | --- |
//! | `keys` | the sensitivity of a value by its key: the only list of such keys |
//! | `names` | whether a text is the name of a secret, or may be the secret itself |
//! | `urls` | secrets in a URL or an address |
//! | `lines` | a text that is not valid YAML, line by line: rather too much than too little |
//! | `one_line` | a text of one line: arguments, variables, headers |
//! | `tree` | a text that is YAML, node by node |
//! | `text` | the entry point for texts: excerpts and diffs |
//! | `values` | the entry point for values |
//! | `message` | the entry point for messages about values |
//!
//! Values are hidden: never IDs, booleans, empty values or comments.

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

pub use keys::{is_secret, is_secret_parameter};
pub use message::KnownSecrets;
pub use names::is_name;
pub use text::{covered, log_covered, log_replaced, replaced, streams_covered};
pub use urls::without_users;
pub use values::{redact, redact_all, redact_at, redact_text};
