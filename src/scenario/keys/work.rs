//! Keys of a team that speak of one role's work, and which roles know which key.

use super::{Key, Reads, count, rate, share};
use crate::scenario::Role;

/// Lets deals of a rep go first to some executives.
pub const EXECUTIVES_PER_REP: Key = Key::measured(
    "executives-per-rep",
    rate().between(1.0, 1_000.0),
    "Account executives to whom the deals of one rep go first; without the key to whoever has most room",
);
pub const PROMOTED_TO_EXECUTIVE: Key = Key::measured(
    "promoted-to-executive-per-year",
    rate().flow().between(0.0, 50.0).neutral(0.0),
    "Rate at which a ramped rep becomes ready for an account executive's seat, and takes the next vacant one",
);
pub const QUOTA_DEALS: Key = Key::measured(
    "quota-deals-per-year",
    count().between(0.01, 1e6).flow(),
    "Deals that one rep must develop: the quota of those who develop deals is counted in deals, not in money",
)
.states("quota");
pub const ACCOUNTS_PER_MANAGER: Key = Key::measured(
    "accounts-per-manager",
    count().between(1.0, 1e6),
    "Key accounts that one manager owns; without the key any number",
);
pub const SPECIALIST_WIN_ODDS: Key = Key::measured(
    "specialist-win-odds",
    rate().between(1.0, 1_000.0).neutral(1.0),
    "Factor on the win odds of a deal that a ramped specialist joins",
);
pub const SPECIALIST_DEAL_SIZE: Key = Key::measured(
    "specialist-deal-size",
    rate().between(0.01, 100.0).neutral(1.0),
    "Factor on the amount of a deal that a specialist joins",
);
pub const SPECIALIST_OFFERS: Key =
    Key::new("offers", Reads::Names, "Offers whose deals the specialists join; without the key all");
pub const CREDIT_SHARE: Key = Key::measured(
    "credit-share",
    share().neutral(1.0),
    "Share of a won deal's amount that is credited to this team's person where several worked on the deal",
);

/// Who open or own deals of their own.
const OWNERS: &[Role] = &[Role::AccountExecutive, Role::StrategicAccountManager, Role::ExportManager];
const FINDERS: &[Role] = &[Role::AccountExecutive, Role::SalesDevelopmentRep, Role::ExportManager];
const DEVELOPERS: &[Role] = &[Role::SalesDevelopmentRep];
const ACCOUNT_MANAGERS: &[Role] = &[Role::StrategicAccountManager];
const SPECIALISTS: &[Role] = &[Role::ProductSpecialist];
const WITH_CAPACITY: &[Role] =
    &[Role::AccountExecutive, Role::StrategicAccountManager, Role::ExportManager, Role::ProductSpecialist];

/// A key that not every role knows: its name, the roles that do, and what those who do not lack.
type Known = (&'static str, &'static [Role], &'static str);

const KNOWN: &[Known] = &[
    ("self-sourced-deals-per-week", FINDERS, "they bring no deals by a rate of their own"),
    ("open-deals-lost-on-leaving", OWNERS, "they own no deals"),
    ("capacity", WITH_CAPACITY, "they work no deals"),
    ("capacity-ramps", WITH_CAPACITY, "they work no deals"),
    ("executives-per-rep", DEVELOPERS, "only deals that are developed for others are handed on"),
    ("promoted-to-executive-per-year", DEVELOPERS, "only development reps become executives"),
    ("quota-deals-per-year", DEVELOPERS, "only a development rep's quota is counted in deals"),
    ("accounts-per-manager", ACCOUNT_MANAGERS, "they own no key accounts"),
    ("specialist-win-odds", SPECIALISTS, "they do not join the deals of others"),
    ("specialist-deal-size", SPECIALISTS, "they do not join the deals of others"),
    ("offers", SPECIALISTS, "they do not join the deals of others"),
    ("credit-share", WITH_CAPACITY, "no amount is credited to them"),
];

/// Why a key of a team means nothing for a role, and the roles for which it does; `None` where it means something.
pub fn refusal(key: &str, role: Role) -> Option<(&'static str, &'static [Role])> {
    if key == "quota-per-year" && role == Role::SalesDevelopmentRep {
        return Some(("their quota is counted in deals: write quota-deals-per-year", OWNERS));
    }
    let (_, roles, why) = KNOWN.iter().find(|(name, ..)| *name == key)?;
    (!roles.contains(&role)).then_some((why, roles))
}
