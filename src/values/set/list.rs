//! Lists: `key[0]`, `key[0].inner`, `{a,b}`, and the types of single values.

use super::parser::{Reading, SetParser, Stop};
use super::target::{list_in, map_in, negative, slot};
use crate::go::strconv::quote;
use crate::values::{Kind, Map, Value};

impl SetParser<'_> {
    /// Reads the number before `]`.
    pub(super) fn key_index(&mut self) -> Result<i64, Stop> {
        let (text, stop) = self.scanner.until(&[']'], self.literal());
        if stop.is_err() {
            return Err(Stop::EofInside("error parsing index"));
        }
        parse_index(&text).map_err(|message| Stop::Failed(format!("error parsing index: {message}")))
    }

    /// Reads what follows `[index]` into `list`.
    pub(super) fn list_item(&mut self, list: &mut Vec<Value>, index: i64, level: usize) -> Result<(), Stop> {
        if index < 0 {
            return Err(negative(index));
        }
        self.enter(index);
        let (text, stop) = self.scanner.until(&['[', '.', '='], self.literal());
        if !text.is_empty() {
            return Err(Stop::Failed(format!("unexpected data at end of array index: {}", quote_runes(&text))));
        }
        let gap = self.make(Kind::Null);
        match stop {
            Err(_) => Err(Stop::Eof),
            Ok('=') => {
                let (value, end) = self.item_value()?;
                let place = slot(list, index, &gap)?;
                self.note_covered(Some(place), &value);
                *place = value;
                if end { Err(Stop::Eof) } else { Ok(()) }
            }
            Ok('[') => self.nested_list(list, index, level),
            Ok(_) => self.nested_map(list, index, level),
        }
    }

    /// Reads what follows `[index][`.
    fn nested_list(&mut self, list: &mut Vec<Value>, index: i64, level: usize) -> Result<(), Stop> {
        let next = self.key_index()?;
        let mut inner = match existing(list, index) {
            Some(value) if !value.is_null() => list_in(value)?.clone(),
            _ => Vec::new(),
        };
        self.list_item(&mut inner, next, level)?;
        let gap = self.make(Kind::Null);
        *slot(list, index, &gap)? = Value::list(inner, self.origin.clone());
        Ok(())
    }

    /// Reads what follows `[index].`.
    fn nested_map(&mut self, list: &mut Vec<Value>, index: i64, level: usize) -> Result<(), Stop> {
        let empty = Value::map(Map::default(), self.origin.clone());
        if let Some(value) = existing(list, index) {
            if value.as_map().is_none() {
                *value = empty;
            }
            return self.key(map_in(value)?, level);
        }
        let mut value = empty;
        self.key(map_in(&mut value)?, level)?;
        let gap = self.make(Kind::Null);
        *slot(list, index, &gap)? = value;
        Ok(())
    }

    /// Reads the value after `[index]=`; also returns whether the argument ended before it.
    fn item_value(&mut self) -> Result<(Value, bool), Stop> {
        match self.reading {
            Reading::Json => Ok((self.json_value()?, false)),
            Reading::Literal => Ok((self.literal_value(), false)),
            _ => match self.list_or_value() {
                Ok(value) => Ok((value, false)),
                Err(Stop::Eof) => Ok((self.make(Kind::String("".into())), false)),
                Err(stop) => Err(stop),
            },
        }
    }

    /// Reads `{a,b}` or a single value; `Stop::Eof` if there is none.
    pub(super) fn list_or_value(&mut self) -> Result<Value, Stop> {
        match self.scanner.peek() {
            None => Err(Stop::Eof),
            Some('{') => {
                self.scanner.next();
                self.braces()
            }
            Some(_) => {
                let (text, _) = self.scanner.until(&[','], false);
                self.single(&text)
            }
        }
    }

    /// Reads the items up to `}` and a comma after it.
    fn braces(&mut self) -> Result<Value, Stop> {
        let mut items = Vec::new();
        loop {
            let (text, stop) = self.scanner.until(&[',', '}'], false);
            match stop {
                Err(_) => return Err(Stop::Failed("list must terminate with '}'".to_owned())),
                Ok('}') => {
                    if self.scanner.peek() == Some(',') {
                        self.scanner.next();
                    }
                    items.push(self.single(&text)?);
                    return Ok(Value::list(items, self.origin.clone()));
                }
                Ok(_) => items.push(self.single(&text)?),
            }
        }
    }

    /// Reads a single value with the type that the flag gives it.
    fn single(&self, text: &str) -> Result<Value, Stop> {
        let kind = match &self.reading {
            Reading::Typed => typed(text),
            Reading::File(read) => match read(text) {
                Ok(bytes) => Kind::String(String::from_utf8_lossy(&bytes).into()),
                Err(error) => return Err(Stop::Failed(go_io_error(text, &error))),
            },
            _ => Kind::String(text.into()),
        };
        Ok(self.make(kind))
    }
}

/// Returns the item that a list already has at `index`.
fn existing(list: &mut [Value], index: i64) -> Option<&mut Value> {
    usize::try_from(index).ok().and_then(|at| list.get_mut(at))
}

/// Formats a list of characters like Go's `%q`.
fn quote_runes(text: &str) -> String {
    let quoted: Vec<String> = text
        .chars()
        .map(|character| match character {
            '\'' => "'\\''".to_owned(),
            '"' => "'\"'".to_owned(),
            _ => format!("'{}'", quote(&character.to_string()).trim_matches('"')),
        })
        .collect();
    format!("[{}]", quoted.join(" "))
}

/// Returns the value that `--set` reads from a text: booleans and null in any letter case, integers without leading
/// zeros, strings.
fn typed(text: &str) -> Kind {
    if text.eq_ignore_ascii_case("true") {
        Kind::Bool(true)
    } else if text.eq_ignore_ascii_case("false") {
        Kind::Bool(false)
    } else if text.eq_ignore_ascii_case("null") {
        Kind::Null
    } else if text == "0" {
        Kind::Int(0)
    } else {
        match text.parse() {
            Ok(number) if !text.starts_with('0') => Kind::Int(number),
            _ => Kind::String(text.into()),
        }
    }
}

/// Parses an index like Go's `strconv.Atoi`.
fn parse_index(text: &str) -> Result<i64, String> {
    text.parse().map_err(|error: std::num::ParseIntError| {
        let reason = match error.kind() {
            std::num::IntErrorKind::PosOverflow | std::num::IntErrorKind::NegOverflow => "value out of range",
            _ => "invalid syntax",
        };
        format!("strconv.Atoi: parsing {}: {reason}", quote(text))
    })
}

/// Formats an I/O error like Go.
fn go_io_error(path: &str, error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => format!("open {path}: no such file or directory"),
        ErrorKind::PermissionDenied => format!("open {path}: permission denied"),
        ErrorKind::IsADirectory => format!("read {path}: is a directory"),
        _ => format!("open {path}: {error}"),
    }
}
