//! The deals of a chronicle as a CRM would export them on the last day of the horizon: what had closed by then with its
//! outcome, what is open with what its owner expects, and nothing of what lies beyond.

use super::{guarded, stage_name};
use crate::model::Plan;
use crate::model::chronicle::{self, Chronicle, DealRecord, End, Origin, Seating};
use crate::model::deal::Source;
use crate::replicate::forecast::Provenance;
use crate::report::provenance::COLUMN;
use crate::scenario::Win;

/// Columns under the labels of a report of opportunities.
const COLUMNS: &str = "Opportunity ID,Opportunity Name,Account Name,Region,Product,Opportunity Owner,Stage,Amount,\
                       Amount Currency,Probability (%),Created Date,Close Date,Type,Lead Source,Closed,Won,";
/// Stage of an open deal whose offer states none that it is known to be in.
const OPEN: &str = "Open";

/// A row for every deal that exists by the end of the horizon.
pub fn crm(plan: &Plan, chronicle: &Chronicle, provenance: &Provenance) -> String {
    let mut table = format!("{COLUMNS}{COLUMN}\n");
    let end = plan.horizon - 1;
    let seating = Seating::after(chronicle, end);
    let mut accounts = vec![0; plan.regions.len()];
    for deal in chronicle.deals.iter().filter(|deal| deal.created <= end) {
        accounts[deal.region] += 1;
        let fields = fields(plan, (chronicle, &seating), (deal, accounts[deal.region]), end);
        table.push_str(&format!("{},{provenance}\n", fields.join(",")));
    }
    table
}

fn fields(
    plan: &Plan,
    (chronicle, seating): (&Chronicle, &Seating),
    (deal, account): (&DealRecord, u32),
    end: i32,
) -> Vec<String> {
    let region = &plan.scenario.regions[deal.region];
    let product = &plan.scenario.offers[region.offers[deal.offer].offer];
    let closed = deal.closed().filter(|week| *week <= end);
    let (stage, amount, probability, owner) = match deal.end {
        End::Won { owner, cents, .. } if closed.is_some() => ("Closed Won", cents, 100.0, owner),
        End::Lost { owner, .. } if closed.is_some() => {
            ("Closed Lost", deal.opened, 0.0, owner.or(deal.owner))
        }
        _ => (
            stage(plan, deal, end),
            deal.opened,
            100.0 * probability(plan, deal, end),
            deal.seat.and_then(|seat| seating.person(seat)).or(deal.owner),
        ),
    };
    let day = |week| chronicle::day(plan, week).to_string();
    let is_customer = deal.origin == Origin::Demand(Source::Customer);
    let kind = if is_customer { "customer" } else { "account" };
    vec![
        guarded(&deal.id),
        guarded(&format!("{product} for {} {kind} {account}", region.name)),
        guarded(&format!("{}-{kind}-{account:04}", region.name)),
        guarded(&region.name),
        guarded(product),
        guarded(&owner.map_or_else(String::new, |person| chronicle.name(person))),
        guarded(stage),
        format!("{:.2}", amount as f64 / 100.0),
        plan.scenario.currencies[region.currency].code.clone(),
        format!("{probability:.0}"),
        day(deal.created),
        day(closed.unwrap_or_else(|| deal.expected_in(end))),
        if is_customer { "Existing Business" } else { "New Business" }.to_owned(),
        lead_source(deal.origin).to_owned(),
        u8::from(closed.is_some()).to_string(),
        u8::from(closed.is_some() && matches!(deal.end, End::Won { .. })).to_string(),
    ]
}

/// Where a deal came from, as far as a CRM would know: of what was there before nothing is known.
const fn lead_source(origin: Origin) -> &'static str {
    match origin {
        Origin::Demand(source) => match source {
            Source::SelfSourced => "Outbound",
            Source::Inbound => "Inbound",
            Source::Customer => "Customer",
            Source::Partner => "Partner",
            Source::Show => "Trade Show",
            Source::Developed => "Sales Development",
            Source::KeyAccount => "Key Account",
            Source::Tender => "Tender",
        },
        Origin::Open | Origin::Big => "",
    }
}

fn stage<'a>(plan: &'a Plan, deal: &DealRecord, end: i32) -> &'a str {
    deal.stage_in(end).and_then(|stage| stage_name(plan, deal, stage)).unwrap_or(OPEN)
}

/// Chance of an open deal to be won: from its stage on where stages are known, else as it was at the start.
fn probability(plan: &Plan, deal: &DealRecord, end: i32) -> f64 {
    match (&plan.scenario.regions[deal.region].offers[deal.offer].win, deal.stage_in(end)) {
        (Win::Stages(stages), Some(stage)) => {
            stages[stage..].iter().map(|stage| plan.value(stage.advance)).product()
        }
        _ => deal.chance,
    }
}
