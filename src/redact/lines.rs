//! Finds secrets line by line in a text that is not valid YAML. It rather hides too much than too little.

use super::keys::{Sensitivity, content_in, content_of, is_map_of_secrets, names_secret};
use super::line_text::{
    end_before_comment, first_key, is_bare_flag, is_block_head, is_key, is_nothing, last_word, simple_map, unquoted,
};
use super::one_line::{authorizations, behind_flag};
use super::urls;
use crate::text::Span;

/// Finds the secrets in a text of many lines.
pub(super) fn spans(text: &str) -> Vec<Span> {
    if text.contains('\0') {
        // UTF-16 that was read as UTF-8: no key can be found in it.
        return vec![Span::new(0, text.len())];
    }
    let mut lines =
        LineScan { start: 0, found: Vec::new(), open: None, is_next_item: false, named: 0, anchors: Vec::new() };
    for line in text.split_inclusive(['\n', '\r']) {
        lines.line(line.trim_end_matches(['\n', '\r']));
        lines.start += line.len();
    }
    let mut found = lines.found;
    for anchor in lines.anchors {
        for (at, _) in text.match_indices(&format!("&{anchor} ")) {
            let end = text.get(at..).and_then(|rest| rest.find(['\n', '\r'])).map_or(text.len(), |length| at + length);
            found.push(Span::new(at + anchor.len() + 2, end));
        }
    }
    found.extend(urls::spans(text));
    found.extend(authorizations(text));
    found
}

/// Finds the secrets in lines of a log: settings at the start of a line, as pasted or printed by someone. Lines of JSON
/// are handled separately.
pub(super) fn in_log(text: &str) -> Vec<Span> {
    let is_setting = |line: &str| !line.trim_start().starts_with("{\"") && first_key(line).is_some();
    if text.lines().any(is_setting) { spans(text) } else { authorizations(text).collect() }
}

/// Returns the start of the value of a commented setting: `# clientSecret: …`. Prose with a colon is not a setting.
fn commented(comment: &str) -> Option<usize> {
    let text = comment.trim_start_matches(['#', ' ', '-', '\t']);
    let at = text.find([':', '='])?;
    let (key, rest) = text.split_at_checked(at)?;
    let key = key.trim_matches(['"', '\'', ' ']);
    let value = rest.get(1..)?.trim_start();
    let is_setting = !value.is_empty() && key.chars().all(is_key) && content_of(key) == Sensitivity::Secret;
    is_setting.then(|| comment.len() - value.len())
}

/// A secret's value that may continue on the next line.
struct Open {
    /// The sensitivity of the value.
    content: Sensitivity,
    /// The column of the key.
    column: usize,
    /// Whether the value does not begin on the key's line, so that it may be anywhere.
    is_later: bool,
    /// The quote that is not closed yet.
    quote: Option<char>,
}

struct LineScan {
    /// The start of the line.
    start: usize,
    found: Vec<Span>,
    open: Option<Open>,
    /// Whether the previous item was `--client-secret`.
    is_next_item: bool,
    /// The number of lines in which `value:` belongs to a variable with a secret's name.
    named: u8,
    /// The anchors that aliases in place of a secret refer to.
    anchors: Vec<String>,
}

impl LineScan {
    fn hide(&mut self, from: usize, to: usize) {
        self.found.push(Span::new(self.start + from, self.start + to));
    }

    fn line(&mut self, line: &str) {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let text = line.get(indent..).unwrap_or_default();
        if text.is_empty() {
            return;
        }
        if self.continues_value(line, indent, text) {
            return;
        }
        self.open = None;
        if let Some(comment) = text.strip_prefix('#') {
            if let Some(from) = commented(comment) {
                self.hide(indent + 1 + from, line.len());
            }
            return;
        }
        if std::mem::take(&mut self.is_next_item) && text.starts_with('-') {
            self.hide(indent + 1, line.len());
            return;
        }
        // A complex key: its value is after the `:` of a later line.
        if let Some(key) = text.strip_prefix("? ").map(|key| key.trim().trim_matches(['"', '\'']))
            && !key.contains(':')
            && content_of(key) != Sensitivity::Plain
        {
            self.open = Some(Open { content: content_of(key), column: indent, is_later: true, quote: None });
            return;
        }
        let item = text.trim_start_matches(['-', ' ']).trim_matches(['"', '\'']);
        self.is_next_item = text.starts_with("- ") && text.contains('-') && is_bare_flag(text) && names_secret(item);
        self.named = self.named.saturating_sub(1);
        self.keys(line);
        if let Some(from) = behind_flag(line) {
            self.hide(from, line.len());
        }
    }

    /// Handles a line that continues the value of a secret; returns whether it does.
    fn continues_value(&mut self, line: &str, indent: usize, text: &str) -> bool {
        let Some(open) = &mut self.open else { return false };
        if let Some(quote) = open.quote {
            if text.contains(quote) {
                open.quote = None;
                open.is_later = false;
            }
            self.hide(indent, line.len());
            return true;
        }
        let (content, hides) = (open.content, open.content.hides(unquoted(text)));
        let is_deeper = indent > open.column || (indent == open.column && text.starts_with("- "));
        let key = first_key(line);
        if !is_deeper {
            let is_other = key.is_some() || text.starts_with(['#', '-', '}', ']']) || text.starts_with("...");
            if !open.is_later || is_other {
                return false;
            }
            if hides {
                self.hide(indent, line.len());
            }
            return true;
        }
        match key {
            Some((key, value)) => {
                let rest = line.get(value..).unwrap_or_default();
                let is_hidden = match content_in(content, key, false) {
                    Sensitivity::Plain => false,
                    own @ (Sensitivity::Name | Sensitivity::Variable) => own.hides(unquoted(rest)),
                    Sensitivity::Secret => !is_nothing(rest),
                };
                if is_hidden {
                    self.hide(value, line.len());
                }
            }
            // `# why` is a comment, `#x` may be meant as the value.
            None if text.starts_with("# ") => {}
            None if hides => self.hide(indent, line.len()),
            None => {}
        }
        true
    }

    /// Hides the values of the keys on a line.
    fn keys(&mut self, line: &str) {
        for (at, sign) in line.match_indices([':', '=']) {
            let Some((before, rest)) = line.get(..at).zip(line.get(at + sign.len()..)) else { return };
            let key = last_word(before);
            let begin = line.len() - rest.trim_start().len();
            let value = line.get(begin..).unwrap_or_default();
            if key == "name" && names_secret(unquoted(value)) {
                self.named = 3;
            }
            let content = if key == "value" && self.named > 0 { Sensitivity::Secret } else { content_of(key) };
            match content {
                Sensitivity::Plain => {}
                Sensitivity::Name | Sensitivity::Variable => {
                    // A name is never written as a block scalar; a secret of several lines is.
                    let is_block = value.starts_with(['|', '>']);
                    let is_map = is_block || value.starts_with(['{', '[']) || is_nothing(value);
                    if is_nothing(value) && !is_map_of_secrets(key) {
                        let column = line.len() - line.trim_start().len();
                        self.open = Some(Open { content, column, is_later: true, quote: None });
                    }
                    if is_block || is_map_of_secrets(key) && is_map {
                        self.secret(line, before, key, begin);
                        return;
                    }
                    // `{x}`: the secret itself is in place of a map.
                    let mut words = value.split(|c: char| !is_key(c)).filter(|word| !word.is_empty());
                    if value.starts_with(['{', '[']) && words.any(|word| content.hides(word)) {
                        self.hide(begin, line.len());
                        return;
                    }
                    let end = begin + value.find([',', '}', ']']).unwrap_or(value.len());
                    let name = line.get(begin..end).unwrap_or_default();
                    if !is_map && content.hides(unquoted(name)) {
                        self.hide(begin, line.len());
                        return;
                    }
                }
                Sensitivity::Secret => {
                    self.secret(line, before, key, begin);
                    return;
                }
            }
        }
    }

    /// Hides a secret's value, which begins at `begin`, and records that it may continue.
    fn secret(&mut self, line: &str, before: &str, key: &str, begin: usize) {
        let value = line.get(begin..).unwrap_or_default();
        let is_first = first_key(line).is_some_and(|(first, _)| first == key);
        let trimmed = before.trim_end_matches(['"', '\'', ' ', '\t']);
        let column = if is_first { trimmed.len() - key.len() } else { line.len() - line.trim_start().len() };
        let aliases = value.split('*').skip(1).filter_map(|alias| alias.split(|c: char| !is_key(c)).next());
        self.anchors.extend(aliases.filter(|alias| !alias.is_empty()).map(str::to_owned));
        if let Some(map) = simple_map(value) {
            for (from, to) in map {
                self.hide(begin + from, begin + to);
            }
            return;
        }
        let is_later = is_nothing(value) || is_block_head(value);
        if !is_later && !value.starts_with("# ") {
            self.hide(begin, end_before_comment(line, begin));
        }
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let quote = quote.filter(|quote| !value.get(1..).unwrap_or_default().contains(*quote));
        self.open =
            Some(Open { content: Sensitivity::Secret, column, is_later: is_later || value.starts_with('#'), quote });
    }
}

#[cfg(test)]
mod tests {
    use super::spans;
    use crate::text::cover;

    #[test]
    fn hides_possible_secrets_and_keeps_positions() {
        for (text, hidden) in [
            ("clientSecret: @abc\nclientId: x\n", "clientSecret: ****\nclientId: x\n"),
            ("clientSecrt: abcd\nclientId: x\n", "clientSecrt: ****\nclientId: x\n"),
            ("{oidc: {clientSecret: é}}\n", "{oidc: {clientSecret: ****\n"),
            ("a:\n  clientSecret:\n    @abc\n  b: c\n", "a:\n  clientSecret:\n    ****\n  b: c\n"),
            ("clientSecret: |\n  one\n  two\nb: c\n", "clientSecret: |\n  ***\n  ***\nb: c\n"),
            ("clientSecret: |\none\ntwo\nb: c\n", "clientSecret: |\n***\n***\nb: c\n"),
            ("clientSecret:\none\nb: c\n", "clientSecret:\n***\nb: c\n"),
            ("clientSecret: |abc\nb: c\n", "clientSecret: ****\nb: c\n"),
            ("clientSecret: #abc\nb: c\n", "clientSecret: ****\nb: c\n"),
            ("clientSecret: abc # why\n", "clientSecret: *** # why\n"),
            ("clientSecret: abc #def\n", "clientSecret: ********\n"),
            ("clientSecret: # why\n  abc\n", "clientSecret: # why\n  ***\n"),
            ("clientSecret: \"a\n  b\n  c\"\nd: e\n", "clientSecret: **\n  *\n  **\nd: e\n"),
            ("clientSecret: *abc\n", "clientSecret: ****\n"),
            ("? clientSecret\n: @abc\nb: c\n", "? clientSecret\n******\nb: c\n"),
            ("x: &s abc\nclientSecret: *s\n", "x: &s ***\nclientSecret: **\n"),
            ("- clientSecret: abc\n  user: x\n", "- clientSecret: ***\n  user: x\n"),
            ("secret: {env: WEB_NAME}\n", "secret: {env: WEB_NAME}\n"),
            ("secret: {env: aB3cD4}\n", "secret: {env: ******}\n"),
            ("secretName:\naB3cD4\nb: c\n", "secretName:\n******\nb: c\n"),
            ("secretName:\nflyte\nb: c\n", "secretName:\nflyte\nb: c\n"),
            ("secretName: {aB3cD4}\n", "secretName: ********\n"),
            ("secretName: {a: flyte}\n", "secretName: {a: flyte}\n"),
            ("secret:\n  env: WEB_NAME\n", "secret:\n  env: WEB_NAME\n"),
            ("secrets: inline\nsecretNames: {clients: a}\n", "secrets: inline\nsecretNames: {clients: a}\n"),
            (
                "secrets:\n  any: thing\n  clientId: me\n  other:\nb: c\n",
                "secrets:\n  any: *****\n  clientId: me\n  other:\nb: c\n",
            ),
            ("- name: A_SECRET\n  value: abc\n", "- name: A_SECRET\n  value: ***\n"),
            ("- {name: A_SECRET, value: abc}\n", "- {name: A_SECRET, value: ****\n"),
            ("args:\n- --client-secret\n- abc\n- x\n", "args:\n- --client-secret\n-****\n- x\n"),
            ("args: ['--client-secret=abc']\n", "args: ['--client-secret=*****\n"),
            ("args: ['--client-secret', 'abc']\n", "args: ['--client-secret', '*****\n"),
            ("# clientSecret: old\n# a: b\n", "# clientSecret: ***\n# a: b\n"),
            ("x: https://u:p@h/a@b\r\ny: 1", "x: https://***@h/a@b\r\ny: 1"),
            ("\"secret\": \"a b\",\r\n", "\"secret\": ******\r\n"),
            ("noSecretHere\n", "noSecretHere\n"),
            ("c\0l\0", "****"),
        ] {
            assert_eq!(cover(text, &spans(text)), hidden, "{text}");
        }
    }
}
