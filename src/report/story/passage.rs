//! The sentence about what became of deals between the customer's yes and the money.

use crate::report::number;
use crate::report::text::harmless;
use crate::study::story::Passage;

/// Regions named in a quarter.
const NAMED: usize = 3;

/// `From yes to money: 12 deals went into review, 3 were refused, 2 were cancelled before delivery; japan was out of stock
/// for 5 weeks.`
pub fn sentence(passage: &Passage, regions: &[String]) -> Option<String> {
    let counted = |count: u32, one: &str, more: &str| {
        let told = number::count(count.into());
        (count > 0).then(|| if count == 1 { format!("one {one}") } else { format!("{told} {more}") })
    };
    let deals: Vec<String> = [
        counted(passage.reviewed, "deal went into review", "deals went into review"),
        counted(passage.refused, "was refused in review", "were refused in review"),
        counted(passage.cancelled, "was cancelled before delivery", "were cancelled before delivery"),
        counted(passage.never_paid, "was never paid", "were never paid"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let name = |region: usize| harmless(regions.get(region).map_or("", String::as_str));
    let first = passage
        .first_sales
        .iter()
        .take(NAMED)
        .map(|region| format!("{} may sell from now on", name(*region)));
    let out = passage
        .out_of_stock
        .iter()
        .take(NAMED)
        .map(|(region, weeks)| format!("{} was out of stock for {weeks} weeks", name(*region)));
    let mut parts = vec![deals.join(", ")];
    parts.extend(first.chain(out));
    parts.retain(|part| !part.is_empty());
    (!passage.is_nothing()).then(|| format!("From yes to money: {}.", parts.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_is_told_and_nothing_else() {
        let regions = ["dach".to_owned(), "japan".to_owned()];
        assert_eq!(sentence(&Passage::default(), &regions), None);
        let passage = Passage { refused: 1, cancelled: 2, out_of_stock: vec![(1, 5)], ..Passage::default() };
        assert_eq!(
            sentence(&passage, &regions).as_deref(),
            Some(
                "From yes to money: one was refused in review, 2 were cancelled before delivery; japan was out of stock \
                 for 5 weeks."
            )
        );
    }
}
