//! Teams: funded posts, caseloads and their limits, surge posts, and what agency staff cover.

use super::agency::{AgencyRates, read_rates};
use crate::scenario::declare::{InputId, Table};
use crate::scenario::problem::{Problem, Questionable};
use crate::units::Unit;

/// A team.
#[derive(Clone, Debug)]
pub struct Team {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Funded posts, FTE.
    pub establishment: InputId,
    /// Whether the service's ratios count it.
    pub in_ratios: bool,
    /// FTE that left in the 12 months before the start, where known.
    pub leavers_last_year: Option<f64>,
    /// Its caseload rules; `None` where the team holds no cases.
    pub caseload: Option<CaseloadRules>,
    /// Extra agency posts under pressure.
    pub surge: Option<Surge>,
    /// Agency workers in post at the opening.
    pub agency_workers: u32,
    /// Where their number stands, or the team where it is left out.
    pub agency_place: Option<crate::scenario::Place>,
    /// Agency orders outstanding at the opening; `None` for those of a balance.
    pub agency_orders: Option<u32>,
    /// Agency rates of the team's own.
    pub agency: AgencyRates,
}

/// What holds a team's caseload.
#[derive(Clone, Debug)]
pub struct CaseloadRules {
    /// Full-load caseload at which work goes at its stated pace.
    pub reference: InputId,
    /// Full-load caseload above which cases stay unallocated.
    pub maximum: InputId,
    /// Elasticity of the pace of work to pressure.
    pub slowing: InputId,
    /// Caseload at which the leaving rates were measured; `None` for the opening caseload.
    pub measured_at: Option<InputId>,
}

/// Extra agency posts that a team gets under pressure.
#[derive(Clone, Debug)]
pub struct Surge {
    /// Caseload above which the team is under pressure.
    pub trigger: InputId,
    /// Months running above the trigger before posts are given.
    pub months: u32,
    /// Caseload below which the posts are withdrawn.
    pub release: InputId,
    /// Extra posts, FTE.
    pub posts: InputId,
}

pub(crate) fn read(t: &mut Table<'_>, id: &str) -> Team {
    let name = t.text("name", "The team's name for people; its id where left out.").unwrap_or_else(|| id.to_owned());
    let establishment =
        t.quantity("establishment", Unit::Fte, (0.0, 10_000.0), "Funded posts, full-time equivalent.").required();
    let in_ratios =
        t.flag("in_ratios", true, "Whether the service's agency rate, vacancy rate and turnover count the team.");
    let leavers_last_year = t.plain_or_none(
        "leavers_last_year",
        Unit::Fte,
        (0.0, 10_000.0),
        "FTE that left in the 12 months before the start, so that turnover is known before month 12.",
    );
    let caseload = t.table(
        "caseload",
        "The caseload rules of a team that holds cases; a team without this table holds none.",
        read_caseload,
    );
    let surge = t.table("surge", "Extra agency posts that the team gets when its caseload stays high.", read_surge);
    let (agency_workers, agency_place, agency_orders, agency) = t.table_or_empty(
        "agency",
        "Agency staff of the team at the opening, and rates of its own in place of those of `[agency]`.",
        |t| {
            let workers = t.whole("workers", Unit::Heads, (0, 10_000), 0, "Agency workers in post at the opening.");
            let orders = t.whole_or_none(
                "orders",
                Unit::Heads,
                (0, 10_000),
                "Agency orders outstanding at the opening; those of a balance where left out.",
            );
            (workers as u32, t.place_of("workers"), orders.map(|orders| orders as u32), read_rates(t))
        },
    );
    Team {
        id: id.to_owned(),
        name,
        establishment,
        in_ratios,
        leavers_last_year,
        caseload,
        surge,
        agency_workers,
        agency_place,
        agency_orders,
        agency,
    }
}

fn read_caseload(t: &mut Table<'_>) -> CaseloadRules {
    let range = (0.1, 1_000.0);
    CaseloadRules {
        reference: t
            .quantity("reference", Unit::CasesPerFte, range, "Full-load caseload at which work goes at its stated pace.")
            .required(),
        maximum: t
            .quantity("maximum", Unit::CasesPerFte, range, "Full-load caseload above which cases stay unallocated.")
            .required(),
        slowing: t
            .quantity(
                "slowing",
                Unit::Number,
                (0.0, 10.0),
                "How work slows under pressure: pace = pressure to the power of minus this, at most 1; 0 is no slowing.",
            )
            .or(0.0),
        measured_at: t
            .quantity(
                "measured_at",
                Unit::CasesPerFte,
                (0.0, 1_000.0),
                "Caseload at which the leaving rates were measured; the opening caseload where left out.",
            )
            .fixed()
            .optional(),
    }
}

fn read_surge(t: &mut Table<'_>) -> Surge {
    let surge = Surge {
        trigger: t
            .quantity("trigger", Unit::CasesPerFte, (0.0, 1_000.0), "Caseload above which the team is under pressure.")
            .required(),
        months: t.whole("months", Unit::Months, (1, 120), 1, "Months running above the trigger before posts are given.")
            as u32,
        release: t
            .quantity("release", Unit::CasesPerFte, (0.0, 1_000.0), "Caseload below which the posts are withdrawn.")
            .required(),
        posts: t.quantity("posts", Unit::Fte, (0.0, 1_000.0), "Extra agency posts, full-time equivalent.").required(),
    };
    if t.mean(surge.release) > t.mean(surge.trigger) {
        let what = Questionable::ReleaseAboveTrigger { surge: t.address().to_owned() };
        let place = t.place_of("release");
        t.reader.warn(Problem::Odd { what }, place);
    }
    surge
}
