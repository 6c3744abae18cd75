//! The only place that prints. Results go to stdout, everything said to a person goes to stderr.

use std::io::{self, Write};

/// Where a command writes: the result on one side, what it says to a person on the other.
pub struct Output<'a> {
    result: &'a mut dyn Write,
    message: &'a mut dyn Write,
}

impl<'a> Output<'a> {
    /// Writes results to `result` and messages to `message`.
    pub fn new(result: &'a mut dyn Write, message: &'a mut dyn Write) -> Self {
        Self { result, message }
    }

    /// Writes part of the result, as it is.
    pub fn result(&mut self, text: &str) -> io::Result<()> {
        self.result.write_all(text.as_bytes())
    }

    /// Writes part of the result that is not text.
    pub fn result_bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.result.write_all(bytes)
    }

    /// Writes part of a message, as it is.
    pub fn message(&mut self, text: &str) -> io::Result<()> {
        self.message.write_all(text.as_bytes())
    }

    /// Says something to the person at the terminal, with a line end.
    pub fn say(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.message, "{text}")
    }

    /// Hands on what is still held back.
    pub fn flush(&mut self) -> io::Result<()> {
        self.result.flush()?;
        self.message.flush()
    }
}
