//! What a scenario says about itself: what it is for, what is to be decided, who wrote it and when.

use crate::scenario::declare::Table;

/// What a scenario says about itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct ScenarioDetails {
    /// What it describes.
    pub description: Option<String>,
    /// What is to be decided with it.
    pub decision: Option<String>,
    /// Who answers for it.
    pub author: Option<String>,
    /// The day whose knowledge it has.
    pub as_at: Option<String>,
    /// Its status, such as draft.
    pub status: Option<String>,
}

impl ScenarioDetails {
    /// The keys.
    pub(crate) const KEYS: [&'static str; 5] = ["description", "decision", "author", "as_at", "status"];

    pub(crate) fn read(t: &mut Table<'_>) -> Self {
        Self {
            description: t
                .text("description", "What the scenario describes, in a sentence or two, for readers of the results."),
            decision: t.text("decision", "What is to be decided with it; the first thing on the page."),
            author: t.text("author", "Who answers for the scenario."),
            as_at: t.day("as_at", "The day whose knowledge the scenario has, such as \"2016-01-29\"."),
            status: t.text("status", "Its status, such as \"draft\" or \"approved by the board\"."),
        }
    }

    /// Author, day and status in a line; `None` if none is given.
    pub(crate) fn byline(&self) -> Option<String> {
        let author = self.author.clone();
        let as_at = self.as_at.as_ref().map(|day| format!("as at {day}"));
        let status = self.status.clone();
        let given: Vec<String> = [author, as_at, status].into_iter().flatten().collect();
        (!given.is_empty()).then(|| format!("{}.", given.join(", ")))
    }

    /// Key, name and words of those that are given.
    pub(crate) fn given(&self) -> impl Iterator<Item = (&'static str, &'static str, &str)> {
        const NAMES: [&str; 5] = ["Description", "Decision", "Author", "As at", "Status"];
        let words = [&self.description, &self.decision, &self.author, &self.as_at, &self.status];
        let all = Self::KEYS.into_iter().zip(NAMES).zip(words);
        all.filter_map(|((key, name), words)| Some((key, name, words.as_deref()?)))
    }
}
