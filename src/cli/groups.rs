//! The commands by what a person wants, for `--help`: a line for each.

use std::fmt::Write;

use clap::Command;

const WRITE: &str = "Write a scenario";
const ASK: &str = "Ask it";
const DECIDE: &str = "Decide";
const SHOW: &str = "Show and learn";
const SHELL: &str = "In the shell";
/// Of a command that no line below names.
const OTHER: &str = "More";

const GROUPS: [&str; 6] = [WRITE, ASK, DECIDE, SHOW, SHELL, OTHER];

/// Every command and what a person wants who uses it. A command that is not built in is left out of the help.
const COMMANDS: [(&str, &str); 17] = [
    ("new", WRITE),
    ("check", WRITE),
    ("schema", WRITE),
    ("diff", WRITE),
    ("run", ASK),
    ("explain", ASK),
    ("statement", ASK),
    ("bridge", DECIDE),
    ("stress", DECIDE),
    ("enter", DECIDE),
    ("what-must-be-true", DECIDE),
    ("changed", DECIDE),
    ("assumptions", DECIDE),
    ("report", SHOW),
    ("replay", SHOW),
    ("completions", SHELL),
    ("man", SHELL),
];

/// Columns of the help.
const WIDTH: usize = 80;
/// Columns before what a command does.
const INDENT: usize = 21;

/// What a person wants who uses this command.
fn group_of(name: &str) -> &'static str {
    COMMANDS.iter().find(|(known, _)| *known == name).map_or(OTHER, |(_, group)| *group)
}

/// The commands of `program`, group by group, each with what it does.
pub fn listed(program: &Command) -> String {
    let header = program.get_styles().get_header();
    let literal = program.get_styles().get_literal();
    let mut text = String::new();
    for group in GROUPS {
        let commands = of_group(program, group);
        if commands.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{header}{group}:{header:#}");
        for command in commands {
            let name = command.get_name();
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            let gap = " ".repeat((INDENT - 2).saturating_sub(name.len()));
            let does = wrapped(&about, WIDTH - INDENT).join(&format!("\n{}", " ".repeat(INDENT)));
            let _ = writeln!(text, "  {literal}{name}{literal:#}{gap}{does}");
        }
        text.push('\n');
    }
    text
}

/// The commands of a group in the order of the table, those that it does not name last.
fn of_group<'a>(program: &'a Command, group: &str) -> Vec<&'a Command> {
    let shown = program.get_subcommands().filter(|command| !command.is_hide_set());
    let mut commands: Vec<&Command> = shown.filter(|command| group_of(command.get_name()) == group).collect();
    let place = |command: &&Command| COMMANDS.iter().position(|(name, _)| *name == command.get_name());
    commands.sort_by_key(|command| place(command).unwrap_or(COMMANDS.len()));
    commands
}

/// Lines of at most `width` letters.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is a line");
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_string());
        } else {
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::program;

    #[test]
    fn every_command_is_in_exactly_one_group() {
        for command in program().get_subcommands().filter(|command| !command.is_hide_set()) {
            let times = COMMANDS.iter().filter(|(name, _)| *name == command.get_name()).count();
            assert_eq!(times, 1, "{}", command.get_name());
        }
    }

    #[test]
    fn every_command_is_listed_once_with_what_it_does() {
        let program = program();
        let listed = clap::builder::StyledStr::from(listed(&program)).to_string();
        for command in program.get_subcommands().filter(|command| !command.is_hide_set()) {
            let line = format!("  {} ", command.get_name());
            assert_eq!(listed.lines().filter(|found| found.starts_with(&line)).count(), 1, "{line}");
        }
        assert!(!listed.contains(OTHER), "a command has no line in the table");
    }

    #[test]
    fn a_command_that_no_line_names_is_listed_all_the_same() {
        let listed = listed(&Command::new("program").subcommand(Command::new("novel").about("Do it")));
        assert!(listed.contains(OTHER) && listed.contains("novel"), "{listed}");
    }
}
