//! Random valid scenarios: every key on or off, with a value of some size.

use std::ops::Range;

use proptest::option;
use proptest::prelude::*;

/// A company as TOML, and what the tests know of it.
#[derive(Clone, Debug)]
pub struct Company {
    pub text: String,
    pub quarters: u32,
    pub offers: usize,
    pub regions: Vec<Region>,
}

#[derive(Clone, Debug)]
pub struct Region {
    pub name: String,
    pub headcount: u32,
    pub is_empty_at_start: bool,
    /// Whether a lead that finds no owner is lost at once.
    pub leads_do_not_wait: bool,
}

/// Lines of a table.
type Lines = BoxedStrategy<String>;

/// The key with a number of the range, or not at all.
fn number(key: &'static str, range: Range<f64>) -> Lines {
    option::of(range)
        .prop_map(move |value| value.map_or(String::new(), |value| format!("{key} = {value:.4}\n")))
        .boxed()
}

/// One of these lines, or none.
fn either(lines: &'static [&'static str]) -> Lines {
    option::of(prop::sample::select(lines))
        .prop_map(|line| line.map_or(String::new(), |line| format!("{line}\n")))
        .boxed()
}

fn lines(parts: Vec<Lines>) -> Lines {
    parts.prop_map(|lines| lines.concat()).boxed()
}

fn offer(name: &'static str) -> Lines {
    let sized = prop::sample::select(&[
        "deal-size = 20_000\n",
        "deal-size = { median = 15_000, p90 = 80_000 }\n",
        "deal-size = { mean = 30_000, cv = 0.7, shape = \"gamma\" }\n",
        "deal-size = { least = 1_000, likely = 4_000, most = 40_000 }\n",
        "deal-size = { values = [500, 70_000], weights = [3, 1] }\n",
    ]);
    let won = prop::sample::select(&[
        "win-rate = 0.3\ncycle-weeks = 5\n",
        "win-rate = \"0.1 to 0.5\"\nwon-cycle-weeks = { median = 7, p90 = 20 }\nlost-cycle-weeks = { median = 4, p90 = 30 }\n",
        "win-rate = 1\ncycle-weeks = { low = 2, high = 11 }\n",
        "win-rate = 0.25\ncycle-weeks = { values = [1, 4, 26], weights = [1, 2, 1] }\nwin-rate-slope = -0.2\n",
    ]);
    let margin = number("gross-margin", 0.2..1.0);
    (sized, won, margin)
        .prop_map(move |(size, won, margin)| format!("[offers.{name}]\n{size}{won}{margin}"))
        .boxed()
}

fn staged_offer() -> Lines {
    Just(
        "[offers.staged]\ndeal-size = { median = 8_000, p90 = 20_000 }\n\
         stages.first = { advance = 0.6, weeks = 2 }\nstages.second = { advance = 0.5, weeks = { median = 4, p90 = 9 } }\n"
            .to_owned(),
    )
    .boxed()
}

fn demand() -> Lines {
    lines(vec![
        number("inbound-leads-per-week", 0.1..6.0),
        number("arrival-cv", 0.0..1.5),
        number("accounts", 80.0..400.0),
        number("cooldown-weeks", 0.0..30.0),
        number("repurchase-weeks", 1.0..60.0),
        number("demand", 0.3..2.0),
        number("win-odds", 0.3..3.0),
        number("growth-per-year", -0.4..0.6),
        number("macro-sensitivity", -1.0..2.0),
        number("hedged-share", 0.0..1.0),
        number("market-size-per-year", 1e6..1e8),
        number("existing-customer-odds", 0.5..4.0),
        either(&["season = [0.8, 1.0, 0.9, 1.3]", "season = { month-of-quarter = [1, 1, 3] }"]),
        either(&["currency = \"GBP\"", "currency = \"USD\"", "currency = \"XAA\""]),
        either(&["area = \"inner\"", "area = \"outer\""]),
    ])
}

/// What is not wanted where only inbound leads bring deals.
fn other_demand() -> Lines {
    lines(vec![
        number("qualified-share", 0.2..1.0),
        number("customers", 0.0..80.0),
        number("deals-per-customer-per-year", 0.0..1.5),
    ])
}

fn team() -> Lines {
    lines(vec![
        either(&["ramp-weeks = 20", "ramp = { shape = \"s-curve\", weeks = 30 }"]),
        number("skill-cv", 0.0..0.6),
        number("failed-hire-share", 0.0..0.4),
        number("capacity", 1.0..20.0),
        either(&["capacity-ramps = true"]),
        number("selling-time-share", 0.3..1.0),
        either(&[
            "attrition-per-year = 0.5",
            "leaves-per-week = 0.02",
            "attrition-per-year = \"0.2 to 0.6\"",
        ]),
        number("leaving-factor-missed-quota", 0.5..3.0),
        number("leaving-factor-months-6-to-18", 0.5..3.0),
        either(&["backfill = false", "backfill = true"]),
        either(&[
            "time-to-fill-weeks = 0",
            "time-to-fill-weeks = 6",
            "time-to-fill-weeks = { mean = 9, cv = 0.5 }",
        ]),
        number("open-deals-lost-on-leaving", 0.0..1.0),
        number("quota-per-year", 1e5..1e6),
        either(&["quota-season = [1, 2, 2, 3]"]),
        either(&["quota-ramp-weeks = 26"]),
        number("base-per-year", 2e4..1e5),
        number("variable-per-year", 1e4..1e5),
        number("accelerator", 1.0..3.0),
        number("variable-cap", 1.0..3.0),
        number("hiring-cost", 0.0..4e4),
        either(&[
            "hires.spring = { on = 2027-02-20, count = 2 }",
            "hires.start = { on = 2027-01-01, count = 1, slips = true }",
            "hires.spring = { on = \"2027-Q1\", count = 3, slips = true }",
        ]),
    ])
}

fn region(name: &'static str) -> impl Strategy<Value = (Region, String, String)> {
    let opening = prop::sample::select(&["opening = \"steady\"\n", "opening = \"empty\"\n"]);
    let patience = either(&["lead-life-weeks = 0", "lead-life-weeks = 4"]);
    let own = number("self-sourced-deals-per-week", 0.0..1.2);
    (opening, patience, demand(), other_demand(), 0..8u32, team(), own).prop_map(
        move |(opening, patience, demand, others, headcount, team, own)| {
            let known = Region {
                name: name.to_owned(),
                headcount,
                is_empty_at_start: opening.contains("empty"),
                leads_do_not_wait: patience.contains("= 0"),
            };
            let keys = format!("[regions.{name}]\n{opening}{patience}{demand}");
            let team = format!("[regions.{name}.team.account-executives]\nheadcount = {headcount}\n{team}");
            (known, format!("{keys}{OTHERS}{others}{OTHERS}{team}"), format!("{OTHERS}{own}{OTHERS}"))
        },
    )
}

/// Comment around what [`Company::with_inbound_leads_only`] takes out.
const OTHERS: &str = "# other sources\n";

/// Any company.
pub fn company() -> impl Strategy<Value = Company> {
    let offers = (offer("platform"), option::of(offer("services")), option::of(staged_offer()));
    let names = ["north", "south", "east", "west"].map(region);
    let closing = either(&["closing-season = { month-of-quarter = [1, 1, 4] }"]);
    let events = either(&[
        "[events.slump]\non = \"2027-Q1\"\nweeks = 8\ntimes = { \"regions.north.demand\" = 0.5 }",
        "[events.boom]\nchance = 0.5\nweeks = { median = 10, p90 = 30 }\ntimes = { \"regions.north.win-odds\" = 2 }",
        "[events.strike]\nper-year = 2\nweeks = 3\nset = { \"regions.north.demand\" = 0 }",
    ]);
    let top = (1..6u32, 0..3u32, option::of(0.05..0.4f64), 1..5usize);
    (top, offers, names, closing, events).prop_map(|((quarters, beyond, swing, count), offers, regions, closing, events)| {
        let (platform, services, staged) = offers;
        let extra: Vec<String> = [services, staged.clone()].into_iter().flatten().collect();
        let mut text = format!(
            "title = \"any company\"\ncurrency = \"EUR\"\nstart = 2027-01-01\nquarters = {quarters}\n\
             look-beyond-quarters = {beyond}\n[currencies.XAA]\nrate = 3\nvolatility-per-year = 0.3\n{platform}{}",
            extra.concat()
        );
        if let Some(swing) = swing {
            text += &format!("[macro]\nsd = {swing:.3}\n");
        }
        if staged.is_none() {
            text += &format!("[every-region]\n{closing}");
        }
        let regions = regions.into_iter().take(count);
        let regions = regions.map(|(known, keys, own)| {
            text += &format!("{keys}{own}");
            known
        });
        let regions = regions.collect();
        Company { text: format!("{text}{events}"), quarters, offers: 1 + extra.len(), regions }
    })
}

impl Company {
    /// The same company where nothing but inbound leads brings deals, and all of them are deals; without deals or leads
    /// from before the start.
    pub fn with_inbound_leads_only(self) -> Company {
        let kept: String = self.text.split(OTHERS).step_by(2).collect();
        let regions = self.regions.into_iter().map(|region| Region { is_empty_at_start: true, ..region });
        Company {
            text: kept.replace("opening = \"steady\"", "opening = \"empty\""),
            regions: regions.collect(),
            ..self
        }
    }
}
