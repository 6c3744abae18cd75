//! Formats a string like goyaml: plain, quoted or as a block.

use std::fmt::Write as _;

use super::plain::needs_quotes;

/// A style that goyaml chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarStyle {
    /// Without quotes.
    Plain,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `|`
    Literal,
}

/// The column after which goyaml folds at the next space.
const WIDTH: usize = 80;

/// Returns the style for `text`; a block only if `block` allows it.
pub fn style_of(text: &str, block: bool) -> ScalarStyle {
    let looks = Looks::of(text);
    if text.contains('\n') {
        return if looks.block_allowed && block { ScalarStyle::Literal } else { ScalarStyle::Double };
    }
    if needs_quotes(text) {
        return ScalarStyle::Double;
    }
    if looks.plain_allowed {
        ScalarStyle::Plain
    } else if looks.single_allowed {
        ScalarStyle::Single
    } else {
        ScalarStyle::Double
    }
}

/// The result of goyaml's `yaml_emitter_analyze_scalar`.
struct Looks {
    plain_allowed: bool,
    single_allowed: bool,
    block_allowed: bool,
}

impl Looks {
    fn of(text: &str) -> Self {
        let characters: Vec<char> = text.chars().collect();
        let blank = |at: usize| characters.get(at).is_none_or(|c| matches!(c, ' ' | '\t'));
        let mut indicator = text.starts_with("---") || text.starts_with("...");
        let (mut special, mut breaks, mut break_space, mut space_break) = (false, false, false, false);
        let mut previous = None;
        for (index, character) in characters.iter().copied().enumerate() {
            let followed_by_blank = blank(index + 1);
            indicator |= match (index, character) {
                (0, '#' | ',' | '[' | ']' | '{' | '}' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`') => {
                    true
                }
                (0, '?' | '-') | (_, ':') => followed_by_blank,
                (_, '#') => previous.is_some_and(|c: char| c == ' ' || c == '\t' || is_break(c)),
                _ => false,
            };
            special |= !is_printable(character);
            breaks |= is_break(character);
            break_space |= character == ' ' && previous.is_some_and(is_break);
            space_break |= is_break(character) && previous == Some(' ');
            previous = Some(character);
        }
        let edge = |c: Option<&char>| c.is_some_and(|c| *c == ' ' || is_break(*c));
        let edges = edge(characters.first()) || edge(characters.last());
        let trailing_space = characters.last() == Some(&' ');
        Self {
            plain_allowed: !(edges || break_space || space_break || special || breaks || indicator),
            single_allowed: !(break_space || space_break || special),
            block_allowed: !(text.is_empty() || trailing_space || space_break || special),
        }
    }
}

fn is_break(character: char) -> bool {
    matches!(character, '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// goyaml's `is_printable`: no tab, and only the basic plane.
fn is_printable(character: char) -> bool {
    matches!(character, '\n' | ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}') && character != '\u{feff}'
}

/// Appends `text` in `style`. `indent` is the column of its further lines; a key must not `fold`.
pub fn write_scalar(out: &mut String, text: &str, style: ScalarStyle, indent: usize, fold: bool) {
    match style {
        ScalarStyle::Plain => write_flowing(out, text, indent, fold, None),
        ScalarStyle::Single => write_flowing(out, text, indent, fold, Some('\'')),
        ScalarStyle::Double => write_double(out, text, indent, fold),
        ScalarStyle::Literal => write_literal(out, text, indent),
    }
}

fn column(out: &str) -> usize {
    out.rsplit('\n').next().unwrap_or("").chars().count()
}

fn new_line(out: &mut String, indent: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
}

fn write_flowing(out: &mut String, text: &str, indent: usize, fold: bool, quote: Option<char>) {
    out.extend(quote);
    let mut at = column(out);
    let mut after_space = false;
    let mut characters = text.chars().peekable();
    let mut first = true;
    while let Some(character) = characters.next() {
        if character == ' ' {
            let edge = quote.is_some() && (first || characters.peek().is_none());
            if fold && !after_space && at > WIDTH && !edge && characters.peek() != Some(&' ') {
                new_line(out, indent);
                at = indent;
            } else {
                out.push(' ');
                at += 1;
            }
            after_space = true;
        } else {
            if Some(character) == quote {
                out.push(character);
                at += 1;
            }
            out.push(character);
            at += 1;
            after_space = false;
        }
        first = false;
    }
    out.extend(quote);
}

fn write_double(out: &mut String, text: &str, indent: usize, fold: bool) {
    out.push('"');
    let mut after_space = false;
    let mut characters = text.chars().peekable();
    let mut first = true;
    while let Some(character) = characters.next() {
        let last = characters.peek().is_none();
        if character == ' ' && fold && !after_space && column(out) > WIDTH && !first && !last {
            new_line(out, indent);
            if characters.peek() == Some(&' ') {
                out.push('\\');
            }
            after_space = true;
        } else {
            write_escaped(out, character);
            after_space = character == ' ';
        }
        first = false;
    }
    out.push('"');
}

fn write_escaped(out: &mut String, character: char) {
    match character {
        '\0' => out.push_str("\\0"),
        '\u{7}' => out.push_str("\\a"),
        '\u{8}' => out.push_str("\\b"),
        '\t' => out.push_str("\\t"),
        '\n' => out.push_str("\\n"),
        '\u{b}' => out.push_str("\\v"),
        '\u{c}' => out.push_str("\\f"),
        '\r' => out.push_str("\\r"),
        '\u{1b}' => out.push_str("\\e"),
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\u{85}' => out.push_str("\\N"),
        '\u{2028}' => out.push_str("\\L"),
        '\u{2029}' => out.push_str("\\P"),
        c if is_printable(c) => out.push(c),
        // Writing to a String cannot fail.
        c if (c as u32) < 0x100 => drop(write!(out, "\\x{:02X}", c as u32)),
        c if (c as u32) < 0x1_0000 => drop(write!(out, "\\u{:04X}", c as u32)),
        c => drop(write!(out, "\\U{:08X}", c as u32)),
    }
}

fn write_literal(out: &mut String, text: &str, indent: usize) {
    out.push('|');
    if text.starts_with([' ', '\n']) {
        out.push('2');
    }
    if !text.ends_with('\n') {
        out.push('-');
    } else if text == "\n" || text.ends_with("\n\n") {
        out.push('+');
    }
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        out.push('\n');
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(line);
        }
    }
}
