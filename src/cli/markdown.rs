//! A page of Markdown as text for a terminal: headings, code, paragraphs that fit.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use crate::text::wrap;

const HEADING: Style = AnsiColor::BrightCyan.on_default().bold();
const CODE: Style = AnsiColor::Green.on_default();
/// The widest that text is written: longer lines are hard to read.
const WIDEST: usize = 100;

/// Renders a page for a terminal with this many columns. A line of code is never broken.
pub(super) fn render(page: &str, width: usize) -> String {
    let width = width.min(WIDEST);
    let mut text = String::new();
    let mut paragraph = String::new();
    let mut is_code = false;
    for line in page.lines() {
        if line.starts_with("```") {
            end(&mut paragraph, width, &mut text);
            is_code = !is_code;
        } else if is_code {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "    {CODE}{line}{CODE:#}");
        } else if let Some(heading) = line.strip_prefix('#') {
            end(&mut paragraph, width, &mut text);
            let _ = writeln!(text, "{HEADING}{}{HEADING:#}", heading.trim_start_matches('#').trim());
        } else if line.trim().is_empty() {
            end(&mut paragraph, width, &mut text);
            text.push('\n');
        } else if line.starts_with(['-', '*', '|']) || line.starts_with(|c: char| c.is_ascii_digit()) {
            end(&mut paragraph, width, &mut text);
            paragraph.push_str(line);
        } else {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line.trim_start());
        }
    }
    end(&mut paragraph, width, &mut text);
    text
}

/// Writes a paragraph in lines that fit; those after the first of an item are indented.
fn end(paragraph: &mut String, width: usize, text: &mut String) {
    if paragraph.is_empty() {
        return;
    }
    let indent = if paragraph.starts_with(['-', '*']) { 2 } else { 0 };
    if paragraph.starts_with('|') {
        text.push_str(paragraph);
    } else {
        text.push_str(&wrap(paragraph, width, indent));
    }
    text.push('\n');
    paragraph.clear();
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn headings_and_code_stand_out_and_paragraphs_fit() {
        let page = "# a-rule\n\nOne two three four five six seven.\nEight.\n\n- an item of a list that is \
            long\n\n```yaml\nkey: a value that is longer than the screen\n```\n";
        let plain = anstream::adapter::strip_str(&render(page, 24)).to_string();
        insta::assert_snapshot!(plain, @"
        a-rule

        One two three four five
        six seven. Eight.

        - an item of a list that
          is long

            key: a value that is longer than the screen
        ");
    }
}
