//! Unchecked answers: a file with flags on top, and where each answer was given.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize as _;
use serde_json::{Map, Value};

use super::check::{self, Checked, Sketch};
use super::existing::{KeptSecrets, UnusableAnswer};
use super::hide;
use super::problem::Problem;
use super::raw::RawAnswers;
use super::schema_check;
use super::source::SecretStore;
use super::table::{ANSWER_FLAGS, flags_of};
use super::values_flag::ValuesFlag;
use crate::diagnostic::{Diagnostic, Fault, Place, SourceText};
use crate::redact::covered;
use crate::shell;
use crate::text::Span;
use crate::yaml::{self, Document, HelmVersion, NodeId, YamlFailure};

/// Answers before they are checked.
#[derive(Debug, Clone, Default)]
pub struct AnswersInput {
    file: Option<Arc<SourceText>>,
    instance: Map<String, Value>,
    spans: HashMap<String, Span>,
    flags: HashMap<String, &'static str>,
    /// The flags that were not given, by key, for messages about missing answers.
    offered: HashMap<&'static str, Vec<&'static str>>,
    problems: Vec<Diagnostic>,
    /// Secrets of the values file that the answers are merged into.
    kept: KeptSecrets,
    /// Texts of the values file at the places of answers that are not valid answers.
    unusable: Vec<UnusableAnswer>,
}

impl AnswersInput {
    /// Parses an answers file as YAML in Helm's dialect, which includes JSON. `name` is its name in messages. A text
    /// that is not YAML or not a map is an error; everything else is left to [`Self::check`].
    pub fn parse(name: String, bytes: &[u8]) -> Result<Self, Vec<Diagnostic>> {
        let text = crate::text::text_of(bytes);
        let file = Arc::new(SourceText { name, text: covered(&text) });
        let place = |span| Place::Text { source: Arc::clone(&file), span };
        let stream = yaml::read(bytes, HelmVersion::V3).map_err(|error| {
            let mut fault = match error.failure() {
                YamlFailure::NotAMap => Fault::new("answers must be a map of keys and values"),
                // Helm's message without the operation that failed.
                _ => Fault::new(error.to_string().trim_start_matches("error converting YAML to JSON: ")),
            };
            if let Some(hint) = error.hint() {
                fault = fault.help(hint.to_string());
            }
            vec![Diagnostic::new(fault, place(error.span()))]
        })?;
        let mut input = Self { file: Some(Arc::clone(&file)), ..Self::default() };
        for dropped in &stream.dropped {
            input.problems.push(Diagnostic::new(
                Fault::new("the rest of the file is not part of the answers")
                    .help("keep one YAML document, with all top-level keys in the same column"),
                place(dropped.span),
            ));
        }
        let Some(document) = stream.documents.first() else {
            return Ok(input);
        };
        for duplicate in document.duplicates() {
            input.problems.push(Diagnostic::new(
                Fault::new("this key is a duplicate").help("keep one of the two"),
                place(duplicate.later),
            ));
        }
        let root = document.root();
        input.locate(document, root, "");
        if let Some(file) = &mut input.file {
            let shown = hide::at_keys(&file.text, &input.spans);
            *file = Arc::new(SourceText { name: file.name.clone(), text: shown });
        }
        if let Value::Object(instance) = document.to_json(root) {
            input.instance = instance;
        }
        Ok(input)
    }

    /// Records a flag that can answer `key`.
    pub fn offer(&mut self, key: &'static str, flag: &'static str) {
        self.offered.entry(key).or_default().push(flag);
    }

    /// Sets the answer to `key` to a flag's value. An empty map only adds the key, and removes nothing.
    pub fn overlay(&mut self, key: &'static str, value: Value, flag: &'static str) {
        let mut parts = key.split('.').peekable();
        let mut map = &mut self.instance;
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                let is_there = map.get(part).is_some_and(Value::is_object);
                if !(is_there && value.as_object().is_some_and(Map::is_empty)) {
                    map.insert(part.to_owned(), value);
                }
                break;
            }
            let below = map.entry(part).or_insert_with(|| Value::Object(Map::new()));
            if !below.is_object() {
                *below = Value::Object(Map::new());
            }
            let Value::Object(next) = below else { break };
            map = next;
        }
        self.flags.insert(key.to_owned(), flag);
    }

    /// Uses the secrets of a values file if no other source is given.
    pub fn keep(&mut self, kept: KeptSecrets) {
        self.kept = kept;
    }

    /// Returns the secrets of the values file that the answers are merged into.
    pub const fn kept(&self) -> &KeptSecrets {
        &self.kept
    }

    /// Sets the texts of a values file that are not valid answers; they are reported where the answer is missing.
    pub fn set_unusable(&mut self, unusable: Vec<UnusableAnswer>) {
        self.unusable = unusable;
    }

    /// Returns the text of a values file that should be the answer to `key`.
    pub fn unusable(&self, key: &str) -> Option<&UnusableAnswer> {
        self.unusable.iter().find(|unusable| unusable.answers(key))
    }

    /// Returns the unchecked answer to `key`.
    pub fn answer(&self, key: &str) -> Option<&Value> {
        let mut parts = key.split('.');
        let first = self.instance.get(parts.next()?)?;
        parts.try_fold(first, |value, part| value.get(part))
    }

    /// Returns whether the answer to `key` was found in a values file.
    pub fn is_from_values(&self, key: &str) -> bool {
        self.flags.get(key).is_some_and(|flag| ValuesFlag::ALL.iter().any(|of_values| of_values.as_str() == *flag))
    }

    /// Returns the files from which secrets are to be read.
    pub fn secret_files(&self) -> Vec<PathBuf> {
        let clients = self.answer("clients").and_then(Value::as_object);
        let sources = clients.into_iter().flat_map(Map::values).filter_map(Value::as_object).flat_map(Map::values);
        sources.filter_map(|source| source.get("file")?.as_str()).map(PathBuf::from).collect()
    }

    /// Returns all answers, as in an answers file.
    pub const fn answers(&self) -> &Map<String, Value> {
        &self.instance
    }

    /// Returns the flags for these answers, each with its value, quoted for a shell.
    pub fn as_flags(&self) -> Vec<String> {
        let given = ANSWER_FLAGS.iter().filter_map(|row| Some(row.words(self.answer(row.key)?)));
        given.flatten().map(|words| shell::line(&words)).collect()
    }

    /// Checks the answers against their schema and each other, reads the secrets, and returns valid answers, or
    /// everything that is wrong, in the order of the file.
    pub fn check(mut self, store: &dyn SecretStore) -> Result<Checked, Vec<Diagnostic>> {
        let kept = std::mem::take(&mut self.kept);
        self.check_with(|raw, known| check::check(raw, known, store, &kept))
    }

    /// Checks incomplete answers: IDs and issuers may be missing, and secrets are not read.
    pub fn sketch(mut self) -> Result<Sketch, Vec<Diagnostic>> {
        let kept = std::mem::take(&mut self.kept);
        self.check_with(|raw, known| check::sketch(raw, known, &kept))
    }

    /// Returns the keys that [`Self::sketch`] needs and that are not answered.
    pub fn missing_for_sketch(&self) -> Vec<String> {
        let (raw, known) = self.read();
        let problems = check::sketch(&raw, known, &self.kept).err().unwrap_or_default();
        problems.into_iter().filter(|problem| problem.is_missing).map(|problem| problem.key).collect()
    }

    fn check_with<T>(
        mut self,
        check: impl FnOnce(&RawAnswers, Vec<Problem>) -> Result<T, Vec<Problem>>,
    ) -> Result<T, Vec<Diagnostic>> {
        let (raw, known) = self.read();
        match check(&raw, known) {
            Ok(checked) if self.problems.is_empty() => Ok(checked),
            Ok(_) => Err(self.problems),
            Err(problems) => Err(self.diagnostics(&problems)),
        }
    }

    /// Finds the problems of possibly incomplete answers, by key, including missing ones. Nothing is generated.
    pub fn find_problems(&self, store: &dyn SecretStore) -> Vec<Problem> {
        let (raw, known) = self.read();
        check::find_problems(&raw, known, store, &self.kept)
    }

    /// Returns a diagnostic for each problem, in the order of the file, including the problems of reading the file.
    pub fn diagnostics(&mut self, problems: &[Problem]) -> Vec<Diagnostic> {
        let mut diagnostics = std::mem::take(&mut self.problems);
        diagnostics.extend(problems.iter().map(|problem| self.diagnostic(problem)));
        diagnostics.sort_by_key(Diagnostic::start);
        diagnostics
    }

    /// Reads the answers into their types, and returns the violations of their schema.
    fn read(&self) -> (RawAnswers, Vec<Problem>) {
        let mut instance = Value::Object(self.instance.clone());
        let known = match schema_check::check(&instance, &|key| self.written(key)) {
            Ok(problems) => problems,
            Err(error) => vec![Problem::new("", Fault::new(error.to_string()))],
        };
        for problem in &known {
            remove(&mut instance, &problem.key);
            // Without its only key, the source of a secret is none.
            if let Some((source, _)) = problem.key.rsplit_once('.')
                && matches!(source.rsplit_once('.'), Some((_, "secret" | "hash")))
            {
                remove(&mut instance, source);
            }
        }
        let mut known = known;
        let raw = RawAnswers::deserialize(&instance).unwrap_or_else(|error| {
            // The schema and the types agree; if they ever differ, that is reported instead of guessing.
            known.push(Problem::new("", Fault::new(error.to_string())));
            RawAnswers::default()
        });
        (raw, known)
    }

    /// Records the position of the answer to each key below `node`.
    fn locate(&mut self, document: &Document, node: NodeId, key: &str) {
        // Answers are three levels deep; what is deeper is wrong anyway, and named by what it lies in.
        if key.matches('.').count() > 4 {
            return;
        }
        let below = |name: &str| {
            if key.is_empty() { name.to_owned() } else { format!("{key}.{name}") }
        };
        for entry in document.entries(node) {
            let key = below(&entry.key);
            self.spans.insert(key.clone(), document.node(entry.value).span());
            self.spans.insert(format!("{key}#"), entry.key_span);
            self.locate(document, entry.value, &key);
        }
        for (index, item) in document.items(node).iter().enumerate() {
            let key = below(&index.to_string());
            self.spans.insert(key.clone(), document.node(*item).span());
        }
    }

    /// Returns the text of the answer to `key` as in the file, unless a flag overrides it.
    fn written(&self, key: &str) -> Option<String> {
        let span = self.spans.get(key).filter(|_| !self.flags.contains_key(key))?;
        Some(self.file.as_ref()?.text.get(span.range())?.to_owned())
    }

    fn diagnostic(&self, problem: &Problem) -> Diagnostic {
        if problem.is_missing
            && let Some(unusable) = self.unusable(&problem.key)
        {
            let flag = flags_of(&problem.key).next().map(|row| format!("`{}` overrides it", row.flag));
            return Diagnostic {
                label: flag.unwrap_or_default(),
                ..Diagnostic::new(unusable.fault.clone(), unusable.place.clone())
            };
        }
        Diagnostic::new(problem.fault.clone(), self.place(problem))
    }

    /// Returns where a key was answered: by a flag, in the file, or at least in the map that it belongs to.
    fn place(&self, problem: &Problem) -> Place {
        let key = problem.key.as_str();
        if self.file.is_none()
            && !self.flags.contains_key(key)
            && let Some(flags) = self.offered.get(key)
        {
            return Place::Flag(flags.join(" or "));
        }
        let mut outer = Some(key);
        while let Some(name) = outer {
            if let Some(flag) = self.flags.get(name) {
                return Place::Flag((*flag).to_owned());
            }
            let span = if problem.at_key || name != key {
                self.spans.get(&format!("{name}#"))
            } else {
                self.spans
                    .get(name)
                    .filter(|span| span.start < span.end)
                    .or_else(|| self.spans.get(&format!("{name}#")))
            };
            if let (Some(source), Some(span)) = (&self.file, span) {
                return Place::Text { source: Arc::clone(source), span: *span };
            }
            outer = name.rsplit_once('.').map(|(outer, _)| outer);
        }
        self.file.as_ref().map_or(Place::Nowhere, |source| Place::File(Arc::clone(source)))
    }
}

/// Removes the value at a dotted key.
fn remove(instance: &mut Value, key: &str) {
    let (outer, last) = key.rsplit_once('.').unwrap_or(("", key));
    let mut value = instance;
    for part in outer.split('.').filter(|part| !part.is_empty()) {
        let next = match value {
            Value::Object(map) => map.get_mut(part),
            Value::Array(list) => part.parse::<usize>().ok().and_then(|index| list.get_mut(index)),
            _ => None,
        };
        let Some(next) = next else { return };
        value = next;
    }
    match value {
        Value::Object(map) => {
            map.shift_remove(last);
        }
        // Removing an item would move the others; empty text is refused under its own key.
        Value::Array(list) => {
            if let Some(item) = last.parse::<usize>().ok().and_then(|index| list.get_mut(index)) {
                *item = Value::String(String::new());
            }
        }
        _ => {}
    }
}
