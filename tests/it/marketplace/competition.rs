//! Competition: one weight for win odds and for whom deals are lost to.

use quarterdeck::model::Metric::{DealsLost, DealsLostNoDecision, DealsLostToCompetitors, DealsWon, WinRate};

use super::market;
use crate::fixture::Scene;

#[test]
fn more_competitors_win_more_of_what_is_lost() {
    // Twice the weight of competitors on six tenths of the losses: 1.6 against 1.
    let text = market(
        "[regions.north.competition]\ncompetitors = 4\nusual-competitors = 2\nlost-to-competitors-share = 0.6\n",
    );
    let metrics = [DealsWon, DealsLost, DealsLostToCompetitors, DealsLostNoDecision];
    let played = Scene::of(text).gathering(metrics).play();
    let win = 1.0 / (1.0 + 1.6);
    played.horizon(DealsWon).mean_is(5.0 * 48.0 * win);
    played.horizon(DealsLostToCompetitors).mean_is(5.0 * 48.0 * (1.0 - win) * 1.2 / 1.6);
    let both = played.horizon(DealsLostToCompetitors).plus(&played.horizon(DealsLostNoDecision));
    assert_eq!(both.values(), played.horizon(DealsLost).values());
}

#[test]
fn an_event_brings_a_competitor_and_takes_it_away() {
    let event = "[events.rival]\non = 2027-04-02\nweeks = 13\n\
                 add = { \"regions.north.competition.competitors\" = 2 }\n";
    let text = market("[regions.north.competition]\ncompetitors = 2\nlost-to-competitors-share = 0.6\n")
        .replace("cycle-weeks = 4", "cycle-weeks = 1")
        + event;
    let played = Scene::of(text).gathering([WinRate, DealsWon]).play();
    let rate = |quarter| played.quarter(DealsWon, quarter).mean();
    played.quarter(DealsWon, 0).mean_is(5.0 * 12.0 * 0.5);
    // The deal of the event's first week is opened under it and closes a week later.
    played.quarter(DealsWon, 1).mean_is(5.0 * (0.5 + 12.0 / 2.6));
    played.quarter(DealsWon, 3).mean_is(5.0 * 13.0 * 0.5);
    assert!(rate(1) < rate(0));
}

#[test]
fn the_same_deals_are_lost_to_competitors_whoever_counts() {
    let of = |share: &str| {
        let text = market(&format!("[regions.north.competition]\nlost-to-competitors-share = {share}\n"));
        Scene::of(text).gathering([DealsLostToCompetitors]).replications(200).play()
    };
    let (few, many) = (of("0.3"), of("0.7"));
    many.horizon(DealsLostToCompetitors).is_never_below(&few.horizon(DealsLostToCompetitors));
}
