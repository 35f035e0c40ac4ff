//! `quarterdeck man`: the manual, a page for each command.

use std::path::PathBuf;

use clap::Args;
use clap_mangen::Man;

use super::folder::Folder;
use super::manner::note;
use super::{Mistake, Outcome, print};
use crate::diagnostic::nearest;

/// Write the manual: one page to standard output, or all into a folder
///
/// `quarterdeck man run | man -l -` shows the page of `run`; `quarterdeck man -o ~/.local/share/man/man1` writes every page to
/// where `man quarterdeck-run` finds it.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Command of which the page is wanted [default: that of the program]
    #[arg(value_name = "COMMAND", conflicts_with = "output")]
    page: Option<String>,
    /// Folder for all pages
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Prints a page of `program`, or writes all of them.
pub fn man(arguments: &Arguments, mut program: clap::Command) -> Result<Outcome, Mistake> {
    program.build();
    match &arguments.output {
        Some(folder) => {
            let mut written = Folder::open(folder)?;
            for page in pages(&program) {
                let name = format!("{}.1", page.get_display_name().unwrap_or(page.get_name()));
                written.write(&name, |out| Man::new(page.clone()).render(out))?;
            }
            written.publish()?;
            note(&format!("the manual is in {}", folder.display()));
        }
        None => {
            let page = wanted(&program, arguments.page.as_deref()).map_err(Mistake::Sentence)?;
            let mut text = Vec::new();
            let rendered = Man::new(page.clone()).render(&mut text);
            rendered.map_err(|error| Mistake::Sentence(format!("cannot write the page: {error}")))?;
            print(&String::from_utf8_lossy(&text))?;
        }
    }
    Ok(Outcome::Done)
}

/// The program, then its commands; clap's own `help` repeats them.
fn pages(program: &clap::Command) -> impl Iterator<Item = &clap::Command> {
    std::iter::once(program).chain(program.get_subcommands().filter(|command| command.get_name() != "help"))
}

fn wanted<'a>(program: &'a clap::Command, name: Option<&str>) -> Result<&'a clap::Command, String> {
    let Some(name) = name else { return Ok(program) };
    let names = || pages(program).skip(1).map(clap::Command::get_name);
    program.find_subcommand(name).ok_or_else(|| {
        let cure = nearest::did_you_mean(name, names())
            .unwrap_or_else(|| format!("there are: {}", names().collect::<Vec<_>>().join(", ")));
        format!("no command is called `{name}`; {cure}")
    })
}
