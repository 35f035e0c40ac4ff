//! The pictures of studies, where they are asked for.

use super::Place;

/// The small scenario with a quota, so that there is a spreadsheet to start from.
fn with_quota() -> Place {
    let place = Place::new();
    let quota = format!("{}quota-per-year = 400_000\n", super::SMALL);
    place.write("small.toml", quota);
    place
}

#[test]
fn a_study_draws_its_picture_into_the_folder_that_is_named() {
    let place = with_quota();
    for study in ["bridge", "stress"] {
        let plain = place.run(&[study, "small.toml", "-n", "50"]).done();
        let drawn = place.run(&[study, "small.toml", "-n", "50", "-o", "pictures"]).done();
        assert_eq!(plain.out, drawn.out);
    }
    let files = place.files("pictures");
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["bridge.png", "bridge.svg", "stress.png", "stress.svg"]);
    assert!(files["bridge.png"].starts_with(b"\x89PNG"));
    assert!(String::from_utf8_lossy(&files["stress.svg"]).contains("</text>"));
}

#[test]
fn a_folder_that_is_a_file_is_refused_before_anything_is_played() {
    let place = with_quota();
    place.write("pictures", "not a folder");
    for study in ["bridge", "stress"] {
        place.run(&[study, "small.toml", "-o", "pictures"]).refused(&["pictures", "is a file", "--output"]);
    }
}

#[test]
fn quotas_are_pictured_where_there_are_any() {
    let place = with_quota();
    place.run_small(&["-o", "all"]).done();
    let files = place.files("all");
    assert!(files.contains_key("attainment.png") && files.contains_key("pipeline.svg"));
    place.run_small(&["-o", "few", "--metrics", "bookings"]).done();
    let few = place.files("few");
    assert!(!few.contains_key("attainment.png") && !few.contains_key("pipeline.svg"));
}
