//! Keys of what a company undertakes: launches, research, initiatives. Money is in base currency.

use super::{Key, Keys, Reads, duration, money, rate, share};

pub static LAUNCH: Keys = Keys {
    what: "a launch",
    keys: &[
        Key::new("offer", Reads::Text, "Offer that is launched: before, it is not sold").required(),
        Key::new("on", Reads::When, "Quarter or date of the launch where a region states none"),
        Key::new(
            "regions",
            Reads::Tables(&LAUNCH_REGION),
            "Regions in which it is launched; by default all that sell it. In others it is sold from the start",
        ),
        Key::measured(
            "ramp-weeks",
            duration().between(0.0, 1_040.0).neutral(0.0),
            "Weeks until the offer has its full weight in the mix, on an s-curve",
        ),
        Key::measured(
            "added-share",
            share().neutral(0.0),
            "Share of the offer's deals that come on top; the others take the place of deals of other offers",
        ),
        Key::measured("cost", money().neutral(0.0), "What the launch costs in each region"),
    ],
};

pub static LAUNCH_REGION: Keys = Keys {
    what: "a region of a launch",
    keys: &[
        Key::new("on", Reads::When, "Quarter or date of the launch here"),
        Key::measured("cost", money(), "What the launch costs here"),
    ],
};

pub static RESEARCH: Keys = Keys {
    what: "research",
    keys: &[
        Key::new("narrows", Reads::Text, "Address of the uncertain number that it asks about").required(),
        Key::new("on", Reads::When, "Quarter or date in which it is bought").required(),
        Key::measured("cost", money().neutral(0.0), "What it costs"),
        Key::new(
            "takes-weeks",
            Reads::Exact(duration().between(0.0, 520.0).neutral(0.0)),
            "Weeks until the answer is there",
        ),
        Key::new(
            "accuracy",
            Reads::Exact(share()),
            "Share of what is uncertain about the number that the answer resolves: 0 none, 1 all",
        )
        .required(),
        Key::new("region", Reads::Text, "Region that pays; by default the number's, else the first"),
    ],
};

pub static INITIATIVE: Keys = Keys {
    what: "an initiative",
    keys: &[
        Key::new("on", Reads::When, "Quarter or date in which it begins").required(),
        Key::new("weeks", Reads::Spread(duration()), "Weeks it lasts; without the key to the end"),
        Key::measured(
            "adoption-weeks",
            duration().between(0.0, 1_040.0).neutral(0.0),
            "Weeks until everybody works with it, on an s-curve",
        ),
        Key::measured("cost", money().neutral(0.0), "What it costs once, when it begins"),
        Key::measured("cost-per-year", money().flow().neutral(0.0), "What it costs while it lasts"),
        Key::new(
            "regions",
            Reads::ExactNumbers(rate()),
            "Weights by which regions share the cost; by default those whose numbers it moves, all alike",
        ),
        Key::new("set", Reads::Changes, "Numbers that take this value once it is adopted, by address"),
        Key::new("times", Reads::Changes, "Numbers that are multiplied once it is adopted, by address"),
        Key::new("add", Reads::Changes, "Numbers that are added to once it is adopted, by address"),
    ],
};
