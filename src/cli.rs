//! Assembles the commands, dispatches, and turns what happened into an exit code.

mod groups;

use std::env;
use std::ffi::OsString;
use std::panic;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use quarterdeck::command::manner::{self, Color, Manner, Stream};
use quarterdeck::command::{
    self, Mistake, Outcome, assumptions, bridge, changed, check, completions, diff, enter, explain, man, new,
    replay, report, run, schema, statement, stress, what_must_be_true,
};

/// A flight simulator for sales leaders: play a year of your sales organisation thousands of times and see what can happen.
#[derive(Parser)]
#[command(name = "quarterdeck", version, max_term_width = 80)]
struct Arguments {
    #[command(flatten)]
    manner: Manner,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    New(Box<new::Arguments>),
    Check(check::Arguments),
    Run(Box<run::Arguments>),
    Report(Box<report::Arguments>),
    Replay(Box<replay::Arguments>),
    Statement(statement::Arguments),
    Bridge(bridge::Arguments),
    Stress(stress::Arguments),
    Enter(Box<enter::Arguments>),
    WhatMustBeTrue(what_must_be_true::Arguments),
    Changed(changed::Arguments),
    Diff(diff::Arguments),
    Assumptions(assumptions::Arguments),
    Explain(explain::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// How `--help` of the program looks: what it is, how it is called, what a person may want of it.
const HELP: &str = "\
{about-with-newline}
{usage-heading} {usage}

{before-help}Options:
{options}{after-help}";
const AFTER_HELP: &str = "`quarterdeck COMMAND --help` says more of a command.";

/// The program as clap knows it, its commands listed by what a person wants.
fn program() -> clap::Command {
    let program = Arguments::command();
    let listed = groups::listed(&program);
    program.help_template(HELP).before_help(listed.trim_end().to_string()).after_help(AFTER_HELP)
}

pub fn main() -> ExitCode {
    let arguments = match parsed() {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error),
    };
    manner::settle(arguments.manner);
    panic::set_hook(Box::new(|panic| {
        command::complain(&format!(
            "this is our fault, not yours: {panic}\nplease report it with the scenario and the seed"
        ));
    }));
    let outcome = panic::catch_unwind(|| dispatch(&arguments.command));
    match outcome {
        Ok(Ok(Outcome::Done)) => ExitCode::SUCCESS,
        Ok(Ok(Outcome::Interrupted) | Err(Mistake::Stopped)) => ExitCode::from(130),
        Ok(Err(mistake)) => {
            if let Mistake::Sentence(sentence) = mistake {
                command::complain(&sentence);
            }
            ExitCode::from(1)
        }
        Err(_) => ExitCode::from(2),
    }
}

fn dispatch(command: &Command) -> Result<Outcome, Mistake> {
    match command {
        Command::Run(arguments) => run::run(arguments),
        Command::Report(arguments) => report::report(arguments),
        Command::Replay(arguments) => replay::replay(arguments),
        Command::Check(arguments) => check::check(arguments),
        Command::New(arguments) => new::new(arguments),
        Command::Statement(arguments) => statement::show(arguments),
        Command::Assumptions(arguments) => assumptions::assumptions(arguments),
        Command::Explain(arguments) => explain::explain(arguments),
        Command::Diff(arguments) => diff::diff(arguments),
        Command::Schema(arguments) => schema::schema(arguments),
        Command::WhatMustBeTrue(arguments) => what_must_be_true::what_must_be_true(arguments),
        Command::Enter(arguments) => enter::enter(arguments),
        Command::Stress(arguments) => stress::stress(arguments),
        Command::Bridge(arguments) => bridge::bridge(arguments),
        Command::Changed(arguments) => changed::changed(arguments),
        Command::Completions(arguments) => completions::completions(arguments, program()),
        Command::Man(arguments) => man::man(arguments, program()),
    }
}

fn parsed() -> Result<Arguments, clap::Error> {
    let mut program = program();
    let matches = program.try_get_matches_from_mut(env::args_os())?;
    Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut program))
}

/// Help and version are what was asked for, even if nobody reads them to the end; any other complaint about the arguments is
/// a mistake of the user's.
fn refuse(error: &clap::Error) -> ExitCode {
    let text = error.render();
    let stream = if error.use_stderr() { Stream::Error } else { Stream::Out };
    let text = if color(env::args_os()).on(stream) { text.ansi().to_string() } else { text.to_string() };
    let printed = match stream {
        Stream::Out => command::print(&text).is_ok(),
        Stream::Error => {
            command::complain_as_is(&text);
            true
        }
    };
    let asked_for = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if asked_for && printed { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// What `--color` says among arguments that cannot be understood, or were not read to the end.
fn color(arguments: impl Iterator<Item = OsString>) -> Color {
    let words: Vec<String> = arguments.map(|word| word.to_string_lossy().into_owned()).collect();
    let joined = words.iter().filter_map(|word| word.strip_prefix("--color="));
    let apart = words.windows(2).filter(|pair| pair[0] == "--color").map(|pair| pair[1].as_str());
    let said = joined.chain(apart).next();
    said.and_then(|said| Color::from_str(said, false).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_hold_no_contradiction() {
        program().debug_assert();
    }

    #[test]
    fn color_is_found_where_the_rest_is_wrong() {
        let found = |words: &[&str]| color(words.iter().map(OsString::from));
        assert_eq!(found(&["quarterdeck", "--color", "never", "rn"]), Color::Never);
        assert_eq!(found(&["quarterdeck", "run", "--color=always"]), Color::Always);
        assert_eq!(found(&["quarterdeck", "--color", "often"]), Color::Auto);
        assert_eq!(found(&["quarterdeck"]), Color::Auto);
    }
}
