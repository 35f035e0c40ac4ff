//! The addressed numbers as they are found, and the assumptions that move them.

use std::collections::{BTreeMap, VecDeque};

use crate::diagnostic::SourceId;
use crate::scenario::number::{Assumption, Given, Kind, Number, Numbers, Slot, Uncertainty};
use crate::scenario::tree::Node;
use crate::scenario::written::Written;
use crate::scenario::{address, keys};

/// All numbers found, with the ways to address them.
#[derive(Debug, Default)]
pub struct Register {
    pub numbers: Numbers,
    pub assumptions: Vec<Assumption>,
    /// Slots by canonical address.
    canonical: BTreeMap<String, Slot>,
    /// Slots in the unit of what a distribution describes, by the distribution's canonical address.
    scales: BTreeMap<String, Vec<Slot>>,
    /// Assumptions by address.
    drawn: BTreeMap<String, usize>,
    archetypes: BTreeMap<SourceId, String>,
    /// The source of what countries fill in, and the name of each region's country.
    countries: Option<(SourceId, BTreeMap<String, String>)>,
    /// Every number taken in so far, in order.
    taken_in: Vec<Slot>,
    /// Slots that wait for the number at their address, in the order in which it is found.
    kept: BTreeMap<String, VecDeque<Slot>>,
}

/// What an address stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    pub slot: Slot,
    /// Factor from the unit that the address names to the number's.
    pub unit: f64,
}

impl Register {
    /// A register in which the slots of `beside` are kept for numbers at the same addresses.
    pub fn new(
        archetypes: BTreeMap<SourceId, String>,
        countries: (SourceId, BTreeMap<String, String>),
        beside: &Numbers,
    ) -> Register {
        let mut kept: BTreeMap<String, VecDeque<Slot>> = BTreeMap::new();
        for (number, slot) in beside.0.iter().zip(0..) {
            kept.entry(canonical(&number.address)).or_default().push_back(Slot(slot));
        }
        Register {
            archetypes,
            countries: Some(countries),
            kept,
            numbers: beside.clone(),
            ..Register::default()
        }
    }

    /// Takes in a number written at `node` as `written`; `factor` brings it to the model's unit and currency.
    pub fn written(
        &mut self,
        address: String,
        kind: Kind,
        node: &Node,
        written: Written,
        factor: f64,
    ) -> Slot {
        let given = self.given(&address, node);
        let (value, shape) = match written {
            Written::Exact(value) => (value, None),
            Written::Uncertain(shape, median) => (median, Some(shape)),
        };
        let slot = self.add(Number { address, value: value * factor, factor, kind, given, movable: true });
        if let Some(shape) = shape {
            self.assume(slot, node, shape);
        }
        slot
    }

    /// Takes in a number that nobody wrote.
    pub fn neutral(&mut self, address: String, kind: Kind, value: f64) -> Slot {
        self.add(Number { address, value, factor: 1.0, kind, given: Given::Neutral, movable: true })
    }

    /// Takes in a number that the structure hangs on, which nothing may move.
    pub fn fixed(&mut self, address: String, kind: Kind, node: Option<&Node>, value: f64) -> Slot {
        let given = node.map_or(Given::Neutral, |node| self.given(&address, node));
        self.add(Number { address, value, factor: 1.0, kind, given, movable: false })
    }

    /// How many numbers were taken in so far.
    pub fn count(&self) -> usize {
        self.taken_in.len()
    }

    /// The numbers taken in after the first `count`.
    pub fn taken_in_after(&self, count: usize) -> Vec<Slot> {
        self.taken_in[count..].to_vec()
    }

    fn add(&mut self, number: Number) -> Slot {
        let address = canonical(&number.address);
        let kept = self.kept.get_mut(&address).and_then(VecDeque::pop_front);
        let next = Slot(u32::try_from(self.numbers.0.len()).expect("fewer numbers than a u32 counts"));
        let slot = kept.unwrap_or(next);
        self.canonical.entry(address).or_insert(slot);
        self.taken_in.push(slot);
        if slot == next {
            self.numbers.0.push(number);
        } else {
            self.numbers.0[slot.0 as usize] = number;
        }
        slot
    }

    /// Name of the archetype that laid a value.
    pub fn archetype(&self, node: &Node) -> Option<&str> {
        self.archetypes.get(&node.place.source).map(String::as_str)
    }

    fn given(&self, address: &str, node: &Node) -> Given {
        if let Some(archetype) = self.archetype(node) {
            return Given::Archetype(archetype.to_owned());
        }
        if self.countries.as_ref().is_some_and(|(source, _)| node.place.source == *source) {
            return Given::Country(self.country(&node.written_at));
        }
        if node.written_at == address {
            return Given::Written(node.place.clone());
        }
        Given::Inherited { address: node.written_at.clone(), place: node.place.clone() }
    }

    /// Name of the country of the region in which a value was filled in; what is the same for all names none.
    fn country(&self, filled_at: &str) -> String {
        let path = address::parse(filled_at).unwrap_or_default();
        let region = path.get(1).filter(|_| path[0] == "regions");
        let name = region.zip(self.countries.as_ref()).and_then(|(region, (_, names))| names.get(region));
        name.cloned().unwrap_or_else(|| "every country".to_owned())
    }

    /// One assumption, one draw: regions that inherit it from a place they share draw it together, while a region that
    /// takes it from another region draws its own.
    fn assume(&mut self, slot: Slot, node: &Node, shape: Uncertainty) {
        let of_a_region = node.written_at.starts_with("regions.");
        let own = &self.numbers.0[slot.0 as usize].address;
        let address = if of_a_region { drawn_at(own, &node.written_at) } else { node.written_at.clone() };
        match self.drawn.get(&address) {
            Some(index) => self.assumptions[*index].slots.push(slot),
            None => {
                self.drawn.insert(address.clone(), self.assumptions.len());
                self.assumptions.push(Assumption { address, shape, slots: vec![slot] });
            }
        }
    }

    /// Notes which numbers move a whole distribution.
    pub fn scale(&mut self, address: &str, slots: Vec<Slot>) {
        self.scales.insert(canonical(address), slots);
    }

    /// The number at an address, however its unit is written.
    pub fn find(&self, path: &[String]) -> Option<Found> {
        let (address, unit) = keys::canonical(path).unwrap_or_else(|| (address::of(path), 1.0));
        self.canonical.get(&address).map(|slot| Found { slot: *slot, unit })
    }

    /// The numbers that move the distribution at an address.
    pub fn find_scale(&self, path: &[String]) -> &[Slot] {
        let address = keys::canonical(path).map_or_else(|| address::of(path), |(address, _)| address);
        self.scales.get(&address).map_or(&[], Vec::as_slice)
    }

    /// Index of the assumption at an address: where it was written, or where it is inherited.
    pub fn find_assumption(&self, path: &[String]) -> Option<usize> {
        if let Some(index) = self.drawn.get(&address::of(path)) {
            return Some(*index);
        }
        let slot = self.find(path)?.slot;
        self.assumptions.iter().position(|assumption| assumption.slots.contains(&slot))
    }
}

/// Address of the assumption behind a number of a region. What the region says is one number whichever mode works it; what
/// a mode says is the mode's, whether it is the first or follows.
fn drawn_at(own: &str, written_at: &str) -> String {
    let (Ok(path), Ok(from)) = (address::parse(own), address::parse(written_at)) else {
        return own.to_owned();
    };
    let in_mode = |path: &[String]| path.len() > 4 && path[2] == "modes";
    if !in_mode(&path) && !in_mode(&from) {
        return own.to_owned();
    }
    let rest = if in_mode(&path) { &path[4..] } else { path.get(2..).unwrap_or_default() };
    let mode = if in_mode(&from) { &from[2..4] } else { &[] };
    let parts = [path.get(..2).unwrap_or(&path), mode, rest];
    address::of(&parts.concat())
}

fn canonical(address: &str) -> String {
    let path = address::parse(address).ok();
    path.and_then(|path| keys::canonical(&path)).map_or_else(|| address.to_owned(), |(address, _)| address)
}
