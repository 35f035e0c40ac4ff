//! The paper as one page of HTML to mail: everything in one file, nothing loaded, readable on paper and on a phone.
//!
//! Whatever a user wrote is escaped by the markup's macro. Drawings are set in as they are: they escape their own text. The
//! only script sorts tables; the page's policy names it by its hash and forbids all else.

mod table;
mod words;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use self::words::rich;
use super::number::JOINT;
use super::paper::{Block, Opening, Paper, Picture, Section};

const STYLE: &str = include_str!("page/style.css");
const SCRIPT: &str = include_str!("page/sort.js");
/// Base64 of the SHA-256 of [`SCRIPT`], by which the policy knows it; a test holds the two together.
const SCRIPT_HASH: &str = "gRjn6GvQSEcfzv8NoddySu9if4SoxxqV9dQWIfGe4OU=";

/// The page.
pub fn page(paper: &Paper) -> String {
    let opening = &paper.opening;
    let title = format!("{}: {}", opening.title, opening.headline.trim_end_matches('.'));
    let methods = Methods::of(paper);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title.replace(JOINT, " ")) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (head_of(opening))
                (contents(paper))
                main { @for part in &paper.sections { (section(part, &methods)) } }
                (methods.footnotes())
                footer { p { (paper.origin) } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
    .into_string()
        + "\n"
}

fn policy() -> String {
    format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'"
    )
}

/// The answer: the sentence, the numbers in it, the grade.
fn head_of(opening: &Opening) -> Markup {
    html! {
        header {
            p.eyebrow { (opening.title) span.dates { (opening.dates) } }
            h1 { (rich(&opening.headline)) }
            @if let Some(lede) = &opening.lede { p.lede { (rich(lede)) } }
            @if !opening.figures.is_empty() {
                dl.figures {
                    @for figure in &opening.figures {
                        div.gap[figure.is_gap] {
                            dd.number { (figure.number) }
                            dt { (figure.meaning) }
                            @if !figure.remark.is_empty() { dd.remark { (figure.remark) } }
                        }
                    }
                }
            }
            @for sentence in &opening.sentences { p { (rich(sentence)) } }
            (standing(opening))
        }
    }
}

/// How far the answer can be trusted, in a line with links to what stands behind it.
fn standing(opening: &Opening) -> Markup {
    html! {
        @if let Some((letter, sentence)) = &opening.grade {
            p.standing {
                span.grade data-grade=(letter) aria-hidden="true" { (letter) }
                span { (rich(sentence)) " " a href="#assumptions" { "The numbers behind it" } }
            }
        }
        @if opening.warnings > 0 {
            p.standing {
                span.grade data-grade="!" aria-hidden="true" { "!" }
                span {
                    @if opening.warnings == 1 { "There is a warning. " } @else { "There are " (opening.warnings) " warnings. " }
                    a href="#warnings" { "What to heed" }
                }
            }
        }
    }
}

fn contents(paper: &Paper) -> Markup {
    html! {
        nav aria-label="Contents" {
            ul { @for section in &paper.sections { li { a href={ "#" (section.id) } { (section.title) } } } }
        }
    }
}

fn section(section: &Section, methods: &Methods) -> Markup {
    let heading = format!("{}-heading", section.id);
    html! {
        section id=(section.id) aria-labelledby=(heading) {
            h2 id=(heading) { (section.title) }
            @for block in &section.blocks { (self::block(block, methods)) }
        }
    }
}

fn block(block: &Block, methods: &Methods) -> Markup {
    match block {
        Block::Text(text) => html! { p { (rich(text)) } },
        Block::Note(text) => html! { p.note { (rich(text)) } },
        Block::Alarm(text) => html! { p.alarm { (rich(text)) } },
        Block::Table(table) => table::table(table),
        Block::Picture(picture) => figure(picture),
        Block::Command(command) => html! { pre tabindex="0" { code { (command) } } },
        Block::Method(sentence, _) => html! { p { (rich(sentence)) (methods.mark(sentence)) } },
        Block::Folded(title, blocks) => html! {
            details {
                summary { (title) }
                @for block in blocks { (self::block(block, methods)) }
            }
        },
    }
}

/// A drawing, scaled to the page, with the question above it and how to read it below.
fn figure(picture: &Picture) -> Markup {
    let drawing = picture.svg.split_once('>').map_or("", |(_, inside)| inside);
    let drawing = drawing.trim_end().trim_end_matches("</svg>");
    html! {
        figure id={ "picture-" (picture.name) } {
            figcaption { strong { (picture.question) } " " span { (picture.reading) } p.finding { (picture.finding) } }
            div.drawing tabindex="0" role="group" aria-label=(picture.question) {
                svg viewBox="0 0 960 600" role="img" aria-label=(picture.finding) { (PreEscaped(drawing)) }
            }
        }
    }
}

/// Sentences on method with their footnotes, numbered in order.
struct Methods<'a>(Vec<(&'a str, &'static str)>);

impl<'a> Methods<'a> {
    fn of(paper: &'a Paper) -> Methods<'a> {
        let blocks = paper.sections.iter().flat_map(|section| &section.blocks);
        let method = |block: &'a Block| match block {
            Block::Method(sentence, note) => Some((sentence.as_str(), *note)),
            _ => None,
        };
        Methods(blocks.filter_map(method).collect())
    }

    /// The raised number behind a sentence.
    fn mark(&self, sentence: &str) -> Markup {
        let number = self.0.iter().position(|(known, _)| *known == sentence).map(|index| index + 1);
        html! {
            @if let Some(number) = number {
                sup { a id={ "mark-" (number) } href={ "#footnote-" (number) } aria-label={ "Footnote " (number) } { (number) } }
            }
        }
    }

    fn footnotes(&self) -> Markup {
        html! {
            @if !self.0.is_empty() {
                aside aria-label="Names of the methods" {
                    ol {
                        @for (index, (_, note)) in self.0.iter().enumerate() {
                            li id={ "footnote-" (index + 1) } {
                                (note) " " a href={ "#mark-" (index + 1) } aria-label="Back to the sentence" { "↩" }
                            }
                        }
                    }
                }
            }
        }
    }
}
