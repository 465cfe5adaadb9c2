//! The scenario as a file: who will join and leave, agency staff, children, and the time before.

use std::fmt::Write as _;

use super::{OpeningUse, StaffOpening, TeamOpening};
use crate::import::assumptions::{
    self, AgencyPrices, CHURN_SOURCE, DISPERSION, HOURS, MOST_COVER, SETTLES_BELOW, WORKLOAD_EFFECT, section,
};
use crate::import::staff_list::ShrunkRate;
use crate::import::toml_text::{between, figure, percent, quoted};

/// Share of referrals that are closed without further action, England 2025 (DfE, Children in need 2025).
const ENGLANDS_NO_FURTHER_ACTION: f64 = 0.065;

impl StaffOpening {
    /// The teams that people join: those that have permanent staff.
    pub(super) fn joined(&self) -> impl Iterator<Item = &TeamOpening> {
        self.teams.iter().filter(|team| team.heads > 0)
    }

    pub(super) fn recruitment(&self) -> String {
        let mut text = section("Who will join");
        let source = rate_source(
            &self.starters,
            "starters in person-years",
            &format!("England {}", self.england.year),
            &self.source,
        );
        for team in self.joined() {
            let per_month = |rate: f64| figure(rate * team.heads as f64 / 12.0, 4);
            let (low, high) = self.starters.range80();
            let _ = write!(
                text,
                "\n[intake.starters_{id}]\n\
                 name = {name}\n\
                 route = \"social_worker\"\n\
                 team = \"{id}\"\n\
                 per_month = {{ range80 = {{ low = {low}, high = {high} }}, source = {source}, evidence = \"{evidence}\" }}\n",
                id = team.id,
                evidence = evidence(&self.starters),
                name = quoted(&format!("Starters, {}", team.name)),
                low = per_month(low),
                high = per_month(high),
                source = quoted(&format!("for each of {} people, {source}", team.heads)),
            );
        }
        text += &correlated("starters", &self.intakes(), "the same rate for all teams");
        let start = self.month;
        let september =
            (0..12).map(|later| start.plus(later)).find(|month| month.index_in_year() == 8).unwrap_or(start);
        let largest = self.joined().max_by_key(|team| team.heads).map_or("", |team| team.id.as_str());
        let _ = write!(
            text,
            "\n[intake.newly_qualified]         # they are among the starters above: take a twelfth of the offers off `per_month`\n\
             name = {name}\n\
             route = \"nqsw\"\n\
             team = \"{largest}\"\n\
             month = \"{month}\"\n\
             every = 12\n\
             offers = {{ blank = {blank} }}\n",
            name = quoted("Newly qualified, every September"),
            month = september.iso(),
            blank = quoted(
                "how many newly qualified social workers will be offered a post every September; 0 if you do not know"
            ),
        );
        text
    }

    /// The addresses of starters.
    fn intakes(&self) -> Vec<String> {
        self.joined().map(|team| format!("intake.starters_{}.per_month", team.id)).collect()
    }

    pub(super) fn leaving_text(&self) -> String {
        let mut text = section("Who will leave, and who is off") + "\n[leaving.annual_rate]\n";
        for (key, rate) in &self.leaving {
            let (low, high) = rate.range80();
            let pooled = format!("England 2016 by time in service, at the level of {}", self.england.year);
            let _ = writeln!(
                text,
                "{key} = {{ range80 = {{ low = {}, high = {} }}, source = {}, evidence = \"{}\" }}",
                figure(low, 4),
                figure(high, 4),
                quoted(&rate_source(rate, "leavers in person-years", &pooled, &self.source)),
                evidence(rate)
            );
        }
        let addresses: Vec<String> = self.leaving.iter().map(|(key, _)| format!("leaving.annual_rate.{key}")).collect();
        text += &correlated("leaving", &addresses, "a council that loses many newcomers loses many of the others too");
        // Without cases, neither has an effect.
        text += self.cases.as_ref().map_or("", |cases| &cases.absence);
        if self.census.is_some() {
            let _ = write!(
                text,
                "\n[leaving]\n\
                 {WORKLOAD_EFFECT}\n\
                 [absence]\n\
                 sickness = {{ value = {}, source = \"DfE, Children's social work workforce {}: England; not the council's\", \
                 evidence = \"published\" }}\n",
                self.england.sickness, self.england.year
            );
        }
        text
    }

    /// What differs from year to year.
    pub(super) fn yearly(&self) -> String {
        // The hours of a list are its latest: a list cannot show that they change.
        let text = assumptions::yearly_effects(&self.intakes(), |id| id != HOURS || self.use_of == OpeningUse::Plan);
        text + self.cases.as_ref().map_or("", |cases| &cases.yearly)
    }

    pub(super) fn agency_text(&self) -> String {
        let churn = self.churn.map_or_else(assumptions::assumed_churn, |rate| {
            let (low, high) = rate.range80();
            format!(
                "{{ range80 = {{ low = {}, high = {} }}, source = {}, evidence = \"local\" }}",
                figure(between(0.0, low, 1.0), 4),
                figure(between(0.0, high, 1.0), 4),
                quoted(&rate_source(&rate, "ends of assignments in person-months", CHURN_SOURCE, &self.source))
            )
        });
        let (heads, fte) = self.agency();
        let (per_worker, source) = if heads > 0 {
            let source = format!("{}: {heads} people are {} FTE", self.source, figure(fte, 1));
            (figure(between(0.1, fte / heads as f64, 1.0), 3), source)
        } else {
            ("1".to_owned(), "assumption: agency workers are full time".to_owned())
        };
        assumptions::agency(&churn, &per_worker, &source, &AgencyPrices::assumed()) + &self.cover()
    }

    /// The share of gaps to be covered: as the census has it, or England's.
    fn cover(&self) -> String {
        let raised = |cover: f64| figure(between(0.0, cover * SETTLES_BELOW, MOST_COVER), 3);
        match &self.census {
            Some(census) if census.vacancies > 0.0 => format!(
                "cover = {{ value = {}, source = {}, evidence = \"local\" }}\n",
                raised(census.agency.1 / census.vacancies),
                quoted(&format!(
                    "{}: {} agency FTE for {} vacancies, {} at most; raised for churn and time to fill",
                    self.source,
                    figure(census.agency.1, 1),
                    figure(census.vacancies, 1),
                    percent(MOST_COVER)
                ))
            ),
            _ => format!(
                "cover = {{ value = {}, source = \"DfE, Children's social work workforce {}: agency workers cover {} of vacancies in England; \
                 raised for churn and time to fill; not the council's\", evidence = \"published\" }}\n",
                raised(self.england.cover),
                self.england.year,
                percent(self.england.cover)
            ),
        }
    }

    pub(super) fn children(&self) -> String {
        if let Some(cases) = &self.cases {
            return cases.children.clone();
        }
        let mut text = section("Children");
        let (Some(census), Some(team)) = (&self.census, self.teams.first()) else {
            text += "# A list of staff says nothing of children, so this scenario has no cases. To add the published ones, import it again with\n\
                     # --dfe FOLDER --authority NAME. To write your own, give a team that holds cases a table [team.ID.caseload], and write\n\
                     # [demand] and [pathway]: `staffcast new --template county` shows how.\n";
            return text;
        };
        let _ = write!(
            text,
            "# One stage holds all open cases of the census. What comes in is not in it.\n\n\
             [demand.contacts]\n\
             per_month = {{ blank = \"referrals a month\" }}\n\
             conversion = {{ value = 1, source = \"contacts are not in the census, so what comes in is referrals\" }}\n\n\
             [demand]\n\
             {DISPERSION}\n\
             [demand.next]\n\
             closed = {{ value = {ENGLANDS_NO_FURTHER_ACTION}, source = \"DfE, Children in need 2025: no further action, England\", evidence = \
             \"published\" }}\n\
             open_case = \"rest\"\n\n\
             [pathway.open_case]\n\
             name = \"Open case\"\n\
             team = \"{id}\"\n\
             months = {{ blank = \"months that a case stays open on average: {cases} over the referrals a month that are not closed at once\" }}\n\
             cases = {cases}                     # {source}\n\
             next = {{ closed = \"rest\" }}\n",
            id = team.id,
            cases = figure(census.cases, 0),
            source = self.source,
        );
        text
    }

    pub(super) fn history(&self) -> String {
        if self.before.is_empty() {
            return String::new();
        }
        let mut text = section("Before the run");
        for (measure, of) in [
            ("permanent_fte", (|row| row.1) as fn(&(crate::units::Month, f64, f64)) -> f64),
            ("agency_fte", |row| row.2),
        ] {
            if measure == "agency_fte" && !self.says_agency {
                continue;
            }
            let points = self.before.iter().map(|row| format!("\"{}\" = {}", row.0.iso(), figure(of(row), 2)));
            let _ = write!(
                text,
                "\n[history.{measure}]\nsource = {}\nmeasure = \"{measure}\"\npoints = {{ {} }}\n",
                quoted(&self.source),
                points.collect::<Vec<_>>().join(", ")
            );
        }
        text
    }
}

/// How well a rate is known.
fn evidence(rate: &ShrunkRate) -> &'static str {
    if rate.exposure > 0.0 { "local" } else { "published" }
}

/// One draw for several inputs.
fn correlated(id: &str, addresses: &[String], why: &str) -> String {
    if addresses.len() < 2 {
        return String::new();
    }
    let addresses: Vec<String> = addresses.iter().map(|address| quoted(address)).collect();
    format!(
        "\n[correlation.{id}]\ninputs = [{}]\nrank_correlation = 1\nsource = \"assumption: {why}\"\n",
        addresses.join(", ")
    )
}

/// Where a rate comes from: `13.0% = 0.35 x own 14.0% (23 leavers in 164 person-years) + 0.65 x pooled 12.9% (...)`. `counted` is what the
/// events and the exposure are, such as `leavers in person-years`.
fn rate_source(rate: &ShrunkRate, counted: &str, pooled: &str, source: &str) -> String {
    let (events, exposure) = counted.split_once(" in ").unwrap_or((counted, ""));
    let pooled = format!("pooled {} ({pooled})", percent(rate.pooled));
    let own = match rate.own() {
        Some(own) => format!(
            "{} x own {} ({} {events} in {} {exposure}, {source})",
            figure(rate.weight(), 2),
            percent(own),
            figure(rate.events, 0),
            figure(rate.exposure, 1),
        ),
        None => return format!("{pooled}; {source} shows no experience of its own"),
    };
    format!("{} = {own} + {} x {pooled}", percent(rate.rate()), figure(1.0 - rate.weight(), 2))
}
