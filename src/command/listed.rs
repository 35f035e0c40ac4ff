//! Scenario files that are meant by what was named: files, standard input, folders.

use std::fs;
use std::path::Path;

use super::Mistake;
use super::files::sentence;

/// The files named, a folder standing for the scenarios in it in the order of their names.
///
/// # Errors
/// A sentence, where a folder cannot be listed or holds no scenario.
pub fn listed<'a>(named: impl IntoIterator<Item = &'a String>) -> Result<Vec<String>, Mistake> {
    let mut files = Vec::new();
    for name in named {
        if Path::new(name).is_dir() {
            files.extend(in_folder(name).map_err(Mistake::Sentence)?);
        } else {
            files.push(name.clone());
        }
    }
    Ok(files)
}

fn in_folder(name: &str) -> Result<Vec<String>, String> {
    let refusal = |error: std::io::Error| format!("cannot list the folder `{name}`: {}", sentence(&error));
    let mut files = Vec::new();
    for entry in fs::read_dir(name).map_err(refusal)? {
        let path = entry.map_err(refusal)?.path();
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_file() && !is_hidden && path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path.display().to_string());
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(format!("the folder `{name}` holds no scenario; their files end in .toml"));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stands_for_its_scenarios_in_the_order_of_their_names() {
        let place = tempfile::tempdir().expect("a folder");
        for name in ["b.toml", "a.toml", "people.csv", ".hidden.toml"] {
            fs::write(place.path().join(name), "").expect("it can be written");
        }
        fs::create_dir(place.path().join("c.toml")).expect("it can be made");
        let folder = place.path().display().to_string();
        let found = listed([&"first.toml".to_string(), &folder]).expect("there are some");
        assert_eq!(found, ["first.toml".to_string(), format!("{folder}/a.toml"), format!("{folder}/b.toml")]);
    }

    #[test]
    fn a_folder_without_scenarios_is_refused() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().display().to_string();
        let Err(Mistake::Sentence(told)) = listed([&folder]) else { panic!("it holds none") };
        assert!(told.contains("holds no scenario"), "{told}");
    }
}
