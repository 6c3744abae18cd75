//! From answers to values: a typed plan, its text, the proof that Helm reads it back, and the files.
