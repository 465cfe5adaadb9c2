//! Inputs in words, for readers who do not know their addresses.

use super::words;
use crate::scenario::Scenario;
use crate::units::Unit;

/// An input, or inputs that are drawn together, in words: `mean starters a month (Rolling campaign, MASH)`,
/// `leavers per person per year (4 inputs drawn together)`.
pub(crate) fn input_phrase(scenario: &Scenario, addresses: &[String]) -> String {
    let Some(first) = addresses.first() else { return String::new() };
    let of_input = || scenario.inputs.find(first).map(|input| scenario.inputs.get(input).doc);
    let of_setting = || scenario.settings.iter().find(|one| one.address == *first).map(|setting| setting.doc);
    let Some(doc) = of_input().or_else(of_setting) else { return first.clone() };
    let meaning = shortened(doc);
    let meaning = if first.ends_with(".duration_factor") { "how long cases stay open".to_owned() } else { meaning };
    let together = (addresses.len() > 1).then(|| format!("{} inputs drawn together", addresses.len()));
    let notes: Vec<String> = owner(scenario, first).into_iter().chain(together.or_else(|| band(first))).collect();
    if notes.is_empty() { meaning } else { format!("{meaning} ({})", notes.join("; ")) }
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
        Some((case, noun)) if case.starts_with("For a ") => noun,
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

/// The name of what an input belongs to: a team, a route and its stage, an intake, a stage of the pathway, a yearly effect or a change.
fn owner(scenario: &Scenario, address: &str) -> Option<String> {
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
        "intake" => scenario.intakes.iter().find(|intake| intake.id == id).map(|intake| intake.name.clone()),
        "pathway" => scenario.pathway.iter().find(|stage| stage.id == id).map(|stage| stage.name.clone()),
        "yearly" => scenario.yearly.iter().find(|effect| effect.id == id).map(|effect| effect.name.clone()),
        "change" => scenario.changes.iter().find(|change| change.id == id).map(|change| change.name.clone()),
        _ => None,
    }
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
