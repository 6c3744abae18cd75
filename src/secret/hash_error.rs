//! Errors in hashes, with their effect on flyteadmin and the correction.

use super::hash::PasswordHash;

/// An error in a hash in the chart's form. Never contains the text itself.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{fault}")]
pub struct HashError {
    pub(super) fault: HashFault,
    pub(super) effect: HashEffect,
    pub(super) repaired: Option<PasswordHash>,
}

/// The effect on flyteadmin of using a text as the hash of a client's secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HashEffect {
    /// It reads the hash nevertheless, and accepts the right password.
    Works,
    /// It starts, and rejects every password with `invalid_client`.
    Refuses,
    /// It doesn't start: `illegal base64 data at input byte …`.
    DoesNotStart,
}

/// The errors in a hash. If a hash has several, the one that explains most is reported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HashFault {
    #[error("the hash is empty")]
    Empty,
    /// `$2b$…` as bcrypt writes it, without base64.
    #[error("the hash is bcrypt without the base64 encoding")]
    Raw,
    /// `b'…'` around the base64 or around the hash.
    #[error("the hash is wrapped in Python's `b'…'`")]
    PythonBytes,
    /// `b'…'` inside the base64.
    #[error("the base64 contains Python's `b'…'` around the hash")]
    EncodedPythonBytes,
    /// Quotation marks that are part of the value.
    #[error("the hash includes quotation marks")]
    Quotes,
    /// `user:$2y$…`
    #[error("the hash starts with a user name, as `htpasswd` prints it")]
    UserName,
    /// Base64 of base64.
    #[error("the hash is base64-encoded more than once")]
    EncodedTwice,
    /// `=` is missing or superfluous.
    #[error("the base64 of the hash has the wrong padding")]
    Padding,
    /// `-` and `_` in place of `+` and `/`. The base64 of a bcrypt hash contains none of the four.
    #[error("the value is URL-safe base64, which is not how a bcrypt hash is encoded")]
    UrlSafe,
    /// White space in the middle of the base64.
    #[error("the base64 of the hash contains line breaks or other whitespace")]
    Wrapped,
    /// White space around the base64.
    #[error("the hash has whitespace around it")]
    Space,
    /// White space inside the base64, before the hash.
    #[error("the base64 contains whitespace before the hash")]
    LeadingSpace,
    /// White space inside the base64, after the hash.
    #[error("the base64 contains a line break or other whitespace after the hash")]
    TrailingSpace,
    /// Other bytes inside the base64, after the hash.
    #[error("the base64 contains more than the 60 bytes of a bcrypt hash")]
    TrailingBytes,
    /// The end of the hash is missing.
    #[error("the hash is cut off after {found} of 60 bytes")]
    Truncated {
        /// The number of bytes that are present.
        found: usize,
    },
    /// `$2$`, `$2x$` or another version than `$2a$`, `$2b$` and `$2y$`.
    #[error("the hash has the unusual bcrypt version `$2{}$`", .0.map(String::from).unwrap_or_default())]
    Version(Option<char>),
    /// `$2b$6$`: a cost of one digit.
    #[error("the cost of the hash has one digit instead of two")]
    CostForm,
    /// A cost outside of 4 to 31.
    #[error("the cost of the hash is {0}, but bcrypt costs are 4 to 31")]
    CostRange(u32),
    /// `$2`, but no valid hash after it.
    #[error("the hash starts like bcrypt, but its version and cost cannot be read")]
    Malformed,
    /// A character outside of bcrypt's alphabet.
    #[error("the hash contains a character that bcrypt does not use")]
    Alphabet,
    /// The last character of the salt has stray bits.
    #[error("the salt of the hash has stray bits at its end")]
    SaltBits,
    /// The last character of the digest has stray bits.
    #[error("the hash ends in a character that no bcrypt hash ends in")]
    DigestBits,
    /// A hash of another scheme.
    #[error("the hash is {0}, not bcrypt")]
    OtherScheme(&'static str),
    /// Base64 of a text, perhaps of the password.
    #[error("the base64 contains text that is not a bcrypt hash")]
    EncodedText,
    /// Base64 of other bytes, or a word that happens to be base64.
    #[error("the value is base64, but not of a bcrypt hash")]
    EncodedBytes,
    #[error("the hash is not base64")]
    NotBase64,
}

impl HashError {
    pub fn fault(&self) -> &HashFault {
        &self.fault
    }

    /// Returns the effect on flyteadmin if the text reaches it unchanged.
    pub fn effect(&self) -> HashEffect {
        self.effect
    }

    /// Returns the corrected hash, if the correction is certain.
    pub fn repaired(&self) -> Option<&PasswordHash> {
        self.repaired.as_ref()
    }

    /// Returns the correction, in one sentence without a full stop.
    pub fn help(&self) -> &'static str {
        self.fault.help()
    }
}

impl HashFault {
    fn help(&self) -> &'static str {
        match self {
            Self::Empty => {
                "`flyte-auth hash` generates a password and its hash; `flyte-auth hash --stdin` hashes a given password"
            }
            Self::Raw => {
                "encode it: `printf %s '$2b$…' | base64 | tr -d '\\n'`, with single quotes, so that the shell does \
                    not expand `$`"
            }
            Self::PythonBytes => {
                "use only what is between the quotation marks; in Python, print `.decode()` of the bytes"
            }
            Self::EncodedPythonBytes => {
                "encode the bytes themselves, not `str(…)` of them: `base64.b64encode(hash).decode()`"
            }
            Self::Quotes => "remove the inner quotation marks: they are part of the value here",
            Self::UserName => "encode only the part after the colon, from `$2` on",
            Self::EncodedTwice => "encode it once: the chart encodes the Secret's `data` itself",
            Self::Padding => {
                "the base64 of a bcrypt hash has 80 characters without `=`; encode only the hash, and all of it"
            }
            Self::Wrapped => "write it on one line: `base64` breaks long output, `| tr -d '\\n'` joins it",
            Self::Space => "remove the whitespace around it",
            Self::LeadingSpace => "encode only the hash, starting at `$2`",
            Self::TrailingSpace => {
                "flyteadmin ignores it, other tools do not; encode the hash without it: use `printf %s` instead of \
                    `echo`"
            }
            Self::TrailingBytes => "flyteadmin ignores the rest, other tools do not; encode only the hash",
            Self::Version(_) => {
                "flyteadmin treats all versions the same, other tools reject this one; write `$2b$` instead"
            }
            Self::CostForm => "write the cost with two digits, as in `$2b$06$`",
            Self::SaltBits => {
                "flyteadmin ignores them, other tools reject the hash; `flyte-auth hash --stdin` prints a clean one"
            }
            Self::OtherScheme(_) => {
                "flyteadmin supports only bcrypt; `flyte-auth hash --stdin` hashes a given password"
            }
            Self::EncodedText | Self::EncodedBytes | Self::NotBase64 | Self::UrlSafe => {
                "the value must be the base64 of the password's bcrypt hash: 80 characters that start with `JDJ`; \
                    `flyte-auth hash --stdin` computes it"
            }
            Self::Truncated { .. } | Self::CostRange(_) | Self::Malformed | Self::Alphabet | Self::DigestBits => {
                "copy the complete hash, or create a new one from the password with `flyte-auth hash --stdin`"
            }
        }
    }
}
