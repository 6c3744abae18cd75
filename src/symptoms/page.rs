//! Parses a symptom's page, of which `diagnose` prints parts.

use super::Symptom;

/// A cause of a symptom, as on its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause<'a> {
    /// The cause in one sentence.
    pub title: &'a str,
    pub remedy: &'a str,
    /// The rules of `lint` that detect this cause in values or in a client config.
    pub rules: Vec<&'a str>,
    /// Texts in the matched lines that make this cause likely.
    pub signs: Vec<&'a str>,
    /// The deployments that can have this cause, as words such as `external` or `keycloak`; empty for all.
    pub only: Vec<&'a str>,
    /// Whether values decide on it: it isn't the cause if none of its rules reports anything.
    pub is_decided_by_values: bool,
}

impl Symptom {
    /// Returns the symptom in one sentence, without markup.
    pub fn summary(&self) -> &'static str {
        let mut paragraphs = self.page.split("\n\n");
        paragraphs.nth(1).unwrap_or_default()
    }

    /// Returns the example lines.
    pub fn examples(&self) -> Vec<&'static str> {
        let section = self.section("Lines");
        let mut blocks = section.split("```").skip(1).step_by(2);
        let mut all = Vec::new();
        for block in blocks.by_ref() {
            let text = block.strip_prefix("text").unwrap_or(block);
            all.extend(text.split("\n---\n").map(str::trim).filter(|text| !text.is_empty()));
        }
        all
    }

    /// Returns the symptom's meaning.
    pub fn meaning(&self) -> &'static str {
        self.section("What it means").trim()
    }

    /// Returns the probes of `flyte-auth check` that show the cause.
    pub fn checks(&self) -> Vec<&'static str> {
        let links = self.section("Check").split('[').skip(1);
        links.filter_map(|link| Some(link.split_once("](")?.0)).collect()
    }

    /// Returns the causes, likeliest first.
    pub fn causes(&self) -> Vec<Cause<'static>> {
        let section = self.section("Causes");
        section.split("\n### ").skip(1).map(cause).collect()
    }

    /// Returns the text below a heading of the second level.
    fn section(&self, heading: &str) -> &'static str {
        let mut sections = self.page.split("\n## ").skip(1);
        let found = sections.find_map(|section| section.strip_prefix(heading)?.strip_prefix('\n'));
        found.unwrap_or_default()
    }
}

/// Parses a cause's section: its title and the text below.
fn cause(text: &'static str) -> Cause<'static> {
    let (title, rest) = text.split_once('\n').unwrap_or((text, ""));
    let mut cause = Cause {
        title: title.trim(),
        remedy: "",
        rules: Vec::new(),
        signs: Vec::new(),
        only: Vec::new(),
        is_decided_by_values: false,
    };
    for line in rest.lines() {
        if let Some(rules) = line.strip_prefix("- Rules: ") {
            cause.rules = rules.split('[').filter_map(|link| Some(link.split_once("](")?.0)).collect();
        } else if let Some(signs) = line.strip_prefix("- Signs: ") {
            cause.signs = code_spans(signs);
        } else if let Some(only) = line.strip_prefix("- Only with: ") {
            cause.only = only.split(", ").collect();
        } else if line == "- Only if `lint` reports it" {
            cause.is_decided_by_values = true;
        } else if cause.remedy.is_empty() {
            cause.remedy = line.trim();
        }
    }
    cause
}

/// Returns the texts between backticks.
fn code_spans(text: &'static str) -> Vec<&'static str> {
    text.split('`').skip(1).step_by(2).collect()
}
