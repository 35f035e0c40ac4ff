//! The work of each role: it moves what it should and nothing else, and by as much as mathematics says.

mod develop;
mod export;
mod key_account;
mod specialist;

use crate::fixture::Scene;

/// Two regions alike, the first with `team` beside its executives; `rest` are further keys of both.
fn company(executives: &str, team: &str, rest: &str) -> Scene {
    Scene::of(format!(
        "currency = 'EUR'\nstart = 2027-01-01\nquarters = 4\nopening = 'empty'\n
        [offers.goods]\ndeal-size = {{ median = 10_000, log-sd = 0.5 }}\nwin-rate = 0.4\ncycle-weeks = 3\n
        [every-region]\n{rest}\n
        [every-region.team.account-executives]\nself-sourced-deals-per-week = 0.5\n{executives}\n
        [regions.south.team.account-executives]\nheadcount = 4\n
        [regions.north.team.account-executives]\nheadcount = 4\n{team}\n"
    ))
}
