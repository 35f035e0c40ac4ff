//! Roles: what people do.

/// What people do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    AccountExecutive,
    SalesDevelopmentRep,
    StrategicAccountManager,
    CustomerSuccessManager,
    ChannelManager,
    ExportManager,
    ProductSpecialist,
    BusinessDeveloper,
    SalesManager,
}

impl Role {
    /// Every role, those who sell new business first.
    pub const ALL: [Role; 9] = [
        Role::AccountExecutive,
        Role::SalesDevelopmentRep,
        Role::StrategicAccountManager,
        Role::CustomerSuccessManager,
        Role::ChannelManager,
        Role::ExportManager,
        Role::ProductSpecialist,
        Role::BusinessDeveloper,
        Role::SalesManager,
    ];

    /// The role of this key.
    pub fn named(key: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.key() == key)
    }

    /// Key under `team`.
    pub const fn key(self) -> &'static str {
        match self {
            Role::AccountExecutive => "account-executives",
            Role::SalesDevelopmentRep => "sales-development-reps",
            Role::StrategicAccountManager => "strategic-account-managers",
            Role::CustomerSuccessManager => "customer-success-managers",
            Role::ChannelManager => "channel-managers",
            Role::ExportManager => "export-managers",
            Role::ProductSpecialist => "product-specialists",
            Role::BusinessDeveloper => "business-developers",
            Role::SalesManager => "sales-managers",
        }
    }

    /// What such people are called in sentences.
    pub const fn words(self) -> &'static str {
        match self {
            Role::AccountExecutive => "account executives",
            Role::SalesDevelopmentRep => "sales development reps",
            Role::StrategicAccountManager => "strategic account managers",
            Role::CustomerSuccessManager => "customer success managers",
            Role::ChannelManager => "channel managers",
            Role::ExportManager => "export managers",
            Role::ProductSpecialist => "product specialists",
            Role::BusinessDeveloper => "business developers",
            Role::SalesManager => "sales managers",
        }
    }

    /// Its letters in the alias of a seat.
    pub const fn letters(self) -> &'static str {
        match self {
            Role::AccountExecutive => "ae",
            Role::SalesDevelopmentRep => "sdr",
            Role::StrategicAccountManager => "sam",
            Role::CustomerSuccessManager => "csm",
            Role::ChannelManager => "cm",
            Role::ExportManager => "em",
            Role::ProductSpecialist => "ps",
            Role::BusinessDeveloper => "bd",
            Role::SalesManager => "sm",
        }
    }

    /// Number of the role in keys of random streams; never reused.
    pub const fn number(self) -> u64 {
        match self {
            Role::AccountExecutive => 1,
            Role::SalesDevelopmentRep => 2,
            Role::StrategicAccountManager => 3,
            Role::CustomerSuccessManager => 4,
            Role::ChannelManager => 5,
            Role::ExportManager => 6,
            Role::ProductSpecialist => 7,
            Role::BusinessDeveloper => 8,
            Role::SalesManager => 9,
        }
    }
}
