//! From the names that councils give their measures to the measures of the registry.
//!
//! A name is reduced to the words that tell measures apart. What could be two measures, or one only under a condition, is not decided here:
//! such a name has candidates, and the council says which it is.

use super::names::{ALONE, CANDIDATES, FILLERS, NAMES, PHRASES, SYNONYMS, TRADE_WORDS};
use crate::measures::Measure;

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LabelMeaning {
    /// A measure.
    Measure(&'static str),
    /// One of these measures, or none.
    Candidates(&'static [&'static str]),
    /// Nothing known.
    Unknown,
}

/// The words of a name in lower case, with signs of per cent as a word.
fn words(label: &str) -> Vec<String> {
    let text = label.to_lowercase().replace('%', " percent ").replace('\u{a3}', " pound ");
    text.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A name in which only letters and numbers count.
pub(super) fn normalised_label(label: &str) -> String {
    words(label).join(" ")
}

/// A word in the singular.
fn singular(word: &str) -> String {
    match word {
        "heads" | "status" | "is" | "less" | "s" => word.to_owned(),
        _ if word.len() > 4 && word.ends_with("ies") => format!("{}y", &word[..word.len() - 3]),
        _ if word.len() > 2 && word.ends_with('s') && !word.ends_with("ss") => word[..word.len() - 1].to_owned(),
        _ => word.to_owned(),
    }
}

/// The words that tell a name apart from others, in order.
fn essence(label: &str) -> String {
    let mut text = format!(" {} ", normalised_label(label));
    for (phrase, stands_for) in PHRASES {
        text = text.replace(&format!(" {phrase} "), &format!(" {stands_for} "));
    }
    let mut found: Vec<String> = Vec::new();
    for word in text.split_whitespace().map(singular) {
        if FILLERS.split(' ').any(|filler| filler == word) {
            continue;
        }
        let stands_for = SYNONYMS.iter().find(|(synonym, _)| *synonym == word).map_or(word.as_str(), |(_, word)| word);
        found.extend(stands_for.split_whitespace().map(str::to_owned));
    }
    found.sort_unstable();
    found.dedup();
    found.join(" ")
}

fn sorted(words: &str) -> String {
    let mut words: Vec<&str> = words.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

impl LabelMeaning {
    /// What a name stands for: the id of a measure is always that measure.
    pub fn of(label: &str) -> Self {
        let id = normalised_label(label).replace(' ', "_");
        if let Some(measure) = Measure::find(&id).filter(|_| label.trim().contains('_')) {
            return Self::Measure(measure.id);
        }
        let essence = essence(label);
        let is_it = |name: &&str| sorted(name) == essence;
        if let Some((measure, _)) = NAMES.iter().find(|(_, names)| names.iter().any(is_it)) {
            return Self::Measure(measure);
        }
        let candidates = CANDIDATES.iter().find(|(names, _)| names.iter().any(is_it));
        candidates.map_or(Self::Unknown, |(_, measures)| Self::Candidates(measures))
    }
}

/// Whether a text has only words of the trade, so that it names no person and may be shown.
pub(super) fn names_nobody(text: &str) -> bool {
    let of_tables =
        NAMES.iter().flat_map(|(_, names)| names.iter()).chain(CANDIDATES.iter().flat_map(|(names, _)| names.iter()));
    let mut known: Vec<&str> = of_tables.flat_map(|name| name.split(' ')).collect();
    known.extend(SYNONYMS.iter().map(|(word, _)| *word));
    known.extend(PHRASES.iter().flat_map(|(phrase, _)| phrase.split(' ')));
    known.extend([FILLERS, TRADE_WORDS].iter().flat_map(|words| words.split(' ')));
    let is_known = |word: &String| {
        let is_short_number = word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
        is_short_number || known.contains(&singular(word).as_str()) || known.contains(&word.as_str())
    };
    let words = words(text);
    // An initial and a word, or a word alone, may be somebody's name.
    let is_neutral = |word: &str| word.len() == 1 || FILLERS.split(' ').any(|filler| filler == word);
    let telling: Vec<&String> = words.iter().filter(|word| !is_neutral(word)).collect();
    let may_be_alone = match telling.as_slice() {
        [] => words.iter().any(|word| ALONE.split(' ').any(|alone| alone == word)),
        [word] => {
            LabelMeaning::of(text) != LabelMeaning::Unknown || ALONE.split(' ').any(|alone| alone == word.as_str())
        }
        _ => true,
    };
    may_be_alone && words.iter().all(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_have_their_measures() {
        for (label, measure) in [
            ("Permanent social workers in post (FTE)", "permanent_fte"),
            ("Permanent staff - headcount", "permanent_heads"),
            ("Agency FTE", "agency_fte"),
            ("Agency rate (FTE)", "agency_rate"),
            ("% agency staff (WTE)", "agency_rate"),
            ("agency_rate", "agency_rate"),
            ("Vacancy rate %", "vacancy_rate"),
            ("Turnover (rolling 12 months)", "turnover"),
            ("Average caseload per social worker", "caseload"),
            ("Number of referrals received", "referrals"),
            ("Contacts", "contacts"),
            ("Re-referrals", "re_referrals"),
            ("Section 47 enquiries started", "section_47_enquiries"),
            ("S47s", "section_47_enquiries"),
            ("Assessments completed", "assessments_completed"),
            ("% of assessments completed within 45 working days", "assessments_in_time_rate"),
            ("Children subject to a child protection plan", "on_child_protection_plan"),
            ("CP plans", "on_child_protection_plan"),
            ("New child protection plans", "child_protection_plans_started"),
            ("CIN plans", "children_in_need"),
            ("Looked after children", "looked_after"),
            ("CLA", "looked_after"),
            ("Total open cases", "open_cases"),
        ] {
            assert_eq!(LabelMeaning::of(label), LabelMeaning::Measure(measure), "{label}");
        }
    }

    #[test]
    fn what_could_be_several_measures_is_not_decided() {
        for label in [
            "Permanent staff",
            "Agency",
            "Agency rate",
            "Turnover",
            "Leavers",
            "Vacancies",
            "Agency spend",
            "Children in need",
        ] {
            assert!(matches!(LabelMeaning::of(label), LabelMeaning::Candidates(_)), "{label}");
        }
        for label in
            ["", "Re-referral rate", "Looked after children started", "Starters FTE", "Agency headcount", "Smith, Jane"]
        {
            assert_eq!(LabelMeaning::of(label), LabelMeaning::Unknown, "{label}");
        }
    }

    #[test]
    fn every_name_is_of_one_measure_that_exists_and_reads_as_itself() {
        let mut once = std::collections::BTreeSet::new();
        for (measure, names) in NAMES {
            assert!(Measure::find(measure).is_some(), "{measure}");
            for name in *names {
                assert!(once.insert(sorted(name)), "{name}");
                assert_eq!(LabelMeaning::of(name), LabelMeaning::Measure(measure), "{name}");
            }
        }
        for (names, measures) in CANDIDATES {
            assert!(measures.iter().all(|measure| Measure::find(measure).is_some()), "{measures:?}");
            for name in *names {
                assert!(once.insert(sorted(name)), "{name}");
                assert_eq!(LabelMeaning::of(name), LabelMeaning::Candidates(measures), "{name}");
            }
        }
    }

    #[test]
    fn only_words_of_the_trade_are_shown() {
        for text in [
            "Permanent staff (FTE)",
            "Health assessments within 20 days",
            "Contacts",
            "YTD",
            "Permanent staff",
            "Total",
        ] {
            assert!(names_nobody(text), "{text}");
        }
        for text in [
            "Jane Smith",
            "Caseload of Jane Smith",
            "QQ123456C",
            "9212044",
            "Re-referrals, May Grace",
            "Day",
            "A. Day",
            "S Case",
            "",
        ] {
            assert!(!names_nobody(text), "{text}");
        }
    }
}
