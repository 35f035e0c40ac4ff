//! Lines of the income statement, each a signed sum of what is averaged.

use crate::model::Metric;

/// A line of the income statement, or cash beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    Bookings,
    /// What of them is cancelled before its delivery: it never becomes revenue, and goes off nothing here.
    Cancellations,
    Revenue,
    CostOfGoods,
    ChannelCost,
    Tariffs,
    BadDebt,
    BasePay,
    VariablePay,
    Accelerators,
    HiringCost,
    Severance,
    Travel,
    Compliance,
    /// Courses.
    Training,
    Marketing,
    Initiatives,
    EntityCost,
    /// Revenue less every cost.
    Contribution,
    /// What is received less what is paid.
    Cash,
}

impl Line {
    /// Every line, in the order in which reports list them.
    pub const ALL: [Line; 20] = [
        Line::Bookings,
        Line::Cancellations,
        Line::Revenue,
        Line::CostOfGoods,
        Line::ChannelCost,
        Line::Tariffs,
        Line::BadDebt,
        Line::BasePay,
        Line::VariablePay,
        Line::Accelerators,
        Line::HiringCost,
        Line::Severance,
        Line::Travel,
        Line::Compliance,
        Line::Training,
        Line::Marketing,
        Line::Initiatives,
        Line::EntityCost,
        Line::Contribution,
        Line::Cash,
    ];

    /// Name in JSON and CSV: that of the metric.
    pub const fn name(self) -> &'static str {
        match self {
            Line::Contribution => Metric::Contribution.name(),
            line => line.parts()[0].0.name(),
        }
    }

    /// Whether it goes off the revenue.
    pub const fn is_cost(self) -> bool {
        !matches!(
            self,
            Line::Bookings | Line::Cancellations | Line::Revenue | Line::Contribution | Line::Cash
        )
    }

    /// Whether it is shown where it is nothing all year.
    pub const fn is_always_told(self) -> bool {
        !self.is_cost() && !matches!(self, Line::Cancellations)
    }

    /// The averaged metrics whose sum it is, each with its sign.
    pub(super) const fn parts(self) -> &'static [(Metric, i64)] {
        match self {
            Line::Bookings => &[(Metric::Bookings, 1)],
            Line::Cancellations => &[(Metric::Cancellations, 1)],
            Line::Revenue => &[(Metric::Revenue, 1)],
            Line::CostOfGoods => &[(Metric::CostOfGoods, 1)],
            Line::ChannelCost => &[(Metric::ChannelCost, 1)],
            Line::Tariffs => &[(Metric::Tariffs, 1)],
            Line::BadDebt => &[(Metric::BadDebt, 1)],
            Line::BasePay => &[(Metric::BasePay, 1)],
            Line::VariablePay => &[(Metric::VariablePay, 1)],
            Line::Accelerators => &[(Metric::Accelerators, 1)],
            Line::HiringCost => &[(Metric::HiringCost, 1)],
            Line::Severance => &[(Metric::Severance, 1)],
            Line::Travel => &[(Metric::Travel, 1)],
            Line::Compliance => &[(Metric::Compliance, 1)],
            Line::Training => &[(Metric::Training, 1)],
            Line::Marketing => &[(Metric::Marketing, 1)],
            Line::Initiatives => &[(Metric::Initiatives, 1)],
            Line::EntityCost => &[(Metric::EntityCost, 1)],
            Line::Contribution => &[
                (Metric::Revenue, 1),
                (Metric::CostOfGoods, -1),
                (Metric::ChannelCost, -1),
                (Metric::Tariffs, -1),
                (Metric::BadDebt, -1),
                (Metric::BasePay, -1),
                (Metric::VariablePay, -1),
                (Metric::Accelerators, -1),
                (Metric::HiringCost, -1),
                (Metric::Severance, -1),
                (Metric::Travel, -1),
                (Metric::Compliance, -1),
                (Metric::Training, -1),
                (Metric::Marketing, -1),
                (Metric::Initiatives, -1),
                (Metric::EntityCost, -1),
            ],
            Line::Cash => &[(Metric::Cash, 1)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contribution_is_the_revenue_less_every_cost() {
        let costs: Vec<Metric> =
            Line::ALL.into_iter().filter(|line| line.is_cost()).map(|line| line.parts()[0].0).collect();
        let taken_off: Vec<Metric> = Line::Contribution
            .parts()
            .iter()
            .filter(|(_, sign)| *sign < 0)
            .map(|(metric, _)| *metric)
            .collect();
        assert_eq!(costs, taken_off);
    }

    #[test]
    fn lines_are_listed_in_the_order_of_their_numbers() {
        assert!(Line::ALL.into_iter().enumerate().all(|(index, line)| line as usize == index));
    }
}
