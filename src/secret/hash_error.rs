//! What can be wrong with a hash, what flyteadmin does with it, and what would be right.

use super::hash::PasswordHash;

/// A text that is not the hash of a password in the chart's form. It never repeats the text.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{fault}")]
pub struct HashError {
    pub(super) fault: HashFault,
    pub(super) effect: HashEffect,
    pub(super) repaired: Option<PasswordHash>,
}

/// What flyteadmin does with a text as the hash of a client's secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HashEffect {
    /// It reads the hash nevertheless, and the right password is accepted.
    Works,
    /// It starts, and refuses every password with `invalid_client`.
    Refuses,
    /// It does not start: `illegal base64 data at input byte …`.
    DoesNotStart,
}

/// The ways in which a hash can be wrong. Where several come together, the one that explains most.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HashFault {
    /// There is nothing.
    #[error("the hash is empty")]
    Empty,
    /// `$2b$…` as bcrypt writes it.
    #[error("the hash is bcrypt without the base64 encoding")]
    Raw,
    /// `b'…'` around the base64, or around the hash.
    #[error("the hash is wrapped in Python's `b'…'`")]
    PythonBytes,
    /// `b'…'` in the base64.
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
    /// `=` is missing or too much.
    #[error("the base64 of the hash has the wrong padding")]
    Padding,
    /// `-` and `_` in place of `+` and `/`. The base64 of a bcrypt hash has none of the four.
    #[error("the value is URL-safe base64, which is not how a bcrypt hash is encoded")]
    UrlSafe,
    /// Whitespace in the middle of the base64.
    #[error("the base64 of the hash contains line breaks or other whitespace")]
    Wrapped,
    /// Whitespace around the base64.
    #[error("the hash has whitespace around it")]
    Space,
    /// Whitespace in the base64, before the hash.
    #[error("the base64 contains whitespace before the hash")]
    LeadingSpace,
    /// Whitespace in the base64, after the hash.
    #[error("the base64 contains a line break or other whitespace after the hash")]
    TrailingSpace,
    /// Something else in the base64, after the hash.
    #[error("the base64 contains more than the 60 bytes of a bcrypt hash")]
    TrailingBytes,
    /// The end is missing.
    #[error("the hash is cut off after {found} of 60 bytes")]
    Truncated {
        /// How many bytes are there.
        found: usize,
    },
    /// `$2$`, `$2x$` and whatever else is not `$2a$`, `$2b$` or `$2y$`.
    #[error("the hash has the unusual bcrypt version `$2{}$`", .0.map(String::from).unwrap_or_default())]
    Version(Option<char>),
    /// `$2b$6$`
    #[error("the cost of the hash has one digit instead of two")]
    CostForm,
    /// Not 4 to 31.
    #[error("the cost of the hash is {0}, but bcrypt costs are 4 to 31")]
    CostRange(u32),
    /// `$2` and then nothing that makes sense.
    #[error("the hash starts like bcrypt, but its version and cost cannot be read")]
    Malformed,
    /// A character outside of bcrypt's alphabet.
    #[error("the hash contains a character that bcrypt does not use")]
    Alphabet,
    /// The last character of the salt has bits that the salt has no room for.
    #[error("the salt of the hash has stray bits at its end")]
    SaltBits,
    /// The last character of the digest has bits that the digest has no room for.
    #[error("the hash ends in a character that no bcrypt hash ends in")]
    DigestBits,
    /// Another scheme's hash.
    #[error("the hash is {0}, not bcrypt")]
    OtherScheme(&'static str),
    /// Base64 of a text, the password perhaps.
    #[error("the base64 contains text that is not a bcrypt hash")]
    EncodedText,
    /// Base64 of something else, or a word that happens to be base64.
    #[error("the value is base64, but not of a bcrypt hash")]
    EncodedBytes,
    #[error("the hash is not base64")]
    NotBase64,
}

impl HashError {
    /// What is wrong.
    pub fn fault(&self) -> &HashFault {
        &self.fault
    }

    /// What flyteadmin does with it, provided that the text reaches it as it is.
    pub fn effect(&self) -> HashEffect {
        self.effect
    }

    /// The hash that was meant, where that is certain.
    pub fn repaired(&self) -> Option<&PasswordHash> {
        self.repaired.as_ref()
    }

    /// What would be right, in one sentence without a full stop.
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
