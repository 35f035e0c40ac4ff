//! Ctrl-C: once keeps what is finished, twice stops at once.

use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{Ended, Place};

/// More replications than any test waits for.
const ENDLESS: &str = "4000000000";
/// Long enough for a program to be up and playing.
const UNDER_WAY: Duration = Duration::from_millis(1_500);

fn start(place: &Place, arguments: &[&str]) -> Child {
    let mut command = place.command(&[&["run", "small.toml", "--metrics", "bookings"], arguments].concat());
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

fn press_control_c(program: &Child) {
    let sent = Command::new("kill").args(["-INT", &program.id().to_string()]).status();
    assert!(sent.expect("`kill` is there").success());
}

fn end(program: Child) -> Ended {
    Ended::of(&program.wait_with_output().expect("the program ends"))
}

#[expect(clippy::disallowed_methods, reason = "how soon the program ends is what is tested")]
fn now() -> Instant {
    Instant::now()
}

/// Number of replications kept, as it was said.
fn kept(ended: &Ended) -> String {
    let (_, said) = ended.err.split_once("stopped: ").unwrap_or_else(|| panic!("{ended:?}"));
    let number: String = said.chars().take_while(char::is_ascii_digit).collect();
    assert!(number.parse::<u32>().expect("a number") > 0, "{said}");
    number
}

#[test]
fn the_first_keeps_the_finished_prefix_as_a_run_of_that_number_would_have_it() {
    let place = Place::new();
    let program = start(&place, &["-n", ENDLESS, "--output", "stopped"]);
    sleep(UNDER_WAY);
    press_control_c(&program);
    let ended = end(program);
    assert_eq!(ended.code, Some(130), "{ended:?}");
    assert!(ended.err.contains("this will take about"), "{ended:?}");
    let n = kept(&ended);
    assert!(ended.err.contains(&format!("{n} of {ENDLESS} replications kept")), "{ended:?}");
    assert!(ended.out.contains("stopped after"), "{}", ended.out);

    let whole = ["run", "small.toml", "--metrics", "bookings", "--no-split", "-n", &n, "--output", "whole"];
    place.run(&whole).done();
    let (stopped, whole) = (place.files("stopped"), place.files("whole"));
    assert!(stopped.keys().eq(whole.keys()), "no file is missing, none is left over");
    assert!(stopped["totals.csv"] == whole["totals.csv"]);
    assert!(stopped["summary.csv"] == whole["summary.csv"]);
    let forecast = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).expect("JSON");
    let mut stopped = forecast(&stopped["forecast.json"]);
    assert_eq!(stopped["requested"], 4_000_000_000_u64);
    stopped.as_object_mut().expect("an object").remove("requested");
    assert_eq!(stopped, forecast(&whole["forecast.json"]));
}

/// The split takes three quarters of this run, and it is stopped after some two fifths of it.
#[test]
fn a_stop_while_the_spread_is_split_keeps_all_replications() {
    let place = Place::new();
    let slow = ["-n", "100", "--set", "regions.dach.team.account-executives.headcount=3000"];
    let started = now();
    end(start(&place, &[&slow[..], &["--no-split", "--output", "whole"]].concat())).done();
    let program = start(&place, &[&slow[..], &["--output", "stopped"]].concat());
    sleep(started.elapsed().mul_f64(1.6));
    press_control_c(&program);
    let ended = end(program);
    if !ended.err.contains("stopped: all 100 replications kept, their spread not split") {
        eprintln!("skipped: a busy machine was not stopped in the split: {}", ended.err);
        return;
    }
    assert_eq!(ended.code, Some(130), "{ended:?}");
    assert_eq!(place.files("stopped"), place.files("whole"));
}

#[test]
fn the_second_stops_at_once_and_leaves_the_earlier_result() {
    let place = Place::new();
    place.run_small(&["--output", "result"]).done();
    let before = place.files("result");
    // One replication of a hundred thousand seats over twenty years takes longer than the test waits.
    let slow = "regions.dach.team.account-executives.headcount=100000";
    let program = start(&place, &["-n", "20", "--set", slow, "--set", "quarters=80", "--output", "result"]);
    sleep(UNDER_WAY);
    press_control_c(&program);
    sleep(Duration::from_millis(100));
    press_control_c(&program);
    let pressed = now();
    let ended = end(program);
    assert!(pressed.elapsed() < Duration::from_secs(3), "{:?}", pressed.elapsed());
    assert_eq!(ended.code, Some(130), "{ended:?}");
    assert_eq!(ended.out, "");
    assert_eq!(place.files("result"), before);
}
