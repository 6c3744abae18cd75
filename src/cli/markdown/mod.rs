//! Renders a Markdown page for a terminal: headings, code, tables and wrapped text.

mod inline;
mod table;

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

pub(super) use inline::Links;

const HEADING: Style = AnsiColor::BrightCyan.on_default().bold();
const CODE: Style = AnsiColor::Green.on_default();
/// The maximum width of text, for readability.
const MAX_WIDTH: usize = 100;

/// Renders a page for a terminal with this many columns. Code isn't wrapped, so that it can be copied.
pub(super) fn render(page: &str, width: usize, links: &Links<'_>) -> String {
    let mut text = Page { width: width.min(MAX_WIDTH), links, text: String::new() };
    let mut block = Block::None;
    for line in page.lines() {
        if line.starts_with("```") {
            let is_code = matches!(block, Block::Code);
            text.end(&mut block);
            if !is_code {
                block = Block::Code;
            }
        } else if matches!(block, Block::Code) {
            // Writing to a String cannot fail.
            let _ = writeln!(text.text, "    {CODE}{line}{CODE:#}");
        } else if line.starts_with('#') {
            text.end(&mut block);
            text.heading(line.trim_start_matches('#').trim());
        } else if line.trim().is_empty() {
            text.end(&mut block);
            text.text.push('\n');
        } else if line.starts_with('|') {
            if !matches!(block, Block::Table(_)) {
                text.end(&mut block);
            }
            block.add_row(line);
        } else if line.starts_with("- ") {
            text.end(&mut block);
            block = Block::Paragraph(line.to_owned());
        } else {
            if matches!(block, Block::Table(_)) {
                text.end(&mut block);
            }
            block.add_words(line.trim_start());
        }
    }
    text.end(&mut block);
    text.text
}

/// The block of the current lines.
enum Block<'a> {
    None,
    Code,
    /// A paragraph or a list item, joined to one line.
    Paragraph(String),
    Table(Vec<&'a str>),
}

impl<'a> Block<'a> {
    fn add_words(&mut self, words: &str) {
        match self {
            Self::Paragraph(paragraph) => {
                paragraph.push(' ');
                paragraph.push_str(words);
            }
            _ => *self = Self::Paragraph(words.to_owned()),
        }
    }

    fn add_row(&mut self, line: &'a str) {
        match self {
            Self::Table(lines) => lines.push(line),
            _ => *self = Self::Table(vec![line]),
        }
    }
}

/// The rendered text so far.
struct Page<'a> {
    width: usize,
    links: &'a Links<'a>,
    text: String,
}

impl Page<'_> {
    fn end(&mut self, block: &mut Block<'_>) {
        match std::mem::replace(block, Block::None) {
            Block::None | Block::Code => {}
            Block::Paragraph(paragraph) => self.paragraph(&paragraph),
            Block::Table(lines) => self.text.push_str(&table::render(&lines, self.width, self.links)),
        }
    }

    fn paragraph(&mut self, paragraph: &str) {
        let (bullet, words) = match paragraph.strip_prefix("- ") {
            Some(words) => ("- ", words),
            None => ("", paragraph),
        };
        let mut first = bullet;
        for line in inline::lines(words, self.width.saturating_sub(bullet.len()), self.links) {
            let _ = writeln!(self.text, "{first}{line}");
            first = if bullet.is_empty() { "" } else { "  " };
        }
    }

    fn heading(&mut self, heading: &str) {
        for line in crate::text::wrap(heading, self.width, 0).lines() {
            let _ = writeln!(self.text, "{HEADING}{line}{HEADING:#}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Links, render};

    const PAGE: &str = "# a-rule with a long name\n\nOne two three four five six seven.\nEight.\n\n- an item of a list \
        that is long, with [a-link](../rules/a-link.md)\n- longer/than/the/whole/screen\n\n```yaml\nkey: a value that is \
        longer than the screen\n```\n\n| a | b |\n|---|---|\n| `x` | yes |\n| `yy` | no |\n";

    fn plain(width: usize) -> String {
        anstream::adapter::strip_str(&render(PAGE, width, &Links::none())).to_string()
    }

    #[test]
    fn wraps_headings_and_paragraphs_but_not_code() {
        insta::assert_snapshot!(plain(24), @"
        a-rule with a long name

        One two three four five
        six seven. Eight.

        - an item of a list that
          is long, with a-link
        - longer/than/the/whole/screen

            key: a value that is longer than the screen

        a     b
        `x`   yes
        `yy`  no
        ");
    }

    #[test]
    fn prints_a_wide_table_as_a_list() {
        let page = "| endpoint | flytectl |\n|---|---|\n| whitespace in the host | fails |\n";
        let plain = anstream::adapter::strip_str(&render(page, 24, &Links::none())).to_string();
        insta::assert_snapshot!(plain, @"
        - whitespace in the host
          flytectl: fails
        ");
    }

    #[test]
    fn prints_code_in_color_and_links_with_their_url() {
        let folder = Links::relative_to("rules");
        insta::assert_snapshot!(render("Set `a b`, see [x](../symptoms/x.md).\n", 80, &folder).escape_debug(), @r"Set \u{1b}[32m`a\u{1b}[0m \u{1b}[32mb`\u{1b}[0m, see \u{1b}]8;;https://github.com/flyte-auth/flyte-auth/blob/main/docs/symptoms/x.md\u{1b}\\x\u{1b}]8;;\u{1b}\\.\n");
    }
}
