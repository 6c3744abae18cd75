//! Secrets: the type that never shows its text, passwords, and bcrypt hashes in the chart's form.
