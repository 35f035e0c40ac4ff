//! What is wrong with scenario files, as JSON: for editors and for builds that check plans.

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};

/// One file that was checked.
pub struct Checked<'a> {
    pub file: &'a str,
    pub complaints: &'a Diagnostics,
    /// What only playing shows: sentences without a place.
    pub refused: &'a [String],
    /// What a sound scenario holds, in a few words; `None`: it is not sound.
    pub holds: Option<String>,
}

/// One checked file as JSON.
pub fn of_file(checked: &Checked<'_>) -> Value {
    let placed = checked.complaints.iter().map(|complaint| of_complaint(complaint, checked));
    let refused = checked.refused.iter().map(|why| {
        json!({
            "file": checked.file, "line": null, "column": null, "end_line": null, "end_column": null,
            "severity": "error", "code": "cannot-be-played", "message": why, "cure": null, "related": [],
        })
    });
    json!({
        "file": checked.file,
        "sound": checked.holds.is_some(),
        "holds": checked.holds,
        "errors": checked.complaints.errors() + checked.refused.len(),
        "warnings": checked.complaints.warnings(),
        "complaints": placed.chain(refused).collect::<Vec<Value>>(),
    })
}

/// All checked files as pretty JSON with a newline at the end.
pub fn json(files: &[Value]) -> String {
    let count = |key: &str| files.iter().filter_map(|file| file[key].as_u64()).sum::<u64>();
    let view = json!({ "errors": count("errors"), "warnings": count("warnings"), "files": files });
    serde_json::to_string_pretty(&view).unwrap_or_default() + "\n"
}

fn of_complaint(complaint: &Diagnostic, checked: &Checked<'_>) -> Value {
    let mut view = match complaint.labels.first() {
        Some((place, _)) => of_place(place, checked),
        None => {
            json!({ "file": checked.file, "line": null, "column": null, "end_line": null, "end_column": null })
        }
    };
    let related = complaint.labels.iter().skip(1).map(|(place, words)| {
        let mut related = of_place(place, checked);
        related["message"] = json!(words);
        related
    });
    view["related"] = Value::Array(related.collect());
    view["severity"] = json!(if complaint.severity == Severity::Error { "error" } else { "warning" });
    view["code"] = json!(complaint.code);
    view["message"] = json!(complaint.message);
    view["cure"] = json!(complaint.help);
    view
}

fn of_place(place: &Place, checked: &Checked<'_>) -> Value {
    match checked.complaints.position_of(place) {
        Some((file, [(line, column), (end_line, end_column)])) => json!({
            "file": file, "line": line, "column": column, "end_line": end_line, "end_column": end_column,
        }),
        None => {
            json!({ "file": checked.file, "line": null, "column": null, "end_line": null, "end_column": null })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_has_its_place_its_cure_and_what_explains_it() {
        let mut complaints = Diagnostics::new();
        let source = complaints.add_source("plan.toml", "ä = 1\nb = 2\n");
        let place = |span| Place { source, span };
        complaints.push(
            Diagnostic::error("stated-twice", "`b` again")
                .at(&place(7..8), "")
                .at(&place(0..2), "here")
                .help("keep one"),
        );
        let refused = ["too much memory".to_owned()];
        let file =
            of_file(&Checked { file: "plan.toml", complaints: &complaints, refused: &refused, holds: None });
        assert_eq!((&file["errors"], &file["sound"]), (&json!(2), &json!(false)));
        let first = &file["complaints"][0];
        assert_eq!(
            (&first["line"], &first["column"], &first["end_column"]),
            (&json!(2), &json!(1), &json!(2))
        );
        assert_eq!((&first["cure"], &first["related"][0]["line"]), (&json!("keep one"), &json!(1)));
        assert_eq!(json(&[file]).matches("\"severity\": \"error\"").count(), 2);
    }
}
