//! Partners: a share without a margin, or a margin without a share, costs nothing.

use super::Read;
use crate::diagnostic::Diagnostic;
use crate::scenario::{RegionOffer, Slot};

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
