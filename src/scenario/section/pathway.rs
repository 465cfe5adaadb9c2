//! The case pathway: stages, their durations and the flows between them.

use crate::ids::{CaseStageId, IdVec, TeamId};
use crate::measures::StageRole;
use crate::scenario::Names;
use crate::scenario::declare::{InputId, Key, Kind, QuantitySpec, Table, is_remark};
use crate::scenario::problem::{Contradiction, Problem};
use crate::scenario::source::{Node, Value};
use crate::units::Unit;

/// A stage that a case passes through.
#[derive(Clone, Debug)]
pub struct CaseStage {
    /// Identifier.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Index of the team that holds its cases.
    pub team: TeamId,
    /// What the stage counts as in national statistics.
    pub role: Option<StageRole>,
    /// Mean duration in months; 0 for a decision.
    pub months: f64,
    /// Factor on the mean duration.
    pub duration_factor: InputId,
    /// For a decision: share of its month for which each case occupies the team.
    pub held: InputId,
    /// Number of equal geometric phases.
    pub phases: u32,
    /// Open cases at the start.
    pub cases: u32,
    /// Its rank when there is not a worker for every case: cases of a higher priority wait after those of a lower one.
    pub priority: u32,
    /// Where completed cases go.
    pub next: Branches,
    /// Escalation of open cases: target stage and monthly probability.
    pub escalate: Vec<(CaseStageId, InputId)>,
    /// Monthly probability that an open case is closed early.
    pub closed_early: InputId,
    /// Mean number of cases a month that enter other than by referral or from another stage.
    pub from_outside: InputId,
    /// Share of completions in time at the start.
    pub in_time: Option<InputId>,
    /// Fall in the log odds of completion in time per unit of log pressure.
    pub in_time_slope: InputId,
    /// Share of entries that are repeats.
    pub repeat: Option<InputId>,
    /// Place of the stage in the file.
    pub place: Option<crate::scenario::Place>,
}

impl CaseStage {
    /// Whether it is a decision, which cases pass through in the month they arrive.
    #[must_use]
    pub fn is_decision(&self) -> bool {
        self.months == 0.0
    }
}

/// Where cases go: one branch takes the remainder, and each other branch has a probability.
#[derive(Clone, Debug, Default)]
pub struct Branches {
    /// The branches, in file order.
    pub list: Vec<Branch>,
}

/// One branch.
#[derive(Clone, Copy, Debug)]
pub struct Branch {
    /// The target stage; `None` if the case is closed.
    pub to: Option<CaseStageId>,
    /// Its probability; `None` for the branch that takes the remainder.
    pub share: Option<InputId>,
}

const CLOSED: &str = "closed";

pub(crate) fn read(t: &mut Table<'_>, id: &str, names: &Names) -> CaseStage {
    let name = t.text("name", "Display name of the stage; defaults to its id.").unwrap_or_else(|| id.to_owned());
    let team = t.name_required("team", "team", &names.teams, "The team that holds the stage's cases.");
    let roles: Vec<&str> = StageRole::ALL.iter().map(|role| role.id()).collect();
    let role = t
        .choice("counts_as", &roles, "What the stage counts as in national statistics.")
        .map(|index| StageRole::ALL[index]);
    let place = t.place();
    let (months, duration_factor) = read_duration(t, id, place);
    let held = t
        .quantity(
            "held",
            Unit::Share,
            (0.0, 1.0),
            "For a decision: share of its month for which each case occupies the team.",
        )
        .or(0.0);
    let phases = t.whole(
        "phases",
        Unit::Number,
        (1, 24),
        1,
        "Number of equal phases in sequence: 1 is memoryless, more make durations more regular.",
    ) as u32;
    let cases = t.whole("cases", Unit::Cases, (0, 1_000_000), 0, "Open cases at the start.") as u32;
    let priority = t.whole(
        "priority",
        Unit::Number,
        (0, 100),
        0,
        "Rank for keeping a worker when there are too few: cases of stages with a higher number keep theirs; of equals, \
         those of stages earlier in the file.",
    ) as u32;
    let next = read_branches(
        t,
        "next",
        &names.stages,
        "Where completed cases go: stages or `closed`; exactly one is \"rest\".",
    );
    let escalate = read_escalation(t, names);
    let stage = CaseStage {
        id: id.to_owned(),
        name,
        team,
        role,
        months,
        duration_factor,
        held,
        phases,
        cases,
        priority,
        next,
        escalate,
        closed_early: t
            .quantity(
                "closed_early",
                Unit::MonthlyProbability,
                (0.0, 1.0),
                "Monthly probability that an open case with a worker is closed before its work is done; such children count as \
                 turned away. They can come back (`demand.comes_back`) only in a scenario with `[demand]`.",
            )
            .or(0.0),
        from_outside: t
            .quantity(
                "from_outside",
                Unit::PerMonth,
                (0.0, 100_000.0),
                "Mean number of cases a month that enter other than by referral or from another stage.",
            )
            .or(0.0),
        in_time: t
            .quantity("in_time", Unit::Share, (0.0, 1.0), "Share of completions in time at the start.")
            .optional(),
        in_time_slope: t
            .quantity(
                "in_time_slope",
                Unit::Number,
                (0.0, 100.0),
                "How timeliness falls under pressure: fall in log odds per unit of log pressure.",
            )
            .or(0.0),
        repeat: t
            .quantity(
                "repeat",
                Unit::Share,
                (0.0, 1.0),
                "Share of entries that are repeats (a label, without effect on cases).",
            )
            .optional(),
        place,
    };
    refuse_misplaced(t, &stage);
    stage
}

/// The mean duration in months, and the factor on it.
fn read_duration(t: &mut Table<'_>, id: &str, place: Option<crate::scenario::Place>) -> (f64, InputId) {
    let months = t.plain_or_none(
        "months",
        Unit::Months,
        (0.0, 600.0),
        "Mean duration; 0 makes the stage a decision, which cases pass through in the month they arrive.",
    );
    t.mark_required("months");
    if months.is_none() && !t.has("months") {
        let expected = "the mean duration in months, or 0 for a decision".into();
        t.error(Problem::Missing { key: "months".into(), inside: format!("pathway.{id}"), expected }, place);
    }
    let factor = t
        .quantity(
            "duration_factor",
            Unit::Number,
            (0.1, 10.0),
            "Factor on `months`, which may be uncertain and differ from year to year: at 1.1 cases stay open a tenth longer.",
        )
        .or(1.0);
    (months.unwrap_or(1.0), factor)
}

/// Reports keys that do not apply to a stage of its kind.
fn refuse_misplaced(t: &mut Table<'_>, stage: &CaseStage) {
    let (decision, held_given) = (stage.is_decision(), t.has("held"));
    let (factor_given, early_given) = (t.has("duration_factor"), t.has("closed_early"));
    let &CaseStage { months, phases, cases, priority, .. } = stage;
    let mut refuse = |wrong: bool, key: &str, of: fn(String) -> Contradiction| {
        if wrong {
            let place = t.place_of(key);
            t.error(Problem::Inconsistent { what: of(stage.id.clone()) }, place);
        }
    };
    refuse(decision && cases > 0, "cases", |stage| Contradiction::DecisionWithCases { stage });
    refuse(decision && !stage.escalate.is_empty(), "escalate", |stage| Contradiction::DecisionWithEscalation { stage });
    refuse(decision && early_given, "closed_early", |stage| Contradiction::DecisionClosedEarly { stage });
    refuse(decision && priority > 0, "priority", |stage| Contradiction::DecisionWithPriority { stage });
    refuse(decision && factor_given, "duration_factor", |stage| Contradiction::DecisionWithDuration { stage });
    refuse(!decision && held_given, "held", |stage| Contradiction::HeldByNoDecision { stage });
    refuse(decision && phases > 1, "phases", |stage| Contradiction::DecisionWithPhases { stage });
    if !decision && months < f64::from(phases) {
        let place = t.place_of("months");
        let what = Contradiction::PhasesBelowAMonth { stage: stage.id.clone(), months, phases };
        t.error(Problem::Inconsistent { what }, place);
    }
}

/// Specification of a branch's probability.
const SHARE: QuantitySpec = QuantitySpec {
    unit: Unit::Probability,
    range: (0.0, 1.0),
    dated: true,
    doc: "Share of cases that take this branch.",
};

pub(crate) fn read_branches(
    t: &mut Table<'_>,
    key: &str,
    stages: &IdVec<CaseStageId, String>,
    doc: &'static str,
) -> Branches {
    let mut branches = Branches::default();
    let kind = Kind::quantities(Key::Branch, SHARE.unit, SHARE.range);
    let node = t.form(key, kind, doc);
    t.mark_required(key);
    let Some(node) = node else {
        let expected = "where cases go, such as { assessment = 0.7, closed = \"rest\" }".into();
        let problem = Problem::Missing { key: key.into(), inside: t.address().to_owned(), expected };
        t.error(problem, None);
        return branches;
    };
    let Value::Table(table) = &node.value else {
        let expected = "a table such as { assessment = 0.7, closed = \"rest\" }".into();
        let problem = Problem::WrongType { key: key.into(), expected, found: node.found() };
        t.error(problem, Some(node.at));
        return branches;
    };
    let mut known = stages.to_vec();
    known.push(CLOSED.into());
    let branches_of = || table.entries.iter().filter(|(name, _)| !is_remark(name));
    let rests = branches_of().filter(|(_, branch)| branch.value.is_rest()).count();
    // Any other word was probably meant as "rest"; it is reported at its own place.
    let another_word = |branch: &Node| matches!(branch.value, Value::Text(_)) && !branch.value.is_rest();
    if rests > 1 || rests == 0 && !branches_of().any(|(_, branch)| another_word(branch)) {
        let key = format!("{}.{key}", t.address());
        t.error(Problem::RestCount { key, found: rests }, Some(node.at));
    }
    let mut entries = Vec::new();
    for (name, branch) in branches_of() {
        match known.contains(name).then(|| stages.find(|stage| stage == name)) {
            Some(_) if another_word(branch) => {
                let expected = "a probability or the word \"rest\"".into();
                let problem = Problem::WrongType { key: name.clone(), expected, found: branch.found() };
                t.error(problem, Some(branch.at));
            }
            Some(to) => entries.push((name.clone(), to, branch.value.is_rest())),
            None => {
                let problem = Problem::UnknownName { kind: "stage", name: name.clone(), known: t.reader.known(&known) };
                t.error(problem, Some(branch.key_at));
            }
        }
    }
    t.table(key, doc, |t| {
        for (name, to, rest) in entries {
            if rest {
                t.accept_rest(&name);
                branches.list.push(Branch { to, share: None });
            } else if let Some(id) = t.quantity_in_form(&name, SHARE) {
                branches.list.push(Branch { to, share: Some(id) });
            }
        }
        t.accept_all();
    });
    at_most_one(t, key, branches.list.iter().filter_map(|branch| branch.share));
    branches
}

/// Reports an error if the means of the probabilities in a table sum to more than 1.
fn at_most_one(t: &mut Table<'_>, key: &str, probabilities: impl Iterator<Item = InputId>) {
    let sum: f64 = probabilities.map(|id| t.mean(id)).sum();
    if sum > 1.0 + 1e-9 {
        let place = t.place_of(key);
        let key = format!("{}.{key}", t.address());
        t.error(Problem::BranchesOverOne { key, sum }, place);
    }
}

fn read_escalation(t: &mut Table<'_>, names: &Names) -> Vec<(CaseStageId, InputId)> {
    let doc = "Monthly probability that an open case is escalated to another stage.";
    let probability = QuantitySpec { unit: Unit::MonthlyProbability, range: (0.0, 1.0), dated: true, doc };
    let kind = Kind::quantities(Key::Stage, probability.unit, probability.range);
    let list = t.table_of("escalate", kind, doc, |t| {
        let mut list = Vec::new();
        for (key, place) in t.keys().into_iter().filter(|(key, _)| !is_remark(key)) {
            t.accept(&key);
            let Some(index) = names.stages.find(|stage| *stage == key) else {
                let problem = Problem::UnknownName { kind: "stage", name: key, known: t.reader.known(&names.stages) };
                t.error(problem, Some(place));
                continue;
            };
            if let Some(id) = t.quantity_in_form(&key, probability) {
                list.push((index, id));
            }
        }
        list
    });
    let list = list.unwrap_or_default();
    at_most_one(t, "escalate", list.iter().map(|&(_, probability)| probability));
    list
}
