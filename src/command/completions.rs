//! `quarterdeck completions`: what a shell needs to complete commands and options.

use clap::Args;
use clap_complete::Shell;

use super::{Mistake, Outcome, print};

/// Write what a shell needs to complete commands and options
///
/// Goes to standard output. bash: `quarterdeck completions bash > ~/.local/share/bash-completion/completions/quarterdeck`. zsh:
/// into a file `_quarterdeck` in a folder of `$fpath`. fish: `~/.config/fish/completions/quarterdeck.fish`.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Shell to write for
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Prints the completions of `program`.
pub fn completions(arguments: &Arguments, mut program: clap::Command) -> Result<Outcome, Mistake> {
    let name = program.get_name().to_string();
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, name, &mut text);
    print(&String::from_utf8_lossy(&text))?;
    Ok(Outcome::Done)
}
