//! Secrets: a type that never shows its text, passwords, and bcrypt hashes in the chart's form.
//!
//! Flyte's own authorization server knows flytepropeller's password as base64 of bcrypt. [`Password`] and
//! [`PasswordHash`] create such a pair, read one, and verify that its halves match. No type here shows its text in
//! `Debug`, and none implements `Display` or `Serialize`: the text is only available through `expose`.

mod bcrypt_form;
mod cost;
mod hash;
mod hash_error;
mod password;
mod peel;
mod text;

pub use cost::Cost;
pub use hash::{PasswordHash, VerifyError};
pub use hash_error::{HashEffect, HashError};
pub use password::{Password, PasswordError, RandomError};
pub use text::{Secret, SecretError, SecretText};
