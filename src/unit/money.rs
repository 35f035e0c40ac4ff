//! Money is whole cents, so that sums are exact and their order cannot matter.

/// The nearest whole number, halves away from zero; what is beyond all whole numbers becomes the outermost.
#[inline]
pub fn whole(amount: f64) -> i64 {
    // Adding a half and cutting off costs two instructions where rounding is a call on processors without SSE4.1.
    (amount + 0.5_f64.copysign(amount)) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_round_away_from_zero() {
        assert_eq!([2.5, 2.4, -2.5, -2.4, 0.0].map(whole), [3, 2, -3, -2, 0]);
    }

    #[test]
    fn nothing_overflows() {
        assert_eq!(whole(1e300), i64::MAX);
        assert_eq!(whole(f64::NAN), 0);
    }
}
