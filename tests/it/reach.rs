//! How markets come to know and buy from the company, against sums over weeks and against what must not move.

mod awareness;
mod launch;
mod neutral;
mod show;
mod tender;
mod venture;

use quarterdeck::model::Metric;

use crate::fixture::{Played, Scene, one_region};

const OFFER: &str = "deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 1";

/// A region with these lines and a seller who opens nothing; leads find a seller at once.
fn region(quarters: u32, lines: &str) -> String {
    one_region(quarters, OFFER, lines, "headcount = 1")
}

fn play(text: String, metrics: impl IntoIterator<Item = Metric>) -> Played {
    Scene::of(text).gathering(metrics).replications(4_000).play()
}
