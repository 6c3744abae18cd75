//! `flyte-auth hash`

mod into;

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Read};
use std::path::PathBuf;

use anstyle::Style;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::chart::{AuthSetting, Chart};
use crate::cli::{CliError, Outcome};
use crate::output::Output;
use crate::secret::{Cost, HashError, Password, PasswordError, PasswordHash, RandomError, Secret, VerifyError};
use crate::text::visible_path;
use crate::yaml::Path;

/// The variable that holds the password in `--format env`.
const PASSWORD_VARIABLE: &str = "FLYTE_PROPELLER_PASSWORD";

/// The variable that holds its hash.
const HASH_VARIABLE: &str = "FLYTE_PROPELLER_PASSWORD_HASH";

fn hash_in(chart: Chart) -> String {
    chart.place(AuthSetting::PropellerHash).join(".")
}

/// Returns a remark on what else a chart needs for a hash.
const fn note(chart: Chart) -> Option<&'static str> {
    match chart {
        Chart::FlyteBinary => None,
        // The map replaces the one built into flyteadmin (flytestdlib decodes with `ZeroFields`).
        Chart::FlyteCore => {
            Some("`staticClients` must also list flyte-cli and flytectl, because it replaces the built-in clients")
        }
    }
}

/// The maximum number of bytes that are read as a password.
const MAX_INPUT: u64 = 64 * 1024;

/// Arguments of `hash`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Passwords are never taken as arguments, because other users can read command lines \
    and the shell stores them.\n\n\
    Examples:\n  \
    flyte-auth hash\n  \
    printf %s \"$PASSWORD\" | flyte-auth hash --stdin\n  \
    flyte-auth hash --into values.yaml --into values-secrets.yaml\n  \
    printf %s \"$PASSWORD\" | flyte-auth hash --verify \"$HASH\"")]
pub(super) struct HashArgs {
    /// Hash the password on standard input instead of generating one
    #[arg(long)]
    stdin: bool,

    /// Check HASH against the password on standard input; exit with 0 if it matches, else 1
    #[arg(long, value_name = "HASH", value_parser = secret, conflicts_with_all = ["cost", "format"])]
    verify: Option<Secret>,

    /// Replace only the password and hash in this values file; repeat for layers of one release
    #[arg(long, value_name = "FILE", conflicts_with_all = ["verify", "format"])]
    into: Vec<PathBuf>,

    /// bcrypt cost, 4 to 16; each step doubles the time
    ///
    /// flyteadmin computes the hash for every token that flytepropeller requests: cost 10 takes about 60 ms, cost 16
    /// takes seconds. `flyte-auth` never verifies hashes with a cost above 12.
    #[arg(long, value_name = "N", default_value_t)]
    cost: Cost,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: HashFormat,

    // Only here to be refused: clap would repeat it in its own message. No doc comment: completions would show it.
    #[arg(hide = true, value_name = "PASSWORD", value_parser = secret)]
    argument: Vec<Secret>,
}

/// The formats of `hash`.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum HashFormat {
    /// Text that shows where the password and hash go
    #[default]
    Human,
    /// YAML with the keys `password` and `hash`
    Yaml,
    /// JSON with the keys `password` and `hash`
    Json,
    /// Variables for a shell or a `.env` file
    Env,
}

/// The pair to print: the hash, and the password unless the caller already has it.
#[derive(Serialize)]
struct Pair<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<&'a str>,
    hash: &'a str,
}

/// The reasons why `hash` fails.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum HashCommandError {
    /// A password was given as an argument.
    #[error("the password cannot be given as an argument")]
    #[diagnostic(help(
        "other users of the machine can read arguments, and the shell stores them: `printf %s \"$PASSWORD\" | \
            flyte-auth \
        hash --stdin`"
    ))]
    Argument,
    /// Standard input is a terminal, which would echo the password.
    #[error("standard input is a terminal, which would show the password")]
    #[diagnostic(help("pipe it in: `printf %s \"$PASSWORD\" | flyte-auth hash {}`", if *verify { "--verify \"$HASH\"" } else { "--stdin" }))]
    Terminal {
        /// Whether the password is for `--verify`.
        verify: bool,
    },
    /// Standard input cannot be read.
    #[error("cannot read the password from standard input")]
    Input(#[source] io::Error),
    /// The input is not a valid password.
    #[error("cannot use the password on standard input")]
    #[diagnostic(help("{}", _0.help()))]
    Password(#[from] PasswordError),
    /// The hash is not in the chart's form.
    #[error("cannot use the hash given with `--verify`")]
    #[diagnostic(help("{}", _0.help()))]
    Hash(#[from] HashError),
    /// The password and the hash cannot be compared.
    #[error("cannot verify the password")]
    #[diagnostic(help("{}", _0.help()))]
    Verify(#[from] VerifyError),
    /// None of the files for `--into` holds a hash.
    #[error("there is no hash to replace in these files")]
    #[diagnostic(help(
        "pass every values file of the release; flyteadmin reads the hash from `{}` (flyte-binary) or `{}` \
            (flyte-core); where there is none yet, `flyte-auth generate --into FILE` writes a password and its hash",
        hash_in(Chart::FlyteBinary),
        hash_in(Chart::FlyteCore)
    ))]
    NoHash,
    /// No hash is needed, because this setting makes the identity provider issue the tokens.
    #[error("there is no hash to replace: with `{0}: External` the identity provider checks flytepropeller's secret")]
    #[diagnostic(help(
        "create a new secret at the identity provider, and set it in `{}` or in your existing Secret",
        into::password_beside(_0)
    ))]
    External(Path),
    /// Two paths lead to the same file.
    #[error("`{}` and `{}` are the same file", visible_path(.0), visible_path(.1))]
    #[diagnostic(help("pass it once"))]
    SameFile(PathBuf, PathBuf),
    /// The value to replace is a placeholder.
    #[error("`{0}` is filled in later, by another tool")]
    #[diagnostic(help("change it at its source: `flyte-auth hash` prints a password and its hash"))]
    Placeholder(Path),
    /// The files have no place for the new password, and nobody would see it.
    #[error("the new password cannot be shown, and nothing was written")]
    #[diagnostic(help(
        "the files contain only its hash: read the password from standard output, or pass one with `--stdin`"
    ))]
    NotShown(#[source] io::Error),
    /// The system provides no random numbers.
    #[error("cannot generate a password and its hash")]
    Random(#[from] RandomError),
}

pub(super) fn run(args: &HashArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    if !args.argument.is_empty() {
        return Err(HashCommandError::Argument.into());
    }
    if let Some(hash) = &args.verify {
        return verify(hash, output);
    }
    let password =
        if args.stdin { read_password(false, output)? } else { Password::random().map_err(HashCommandError::from)? };
    let hash = PasswordHash::of(&password, args.cost).map_err(HashCommandError::from)?;
    if !args.into.is_empty() {
        return into::into(&args.into, &password, &hash, !args.stdin, output);
    }
    let pair = Pair { password: (!args.stdin).then(|| password.expose()), hash: hash.expose() };
    let text = Zeroizing::new(match args.format {
        HashFormat::Human => human(&pair),
        HashFormat::Yaml => yaml(&pair),
        HashFormat::Json => json(&pair)?,
        HashFormat::Env => env(&pair),
    });
    output.result(&text)?;
    Ok(Outcome::Clean)
}

fn verify(hash: &Secret, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    // Parse the hash first, so that an invalid one is reported without asking for a password.
    let hash = PasswordHash::parse(hash.expose()).map_err(HashCommandError::from)?;
    let password = read_password(true, output)?;
    if hash.verify(&password).map_err(HashCommandError::from)? {
        output.result("match\n")?;
        Ok(Outcome::Clean)
    } else {
        output.result("mismatch\n")?;
        Ok(Outcome::Findings)
    }
}

fn read_password(verify: bool, output: &mut Output<'_>) -> Result<Password, CliError> {
    let input = io::stdin();
    if input.is_terminal() {
        return Err(HashCommandError::Terminal { verify }.into());
    }
    let mut bytes = Zeroizing::new(Vec::new());
    input.take(MAX_INPUT).read_to_end(&mut bytes).map_err(HashCommandError::Input)?;
    let read = Secret::parse_passphrase(&bytes).map_err(PasswordError::from).map_err(HashCommandError::from)?;
    if read.trimmed {
        output.say("note: the trailing newline is not part of the password")?;
    }
    Ok(Password::new(read.secret).map_err(HashCommandError::from)?)
}

fn human(pair: &Pair<'_>) -> String {
    let bold = Style::new().bold();
    let mut text = String::new();
    // Writing to a String cannot fail.
    if let Some(password) = pair.password {
        let _ = writeln!(text, "{bold}password{bold:#}  {password}");
    }
    let _ = writeln!(text, "{bold}hash{bold:#}      {}", pair.hash);
    for chart in Chart::ALL {
        let _ = writeln!(text, "\n{bold}{chart}{bold:#}");
        let _ = writeln!(text, "  password  {}", chart.propeller_secret().join("."));
        let _ = writeln!(text, "  hash      {}", hash_in(chart));
        if let Some(note) = note(chart) {
            let _ = writeln!(text, "  ({note})");
        }
    }
    text
}

// Neither text contains a character that is special in a quoted scalar, a shell or an `.env` file.

fn yaml(pair: &Pair<'_>) -> String {
    let password = pair.password.map(|password| format!("password: '{password}'\n"));
    format!("{}hash: '{}'\n", password.unwrap_or_default(), pair.hash)
}

fn json(pair: &Pair<'_>) -> Result<String, CliError> {
    let mut text = serde_json::to_string_pretty(pair).map_err(io::Error::from)?;
    text.push('\n');
    Ok(text)
}

fn env(pair: &Pair<'_>) -> String {
    let password = pair.password.map(|password| format!("{PASSWORD_VARIABLE}={password}\n"));
    format!("{}{HASH_VARIABLE}={}\n", password.unwrap_or_default(), pair.hash)
}

#[expect(clippy::unnecessary_wraps, reason = "clap wants a Result")]
fn secret(text: &str) -> Result<Secret, std::convert::Infallible> {
    Ok(Secret::as_written(text))
}
