//! Exports of a CRM and of a personnel system, laid into a scenario as they come.

use quarterdeck::scenario::{Closes, Loaded, Memory, OpenDeals, Scenario, Season, load};

const BASE: &str = "currency = \"EUR\"\nstart = 2027-01-01\nquarters = 4\ntarget = 1_000_000
[offers.platform]\ndeal-size = 20_000\nstages.Proposal = { advance = 0.5, weeks = 4 }
[regions.great-britain]\ninbound-leads-per-week = 1\nteam.account-executives.headcount = 1
[regions.germany]\ninbound-leads-per-week = 1\nteam.account-executives.headcount = 1\n";
const VARIANT: &str = "extends = \"base.toml\"\nroster = \"people.csv\"\npipeline = \"open.csv\"\n";
const PEOPLE: &str = "Employee;Team;Entry Date;Exit Date;Grade
Anna Berg;Germany;01.09.2020;;
Otto Alt;Germany;01.04.2019;30.09.2026;
Jo Hill;GREAT BRITAIN;13.11.2023;30.06.2027;
";

fn loaded(people: &str, open: &str) -> Loaded {
    let files = [("variant.toml", VARIANT), ("base.toml", BASE), ("people.csv", people), ("open.csv", open)];
    load("variant.toml", &[], &Memory::of(files))
}

fn read(people: &str, open: &str) -> (Scenario, String) {
    let loaded = loaded(people, open);
    let told = loaded.diagnostics.render(false);
    (loaded.scenario.unwrap_or_else(|| panic!("{told}")), told)
}

fn deals<'s>(scenario: &'s Scenario, region: &str) -> &'s [OpenDeals] {
    let region = scenario.regions.iter().find(|known| known.name == region).expect("a region");
    region.open_deals.as_deref().unwrap_or_default()
}

#[test]
fn a_report_of_salesforce_over_a_scenario_that_is_extended_becomes_open_deals() {
    let open = "\u{feff}Opportunity Name,Opportunity ID,Billing Country,Stage,Amount,Amount Currency,Close Date,CreatedDate,Opportunity Owner
First,006A,Germany,Proposal,\"65,300.00\",EUR,26.01.2027,25.12.2026,Anna Berg
Second,006B,great_britain,Proposal,\"10,900.00\",EUR,,18.09.2026,Jo Hill
Third,006C,Germany,Closed Won,\"1,000.00\",EUR,26.01.2026,25.12.2025,Otto Alt
Fourth,006D,Germany,Closed Lost,\"1,000.00\",EUR,26.01.2026,25.12.2025,Anna Berg
Fifth,006E,Germany,Proposal,,EUR,26.01.2027,25.12.2026,Anna Berg
Sixth,006F,Germany,Proposal,0.00,EUR,26.01.2027,25.12.2026,Anna Berg
Seventh,006G,Germany,Proposal,\"1,000.00\",EUR,26.02.2027,25.12.2026,Otto Alt
Grand Totals (7),,,,\"79,200.00\",,,,
Confidential Information - Do Not Distribute
\"Copyright 2026, all rights reserved\"
";
    let (scenario, told) = read(PEOPLE, open);
    let germany = deals(&scenario, "germany");
    let names: Vec<&str> = germany.iter().map(|deal| deal.name.as_str()).collect();
    assert_eq!(names, ["006A", "006G"]);
    assert_eq!(scenario.numbers.value(germany[0].amount), 65_300.0);
    assert_eq!(germany[0].owner.as_deref(), Some("Anna Berg"));
    assert_eq!(germany[1].owner, None, "who had left owns nothing");
    assert!(matches!(germany[0].closes, Some(Closes::In(week)) if week.0 == 3));
    assert_eq!(deals(&scenario, "great-britain")[0].name, "006B");
    let aside = "7 rows are set aside of `open.csv`: 2 closed already (from line 4), \
                 2 without an amount (from line 6), 3 of a footer (from line 9)";
    assert!(told.contains(aside), "{told}");
    assert!(
        told.contains("1 row is set aside of `people.csv`: 1 who left before the start (line 3)"),
        "{told}"
    );
}

#[test]
fn exports_of_pipedrive_and_hubspot_are_read_by_their_headings() {
    let pipedrive = "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Expected close date,Country
7,One,100,EUR,Proposal,open,2026-11-02,2027-03-01,germany\n8,Two,100,EUR,Proposal,lost,2026-11-02,2027-03-01,germany\n";
    let hubspot = "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Territory\n7,One,Proposal,100,2027-03-01,2026-11-02,GERMANY\n";
    let read = |open: &str| {
        let (scenario, _) = read(PEOPLE, open);
        let deals: Vec<_> = deals(&scenario, "germany")
            .iter()
            .map(|deal| (deal.name.clone(), deal.stage.clone(), deal.created, deal.closes))
            .collect();
        deals
    };
    assert_eq!(read(pipedrive).len(), 1);
    assert_eq!(read(pipedrive), read(hubspot));
}

#[test]
fn a_region_that_is_not_there_is_told_once_beside_all_else() {
    let open = "Opportunity ID,Region,Stage,Amount\n1,Germny,Proposal,100\n2,Germny,Propsal,100\n3,germny,Proposal,ten\n4,Atlantis,Proposal,5\n";
    let told = loaded(PEOPLE, open).diagnostics.render(false);
    assert_eq!(told.matches("there is no region").count(), 2, "{told}");
    assert!(told.contains("there is no region `Germny`, which 3 rows name"), "{told}");
    assert!(told.contains("did you mean `germany`?"), "{told}");
    assert!(told.contains("has a stage `Propsal`") && told.contains("`ten` is not a number"), "{told}");
}

#[test]
fn the_date_of_closing_counts_however_old_a_deal_is() {
    let open = |closes: &str| {
        let csv =
            format!("id,region,stage,amount,created,closes\n1,germany,Proposal,100,2020-01-06,{closes}\n");
        read(PEOPLE, &csv).1
    };
    assert!(open("").contains("long-open"));
    assert!(!open("2027-05-03").contains("long-open"));
}

#[test]
fn an_archetype_lays_no_closing_season_over_stages_with_weeks() {
    let plan = |offer: &str| {
        format!(
            "archetype = \"mid-market\"\ncurrency = \"EUR\"\nstart = 2027-01-01\nquarters = 4\ntarget = 1
[offers.product]\n{offer}\n[regions.home.team.account-executives]\nheadcount = 3\n"
        )
    };
    let season = |offer: &str| {
        let text = plan(offer);
        let loaded = load("plan.toml", &[], &Memory::of([("plan.toml", text.as_str())]));
        let scenario = loaded.scenario.unwrap_or_else(|| panic!("{}", loaded.diagnostics.render(false)));
        quarterdeck::model::compile(&scenario, &[]).expect("it can be played");
        scenario.regions[0].closing_season.clone()
    };
    assert_eq!(season("stages.a = { advance = 0.4, weeks = 9 }"), Season::neutral());
    assert_ne!(season("stages.a = { advance = 0.4 }"), Season::neutral());
}
