use quarterdeck::model::*;
use quarterdeck::replicate::*;
use quarterdeck::scenario::*;
use quarterdeck::unit::*;
fn main() {
    let mut n = Numbers::default();
    let mut num = |v: f64, k: Kind| {
        n.0.push(Number {
            address: format!("n{}", n.0.len()),
            value: v,
            factor: 1.0,
            kind: k,
            given: Given::Neutral,
            movable: true,
        });
        Slot(n.0.len() as u32 - 1)
    };
    let r = Kind::Rate;
    let one = num(1.0, r);
    let zero = num(0.0, r);
    let (med, ls) = (num(9.0, r), num(0.6, r));
    let (sm, sl) = (num(60000.0, r), num(0.9, r));
    let wr = num(0.22, Kind::Share);
    let vol = num(0.10, r);
    let cap = num(25.0, r);
    let rampw = num(26.0, r);
    let cv = num(0.3, r);
    let self_ = num(0.9, r);
    let h = num(0.0055, r);
    let ttf = num(8.0, r);
    let fh = num(0.7, r);
    let season = |q: [f64; 4]| {
        let mut b = Box::new([1.0; 52]);
        for i in 0..52 {
            b[i] = q[i / 13];
        }
        Season { by_week: b, normalised_by: 1.0 }
    };
    let mut currencies = vec![Currency { code: "EUR".into(), rate: one, movement: Movement::Base }];
    let mut regions = vec![];
    for i in 0..8 {
        currencies.push(Currency {
            code: format!("X{i}"),
            rate: one,
            movement: Movement::Own { volatility_per_year: vol },
        });
        regions.push(Region {
            name: format!("r{i}"),
            area: None,
            currency: i + 1,
            opening: Opening::Empty,
            accounts: None,
            cooldown_weeks: zero,
            repurchase_weeks: None,
            demand: one,
            win_odds: one,
            inbound_leads_per_week: zero,
            arrival_cv: zero,
            qualified_share: one,
            lead_life_weeks: None,
            customers: zero,
            deals_per_customer_per_year: zero,
            existing_customer_odds: one,
            growth_per_year: zero,
            macro_sensitivity: one,
            hedged_share: zero,
            market_size_per_year: None,
            season: season([0.9, 1.0, 0.95, 1.15]),
            closing_season: season([1.0; 4]),
            offers: vec![RegionOffer {
                offer: 0,
                mix: one,
                deal_size: Spread::MeanLogSd { mean: sm, log_sd: sl },
                win: Win::Rate(wr),
                cycle: Cycle::Whole {
                    won: Spread::MedianLogSd { median: med, log_sd: ls },
                    lost: Spread::MedianLogSd { median: med, log_sd: ls },
                },
                win_rate_slope: zero,
                gross_margin: one,
            }],
            teams: vec![Team {
                role: Role::AccountExecutive,
                headcount: 12,
                ramp: Ramp::Linear { weeks: rampw },
                skill_cv: cv,
                failed_hire_share: zero,
                failed_hire_productivity: fh,
                capacity: Some(cap),
                capacity_ramps: false,
                selling_time_share: one,
                self_sourced_deals_per_week: self_,
                leaving: Leaving::PerWeek(h),
                leaving_factor_missed_quota: one,
                leaving_factor_months_6_to_18: one,
                backfill: true,
                time_to_fill: Spread::Exact(ttf),
                open_deals_lost_on_leaving: zero,
                quota_per_year: None,
                quota_season: None,
                quota_ramp: None,
                base_per_year: zero,
                variable_per_year: zero,
                accelerator: one,
                variable_cap: None,
                hiring_cost: zero,
                hires: vec![],
            }],
        });
    }
    let s = Scenario {
        title: "R1".into(),
        calendar: Calendar {
            start: Date { year: 2027, month: 1, day: 1 },
            fiscal_year_starts: 1,
            quarters: 4,
        },
        target: None,
        look_beyond_quarters: 0,
        warm_up_weeks: None,
        metrics: vec![],
        currencies,
        own_currency_correlations: vec![],
        macro_factor: Macro { sd: zero, half_life_weeks: one, lag_weeks: zero, win_odds_power: zero },
        offers: vec!["o".into()],
        areas: vec![],
        regions,
        events: vec![],
        numbers: n,
        assumptions: vec![],
        correlations: vec![],
        notes: vec![],
    };
    let plan = compile(&s, &[Metric::Bookings]).unwrap();
    println!("cols {}", plan.columns.len());
    let mut set = Settings::new(1, std::env::args().nth(1).and_then(|a| a.parse().ok()).unwrap_or(20000));
    set.threads = Some(1);
    let t = std::time::Instant::now();
    let g = replicate(&plan, &set, &Watch::none());
    let el = t.elapsed().as_secs_f64();
    println!("{:.2} us/rep", el * 1e6 / set.replications as f64);
    for p in [Period::Horizon, Period::Quarter(0), Period::Quarter(1), Period::Quarter(2), Period::Quarter(3)]
    {
        let c: Vec<f64> =
            g.column(Metric::Bookings, Place::Company, p).unwrap().into_iter().flatten().collect();
        let m = c.iter().sum::<f64>() / c.len() as f64;
        let sd = (c.iter().map(|x| (x - m) * (x - m)).sum::<f64>() / c.len() as f64).sqrt();
        println!("{p:?} mean {m:.0} sd {sd:.0} se {:.0}", sd / (c.len() as f64).sqrt());
    }
}
