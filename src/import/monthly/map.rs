//! The file that says which name is which measure, and which column is which.

use std::collections::BTreeMap;

use super::labels::normalised_label;
use crate::import::sheet::{SheetError, toml_table};
use crate::measures::Measure;
use crate::scenario::shown;

/// How the figures of a measure that is a share are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShareForm {
    /// 0.87
    Share,
    /// 87
    Percentage,
}

/// What a name is said to stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum StatedMeaning {
    /// Nothing: it is left out.
    LeftOut,
    /// A measure, for a team and one of its parts if they are named.
    Measure { id: &'static str, team: Option<String>, of: Option<String> },
    /// A figure that is not simulated, with its name.
    Figure { name: String, is_share: bool },
}

/// What is said of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StatedLabel {
    /// The name as written in the file.
    pub written: String,
    pub meaning: StatedMeaning,
    pub form: Option<ShareForm>,
}

/// The team that a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TeamMeaning {
    /// All of them.
    Service,
    /// The one with this id.
    Team(String),
}

/// A file of headings for monthly figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeasureMap {
    /// Headings of columns, by key.
    columns: BTreeMap<&'static str, String>,
    /// By normalised name.
    labels: BTreeMap<String, StatedLabel>,
    /// By normalised name.
    teams: BTreeMap<String, TeamMeaning>,
}

/// The columns that a table may have besides months and measures.
const COLUMNS: [&str; 4] = ["month", "measure", "value", "team"];

/// What `team` and the values of `[teams]` say for the whole service.
const SERVICE: &str = "service";

impl MeasureMap {
    /// Reads the file: `[measures]` with a line for each name, `[teams]` likewise, and the headings of columns.
    ///
    /// # Errors
    /// [`SheetError`] if it is not TOML, or says something that is not known.
    pub fn parse(file: &str, text: &str) -> Result<Self, SheetError> {
        let table = toml_table(file, text)?;
        let mut map = Self::default();
        for (key, value) in &table {
            let wrong = |what: &str| Err(SheetError::new(format!("{file}, `{}`", shown(key)), what.to_owned()));
            match (key.as_str(), value, COLUMNS.iter().find(|column| *column == key)) {
                (_, toml::Value::String(heading), Some(column)) => {
                    map.columns.insert(column, heading.trim().to_owned());
                }
                (_, _, Some(_)) => return wrong("expected the heading of a column, in quotation marks"),
                ("measures", toml::Value::Table(labels), _) => map.read_labels(file, labels)?,
                ("teams", toml::Value::Table(teams), _) => map.read_teams(file, teams)?,
                ("measures" | "teams", ..) => return wrong("expected a table, such as [measures]"),
                _ => return wrong("unknown key; the keys are month, measure, value, team, [measures] and [teams]"),
            }
        }
        Ok(map)
    }

    fn read_labels(&mut self, file: &str, labels: &toml::Table) -> Result<(), SheetError> {
        for (label, value) in labels {
            let place = format!("{file}, `measures.{}`", shown(label));
            let stated = read_label(label, value).map_err(|what| SheetError::new(place.clone(), what))?;
            if self.labels.insert(normalised_label(label), stated).is_some() {
                return Err(SheetError::new(place, "this name is in the file twice".to_owned()));
            }
        }
        Ok(())
    }

    fn read_teams(&mut self, file: &str, teams: &toml::Table) -> Result<(), SheetError> {
        for (name, value) in teams {
            let toml::Value::String(id) = value else {
                let what = format!("expected the id of a team of the scenario, in quotation marks, or \"{SERVICE}\"");
                return Err(SheetError::new(format!("{file}, `teams.{}`", shown(name)), what));
            };
            let meaning = if id == SERVICE { TeamMeaning::Service } else { TeamMeaning::Team(id.clone()) };
            self.teams.insert(normalised_label(name), meaning);
        }
        Ok(())
    }

    /// What the file says of a name.
    pub(super) fn label(&self, label: &str) -> Option<&StatedLabel> {
        self.labels.get(&normalised_label(label))
    }

    /// All that it says of names.
    pub(super) fn labels(&self) -> impl Iterator<Item = &StatedLabel> {
        self.labels.values()
    }

    /// What the name of a team stands for.
    pub(super) fn team(&self, name: &str) -> Option<&TeamMeaning> {
        self.teams.get(&normalised_label(name))
    }

    /// The heading of a column.
    pub(super) fn column(&self, key: &str) -> Option<&str> {
        self.columns.get(key).map(String::as_str)
    }
}

/// What is said of a name: the id of a measure, `""`, or a table with more.
fn read_label(label: &str, value: &toml::Value) -> Result<StatedLabel, String> {
    let stated = |meaning, form| StatedLabel { written: label.to_owned(), meaning, form };
    let table = match value {
        toml::Value::String(id) if id.trim().is_empty() => return Ok(stated(StatedMeaning::LeftOut, None)),
        toml::Value::String(id) => {
            return Ok(stated(StatedMeaning::Measure { id: known_measure(id)?, team: None, of: None }, None));
        }
        toml::Value::Table(table) => table,
        _ => {
            return Err("expected the id of a measure, in quotation marks, \"\" to leave it out, or a table".to_owned());
        }
    };
    if let Some(key) = table.keys().find(|key| !["measure", "team", "of", "figure", "unit"].contains(&key.as_str())) {
        return Err(format!("unknown key `{}`; the keys are measure, team, of, figure and unit", shown(key)));
    }
    let text = |key: &str| match table.get(key) {
        None => Ok(None),
        Some(toml::Value::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(format!("`{key}`: expected a text in quotation marks")),
    };
    let unit = text("unit")?;
    let form = match unit {
        Some("share") => Some(ShareForm::Share),
        Some("percent") => Some(ShareForm::Percentage),
        Some("number") | None => None,
        Some(other) => {
            return Err(format!("`unit` is \"{}\"; expected \"share\", \"percent\" or \"number\"", shown(other)));
        }
    };
    let of_measure = text("team")?.is_some() || text("of")?.is_some();
    match (text("measure")?, text("figure")?) {
        (Some(id), None) => {
            let team = text("team")?.filter(|id| *id != SERVICE).map(str::to_owned);
            let meaning = StatedMeaning::Measure { id: known_measure(id)?, team, of: text("of")?.map(str::to_owned) };
            Ok(stated(meaning, form))
        }
        (None, Some(name)) if !of_measure && !name.trim().is_empty() => {
            let is_share = form.is_some() || unit.is_none();
            Ok(stated(StatedMeaning::Figure { name: name.to_owned(), is_share }, form))
        }
        _ => Err("expected either `measure`, with `team` and `of` if it needs them, or `figure`, the name of a figure that is not simulated".to_owned()),
    }
}

/// The measure with this id.
fn known_measure(id: &str) -> Result<&'static str, String> {
    if let Some(measure) = Measure::find(id) {
        return Ok(measure.id);
    }
    let near = |known: &&&Measure| strsim::jaro_winkler(known.id, id);
    let best = Measure::ALL.iter().max_by(|one, other| near(one).total_cmp(&near(other)));
    let hint =
        best.filter(|best| near(best) > 0.8).map_or(String::new(), |best| format!("; did you mean `{}`?", best.id));
    Err(format!("no measure is called `{}`{hint} (docs/measures.md lists them)", shown(id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_read_and_what_it_cannot_mean_is_refused_at_its_key() {
        let text = "team = \"Unit\"\n[measures]\n\"Permanent staff\" = \"permanent_fte\"\nYTD = \"\"\n\
                    Spend = { measure = \"cost\", of = \"agency\" }\n[teams]\n\"Duty team\" = \"front_door\"\nAll = \"service\"\n";
        let map = MeasureMap::parse("m.toml", text).unwrap();
        assert_eq!(map.column("team"), Some("Unit"));
        let meaning = |label| map.label(label).map(|stated| stated.meaning.clone());
        let id = StatedMeaning::Measure { id: "permanent_fte", team: None, of: None };
        assert_eq!(meaning("permanent  STAFF"), Some(id));
        assert_eq!(meaning("ytd"), Some(StatedMeaning::LeftOut));
        let cost = StatedMeaning::Measure { id: "cost", team: None, of: Some("agency".to_owned()) };
        assert_eq!(meaning("Spend"), Some(cost));
        assert_eq!(map.team("duty team"), Some(&TeamMeaning::Team("front_door".to_owned())));
        assert_eq!((map.team("all"), map.team("x")), (Some(&TeamMeaning::Service), None));
        let error = |text: &str| MeasureMap::parse("m.toml", text).unwrap_err().to_string();
        assert_eq!(
            error("[measures]\nA = \"agency_rat\"\n"),
            "m.toml, `measures.A`: no measure is called `agency_rat`; did you mean `agency_rate`? (docs/measures.md lists them)"
        );
        assert!(error("[measure]\n").starts_with("m.toml, `measure`: expected the heading"));
        assert!(error("months = 1\n").starts_with("m.toml, `months`: unknown key"));
        assert!(error("[measures]\nA = { unit = \"share\" }\n").contains("expected either `measure`"));
        assert!(error("[measures]\nA = { measure = \"cost\", unit = \"k\" }\n").contains("`unit` is \"k\""));
        assert!(error("[measures]\nA = \"cost\"\n\"a!\" = \"cost\"\n").contains("twice"));
        assert!(error("a = 1\nb\n").starts_with("m.toml, line 2: this is not TOML"));
    }
}
