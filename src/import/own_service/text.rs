//! The scenario as a file: its head, teams, agency staff and the question.

use std::fmt::Write as _;

use super::{OWN, OwnService, OwnTeam};
use crate::import::assumptions::{
    self, ASYE_COVER, ASYE_LOAD, AgencyPrices, HOURS_PER_WEEK, MOST_COVER, PAID_WEEKS, SETTLES_BELOW, SLOWING, section,
};
use crate::import::case_holding::CaseHolding;
use crate::import::staff_opening::team_ids;
use crate::import::toml_text::{between, figure, percent, quoted, whole};
use crate::scenario::plausibility::Figure;
use crate::scenario::shown;

/// An input that was entered.
pub(super) fn own(value: &str) -> String {
    format!("{{ value = {value}, source = {}, evidence = \"local\" }}", quoted(OWN))
}

/// Agency posts below this are none, FTE.
const NONE: f64 = 0.05;

impl OwnService {
    /// The scenario. All in it that is not an assumption or England's was entered.
    pub(crate) fn scenario(&self) -> String {
        let ids = team_ids(self.teams.iter().map(|team| team.name.as_str()));
        let mut text = [
            self.head(),
            self.teams_text(&ids),
            self.staff(&ids),
            self.joining(&ids),
            self.leaving_text(),
            self.agency_text(),
            self.children(&ids),
            assumptions::prices(self.start),
            self.yearly(&ids),
        ]
        .concat();
        if let Some((rate, by)) = self.question {
            let _ = write!(
                text,
                "{}\n\
                 [target.agency_rate]\n\
                 source = \"the question entered on the planning page\"\n\
                 measure = \"agency_rate\"\n\
                 at_most = {}\n\
                 by = \"{}\"\n",
                section("The question"),
                figure(rate, 4),
                by.iso()
            );
        }
        text
    }

    fn head(&self) -> String {
        let name = shown(&self.name);
        let notes: Vec<String> = self.notes().iter().map(|note| format!("    {},\n", quoted(note))).collect();
        format!(
            "# {name}: written by the planning page from what was entered there.\n\
             #\n\
             # Figures with the source \"{OWN}\" were entered. All others are England's or\n\
             # assumptions, and say so. It contains no plan: no change and no response.\n\n\
             format = 1\n\
             name = {quoted_name}\n\
             notes = [\n{notes}]\n\
             start = \"{start}\"\n\
             months = {months}\n\
             seed = 1\n\
             replications = 10_000\n",
            quoted_name = quoted(&name),
            notes = notes.concat(),
            start = self.start.iso(),
            months = self.months(),
        )
    }

    /// What was made of the figures, a sentence each.
    pub(crate) fn notes(&self) -> Vec<String> {
        let england = self.england();
        let mut notes = vec![
            "It contains none of the service's plans until you enter them.".to_owned(),
            format!(
                "Time in service is that of England's social workers in 2016, and leaving differs by it as there: {} a year over all in post.",
                percent(self.leavers())
            ),
            format!(
                "Starters join the teams in proportion to funded posts: {} experienced a year.",
                figure(self.experienced(), 1)
            ),
        ];
        let first_year: u32 = self.first_year().iter().sum();
        if first_year > 0 {
            notes.push(format!(
                "{first_year} of those in post are taken to be newly qualified, in their first year since last September."
            ));
        }
        if self.teams.iter().any(|team| team.agency.is_none() && team.vacancies() > 0.0) {
            notes.push(format!(
                "Where no agency staff were entered, they cover {} of vacancies, as in England in {}.",
                percent(england.cover),
                england.year
            ));
        }
        if let Some(cost) = self.agency_cost {
            notes.push(format!(
                "The agency charge is £{} an hour: £{} over {HOURS_PER_WEEK} hours and {PAID_WEEKS} weeks.",
                figure(charge_per_hour(cost), 2),
                whole(cost)
            ));
        }
        notes.extend(self.note_on_cases());
        if self.is_uneven() {
            notes.push("FTE per person is the mean of the service, so the FTE of a team may differ a little from the entry; the sum does not.".to_owned());
        }
        let others = match (self.permanent_cost, self.agency_cost) {
            (None, None) => "Pay and agency charges are those",
            (None, Some(_)) => "Pay is that",
            (Some(_), None) => "Agency charges are those",
            (Some(_), Some(_)) => return notes,
        };
        notes.push(format!(
            "{others} of another council (St Helens 2025): costs are illustrations until you enter your own."
        ));
        notes
    }

    /// How long cases stay open, and whether that is usual.
    fn note_on_cases(&self) -> Option<String> {
        let months = self.months_open()?;
        let flow = self.cases() / months;
        let mut note = format!(
            "A case stays open for {} months: {} open cases over {} a month that open, so that demand and cases are in balance.",
            figure(months, 1),
            figure(self.cases(), 0),
            figure(flow, 1)
        );
        let (low, high) = Figure::MonthsInNeed.published()?.usual();
        if !(low..=high).contains(&months) {
            let _ = write!(
                note,
                " That is outside the {} to {} months that eight in ten English authorities show: check both figures.",
                figure(low, 1),
                figure(high, 1)
            );
        }
        Some(note)
    }

    fn teams_text(&self, ids: &[String]) -> String {
        let mut text = section("Posts and agency staff");
        let (workers, uncovered) = (self.agency_workers(), self.uncovered());
        for (((team, id), workers), uncovered) in self.teams.iter().zip(ids).zip(workers).zip(uncovered) {
            let _ = write!(
                text,
                "\n[team.{id}]\n\
                 name = {}\n\
                 establishment = {}\n\
                 {}\n\
                 [team.{id}.agency]\n\
                 workers = {workers}\n\
                 {}",
                quoted(&shown(&team.name)),
                own(&figure(team.posts, 2)),
                self.caseload(team, id, uncovered),
                self.cover(team, uncovered)
            );
        }
        text
    }

    /// The caseload of a team that holds cases.
    fn caseload(&self, team: &OwnTeam, id: &str, uncovered: f64) -> String {
        let Some(cases) = team.cases.filter(|cases| *cases > 0.0) else { return String::new() };
        // Staff in their first year carry a part of a full caseload.
        let not_carried = uncovered * (1.0 - ASYE_LOAD) / (1.0 - ASYE_COVER);
        let holding = CaseHolding::of_all(team.permanent - not_carried, team.agency_fte(self.england()));
        format!(
            "\n[team.{id}.caseload]\n\
             {}{SLOWING}\
             case_holders = {{ value = 1, source = \"assumption: all in post hold cases; enter a lower share if some hold none\" }}\n",
            holding.reference_text(cases, self.england().sickness)
        )
    }

    /// Agency staff are ordered so that those in post stay as they are while vacancies do.
    fn cover(&self, team: &OwnTeam, uncovered: f64) -> String {
        let england = self.england();
        let wanted = SETTLES_BELOW * team.agency_fte(england);
        let short = team.posts - team.permanent + uncovered;
        let gaps = if short > 0.0 { short } else { 0.0 };
        let needed = if gaps > 0.0 { wanted / gaps } else { england.cover * SETTLES_BELOW };
        let cover = between(0.0, needed, MOST_COVER);
        let source = match team.agency {
            Some(agency) if gaps > 0.0 => format!(
                "{} agency FTE for {} FTE of posts that nobody fills, entered on the planning page, {} at most; raised for churn and time to fill",
                figure(agency, 2),
                figure(gaps, 2),
                percent(MOST_COVER)
            ),
            _ => format!(
                "DfE, Children's social work workforce {}: agency workers cover {} of vacancies in England; raised for churn and time to \
                 fill; not the service's",
                england.year,
                percent(england.cover)
            ),
        };
        let mut text = format!("cover = {{ value = {}, source = {} }}\n", figure(cover, 3), quoted(&source));
        let standing = wanted - cover * gaps;
        if standing >= NONE {
            let _ = writeln!(
                text,
                "standing_posts = {{ value = {}, source = \"agency staff beyond what covers vacancies, entered on the planning page; raised \
                 in the same way\" }}",
                figure(standing, 2)
            );
        }
        text
    }

    /// Agency workers of the teams, people.
    fn agency_workers(&self) -> Vec<u32> {
        let fte: Vec<f64> = self.teams.iter().map(|team| team.agency_fte(self.england())).collect();
        super::divided(self.all_agency_workers(), &fte)
    }

    fn all_agency_workers(&self) -> u32 {
        (self.sum(|team| team.agency_fte(self.england())) - 1e-9).ceil() as u32
    }

    fn agency_text(&self) -> String {
        let workers = self.all_agency_workers();
        let fte = self.sum(|team| team.agency_fte(self.england()));
        let per_worker = if workers > 0 { between(0.1, fte / f64::from(workers), 1.0) } else { 1.0 };
        let source = if self.teams.iter().all(|team| team.agency.is_some()) && workers > 0 {
            format!("{} agency FTE were entered: taken for {workers} people", figure(fte, 2))
        } else {
            "assumption: agency workers are full time".to_owned()
        };
        let prices = AgencyPrices {
            charge_per_hour: self.agency_cost.map_or_else(AgencyPrices::assumed_charge, |cost| {
                let source = format!(
                    "the service's own, entered on the planning page: £{} a year over {HOURS_PER_WEEK} hours and {PAID_WEEKS} weeks",
                    whole(cost)
                );
                format!(
                    "{{ value = {}, source = {}, evidence = \"local\" }}",
                    figure(charge_per_hour(cost), 4),
                    quoted(&source)
                )
            }),
            comparator: self
                .permanent_cost
                .map_or_else(AgencyPrices::assumed_comparator, |cost| own(&figure(cost, 0))),
        };
        assumptions::agency(&assumptions::assumed_churn(), &figure(per_worker, 6), &source, &prices)
    }
}

/// What an agency charges an hour for a worker who costs so much a year.
fn charge_per_hour(cost: f64) -> f64 {
    cost / f64::from(HOURS_PER_WEEK * PAID_WEEKS)
}

/// What an agency worker costs a year at a charge an hour.
pub(crate) fn yearly_charge(per_hour: f64) -> f64 {
    per_hour * f64::from(HOURS_PER_WEEK * PAID_WEEKS)
}
