//! The YAML reader and its edits, compared with Helm and another reader.

mod cases;
mod edits;
mod helm;
mod limits;
mod oracle;
mod properties;
mod second_reader;
