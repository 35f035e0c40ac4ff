//! The output folder: an earlier result is replaced as a whole or not at all.

use std::collections::BTreeMap;
use std::fs;

use super::{Place, files};

/// A place with a finished result of seed 1 and a file of somebody else in `result`.
fn with_a_result() -> (Place, BTreeMap<String, Vec<u8>>) {
    let place = Place::new();
    place.run_small(&["--output", "result"]).done();
    place.write("result/notes.txt", "ours");
    let before = place.files("result");
    (place, before)
}

#[test]
fn a_second_run_replaces_the_first_and_leaves_the_files_of_others() {
    let (place, before) = with_a_result();
    place.run_small(&["--output", "result", "--seed", "2"]).done();
    let after = place.files("result");
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert_eq!(after["notes.txt"], b"ours");
    assert_ne!(after["totals.csv"], before["totals.csv"]);
}

#[test]
fn a_run_that_fails_leaves_the_earlier_result_whole() {
    let (place, before) = with_a_result();
    let again = |arguments: &[&str]| place.run_small(&[&["--output", "result"], arguments].concat());
    again(&["--set", "quarters=0"]).refused(&[]);
    again(&["--metrics", "luck"]).refused(&[]);
    assert_eq!(place.files("result"), before);
    fs::remove_file(place.path("result/regions.svg")).expect("it is there");
    fs::create_dir(place.path("result/regions.svg")).expect("it can be made");
    again(&["--seed", "2"]).refused(&["regions.svg", "a folder of this name is in the way"]);
    fs::remove_dir(place.path("result/regions.svg")).expect("it is empty");
    place.write("result/regions.svg", &before["regions.svg"]);
    assert_eq!(place.files("result"), before);
}

#[test]
fn an_output_folder_that_cannot_be_is_refused_before_anything_is_played() {
    let place = Place::new();
    place.run_small(&["--output", "small.toml"]).refused(&["the output folder `small.toml` is a file"]);
    place.run_small(&["-o", "small.toml/deep"]).refused(&["a part of the path is a file, not a folder"]);
    assert_eq!(place.files("."), BTreeMap::from([("small.toml".to_string(), super::SMALL.into())]));
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    fs::create_dir(place.path("locked")).expect("it can be made");
    fs::set_permissions(place.path("locked"), fs::Permissions::from_mode(0o555)).expect("ours");
    if fs::write(place.path("locked/probe"), "").is_ok() {
        eprintln!("skipped: this user may write everywhere");
        return;
    }
    place.run_small(&["--output", "locked"]).refused(&["`locked`: permission is denied"]);
    place.run_small(&["--output", "locked/deep"]).refused(&["`locked/deep`: permission is denied"]);
}

/// A limit on the size of files stands for a disk that fills up.
#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_leaves_the_earlier_result_whole() {
    let (place, before) = with_a_result();
    let run = format!(
        "trap '' XFSZ; ulimit -f 8; exec '{}' run small.toml -n 500 --output result --seed 2",
        super::PROGRAM
    );
    let limited = |run: &str| {
        let output = std::process::Command::new("sh").args(["-c", run]).current_dir(place.path("")).output();
        super::Ended::of(&output.expect("a shell is there"))
    };
    limited(&run).refused(&["cannot write `result", "the earlier results stay"]);
    assert_eq!(place.files("result"), before);
    limited(&run.replace("result", "fresh")).refused(&["cannot write `fresh"]);
    assert!(!place.path("fresh").exists(), "{:?}", files(&place.path("")).keys());
}
