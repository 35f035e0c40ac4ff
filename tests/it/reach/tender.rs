//! Tenders: one winner, all of the volume at the award, revenue over the years, the cost of bidding.

use quarterdeck::model::Metric::{
    Bookings, BookingsTenders, DealsCreated, DealsLost, DealsWon, Marketing, Revenue,
};

use super::{play, region};

const TENDER: &str = "[regions.north.tenders.hospitals]\non = 2027-08-20\nvolume-per-year = 52_000\nyears = 2\n\
                      preparation-weeks = 20\npreparation-cost = 8_000\n";

#[test]
fn one_of_four_bidders_wins_and_books_all_years_at_the_award() {
    let text = region(12, &format!("{TENDER}bidders = 4"));
    let metrics = [Bookings, BookingsTenders, DealsCreated, DealsWon, DealsLost, Marketing, Revenue];
    let played = play(text, metrics);
    let won = played.horizon(DealsWon);
    won.mean_is(0.25);
    won.plus(&played.horizon(DealsLost)).chance_is(1.0, |deals| deals == 1.0);
    played.quarter(BookingsTenders, 2).is_times(104_000.0, &won, 0.0);
    played.horizon(Bookings).is_times(104_000.0, &won, 0.0);
    // It is decided in week 13, awarded in week 33: 6 weeks of the third quarter, then eight quarters but those 6.
    played.quarter(DealsCreated, 0).chance_is(1.0, |deals| deals == 0.0);
    played.quarter(DealsCreated, 1).chance_is(1.0, |deals| deals == 1.0);
    played.quarter(Marketing, 1).chance_is(1.0, |cost| cost == 8_000.0);
    for (quarter, weeks) in [(1, 0.0), (2, 6.0), (3, 13.0), (9, 13.0), (10, 7.0), (11, 0.0)] {
        played.quarter(Revenue, quarter).is_times(1_000.0 * weeks, &won, 0.001);
    }
    played.horizon(Revenue).is_times(1.0, &played.horizon(Bookings), 0.001);
}

/// A tenth below the usual price at a response of 10: 2.87 times the odds, and a tenth less to book.
#[test]
fn a_lower_price_wins_more_and_books_less() {
    let text = region(
        4,
        &format!("{TENDER}win-chance = 0.25\nprice = 0.9\nprice-response = 10\nwin-odds = 1.5")
            .replace("win-odds = 1.5", ""),
    );
    let odds = 0.25_f64 / 0.75 * 0.9_f64.powi(-10);
    let played = play(text, [BookingsTenders, DealsWon]);
    played.horizon(DealsWon).mean_is(odds / (1.0 + odds));
    played.horizon(BookingsTenders).is_times(0.9 * 104_000.0, &played.horizon(DealsWon), 0.001);
}

#[test]
fn the_odds_of_a_region_are_those_of_its_tenders() {
    let text = region(4, &format!("win-odds = 2\n{TENDER}win-chance = 0.25"));
    play(text, [DealsWon]).horizon(DealsWon).mean_is(0.4);
}

#[test]
fn the_volume_of_a_tender_may_be_chance() {
    let volume = "{ values = [10_000, 40_000], weights = [1, 2] }";
    let text = region(4, &format!("{TENDER}win-chance = 1").replace("52_000", volume));
    let played = play(text, [BookingsTenders]);
    played.horizon(BookingsTenders).chance_is(1.0 / 3.0, |booked| booked == 20_000.0);
    played.horizon(BookingsTenders).chance_is(2.0 / 3.0, |booked| booked == 80_000.0);
}
