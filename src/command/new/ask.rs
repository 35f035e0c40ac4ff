//! The dialogue: one question at a time, again until an answer can be read.

use std::io::{self, BufRead, IsTerminal};

use crate::command::{Mistake, print};
use crate::scenario::draft::{Answers, Question};

/// Asks what `answers` leave open.
///
/// # Errors
/// The answers ended before the questions did.
pub fn ask(mut answers: Answers) -> Result<Answers, Mistake> {
    print("Enter accepts the answer in [brackets]; ? shows how an answer may look.\n\n")?;
    let mut input = io::stdin().lock();
    let mut number = 0;
    for question in Question::ALL {
        let is_counted = !matches!(question, Question::Archetype | Question::FirstYear);
        number += usize::from(is_counted);
        if question == Question::Archetype && !answers.is_told(question) {
            print(&format!("    {}\n", question.example()))?;
        }
        if !answers.is_told(question) {
            one(&mut input, &mut answers, question, is_counted.then_some(number))?;
        }
    }
    print("\n")?;
    Ok(answers)
}

fn one(
    input: &mut impl BufRead,
    answers: &mut Answers,
    question: Question,
    number: Option<usize>,
) -> Result<(), Mistake> {
    let number = number.map_or("   ".to_string(), |number| format!("{number:>2}."));
    loop {
        print(&format!("{number} {} [{}]: ", answers.asked(question), answers.proposed(question)))?;
        let answer = line(input)?;
        let answer = answer.trim();
        if !io::stdin().is_terminal() {
            // Nobody typed it where it can be seen.
            print(&format!("{answer}\n"))?;
        }
        if answer.is_empty() {
            return Ok(());
        }
        if ["?", "help"].contains(&answer) {
            print(&format!("    such as {}\n", question.example()))?;
            continue;
        }
        match answers.take(question, answer) {
            Ok(()) => return Ok(()),
            Err(why) => print(&format!("    {why}\n"))?,
        }
    }
}

/// The next line; at the end of all lines nothing has been written yet.
fn line(input: &mut impl BufRead) -> Result<String, Mistake> {
    let mut line = String::new();
    match input.read_line(&mut line) {
        Ok(0) => Err(Mistake::Sentence(
            "the answers ended before the questions did; nothing was written".to_string(),
        )),
        Ok(_) => Ok(line),
        Err(_) => Err(Mistake::Sentence("an answer cannot be read as text; nothing was written".to_string())),
    }
}
