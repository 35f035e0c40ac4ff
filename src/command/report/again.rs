//! The command that makes a report again.

use std::path::Path;

use super::Arguments;
use crate::command::options::SEED;

/// So many replications, with every option that the numbers depend on, and none that they do not; the file without its folder, which is nobody else's
/// business.
pub fn command(arguments: &Arguments, replications: u32) -> String {
    let asked = &arguments.asked;
    let file = Path::new(&asked.file)
        .file_name()
        .map_or_else(|| asked.file.clone(), |name| name.to_string_lossy().into());
    let mut words = vec!["quarterdeck".to_owned(), "report".to_owned(), file];
    words.extend(["--replications".to_owned(), replications.to_string()]);
    if asked.luck.seed != SEED {
        words.extend(["--seed".to_owned(), asked.luck.seed.to_string()]);
    }
    for set in &asked.luck.set {
        words.extend(["--set".to_owned(), set.clone()]);
    }
    if !asked.metrics.is_empty() {
        words.extend(["--metrics".to_owned(), asked.metrics.join(",")]);
    }
    if asked.commit.to_string() != "0.8" {
        words.extend(["--commit".to_owned(), asked.commit.to_string()]);
    }
    if let Some(quarters) = asked.look_beyond {
        words.extend(["--look-beyond".to_owned(), quarters.to_string()]);
    }
    let flags = [
        ("--keep-rates", asked.luck.keep_rates),
        ("--no-split", asked.no_split),
        ("--quick", arguments.quick),
    ];
    words.extend(flags.into_iter().filter(|(_, is_set)| *is_set).map(|(flag, _)| flag.to_owned()));
    words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./=,:+".contains(letter);
    let printable: String = word.chars().filter(|letter| !letter.is_control()).collect();
    if !printable.is_empty() && printable.chars().all(is_plain) {
        printable
    } else {
        format!("'{}'", printable.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn words_are_quoted_where_a_shell_would_split_them() {
        assert_eq!(quoted("emea-2027.toml"), "emea-2027.toml");
        assert_eq!(quoted("a b"), "'a b'");
        assert_eq!(quoted("it's; rm"), "'it'\\''s; rm'");
    }
}
