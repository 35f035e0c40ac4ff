//! Partners: a share without a margin, or a margin without a share, costs nothing; both beside a programme cost twice.

use super::Read;
use crate::diagnostic::Diagnostic;
use crate::scenario::{RegionOffer, Slot, written};

/// Warns of offers that state one of the two numbers that make up the cost of the channel, while the other is nothing.
pub fn half_stated(read: &Read<'_>) -> Vec<Diagnostic> {
    let mut told: Vec<Slot> = Vec::new();
    let mut warnings = Vec::new();
    for offer in read.scenario.regions.iter().flat_map(|region| &region.offers) {
        let Some((slot, message, help)) = half(read, offer) else { continue };
        // What many regions inherit is told once.
        if !told.iter().any(|other| read.written(*other) == read.written(slot)) {
            told.push(slot);
            warnings.push(read.warning("half-a-channel", message.to_owned(), slot, help));
        }
    }
    warnings
}

fn half(read: &Read<'_>, offer: &RegionOffer) -> Option<(Slot, &'static str, &'static str)> {
    let (share, margin) = (offer.channel_share, offer.channel_margin);
    match (read.value(share) > 0.0, read.value(margin) > 0.0) {
        (true, false) if read.written(share).is_some() => Some((
            share,
            "partners bring this share, but no `channel-margin` says what they keep: the channel costs nothing",
            "write channel-margin = 0.25 if partners keep 25 % of what they sell, or leave the share out",
        )),
        (false, true) if read.written(margin).is_some() => Some((
            margin,
            "partners keep this margin, but no `channel-share` says how much they sell: the channel costs nothing",
            "write channel-share = 0.2 if partners bring 20 %, or leave the margin out",
        )),
        _ => None,
    }
}

/// Warns of regions whose offers let a share of all revenue go through partners while the partners are written one by one.
pub fn counted_twice(read: &Read<'_>) -> Vec<Diagnostic> {
    let with_partners = read.scenario.regions.iter().filter(|region| !region.partners.is_empty());
    let costly =
        |offer: &&RegionOffer| read.value(offer.channel_share) * read.value(offer.channel_margin) > 0.0;
    let found = with_partners.filter_map(|region| Some((region, region.offers.iter().find(costly)?)));
    found
        .map(|(region, offer)| {
            let share = written::shown(read.value(offer.channel_share));
            let message = format!(
                "`{}` writes its partners, and {share} of what its own sellers book pays a partner as well",
                region.name
            );
            let help = "write channel-share = 0 for the offers of that region, unless its sellers sell through others too";
            let place = read.region(&region.name);
            Diagnostic::warning("channel-twice", message).at(&place, "").help(help)
        })
        .collect()
}
