//! One quarter of a story in a few lines.

use super::{Told, deal_amount, passage};
use crate::model::chronicle::Reached;
use crate::report::number::{self, JOINT, Precision};
use crate::report::study::signed;
use crate::report::terminal::page::{Ink, Page};
use crate::report::text::harmless;
use crate::study::story::{Chapter, Deal, Leaver, Start, Territories};

/// People of a kind named in a quarter; the others are counted.
const NAMED: usize = 3;
/// Currencies told in a quarter, those that moved most.
const RATES: usize = 4;
/// Smallest move of a rate or factor that is told.
const MOVES_LEAST: f64 = 0.005;
/// Digits of what research found.
const FINDING_DIGITS: i32 = 3;
/// Weeks to a year, for tenures.
const YEAR: f64 = 52.0;
/// Tenure beyond which no more is known than that it is long [weeks].
const LONG: i32 = 1_000;

/// The quarter's heading, its numbers, and what stood out.
pub fn tell(page: &mut Page, chapter: &Chapter, told: Told) {
    page.line(Ink::Strong, &format!("{}: {} booked", chapter.label, told.sum(chapter.booked)));
    if chapter.closed {
        page.paragraph(Ink::Faint, "Closed at the start: what was booked in it was written.");
        return;
    }
    page.paragraph(Ink::Plain, &against(chapter, told));
    let facts = [
        won(chapter),
        lost(chapter),
        slipped(chapter, told),
        passage::sentence(&chapter.passage, told.regions),
        contracts(chapter, told),
        moved(chapter),
        people(chapter),
        territories(chapter),
        partners(chapter),
        market(chapter),
        events(chapter),
        reached(chapter),
    ];
    page.items(facts.into_iter().flatten());
}

/// `0.3 M less than the target asks and 0.1 M less than the median future; credited deals came to 83 % of the quotas.`
fn against(chapter: &Chapter, told: Told) -> String {
    let gap = |other: i64| {
        let gap = (chapter.booked - other) as f64 / 100.0;
        if gap == 0.0 {
            return "exactly as much as".to_owned();
        }
        let way = if gap < 0.0 { "less than" } else { "more than" };
        format!("{} {way}", number::money(gap.abs(), told.precision.fitted(gap)))
    };
    let target = chapter.target.map(|target| format!("{} the target asks", gap(target)));
    let median = format!("{} the median future", gap(chapter.median));
    let gaps: Vec<String> = target.into_iter().chain([median]).collect();
    let quota = if chapter.quota > 0 {
        let share = chapter.credit as f64 / chapter.quota as f64;
        format!("; credited deals came to {} of the quotas", number::percent(share, Precision::HUNDREDTH))
    } else {
        String::new()
    };
    let sentence = format!("{}{quota}.", gaps.join(" and "));
    crate::report::text::capitalized(&sentence)
}

/// `34 deals won, the largest 412 k (dach-ae-03), 380 k (anna) and 310 k (uk-ae-01).`
fn won(chapter: &Chapter) -> Option<String> {
    let mut names = chapter.largest.iter().map(|deal| format!("{} {}", deal_amount(deal.amount), who(deal)));
    let names = listed(names.by_ref().collect(), 0);
    Some(match chapter.won {
        0 => "No deal was won.".to_owned(),
        1 => format!("One deal was won: {names}."),
        won => format!("{} deals won, the largest {names}.", number::count(won.into())),
    })
}

/// `(dach-ae-03, platform)`: whose deal it is; a judged deal by its own name.
fn who(deal: &Deal) -> String {
    let owner = match &deal.owner {
        Some(owner) => harmless(owner),
        None => harmless(&deal.id),
    };
    format!("({owner}, {})", harmless(&deal.region))
}

fn lost(chapter: &Chapter) -> Option<String> {
    let told = |deal: &Deal| {
        let with = if deal.with_leaver { " when its owner left" } else { "" };
        format!("{} {}{with}", deal_amount(deal.amount), who(deal))
    };
    let names = listed(chapter.lost.iter().map(told).collect(), 0);
    (!chapter.lost.is_empty()).then(|| format!("The largest lost: {names}."))
}

/// `12 deals worth 1.1 M EUR were expected in the quarter and still open at its end, the largest 300 k (anna), won later.`
fn slipped(chapter: &Chapter, told: Told) -> Option<String> {
    let largest = chapter.slipped.first()?;
    let later = match largest.won_later {
        Some(true) => format!(", won in the end {} late", weeks(largest.late)),
        Some(false) => ", lost in the end".to_owned(),
        None => ", open to the end".to_owned(),
    };
    let largest = format!("{} {}{later}", deal_amount(largest.amount), who(largest));
    Some(match chapter.slipped_deals {
        1 => format!("Slipped out of the quarter: {largest}."),
        count => format!(
            "Slipped out of the quarter: {} deals worth {}, the largest {largest}.",
            number::count(count.into()),
            told.sum(chapter.slipped_amount)
        ),
    })
}

/// `Of 24 contracts whose term ended 20 were renewed, 3 of them for 40 k more; 4 worth 120 k a year ended.`
fn contracts(chapter: &Chapter, told: Told) -> Option<String> {
    let own = chapter.customers;
    let all = own.renewed + own.ended;
    let mut parts = vec![format!(
        "Of {} whose term ended {} renewed",
        contracts_of(all),
        if own.renewed == 1 {
            "one was".to_owned()
        } else {
            format!("{} were", number::count(own.renewed.into()))
        }
    )];
    for (count, by, way) in [(own.grown, own.grown_by, "more"), (own.shrunk, own.shrunk_by, "less")] {
        if count > 0 {
            parts.push(format!("{} of them for {} a year {way}", number::count(count.into()), told.sum(by)));
        }
    }
    let ended = if own.ended > 0 {
        format!("; {} worth {} a year ended", number::count(own.ended.into()), told.sum(own.ended_worth))
    } else {
        String::new()
    };
    (all > 0).then(|| format!("{}{ended}.", parts.join(", ")))
}

fn contracts_of(count: u32) -> String {
    if count == 1 { "one contract".to_owned() } else { format!("{} contracts", number::count(count.into())) }
}

/// `Because the quarter ended 3 deals were pulled in and 1 was pushed out.`
fn moved(chapter: &Chapter) -> Option<String> {
    let was = |count: u32, how: &str| {
        let verb = if count == 1 { "deal was" } else { "deals were" };
        (count > 0).then(|| format!("{} {verb} {how}", number::count(count.into())))
    };
    let own = chapter.customers;
    let parts = [was(own.pulled_in, "pulled in"), was(own.pushed_out, "pushed out")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("Because the quarter ended {}.", listed(parts, 0)))
}

fn people(chapter: &Chapter) -> Option<String> {
    let mut sentences = vec![format!("{} in seats at the end", persons(chapter.people))];
    sentences.extend(some("started", &chapter.starts, start));
    sentences.extend(some("left", &chapter.leavers, leaver));
    sentences.extend(some("moved", &chapter.moves, |moved| {
        format!("{} from {} to {}", harmless(&moved.alias), harmless(&moved.from), harmless(&moved.to))
    }));
    sentences.extend(some("promoted", &chapter.promotions, |(alias, level)| {
        format!("{} to {}", harmless(alias), harmless(level))
    }));
    sentences.extend(specialists(chapter));
    sentences.extend(some("promoted to executive", &chapter.promoted, |alias| harmless(alias)));
    sentences.extend(some("never came, the condition not met", &chapter.never, |alias| harmless(alias)));
    Some(format!("{}.", sentences.join("; ")))
}

/// `Territories: dach cut anew ("spring", 22 % of the potential changed hands); 3 taken over; 4 customers lost with their
/// seller.`
fn territories(chapter: &Chapter) -> Option<String> {
    let Territories { taken_over, customers_lost, realigned } = &chapter.territories;
    let mut told: Vec<String> = realigned
        .iter()
        .map(|(region, name, moved)| {
            let moved = number::percent(*moved, Precision::HUNDREDTH);
            let (region, name) = (harmless(region), harmless(name));
            format!("{region} cut anew (\"{name}\", {moved} of the potential changed hands)")
        })
        .collect();
    if *taken_over > 0 {
        told.push(format!("{} taken over from somebody else", number::count((*taken_over).into())));
    }
    match customers_lost {
        0 => {}
        1 => told.push("1 customer lost with the seller".to_owned()),
        lost => {
            told.push(format!("{} customers lost with their sellers", number::count(lost.unsigned_abs())));
        }
    }
    (!told.is_empty()).then(|| format!("Territories: {}.", told.join("; ")))
}

/// `Partners: 2 signed: ..; 1 lost: japan-resellers-03.`
fn partners(chapter: &Chapter) -> Option<String> {
    let of = [
        ("signed", &chapter.partners.signed),
        ("became active", &chapter.partners.active),
        ("fell dormant", &chapter.partners.dormant),
        ("lost", &chapter.partners.lost),
    ];
    let mut turns: Vec<String> =
        of.into_iter().filter_map(|(what, aliases)| some(what, aliases, |alias| harmless(alias))).collect();
    if chapter.leads_taken > 0 {
        let leads = if chapter.leads_taken == 1 { "lead" } else { "leads" };
        let count = number::count(chapter.leads_taken.unsigned_abs());
        turns.push(format!("{count} inbound {leads} taken by their deals"));
    }
    (!turns.is_empty()).then(|| format!("Partners: {}.", turns.join("; ")))
}

fn specialists(chapter: &Chapter) -> Option<String> {
    let count = |deals: usize| number::count(deals as u64);
    let awaited = match chapter.awaited {
        0 => String::new(),
        waited => format!(", {} had to wait for one", count(waited)),
    };
    (chapter.joined + chapter.awaited > 0)
        .then(|| format!("specialists joined {} deals{awaited}", count(chapter.joined)))
}

/// `2 left: bernd after 4.9 years (seat empty for 9 weeks), ..`
fn some<T>(what: &str, items: &[T], told: impl Fn(&T) -> String) -> Option<String> {
    let named: Vec<String> = items.iter().take(NAMED).map(told).collect();
    let count = number::count(items.len() as u64);
    (!items.is_empty())
        .then(|| format!("{count} {what}: {}", listed(named, items.len() - items.len().min(NAMED))))
}

fn start(start: &Start) -> String {
    let alias = harmless(&start.alias);
    match (start.late, start.vacant) {
        (Some(0), _) => format!("{alias} as planned"),
        (Some(late), _) if late < 0 => format!("{alias} {} early", weeks(-late)),
        (Some(late), _) => format!("{alias} {} late", weeks(late)),
        (None, Some(0)) => format!("{alias} at once"),
        (None, Some(vacant)) => format!("{alias} after {} of vacancy", weeks(vacant)),
        (None, None) => alias,
    }
}

fn leaver(leaver: &Leaver) -> String {
    let after = match leaver.tenure {
        tenure if tenure > LONG => "after many years".to_owned(),
        tenure if f64::from(tenure) < YEAR => format!("after {}", weeks(tenure)),
        tenure => {
            format!("after {}{JOINT}years", number::plain(f64::from(tenure) / YEAR, Precision::TENTH))
        }
    };
    let then = match (leaver.cut, leaver.vacant) {
        (true, _) => " (notice)".to_owned(),
        (false, None) => " (not replaced)".to_owned(),
        (false, Some(0)) => String::new(),
        (false, Some(vacant)) => format!(" (seat empty {})", weeks(vacant)),
    };
    format!("{} {after}{then}", harmless(&leaver.alias))
}

fn market(chapter: &Chapter) -> Option<String> {
    let mut rates: Vec<(&str, f64)> =
        chapter.rates.iter().map(|(code, before, now)| (code.as_str(), now / before)).collect();
    rates.sort_by(|left, right| (right.1 - 1.0).abs().total_cmp(&(left.1 - 1.0).abs()));
    let told =
        rates.iter().filter_map(|(code, ratio)| change(*ratio).map(|change| format!("{code} {change}")));
    let mut moves: Vec<String> = told.collect();
    let more = moves.len() - moves.len().min(RATES);
    moves.truncate(RATES);
    if more > 0 {
        moves.push(format!("{more} other currencies less"));
    }
    let (before, now) = chapter.factor;
    moves.extend(change(now / before).map(|change| format!("demand by the economy {change}")));
    if chapter.leads_expired > 0 {
        moves.push(format!("{} leads expired", number::count(chapter.leads_expired.unsigned_abs())));
    }
    if chapter.dropped > 0 {
        let count = number::count(chapter.dropped.unsigned_abs());
        moves.push(format!("{count} deals dropped for want of accounts"));
    }
    (!moves.is_empty()).then(|| format!("Market over the quarter: {}.", moves.join(", ")))
}

fn change(ratio: f64) -> Option<String> {
    let told = (ratio - 1.0).abs() >= MOVES_LEAST;
    told.then(|| signed(number::percent(ratio - 1.0, Precision::HUNDREDTH)))
}

fn events(chapter: &Chapter) -> Option<String> {
    let of = |events: &[(String, String)], verb: &str| -> Vec<String> {
        events.iter().map(|(name, day)| format!("\"{}\" {verb} on {day}", harmless(name))).collect()
    };
    let told = [of(&chapter.begun, "struck"), of(&chapter.ended, "ended")].concat();
    let more = told.len() - told.len().min(NAMED);
    let told: Vec<String> = told.into_iter().take(NAMED).collect();
    (!told.is_empty()).then(|| format!("Events: {}.", listed(told, more)))
}

/// `To reach markets: fair in dach brought 31 leads, new was launched in dach and 2 more.`
fn reached(chapter: &Chapter) -> Option<String> {
    let told = |(region, name, what): &(Option<String>, String, Reached)| {
        let name = harmless(name);
        let place = region.as_ref().map_or_else(String::new, |region| format!(" in {}", harmless(region)));
        match what {
            Reached::ShowHeld { leads, .. } => {
                let leads = number::count(u64::from(*leads));
                format!("the show {name} brought {leads} leads{place}")
            }
            Reached::SetUp(_) => format!("{name} began to be set up{place}"),
            Reached::Opened(_) => format!("{name} opened{place}"),
            Reached::Abandoned(_) => format!("{name} was given up and the market left{place}"),
            Reached::Launched(_) => format!("{name} was launched{place}"),
            Reached::Localised(_) => format!("{name} was localised{place}"),
            Reached::InitiativeBegins(_) => format!("the initiative {name} began"),
            Reached::InitiativeEnds(_) => format!("the initiative {name} ended"),
            Reached::Answered { finding, .. } => {
                let finding = number::plain(*finding, Precision::significant(*finding, FINDING_DIGITS));
                format!("research {name} found {finding}")
            }
        }
    };
    let more = chapter.reached.len() - chapter.reached.len().min(NAMED);
    let named: Vec<String> = chapter.reached.iter().take(NAMED).map(told).collect();
    (!named.is_empty()).then(|| format!("To reach markets: {}.", listed(named, more)))
}

/// `a, b and c`, `a, b and 7 others`
fn listed(mut names: Vec<String>, more: usize) -> String {
    if more > 0 {
        names.push(format!("{} more", number::count(more as u64)));
    }
    match names.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn weeks(weeks: i32) -> String {
    if weeks == 1 { format!("1{JOINT}week") } else { format!("{weeks}{JOINT}weeks") }
}

fn persons(people: i64) -> String {
    if people == 1 {
        "1 person".to_owned()
    } else {
        format!("{} people", number::count(people.unsigned_abs()))
    }
}
