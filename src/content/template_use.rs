//! What is left of a template in a scenario: `check`, the page and the screen of a run say it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::page::{Prose, Span};
use super::words;
use crate::scenario::templates::TEMPLATES;
use crate::scenario::{Kind, Scenario};

/// The numbers of the templates, each by name.
static NUMBERS: LazyLock<Vec<(&str, GivenNumbers)>> = LazyLock::new(|| {
    let read = TEMPLATES.into_iter().filter_map(|template| {
        let scenario = Scenario::parse(template.text()).ok()?;
        Some((template.name, GivenNumbers::of(&scenario)))
    });
    read.collect()
});

/// What is left of a template in a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TemplateUse {
    /// Name of the template.
    pub template: &'static str,
    /// Numbers that the scenario gives.
    pub given: usize,
    /// Numbers with the value of the template.
    pub unchanged: usize,
    /// Addresses of the numbers with another value under the template's source, in the order of the file.
    pub renewed: Vec<String>,
}

impl TemplateUse {
    /// The use of the template that a scenario was made from; `None` if it was made from none.
    pub(crate) fn of(scenario: &Scenario) -> Option<Self> {
        /// A scenario was made from a template if at least one in so many of its numbers is unchanged.
        const LEAST_SHARE: usize = 3;
        let numbers = GivenNumbers::of(scenario);
        let uses = NUMBERS.iter().map(|(name, template)| Self::new(&numbers, name, template));
        let most = uses.max_by_key(|used| used.unchanged);
        most.filter(|used| used.unchanged > 0 && LEAST_SHARE * used.unchanged >= used.given)
    }

    fn new(numbers: &GivenNumbers, name: &'static str, template: &GivenNumbers) -> Self {
        let mut used = Self { template: name, given: numbers.list.len(), unchanged: 0, renewed: Vec::new() };
        let template: BTreeMap<&str, &GivenNumber> =
            template.list.iter().map(|number| (number.address.as_str(), number)).collect();
        for number in &numbers.list {
            let Some(of_template) = template.get(number.address.as_str()) else { continue };
            if of_template.text == number.text {
                used.unchanged += 1;
            } else if number.source.is_some() && number.source == of_template.source {
                used.renewed.push(number.address.clone());
            }
        }
        used
    }

    /// For example ``49 of 52 numbers are unchanged from the template `one-team` ``.
    pub(crate) fn unchanged_words(&self) -> String {
        format!("{} `{}`", self.unchanged_in(), self.template)
    }

    /// The same as a sentence, with the number of new values under the template's source.
    pub(crate) fn sentence(&self) -> String {
        let renewed = self.renewed_words().map_or(String::new(), |words| format!("; {words}"));
        format!("{}{renewed}.", self.unchanged_words())
    }

    /// The same as running text, with the addresses of the new values.
    pub(crate) fn prose(&self) -> Prose {
        let words = |words: &str| Span::Words(words.to_owned());
        let mut spans = vec![words(&format!("{} ", self.unchanged_in())), Span::Code(self.template.to_owned())];
        if let Some(renewed) = self.renewed_words() {
            spans.push(words(&format!("; {renewed}: ")));
            for (place, address) in self.renewed.iter().enumerate() {
                spans.extend((place > 0).then(|| words(", ")));
                spans.push(Span::Address(address.clone()));
            }
        }
        spans.push(words("."));
        Prose(spans)
    }

    fn unchanged_in(&self) -> String {
        let [unchanged, given] = [self.unchanged, self.given].map(|number| words::whole(number as u64));
        format!("{unchanged} of {given} numbers are unchanged from the template")
    }

    fn renewed_words(&self) -> Option<String> {
        let renewed = words::whole(self.renewed.len() as u64);
        match self.renewed.len() {
            0 => None,
            1 => Some(format!("{renewed} has been changed but still cites the template's source")),
            _ => Some(format!("{renewed} have been changed but still cite the template's source")),
        }
    }
}

/// The numbers that a scenario gives, except those of the run, in the order of the file.
struct GivenNumbers {
    list: Vec<GivenNumber>,
}

/// A number that a file gives: an input, or a plain number such as heads.
struct GivenNumber {
    address: String,
    /// As the file writes it.
    text: String,
    source: Option<String>,
}

impl GivenNumbers {
    fn of(scenario: &Scenario) -> Self {
        const OF_THE_RUN: [&str; 5] = ["format", "start", "months", "seed", "replications"];
        let inputs = scenario.inputs.list.iter().filter_map(|input| {
            // A distribution or a table with a source is compared by its value, not by its layout.
            let text = input.place.map(|_| format!("{:?}", input.value))?;
            Some(GivenNumber { address: input.address.clone(), text, source: input.source.clone() })
        });
        let is_number = |kind: &Kind| matches!(kind, Kind::Whole(..) | Kind::Plain(..));
        let settings = scenario.settings.iter().filter(move |setting| is_number(&setting.kind));
        let settings = settings.filter(|setting| !OF_THE_RUN.contains(&setting.address.as_str()));
        let settings = settings.map(|setting| GivenNumber {
            address: setting.address.clone(),
            text: scenario.sources.said(setting.place),
            source: setting.source.clone(),
        });
        Self { list: inputs.chain(settings).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::SMALL;
    use crate::scenario::templates::ONE_TEAM;

    fn used(text: &str) -> Option<TemplateUse> {
        TemplateUse::of(&Scenario::parse(text).unwrap())
    }

    #[test]
    fn a_template_is_wholly_its_own_and_another_scenario_is_none() {
        let whole = used(ONE_TEAM.text()).unwrap();
        assert_eq!((whole.template, whole.unchanged), ("one-team", whole.given));
        assert_eq!(
            whole.sentence(),
            format!("{0} of {0} numbers are unchanged from the template `one-team`.", whole.given)
        );
        assert_eq!(used(SMALL), None);
    }

    #[test]
    fn a_new_value_under_the_old_source_is_counted() {
        let (old, new) = ("establishment = { value = 16,", "establishment = { value = 18,");
        let whole = used(ONE_TEAM.text()).unwrap();
        assert!(ONE_TEAM.text().contains(old));
        let renewed = used(&ONE_TEAM.text().replacen(old, new, 1)).unwrap();
        assert_eq!((renewed.unchanged, renewed.given), (whole.given - 1, whole.given));
        assert_eq!(renewed.renewed.len(), 1);
        assert!(renewed.renewed[0].ends_with(".establishment"), "{:?}", renewed.renewed);
        assert!(renewed.sentence().ends_with("; 1 has been changed but still cites the template's source."));
    }
}
