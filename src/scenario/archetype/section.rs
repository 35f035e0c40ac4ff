//! The sections of an archetype's file, and which one an address of a scenario belongs to.

use crate::scenario::Role;
use crate::scenario::keys::{AWARENESS, BUSINESS_DEVELOPMENT, Keys, MACRO, OFFER, REGION, TEAM};

/// A section of an archetype.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Macro,
    Region,
    Offer,
    /// Account executives.
    Team,
    /// The people of another role.
    Crew(Role),
    Awareness,
    BusinessDevelopment,
    /// What the archetype computes demand from; no key of a scenario.
    Demand,
}

impl Section {
    /// Its name in the file.
    pub const fn name(self) -> &'static str {
        match self {
            Section::Macro => "macro",
            Section::Region => "region",
            Section::Offer => "offer",
            Section::Team => "team",
            Section::Crew(role) => role.key(),
            Section::Awareness => "awareness",
            Section::BusinessDevelopment => "business-development",
            Section::Demand => "demand",
        }
    }

    /// The keys of the table under which it is laid.
    pub fn keys(self) -> Option<&'static Keys> {
        match self {
            Section::Macro => Some(&MACRO),
            Section::Region => Some(&REGION),
            Section::Offer => Some(&OFFER),
            Section::Team | Section::Crew(_) => Some(&TEAM),
            Section::Awareness => Some(&AWARENESS),
            Section::BusinessDevelopment => Some(&BUSINESS_DEVELOPMENT),
            Section::Demand => None,
        }
    }

    /// The section that an address leads into, and the rest of the address from the key on.
    pub fn of(path: &[String]) -> Option<(Section, &[String])> {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let (section, from) = match words.as_slice() {
            ["regions", _, "team", role, ..] => (Section::of_team(role), 4),
            ["every-region", "team", role, ..] => (Section::of_team(role), 3),
            ["regions", _, "offers", _, ..] => (Section::Offer, 4),
            ["every-region", "offers", _, ..] => (Section::Offer, 3),
            ["offers", _, ..] => (Section::Offer, 2),
            ["regions", _, "awareness", ..] => (Section::Awareness, 3),
            ["every-region", "awareness", ..] => (Section::Awareness, 2),
            ["regions", _, "business-development", ..] => (Section::BusinessDevelopment, 3),
            ["every-region", "business-development", ..] => (Section::BusinessDevelopment, 2),
            ["regions", _, ..] => (Section::Region, 2),
            ["every-region", ..] => (Section::Region, 1),
            ["macro", ..] => (Section::Macro, 1),
            ["demand", ..] => (Section::Demand, 1),
            _ => return None,
        };
        Some((section, &path[from..]))
    }

    /// The section of a role's people.
    pub fn of_team(role: &str) -> Section {
        match Role::named(role) {
            None | Some(Role::AccountExecutive) => Section::Team,
            Some(role) => Section::Crew(role),
        }
    }

    /// Factor from a value written under `written` to the unit of `wanted`, if both state the same.
    pub fn factor(self, written: &str, wanted: &str) -> Option<f64> {
        if written == wanted {
            return Some(1.0);
        }
        let keys = self.keys()?;
        let ((key, unit), (other, wanted_unit)) = (keys.find(written)?, keys.find(wanted)?);
        (key.statement() == other.statement() && key.measure().is_some()).then(|| unit / wanted_unit)
    }
}
