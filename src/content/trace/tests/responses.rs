//! Responses: when they are decided on, begin and end, and why.

use super::super::responses::entry;
use super::Naming;
use crate::plan::Plan;
use crate::run;
use crate::scenario::Scenario;

/// Two posts are vacant up to June and one later; the response adds a post of another team.
const TEXT: &str = r#"
format = 1
name = "Told"
start = "2016-04"
months = 9
team.t = { name = "Child in need", establishment = 2 }
team.u = { establishment = 1 }
leaving.annual_rate.all = 0
change.fewer = { from = "2016-07", until = "2016-10", set = { "team.t.establishment" = 1 } }
"#;

/// What is told of a response, by month.
fn told(response: &str) -> Vec<String> {
    let text = format!("{TEXT}[change.more]\nname = \"More\"\nset = {{ \"team.u.establishment\" = 2 }}\n{response}");
    let plan = Plan::new(Scenario::parse(&text).expect("a scenario"));
    let ledger = run::trace(&plan, crate::model::Replication::new(1));
    let of_month = |(month, now): (usize, &run::LedgerMonth)| {
        let naming = Naming { plan: &plan, month };
        let texts = now.events.iter().filter_map(|&event| entry(naming, &ledger, event));
        texts.map(|entry| format!("{month} {}", entry.text)).collect::<Vec<_>>()
    };
    ledger.steps().map(|(_, now)| now).enumerate().flat_map(of_month).collect()
}

const WHEN: &str = "when = { measure = \"vacancies\", team = \"t\", above = 1.5";

#[test]
fn a_response_says_why_it_begins_and_ends() {
    assert_eq!(
        told(&format!("{WHEN} }}")),
        [
            "0 Begins: More (Vacancies, Child in need: 2.0, above 1.5).",
            "4 Ended: More (Vacancies, Child in need: 1.0, not above 1.5).",
            "8 Begins: More (Vacancies, Child in need: 2.0, above 1.5)."
        ]
    );
    assert_eq!(
        told(&format!("{WHEN}, months = 2 }}\nstop = {{ below = 1.2, months = 2 }}\nafter = 1")),
        [
            "1 Decided, to begin in Jun 2016: More (Vacancies, Child in need: 2.0, above 1.5 at the end of each of 2 months).",
            "2 Begins, as decided in May 2016: More.",
            "5 Ended: More (Vacancies, Child in need: 1.0, below 1.2 at the end of each of 2 months)."
        ]
    );
    assert_eq!(
        told(&format!("{WHEN} }}\nuntil = \"2016-05\"")),
        ["0 Begins: More (Vacancies, Child in need: 2.0, above 1.5).", "2 Ended on its last date: More."]
    );
}
