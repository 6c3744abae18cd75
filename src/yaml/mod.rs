//! Reads YAML exactly as Helm does, and writes YAML that Helm reads back unchanged.
//!
//! Helm reads values with go-yaml v2 (YAML 1.1), converts them to JSON with `sigs.k8s.io/yaml`, and reads that with
//! Go's JSON decoder. [`read`] does the same and keeps positions: it returns Helm's value or Helm's error message, the
//! position of every key and value, and the text that Helm silently ignores. [`quote`] writes strings.
//!
//! The grammar is hand-written. Its algorithm (a scanner with a queue of tokens and a list of possible keys, and a
//! state machine) is that of libyaml by Kirill Simonov, in the form of go-yaml v2 by Canonical, to whom the credit
//! belongs. Facts about Helm were measured with Helm 3.17.2 and 4.1.4.
//!
//! | file | holds |
//! | --- | --- |
//! | `cursor` | the position in the text, the encoding |
//! | `scanner`, `parser` | characters → tokens → events |
//! | `tree` | events → nodes; the [`Document`] |
//! | `resolve` | the meaning of nodes: scalars, aliases, merges, keys, and what JSON refuses |
//! | `split` | Helm 4's documents |
//! | `utf16` | texts in UTF-16 |
//! | `dropped` | text that Helm never reads |
//! | `edit` | edits of a text that leave the rest unchanged |
//! | `hint` | probable causes of an error |

mod bare;
mod cursor;
mod dropped;
pub mod edit;
mod error;
mod hint;
mod hint_text;
mod limits;
mod parser;
mod path;
pub mod quote;
mod resolve;
mod scanner;
mod split;
mod stream;
mod tree;
mod utf16;

pub use bare::stays_text;
pub use dropped::DropReason;
pub use error::{ReadError, YamlFailure};
pub use hint::Hint;
pub use limits::MAX_BYTES;
pub use path::{Branch, Path, Step};
pub use resolve::{PlainScalar, YamlVersion, is_timestamp};
pub use stream::{HelmVersion, Stream, read};
pub use tree::{Document, Duplicate, Folded, NodeId, NodeKind, Resolved, Style};
pub use utf16::read_encoded;
