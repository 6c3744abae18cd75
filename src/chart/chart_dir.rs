//! The user's own chart, from a folder or a package: only its default values are used.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

use super::chart_file::ChartFile;
use super::{Chart, Dependency};
use crate::file;
use crate::flyte::FlyteVersion;
use crate::text::visible_path;
use crate::values::{Kind, Map, Origin, Value};
use crate::yaml::{Document, HelmVersion, NodeId, ReadError, Resolved, read};

/// The maximum number of bytes of an unpacked package that are searched for a file.
const MAX_UNPACKED: u64 = 256 * 1024 * 1024;

/// The user's own chart.
#[derive(Debug, Clone)]
pub struct OwnChart {
    /// The name in `Chart.yaml`.
    pub name: String,
    /// The version of Flyte that it installs, if it states one.
    pub version: Option<FlyteVersion>,
    /// Flyte's chart among its dependencies, if it is an umbrella chart.
    pub dependency: Option<Dependency>,
    pub defaults: Value,
}

/// The help of each error about the user's chart.
const CHART_HELP: &str = "give the folder that holds `Chart.yaml`, or the `.tgz` that `helm pull` fetches";

/// A chart that cannot be read.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum ChartDirError {
    /// The folder or package cannot be read.
    #[error("cannot read the chart `{}`", visible_path(path))]
    #[diagnostic(help("{CHART_HELP}"))]
    Read { path: PathBuf, source: io::Error },
    /// A file is missing.
    #[error("there is no `{file}` in the chart `{}`", visible_path(path))]
    #[diagnostic(help("{CHART_HELP}"))]
    Missing { path: PathBuf, file: &'static str },
    /// A file in it is not YAML.
    #[error("cannot read `{file}` of the chart `{}`", visible_path(path))]
    #[diagnostic(help("{CHART_HELP}"))]
    Yaml { path: PathBuf, file: &'static str, source: Box<ReadError> },
    /// `Chart.yaml` is not a description of a chart.
    #[error("`Chart.yaml` of the chart `{}` does not describe a chart", visible_path(path))]
    #[diagnostic(help("{CHART_HELP}"))]
    ChartFile { path: PathBuf, source: serde_yaml::Error },
}

impl OwnChart {
    /// Reads `Chart.yaml` and `values.yaml` from a folder or a `.tgz`.
    pub fn read(path: &Path) -> Result<Self, ChartDirError> {
        let folder = path.is_dir();
        let text = |file: &'static str| {
            let found = if folder { from_folder(path, file) } else { from_package(path, file) };
            found
                .map_err(|source| ChartDirError::Read { path: path.to_owned(), source })?
                .ok_or_else(|| ChartDirError::Missing { path: path.to_owned(), file })
        };
        // Helm's error messages for YAML, and its limits, are those of our own reader.
        let stream = |file: &'static str, bytes: &[u8]| {
            let error = |source| ChartDirError::Yaml { path: path.to_owned(), file, source: Box::new(source) };
            read(bytes, HelmVersion::V3).map_err(error)
        };
        let about = text("Chart.yaml")?;
        stream("Chart.yaml", &about)?;
        let about =
            ChartFile::read(&about).map_err(|source| ChartDirError::ChartFile { path: path.to_owned(), source })?;
        let values = text("values.yaml")?;
        let document = stream("values.yaml", &values)?.documents.into_iter().next();
        let defaults = document.map(|document| ValuesOrigins::new(&document, &values).value(document.root()));
        let nothing = || Value::map(Map::default(), Origin::ChartDefault { line: None });
        Ok(Self {
            version: about.flyte_version(),
            dependency: about.dependency(),
            name: about.name,
            defaults: defaults.filter(|value| !value.is_null()).unwrap_or_else(nothing),
        })
    }

    /// Returns the known chart with its name.
    pub fn chart(&self) -> Option<Chart> {
        Chart::named(&self.name)
    }
}

fn from_folder(path: &Path, name: &str) -> io::Result<Option<Vec<u8>>> {
    match file::read(&path.join(name)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads a file from a package, which holds one folder that is named after the chart.
fn from_package(path: &Path, name: &str) -> io::Result<Option<Vec<u8>>> {
    let package = file::read(path)?;
    let mut archive = tar::Archive::new(GzDecoder::new(&*package).take(MAX_UNPACKED));
    for entry in archive.entries()? {
        let entry = entry?;
        let found = {
            let inside = entry.path()?;
            inside.components().count() == 2 && inside.file_name().is_some_and(|last| last == name)
        };
        if found {
            return file::read_from(entry, 0).map(Some);
        }
    }
    Ok(None)
}

/// Converts a document to values whose origins are lines of the chart's own file.
struct ValuesOrigins<'a> {
    document: &'a Document,
    index: crate::text::LineIndex,
    bytes: &'a [u8],
}

impl<'a> ValuesOrigins<'a> {
    fn new(document: &'a Document, bytes: &'a [u8]) -> Self {
        Self { document, index: crate::text::LineIndex::new(bytes), bytes }
    }

    fn origin(&self, byte: usize) -> Origin {
        let line = self.index.position(self.bytes, byte).line;
        Origin::ChartDefault { line: u32::try_from(line).ok() }
    }

    fn value(&self, id: NodeId) -> Value {
        let document = self.document;
        let kind = match document.resolved(id) {
            Resolved::Null => Kind::Null,
            Resolved::Bool(yes) => Kind::Bool(yes),
            Resolved::Number { value, .. } => Kind::Float(value),
            Resolved::String(text) => Kind::String(text.into()),
            Resolved::List => {
                Kind::List(document.items(id).iter().map(|item| self.value(*item)).collect::<Vec<_>>().into())
            }
            Resolved::Map => Kind::Map(
                document
                    .entries(id)
                    .map(|entry| {
                        let key_origin = self.origin(entry.key_span.start);
                        (entry.key.as_ref().into(), crate::values::Entry { key_origin, value: self.value(entry.value) })
                    })
                    .collect::<Map>()
                    .into(),
            ),
        };
        Value::new(kind, self.origin(document.node(id).span().start))
    }
}
