//! A disk that fills up in the middle of a file leaves the earlier results as they were.

use std::process::Command;

use super::{Ended, PROGRAM, Place};

/// Bytes of a block, as a shell counts them; some count twice as many.
const BLOCK: usize = 512;

/// Runs the program so that no file can grow beyond so many blocks.
fn run_within(place: &Place, blocks: usize, arguments: &[&str]) -> Ended {
    // The signal of a file that grows too large is ignored, so that the program is told as of a full disk.
    let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut shell = Command::new("sh");
    shell.args(["-c", &limited, PROGRAM]).args(arguments).current_dir(place.path("."));
    Ended::of(&shell.output().expect("a shell starts"))
}

fn stays_as_it_was(form: &str, file: &str) {
    let place = Place::new();
    place.run_small(&["--data", form, "-o", "out"]).done();
    let earlier = place.files("out");
    // Room for what is written before the tables, and for a summary.
    let room = ["answer.txt", "forecast.json"].map(|name| earlier[name].len()).into_iter().max();
    let again = ["run", "small.toml", "-n", "9000", "--no-split", "--seed", "2", "--data", form, "-o", "out"];
    let ended = run_within(&place, room.unwrap_or(0) / BLOCK + 16, &again);
    ended.refused(&["cannot write `out", file, "the earlier results stay"]);
    assert_eq!(place.files("out"), earlier, "nothing is lost and nothing is left over");
}

#[test]
fn tables_of_a_spreadsheet_that_do_not_fit_leave_the_earlier_results() {
    stays_as_it_was("csv", "totals.csv");
}

#[cfg(feature = "parquet")]
#[test]
fn tables_of_a_data_frame_that_do_not_fit_leave_the_earlier_results() {
    stays_as_it_was("parquet", ".parquet");
}

#[test]
fn a_workbook_that_does_not_fit_leaves_the_earlier_report() {
    let place = Place::new();
    let report = ["report", "small.toml", "-n", "120", "--quick", "-o", "out"];
    place.run(&report).done();
    let earlier = place.files("out");
    // The disk is full in the middle of the workbook.
    let room = earlier["report.xlsx"].len() / 2 / BLOCK;
    let again = [&report[..], &["--seed", "2"]].concat();
    let ended = run_within(&place, room, &again);
    ended.refused(&["cannot write `out", "report.xlsx", "the earlier results stay"]);
    assert_eq!(place.files("out"), earlier, "nothing is lost and nothing is left over");
}
