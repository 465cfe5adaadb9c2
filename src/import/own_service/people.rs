//! Permanent staff: who is there, who will join and who will leave.

use std::fmt::Write as _;

use super::text::own;
use super::{OWN, OwnService, divided};
use crate::import::assumptions::{self, ASYE_COVER, ASYE_MONTHS, PAY, WORKLOAD_EFFECT, section};
use crate::import::england_2016::BANDS;
use crate::import::toml_text::{figure, percent, quoted};
use crate::units::Month;

/// Position of September in a year.
const SEPTEMBER: usize = 8;

impl OwnService {
    /// Permanent staff, people. Where the entries are whole, each is full time.
    fn heads(&self) -> u32 {
        ((self.permanent() - 1e-9).ceil() as u32).max(1)
    }

    fn fte_per_head(&self) -> f64 {
        self.permanent() / f64::from(self.heads())
    }

    fn heads_of_teams(&self) -> Vec<u32> {
        divided(self.heads(), &self.teams.iter().map(|team| team.permanent).collect::<Vec<_>>())
    }

    /// Whether teams do not have the FTE that was entered.
    pub(super) fn is_uneven(&self) -> bool {
        let heads = self.heads_of_teams();
        let differs = |fte: f64, heads: u32| (fte - f64::from(heads) * self.fte_per_head()).abs() >= 0.01;
        self.teams.iter().zip(heads).any(|(team, heads)| differs(team.permanent, heads))
    }

    /// People of each team in each band of time in service.
    fn heads_in_bands(&self) -> Vec<Vec<u32>> {
        let shares = BANDS.map(|band| band.share);
        self.heads_of_teams().into_iter().map(|heads| divided(heads, &shares)).collect()
    }

    /// Months since the newly qualified staff of last September started.
    fn months_since_september(&self) -> u32 {
        let months = self.start.index_in_year() as u32 + 12 - SEPTEMBER as u32;
        if months > ASYE_MONTHS { months - ASYE_MONTHS } else { months }
    }

    /// Those who are in their first year at the start, in each team: the entered number started last September, and nobody has left
    /// since. In September they have finished it.
    pub(super) fn first_year(&self) -> Vec<u32> {
        let people =
            if self.months_since_september() < ASYE_MONTHS { self.newly_qualified.unwrap_or(0.0) } else { 0.0 };
        let posts: Vec<f64> = self.teams.iter().map(|team| team.posts).collect();
        let started = divided(people as u32, &posts);
        started.into_iter().zip(self.heads_in_bands()).map(|(started, bands)| started.min(bands[0])).collect()
    }

    /// FTE of the posts of each team that its staff in their first year leave to be covered.
    pub(super) fn uncovered(&self) -> Vec<f64> {
        self.first_year()
            .into_iter()
            .map(|people| (1.0 - ASYE_COVER) * f64::from(people) * self.fte_per_head())
            .collect()
    }

    /// The routes, and the people in post.
    pub(super) fn staff(&self, ids: &[String]) -> String {
        let pay =
            self.permanent_cost.map_or_else(|| PAY.to_owned(), |cost| format!("pay = {}\n", own(&figure(cost, 0))));
        let mut text = format!(
            "{}\n\
             [route.social_worker]\n\
             name = \"Social worker\"\n\
             fte_per_head = {{ value = {}, source = {} }}\n\n\
             [route.social_worker.stage.in_post]\n\
             {pay}\n\
             [route.newly_qualified]\n\
             name = \"Newly qualified social worker\"\n\
             fte_per_head = {{ value = {}, source = \"as all in post\" }}\n\n\
             [route.newly_qualified.stage.asye]\n\
             {}{pay}\n\
             [route.newly_qualified.stage.qualified]\n\
             name = \"Qualified\"\n\
             {pay}{}\
             # People of a team with similar time in service. As many are in their first year as start each September.\n\n\
             [staff]\n",
            section("How people join"),
            figure(self.fte_per_head(), 6),
            quoted(&format!(
                "{} permanent FTE were entered: taken for {} people",
                figure(self.permanent(), 2),
                self.heads()
            )),
            figure(self.fte_per_head(), 6),
            assumptions::asye_stage(),
            section("Staff"),
        );
        let source = quoted(&format!("{OWN}; time in service: as in England in 2016"));
        for ((id, mut bands), first_year) in ids.iter().zip(self.heads_in_bands()).zip(self.first_year()) {
            if first_year > 0 {
                bands[0] -= first_year;
                let _ = writeln!(
                    text,
                    "{id}_first_year = {{ team = \"{id}\", route = \"newly_qualified\", stage = \"asye\", heads = {first_year}, \
                     months_in_service = {}, source = {} }}",
                    self.months_since_september(),
                    quoted("assumption: as many started last September as start each September")
                );
            }
            for (band, heads) in BANDS.iter().zip(bands).filter(|(_, heads)| *heads > 0) {
                let _ = writeln!(
                    text,
                    "{id}_{} = {{ team = \"{id}\", route = \"social_worker\", heads = {heads}, months_in_service = {}, source = {source} }}",
                    band.key, band.months
                );
            }
        }
        text
    }

    /// Everybody who starts.
    pub(super) fn joining(&self, ids: &[String]) -> String {
        let mut text = section("Who will join") + &self.newly_qualified_text(ids);
        let year = self.experienced();
        let source = match self.experienced {
            Some(_) => format!("{OWN}: {} a year in all teams, in proportion to funded posts", figure(year, 1)),
            None => format!(
                "DfE, Children's social work workforce {}: starters are {} of permanent staff a year in England, less newly qualified \
                 starters; not the service's",
                self.england().year,
                percent(self.england().starters)
            ),
        };
        let posts = self.sum(|team| team.posts);
        for (team, id) in self.joined(ids) {
            let _ = write!(
                text,
                "\n[intake.starters_{id}]\n\
                 name = {}\n\
                 route = \"social_worker\"\n\
                 team = \"{id}\"\n\
                 per_month = {{ value = {}, source = {}, evidence = \"{}\" }}\n",
                quoted(&format!("Experienced starters, {}", crate::scenario::shown(&team.name))),
                figure(year * team.posts / posts / 12.0, 5),
                quoted(&source),
                if self.experienced.is_some() { "local" } else { "published" },
            );
        }
        text
    }

    /// The teams that people join: those with funded posts.
    fn joined<'s>(&'s self, ids: &'s [String]) -> impl Iterator<Item = (&'s super::OwnTeam, &'s String)> {
        self.teams.iter().zip(ids).filter(|(team, _)| team.posts > 0.0)
    }

    /// Newly qualified social workers, every September; a blank if their number is not known.
    fn newly_qualified_text(&self, ids: &[String]) -> String {
        let months = (0..12).map(|later| self.start.plus(later));
        let september = months.into_iter().find(|month| month.index_in_year() == SEPTEMBER).unwrap_or(self.start);
        let head = |every: &str| {
            format!(
                "\n[intake.newly_qualified]\n\
                 name = \"Newly qualified, every September\"\n\
                 route = \"newly_qualified\"\n\
                 {every}month = \"{}\"\n\
                 every = 12\n",
                Month::iso(september)
            )
        };
        let posts: Vec<f64> = self.teams.iter().map(|team| team.posts).collect();
        let largest = posts.iter().enumerate().max_by(|one, other| one.1.total_cmp(other.1));
        let largest = largest.and_then(|(place, _)| ids.get(place)).map_or("", String::as_str);
        let in_largest = format!("team = \"{largest}\"\n");
        let Some(people) = self.newly_qualified else {
            return head(&in_largest)
                + "offers = { blank = \"how many newly qualified social workers start each September; 0 if you do not know\" }\n";
        };
        if ids.len() == 1 || people < 1.0 {
            return format!("{}offers = {}\n", head(&in_largest), own(&figure(people, 0)));
        }
        let source = quoted(&format!("{OWN}: {} each September, in proportion to funded posts", figure(people, 0)));
        let mut text = head("") + "\n[intake.newly_qualified.teams]\n";
        for (id, offers) in ids.iter().zip(divided(people as u32, &posts)).filter(|(_, offers)| *offers > 0) {
            let _ = writeln!(text, "{id} = {{ value = {offers}, source = {source}, evidence = \"local\" }}");
        }
        text
    }

    /// Leaving by time in service: as in England, at the level at which all in post leave at the entered rate.
    pub(super) fn leaving_text(&self) -> String {
        let bands = self.heads_in_bands();
        let heads = |place: usize| f64::from(bands.iter().map(|team| team[place]).sum::<u32>());
        let england: f64 = BANDS.iter().enumerate().map(|(place, band)| band.leavers * heads(place)).sum();
        let scale = self.leavers() * f64::from(self.heads()) / england;
        let source = match self.leaving {
            Some(share) => format!("{OWN}: {} a year; by time in service as in England in 2016", percent(share)),
            None => format!(
                "DfE, Children's social work workforce {}: {} a year in England; by time in service as in 2016; not the service's",
                self.england().year,
                percent(self.leavers())
            ),
        };
        let mut text = format!(
            "{}\n[leaving.annual_rate]\nsource = {}\nevidence = \"{}\"\n",
            section("Who will leave, and who is off"),
            quoted(&source),
            if self.leaving.is_some() { "local" } else { "published" }
        );
        for band in BANDS {
            let _ = writeln!(text, "{} = {}", band.key, figure(band.leavers * scale, 4));
        }
        // Without cases, neither has an effect.
        if self.months_open().is_some() {
            let england = self.england();
            let _ = write!(
                text,
                "\n[leaving]\n\
                 {WORKLOAD_EFFECT}\n\
                 [absence]\n\
                 sickness = {{ value = {}, source = \"DfE, Children's social work workforce {}: England; not the service's\", evidence = \
                 \"published\" }}\n",
                england.sickness, england.year
            );
        }
        text
    }

    /// What differs from year to year.
    pub(super) fn yearly(&self, ids: &[String]) -> String {
        let intakes: Vec<String> = self.joined(ids).map(|(_, id)| format!("intake.starters_{id}.per_month")).collect();
        assumptions::yearly_effects(&intakes, |_| true) + self.yearly_demand()
    }
}
