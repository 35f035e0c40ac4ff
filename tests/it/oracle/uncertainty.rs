//! Over-dispersion, assumptions and how they move together: V14, V17.

use quarterdeck::model::Metric::{Bookings, Contribution, Cost, LeadsArrived};

use super::formula::lognormal::Lognormal;
use super::formula::{counts, dependence, normal};
use crate::fixture::{Played, Sample, Scene, one_region};

/// z such that a standard normal lies between -z and z with probability 0.9.
const Z95: f64 = 1.644_853_626_951_472_2;
const OFFER: &str = "deal-size = 1_000\nwin-rate = 0.3\ncycle-weeks = 4";

fn leads(quarters: u32, region: &str) -> Played {
    let text = one_region(quarters, OFFER, region, "headcount = 1");
    Scene::of(text).gathering([LeadsArrived]).replications(20_000).play()
}

#[test]
fn v14_arrivals_with_a_weekly_factor_are_gamma_poisson() {
    let played = leads(2, "inbound-leads-per-week = 10\narrival-cv = 0.4");
    let quarter = played.quarter(LeadsArrived, 0);
    // The factors of thirteen weeks average to one of a thirteenth of the variance.
    quarter.counts_follow(&counts::gamma_poisson(130.0, 0.4 / 13.0f64.sqrt(), 400));
    quarter.variance_is(13.0 * 26.0);
    quarter.is_uncorrelated_with(&played.quarter(LeadsArrived, 1));
}

#[test]
fn v14_an_uncertain_rate_adds_its_own_variance() {
    let rate = 10.0 / 52.0;
    let year =
        leads(4, &format!("inbound-leads-per-week = {{ mean = {rate}, cv = 0.4, shape = \"gamma\" }}"));
    let year = year.horizon(LeadsArrived);
    let law = counts::gamma_poisson(10.0, 0.4, 300);
    year.mean_is(10.0);
    year.variance_is(26.0);
    year.chance_is(counts::at_least(&law, 12), |count| count >= 12.0);
    year.counts_follow(&law);
}

#[test]
fn v14_a_rate_known_exactly_leaves_chance_alone() {
    let year = leads(4, &format!("inbound-leads-per-week = {}", 10.0 / 52.0)).horizon(LeadsArrived);
    let law = counts::poisson(10.0, 100);
    year.counts_follow(&law);
    year.variance_is(10.0);
    year.chance_is(counts::at_least(&law, 12), |count| count >= 12.0);
}

/// Two regions with a person each, whose yearly pay nobody knows exactly; what they cost shows the draws.
fn two_pays(north: &str, south: &str, correlation: &str) -> (Sample, Sample) {
    let text = format!(
        "title = \"two pays\"\ncurrency = \"EUR\"\nstart = 2027-01-01\nquarters = 4\nopening = \"empty\"\n\
         [offers.platform]\n{OFFER}\n\
         [regions.north.team.account-executives]\nheadcount = 1\nbase-per-year = \"{north}\"\n\
         [regions.south.team.account-executives]\nheadcount = 1\nbase-per-year = \"{south}\"\n{correlation}"
    );
    let played = Scene::of(text).gathering([Cost]).replications(20_000).play();
    (played.region("north").horizon(Cost), played.region("south").horizon(Cost))
}

/// 5 % and 95 % points of a lognormal with this median and log standard deviation, as a scenario writes them.
fn range(median: f64, log_sd: f64) -> String {
    format!("{} to {}", median * (-Z95 * log_sd).exp(), median * (Z95 * log_sd).exp())
}

#[test]
fn an_uncertain_amount_is_lognormal_between_its_points() {
    let (north, _) = two_pays("80_000 to 125_000", "1 to 2", "");
    let law = Lognormal::of_median_log_sd(100_000.0, (125.0f64 / 80.0).ln() / (2.0 * Z95));
    north.follows(|amount| law.below(amount));
    north.chance_is(0.05, |amount| amount < 80_000.0);
    north.chance_is(0.05, |amount| amount > 125_000.0);
    north.mean_is(law.mean());
}

#[test]
fn an_uncertain_share_is_logit_normal_between_its_points() {
    let offer = "deal-size = 1_000\nwin-rate = 1\ncycle-weeks = 1\ngross-margin = \"0.5 to 0.8\"";
    let text = one_region(4, offer, "", "headcount = 1\nself-sourced-deals-per-week = 5");
    let played = Scene::of(text).gathering([Contribution, Bookings]).replications(20_000).play();
    let margin = played.horizon(Contribution).with(&played.horizon(Bookings), |left, all| left / all);
    let logit = |share: f64| (share / (1.0 - share)).ln();
    let (middle, sd) = ((logit(0.5) + logit(0.8)) / 2.0, (logit(0.8) - logit(0.5)) / (2.0 * Z95));
    margin.follows(|share| normal::below((logit(share) - middle) / sd));
}

#[test]
fn v17_correlated_assumptions_follow_a_gaussian_copula() {
    let loading = 0.5f64.sqrt();
    let members = format!(
        "[correlations.pay]\nmembers = {{ \"regions.north.team.account-executives.base-per-year\" = {loading}, \
         \"regions.south.team.account-executives.base-per-year\" = {loading} }}"
    );
    let (north, south) = two_pays(&range(100_000.0, 0.5), &range(100_000.0, 0.8), &members);
    let points = |log_sd: f64| Lognormal::of_median_log_sd(100_000.0, log_sd);
    north.follows(|amount| points(0.5).below(amount));
    south.follows(|amount| points(0.8).below(amount));
    north.map(f64::ln).correlation_is(0.5, &south.map(f64::ln));
    north.correlation_is(dependence::pearson_of_lognormals(0.5, 0.5, 0.8), &south);
    // Ranks are known exactly: each amount's place in its own distribution.
    let ranks = |sample: &Sample, log_sd: f64| sample.map(|amount| points(log_sd).below(amount));
    ranks(&north, 0.5).correlation_is(dependence::spearman(0.5), &ranks(&south, 0.8));
    let top = normal::quantile(0.9);
    let both = north
        .with(&south, |n, s| f64::from(u8::from((n / 1e5).ln() > 0.5 * top && (s / 1e5).ln() > 0.8 * top)));
    both.chance_is(normal::both_above(top, 0.5), |both| both > 0.5);
    concordance(&north, &south).mean_is(dependence::kendall(0.5));
}

/// One for each two successive replications that rank both quantities alike, else minus one: its mean is Kendall's.
fn concordance(first: &Sample, second: &Sample) -> Sample {
    let steps = |sample: &Sample| -> Vec<f64> {
        sample.values().chunks_exact(2).map(|pair| (pair[1] - pair[0]).signum()).collect()
    };
    let signs = steps(first).into_iter().zip(steps(second)).map(|(left, right)| left * right);
    Sample::new(signs.collect(), "concordance of two replications")
}

#[test]
fn assumptions_in_no_group_are_independent() {
    let (north, south) = two_pays(&range(100_000.0, 0.5), &range(100_000.0, 0.8), "");
    north.map(f64::ln).is_uncorrelated_with(&south.map(f64::ln));
}
