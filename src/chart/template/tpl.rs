//! `tpl`: evaluates values that are templates.

use super::RenderContext;
use super::action::{ActionFault, ActionOutcome, evaluate};

/// The output of a template.
#[derive(Debug, PartialEq)]
pub(super) enum Printed {
    Text(String),
    /// Unknown: only a running Helm can evaluate it.
    Unknown,
}

/// Evaluates `text`.
pub(super) fn execute(text: &str, context: &RenderContext<'_>) -> Result<Printed, ActionFault> {
    let mut printed = String::with_capacity(text.len());
    let mut unknown = false;
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        printed.push_str(before);
        let (after, trim_before) = match after.strip_prefix('-') {
            Some(trimmed) if trimmed.starts_with(char::is_whitespace) => (trimmed, true),
            _ => (after, false),
        };
        if trim_before {
            printed.truncate(printed.trim_end().len());
        }
        let Some((action, remaining)) = split_action(after) else {
            // The lexer notices the missing end only after it has read the words before it.
            evaluate(after, context)?;
            return Err(ActionFault::Parse("unclosed action".to_owned()));
        };
        let (action, trim_after) = match action.strip_suffix('-') {
            Some(trimmed) if trimmed.ends_with(char::is_whitespace) => (trimmed, true),
            _ => (action, false),
        };
        match evaluate(action, context)? {
            ActionOutcome::Text(text) => printed.push_str(&text),
            ActionOutcome::Unknown => unknown = true,
        }
        rest = if trim_after { remaining.trim_start() } else { remaining };
    }
    printed.push_str(rest);
    Ok(if unknown { Printed::Unknown } else { Printed::Text(printed) })
}

/// Splits a text after the action's `}}`, which does not count inside a literal or a comment.
fn split_action(text: &str) -> Option<(&str, &str)> {
    if text.trim_start().starts_with("/*") {
        let (comment, rest) = text.split_once("*/")?;
        let (tail, rest) = rest.split_once("}}")?;
        let length = comment.len() + "*/".len() + tail.len();
        return Some((text.get(..length)?, rest));
    }
    let mut inside = None;
    let mut escaped = false;
    for (index, character) in text.char_indices() {
        match inside {
            Some(_) if escaped => escaped = false,
            Some('"') if character == '\\' => escaped = true,
            Some(close) if character == close => inside = None,
            None if character == '"' || character == '`' => inside = Some(character),
            None if character == '}' => {
                if let Some(rest) = text.get(index..).and_then(|rest| rest.strip_prefix("}}")) {
                    return Some((text.get(..index)?, rest));
                }
            }
            _ => {}
        }
    }
    None
}
