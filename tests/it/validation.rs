//! The validation at a small size: its structure, and that the page in `docs` agrees with it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use quarterdeck::replicate::Settings;
use quarterdeck::report;
use quarterdeck::scenario::archetype;
use quarterdeck::study::validation::{Against, Validation, Verdict, validate};

const PAGE: &str = include_str!("../../docs/src/validation.md");
/// Standard errors within which two estimates of one number lie.
const APART: f64 = 5.0;
/// Half-widths of a 95 % interval per standard error.
const HALF_WIDTHS: f64 = 1.96;

/// Played once for all tests.
static SMALL: LazyLock<Validation> = LazyLock::new(|| {
    validate(&Settings { threads: Some(2), ..Settings::new(7, 400) }).expect("the archetypes are sound")
});

/// Value and half-width of each row of a page, by archetype and label.
fn rows(page: &str) -> BTreeMap<(String, String), (f64, f64)> {
    let mut found = BTreeMap::new();
    let mut archetype = String::new();
    for line in page.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            archetype = title.to_owned();
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let number = |index: usize| cells.get(index)?.replace(' ', "").parse::<f64>().ok();
        if let (Some(value), Some(half_width)) = (number(2), number(3)) {
            found.insert((archetype.clone(), cells[1].to_owned()), (value, half_width));
        }
    }
    found
}

#[test]
fn every_archetype_is_held_against_what_is_published() {
    let validation = &*SMALL;
    let names: Vec<&str> = validation.archetypes.iter().map(|found| found.archetype).collect();
    assert_eq!(names, archetype::names().collect::<Vec<_>>());
    for found in &validation.archetypes {
        assert_eq!(found.findings.len(), 11, "{}", found.archetype);
        for finding in &found.findings {
            assert!(finding.value.is_finite() && finding.error > 0.0, "{}: {finding:?}", found.archetype);
            let ranged = matches!(finding.against, Against::Range { .. });
            let judged = matches!(finding.verdict(), Verdict::Inside | Verdict::Below | Verdict::Above);
            assert_eq!(ranged, judged, "{finding:?}");
        }
    }
}

#[test]
fn the_page_agrees_with_a_small_validation_within_the_errors_of_both() {
    let (documented, again) = (rows(PAGE), rows(&report::validation(&SMALL, "")));
    assert_eq!(documented.len(), 55);
    assert_eq!(documented.keys().collect::<Vec<_>>(), again.keys().collect::<Vec<_>>());
    for (row, (value, half_width)) in &documented {
        let (small, small_half_width) = again[row];
        let apart = APART / HALF_WIDTHS * half_width.hypot(small_half_width);
        assert!(
            (value - small).abs() <= apart,
            "{row:?}: {value} ± {half_width}, now {small} ± {small_half_width}"
        );
    }
}
