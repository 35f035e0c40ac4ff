//! A week's self-sourced deals, listed before any of them is opened.

/// A self-sourced deal about to be opened: its seat among the region's, and its number in the week.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fresh {
    pub seat: u32,
    pub number: u32,
}

/// A week's self-sourced deals of a region, seat after seat.
#[derive(Clone, Debug, Default)]
pub struct FreshList {
    places: Vec<Fresh>,
    count: usize,
}

/// Most deals of a seat and week that are listed without a branch.
const FEW: usize = 4;

impl FreshList {
    pub fn clear(&mut self) {
        self.count = 0;
    }

    /// Adds the `new` deals of a seat. The first few places are written whatever the count, since a processor cannot
    /// guess it.
    #[inline(always)]
    pub fn list(&mut self, seat: u32, new: u32) {
        let needed = self.count + FEW.max(new as usize);
        if self.places.len() < needed {
            self.places.resize(2 * needed, Fresh::default());
        }
        let few: [Fresh; FEW] = [0, 1, 2, 3].map(|number| Fresh { seat, number });
        self.places[self.count..self.count + FEW].copy_from_slice(&few);
        for number in FEW as u32..new {
            self.places[self.count + number as usize] = Fresh { seat, number };
        }
        self.count += new as usize;
    }

    pub fn deals(&self) -> &[Fresh] {
        &self.places[..self.count]
    }
}
