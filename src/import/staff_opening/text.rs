//! The scenario as a file: its head, teams, routes and staff.

use std::fmt::Write as _;

use super::{OpeningRoute, OpeningUse, StaffOpening, TeamOpening};
use crate::import::assumptions::{self, PAY, PAY_NOTE, SLOWING, section};
use crate::import::case_holding::CaseHolding;
use crate::import::sentence;
use crate::import::staff_list::WINDOW_YEARS;
use crate::import::toml_text::{between, figure, percent, quoted};

impl StaffOpening {
    /// The scenario of so many months (at most 120), for a council of this name. What only the council knows is left blank.
    #[must_use]
    pub fn scenario(&self, name: &str, months: u32) -> String {
        [
            self.head(name, months),
            self.teams_text(),
            self.routes(),
            self.staff(),
            self.recruitment(),
            self.leaving_text(),
            self.yearly(),
            self.agency_text(),
            self.children(),
            assumptions::money(self.month),
            self.history(),
        ]
        .concat()
    }

    /// What was assumed, and what could not be placed.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let mut notes: Vec<String> = self.cases.iter().flat_map(|cases| cases.notes.clone()).collect();
        notes.extend(self.notes.iter().map(|note| sentence(note)));
        let experience = &self.experience;
        if self.starters.exposure == 0.0 {
            notes.push(
                "Nobody in the list had left by then, so it does not show how many leave or how many start and leave again: all rates are \
                 the pooled ones."
                    .to_owned(),
            );
        } else if experience.is_short {
            notes.push(format!(
                "The list has those who left from {} on, so its experience begins there and not {WINDOW_YEARS} years before.",
                experience.from
            ));
        }
        let [lost, won] = [self.yearly_leavers(), self.starters.rate() * self.heads() as f64];
        notes.push(format!(
            "At these rates {} people start and {} leave in a year at first: if that growth is not funded, lower the starters.",
            figure(won, 1),
            figure(lost, 1)
        ));
        if self.has_old_titles > 0 {
            notes.push(format!(
                "{} newly qualified with 18 months' service or more: taken as qualified.",
                self.has_old_titles
            ));
        }
        notes.push(
            "Everybody in the list is taken for a social worker with hours as listed; who held another job then, or worked other hours, \
             is not in it."
                .to_owned(),
        );
        if self.routes_fte_is_uneven() {
            notes.push("FTE per person is the mean of a route, so the FTE of a team may differ from the list; the sum does not.".to_owned());
        }
        notes.push(self.pooled_note());
        notes.push(PAY_NOTE.to_owned());
        notes
    }

    /// Which figures of England were used.
    fn pooled_note(&self) -> String {
        let year = self.england.year;
        let when = if self.england.is_later_than(self.month) {
            format!("of {year}, the first that there are, although they were not known in {}", self.month)
        } else {
            format!("of {year}, the latest that were published by {}", self.month)
        };
        let others = if self.census.is_some() { ", where there are no vacancies, and sickness are" } else { " is" };
        format!("Pooled rates are England's {when}. Agency cover{others} England's too.")
    }

    fn yearly_leavers(&self) -> f64 {
        let bands = &self.leaving;
        let of_months = |months: u32| {
            let years = |band: usize| f64::from(crate::import::england_2016::BANDS[band].from_years);
            let band = (0..bands.len()).rev().find(|&band| years(band) * 12.0 <= f64::from(months));
            band.and_then(|band| bands.get(band)).map_or(0.0, |(_, rate)| rate.rate())
        };
        let bins = self.teams.iter().flat_map(|team| team.bins.values());
        bins.map(|&(heads, months)| heads as f64 * of_months(mean_months(heads, months))).sum()
    }

    fn routes_fte_is_uneven(&self) -> bool {
        let mean = self.fte() / self.heads() as f64;
        self.teams.iter().any(|team| (team.fte - team.heads as f64 * mean).abs() >= 0.5)
    }

    fn head(&self, name: &str, months: u32) -> String {
        format!(
            "# {title}: written by `staffcast import` from {source}.\n\
             #\n\
             # It opens with the staff in post at the beginning of {month}. Rates are the council's own experience, shrunk towards what\n\
             # authorities have in common: the less there is of it, the more. Every value says where it comes from.\n\
             # `staffcast check` lists the blanks, which only the council can fill in.\n\n\
             format = 1\n\
             name = {name}\n\
             notes = [{notes}]\n\
             start = \"{start}\"\n\
             months = {months}\n\
             seed = 1\n\
             replications = 10_000\n",
            title = crate::scenario::shown(name),
            source = self.source,
            month = self.month,
            name = quoted(&format!("{}, from {}", crate::scenario::shown(name), self.month)),
            notes = quoted(&format!(
                "Written from {}{}. It contains none of the council's plans until you enter them.",
                self.source,
                self.cases.as_ref().map_or(String::new(), |cases| format!(", and cases from {}", cases.source))
            )),
            start = self.month.iso(),
        )
    }

    fn teams_text(&self) -> String {
        let mut text = section("Posts and agency staff");
        for team in &self.teams {
            let _ = write!(text, "\n[team.{}]\nname = {}\n{}", team.id, quoted(&team.name), self.posts(team));
            if let Some(leavers) = team.leavers {
                let _ = writeln!(
                    text,
                    "leavers_last_year = {{ value = {}, source = {}, evidence = \"local\" }}",
                    figure(leavers, 1),
                    quoted(&self.source)
                );
            }
            text += &self.caseload();
            text += self.published_caseload(team);
            let _ = write!(text, "\n[team.{}.agency]\nworkers = {}\n", team.id, team.agency_heads);
        }
        text
    }

    fn posts(&self, team: &TeamOpening) -> String {
        match (&self.census, self.use_of) {
            (Some(census), _) => format!(
                "establishment = {{ value = {}, source = {}, evidence = \"local\" }}\n",
                figure(team.fte + census.vacancies, 1),
                quoted(&format!(
                    "{}: {} FTE in post and {} vacancies",
                    self.source,
                    figure(team.fte, 1),
                    figure(census.vacancies, 1)
                ))
            ),
            (None, OpeningUse::Backtest) => format!(
                "establishment = {{ value = {}, source = {} }}\n",
                figure(team.fte + team.agency_fte / self.england.cover, 1),
                quoted(&format!(
                    "assumption: {} permanent FTE in post, and the vacancies of which agency workers would cover {} with {} FTE",
                    figure(team.fte, 1),
                    percent(self.england.cover),
                    figure(team.agency_fte, 1)
                ))
            ),
            (None, OpeningUse::Plan) => format!(
                "establishment = {{ blank = {} }}\n",
                quoted(&format!(
                    "{}: funded posts, FTE, filled or not; {} permanent FTE are in post",
                    team.name,
                    figure(team.fte, 1)
                ))
            ),
        }
    }

    /// The caseload of the one team of a census.
    fn caseload(&self) -> String {
        let (Some(census), Some(team)) = (&self.census, self.teams.first()) else { return String::new() };
        let holding = CaseHolding::new(team.fte, team.agency_fte, census.case_holders);
        format!(
            "\n[team.{}.caseload]\n\
             {}\
             {SLOWING}\
             case_holders = {{ value = {}, source = {}, evidence = \"local\" }}\n",
            team.id,
            holding.reference_text(census.cases, self.england.sickness),
            figure(holding.share(), 3),
            quoted(&format!(
                "{}: FTE of case holders and of those who hold cases; that all agency workers do is an assumption",
                self.source
            )),
        )
    }

    fn routes(&self) -> String {
        let fte = |route: OpeningRoute| {
            self.fte_per_head[route as usize].map_or(String::new(), |fte| {
                let source = quoted(&format!("{}: mean of those in post", self.source));
                format!("fte_per_head = {{ value = {}, source = {source} }}\n", figure(between(0.05, fte, 1.0), 3))
            })
        };
        format!(
            "{}\n\
             [route.social_worker]\n\
             name = \"Social worker\"\n\
             {}\n\
             [route.social_worker.stage.in_post]\n\
             {PAY}\n\
             [route.nqsw]\n\
             name = \"Newly qualified social worker\"\n\
             {}\n\
             [route.nqsw.stage.asye]\n\
             {}\
             pay = {{ value = 48_000, source = \"assumption: illustration\" }}\n\n\
             [route.nqsw.stage.qualified]\n\
             name = \"Qualified\"\n\
             pay = {{ value = 58_000, source = \"assumption: illustration\" }}\n",
            section("How people join"),
            fte(OpeningRoute::SocialWorker),
            fte(OpeningRoute::NewlyQualified),
            assumptions::asye_stage(),
        )
    }

    fn staff(&self) -> String {
        let mut text = section("Staff");
        text += "# People of a team with similar time in service, and how long they have been there on average.\n\n[staff]\n";
        let mut ids: Vec<String> = Vec::new();
        for team in &self.teams {
            for (bin, &(heads, months)) in &team.bins {
                let first = format!("{}_{}", team.id, bin.suffix());
                let others = (2..).map(|number| format!("{first}_{number}"));
                let id = std::iter::once(first.clone()).chain(others).find(|id| !ids.contains(id)).unwrap_or(first);
                let (route, stage) = match (bin.route, bin.is_asye) {
                    (OpeningRoute::SocialWorker, _) => ("social_worker", ""),
                    (OpeningRoute::NewlyQualified, true) => ("nqsw", ", stage = \"asye\""),
                    (OpeningRoute::NewlyQualified, false) => ("nqsw", ", stage = \"qualified\""),
                };
                let in_stage =
                    bin.months_in_stage().map_or(String::new(), |months| format!(", months_in_stage = {months}"));
                let _ = writeln!(
                    text,
                    "{id} = {{ team = \"{}\", route = \"{route}\"{stage}, heads = {heads}, months_in_service = {}{in_stage}, source = {} }}",
                    team.id,
                    mean_months(heads, months),
                    quoted(&self.source)
                );
                ids.push(id);
            }
        }
        text
    }
}

/// The mean of the months in service of some people, in whole months, so that it is in the same band as they are.
fn mean_months(heads: usize, months: u32) -> u32 {
    months / u32::try_from(heads).unwrap_or(u32::MAX).max(1)
}
