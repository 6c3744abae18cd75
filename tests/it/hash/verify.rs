//! `--verify`: a password and a hash match or not, and each malformed hash has its own error.

use std::fmt::Write as _;

use insta::assert_snapshot;

use super::{HASH, RAW, encode, hash};

#[test]
fn verifies_a_password() {
    assert_snapshot!(hash(&["--verify", HASH], "foobar"), @"
    exit 0
    --- stdout
    match
    ");
    assert_snapshot!(hash(&["--verify", HASH, "--stdin"], "foobar\n"), @"
    exit 0
    --- stdout
    match
    --- stderr
    note: the trailing newline is not part of the password
    ");
    assert_snapshot!(hash(&["--verify", HASH], "barfoo"), @"
    exit 1
    --- stdout
    mismatch
    ");
    let slow = encode(RAW.replace("$04$", "$31$"));
    assert_snapshot!(hash(&["--verify", &slow], "foobar"), @"
    exit 2
    --- stderr
    error: cannot verify the password
    caused by: the hash has a cost of 31, but only costs up to 12 are verified
    help: each step doubles the time, also for flyteadmin, which verifies the hash for every token that flytepropeller requests; 10 is usual
    ");
}

#[test]

fn each_malformed_hash_has_its_own_error() {
    let cases = [
        ("empty", String::new()),
        ("raw", RAW.to_owned()),
        ("Python", format!("b'{HASH}'")),
        ("Python inside", encode(format!("b'{RAW}'"))),
        ("quotes", format!("'{HASH}'")),
        ("htpasswd", format!("admin:{RAW}")),
        ("twice", encode(HASH)),
        ("padding", format!("{HASH}==")),
        ("URL-safe", "c3ViamVjdHM_X2E".to_owned()),
        ("wrapped", format!("{}\n{}", &HASH[..76], &HASH[76..])),
        ("whitespace around it", format!("{HASH} ")),
        ("whitespace before it", encode(format!(" {RAW}"))),
        ("line end in it", encode(format!("{RAW}\n"))),
        ("more after it", encode(format!("{RAW}more"))),
        ("cut off", HASH[..70].to_owned()),
        ("$2$", encode(RAW.replace("$2b$", "$2$"))),
        ("$2x$", encode(RAW.replace("$2b$", "$2x$"))),
        ("$4$", encode(RAW.replace("$04$", "$4$"))),
        ("cost 3", encode(RAW.replace("$04$", "$03$"))),
        ("no cost", encode(RAW.replace("$04$", "$xy$"))),
        ("alphabet", encode(RAW.replace('.', "_"))),
        ("salt", encode(RAW.replace("V4uuV", "V4uvV"))),
        ("digest", encode(RAW.replace("yODde", "yODdf"))),
        ("other scheme", "$6$salt$digest".to_owned()),
        ("encoded password", encode("canary-password")),
        ("word", "canary12".to_owned()),
        ("password", "canary-password!".to_owned()),
    ];
    let mut text = String::new();
    for (name, wrong) in cases {
        let output = hash(&["--verify", &wrong], "foobar");
        assert!(!output.contains("canary") && !output.contains("PVV0") && !output.contains("UFZW"));
        let _ = writeln!(text, "# {name}\n{output}");
    }
    assert_snapshot!(text, @r"
    # empty
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the hash is empty
    help: `flyte-auth hash` generates a password and its hash; `flyte-auth hash --stdin` hashes a given password

    # raw
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the hash is bcrypt without the base64 encoding
    help: encode it: `printf %s '$2b$…' | base64 | tr -d '\n'`, with single quotes, so that the shell does not expand `$`

    # Python
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the hash is wrapped in Python's `b'…'`
    help: use only what is between the quotation marks; in Python, print `.decode()` of the bytes

    # Python inside
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the base64 contains Python's `b'…'` around the hash
    help: encode the bytes themselves, not `str(…)` of them: `base64.b64encode(hash).decode()`

    # quotes
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the hash includes quotation marks
    help: remove the inner quotation marks: they are part of the value here

    # htpasswd
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the hash starts with a user name, as `htpasswd` prints it
    help: encode only the part after the colon, from `$2` on

    # twice
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the hash is base64-encoded more than once
    help: encode it once: the chart encodes the Secret's `data` itself

    # padding
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the base64 of the hash has the wrong padding
    help: the base64 of a bcrypt hash has 80 characters without `=`; encode only the hash, and all of it

    # URL-safe
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the value is URL-safe base64, which is not how a bcrypt hash is encoded
    help: the value must be the base64 of the password's bcrypt hash: 80 characters that start with `JDJ`; `flyte-auth hash --stdin` computes it

    # wrapped
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the base64 of the hash contains line breaks or other whitespace
    help: write it on one line: `base64` breaks long output, `| tr -d '\n'` joins it

    # whitespace around it
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the hash has whitespace around it
    help: remove the whitespace around it

    # whitespace before it
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the base64 contains whitespace before the hash
    help: encode only the hash, starting at `$2`

    # line end in it
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the base64 contains a line break or other whitespace after the hash
    help: flyteadmin ignores it, other tools do not; encode the hash without it: use `printf %s` instead of `echo`

    # more after it
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the base64 contains more than the 60 bytes of a bcrypt hash
    help: flyteadmin ignores the rest, other tools do not; encode only the hash

    # cut off
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the hash is cut off after 52 of 60 bytes
    help: copy the complete hash, or create a new one from the password with `flyte-auth hash --stdin`

    # $2$
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the hash has the unusual bcrypt version `$2$`
    help: flyteadmin treats all versions the same, other tools reject this one; write `$2b$` instead

    # $2x$
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the hash has the unusual bcrypt version `$2x$`
    help: flyteadmin treats all versions the same, other tools reject this one; write `$2b$` instead

    # $4$
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the cost of the hash has one digit instead of two
    help: write the cost with two digits, as in `$2b$06$`

    # cost 3
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the cost of the hash is 3, but bcrypt costs are 4 to 31
    help: copy the complete hash, or create a new one from the password with `flyte-auth hash --stdin`

    # no cost
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the hash starts like bcrypt, but its version and cost cannot be read
    help: copy the complete hash, or create a new one from the password with `flyte-auth hash --stdin`

    # alphabet
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the hash contains a character that bcrypt does not use
    help: copy the complete hash, or create a new one from the password with `flyte-auth hash --stdin`

    # salt
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the salt of the hash has stray bits at its end
    help: flyteadmin ignores them, other tools reject the hash; `flyte-auth hash --stdin` prints a clean one

    # digest
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the hash ends in a character that no bcrypt hash ends in
    help: copy the complete hash, or create a new one from the password with `flyte-auth hash --stdin`

    # other scheme
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the hash is SHA-512-crypt, not bcrypt
    help: flyteadmin supports only bcrypt; `flyte-auth hash --stdin` hashes a given password

    # encoded password
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the base64 contains text that is not a bcrypt hash
    help: the value must be the base64 of the password's bcrypt hash: 80 characters that start with `JDJ`; `flyte-auth hash --stdin` computes it

    # word
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the value is base64, but not of a bcrypt hash
    help: the value must be the base64 of the password's bcrypt hash: 80 characters that start with `JDJ`; `flyte-auth hash --stdin` computes it

    # password
    exit 2
    --- stderr
    error: cannot use the hash given with `--verify`
    caused by: the hash is not base64
    help: the value must be the base64 of the password's bcrypt hash: 80 characters that start with `JDJ`; `flyte-auth hash --stdin` computes it
    ");
}
