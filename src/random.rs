//! Random streams: the same luck for every plan.
//!
//! A draw depends on seed, replication, purpose and entity only, never on how many draws some other part of the
//! model made. That alone makes two plans comparable replication by replication (common random numbers).
//!
//! The generator is one decision, written down here. Keys are mixed with the finalizer of SplitMix64 (Steele, Lea and
//! Flood 2014, with the constants of Stafford's variant 13). The draws of a key come in counter form: draw 0 is the key
//! itself, draw n is `mix(key + n·φ)`. A sampler that needs an unknown number of draws opens xoshiro256++ (Blackman
//! and Vigna 2019) on the key.

use std::convert::Infallible;

/// Name and number of what turns a scenario and a seed into results: the week kernel, its rules and its draws. The number goes
/// up with every change of results, which CHANGELOG lists under Results; every file of results carries it.
pub const KERNEL: &str = "week-1";

/// 2^64 divided by the golden ratio: the odd step of SplitMix64's counter.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
/// An odd constant that parts the children of a key from its draws (the multiplier of PCG).
const CHILD: u64 = 0x5851_F42D_4C95_7F2D;

/// Bijective scrambling of 64 bits in which every input bit reaches every output bit.
#[inline]
pub const fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

/// A uniform number strictly between 0 and 1 from the top 52 bits: the midpoints of 2^52 equal steps.
#[inline]
pub fn unit(bits: u64) -> f64 {
    ((bits >> 12) as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
}

/// A probability made ready to be tested against uniform bits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance(f64);

impl Chance {
    /// Of this probability; what lies outside 0 to 1 is never or always.
    #[inline]
    pub fn of(probability: f64) -> Chance {
        Chance(probability * 9_007_199_254_740_992.0)
    }

    /// Whether it comes true at these uniform bits, of which the upper 53 decide: a higher probability keeps what came true
    /// at a lower one.
    #[inline]
    pub fn holds(self, bits: u64) -> bool {
        ((bits >> 11) as i64 as f64) < self.0
    }
}

/// Name of one stream: what is drawn and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(pub u64);

impl Key {
    /// Key of a table name, by FNV-1a and a final mix; never of a position.
    pub const fn named(name: &str) -> Key {
        let bytes = name.as_bytes();
        let mut hash = 0xCBF2_9CE4_8422_2325_u64;
        let mut at = 0;
        while at < bytes.len() {
            hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0000_0100_0000_01B3);
            at += 1;
        }
        Key(mix(hash))
    }

    /// Key of a part of this entity: another stream for every `part`.
    #[inline]
    pub const fn child(self, part: u64) -> Key {
        Key(mix(self.0 ^ part.wrapping_add(1).wrapping_mul(CHILD)))
    }

    /// Key of a pair: this entity within that root.
    #[inline]
    pub const fn within(self, root: Key) -> Key {
        Key(mix(self.0 ^ root.0))
    }

    /// Draw number `number` of this key: 64 uniform bits.
    #[inline]
    pub const fn draw(self, number: u64) -> u64 {
        if number == 0 { self.0 } else { mix(self.0.wrapping_add(number.wrapping_mul(GOLDEN))) }
    }

    /// The lower half of draw 0, moved up: uniform bits beside those of the upper half, for two decisions of one draw.
    #[inline]
    pub const fn lower_half(self) -> u64 {
        self.0 << 32
    }

    /// Draw number `number` as a uniform number strictly between 0 and 1.
    #[inline]
    pub fn uniform(self, number: u64) -> f64 {
        unit(self.draw(number))
    }
}

/// What a stream is for. Numbers are part of the results: never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Assumption = 1,
    Macro = 2,
    Currency = 3,
    Event = 4,
    Inbound = 5,
    ArrivalFactor = 6,
    SelfSourced = 7,
    CustomerDeals = 8,
    Incumbent = 9,
    Correlation = 10,
    /// When a development rep becomes ready for an executive's seat.
    Promotion = 100,
    KeyAccountDeals = 101,
    OpenDeal = 30,
    BigDeal = 31,
    StockOut = 60,
    /// Contracts in force at the start.
    OpeningContract = 50,
    Show = 70,
    Tender = 71,
    /// What market research finds.
    Research = 72,
    Partner = 80,
    PartnerDeals = 81,
    PartnerRecruits = 82,
    LargestPartner = 83,
}

/// The three kinds of uncertainty, each with a root of its own so that one can be drawn anew while the others stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Streams {
    chance: Key,
    market: Key,
    assumptions: Key,
}

/// Which parts of a replication's luck are drawn anew; 0 is the luck that reports show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Redraw {
    pub chance: u64,
    pub market: u64,
}

impl Streams {
    /// The streams of one replication. Seed and replication are folded in by mixing, never added.
    pub fn new(seed: u64, replication: u32, redraw: Redraw) -> Streams {
        let root = Key(mix(mix(seed.wrapping_add(GOLDEN)) ^ mix(u64::from(replication).wrapping_mul(CHILD))));
        Streams {
            chance: root.child(1).child(redraw.chance),
            market: root.child(2).child(redraw.market),
            assumptions: root.child(3),
        }
    }

    /// Root of a purpose, in the kind of uncertainty that the purpose belongs to.
    pub fn root(&self, purpose: Purpose) -> Key {
        let root = match purpose {
            Purpose::Assumption | Purpose::Correlation => self.assumptions,
            Purpose::Macro | Purpose::Currency | Purpose::Event => self.market,
            _ => self.chance,
        };
        root.child(purpose as u64)
    }

    /// Stream of `entity` for `purpose`.
    pub fn stream(&self, purpose: Purpose, entity: Key) -> Key {
        entity.within(self.root(purpose))
    }
}

/// xoshiro256++, for samplers that need an unknown number of draws.
#[derive(Clone, Debug)]
pub struct Xoshiro([u64; 4]);

impl Xoshiro {
    /// The generator opened on a key: its state is the key's draws 1 to 4.
    pub fn on(key: Key) -> Xoshiro {
        Xoshiro([key.draw(1), key.draw(2), key.draw(3), key.draw(4)])
    }

    #[inline]
    pub fn bits(&mut self) -> u64 {
        let state = &mut self.0;
        let result = state[0].wrapping_add(state[3]).rotate_left(23).wrapping_add(state[0]);
        let shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = state[3].rotate_left(45);
        result
    }
}

impl rand::TryRng for Xoshiro {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.bits() >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.bits())
    }

    fn try_fill_bytes(&mut self, destination: &mut [u8]) -> Result<(), Infallible> {
        for chunk in destination.chunks_mut(8) {
            chunk.copy_from_slice(&self.bits().to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_draws_of_a_purpose_are_part_of_the_results() {
        let streams = Streams::new(7, 3, Redraw::default());
        let draw = |purpose| streams.stream(purpose, Key::named("dach")).draw(1);
        let drawn = [Purpose::SelfSourced, Purpose::Incumbent, Purpose::Macro, Purpose::Assumption].map(draw);
        let expected = [
            4_780_730_015_039_574_813,
            10_482_960_078_606_956_606,
            31_556_668_499_665_563,
            2_181_103_427_869_415_615,
        ];
        assert_eq!(drawn, expected);
    }

    #[test]
    fn splitmix_gives_its_published_sequence() {
        // State 0 steps by the golden ratio first: reference outputs of SplitMix64 seeded with 0.
        assert_eq!(Key(0).draw(1), 0xE220_A839_7B1D_CDAF);
        assert_eq!(Key(0).draw(2), 0x6E78_9E6A_A1B9_65F4);
    }

    #[test]
    fn xoshiro_gives_its_published_sequence() {
        // Reference output of xoshiro256++ from the state 1, 2, 3, 4.
        let mut generator = Xoshiro([1, 2, 3, 4]);
        assert_eq!([generator.bits(), generator.bits()], [41_943_041, 58_720_359]);
    }

    #[test]
    fn a_redraw_of_chance_leaves_market_and_assumptions_alone() {
        let (first, second) =
            (Streams::new(1, 0, Redraw::default()), Streams::new(1, 0, Redraw { chance: 1, market: 0 }));
        assert_ne!(first.root(Purpose::SelfSourced), second.root(Purpose::SelfSourced));
        assert_eq!(first.root(Purpose::Macro), second.root(Purpose::Macro));
        assert_eq!(first.root(Purpose::Assumption), second.root(Purpose::Assumption));
    }

    #[test]
    fn a_chance_of_one_always_holds_and_of_zero_never() {
        for bits in [0, 1, u64::MAX / 2, u64::MAX] {
            assert!(Chance::of(1.0).holds(bits) && Chance::of(1.3).holds(bits));
            assert!(!Chance::of(0.0).holds(bits) && !Chance::of(-0.1).holds(bits));
        }
        assert!(Chance::of(0.5).holds((1 << 63) - 1) && !Chance::of(0.5).holds(1 << 63));
    }
}
