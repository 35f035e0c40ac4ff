//! What an editor, a build and a reader of two plans get: `check --format json`, `schema`, `diff`.

use super::{Place, SMALL};

/// Standard output, standard error and exit code of a command in the folder of the small scenario.
fn told(place: &Place, arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = place.command(arguments).output().expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

#[test]
fn a_build_gets_every_complaint_with_its_place_as_json() {
    let place = Place::new();
    place.write("bad.toml", SMALL.replace("quarters =", "quartes ="));
    let (out, err, code) = told(&place, &["check", "--format", "json", "small.toml", "bad.toml"]);
    let view: serde_json::Value = serde_json::from_str(&out).expect("JSON alone stands on standard output");
    assert_eq!((code, err.as_str()), (Some(1), ""));
    assert_eq!((&view["files"][0]["sound"], &view["files"][1]["sound"]), (&true.into(), &false.into()));
    let complaint = &view["files"][1]["complaints"][0];
    assert_eq!((complaint["code"].as_str(), complaint["line"].as_u64()), (Some("unknown-key"), Some(4)));
    assert!(complaint["cure"].as_str().is_some_and(|cure| cure.contains("`quarters`")), "{complaint}");
}

#[test]
fn the_schema_is_json_and_knows_the_keys() {
    let (out, _, code) = told(&Place::new(), &["schema"]);
    let schema: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(code, Some(0));
    assert!(schema["properties"]["regions"].is_object());
}

#[test]
fn two_plans_are_compared_after_inheritance() {
    let place = Place::new();
    place.write("variant.toml", "extends = \"small.toml\"\n[offers.platform]\nwin-rate = 0.3\n");
    let (out, _, code) = told(&place, &["diff", "small.toml", "variant.toml"]);
    assert_eq!(code, Some(0));
    for part in ["1 difference from", "win-rate", "- \"0.19 to 0.25\"", "+ 0.3", "variant.toml:3"] {
        assert!(out.contains(part), "{part} is missing in\n{out}");
    }
    let (same, _, code) = told(&place, &["diff", "small.toml", "small.toml"]);
    assert!(code == Some(0) && same.starts_with("no difference"), "{same}");
    let set = "regions.dach.team.account-executives.headcount=9";
    let (changed, ..) = told(&place, &["diff", "small.toml", "small.toml", "--set", set, "--format", "json"]);
    let view: serde_json::Value = serde_json::from_str(&changed).expect("JSON");
    assert_eq!(view["differences"][0]["after"]["value"], "9");
}
