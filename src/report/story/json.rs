//! The story as JSON: everything the page tells, amounts in base currency to the cent.

use serde_json::{Value, json};

use crate::model::chronicle::Reached;
use crate::replicate::told::Like;
use crate::report::provenance::ProvenanceView;
use crate::report::study::written;
use crate::study::story::{Chapter, Customers, Deal, Digest, Leaver, Part, Start, Story, Territories};

/// The story as pretty JSON with a newline at the end.
pub fn json(story: &Story) -> String {
    let like = story.like.map(|like| match like {
        Like::Mean => "mean".to_owned(),
        Like::Quantile(quantile) => format!("p{:.0}", 100.0 * quantile),
    });
    let drawn = story.drawn.iter().map(
        |drawn| json!({ "address": drawn.address, "value": drawn.value, "share_of_draws_below": drawn.rank }),
    );
    written(&json!({
        "scenario": story.origin.stem,
        "title": story.origin.title,
        "currency": story.origin.currency,
        "seed": story.origin.provenance.seed,
        "replications": story.origin.replications,
        "version": story.origin.provenance.version,
        "provenance": ProvenanceView::of(&story.origin.provenance),
        "target": story.origin.target,
        "replication": story.replication,
        "like": like,
        "bookings": money(story.booked),
        "replications_booking_less": story.below,
        "replications_booking_the_same": story.same,
        "quarters": story.chapters.iter().map(chapter).collect::<Vec<_>>(),
        "difference": difference(story),
        "assumptions_drawn_far_out": drawn.collect::<Vec<_>>(),
    }))
}

fn money(cents: i64) -> f64 {
    cents as f64 / 100.0
}

fn chapter(chapter: &Chapter) -> Value {
    let deals = |deals: &[Deal]| deals.iter().map(deal).collect::<Vec<_>>();
    if chapter.closed {
        return json!({ "quarter": chapter.label, "closed": true, "bookings": money(chapter.booked) });
    }
    let dated = |events: &[(String, String)]| {
        events.iter().map(|(name, day)| json!({ "event": name, "date": day })).collect::<Vec<_>>()
    };
    let rate =
        |(code, before, now): &(String, f64, f64)| json!({ "currency": code, "before": before, "rate": now });
    let moves = chapter
        .moves
        .iter()
        .map(|moved| json!({ "person": moved.alias, "from": moved.from, "to": moved.to }));
    let mut told = json!({
        "quarter": chapter.label,
        "closed": false,
        "bookings": money(chapter.booked),
        "median_of_all": money(chapter.median),
        "target": chapter.target.map(money),
        "quota": money(chapter.quota),
        "credited": money(chapter.credit),
        "deals_won": chapter.won,
        "largest_won": deals(&chapter.largest),
        "largest_lost": deals(&chapter.lost),
        "largest_slipped": deals(&chapter.slipped),
        "deals_slipped": chapter.slipped_deals,
        "amount_slipped": money(chapter.slipped_amount),
        "people": chapter.people,
        "started": chapter.starts.iter().map(start).collect::<Vec<_>>(),
        "left": chapter.leavers.iter().map(leaver).collect::<Vec<_>>(),
        "moved": moves.collect::<Vec<_>>(),
        "promoted": chapter
            .promotions
            .iter()
            .map(|(person, level)| json!({ "person": person, "to": level }))
            .collect::<Vec<_>>(),
        "became_executive": chapter.promoted,
        "specialist_joined": chapter.joined,
        "specialist_awaited": chapter.awaited,
        "never_came": chapter.never,
        "partners_signed": chapter.partners.signed,
        "partners_active": chapter.partners.active,
        "partners_dormant": chapter.partners.dormant,
        "partners_lost": chapter.partners.lost,
        "leads_expired": chapter.leads_expired,
        "leads_taken_by_partners": chapter.leads_taken,
        "deals_dropped": chapter.dropped,
        "deals_reviewed": chapter.passage.reviewed,
        "deals_refused": chapter.passage.refused,
        "deals_cancelled": chapter.passage.cancelled,
        "deals_never_paid": chapter.passage.never_paid,
        "rates": chapter.rates.iter().map(rate).collect::<Vec<_>>(),
        "macro_factor_before": chapter.factor.0,
        "macro_factor": chapter.factor.1,
        "events_begun": dated(&chapter.begun),
        "events_ended": dated(&chapter.ended),
        "reached": chapter.reached.iter().map(reached).collect::<Vec<_>>(),
    });
    if chapter.territories != Territories::default() {
        told["territories"] = territories(&chapter.territories);
    }
    if chapter.customers != Customers::default() {
        told["customers"] = customers(&chapter.customers);
    }
    told
}

fn territories(told: &Territories) -> Value {
    let realigned = told.realigned.iter().map(|(region, name, moved)| {
        json!({ "region": region, "realignment": name, "share_of_potential_moved": moved })
    });
    json!({
        "taken_over": told.taken_over,
        "customers_lost_with_sellers": told.customers_lost,
        "realigned": realigned.collect::<Vec<_>>(),
    })
}

/// What became of contracts, and of deals at the quarter's end.
fn customers(own: &Customers) -> Value {
    json!({
        "renewed": own.renewed,
        "expanded": own.grown,
        "contracted": own.shrunk,
        "ended": own.ended,
        "expansion": money(own.grown_by),
        "contraction": money(own.shrunk_by),
        "churn": money(own.ended_worth),
        "deals_pulled_in": own.pulled_in,
        "deals_pushed_out": own.pushed_out,
    })
}

fn reached((region, name, what): &(Option<String>, String, Reached)) -> Value {
    let (kind, leads, finding) = match what {
        Reached::ShowHeld { leads, .. } => ("show-held", Some(*leads), None),
        Reached::SetUp(_) => ("entry-set-up", None, None),
        Reached::Opened(_) => ("entry-opened", None, None),
        Reached::Abandoned(_) => ("entry-left", None, None),
        Reached::Launched(_) => ("offer-launched", None, None),
        Reached::Localised(_) => ("offer-localised", None, None),
        Reached::InitiativeBegins(_) => ("initiative-begins", None, None),
        Reached::InitiativeEnds(_) => ("initiative-ends", None, None),
        Reached::Answered { finding, .. } => ("research-answered", None, Some(*finding)),
    };
    json!({ "what": kind, "name": name, "region": region, "leads": leads, "finding": finding })
}

fn deal(deal: &Deal) -> Value {
    json!({
        "deal": deal.id,
        "region": deal.region,
        "offer": deal.offer,
        "owner": deal.owner,
        "amount": money(deal.amount),
        "lost_with_leaver": deal.with_leaver,
        "weeks_late": deal.late,
        "won_in_the_end": deal.won_later,
    })
}

fn start(start: &Start) -> Value {
    json!({ "person": start.alias, "weeks_late": start.late, "weeks_vacant": start.vacant })
}

fn leaver(leaver: &Leaver) -> Value {
    json!({
        "person": leaver.alias,
        "tenure_weeks": leaver.tenure,
        "notice": leaver.cut,
        "weeks_vacant": leaver.vacant,
    })
}

fn difference(story: &Story) -> Value {
    let difference = &story.difference;
    let part = |(part, cents): &(Part, i64)| {
        let name = match part {
            Part::Number => "number_of_deals",
            Part::Size => "size_of_deals",
            Part::Rate => "currencies",
            Part::Known => "deals_open_at_the_start",
            Part::Big(index) => {
                return json!({ "big_deal": story.big_deals[*index], "amount": money(*cents) });
            }
        };
        json!({ "part": name, "amount": money(*cents) })
    };
    let region = |(name, cents): (&String, &i64)| json!({ "region": name, "amount": money(*cents) });
    json!({
        "replications_of_the_middle_year": difference.replications,
        "bookings_of_the_middle_year": money(story.booked - difference.total()),
        "total": money(difference.total()),
        "parts": difference.parts.iter().map(part).collect::<Vec<_>>(),
        "regions": story.regions.iter().zip(&difference.regions).map(region).collect::<Vec<_>>(),
        "this": digest(&difference.this),
        "middle": digest(&difference.middle),
    })
}

fn digest(digest: &Digest) -> Value {
    json!({
        "deals_created": digest.created,
        "deals_won": digest.won(),
        "deals_lost": digest.lost,
        "people": digest.people,
        "people_who_went": digest.leavers,
    })
}
