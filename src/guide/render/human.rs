//! Renders a guide as text for a terminal.

use anstyle::{AnsiColor, Style};

use super::Guide;
use crate::guide::GuideSection;
use crate::idp::{ConsoleField, ConsoleStep, NoteDown, ShellCommand};
use crate::text::visible;

const HEADING: Style = AnsiColor::BrightCyan.on_default().bold();
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
/// The maximum width of a line, for readability.
pub(super) const WIDTH: usize = 100;
/// The minimum width for a value next to its field.
const MIN_VALUE_WIDTH: usize = 30;
/// The indentation of a step's contents.
const INDENT: usize = 5;

pub(super) fn text(guide: &Guide, width: usize) -> String {
    let mut page = GuidePage { text: String::new(), width: width.min(WIDTH) };
    page.wrapped(0, &guide.title, BOLD);
    for section in &guide.sections {
        page.line("");
        page.section(section);
    }
    page.text
}

struct GuidePage {
    text: String,
    width: usize,
}

impl GuidePage {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// Writes a text in lines that fit, unless a single word is wider. All lines have the same indentation.
    fn wrapped(&mut self, indent: usize, text: &str, style: Style) {
        self.after(&" ".repeat(indent), text, style);
    }

    /// Writes a text after `lead`, in lines that fit. Further lines are indented to the start of the text.
    fn after(&mut self, lead: &str, text: &str, style: Style) {
        let indent = columns(lead);
        let mut lead = lead.to_owned();
        let mut line = String::new();
        for word in visible(text).split(' ') {
            let width = indent + line.chars().count() + 1 + word.chars().count();
            if !line.is_empty() && width > self.width {
                self.line(&format!("{lead}{style}{line}{style:#}"));
                lead = " ".repeat(indent);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.line(&format!("{lead}{style}{line}{style:#}"));
    }

    fn section(&mut self, section: &GuideSection) {
        self.wrapped(0, &section.title, HEADING);
        for remark in &section.remarks {
            self.wrapped(2, remark, Style::new());
        }
        for command in &section.commands {
            self.command(2, command);
        }
        for (index, step) in section.steps.iter().enumerate() {
            self.step(index + 1, step);
        }
    }

    fn step(&mut self, number: usize, step: &ConsoleStep) {
        self.after(&format!("{number:>3}. "), &step.title, BOLD);
        if !step.place.is_empty() {
            self.wrapped(INDENT, &step.place, DIM);
        }
        self.settings(&step.settings);
        for command in &step.commands {
            self.command(INDENT, command);
        }
        for note in &step.note_down {
            self.note(note);
        }
        for remark in &step.remarks {
            self.wrapped(INDENT, remark, Style::new());
        }
    }

    fn settings(&mut self, settings: &[ConsoleField]) {
        let widths = settings.iter().map(|setting| setting.name.chars().count());
        let width = widths.max().unwrap_or_default();
        let beside = INDENT + 2 + width + 2;
        for ConsoleField { name, value } in settings {
            let name = visible(name);
            if beside + MIN_VALUE_WIDTH <= self.width {
                let lead = format!("{:INDENT$}  {name:width$}  ", "");
                self.after(&lead, value, BOLD);
            } else {
                self.wrapped(INDENT + 2, &format!("{name}:"), Style::new());
                self.wrapped(INDENT + 4, value, BOLD);
            }
        }
    }

    /// Writes a command on one line: pasting a part of it would run another command.
    fn command(&mut self, indent: usize, command: &ShellCommand) {
        self.line(&format!("{:indent$}$ {}", "", visible(&command.line)));
        if !command.remark.is_empty() {
            self.wrapped(indent + 4, &format!("→ {}", command.remark), DIM);
        }
    }

    fn note(&mut self, note: &NoteDown) {
        let what = format!("Save: {} (`{}`)", note.what, note.answer);
        let Some(known) = &note.known else {
            self.wrapped(INDENT, &what, Style::new());
            return;
        };
        let lead = format!("{:INDENT$}{}: ", "", visible(&what));
        if columns(&lead) + columns(known) <= self.width {
            self.after(&lead, known, BOLD);
        } else {
            self.wrapped(INDENT, &format!("{what}:"), Style::new());
            self.wrapped(INDENT + 4, known, BOLD);
        }
    }
}

fn columns(text: &str) -> usize {
    text.chars().count()
}
