//! The scenario as a file.

use std::fmt::Write as _;

use super::people::ASYE_MONTHS;
use super::{OpeningRoute, StaffOpening, TeamOpening};
use crate::import::assumptions::{
    self, CHURN_SOURCE, MOST_COVER, PAY, PAY_NOTE, SETTLES_BELOW, WORKLOAD_EFFECT, section,
};
use crate::import::staff_list::{POOLED_YEAR, ShrunkRate, WINDOW_YEARS};
use crate::import::toml_text::{between, figure, percent, quoted};

/// Share of vacancies that agency workers cover, and of working days lost to sickness, England 2025 (DfE, Children's social work
/// workforce 2025).
const ENGLANDS_COVER: f64 = 0.736;
const ENGLANDS_SICKNESS: f64 = 0.035;

/// Share of referrals that are closed without further action, England 2025 (DfE, Children in need 2025).
const ENGLANDS_NO_FURTHER_ACTION: f64 = 0.065;

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
        let mut notes: Vec<String> = self.notes.iter().map(|note| sentence(note)).collect();
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
        notes.push(format!(
            "Pooled rates are England's of {POOLED_YEAR}, whatever the month of the opening. Agency cover{} England's too.",
            if self.census.is_some() { ", where there are no vacancies, and sickness are" } else { " is" }
        ));
        notes.push(PAY_NOTE.to_owned());
        notes
    }

    fn yearly_leavers(&self) -> f64 {
        let bands = &self.leaving;
        let of_months = |months: u32| {
            let years = |band: usize| f64::from(crate::import::staff_list::BANDS[band].from_years);
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
                "Written from {}. It contains none of the council's plans until you enter them.",
                self.source
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
            let _ = write!(text, "\n[team.{}.agency]\nworkers = {}\n", team.id, team.agency_heads);
        }
        text
    }

    fn posts(&self, team: &TeamOpening) -> String {
        match &self.census {
            Some(census) => format!(
                "establishment = {{ value = {}, source = {}, evidence = \"local\" }}\n",
                figure(team.fte + census.vacancies, 1),
                quoted(&format!(
                    "{}: {} FTE in post and {} vacancies",
                    self.source,
                    figure(team.fte, 1),
                    figure(census.vacancies, 1)
                ))
            ),
            None => format!(
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
        let holders = between(0.05, census.case_holders, 0.98);
        let full_loads = team.fte * holders * (1.0 - ENGLANDS_SICKNESS) + team.agency_fte;
        let reference = census.cases / full_loads;
        format!(
            "\n[team.{}.caseload]\n\
             reference = {{ value = {}, source = \"the full-load caseload at the opening\" }}\n\
             maximum = {{ value = {}, source = \"assumption: 1.3 times the reference\" }}\n\
             slowing = {{ uniform = {{ low = 0.0, high = 0.6 }}, source = \"assumption: no study of slowing was found, so its range is wide\" }}\n\
             case_holders = {{ value = {}, source = {}, evidence = \"local\" }}\n",
            team.id,
            figure(reference, 1),
            figure(1.3 * reference, 1),
            figure(holders, 3),
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
             name = \"First year (ASYE)\"\n\
             months = {ASYE_MONTHS}\n\
             caseload_share = {{ pert = {{ low = 0.45, mode = 0.6, high = 0.85 }}, source = \"caps of 12 and 15 cases in two councils (2016), \
             against a full load of about 25; half of newly qualified workers did not get the protection (2018)\", evidence = \"expert\" }}\n\
             cover = {{ value = 0.3, source = \"assumption: they fill about a third of a post; where they fill none until they have qualified, \
             0\" }}\n\
             completion = {{ value = 0.97, source = \"assumption: few fail the year; leavers during the year come on top\" }}\n\
             pay = {{ value = 48_000, source = \"assumption: illustration\" }}\n\n\
             [route.nqsw.stage.qualified]\n\
             name = \"Qualified\"\n\
             pay = {{ value = 58_000, source = \"assumption: illustration\" }}\n",
            section("How people join"),
            fte(OpeningRoute::SocialWorker),
            fte(OpeningRoute::NewlyQualified),
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

    /// The teams that people join: those that have permanent staff.
    fn joined(&self) -> impl Iterator<Item = &TeamOpening> {
        self.teams.iter().filter(|team| team.heads > 0)
    }

    fn recruitment(&self) -> String {
        let mut text = section("Who will join");
        let source =
            rate_source(&self.starters, "starters in person-years", &format!("England {POOLED_YEAR}"), &self.source);
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
            "\n[intake.newly_qualified]         # they are included in the starters above: subtract them from `per_month`\n\
             name = {name}\n\
             route = \"nqsw\"\n\
             team = \"{largest}\"\n\
             month = \"{month}\"\n\
             offers = {{ blank = {blank} }}\n",
            name = quoted(&format!("Newly qualified, {september}")),
            month = september.iso(),
            blank = quoted(&format!(
                "how many newly qualified social workers will be offered a post for {september}; 0 if you do not know"
            )),
        );
        text
    }

    /// The addresses of starters.
    fn intakes(&self) -> Vec<String> {
        self.joined().map(|team| format!("intake.starters_{}.per_month", team.id)).collect()
    }

    fn leaving_text(&self) -> String {
        let mut text = section("Who will leave, and who is off") + "\n[leaving.annual_rate]\n";
        for (key, rate) in &self.leaving {
            let (low, high) = rate.range80();
            let pooled = format!("England 2016 by time in service, at the level of {POOLED_YEAR}");
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
        if self.census.is_some() {
            let _ = write!(
                text,
                "\n[leaving]\n\
                 {WORKLOAD_EFFECT}\n\
                 [absence]\n\
                 sickness = {{ value = {ENGLANDS_SICKNESS}, source = \"DfE, Children's social work workforce 2025: England; not the council's\", \
                 evidence = \"published\" }}\n"
            );
        }
        text
    }

    /// What differs from year to year, beyond chance: as in the scenario `county.toml`.
    fn yearly(&self) -> String {
        const TABLES: &str = "DfE workforce tables 2017-2025, about 90 authorities a year";
        let inputs = |addresses: &[String]| addresses.iter().map(|one| quoted(one)).collect::<Vec<_>>().join(", ");
        let effects = [
            (
                "leaving",
                inputs(&["leaving.annual_rate".to_owned()]),
                "sd = 0.2",
                "leavers differ by 3.1 points a year beyond chance, a fifth of a rate of 15%",
            ),
            (
                "starters",
                inputs(&self.intakes()),
                "sd = 0.3",
                "starters differ by 5 points a year beyond chance, three tenths of a rate of 16%",
            ),
            (
                "hours",
                inputs(&["workforce.hours".to_owned()]),
                "sd = 0.041\npersistence = 1",
                "permanent staff change by 4.1 points a year (sd) without a starter or a leaver",
            ),
        ];
        let mut text = section("What differs from year to year");
        for (id, inputs, keys, why) in effects {
            let _ = write!(
                text,
                "\n[yearly.{id}]\ninputs = [{inputs}]\n{keys}\nsource = {}\nevidence = \"published\"\n",
                quoted(&format!("{TABLES}: {why}"))
            );
        }
        text
    }

    fn agency_text(&self) -> String {
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
        assumptions::agency(&churn, &per_worker, &source) + &self.cover()
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
                "cover = {{ value = {}, source = \"DfE, Children's social work workforce 2025: agency workers cover 73.6% of vacancies in England; \
                 raised for churn and time to fill; not the council's\", evidence = \"published\" }}\n",
                raised(ENGLANDS_COVER)
            ),
        }
    }

    fn children(&self) -> String {
        let mut text = section("Children");
        let (Some(census), Some(team)) = (&self.census, self.teams.first()) else {
            text += "# A list of staff says nothing of children, so this scenario has no cases. To add them, give a team that holds cases a table\n\
                     # [team.ID.caseload], and write [demand] and [pathway]: `staffcast new --template county` shows how.\n";
            return text;
        };
        let _ = write!(
            text,
            "# One stage holds all open cases of the census. What comes in is not in it.\n\n\
             [demand.contacts]\n\
             per_month = {{ blank = \"referrals a month\" }}\n\
             conversion = {{ value = 1, source = \"contacts are not in the census, so what comes in is referrals\" }}\n\n\
             [demand]\n\
             dispersion = {{ uniform = {{ low = 0.0, high = 0.01 }}, source = \"assumption: months vary up to 10% more than chance alone\" }}\n\n\
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

    fn history(&self) -> String {
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

/// The mean of the months in service of some people, in whole months, so that it is in the same band as they are.
fn mean_months(heads: usize, months: u32) -> u32 {
    months / u32::try_from(heads).unwrap_or(u32::MAX).max(1)
}

/// A note as a sentence.
fn sentence(note: &str) -> String {
    let mut letters = note.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
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
