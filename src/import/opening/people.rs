//! Permanent staff: who is there, who will join and who will leave.

use std::fmt::Write as _;

use super::CensusOpening;
use crate::import::assumptions::{PAY, WORKLOAD_EFFECT};
use crate::import::england_2016::{BANDS, ServiceBand, turnover};
use crate::import::pool::{Flow, FlowLevels, LEAST_FLOW, Pool, Regressor, USUAL_SIZE};
use crate::import::published::PublishedFigure;
use crate::import::toml_text::{between, figure, percent, quoted, whole};

impl CensusOpening<'_> {
    fn fte_per_head(&self) -> f64 {
        between(0.05, self.now.get(PublishedFigure::Permanent) / self.now.get(PublishedFigure::PermanentHeads), 1.0)
    }

    pub(super) fn staff(&self) -> String {
        let own = self.own();
        let mut text = format!(
            "\n\n# --- Staff {rule}\n\
             # One route for all: the tables do not tell newly qualified staff from others.\n\n\
             [route.social_worker]\n\
             name = \"Social worker\"\n\
             fte_per_head = {{ value = {fte}, source = {source} }}\n\n\
             [route.social_worker.stage.in_post]\n\
             {PAY}",
            rule = "-".repeat(104),
            fte = figure(self.fte_per_head(), 3),
            source = quoted(&format!(
                "{own}: {} people are {} FTE",
                figure(self.now.get(PublishedFigure::PermanentHeads), 0),
                figure(self.now.get(PublishedFigure::Permanent), 1)
            )),
        );
        let heads = self.now.get(PublishedFigure::PermanentHeads);
        let (mut share, mut placed) = (0.0, 0);
        for ServiceBand { key: band, months, share: of_band, .. } in BANDS {
            share += of_band;
            let until = whole(share * heads);
            let _ = write!(
                text,
                "\n[staff.{band}]\n\
                 source = {}\n\
                 team = \"social_work\"\nroute = \"social_worker\"\nheads = {}\nmonths_in_service = {months}\n",
                quoted(&format!("{own}; time in service is not published: as in England in 2016")),
                until - placed
            );
            placed = until;
        }
        text
    }

    /// What is expected of a flow, and how: `14.6% = 8.0% + 0.23 x 11.8% leavers + ...`.
    pub(super) fn expected(&self, flow: &Flow) -> (f64, String) {
        let (expected, words) = self.words_of(flow);
        if expected > LEAST_FLOW {
            (expected, words)
        } else {
            (LEAST_FLOW, format!("{words}, at least {}", percent(LEAST_FLOW)))
        }
    }

    /// What is expected of a flow or a change, and how.
    pub(super) fn words_of(&self, flow: &Flow) -> (f64, String) {
        let levels = self.flow_levels();
        let expected = flow.of(&levels);
        let mut words = format!("{} = {}", percent(expected), percent(flow.constant));
        for &(regressor, slope) in &flow.slopes {
            let sign = if slope < 0.0 { "-" } else { "+" };
            let level = levels.get(regressor);
            let name = match regressor {
                Regressor::Leavers => "leavers",
                Regressor::Starters => "starters",
                Regressor::MeanLeavers => "leavers on average so far",
                Regressor::MeanStarters => "starters on average so far",
                Regressor::Vacancies => "vacancies",
                Regressor::MeanVacancies => "vacancies on average so far",
                Regressor::Agency => "agency",
                Regressor::Size => {
                    let fte = figure(self.now.get(PublishedFigure::Permanent), 0);
                    let _ = write!(words, " {sign} {} x ln({fte} / {USUAL_SIZE} FTE)", percent(slope.abs()));
                    continue;
                }
            };
            let _ = write!(words, " {sign} {} x {} {name}", figure(slope.abs(), 2), percent(level));
        }
        (expected, words)
    }

    /// What its flows are expected from.
    pub(super) fn flow_levels(&self) -> FlowLevels {
        FlowLevels::of(&self.before.iter().map(|(_, row)| *row).chain([self.now]).collect::<Vec<_>>())
    }

    pub(super) fn recruitment(&self, pool: &Pool) -> String {
        let (starters, words) = self.expected(&pool.starters.years[0]);
        let year = self.year + 1;
        format!(
            "\n\n# --- Who will join {rule}\n\n\
             [intake.starters]\n\
             name = \"All starters\"\n\
             route = \"social_worker\"\n\
             team = \"social_work\"\n\
             per_month = {{ value = {per_month}, source = {source}, evidence = \"association\" }}\n\n\
             [intake.newly_qualified]         # they are among the starters above: take a twelfth of the offers off `per_month`\n\
             name = \"Newly qualified, every September\"\n\
             route = \"social_worker\"\n\
             team = \"social_work\"\n\
             month = \"{year}-09\"\n\
             every = 12\n\
             offers = {{ blank = \"how many newly qualified social workers will be offered a post every September; 0 if you do not \
             know\" }}\n",
            rule = "-".repeat(96),
            per_month = figure(starters * self.now.get(PublishedFigure::PermanentHeads) / 12.0, 3),
            source = quoted(&format!(
                "expected starters per permanent FTE: {words} (DfE workforce tables up to {}, {} censuses)",
                pool.until, pool.rows
            )),
        )
    }

    pub(super) fn leaving(&self, pool: &Pool) -> String {
        let (leavers, words) = self.expected(&pool.leavers.years[0]);
        let starters = self.expected(&pool.starters.years[0]).0;
        // Rates are of the people in post on average over the year, among whom are half of its net starters.
        let scale = leavers / turnover() / (1.0 + (starters - leavers) / 2.0);
        let mut text = format!(
            "\n\n# --- Who will leave, and who is off {rule}\n\n\
             [leaving.annual_rate]\n\
             source = {source}\n\
             evidence = \"published\"\n",
            rule = "-".repeat(79),
            source = quoted(&format!(
                "expected leavers per permanent FTE: {words} (DfE workforce tables up to {}, {} censuses); by time in service as \
                 in England in 2016",
                pool.until, pool.rows
            )),
        );
        for ServiceBand { key: band, leavers: rate, .. } in BANDS {
            let _ = writeln!(text, "{band} = {}", figure(rate * scale, 4));
        }
        text + &self.absence()
    }

    /// What cases do to leaving, and how much working time is lost to sickness.
    pub(super) fn absence(&self) -> String {
        format!(
            "\n[leaving]\n\
             {WORKLOAD_EFFECT}\n\
             [absence]\n\
             sickness = {{ value = {}, source = {}, evidence = \"published\" }}\n",
            figure(self.sickness.0 / 100.0, 4),
            quoted(&(self.own() + self.sickness.1)),
        )
    }
}
