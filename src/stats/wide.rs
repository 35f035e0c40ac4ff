//! A whole number of 192 bits, for sums of squares that must be exact.

/// high·2^128 + low.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wide {
    high: u64,
    low: u128,
}

impl Wide {
    /// `factor` times `count`.
    pub fn product(factor: u128, count: u64) -> Wide {
        let count = u128::from(count);
        let (upper, lower) = ((factor >> 64) * count, (factor & u128::from(u64::MAX)) * count);
        let middle = upper + (lower >> 64);
        Wide { high: (middle >> 64) as u64, low: (middle << 64) | (lower & u128::from(u64::MAX)) }
    }

    pub fn plus(self, other: Wide) -> Wide {
        let (low, carry) = self.low.overflowing_add(other.low);
        Wide { high: self.high.wrapping_add(other.high).wrapping_add(u64::from(carry)), low }
    }

    pub fn minus(self, other: Wide) -> Wide {
        let (low, borrow) = self.low.overflowing_sub(other.low);
        Wide { high: self.high.wrapping_sub(other.high).wrapping_sub(u64::from(borrow)), low }
    }

    /// Nearest float but for two roundings.
    pub fn to_float(self) -> f64 {
        self.high as f64 * 2.0_f64.powi(128) + self.low as f64
    }
}

impl From<u128> for Wide {
    fn from(low: u128) -> Wide {
        Wide { high: 0, low }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_differences_carry() {
        let two = Wide::from(2);
        let top = Wide::from(u128::MAX);
        assert_eq!(top.plus(two), Wide { high: 1, low: 1 });
        assert_eq!(top.plus(two).minus(two), top);
    }

    #[test]
    fn a_product_is_a_repeated_sum() {
        let factor = u128::MAX - 12_345;
        let repeated = (0..1_000).fold(Wide::default(), |sum, _| sum.plus(Wide::from(factor)));
        assert_eq!(Wide::product(factor, 1_000), repeated);
        assert_eq!(Wide::product(7, 6), Wide::from(42));
    }

    #[test]
    fn a_float_keeps_the_size() {
        assert_eq!(Wide { high: 3, low: 1 << 127 }.to_float(), 3.5 * 2.0_f64.powi(128));
    }
}
