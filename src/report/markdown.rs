//! The paper as Markdown the way GitHub shows it, beside its pictures: the same sentences and tables as the page.
//!
//! What a user wrote is escaped, so that it is read as it was written and never as markup.

mod escape;

use self::escape::{escaped, html, rich};
use super::paper::{Block, Figure, Opening, Paper, Picture, Row, Section, Table};

/// The text; pictures are linked as files of the same folder.
pub fn markdown(paper: &Paper) -> String {
    let mut notes = Vec::new();
    let mut parts = opening(&paper.opening);
    for section in &paper.sections {
        parts.extend(self::section(section, &mut notes));
    }
    parts.push("---".to_owned());
    parts.push(escaped(&paper.origin));
    parts
        .extend(notes.iter().enumerate().map(|(index, note)| format!("[^{}]: {}", index + 1, escaped(note))));
    parts.join("\n\n") + "\n"
}

fn opening(opening: &Opening) -> Vec<String> {
    let mut parts = vec![
        format!("# {}", escaped(&opening.headline)),
        format!("**{}** · {}", escaped(&opening.title), escaped(&opening.dates)),
    ];
    parts.extend(opening.lede.iter().map(|lede| rich(lede)));
    if !opening.figures.is_empty() {
        let row = |figure: &Figure| {
            let cells = [&figure.number, &figure.meaning, &figure.remark].map(|cell| escaped(cell));
            format!("| **{}** | {} | {} |", cells[0], cells[1], cells[2])
        };
        let rows: Vec<String> = opening.figures.iter().map(row).collect();
        parts.push(format!("| | | |\n| ---: | --- | --- |\n{}", rows.join("\n")));
    }
    parts.extend(opening.sentences.iter().map(|sentence| rich(sentence)));
    parts.extend(opening.grade.iter().map(|(_, sentence)| rich(sentence)));
    parts
}

fn section(section: &Section, notes: &mut Vec<&'static str>) -> Vec<String> {
    let mut parts = vec![format!("## {}", escaped(&section.title))];
    parts.extend(section.blocks.iter().map(|block| self::block(block, notes)));
    parts
}

fn block(block: &Block, notes: &mut Vec<&'static str>) -> String {
    match block {
        Block::Text(text) | Block::Note(text) => rich(text),
        Block::Alarm(text) => format!("> [!WARNING]\n> {}", rich(text)),
        Block::Table(table) => self::table(table),
        Block::Picture(picture) => self::picture(picture),
        Block::Command(command) => format!("```console\n$ {command}\n```"),
        Block::Method(sentence, note) => {
            notes.push(note);
            format!("{}[^{}]", rich(sentence), notes.len())
        }
        Block::Folded(title, blocks) => {
            let inside: Vec<String> = blocks.iter().map(|block| self::block(block, notes)).collect();
            format!("<details>\n<summary>{}</summary>\n\n{}\n\n</details>", html(title), inside.join("\n\n"))
        }
    }
}

fn picture(picture: &Picture) -> String {
    format!(
        "**{}** {}\n\n![{}]({}.png)",
        escaped(picture.question),
        escaped(picture.reading),
        escaped(&picture.finding),
        picture.name
    )
}

fn table(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let titles = table.columns.iter().map(|column| escaped(&column.title)).collect();
    let rules =
        table.columns.iter().map(|column| if column.is_number { "---:" } else { "---" }.to_owned()).collect();
    let mut lines = vec![line(titles), line(rules)];
    lines.extend(table.rows.iter().map(|row| line(cells(row))));
    format!("**{}**\n\n{}", rich(&table.caption), lines.join("\n"))
}

fn cells(row: &Row) -> Vec<String> {
    let cell = |(index, cell): (usize, &String)| match (escape::cell(cell), index) {
        (cell, _) if row.is_total && !cell.is_empty() => format!("**{cell}**"),
        (cell, 0) if row.is_indented => format!("&emsp;{cell}"),
        (cell, _) => cell,
    };
    row.cells.iter().enumerate().map(cell).collect()
}
