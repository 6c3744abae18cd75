//! Silences the terminal between prompts. Otherwise it would echo what is typed or pasted, even a secret, and Ctrl-C
//! would end the process without a message. From the first question to the end, keys (including Ctrl-C) wait for the
//! next prompt. Each prompt finds the terminal silent and leaves it silent.

use std::io;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyModifiers, poll, read};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use super::prompter::PromptError;

#[cfg(unix)]
pub(super) use unix::Echo;
#[cfg(unix)]
pub use unix::Quiet;

#[cfg(not(unix))]
pub(super) use other::Echo;
#[cfg(not(unix))]
pub use other::Quiet;

/// The byte that Ctrl-C sends.
pub(super) const INTERRUPT: u8 = 3;

/// Drops the waiting keys. Fails if Ctrl-C is among them.
pub(super) fn drop_typed_ahead() -> Result<(), PromptError> {
    enable_raw_mode()?;
    let dropped = drop_keys();
    disable_raw_mode()?;
    if dropped? { Err(PromptError::Interrupted) } else { Ok(()) }
}

/// Drops the waiting keys. Returns whether Ctrl-C was among them.
fn drop_keys() -> io::Result<bool> {
    let mut is_interrupted = false;
    while poll(Duration::ZERO)? {
        if let Event::Key(key) = read()? {
            is_interrupted |= key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL);
        }
    }
    Ok(is_interrupted)
}

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::{Mutex, Once, PoisonError};

    use rustix::stdio::{stderr, stdin};
    use rustix::termios::{InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};

    use super::INTERRUPT;
    use crate::interrupt;
    use crossterm::cursor::Show;
    use crossterm::event::DisableBracketedPaste;
    use crossterm::queue;

    /// The original settings of the terminal.
    static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

    fn before() -> std::sync::MutexGuard<'static, Option<Termios>> {
        BEFORE.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the terminal silent while it exists.
    pub struct Quiet(());

    impl Quiet {
        /// Silences the terminal. With `lines`, the terminal still assembles lines.
        pub fn begin(lines: bool) -> io::Result<Self> {
            static HOOK: Once = Once::new();
            let was = tcgetattr(stdin())?;
            let mut quiet = was.clone();
            quiet.local_modes.remove(LocalModes::ECHO | LocalModes::ISIG);
            if lines {
                // Ctrl-C ends a line, so that it arrives immediately.
                quiet.special_codes[SpecialCodeIndex::VEOL] = INTERRUPT;
            } else {
                let cooked = LocalModes::ICANON | LocalModes::IEXTEN | LocalModes::ECHONL;
                quiet.local_modes.remove(cooked);
                let changed = InputModes::ICRNL | InputModes::INLCR | InputModes::IGNCR;
                quiet.input_modes.remove(changed | InputModes::IXON);
                quiet.special_codes[SpecialCodeIndex::VMIN] = 1;
                quiet.special_codes[SpecialCodeIndex::VTIME] = 0;
            }
            before().get_or_insert(was);
            // A release build aborts on a panic without dropping values.
            HOOK.call_once(|| {
                interrupt::before_end(if lines { restore } else { restore_screen });
                let usual = std::panic::take_hook();
                std::panic::set_hook(Box::new(move |panic| {
                    restore();
                    usual(panic);
                }));
            });
            let this = Self(());
            tcsetattr(stdin(), OptionalActions::Now, &quiet)?;
            Ok(this)
        }
    }

    impl Drop for Quiet {
        fn drop(&mut self) {
            restore();
        }
    }

    /// Restores a terminal that prompts have drawn on.
    fn restore_screen() {
        // Not through the standard library, whose lock the prompt holds.
        let mut usual = Vec::new();
        if queue!(usual, Show, DisableBracketedPaste).is_ok() {
            let _ = rustix::io::write(stderr(), &usual);
        }
        restore();
    }

    /// Restores the terminal. Drops unread input, which the shell would otherwise take for commands and show.
    fn restore() {
        if let Some(was) = before().take() {
            // Nothing can be done if the terminal is gone.
            let _ = tcsetattr(stdin(), OptionalActions::Flush, &was);
        }
    }

    /// Echoes typed text while it exists.
    pub(in crate::wizard) struct Echo(());

    impl Echo {
        pub(in crate::wizard) fn begin() -> io::Result<Self> {
            echo(true)?;
            Ok(Self(()))
        }
    }

    impl Drop for Echo {
        fn drop(&mut self) {
            let _ = echo(false);
        }
    }

    fn echo(is_on: bool) -> io::Result<()> {
        if before().is_some() {
            let mut modes = tcgetattr(stdin())?;
            modes.local_modes.set(LocalModes::ECHO, is_on);
            tcsetattr(stdin(), OptionalActions::Now, &modes)?;
        }
        Ok(())
    }
}

/// On other systems (Windows), a console echoes typed text only while a line is being read.
#[cfg(not(unix))]
mod other {
    use std::io;

    /// Keeps the terminal silent while it exists.
    pub struct Quiet(());

    impl Quiet {
        pub const fn begin(_lines: bool) -> io::Result<Self> {
            Ok(Self(()))
        }
    }

    /// Echoes typed text while it exists.
    pub(in crate::wizard) struct Echo(());

    impl Echo {
        pub(in crate::wizard) const fn begin() -> io::Result<Self> {
            Ok(Self(()))
        }
    }
}
