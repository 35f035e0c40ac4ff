//! Assembles the commands, dispatches, and turns what happened into an exit code.

use std::io;
use std::panic;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use quarterdeck::command::{
    self, Mistake, Outcome, assumptions, bridge, changed, check, diff, explain, new, run, schema, statement,
    stress, what_must_be_true,
};

/// A flight simulator for sales leaders: play a year of your sales organisation thousands of times and see what can happen.
#[derive(Parser)]
#[command(name = "quarterdeck", version, max_term_width = 80)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    New(Box<new::Arguments>),
    Check(check::Arguments),
    Run(run::Arguments),
    Statement(statement::Arguments),
    Bridge(bridge::Arguments),
    Stress(stress::Arguments),
    WhatMustBeTrue(what_must_be_true::Arguments),
    Changed(changed::Arguments),
    Diff(diff::Arguments),
    Assumptions(assumptions::Arguments),
    Explain(explain::Arguments),
    Schema(schema::Arguments),
}

pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error),
    };
    panic::set_hook(Box::new(|panic| {
        command::complain(&format!(
            "this is our fault, not yours: {panic}\nplease report it with the scenario and the seed"
        ));
    }));
    let outcome = panic::catch_unwind(|| match arguments.command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Check(arguments) => check::check(&arguments),
        Command::New(arguments) => new::new(&arguments),
        Command::Statement(arguments) => statement::show(&arguments),
        Command::Assumptions(arguments) => assumptions::assumptions(&arguments),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::WhatMustBeTrue(arguments) => what_must_be_true::what_must_be_true(&arguments),
        Command::Stress(arguments) => stress::stress(&arguments),
        Command::Bridge(arguments) => bridge::bridge(&arguments),
        Command::Diff(arguments) => diff::diff(&arguments),
        Command::Schema(arguments) => schema::schema(&arguments),
        Command::Changed(arguments) => changed::changed(&arguments),
    });
    match outcome {
        Ok(Ok(Outcome::Done)) => ExitCode::SUCCESS,
        Ok(Ok(Outcome::Interrupted)) => ExitCode::from(130),
        Ok(Err(Mistake::Stopped)) => ExitCode::from(130),
        Ok(Err(mistake)) => {
            if let Mistake::Sentence(sentence) = mistake {
                command::complain(&sentence);
            }
            ExitCode::from(1)
        }
        Err(_) => ExitCode::from(2),
    }
}

/// Help and version are what was asked for, even if nobody reads them to the end; any other complaint about the arguments is
/// a mistake of the user's.
fn refuse(error: &clap::Error) -> ExitCode {
    let printed = match error.print() {
        Err(error) => error.kind() == io::ErrorKind::BrokenPipe,
        Ok(()) => true,
    };
    let asked_for = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if asked_for && printed { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
