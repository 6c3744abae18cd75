//! The text form of a bcrypt hash: `$2b$10$`, 22 characters of salt, 31 of digest.

use std::fmt::Write as _;

use zeroize::Zeroizing;

use super::cost::Cost;
use super::hash_error::HashFault;

/// bcrypt's base64 alphabet, in the order of the values.
const ALPHABET: &[u8; 64] = b"./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The length of a hash.
pub(super) const BYTES: usize = 60;

const SALT: usize = 22;
const DIGEST: usize = 31;

/// A hash that could be read, possibly with corrections.
pub(super) struct BcryptForm {
    /// The hash in the correct form: `$2a$`, `$2b$` or `$2y$`, 60 characters, no stray bits.
    pub(super) canonical: Zeroizing<String>,
    pub(super) cost: Cost,
    /// The error in the original form, if there is one.
    pub(super) fault: Option<HashFault>,
    /// Whether Go's bcrypt, which flyteadmin uses, accepts the original form.
    pub(super) accepted_by_go: bool,
}

/// Reads a hash, or fails if it cannot be restored. Source for Go's behavior: `newFromHash` in
/// `golang.org/x/crypto/bcrypt`.
pub(super) fn read(bytes: &[u8]) -> Result<BcryptForm, HashFault> {
    let (version, rest, version_fault) = read_version(bytes)?;
    let (cost, rest, cost_fault) = read_cost(rest)?;
    let BcryptBody { salt, digest, tail } = split(rest, bytes.len())?;
    let (salt, salt_fault) = read_salt(salt)?;
    // 31 characters hold 186 bits, the digest only 184. Go compares the characters, and never writes stray bits.
    if last_value(digest)? % 4 != 0 {
        return Err(HashFault::DigestBits);
    }
    let tail_fault = if tail.is_empty() {
        None
    } else if tail.iter().all(u8::is_ascii_whitespace) {
        Some(HashFault::TrailingSpace)
    } else {
        Some(HashFault::TrailingBytes)
    };

    let mut canonical = Zeroizing::new(String::with_capacity(BYTES));
    // Writing to a String cannot fail.
    let _ = write!(canonical, "$2{version}${cost:02}$");
    canonical.extend(salt.iter().chain(digest).map(|&byte| char::from(byte)));
    Ok(BcryptForm {
        canonical,
        cost,
        accepted_by_go: cost_fault.is_none(),
        fault: cost_fault.or(version_fault).or(salt_fault).or(tail_fault),
    })
}

/// Reads `$2b$`. Returns the version letter to write, the rest, and the error. Like the algorithm, Go ignores the
/// letter, and it also accepts the form without one.
fn read_version(bytes: &[u8]) -> Result<(char, &[u8], Option<HashFault>), HashFault> {
    match bytes {
        [b'$', b'2', letter @ (b'a' | b'b' | b'y'), b'$', rest @ ..] => Ok((char::from(*letter), rest, None)),
        [b'$', b'2', b'$', rest @ ..] => Ok(('b', rest, Some(HashFault::Version(None)))),
        [b'$', b'2', letter, b'$', rest @ ..] if letter.is_ascii_alphabetic() => {
            Ok(('b', rest, Some(HashFault::Version(Some(char::from(*letter))))))
        }
        _ => Err(HashFault::Malformed),
    }
}

/// Reads `10$`: two digits, although some write one.
fn read_cost(bytes: &[u8]) -> Result<(Cost, &[u8], Option<HashFault>), HashFault> {
    let digit = |byte: u8| char::from(byte).to_digit(10).ok_or(HashFault::Malformed);
    let (number, rest, fault) = match bytes {
        [tens, ones, b'$', rest @ ..] => (digit(*tens)? * 10 + digit(*ones)?, rest, None),
        [ones, b'$', rest @ ..] => (digit(*ones)?, rest, Some(HashFault::CostForm)),
        _ => return Err(HashFault::Malformed),
    };
    let cost = Cost::new(number).map_err(|_| HashFault::CostRange(number))?;
    Ok((cost, rest, fault))
}

/// The part of a hash after version and cost.
struct BcryptBody<'a> {
    salt: &'a [u8],
    digest: &'a [u8],
    tail: &'a [u8],
}

fn split(bytes: &[u8], whole: usize) -> Result<BcryptBody<'_>, HashFault> {
    let known = bytes.iter().take_while(|byte| ALPHABET.contains(byte)).count();
    let after_known = bytes.iter().skip(known);
    if known < SALT + DIGEST {
        let missing_only = after_known.clone().all(u8::is_ascii_whitespace);
        return Err(if missing_only {
            HashFault::Truncated { found: whole - after_known.count() }
        } else {
            HashFault::Alphabet
        });
    }
    let too_short = HashFault::Truncated { found: whole };
    let (salt, rest) = bytes.split_at_checked(SALT).ok_or(too_short.clone())?;
    let (digest, tail) = rest.split_at_checked(DIGEST).ok_or(too_short)?;
    Ok(BcryptBody { salt, digest, tail })
}

/// Clears stray bits of a salt: 22 characters hold 132 bits, the salt only 128. Go drops the others, and other
/// implementations refuse a hash where they aren't zero.
fn read_salt(salt: &[u8]) -> Result<(Zeroizing<Vec<u8>>, Option<HashFault>), HashFault> {
    let mut clean = Zeroizing::new(salt.to_vec());
    let value = last_value(salt)?;
    let stray = value % 16;
    if stray == 0 {
        return Ok((clean, None));
    }
    let kept = ALPHABET.get(value - stray).ok_or(HashFault::Alphabet)?;
    if let Some(last) = clean.last_mut() {
        *last = *kept;
    }
    Ok((clean, Some(HashFault::SaltBits)))
}

/// Returns the value of the last character.
fn last_value(bytes: &[u8]) -> Result<usize, HashFault> {
    bytes.last().and_then(|last| ALPHABET.iter().position(|byte| byte == last)).ok_or(HashFault::Alphabet)
}
