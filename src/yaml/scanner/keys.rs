//! Positions at which a key may have begun.

use super::{Scanner, TokenKind};
use crate::text::Span;
use crate::yaml::cursor::Mark;
use crate::yaml::error::Result;

/// The maximum number of characters between the start of a key and its `:`.
const MAX_KEY: u32 = 1024;

/// A token that becomes a key if a `:` follows on its line.
#[derive(Debug, Clone, Copy)]
pub(super) struct SimpleKey {
    /// The number of the token, counted from the first one.
    pub(super) token: usize,
    /// Whether the text is invalid without the `:`.
    required: bool,
    pub(super) mark: Mark,
    level: usize,
    /// Whether go-yaml has dropped it, see [`Scanner::close_level`].
    lost: bool,
}

impl Scanner<'_> {
    /// Records that a key may begin here.
    pub(super) fn save_key(&mut self) -> Result<()> {
        if !self.key_allowed {
            return Ok(());
        }
        self.remove_key()?;
        let mark = self.cursor.mark();
        let required = self.flow_level == 0 && self.indent == i64::from(mark.column);
        let token = self.next_token();
        if let Some(last) = self.level_tokens.last_mut() {
            *last = token;
        }
        self.keys.push_back(SimpleKey { token, required, mark, level: self.flow_level, lost: false });
        Ok(())
    }

    fn next_token(&self) -> usize {
        self.taken + self.queue.len()
    }

    /// Opens a bracket.
    pub(super) fn open_level(&mut self) {
        self.flow_level += 1;
        self.level_tokens.push(self.next_token());
    }

    /// Closes a bracket.
    ///
    /// go-yaml drops its record of the last possible key in it, or if there was none, of the bracket itself: so it does
    /// not wait to see whether `[]` or `{}` is a key, and `? []: x` is an error.
    pub(super) fn close_level(&mut self) {
        self.flow_level = self.flow_level.saturating_sub(1);
        if let (Some(token), Some(key)) = (self.level_tokens.pop(), self.keys.back_mut()) {
            key.lost |= key.token == token;
        }
    }

    /// Drops the possible key of this level.
    pub(super) fn remove_key(&mut self) -> Result<()> {
        if let Some(key) = self.pop_key()
            && key.required
        {
            return self.missing_colon(key);
        }
        Ok(())
    }

    fn pop_key(&mut self) -> Option<SimpleKey> {
        let here = self.keys.back().is_some_and(|key| key.level == self.flow_level);
        if here { self.keys.pop_back() } else { None }
    }

    /// Takes the key of this level, if a `:` here still makes it one.
    pub(super) fn take_key(&mut self) -> Result<Option<SimpleKey>> {
        match self.pop_key() {
            Some(key) if self.is_stale(key) => {
                if key.required {
                    self.missing_colon(key)
                } else {
                    Ok(None)
                }
            }
            other => Ok(other),
        }
    }

    /// Returns whether the head of the queue may still become a key, so that more must be read before it is returned.
    pub(super) fn head_may_be_key(&mut self) -> Result<bool> {
        // The keys are in the order of their tokens.
        if self.keys.back().is_none_or(|key| key.token < self.taken) {
            return Ok(false);
        }
        let at = self.keys.partition_point(|key| key.token < self.taken);
        let Some(key) = self.keys.get(at).copied().filter(|key| key.token == self.taken && !key.lost) else {
            return Ok(false);
        };
        if !self.is_stale(key) {
            return Ok(true);
        }
        self.keys.remove(at);
        if key.required { self.missing_colon(key) } else { Ok(false) }
    }

    fn is_stale(&self, key: SimpleKey) -> bool {
        let here = self.cursor.mark();
        key.mark.line < here.line || key.mark.index + MAX_KEY < here.index
    }

    fn missing_colon<T>(&self, key: SimpleKey) -> Result<T> {
        // Helm names the position at which it gave up; the error is at the key.
        let number = key.token.saturating_sub(self.taken);
        let token = self.queue.get(number).filter(|token| matches!(token.kind, TokenKind::Scalar { .. }));
        let start = key.mark.byte as usize;
        let end = token.map_or(start + 1, |token| token.end as usize);
        self.fail_at("could not find expected ':'", Span::new(start, end))
    }
}
