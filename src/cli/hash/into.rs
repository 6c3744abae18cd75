//! `flyte-auth hash --into`: replaces a password and its hash in values files.

use std::io;
use std::iter;
use std::path::{Path as FilePath, PathBuf};

use zeroize::Zeroizing;

use super::HashCommandError;
use crate::chart::{Chart, EXTERNAL_SECRET_REF, Pods, escape_tpl};
use crate::cli::{CliError, Outcome};
use crate::file;
use crate::generate::open_to_others;
use crate::output::{Output, stdout_is_discarded};
use crate::secret::{Password, PasswordHash};
use crate::text::{and_list, visible_path};
use crate::values::{is_placeholder, layer_one};
use crate::values_file::{EditFileError, NotValues};
use crate::yaml::edit::{Change, EditError, apply, edit};
use crate::yaml::{Document, HelmVersion, Path, Resolved, Stream, read};

/// The help on changing a file by hand.
const BY_HAND: &str = "`flyte-auth hash` prints a password and its hash";

/// The setting that names the token issuer.
const SERVER_TYPE: &str = "auth.appAuth.authServerType";

/// A file before and after the change.
struct Changed {
    path: PathBuf,
    before: Vec<u8>,
    after: Zeroizing<String>,
    holds: Vec<&'static str>,
    chart: Option<Chart>,
}

/// Replaces the password and the hash wherever the files contain them. A generated password is printed if the files
/// have no place for it.
pub(super) fn into(
    files: &[PathBuf],
    password: &Password,
    hash: &PasswordHash,
    is_new: bool,
    output: &mut Output<'_>,
) -> Result<Outcome, CliError> {
    one_path_each(files)?;
    let texts = files.iter().map(|path| text_of(path)).collect::<Result<Vec<_>, _>>()?;
    let is_elsewhere = texts.iter().any(ValuesText::refers_to_a_secret);
    let external = texts.iter().find_map(ValuesText::external_server);
    let changed =
        texts.into_iter().map(|file| change(file, password, hash, is_elsewhere)).collect::<Result<Vec<_>, _>>()?;
    let has = |what| changed.iter().any(|file| file.holds.contains(&what));
    if !has(HASH) {
        if let Some(error) = changed.iter().find_map(not_values_of) {
            return Err(error);
        }
        return Err(external.map_or(HashCommandError::NoHash, HashCommandError::External).into());
    }
    // The password is nowhere else, so it must be shown before anything is written.
    if is_new && !has(PASSWORD) {
        show(password, output).map_err(HashCommandError::NotShown)?;
    }
    write(&changed)?;
    for file in changed.iter().filter(|file| !file.holds.is_empty()) {
        output.result(&format!("{}: {}\n", visible_path(&file.path), and_list(&file.holds)))?;
    }
    if !has(PASSWORD) {
        output.say(
            "note: none of these files contains the password: change it where flytepropeller reads it; \
            `flyte-auth secrets --format kubectl` has the command for a Secret",
        )?;
    }
    for file in changed.iter().filter(|file| file.holds.contains(&PASSWORD)) {
        if let Some(note) = open_to_others(&file.path) {
            output.say(&format!("note: {note}"))?;
        }
    }
    let chart = changed.iter().find_map(|file| file.chart);
    for note in chart.map_or_else(Vec::new, |chart| restart_notes(chart, is_elsewhere)) {
        output.say(&format!("note: {note}"))?;
    }
    Ok(Outcome::Clean)
}

/// Returns the error for a file that is not a values file.
fn not_values_of(file: &Changed) -> Option<CliError> {
    let layered = layer_one(&file.path.to_string_lossy(), &file.before).ok()?;
    NotValues::refuse(&layered).err().map(|error| error.of_flag("--into").into())
}

/// Prints the password, and makes sure that it was output.
fn show(password: &Password, output: &mut Output<'_>) -> io::Result<()> {
    if stdout_is_discarded() {
        return Err(io::Error::other("standard output is discarded"));
    }
    output.result(&format!("password  {}\n", password.expose()))?;
    output.flush()
}

/// Writes the files. If one fails, restores those before it: a password and a hash in two files belong together.
fn write(changed: &[Changed]) -> Result<(), CliError> {
    let changed: Vec<&Changed> = changed.iter().filter(|file| !file.holds.is_empty()).collect();
    for (index, file) in changed.iter().enumerate() {
        if let Err(error) = file::replace(&file.path, &file.before, file.after.as_bytes()) {
            for written in changed.iter().take(index) {
                file::replace(&written.path, written.after.as_bytes(), &written.before)?;
            }
            return Err(error.into());
        }
    }
    Ok(())
}

/// Fails for a file that is given twice: it would be changed twice, and lose one of the changes.
fn one_path_each(files: &[PathBuf]) -> Result<(), HashCommandError> {
    let mut seen: Vec<(&PathBuf, PathBuf)> = Vec::new();
    for path in files {
        // A missing file is reported when it is read.
        let Ok(target) = path.canonicalize() else {
            continue;
        };
        if let Some((other, _)) = seen.iter().find(|(_, other)| *other == target) {
            return Err(HashCommandError::SameFile((*other).clone(), path.clone()));
        }
        seen.push((path, target));
    }
    Ok(())
}

/// Returns the place of flytepropeller's secret in values that have [`SERVER_TYPE`] at this place.
pub(super) fn password_beside(server_type: &Path) -> Path {
    let keys = server_type.keys();
    let beside = |chart: &Chart| {
        let home = chart.home(SERVER_TYPE);
        let subchart = keys.strip_suffix(home.keys().as_slice())?;
        Some(Path::of(&[subchart, chart.propeller_secret()].concat()))
    };
    Chart::ALL.iter().find_map(beside).unwrap_or_default()
}

/// Returns remarks on which processes must reread the password and the hash, and when they do.
fn restart_notes(chart: Chart, own_secrets: bool) -> Vec<String> {
    let by_itself = match (chart, own_secrets) {
        (Chart::FlyteBinary, false) => "the upgrade restarts flyte-binary's pod, which reads both at startup",
        (Chart::FlyteBinary, true) => {
            "store the password in the Secret before the upgrade, which restarts flyte-binary's pod: it reads both at \
                startup"
        }
        (Chart::FlyteCore, _) => "the upgrade restarts flyteadmin, whose configuration contains the hash",
    };
    let restarts = chart.restarts_after_new_hash(Pods {
        server: Some(match chart {
            Chart::FlyteBinary => "flyte-binary",
            Chart::FlyteCore => "flyteadmin",
        }),
        own_secrets,
        propeller: None,
        scheduler: None,
        sync: false,
    });
    let restarts = restarts
        .into_iter()
        .map(|restart| format!("after the upgrade, restart {}. {}", restart.deployment, restart.because));
    iter::once(by_itself.to_owned()).chain(restarts).collect()
}

const PASSWORD: &str = "password";
const HASH: &str = "hash";

/// A values file that was read.
struct ValuesText<'a> {
    path: &'a FilePath,
    text: String,
    stream: Stream,
    /// The key around the chart's values in an umbrella chart's.
    subchart: Option<String>,
}

fn text_of(path: &FilePath) -> Result<ValuesText<'_>, CliError> {
    let edit_error = |source| EditFileError::new(path, source, BY_HAND);
    let bytes = file::read(path).map_err(|source| CliError::read(path, source))?;
    let text = String::from_utf8(bytes).map_err(|_| edit_error(EditError::Encoding))?;
    let stream = read(text.as_bytes(), HelmVersion::V3).map_err(|error| edit_error(Box::new(error).into()))?;
    let subchart = layer_one(&path.to_string_lossy(), text.as_bytes())
        .ok()
        .and_then(|there| Some(Chart::nested_key(&there.values)?.0.to_owned()));
    Ok(ValuesText { path, text, stream, subchart })
}

impl ValuesText<'_> {
    /// Returns the scalar at a path, relative to an umbrella chart's key.
    fn at(&self, place: &Path) -> Option<(Path, WrittenScalar)> {
        let subchart = self.subchart.as_deref().into_iter();
        let place = Path::of(&subchart.chain(place.keys()).collect::<Vec<_>>());
        let found = scalar(self.stream.documents.first()?, &place)?;
        Some((place, found))
    }

    /// Returns the place of the setting by which the identity provider issues the tokens.
    fn external_server(&self) -> Option<Path> {
        Chart::ALL.iter().find_map(|chart| {
            let (place, found) = self.at(&chart.home(SERVER_TYPE))?;
            (found.text == "External").then_some(place)
        })
    }

    fn refers_to_a_secret(&self) -> bool {
        self.at(&Path::of(&EXTERNAL_SECRET_REF)).is_some_and(|(_, found)| !found.is_null && !found.text.is_empty())
    }
}

/// Changes a file. If the password is in a Secret managed outside the chart, flyte-binary's values have no place for
/// it.
fn change(
    file: ValuesText<'_>,
    password: &Password,
    hash: &PasswordHash,
    is_elsewhere: bool,
) -> Result<Changed, CliError> {
    let edit_error = |source| EditFileError::new(file.path, source, BY_HAND);
    let text = file.text.as_str();
    let mut changes = Vec::new();
    let mut holds = Vec::new();
    let mut of_chart = None;
    let places = Chart::ALL.into_iter().flat_map(|chart| {
        let hashes = chart.propeller_hashes().into_iter().map(move |place| (HASH, chart, place));
        iter::once((PASSWORD, chart, Path::of(chart.propeller_secret()))).chain(hashes)
    });
    for (what, chart, place) in places {
        let Some((place, old)) = file.at(&place) else {
            continue;
        };
        // flyte-core mounts a Secret managed outside the chart if and only if the value is `null`.
        let made_elsewhere = what == PASSWORD && if chart == Chart::FlyteCore { old.is_null } else { is_elsewhere };
        if made_elsewhere {
            continue;
        }
        if is_placeholder(&old.text) {
            return Err(HashCommandError::Placeholder(place).into());
        }
        let value = match (what, chart) {
            (HASH, _) => hash.expose().to_owned(),
            (_, Chart::FlyteCore) => escape_tpl(password.expose()),
            _ => password.expose().to_owned(),
        };
        changes.push(Change::Set { path: place, value: value.into() });
        of_chart = Some(chart);
        if !holds.contains(&what) {
            holds.push(what);
        }
    }
    let edits = edit(text, HelmVersion::V3, &changes).map_err(edit_error)?;
    let after = apply(text, &edits).ok_or_else(|| edit_error(EditError::Meaning))?;
    Ok(Changed {
        path: file.path.to_owned(),
        after: Zeroizing::new(after),
        before: file.text.into_bytes(),
        holds,
        chart: of_chart,
    })
}

/// A scalar as written.
struct WrittenScalar {
    text: String,
    is_null: bool,
}

/// Returns the scalar at a path, if there is one.
fn scalar(document: &Document, path: &Path) -> Option<WrittenScalar> {
    let (_, node) = path.find_in((document, document.root()))?;
    match document.resolved(node) {
        Resolved::List | Resolved::Map => None,
        kind => Some(WrittenScalar { text: document.text(node).to_owned(), is_null: matches!(kind, Resolved::Null) }),
    }
}
