//! What differs from year to year, and the censuses before the run.

use std::fmt::Write as _;

use super::CensusOpening;
use super::toml::{between, figure, quoted};
use crate::import::pool::{FittedEffect, Pool};
use crate::import::published::PublishedFigure;

/// The measures whose earlier censuses are shown before the run.
const HISTORY: [&str; 4] = ["agency_rate", "permanent_fte", "agency_fte", "vacancy_rate"];

impl CensusOpening<'_> {
    /// What differs from year to year: a flow has a good or a bad year from one census to the next, a stock drifts from month to
    /// month.
    pub(super) fn yearly(&self, pool: &Pool) -> String {
        let effects = pool.effects;
        let mut text = format!(
            "\n\n# --- What differs from year to year {rule}\n\
             # As large and as lasting as in the tables up to {}, beyond chance, which the model has already.\n",
            pool.until,
            rule = "-".repeat(80),
        );
        let by_year = "begins = \"October\"\n";
        let drift = "step = \"month\"\n";
        let from_now = "step = \"month\"\nrelative_to = \"last_12_months\"\n";
        let team = "team.social_work";
        // A share rises by a per cent where its log odds rise by this many.
        let odds = |share: f64| 1.0 / (1.0 - share);
        let cover = odds(pool.usual_cover).min(9.0);
        let share = between(0.05, self.now.case_holder_share(), 0.98);
        let holders = odds(share).min(9.0);
        // Cases stay open for a shorter time where more are referred, so that their number grows as it does in the tables.
        let of_referrals = between(-2.0, pool.cases_per_referral - 1.0, 2.0);
        let permanent = share * self.now.get(PublishedFigure::Permanent);
        let of_holders =
            between(0.0, pool.cases_per_holder, 2.0) * permanent / (permanent + self.now.get(PublishedFigure::Agency));
        let list: [(&str, &str, String, FittedEffect, &str); 7] = [
            ("leaving", "Leaving", "[\"leaving.annual_rate\"]".into(), effects.leaving, by_year),
            ("starters", "Starters", "[\"intake.starters.per_month\"]".into(), effects.starters, by_year),
            ("hours", "Hours, transfers and reclassified posts", "[\"workforce.hours\"]".into(), effects.hours, drift),
            ("posts", "Funded posts", format!("[\"{team}.establishment\"]"), effects.posts, from_now),
            (
                "agency",
                "Agency staff for the same vacancies",
                format!("{{ \"{team}.agency.standing_posts\" = 1, \"{team}.agency.cover\" = {} }}", figure(cover, 2)),
                effects.agency,
                drift,
            ),
            (
                "demand",
                "Referrals",
                format!(
                    "{{ \"demand.contacts.per_month\" = 1, \"pathway.open_case.duration_factor\" = {} }}",
                    figure(of_referrals, 2)
                ),
                effects.demand,
                from_now,
            ),
            (
                "case_holders",
                "Who holds cases, and what counts as one",
                format!(
                    "{{ \"{team}.caseload.case_holders\" = {}, \"pathway.open_case.duration_factor\" = {} }}",
                    figure(holders, 2),
                    figure(of_holders, 2)
                ),
                effects.case_holders,
                from_now,
            ),
        ];
        for (id, name, inputs, effect, keys) in list {
            let persistence = figure(effect.persistence, 2);
            let _ = write!(
                text,
                "\n[yearly.{id}]\nname = \"{name}\"\ninputs = {inputs}\n\
                 sd = {{ value = {}, source = {}, evidence = \"published\" }}\n\
                 persistence = {persistence}\n{keys}",
                figure(effect.sd.min(3.0), 3),
                quoted(&format!(
                    "DfE workforce and children in need tables up to {}, {} authorities",
                    pool.until, pool.authorities
                )),
            );
        }
        text
    }

    pub(super) fn history(&self) -> String {
        let mut text = format!("\n\n# --- Before the run {}\n", "-".repeat(96));
        for measure in HISTORY {
            let points: Vec<String> = self
                .before
                .iter()
                .filter_map(|(year, row)| {
                    let value = match measure {
                        "agency_rate" => {
                            row.get(PublishedFigure::Agency)
                                / (row.get(PublishedFigure::Agency) + row.get(PublishedFigure::Permanent))
                        }
                        "permanent_fte" => row.get(PublishedFigure::Permanent),
                        "agency_fte" => row.get(PublishedFigure::Agency),
                        _ => row.get(PublishedFigure::Vacancies) / row.posts(),
                    };
                    value.is_finite().then(|| format!("\"{year}-09\" = {}", figure(value, 3)))
                })
                .collect();
            if points.is_empty() {
                continue;
            }
            let _ = write!(
                text,
                "\n[history.{measure}]\nsource = \"DfE, Children's social work workforce\"\nmeasure = \"{measure}\"\n\
                 points = {{ {} }}\n",
                points.join(", ")
            );
        }
        text
    }
}
