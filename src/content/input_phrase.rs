//! Inputs in words, for readers who do not know their addresses.

use super::words;
use crate::scenario::Scenario;
use crate::units::Unit;

/// An input, or inputs that are drawn together, in words: `mean starters a month (Rolling campaign, MASH)`,
/// `leavers per person per year (4 inputs drawn together)`.
pub(crate) fn input_phrase(scenario: &Scenario, addresses: &[String]) -> String {
    let Some(first) = addresses.first() else { return String::new() };
    let InputParts { meaning, owner, band } = parts(scenario, first);
    let together = (addresses.len() > 1).then(|| format!("{} inputs drawn together", addresses.len()));
    let notes: Vec<String> = owner.into_iter().chain(together.or(band)).collect();
    if notes.is_empty() { meaning } else { format!("{meaning} ({})", notes.join("; ")) }
}

/// An input in words.
pub(crate) struct InputParts {
    /// What it is: `leavers per person per year`; its address, if the scenario has no such input.
    pub meaning: String,
    /// What it belongs to: `MASH`; `None` for the service.
    pub owner: Option<String>,
    /// For a rate of leaving, the time in service; for a group of staff, who they are.
    pub band: Option<String>,
}

/// The parts of an input's words.
pub(crate) fn parts(scenario: &Scenario, address: &str) -> InputParts {
    let of_input = || scenario.inputs.find(address).map(|input| scenario.inputs.get(input).doc);
    let of_setting = || scenario.settings.iter().find(|one| one.address == *address).map(|setting| setting.doc);
    let Some(doc) = of_input().or_else(of_setting) else {
        return InputParts { meaning: address.to_owned(), owner: None, band: None };
    };
    let is_duration = address.ends_with(".duration_factor");
    let meaning = if is_duration { "how long cases stay open".to_owned() } else { shortened(doc) };
    InputParts {
        meaning,
        owner: owner(scenario, address),
        band: band(address).or_else(|| staff_words(scenario, address)),
    }
}

/// The phrase with its unit, where neither it nor the value shows it: `Funded posts (Child in need), FTE`. Where a team may have its own value,
/// this is that of the service.
pub(crate) fn label(phrase: &str, unit: Option<Unit>) -> String {
    const SHOWN: [Unit; 6] =
        [Unit::Fte, Unit::Heads, Unit::CasesPerFte, Unit::Months, Unit::HoursPerWeek, Unit::WeeksPerYear];
    let phrase = phrase.strip_suffix(", in the service or in the team").unwrap_or(phrase);
    let unit = unit.filter(|unit| SHOWN.contains(unit)).map(Unit::words);
    let unit = unit.filter(|unit| !phrase.contains(unit)).map_or(String::new(), |unit| format!(", {unit}"));
    format!("{}{unit}", words::capital(phrase))
}

/// The noun at the head of the meaning of a key: without the case in which it applies, its explanation and its code.
fn shortened(meaning: &str) -> String {
    let noun = match meaning.split_once(": ") {
        Some((case, noun)) if case.starts_with("For a ") || case.starts_with("With ") => noun,
        _ => meaning,
    };
    let ends = [
        " among staff in this band",
        "; ",
        ": ",
        " (",
        ". ",
        ", which ",
        ", full-time",
        ", rounded",
        ", above and below",
        ", with `when`",
        ", in the month",
    ];
    let end = ends.iter().filter_map(|&end| noun.find(end)).min().unwrap_or(noun.len());
    words::uncapitalised(&noun[..end].trim_end_matches('.').replace('`', ""))
}

/// The time in service of a leaving rate: `under 2y`; `None` for one of all staff, or another input.
fn band(address: &str) -> Option<String> {
    let (parent, band) = address.rsplit_once('.')?;
    let is_band = parent.ends_with("leaving") || parent == "leaving.annual_rate";
    (is_band && (band.starts_with("under_") || band.starts_with("from_"))).then(|| band.replace('_', " "))
}

/// Who the people of a group of staff are: `newly qualified social worker, first year (ASYE), 6 months in service`.
fn staff_words(scenario: &Scenario, address: &str) -> Option<String> {
    let id = address.strip_prefix("staff.")?.split('.').next()?;
    let group = scenario.staff.iter().find(|group| group.id == id)?;
    let route = &scenario.routes[group.route];
    let has_several = route.stages.len() > 1;
    let stage = || format!(", {}", words::uncapitalised(&route.stages[group.stage].name));
    let stage = if has_several { stage() } else { String::new() };
    let months = words::counted(group.months_in_service.into(), "month", "months");
    Some(format!("{}{stage}, {months} in service", words::uncapitalised(&route.name)))
}

/// The name of what an input belongs to: a team, a route and its stage, an intake, a stage of the pathway, a yearly effect or a change.
pub(crate) fn owner(scenario: &Scenario, address: &str) -> Option<String> {
    let path: Vec<&str> = address.split('.').collect();
    let [section, id, ..] = path[..] else { return None };
    match section {
        "team" => scenario.teams.find(|team| team.id == id).map(|team| scenario.teams[team].name.clone()),
        "route" => {
            let route = scenario.routes.iter().find(|route| route.id == id)?;
            let stage = path.get(3).and_then(|&id| route.stages.iter().find(|stage| stage.id == id));
            Some(stage.map_or_else(
                || route.name.clone(),
                |stage| format!("{}: {}", route.name, words::uncapitalised(&stage.name)),
            ))
        }
        "staff" => {
            let group = scenario.staff.iter().find(|group| group.id == id)?;
            Some(scenario.teams[group.team].name.clone())
        }
        "budget" => Some(format!("Budget: {}", id.replace('_', " "))),
        "target" => Some(format!("Target: {}", id.replace('_', " "))),
        "intake" => intake_name(scenario, id, &path),
        "pathway" => scenario.pathway.iter().find(|stage| stage.id == id).map(|stage| stage.name.clone()),
        "yearly" => scenario.yearly.iter().find(|effect| effect.id == id).map(|effect| effect.name.clone()),
        "change" => scenario.changes.iter().find(|change| change.id == id).map(|change| change.name.clone()),
        _ => None,
    }
}

/// The name of an intake; with its team for what is of one team, without for what several teams share.
fn intake_name(scenario: &Scenario, id: &str, path: &[&str]) -> Option<String> {
    let arrivals = || scenario.intakes.iter().filter(|intake| intake.id == id);
    let first = arrivals().next()?;
    if let Some(team) = path.iter().skip_while(|&&part| part != "teams").nth(1) {
        let of_team = arrivals().find(|one| scenario.teams[one.team].id == *team);
        return Some(of_team.unwrap_or(first).name.clone());
    }
    let is_shared = arrivals().any(|one| one.team != first.team);
    let shared = first.name.strip_suffix(&format!(", {}", scenario.teams[first.team].name)).filter(|_| is_shared);
    Some(shared.unwrap_or(&first.name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEREFORDSHIRE: &str = include_str!("../../scenarios/herefordshire-2016.toml");

    fn phrase(addresses: &[&str]) -> String {
        let scenario = Scenario::parse(HEREFORDSHIRE).expect("a scenario");
        input_phrase(&scenario, &addresses.iter().map(|&address| address.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn an_intake_of_several_teams_is_named_with_the_team_that_is_meant() {
        let text = HEREFORDSHIRE.replace(
            "[intake.nqsw_april_2016]",
            "[intake.split]\nname = \"Every September\"\nroute = \"nqsw\"\nmonth = \"2016-09\"\nteams = { mash = 2, cin = 3 }\n\n[intake.nqsw_april_2016]",
        );
        let scenario = Scenario::parse(&text).expect("a scenario");
        let owner = |address: &str| owner(&scenario, address).expect("an owner");
        let team = |id: &str| scenario.teams.iter().find(|team| team.id == id).expect("a team").name.clone();
        assert_eq!(owner("intake.split.teams.cin"), format!("Every September, {}", team("cin")));
        assert_eq!(owner("intake.split.teams.mash"), format!("Every September, {}", team("mash")));
        assert_eq!(owner("intake.split.month"), "Every September");
    }

    #[test]
    fn an_input_is_its_meaning_and_what_it_belongs_to() {
        assert_eq!(
            phrase(&["intake.campaign_cin.per_month"]),
            "mean starters a month (Rolling campaign, child in need)"
        );
        assert_eq!(
            phrase(&["route.nqsw.stage.asye.completion"]),
            "probability of moving on to the next stage at the end of this one (Newly qualified social worker (ASYE): assessed and \
             supported year in employment)"
        );
        assert_eq!(phrase(&["agency.cover"]), "share of its gaps that the service covers with agency staff");
        assert_eq!(phrase(&["team.mash.caseload.slowing"]), "slowing under pressure (MASH and assessment)");
        assert_eq!(phrase(&["pathway.assessment.duration_factor"]), "how long cases stay open (Assessment)");
    }

    #[test]
    fn inputs_drawn_together_are_counted() {
        let bands = ["leaving.annual_rate.under_2y", "leaving.annual_rate.from_2y"];
        let expected = "leavers per person per year (2 inputs drawn together)";
        assert_eq!(phrase(&bands), expected);
        assert_eq!(phrase(&bands[..1]), "leavers per person per year (under 2y)");
    }

    #[test]
    fn no_input_of_a_scenario_is_without_words() {
        let scenario = Scenario::parse(HEREFORDSHIRE).expect("a scenario");
        for input in &scenario.inputs.list {
            let phrase = input_phrase(&scenario, std::slice::from_ref(&input.address));
            assert!(
                !phrase.contains('`') && !phrase.contains(&input.address) && phrase.len() > 3,
                "{}: {phrase}",
                input.address
            );
        }
    }
}
