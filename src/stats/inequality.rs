//! How unequal numbers are: coefficient of variation and Gini coefficient, of all there are and not of a sample.

/// Standard deviation over mean of numbers that are all there are; 0 where the mean is 0 or there is none.
pub fn coefficient_of_variation(numbers: &[f64]) -> f64 {
    let count = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    let variance = numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / count;
    if numbers.is_empty() || mean == 0.0 { 0.0 } else { variance.sqrt() / mean }
}

/// Gini coefficient of numbers that are not negative: half the mean difference of two of them over their mean. 0 where all
/// are alike or there is nothing, near 1 where one has all.
pub fn gini(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (count, sum) = (sorted.len() as f64, sorted.iter().sum::<f64>());
    if sum <= 0.0 {
        return 0.0;
    }
    let weighted: f64 = sorted.iter().zip(1..).map(|(number, rank)| f64::from(rank) * number).sum();
    (2.0 * weighted / (count * sum) - (count + 1.0) / count).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_numbers_are_not_unequal() {
        assert_eq!((coefficient_of_variation(&[2.0; 5]), gini(&[2.0; 5])), (0.0, 0.0));
        assert_eq!((coefficient_of_variation(&[]), gini(&[])), (0.0, 0.0));
        assert_eq!((coefficient_of_variation(&[0.0; 3]), gini(&[0.0; 3])), (0.0, 0.0));
    }

    #[test]
    fn of_n_numbers_of_which_one_has_all_the_gini_coefficient_is_one_less_one_nth() {
        assert!((gini(&[0.0, 7.0, 0.0, 0.0]) - 0.75).abs() < 1e-12);
    }

    #[test]
    fn both_are_as_by_hand() {
        // Differences of 1, 2, 3: mean |x - y| over all nine pairs is 8/9; half of it over the mean 2.
        assert!((gini(&[3.0, 1.0, 2.0]) - 2.0 / 9.0).abs() < 1e-12);
        assert!((coefficient_of_variation(&[1.0, 3.0]) - 0.5).abs() < 1e-12);
    }
}
