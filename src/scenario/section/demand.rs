//! Demand: contacts, referrals and where referrals go.

use super::pathway::{Branches, read_branches};
use super::twelve::read_twelve;
use crate::ids::TeamId;
use crate::scenario::Names;
use crate::scenario::declare::{InputId, Table};
use crate::scenario::problem::{Problem, plain};
use crate::scenario::source::{Node, Value};
use crate::units::Unit;

/// The demand on the service.
#[derive(Clone, Debug)]
pub struct Demand {
    /// Contacts a month at the start.
    pub contacts: InputId,
    /// Share of contacts that become referrals at the start.
    pub conversion: InputId,
    /// Factor on the contacts that become referrals.
    pub referred: InputId,
    /// Factor on the contacts that do not become referrals.
    pub not_referred: InputId,
    /// Annual growth.
    pub growth: InputId,
    /// Seasonal factors, January to December, with mean 1.
    pub season: [f64; 12],
    /// Over-dispersion: variance = mean + dispersion x mean squared.
    pub dispersion: InputId,
    /// Share of referrals that are re-referrals.
    pub re_referral: InputId,
    /// Share of referrals that are not taken.
    pub turned_away: InputId,
    /// Share of children turned away who come back within 12 months.
    pub comes_back: InputId,
    /// Screening of contacts.
    pub screening: Option<Screening>,
    /// Where referrals go.
    pub next: Branches,
}

/// Screening of contacts.
#[derive(Clone, Debug)]
pub struct Screening {
    /// Index of the team.
    pub team: TeamId,
    /// Work per contact for the team, in case-equivalents, in the month of the contact.
    pub load: InputId,
}

pub(crate) fn read(t: &mut Table<'_>, names: &Names) -> Demand {
    let contacts = t.table_or_empty("contacts", "The contacts that the service receives.", |t| {
        let factor = (0.0, 100.0);
        (
            t.quantity(
                "per_month",
                Unit::PerMonth,
                (0.0, 1_000_000.0),
                "All contacts a month at the start; if a yearly effect is relative to the last 12 months, the mean of those \
                 months.",
            )
            .required(),
            t.quantity(
                "conversion",
                Unit::Share,
                (0.0, 1.0),
                "Share of contacts that become referrals at the start; it splits contacts into two streams.",
            )
            .fixed()
            .required(),
            t.quantity("referred", Unit::Number, factor, "Factor on the contacts that become referrals.").or(1.0),
            t.quantity(
                "not_referred",
                Unit::Number,
                factor,
                "Factor on the other contacts; police triage, for example, lowers it.",
            )
            .or(1.0),
        )
    });
    let growth = t.quantity("growth", Unit::YearlyGrowth, (-0.9, 10.0), "Annual growth of contacts, compound.").or(0.0);
    let season = read_season(t);
    let dispersion = t
        .quantity("dispersion", Unit::Number, (0.0, 10.0), "Over-dispersion phi: variance = mean + phi x mean squared.")
        .fixed()
        .or(0.0);
    let re_referral = t
        .quantity(
            "re_referral",
            Unit::Share,
            (0.0, 1.0),
            "Share of referrals that are re-referrals (a label, without effect on demand).",
        )
        .or(0.0);
    let turned_away = t
        .quantity(
            "turned_away",
            Unit::Share,
            (0.0, 1.0),
            "Share of referrals that the service does not take, beyond those that never met its threshold: a raised threshold. They \
             count as other contacts.",
        )
        .or(0.0);
    let comes_back = t
        .quantity(
            "comes_back",
            Unit::Share,
            (0.0, 1.0),
            "Share of the children turned away or closed early who are referred again within 12 months, and are then taken.",
        )
        .or(0.0);
    replaced_level(t);
    let screening = t.table("screening", "Screening of contacts.", |t| Screening {
        team: t.name_required("team", "team", &names.teams, "The team that screens contacts."),
        load: t
            .quantity(
                "load",
                Unit::CaseEquivalents,
                (0.0, 100.0),
                "Work per contact for the team in the month of the contact.",
            )
            .or(0.0),
    });
    let next = read_branches(
        t,
        "next",
        &names.stages,
        "Where referrals go: stages of the pathway or `closed`; exactly one is \"rest\".",
    );
    Demand {
        contacts: contacts.0,
        conversion: contacts.1,
        referred: contacts.2,
        not_referred: contacts.3,
        growth,
        season,
        dispersion,
        re_referral,
        turned_away,
        comes_back,
        screening,
        next,
    }
}

/// Refuses the table that earlier versions had for the yearly level of demand.
fn replaced_level(t: &mut Table<'_>) {
    let Some(node) = t.node().get("level") else { return };
    t.accept("level");
    let number = |key: &str, default: f64| match &node.value {
        Value::Table(table) => table.get(key).map_or(Some(default), Node::number),
        _ => None,
    };
    let (persistence, change) = (number("persistence", 0.87), number("sd", 0.0));
    let figures = persistence.zip(change).filter(|(persistence, _)| (0.0..=1.0).contains(persistence));
    let figures = figures.map_or("sd = ..., persistence = ...".to_owned(), |(persistence, change)| {
        // `sd` was that of a year's change, not that of the level.
        let sd = if persistence < 1.0 { change / (1.0 - persistence * persistence).sqrt() } else { change };
        format!("sd = {}, persistence = {}", plain((sd * 1e3).round() / 1e3), plain(persistence))
    });
    let table = format!(
        "[yearly.demand] as a table of its own, with inputs = [\"demand.contacts.per_month\"], {figures}, step = \
         \"month\" and relative_to = \"last_12_months\""
    );
    t.error(Problem::ReplacedByYearly { key: "demand.level".into(), table }, Some(node.key_at));
}

fn read_season(t: &mut Table<'_>) -> [f64; 12] {
    read_twelve(
        t,
        "season",
        "Twelve seasonal factors, January to December, with mean 1; flat if omitted.",
        "twelve numbers of at least 0 with mean 1, January to December",
        (1.0, "a mean", 12.0),
    )
}
