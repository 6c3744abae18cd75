//! Renders tables: in columns if they fit, otherwise as lists.

use std::fmt::Write as _;

use super::inline::{self, Links};

/// The number of spaces between two columns.
const GAP: usize = 2;

/// Renders a table. One that is wider than `width` becomes a list with an item per row, whose further cells begin with
/// their heading.
pub(super) fn render(lines: &[&str], width: usize, links: &Links<'_>) -> String {
    let rows: Vec<Vec<&str>> =
        lines.iter().map(|line| cells(line)).filter(|row| !row.iter().all(|cell| is_rule(cell))).collect();
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widths: Vec<usize> = (0..count)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| inline::line(cell, links).1).max().unwrap_or_default()
        })
        .collect();
    if widths.iter().sum::<usize>() + GAP * count.saturating_sub(1) > width {
        return list(&rows, width, links);
    }
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let (written, columns) = inline::line(cell, links);
            // Writing to a String cannot fail.
            let _ = write!(line, "{written}{}", " ".repeat(width.saturating_sub(columns) + GAP));
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

fn list(rows: &[Vec<&str>], width: usize, links: &Links<'_>) -> String {
    let mut text = String::new();
    let Some((headings, rows)) = rows.split_first() else {
        return text;
    };
    for row in rows {
        for (index, (heading, cell)) in headings.iter().zip(row).enumerate() {
            let cell = if index == 0 { (*cell).to_owned() } else { format!("{heading}: {cell}") };
            let mut margin = if index == 0 { "- " } else { "  " };
            for line in inline::lines(&cell, width.saturating_sub(margin.len()), links) {
                let _ = writeln!(text, "{margin}{line}");
                margin = "  ";
            }
        }
    }
    text
}

/// Splits a row into cells. No page has `|` within a cell.
fn cells(line: &str) -> Vec<&str> {
    line.trim().trim_matches('|').split('|').map(str::trim).collect()
}

/// Returns whether a cell is in the line below the headings.
fn is_rule(cell: &str) -> bool {
    !cell.is_empty() && cell.chars().all(|letter| matches!(letter, '-' | ':'))
}
