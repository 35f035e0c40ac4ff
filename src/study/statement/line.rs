//! Lines of the income statement, each a signed sum of what is averaged.

use crate::model::Metric;

/// A line of the income statement, or cash beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    Bookings,
    Revenue,
    CostOfGoods,
    ChannelCost,
    BasePay,
    VariablePay,
    Accelerators,
    HiringCost,
    Severance,
    Travel,
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
    pub const ALL: [Line; 15] = [
        Line::Bookings,
        Line::Revenue,
        Line::CostOfGoods,
        Line::ChannelCost,
        Line::BasePay,
        Line::VariablePay,
        Line::Accelerators,
        Line::HiringCost,
        Line::Severance,
        Line::Travel,
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
        !matches!(self, Line::Bookings | Line::Revenue | Line::Contribution | Line::Cash)
    }

    /// The averaged metrics whose sum it is, each with its sign.
    pub(super) const fn parts(self) -> &'static [(Metric, i64)] {
        match self {
            Line::Bookings => &[(Metric::Bookings, 1)],
            Line::Revenue => &[(Metric::Revenue, 1)],
            Line::CostOfGoods => &[(Metric::CostOfGoods, 1)],
            Line::ChannelCost => &[(Metric::ChannelCost, 1)],
            Line::BasePay => &[(Metric::BasePay, 1)],
            Line::VariablePay => &[(Metric::VariablePay, 1)],
            Line::Accelerators => &[(Metric::Accelerators, 1)],
            Line::HiringCost => &[(Metric::HiringCost, 1)],
            Line::Severance => &[(Metric::Severance, 1)],
            Line::Travel => &[(Metric::Travel, 1)],
            Line::Marketing => &[(Metric::Marketing, 1)],
            Line::Initiatives => &[(Metric::Initiatives, 1)],
            Line::EntityCost => &[(Metric::EntityCost, 1)],
            Line::Contribution => &[
                (Metric::Revenue, 1),
                (Metric::CostOfGoods, -1),
                (Metric::ChannelCost, -1),
                (Metric::BasePay, -1),
                (Metric::VariablePay, -1),
                (Metric::Accelerators, -1),
                (Metric::HiringCost, -1),
                (Metric::Severance, -1),
                (Metric::Travel, -1),
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
