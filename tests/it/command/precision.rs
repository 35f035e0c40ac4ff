//! `run --precision`: stops when something is known, and is otherwise the run that one would have asked for.

use serde_json::Value;

use super::Place;

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

fn replications(place: &Place, folder: &str) -> u64 {
    json(&place.files(folder)["forecast.json"])["replications"].as_u64().expect("a number")
}

/// The lines of `with` that have to be cut out in one piece to leave `without`.
#[track_caller]
fn cut_out(with: &[u8], without: &[u8]) -> String {
    let lines = |bytes: &[u8]| -> Vec<String> {
        String::from_utf8(bytes.to_vec()).expect("text").lines().map(str::to_owned).collect()
    };
    let (with, without) = (lines(with), lines(without));
    let same = with.iter().zip(&without).take_while(|(one, other)| one == other).count();
    let more = with.len() - without.len();
    assert_eq!(with[same + more..], without[same..], "more than one piece differs");
    with[same..same + more].join("\n")
}

#[test]
fn it_is_the_plain_run_of_as_many_replications_to_the_byte_but_for_how_it_stopped() {
    let place = Place::new();
    place.run(&["run", "small.toml", "--precision", "2%", "-o", "precise"]).done();
    let n = replications(&place, "precise").to_string();
    assert!(["1600", "2000", "2500", "3150"].contains(&n.as_str()), "{n}");
    place.run(&["run", "small.toml", "-n", &n, "-o", "plain"]).done();
    let (precise, plain) = (place.files("precise"), place.files("plain"));
    assert!(precise.keys().eq(plain.keys()));
    for (name, bytes) in &precise {
        match name.as_str() {
            "answer.txt" => {
                let told = cut_out(bytes, &plain[name]);
                assert!(told.starts_with("Played until this was known with 95 % confidence"), "{told}");
                assert!(told.lines().count() <= 2, "{told}");
            }
            "forecast.json" => {
                let told = cut_out(bytes, &plain[name]);
                assert!(told.trim_start().starts_with("\"precision\": {"), "{told}");
            }
            _ => assert!(bytes == &plain[name], "{name} differs"),
        }
    }
}

#[test]
fn it_stops_at_the_same_place_on_any_number_of_threads() {
    let place = Place::new();
    let run = |threads: &str| {
        let wanted = ["--precision", "2%", "--precise", "chance,mean", "--precise", "p10", "--no-split"];
        place
            .run(&[&["run", "small.toml", "--threads", threads, "-o", threads], &wanted[..]].concat())
            .done()
            .out
    };
    assert_eq!(run("1"), run("3"));
    assert!(place.files("1") == place.files("3"));
}

#[test]
fn what_is_known_at_the_end_is_as_small_as_was_asked_for() {
    let place = Place::new();
    let asked =
        ["--precision", "3%", "--precise", "p10,mean,p50,p90,chance", "--format", "json", "--no-split"];
    let ended = place.run(&[&["run", "small.toml"], &asked[..]].concat()).done();
    let precision = &json(ended.out.as_bytes())["precision"];
    assert_eq!((precision["wanted"].as_f64(), precision["reached"].as_bool()), (Some(0.03), Some(true)));
    let known = precision["known"].as_array().expect("a list");
    let names: Vec<&str> = known.iter().filter_map(|known| known["name"].as_str()).collect();
    assert_eq!(names, ["p10", "mean", "p50", "p90", "chance"]);
    assert!(
        known.iter().all(|known| known["within"].as_f64().is_some_and(|within| within <= 0.03)),
        "{known:?}"
    );
}

#[test]
fn how_many_replications_it_takes_is_told_beforehand() {
    let place = Place::new();
    let ended = place.run(&["run", "small.toml", "--precision", "1.5%", "--no-split"]).done();
    let (_, told) = ended.err.split_once("1.5 takes about ").unwrap_or_else(|| panic!("{}", ended.err));
    let about: f64 = told.split(',').next().expect("a number").replace(' ', "").parse().expect("a number");
    let played = replications(&place, "output/small-1") as f64;
    assert!((0.7..1.5).contains(&(played / about)), "{about} told, {played} played");
}

#[test]
fn the_most_replications_end_it_and_it_says_what_is_known_by_then() {
    let place = Place::new();
    let ended = place.run(&["run", "small.toml", "--precision", "0.1%", "-n", "1_100", "--no-split"]).done();
    assert!(ended.err.contains("1 100 are the most allowed"), "{}", ended.err);
    assert!(ended.out.contains("1 100 replications were the most"), "{}", ended.out);
    assert_eq!(replications(&place, "output/small-1"), 1_100);
    let precision = &json(&place.files("output/small-1")["forecast.json"])["precision"];
    assert_eq!(precision["reached"], false);
    assert!(precision["known"][0]["within"].as_f64().expect("known") > 0.001);
}

#[test]
fn the_chance_is_what_is_to_be_known_unless_there_is_no_target() {
    let place = Place::new();
    let run = |arguments: &[&str]| {
        let asked = ["run", "small.toml", "--precision", "8%", "--no-split", "--format", "json"];
        let ended = place.run(&[&asked[..], arguments].concat()).done();
        json(ended.out.as_bytes())["precision"]["known"][0]["name"].clone()
    };
    assert_eq!(run(&[]), "chance");
    place.write("small.toml", super::SMALL.replace("target   = 900_000", ""));
    assert_eq!(run(&[]), "mean");
}

#[test]
fn what_cannot_be_known_is_refused_with_a_cure() {
    let place = Place::new();
    let run = |arguments: &[&str]| place.run(&[&["run", "small.toml"], arguments].concat());
    run(&["--precision", "0.5"]).refused(&["a precision is written in percent: 0.5%"]);
    run(&["--precision", "0%"]).refused(&["between 0.001% and 50%"]);
    run(&["--precise", "mean"]).refused(&["--precision"]);
    run(&["--precision", "1%", "--precise", "median"]).refused(&["median", "p50"]);
    run(&["--precision", "1%", "--metrics", "headcount"]).refused(&["gather them: `--metrics bookings`"]);
    place.write("small.toml", super::SMALL.replace("target   = 900_000", ""));
    run(&["--precision", "1%", "--precise", "chance"]).refused(&["sets no target", "--precise"]);
    assert!(!place.path("output").exists(), "a refused run leaves no folder");
}

#[cfg(unix)]
#[test]
fn control_c_keeps_what_is_finished_and_says_what_is_known_by_then() {
    use std::process::{Command, Stdio};
    let place = Place::new();
    let asked = ["run", "small.toml", "--precision", "0.001%", "-n", "4000000000", "--metrics", "bookings"];
    let mut command = place.command(&asked);
    let program = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    let sent = Command::new("kill").args(["-INT", &program.id().to_string()]).status();
    assert!(sent.expect("`kill` is there").success());
    let ended = super::Ended::of(&program.wait_with_output().expect("it ends"));
    assert_eq!(ended.code, Some(130), "{ended:?}");
    assert!(ended.err.contains("replications kept"), "{}", ended.err);
    let told = ended.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("Not known as well as wanted (0.001); stopped before that."), "{told}");
}
