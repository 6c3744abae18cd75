//! A guide as text for a terminal.

use anstyle::{AnsiColor, Style};

use super::Guide;
use crate::diagnostic::visible;
use crate::guide::Section;
use crate::idp::{Command, NoteDown, Setting, Step};

const HEADING: Style = AnsiColor::BrightCyan.on_default().bold();
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
/// Where text is broken at the latest: a line is still read at a glance.
pub(super) const WIDTH: usize = 100;
/// Where what belongs to a step starts.
const INDENT: usize = 5;

pub(super) fn text(guide: &Guide, width: usize) -> String {
    let mut page = Page {
        text: String::new(),
        width: width.min(WIDTH),
    };
    page.wrapped(0, &guide.title, BOLD);
    for section in &guide.sections {
        page.line("");
        page.section(section);
    }
    page.text
}

struct Page {
    text: String,
    width: usize,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// Text in lines that fit, where a word does not need more.
    fn wrapped(&mut self, indent: usize, text: &str, style: Style) {
        let mut line = String::new();
        for word in visible(text).split(' ') {
            let width = indent + line.chars().count() + 1 + word.chars().count();
            if !line.is_empty() && width > self.width {
                self.styled(indent, &line, style);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.styled(indent, &line, style);
    }

    fn styled(&mut self, indent: usize, text: &str, style: Style) {
        self.line(&format!("{:indent$}{style}{text}{style:#}", ""));
    }

    fn section(&mut self, section: &Section) {
        self.styled(0, &visible(&section.title), HEADING);
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

    fn step(&mut self, number: usize, step: &Step) {
        let title = visible(&step.title);
        self.line(&format!("{number:>3}. {BOLD}{title}{BOLD:#}"));
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

    fn settings(&mut self, settings: &[Setting]) {
        let widths = settings.iter().map(|setting| setting.name.chars().count());
        let width = widths.max().unwrap_or_default();
        for Setting { name, value } in settings {
            let (name, value) = (visible(name), visible(value));
            self.line(&format!(
                "{:INDENT$}  {name:width$}  {BOLD}{value}{BOLD:#}",
                ""
            ));
        }
    }

    fn command(&mut self, indent: usize, command: &Command) {
        self.line(&format!("{:indent$}$ {}", "", visible(&command.line)));
        if !command.remark.is_empty() {
            self.wrapped(indent + 4, &format!("→ {}", command.remark), DIM);
        }
    }

    fn note(&mut self, note: &NoteDown) {
        let known = note.known.as_ref().map_or_else(String::new, |known| {
            format!(": {BOLD}{}{BOLD:#}", visible(known))
        });
        self.line(&format!(
            "{:INDENT$}note down: {} → `{}`{known}",
            "",
            visible(&note.what),
            note.answer
        ));
    }
}
