//! Renders a guide as Markdown, with a checkbox for each step.

use super::Guide;
use crate::idp::{ConsoleStep, ShellCommand};
use crate::text::visible;

pub(super) fn text(guide: &Guide) -> String {
    let mut blocks = vec![format!("# {}", prose(&guide.title))];
    for section in &guide.sections {
        blocks.push(format!("## {}", prose(&section.title)));
        blocks.extend(section.remarks.iter().map(|remark| prose(remark)));
        blocks.extend(commands(&section.commands));
        blocks.extend(section.steps.iter().map(step));
    }
    format!("{}\n", blocks.join("\n\n"))
}

fn step(step: &ConsoleStep) -> String {
    let mut blocks = Vec::new();
    if !step.place.is_empty() {
        blocks.push(prose(&step.place));
    }
    if !step.settings.is_empty() {
        let rows = step
            .settings
            .iter()
            .map(|setting| format!("| {} | {} |", cell(&prose(&setting.name)), cell(&code(&setting.value))));
        let table: Vec<String> =
            ["| field | value |", "| --- | --- |"].map(str::to_owned).into_iter().chain(rows).collect();
        blocks.push(table.join("\n"));
    }
    blocks.extend(commands(&step.commands));
    if !step.note_down.is_empty() {
        let lines: Vec<String> = step
            .note_down
            .iter()
            .map(|note| {
                let known = note.known.as_ref();
                let known = known.map_or_else(String::new, |known| format!(": {}", code(known)));
                format!("- {} → `{}`{known}", prose(&note.what), note.answer)
            })
            .collect();
        blocks.push(lines.join("\n"));
    }
    blocks.extend(step.remarks.iter().map(|remark| prose(remark)));
    let mut text = format!("- [ ] **{}**", prose(&step.title));
    for block in blocks {
        text.push('\n');
        for line in block.lines() {
            text.push_str("\n  ");
            text.push_str(line);
        }
    }
    text
}

fn commands(commands: &[ShellCommand]) -> Option<String> {
    let lines: Vec<String> = commands.iter().map(command).collect();
    (!lines.is_empty()).then(|| format!("```sh\n{}\n```", lines.join("\n")))
}

fn command(command: &ShellCommand) -> String {
    let line = visible(&command.line);
    if command.remark.is_empty() { line } else { format!("{line}   # {}", visible(&command.remark)) }
}

/// Escapes placeholders in `<…>`, which would be tags. Between backticks they need no escaping.
fn prose(text: &str) -> String {
    let text = visible(text);
    let parts = text
        .split('`')
        .enumerate()
        .map(|(index, part)| if index % 2 == 0 { part.replace('<', "\\<") } else { part.to_owned() });
    parts.collect::<Vec<_>>().join("`")
}

/// Formats code that may contain backticks.
fn code(text: &str) -> String {
    let text = visible(text);
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
