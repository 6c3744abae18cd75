//! `Chart.yaml`: the chart's name, version and dependencies.

use serde::Deserialize;

use super::Chart;
use crate::flyte::FlyteVersion;

/// The content of a `Chart.yaml`. Source: `Metadata` and `Dependency` in `pkg/chart` of Helm 3.17.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChartFile {
    #[serde(default)]
    pub(super) name: String,
    version: Option<Text>,
    app_version: Option<Text>,
    dependencies: Option<Vec<DependencyEntry>>,
}

/// A scalar; versions are often written without quotes.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Text {
    Text(String),
    Number(serde_yaml::Number),
}

#[derive(Debug, Deserialize)]
struct DependencyEntry {
    #[serde(default)]
    name: String,
    version: Option<Text>,
    alias: Option<String>,
}

/// Flyte's chart as a dependency of another chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// The key of its values: the alias, or else the name.
    pub key: String,
    pub chart: Chart,
}

impl ChartFile {
    pub(super) fn read(text: &[u8]) -> Result<Self, serde_yaml::Error> {
        // An empty file is null.
        serde_yaml::from_slice::<Option<Self>>(text).map(Option::unwrap_or_default)
    }

    /// Returns the first dependency that is a chart of Flyte.
    pub(super) fn dependency(&self) -> Option<Dependency> {
        let (entry, chart) = self.flyte_dependency()?;
        Some(Dependency { key: entry.alias.clone().unwrap_or_else(|| entry.name.clone()), chart })
    }

    fn flyte_dependency(&self) -> Option<(&DependencyEntry, Chart)> {
        let mut all = self.dependencies.iter().flatten();
        all.find_map(|entry| Some((entry, Chart::named(&entry.name)?)))
    }

    /// Returns the version of Flyte. In Flyte's releases the chart's version is that of Flyte, while the app's may be
    /// older (`charts/flyte-binary/Chart.yaml` at v1.16.8); in a checkout the chart's is `v0.1.10`.
    pub(super) fn flyte_version(&self) -> Option<FlyteVersion> {
        let released = |version: &Option<Text>| {
            let version = version.as_ref().and_then(Text::version)?;
            (version >= FlyteVersion::new(1, 0, 0)).then_some(version)
        };
        match self.flyte_dependency() {
            Some((entry, _)) => released(&entry.version),
            None => released(&self.version)
                .filter(|_| Chart::named(&self.name).is_some())
                .or_else(|| self.app_version.as_ref().and_then(Text::version)),
        }
    }
}

impl Text {
    fn version(&self) -> Option<FlyteVersion> {
        let text = match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        };
        FlyteVersion::parse_any(&text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> (String, Option<String>, Option<Dependency>) {
        let file = ChartFile::read(text.as_bytes()).unwrap();
        (file.name.clone(), file.flyte_version().map(|version| version.to_string()), file.dependency())
    }

    #[test]
    fn says_version_and_dependency() {
        let version = |text: &str| Some(text.to_owned());
        let released = "apiVersion: v2\nname: flyte-binary\nversion: v1.16.8  # VERSION\nappVersion: \"1.16.0\"\n";
        assert_eq!(facts(released), ("flyte-binary".to_owned(), version("1.16.8"), None));
        let checkout = "name: flyte-binary\nversion: v0.1.10\nappVersion: 1.16.0\n";
        assert_eq!(facts(checkout).1, version("1.16.0"));
        assert_eq!(facts("name: own\nversion: 3.0.0\nappVersion: 1.15\n").1, version("1.15.0"));
        let umbrella = "name: platform\nversion: 9.1.0\nappVersion: '7'\ndependencies:\n- name: postgresql\n  \
                        version: 12.x\n- name: flyte-core\n  alias: workflows\n  version: v1.15.3\n";
        let dependency = Dependency { key: "workflows".to_owned(), chart: Chart::FlyteCore };
        assert_eq!(facts(umbrella), ("platform".to_owned(), version("1.15.3"), Some(dependency)));
        assert_eq!(facts(""), (String::new(), None, None));
        assert!(ChartFile::read(b"dependencies: 1\n").is_err());
    }
}
