//! Posts, what grows, and agency staff.

use super::{CensusOpening, TEAM};
use crate::import::assumptions::{self, AgencyPrices, MOST_COVER, SETTLES_BELOW};
use crate::import::case_holding::CaseHolding;
use crate::import::pool::{Pool, vacant_posts};
use crate::import::published::{AuthorityYear, PublishedFigure};
use crate::import::toml_text::{between, figure, percent, quoted, significant, whole};
use crate::random::normal_quantile;

/// Where the target moves, it is left at once and reached later, so that agency is below it by [`BELOW_A_MOVING_TARGET`] in addition.
const FRICTION: f64 = BELOW_A_MOVING_TARGET * SETTLES_BELOW;

/// Found in runs of such scenarios.
const BELOW_A_MOVING_TARGET: f64 = 1.05;

/// Agency staff below a twentieth of the usual number are as few as that.
const LEAST_AGENCY: f64 = 0.05;

/// Furthest that agency staff are taken to stand above or below their usual number for the time being, as a logarithm.
pub(super) const MOST_ABOVE: f64 = 2.9;

/// What agency staff are ordered for.
pub(super) struct AgencyTargets {
    cover: f64,
    standing: f64,
    /// How far both stand above what is usual for the authority, as a logarithm.
    pub above: f64,
}

/// The elasticity q of the pace of work with which open cases grow by e = q / (1 + q) per cent for each per cent of staff, as they do
/// in the tables.
pub(super) fn pace_elasticity(pool: &Pool) -> f64 {
    pool.cases_per_staff / (1.0 - pool.cases_per_staff)
}

impl CensusOpening<'_> {
    pub(super) fn team(&self, pool: &Pool) -> String {
        let (now, own) = (self.now, self.own());
        let elasticity_source = format!(
            "DfE workforce tables up to {}: vacancies are lower by {}% with 1% more permanent FTE",
            pool.until,
            figure(pool.vacancy_elasticity, 2)
        );
        let targets = self.agency_targets(pool);
        let holder_source = format!(
            "{own}: {} FTE hold cases; that all {} agency FTE are among them is an assumption",
            figure(now.get(PublishedFigure::CaseHolders), 1),
            figure(now.get(PublishedFigure::Agency), 1)
        );
        let caseload = self.caseload(TEAM, self.holding(), now.get(PublishedFigure::Cases), &holder_source, pool);
        format!(
            "\n\n# --- Posts and agency staff {rule}\n\n\
             [team.social_work]\n\
             name = \"Children's social work\"\n\
             establishment = {{ value = {posts}, source = {source}, evidence = \"published\" }}\n\
             vacancy_elasticity = {{ value = {elasticity}, source = {elasticity_source}, evidence = \"association\" }}\n\
             establishment_follows_in = \"every month\"   # what is vacant changes whenever somebody comes or goes\n\
             vacant_posts = 1   # as many as at the census: see yearly.vacancies\n\
             leavers_last_year = {{ value = {leavers}, source = {own_source}, evidence = \"published\" }}\n\n\
             {caseload}\n\
             [team.social_work.agency]\n\
             workers = {workers}\n\
             cover = {{ value = {cover}, source = {cover_source}, evidence = \"association\" }}\n\
             standing_posts = {{ value = {standing}, source = {standing_source}, evidence = \"association\" }}\n",
            rule = "-".repeat(88),
            posts = figure(now.get(PublishedFigure::Permanent) + vacant_posts(now), 1),
            source = quoted(&format!(
                "{own}: {} in post and {} vacancies{}",
                figure(now.get(PublishedFigure::Permanent), 1),
                figure(now.get(PublishedFigure::Vacancies), 1),
                if vacant_posts(now) > now.get(PublishedFigure::Vacancies) { ", taken as half a post" } else { "" }
            )),
            elasticity = figure(pool.vacancy_elasticity, 2),
            elasticity_source = quoted(&elasticity_source),
            leavers = figure(now.get(PublishedFigure::Leavers), 1),
            own_source = quoted(&own),
            workers = whole(now.get(PublishedFigure::Agency) / self.per_worker()),
            cover = significant(targets.cover),
            cover_source = quoted(&format!(
                "DfE workforce tables up to {}: {} agency FTE for each extra vacancy; {} of this authority's difference from others is \
                 permanent, the rest fades; raised for churn and time to fill",
                pool.until,
                figure(pool.pooled_cover, 2),
                percent(pool.agency.lasting_share)
            )),
            standing = significant(targets.standing),
            standing_source = quoted(&format!(
                "DfE workforce tables up to {}: in addition, {} agency FTE per permanent FTE, raised in the same way",
                pool.until,
                figure(pool.pooled_standing, 3)
            )),
        )
    }

    /// Who holds cases at the census.
    pub(super) fn holding(&self) -> CaseHolding {
        let [permanent, agency] =
            [PublishedFigure::Permanent, PublishedFigure::Agency].map(|figure| self.now.get(figure));
        CaseHolding::new(permanent, agency, self.now.case_holder_share())
    }

    /// The table of a team that holds so many cases.
    pub(super) fn caseload(
        &self,
        team: &str,
        holding: CaseHolding,
        cases: f64,
        holder_source: &str,
        pool: &Pool,
    ) -> String {
        format!(
            "[team.{team}.caseload]\n\
             {reference}\
             pace_elasticity = {{ value = {elasticity}, source = {elasticity_source}, evidence = \"association\" }}\n\
             case_holders = {{ value = {holders}, source = {holder_source}, evidence = \"published\" }}\n",
            reference = holding.reference_text(cases, self.sickness.0 / 100.0),
            elasticity = figure(pace_elasticity(pool), 2),
            elasticity_source = quoted(&format!(
                "DfE workforce tables up to {}: open cases grow by {}% with 1% more staff, and by {}% with 1% more referrals",
                pool.until,
                figure(pool.cases_per_staff, 2),
                figure(pool.cases_per_referral, 2)
            )),
            holders = figure(holding.share(), 3),
            holder_source = quoted(holder_source),
        )
    }

    /// FTE of one agency worker.
    fn per_worker(&self) -> f64 {
        let heads = self.now.get(PublishedFigure::AgencyHeads);
        if heads > 0.0 { between(0.1, self.now.get(PublishedFigure::Agency) / heads, 1.0) } else { 1.0 }
    }

    /// Agency cover and standing posts at the census: as usual, except for what the authority keeps of its own level, and raised or
    /// lowered for the time being so that the agency staff in post are in balance.
    pub(super) fn agency_targets(&self, pool: &Pool) -> AgencyTargets {
        let (now, usual) = (self.now, pool.pooled_cover);
        let least = libm::log(LEAST_AGENCY);
        let level = |row: &AuthorityYear| {
            let level = pool.agency_level(row);
            if level.is_nan() || level < least { least } else { level }
        };
        let fte = now.get(PublishedFigure::Permanent);
        let sd = pool.agency.variance.sd(fte);
        // The mean of a log-normal number is above its median.
        let own = pool.agency.long_run_mean(&self.levels(level)) + 0.5 * sd * sd;
        let per_cent = between(0.0, 1.0 / (1.0 - usual), 9.0);
        let raised = FRICTION * usual;
        let raised = if raised < MOST_COVER { raised } else { MOST_COVER };
        let centre = centre_with_mean(raised, sd * per_cent);
        let cover = |above: f64| {
            let odds = centre / (1.0 - centre) * libm::exp(per_cent * (own + above));
            let share = odds / (1.0 + odds);
            if share < MOST_COVER { share } else { MOST_COVER }
        };
        // What a cover cannot give for its limit is left to standing posts.
        let rest = (FRICTION * usual - raised) * now.get(PublishedFigure::Vacancies);
        let others = FRICTION * pool.pooled_standing * fte + rest;
        let standing = |above: f64| others * libm::exp(own + above);
        let wanted = FRICTION * now.get(PublishedFigure::Agency);
        let (mut low, mut high) = (-MOST_ABOVE, MOST_ABOVE);
        for _ in 0..50 {
            let middle = 0.5 * (low + high);
            let found = cover(middle) * now.get(PublishedFigure::Vacancies) + standing(middle);
            if found < wanted { low = middle } else { high = middle }
        }
        AgencyTargets { cover: cover(low), standing: standing(low), above: low }
    }

    pub(super) fn agency(&self) -> String {
        let source = format!(
            "{}: {} people are {} FTE",
            self.own(),
            figure(self.now.get(PublishedFigure::AgencyHeads), 0),
            figure(self.now.get(PublishedFigure::Agency), 1)
        );
        let churn = assumptions::assumed_churn();
        assumptions::agency(&churn, &figure(self.per_worker(), 3), &source, &AgencyPrices::assumed())
    }
}

/// The share whose log odds, moved by an effect of this standard deviation, make shares of this mean: an effect on a share keeps the
/// median of its odds, not its mean.
fn centre_with_mean(mean: f64, sd: f64) -> f64 {
    const POINTS: u32 = 999;
    let of = |centre: f64| {
        let share = |point: u32| {
            let moved = sd * normal_quantile(f64::from(point) / f64::from(POINTS + 1));
            1.0 / (1.0 + libm::exp(-centre - moved))
        };
        (1..=POINTS).map(share).sum::<f64>() / f64::from(POINTS)
    };
    let (mut low, mut high) = (-20.0, 20.0);
    for _ in 0..50 {
        let middle = 0.5 * (low + high);
        if of(middle) < mean { low = middle } else { high = middle }
    }
    1.0 / (1.0 + libm::exp(-low))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_moved_from_their_centre_have_the_mean() {
        for (mean, sd) in [(0.5, 2.0), (0.9, 1.5), (0.98, 1.0), (0.3, 0.0)] {
            let centre = centre_with_mean(mean, sd);
            let odds = libm::log(centre / (1.0 - centre));
            let moved = (1..10_000).map(|n| odds + sd * normal_quantile(f64::from(n) / 10_000.0));
            let found = moved.map(|odds| 1.0 / (1.0 + libm::exp(-odds))).sum::<f64>() / 9_999.0;
            assert!((found - mean).abs() < 1e-3, "{mean} {sd}: {found}");
        }
    }
}
