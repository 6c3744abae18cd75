//! Renders a guide as text, Markdown or JSON.

mod human;
mod markdown;

use serde::Serialize;

use super::Guide;

/// How a guide is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum GuideFormat {
    /// Text for a terminal
    Human,
    /// Markdown, with boxes to tick
    Markdown,
    /// JSON
    Json,
}

/// The JSON of a guide.
#[derive(Debug, Serialize, schemars::JsonSchema)]
struct GuideDocument<'a> {
    /// The version of this format.
    version: u32,
    #[serde(flatten)]
    guide: &'a Guide,
}

/// Renders a guide. `columns` limits the width of text for people further than the default does.
pub fn render(guide: &Guide, format: GuideFormat, columns: Option<usize>) -> String {
    match format {
        GuideFormat::Human => human::text(guide, columns.unwrap_or(human::WIDTH)),
        GuideFormat::Markdown => markdown::text(guide),
        GuideFormat::Json => {
            // Serializing structs of texts cannot fail.
            let document = GuideDocument { version: 1, guide };
            let text = serde_json::to_string_pretty(&document).unwrap_or_default();
            format!("{text}\n")
        }
    }
}

/// Returns the JSON Schema of a guide.
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(GuideDocument);
    schema.insert("title".to_owned(), "Guide of flyte-auth, version 1".into());
    schema.to_value()
}
