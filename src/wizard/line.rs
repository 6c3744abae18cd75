//! Reads a typed line. The usual keys of shells work in it (Ctrl-U, Ctrl-W, Ctrl-A, …), which matters most for a hidden
//! secret, where a key's unexpected effect would go unnoticed.

use std::io::{self, stderr};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEventKind, KeyModifiers, read};
use crossterm::execute;
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use tui_input::backend::crossterm::EventHandler as _;
use tui_input::{Input, InputRequest};

use super::prompter::{PromptError, Reply};

/// Puts the terminal into raw mode while this value exists.
struct Raw {
    /// Whether the terminal marks pasted text. One that cannot move its cursor cannot do that either.
    marks_pastes: bool,
}

impl Raw {
    fn begin(marks_pastes: bool) -> io::Result<Self> {
        enable_raw_mode()?;
        let this = Self { marks_pastes };
        if marks_pastes {
            execute!(stderr(), EnableBracketedPaste)?;
        }
        Ok(this)
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // Nothing can be done if the terminal is gone.
        if self.marks_pastes {
            let _ = execute!(stderr(), DisableBracketedPaste);
        }
        let _ = disable_raw_mode();
    }
}

/// Reads a line, which `draw` shows after each change. Pasted line ends stay in it. It starts with `draft`, which also
/// receives the typed text if the user goes back.
pub(super) fn type_line(
    marks_pastes: bool,
    draft: &mut String,
    mut draw: impl FnMut(&Input) -> io::Result<()>,
) -> Result<Reply<String>, PromptError> {
    let _raw = Raw::begin(marks_pastes)?;
    let mut line = Input::new(std::mem::take(draft));
    draw(&line)?;
    loop {
        let event = read().map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => PromptError::Interrupted,
            _ => error.into(),
        })?;
        match meaning(&event, &line) {
            EventMeaning::Done => return Ok(Reply::Answer(line.value().to_owned())),
            EventMeaning::Back => {
                line.value().clone_into(draft);
                return Ok(Reply::Back);
            }
            EventMeaning::Interrupted => return Err(PromptError::Interrupted),
            EventMeaning::Edit => edit(&mut line, &event),
        }
        draw(&line)?;
    }
}

/// The effect of an event.
#[derive(Debug, PartialEq, Eq)]
enum EventMeaning {
    Done,
    Back,
    Interrupted,
    Edit,
}

fn meaning(event: &Event, line: &Input) -> EventMeaning {
    let Event::Key(key) = event else {
        return EventMeaning::Edit;
    };
    if key.kind != KeyEventKind::Press {
        return EventMeaning::Edit;
    }
    let with_control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Enter => EventMeaning::Done,
        // A program that types for the user may send a line feed.
        KeyCode::Char('j') if with_control => EventMeaning::Done,
        KeyCode::Esc => EventMeaning::Back,
        KeyCode::Char('c') if with_control => EventMeaning::Interrupted,
        KeyCode::Char('d') if with_control && line.value().is_empty() => EventMeaning::Interrupted,
        _ => EventMeaning::Edit,
    }
}

fn edit(line: &mut Input, event: &Event) {
    match event {
        Event::Paste(text) => {
            for c in text.replace("\r\n", "\n").replace('\r', "\n").chars() {
                line.handle(InputRequest::InsertChar(c));
            }
        }
        Event::Key(key) if key.code == KeyCode::Char('d') && key.modifiers == KeyModifiers::CONTROL => {
            line.handle(InputRequest::DeleteNextChar);
        }
        event => {
            line.handle_event(event);
        }
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyEvent;

    use super::{Event, EventMeaning, Input, KeyCode, KeyModifiers, edit, meaning};

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    fn control(c: char) -> Event {
        key(KeyCode::Char(c), KeyModifiers::CONTROL)
    }

    fn after(text: &str, events: &[Event]) -> String {
        let mut line = Input::new(text.to_owned());
        for event in events {
            assert_eq!(meaning(event, &line), EventMeaning::Edit, "{event:?}");
            edit(&mut line, event);
        }
        line.value().to_owned()
    }

    #[test]
    fn edits_with_shell_keys() {
        assert_eq!(after("wrong", &[control('u')]), "");
        assert_eq!(after("one two", &[control('w')]), "one ");
        assert_eq!(after("abc", &[control('a'), control('d')]), "bc");
        assert_eq!(after("abc", &[control('a'), control('k')]), "");
        assert_eq!(after("ab", &[control('b'), control('d')]), "a");
        assert_eq!(after("ab", &[key(KeyCode::Backspace, KeyModifiers::NONE)]), "a");
        assert_eq!(after("ab", &[key(KeyCode::Char('ü'), KeyModifiers::NONE)]), "abü");
    }

    #[test]
    fn ignores_other_control_keys() {
        for c in "gilnopqrstvxz".chars() {
            assert_eq!(after("a", &[control(c)]), "a", "Ctrl-{c}");
        }
        assert_eq!(after("a", &[key(KeyCode::Tab, KeyModifiers::NONE)]), "a");
        assert_eq!(after("a", &[key(KeyCode::Char('x'), KeyModifiers::ALT)]), "a");
    }

    #[test]
    fn reads_a_paste_with_any_newlines() {
        let paste = Event::Paste("a\r\nb\rc\n\u{1b}".to_owned());
        assert_eq!(after("", &[paste]), "a\nb\nc\n\u{1b}");
    }

    #[test]
    fn reads_keys_that_end_a_line() {
        let empty = Input::default();
        let full = Input::new("a".to_owned());
        let enter = key(KeyCode::Enter, KeyModifiers::NONE);
        assert_eq!(meaning(&enter, &full), EventMeaning::Done);
        assert_eq!(meaning(&control('j'), &full), EventMeaning::Done);
        assert_eq!(meaning(&control('c'), &full), EventMeaning::Interrupted);
        assert_eq!(meaning(&control('d'), &empty), EventMeaning::Interrupted);
        let esc = key(KeyCode::Esc, KeyModifiers::NONE);
        assert_eq!(meaning(&esc, &full), EventMeaning::Back);
    }
}
