//! The terminal while no one is asked. Between two prompts it would show what is typed or pasted, a secret too, and
//! Ctrl-C would end the process without a word. So it is silent from the first question to the end: keys wait for the
//! next prompt, Ctrl-C too, and each prompt finds the terminal like this and leaves it like this.

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

/// What Ctrl-C sends.
pub(super) const INTERRUPT: u8 = 3;

/// Drops the keys that wait. Ctrl-C among them is one.
pub(super) fn drop_typed_ahead() -> Result<(), PromptError> {
    enable_raw_mode()?;
    let dropped = drop_keys();
    disable_raw_mode()?;
    if dropped? { Err(PromptError::Interrupted) } else { Ok(()) }
}

/// Drops the keys that wait, and says whether one was Ctrl-C.
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

    /// The terminal as it was.
    static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

    fn before() -> std::sync::MutexGuard<'static, Option<Termios>> {
        BEFORE.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A silent terminal while it lives.
    pub struct Quiet(());

    impl Quiet {
        /// Makes the terminal silent. Where answers are `lines`, the terminal goes on making lines of what is typed.
        pub fn begin(lines: bool) -> io::Result<Self> {
            static HOOK: Once = Once::new();
            let was = tcgetattr(stdin())?;
            let mut quiet = was.clone();
            quiet.local_modes.remove(LocalModes::ECHO | LocalModes::ISIG);
            if lines {
                // A line ends with Ctrl-C, so that it arrives at once.
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
            // A release ends at a panic without dropping anything.
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

    /// The same for a terminal that prompts have drawn on.
    fn restore_screen() {
        // Not by way of the standard library: who asks holds its lock.
        let mut usual = Vec::new();
        if queue!(usual, Show, DisableBracketedPaste).is_ok() {
            let _ = rustix::io::write(stderr(), &usual);
        }
        restore();
    }

    /// Makes the terminal what it was. What no one has read is dropped: the shell would take it for commands, and show
    /// it.
    fn restore() {
        if let Some(was) = before().take() {
            // Nothing is left to do when the terminal is gone.
            let _ = tcsetattr(stdin(), OptionalActions::Flush, &was);
        }
    }

    /// Shows what is typed while it lives.
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

/// Elsewhere (Windows) a console shows what is typed only while a line of it is read.
#[cfg(not(unix))]
mod other {
    use std::io;

    /// A silent terminal while it lives.
    pub struct Quiet(());

    impl Quiet {
        /// Makes the terminal silent.
        pub const fn begin(_lines: bool) -> io::Result<Self> {
            Ok(Self(()))
        }
    }

    /// Shows what is typed while it lives.
    pub(in crate::wizard) struct Echo(());

    impl Echo {
        pub(in crate::wizard) const fn begin() -> io::Result<Self> {
            Ok(Self(()))
        }
    }
}
