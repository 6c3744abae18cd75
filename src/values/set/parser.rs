//! The grammar: `a.b[0].c=value,d={x,y}`.

use super::scan::SetScanner;
use super::target::{list_in, map_in, set};
use super::{ReadFile, json};
use crate::go::strconv::quote;
use crate::values::{Dropped, HelmVersion, Kind, LossReason, Map, Origin, Path, Step, Value};

/// The maximum nesting of a key (`strvals.MaxNestedNameLevel`).
const MAX_LEVEL: usize = 30;

/// How the right side of `=` is read.
pub(super) enum Reading<'a> {
    /// `--set`
    Typed,
    /// `--set-string`
    String,
    /// `--set-file`
    File(&'a ReadFile<'a>),
    /// `--set-json`
    Json,
    /// `--set-literal`
    Literal,
}

/// The reason why the parser stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    /// The argument ended at an allowed place.
    Eof,
    /// The argument ended inside an index. Helm 3 fails with this message; Helm 4 treats it as a regular end.
    EofInside(&'static str),
    /// Helm's error message.
    Failed(String),
}

/// The parser of a single argument.
pub(super) struct SetParser<'a> {
    pub(super) scanner: SetScanner<'a>,
    pub(super) reading: Reading<'a>,
    pub(super) origin: &'a Origin,
    helm: HelmVersion,
    path: Path,
    dropped: &'a mut Vec<Dropped>,
}

impl<'a> SetParser<'a> {
    pub(super) fn new(
        argument: &'a str,
        reading: Reading<'a>,
        origin: &'a Origin,
        helm: HelmVersion,
        dropped: &'a mut Vec<Dropped>,
    ) -> Self {
        Self { scanner: SetScanner::new(argument), reading, origin, helm, path: Path::default(), dropped }
    }

    /// Reads assignments until the argument ends.
    pub(super) fn run(mut self, values: &mut Value) -> Result<(), String> {
        loop {
            self.path.0.clear();
            let stop = match map_in(values) {
                Ok(map) => self.key(map, 0),
                Err(stop) => Err(stop),
            };
            match stop {
                Ok(()) => {}
                Err(Stop::Eof) => return Ok(()),
                Err(Stop::EofInside(_)) if self.helm == HelmVersion::V4 => return Ok(()),
                Err(Stop::EofInside(message)) => return Err(format!("{message}: EOF")),
                Err(Stop::Failed(message)) => return Err(message),
            }
        }
    }

    pub(super) const fn literal(&self) -> bool {
        matches!(self.reading, Reading::Literal)
    }

    /// Reads a key and its value into `map`.
    pub(super) fn key(&mut self, map: &mut Map, level: usize) -> Result<(), Stop> {
        let stops: &[char] = if self.literal() { &['=', '[', '.'] } else { &['=', '[', ',', '.'] };
        let (key, stop) = self.scanner.until(stops, self.literal());
        let Ok(stop) = stop else {
            return Err(if key.is_empty() {
                Stop::Eof
            } else {
                Stop::Failed(format!("key {} has no value", quote(&key)))
            });
        };
        self.path.0.push(Step::Key(key.as_str().into()));
        match stop {
            '[' => self.index_after(map, &key, level),
            '=' => self.value_of(map, &key),
            '.' => self.inner(map, &key, level.saturating_add(1)),
            _ => Err(Stop::Failed(format!("key {} has no value (cannot end with ,)", quote(&key)))),
        }
    }

    /// Reads what follows `key[`.
    fn index_after(&mut self, map: &mut Map, key: &str, level: usize) -> Result<(), Stop> {
        let index = self.key_index()?;
        if let Some(entry) = map.get_mut(key) {
            return self.list_item(list_in(&mut entry.value)?, index, level);
        }
        let mut list = Vec::new();
        let result = self.list_item(&mut list, index, level);
        // Also when the argument ends here: Helm leaves an empty list.
        set(map, key, Value::list(list, self.origin.clone()));
        result
    }

    /// Reads what follows `key.`.
    fn inner(&mut self, map: &mut Map, key: &str, level: usize) -> Result<(), Stop> {
        if level > MAX_LEVEL {
            return Err(Stop::Failed(format!(
                "value name nested level is greater than maximum supported nested level of {MAX_LEVEL}"
            )));
        }
        let empty_map = || Stop::Failed(format!("key map {} has no value", quote(key)));
        if let Some(entry) = map.get_mut(key) {
            let inner = map_in(&mut entry.value)?;
            self.key(inner, level)?;
            return if inner.is_empty() { Err(empty_map()) } else { Ok(()) };
        }
        let mut inner = Map::default();
        let result = self.key(&mut inner, level);
        if inner.is_empty() {
            return result.and_then(|()| Err(empty_map()));
        }
        set(map, key, Value::map(inner, self.origin.clone()));
        result
    }

    /// Reads what follows `key=`.
    fn value_of(&mut self, map: &mut Map, key: &str) -> Result<(), Stop> {
        let value = match self.reading {
            Reading::Json => self.json_value()?,
            Reading::Literal => self.literal_value(),
            _ => match self.list_or_value() {
                Ok(value) => value,
                Err(Stop::Eof) => {
                    let empty = self.make(Kind::String("".into()));
                    self.note_covered(map.get(key).map(|entry| &entry.value), &empty);
                    set(map, key, empty);
                    return Err(Stop::Eof);
                }
                Err(stop) => return Err(stop),
            },
        };
        self.note_covered(map.get(key).map(|entry| &entry.value), &value);
        set(map, key, value);
        Ok(())
    }

    /// Reads a JSON value and the comma after it; an empty value is `null`.
    pub(super) fn json_value(&mut self) -> Result<Value, Stop> {
        if self.scanner.empty_value() {
            return Ok(self.make(Kind::Null));
        }
        let (value, length) = json::read_first(self.scanner.rest(), self.origin).map_err(Stop::Failed)?;
        self.scanner.skip(length);
        self.scanner.empty_value();
        Ok(value)
    }

    pub(super) fn make(&self, kind: Kind) -> Value {
        Value::new(kind, self.origin.clone())
    }

    pub(super) fn enter(&mut self, index: i64) {
        self.path.0.push(Step::Index(usize::try_from(index).unwrap_or(0)));
    }

    /// Records the value that `new` overrides.
    pub(super) fn note_covered(&mut self, old: Option<&Value>, new: &Value) {
        // A gap that this flag itself created is not a user's value.
        let Some(old) = old.filter(|old| old.origin != *self.origin) else {
            return;
        };
        let by = new.origin.clone();
        self.dropped.push(Dropped {
            path: self.path.clone(),
            origin: old.origin.clone(),
            reason: if new.is_null() { LossReason::Deleted { by } } else { LossReason::Overridden { by } },
        });
    }
}
