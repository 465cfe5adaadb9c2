//! What differs from year to year, and the censuses before the run.

use std::fmt::Write as _;

use super::cases::OpenCases;
use super::team::{MOST_ABOVE, pace_elasticity};
use super::{CensusOpening, TEAM};
use crate::import::pool::{FittedLevel, Pool, caseload_level, usual_vacancies, vacancy_level};
use crate::import::published::{AuthorityYear, PublishedFigure};
use crate::import::toml_text::{between, figure, quoted};

/// The measures whose earlier censuses are shown before the run.
const HISTORY: [&str; 4] = ["agency_rate", "permanent_fte", "agency_fte", "vacancy_rate"];

/// A yearly effect of the scenario.
struct EffectText {
    id: &'static str,
    name: &'static str,
    /// Its inputs, as TOML.
    inputs: String,
    sd: f64,
    persistence: f64,
    /// How far it stands above its usual level at the census, as a logarithm.
    above: Option<f64>,
    keys: &'static str,
}

const BY_YEAR: &str = "begins = \"October\"\n";
const OVER_A_YEAR: &str = "begins = \"October\"\nphase_in = 12\n";
const BY_MONTH: &str = "step = \"month\"\n";
const FROM_NOW: &str = "step = \"month\"\nrelative_to = \"last_12_months\"\n";

/// Per cent by which the leavers of a year rise with 1% of the yearly rate r: those who have left cannot leave again. It is
/// -(1 - r) ln(1 - r) / r, 0.91 to 0.93 where r is 14% to 17%; 0.91 was found in runs.
const LEAVERS_PER_RATE: f64 = 0.91;

/// Yearly effects on leaving and on starters, as shares of them.
struct FlowEffects {
    leaving: f64,
    starters: f64,
    /// Per cent by which leaving rises where starters rise by 1%.
    leaving_with_starters: f64,
}

impl CensusOpening<'_> {
    /// Leavers and starters vary together: part of the effect on starters is on leaving too.
    fn flow_effects(&self, pool: &Pool) -> FlowEffects {
        let (fte, heads) = (self.now.get(PublishedFigure::Permanent), self.now.get(PublishedFigure::PermanentHeads));
        let [leavers, starters] = [&pool.leavers, &pool.starters].map(|flow| flow.variance.sd(fte));
        // The slope is of all that varies in starters, of which chance is a part.
        let by_chance = 1.0 / (self.expected(&pool.starters.years[0]).0 * heads);
        let together = pool.leavers_per_starter * (starters * starters + by_chance) / starters;
        let together = between(0.0, together, leavers);
        FlowEffects {
            leaving: (leavers * leavers - together * together).sqrt() / LEAVERS_PER_RATE,
            starters,
            leaving_with_starters: between(0.0, together / LEAVERS_PER_RATE / starters, 9.0),
        }
    }

    /// What differs from year to year: a flow has a good or a bad year from one census to the next, a stock drifts from month to
    /// month.
    pub(super) fn yearly(&self, pool: &Pool) -> String {
        let mut text = format!(
            "\n\n# --- What differs from year to year {rule}\n\
             # As large and as lasting as in the tables up to {} in authorities of this size, beyond chance, which the model has already.\n",
            pool.until,
            rule = "-".repeat(80),
        );
        let of_cases = self.case_effects(pool, &[OpenCases::of_one_team(TEAM)]);
        text += &effects_text(pool, self.effects(pool).into_iter().chain(of_cases));
        text
    }

    /// What differs from year to year in referrals and in the cases that these stages hold.
    pub(super) fn yearly_of_cases(&self, pool: &Pool, stages: &[OpenCases]) -> String {
        effects_text(pool, self.case_effects(pool, stages))
    }

    /// How far a level stands above its usual one for the time being, as a logarithm, where its effect moves an input of mean one with
    /// this loading: the mean of a log-normal number is above its median.
    fn above(&self, level: &FittedLevel, of: impl Fn(&AuthorityYear) -> f64, loading: f64, sd: f64) -> f64 {
        of(self.now) - level.long_run_mean(&self.levels(of)) - 0.5 * loading * sd * sd
    }

    fn effects(&self, pool: &Pool) -> [EffectText; 5] {
        let fte = self.now.get(PublishedFigure::Permanent);
        let flows = self.flow_effects(pool);
        let vacancies = pool.vacancies.variance.sd(usual_vacancies(&self.flow_levels(), self.now));
        // A share rises by a per cent where its log odds rise by this many.
        let cover = between(0.0, 1.0 / (1.0 - pool.pooled_cover), 9.0);
        [
            EffectText {
                id: "leaving",
                name: "Leaving",
                inputs: "[\"leaving.annual_rate\"]".to_owned(),
                sd: flows.leaving,
                persistence: 0.0,
                above: None,
                keys: BY_YEAR,
            },
            EffectText {
                id: "starters",
                name: "Starters, and leavers with them",
                inputs: format!(
                    "{{ \"intake.starters.per_month\" = 1, \"leaving.annual_rate\" = {} }}",
                    figure(flows.leaving_with_starters, 2)
                ),
                sd: flows.starters,
                persistence: 0.0,
                above: None,
                keys: BY_YEAR,
            },
            EffectText {
                id: "hours",
                name: "Hours, transfers and reclassified posts",
                inputs: "[\"workforce.hours\"]".to_owned(),
                sd: pool.others.variance.sd(fte),
                persistence: 1.0,
                above: None,
                keys: BY_MONTH,
            },
            EffectText {
                id: "vacancies",
                name: "Vacant posts for the same staff",
                inputs: format!("[\"team.{TEAM}.vacant_posts\"]"),
                sd: vacancies,
                persistence: pool.vacancies.persistence,
                above: Some(self.above(&pool.vacancies, vacancy_level, 1.0, vacancies)),
                keys: BY_MONTH,
            },
            EffectText {
                id: "agency",
                name: "Agency staff for the same vacancies",
                inputs: format!(
                    "{{ \"team.{TEAM}.agency.standing_posts\" = 1, \"team.{TEAM}.agency.cover\" = {} }}",
                    figure(cover, 2)
                ),
                sd: pool.agency.variance.sd(fte),
                persistence: pool.agency.persistence,
                above: Some(self.agency_targets(pool).above),
                keys: OVER_A_YEAR,
            },
        ]
    }

    fn case_effects(&self, pool: &Pool, stages: &[OpenCases]) -> [EffectText; 2] {
        // Open cases rise by a per cent where their duration rises by this many: the more there are, the sooner they are closed.
        let duration = 1.0 + pace_elasticity(pool);
        let caseload = pool.caseload.variance.sd(self.now.get(PublishedFigure::Permanent));
        let of_referrals = between(-9.0, pool.cases_per_referral * duration - 1.0, 9.0);
        let durations = |loading: f64| {
            let each = stages.iter().map(|stage| format!("\"{}\" = {}", stage.duration_factor(), figure(loading, 2)));
            each.collect::<Vec<_>>().join(", ")
        };
        [
            EffectText {
                id: "demand",
                name: "Referrals",
                inputs: format!("{{ \"demand.contacts.per_month\" = 1, {} }}", durations(of_referrals)),
                sd: pool.referrals.sd,
                persistence: pool.referrals.persistence,
                above: None,
                keys: FROM_NOW,
            },
            EffectText {
                id: "caseload",
                name: "Cases for the same staff",
                inputs: format!("{{ {} }}", durations(duration)),
                sd: caseload,
                persistence: pool.caseload.persistence,
                above: Some(self.above(&pool.caseload, caseload_level, duration, caseload)),
                keys: BY_MONTH,
            },
        ]
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

/// Yearly effects, as the file writes them.
fn effects_text(pool: &Pool, effects: impl IntoIterator<Item = EffectText>) -> String {
    let mut text = String::new();
    for effect in effects {
        let _ = write!(
            text,
            "\n[yearly.{}]\nname = \"{}\"\ninputs = {}\n\
             sd = {{ value = {}, source = {}, evidence = \"published\" }}\n\
             persistence = {}\n{}",
            effect.id,
            effect.name,
            effect.inputs,
            figure(between(0.0, effect.sd, 3.0), 3),
            quoted(&format!(
                "DfE workforce and children in need tables up to {}, {} authorities",
                pool.until, pool.authorities
            )),
            figure(effect.persistence, 2),
            effect.keys,
        );
        if let Some(above) = effect.above {
            let source = "how far the census stands above the long-run level of the authority, estimated from its own censuses and all authorities";
            let _ = writeln!(
                text,
                "opens_at = {{ value = {}, source = \"{source}\", evidence = \"published\" }}",
                figure(libm::exp(between(-MOST_ABOVE, above, MOST_ABOVE)), 3)
            );
        }
    }
    text
}
