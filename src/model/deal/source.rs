//! Who brings deals.

/// Who brought a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Source {
    SelfSourced,
    Inbound,
    Customer,
    Partner,
    Show,
    /// Worked into a deal by a sales development rep.
    Developed,
    /// Found in a key account by its manager.
    KeyAccount,
    Tender,
}

impl Source {
    /// Every source, in the order of its number.
    pub const ALL: [Source; 8] = [
        Source::SelfSourced,
        Source::Inbound,
        Source::Customer,
        Source::Partner,
        Source::Show,
        Source::Developed,
        Source::KeyAccount,
        Source::Tender,
    ];

    /// What it is called in files and identifiers.
    pub const fn name(self) -> &'static str {
        match self {
            Source::SelfSourced => "self-sourced",
            Source::Inbound => "inbound",
            Source::Customer => "customer",
            Source::Partner => "partner",
            Source::Show => "show",
            Source::Developed => "developed",
            Source::KeyAccount => "key-account",
            Source::Tender => "tender",
        }
    }

    /// Whether such a deal is made with an account of the pool: customers, key accounts and who calls for bids are not in it.
    pub const fn takes_account(self) -> bool {
        !matches!(self, Source::Customer | Source::KeyAccount | Source::Tender)
    }
}
