//! The guide hangs together: its summary lists every page, its links lead somewhere, its commands print what it shows.

use std::fs;
use std::path::{Path, PathBuf};

use crate::transcript::{blocks, copy, holds, transcripts};

/// Folder of the pages.
const GUIDE: &str = "docs/src";
/// The page that lists the others; its first-level headings are the parts of the book.
const SUMMARY: &str = "SUMMARY.md";
/// How the guide starts the program.
const START: &str = "quarterdeck ";
/// How a page says what made it, which other tests hold it to.
const MAKES_A_PAGE: &str = "cargo run --release --example ";

struct Page {
    path: PathBuf,
    text: String,
}

impl Page {
    fn read(path: PathBuf) -> Page {
        let text = fs::read_to_string(&path).expect("a page is UTF-8");
        Page { path, text }
    }

    /// Path from the folder of the pages.
    fn name(&self) -> String {
        let name = self.path.strip_prefix(GUIDE).expect("it was found there");
        name.to_string_lossy().replace('\\', "/")
    }

    /// Lines that are not in a block of code.
    fn prose(&self) -> Vec<&str> {
        let mut inside = false;
        let is_prose = |line: &&str| {
            let is_fence = line.starts_with("```");
            inside ^= is_fence;
            !inside && !is_fence
        };
        self.text.lines().filter(is_prose).collect()
    }

    /// Headings of this level.
    fn headings(&self, level: usize) -> Vec<&str> {
        let mark = format!("{} ", "#".repeat(level));
        self.prose().into_iter().filter_map(|line| line.strip_prefix(mark.as_str())).collect()
    }

    /// Where its links and pictures lead.
    fn links(&self) -> Vec<String> {
        let mut links = Vec::new();
        for line in self.prose() {
            for rest in line.split("](").skip(1) {
                links.extend(rest.split_once(')').map(|(link, _)| link.to_string()));
            }
        }
        links
    }

    /// Whether a link to a file or a heading leads there.
    fn reaches(&self, link: &str) -> bool {
        let (file, heading) = link.split_once('#').unwrap_or((link, ""));
        let folder = self.path.parent().expect("a page lies in a folder");
        let path = if file.is_empty() { self.path.clone() } else { folder.join(file) };
        if heading.is_empty() || !path.is_file() {
            return path.exists();
        }
        let page = Page::read(path);
        (1..=4).any(|level| page.headings(level).into_iter().any(|found| anchor(found) == heading))
    }
}

/// Name under which a heading is linked to.
fn anchor(heading: &str) -> String {
    let kept = |letter: &char| letter.is_alphanumeric() || [' ', '-', '_'].contains(letter);
    heading
        .to_lowercase()
        .chars()
        .filter(kept)
        .map(|letter| if letter == ' ' { '-' } else { letter })
        .collect()
}

/// Every page below `folder`, in the order of their paths.
fn pages_below(folder: &Path) -> Vec<Page> {
    let entries = fs::read_dir(folder).expect("the guide's folders can be listed");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry has a path").path()).collect();
    paths.sort();
    let mut pages = Vec::new();
    for path in paths {
        if path.is_dir() {
            pages.extend(pages_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(Page::read(path));
        }
    }
    pages
}

/// Every page but the summary.
fn pages() -> Vec<Page> {
    let mut pages = pages_below(Path::new(GUIDE));
    pages.retain(|page| page.name() != SUMMARY);
    assert!(pages.len() > 10, "the guide is there");
    pages
}

#[test]
fn the_summary_lists_every_page_once() {
    let mut listed = Page::read(Path::new(GUIDE).join(SUMMARY)).links();
    listed.sort();
    let mut found: Vec<String> = pages().iter().map(Page::name).collect();
    found.sort();
    assert_eq!(listed, found);
}

#[test]
fn every_page_begins_with_its_only_title() {
    for page in pages() {
        assert_eq!(page.headings(1).len(), 1, "{}", page.name());
        assert!(page.text.starts_with("# "), "{}", page.name());
    }
}

#[test]
fn every_link_of_the_guide_leads_somewhere() {
    let mut astray = Vec::new();
    for page in pages() {
        let inside = page.links().into_iter().filter(|link| !link.contains("://"));
        astray
            .extend(inside.filter(|link| !page.reaches(link)).map(|link| format!("{}: {link}", page.name())));
    }
    assert!(astray.is_empty(), "links that lead nowhere:\n{}", astray.join("\n"));
}

#[test]
fn every_file_of_the_code_that_the_guide_names_is_there() {
    let mut gone = Vec::new();
    for page in pages() {
        let prose = page.prose().join("\n");
        let quoted = prose.split('`').skip(1).step_by(2).filter(|text| text.starts_with("src/"));
        gone.extend(
            quoted.filter(|path| !Path::new(path).exists()).map(|path| format!("{}: {path}", page.name())),
        );
    }
    assert!(gone.is_empty(), "files that are not there:\n{}", gone.join("\n"));
}

/// A block of TOML whose first line is a comment with the name of a file is that file.
fn write_named_files(page: &Page, folder: &Path) {
    for block in blocks(&page.text, "toml") {
        let first = block.lines().next().and_then(|line| line.strip_prefix("# "));
        if let Some(name) = first.filter(|name| name.ends_with(".toml")) {
            fs::write(folder.join(name), &block).expect("it can be written");
        }
    }
}

#[test]
fn every_command_of_the_guide_runs_and_prints_what_is_shown() {
    let mut commands = 0;
    for page in pages() {
        let transcripts = transcripts(&page.text);
        if transcripts.is_empty() {
            continue;
        }
        let place = tempfile::tempdir().expect("a folder for the test");
        copy(Path::new("scenarios"), &place.path().join("scenarios"));
        write_named_files(&page, place.path());
        for (command, shown) in transcripts {
            if command.starts_with(MAKES_A_PAGE) {
                continue;
            }
            let arguments = command.strip_prefix(START);
            holds(place.path(), arguments.expect("a block starts the program"), &shown);
            commands += 1;
        }
    }
    assert!(commands > 0);
}
