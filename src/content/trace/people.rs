//! People who start, qualify, progress, fail, leave, move and convert.

use super::entry::{Entry, Kind, Stock};
use super::naming::Naming;
use crate::content::words;
use crate::ids::TeamId;
use crate::model::{Event, Origin, People};
use crate::units::Unit;

/// An event for a person, or for several people of one cohort.
#[derive(Clone, Copy, Debug, PartialEq)]
struct PeopleStep {
    kind: Kind,
    people: People,
    /// Team afterwards; `None` if they left.
    to: Option<TeamId>,
}

/// The step that an event describes; `None` if the event is not about people.
fn step(naming: Naming<'_>, event: Event) -> Option<PeopleStep> {
    let (kind, people, to) = match event {
        Event::Started(people) => (Kind::Started, people, Some(people.team)),
        Event::Converted(people) => (Kind::Converted, people, Some(people.team)),
        Event::Passed(people) => {
            let qualifies = !naming.stage(people).employed && naming.stage(after(people)).employed;
            (if qualifies { Kind::Qualified } else { Kind::Passed }, people, Some(people.team))
        }
        Event::Failed(people) => (Kind::Failed, people, None),
        Event::Left(people) => (Kind::Left, people, None),
        Event::Moved { people, to } => (Kind::Moved, people, Some(to)),
        Event::Offered { .. } | Event::Agency { .. } | Event::Response { .. } | Event::Cases { .. } => return None,
    };
    Some(PeopleStep { kind, people, to })
}

/// People in the next stage of their route.
fn after(people: People) -> People {
    People { stage: people.stage.next(), ..people }
}

impl PeopleStep {
    /// Whether both steps can share a sentence.
    fn goes_with(&self, other: &Self, naming: Naming<'_>) -> bool {
        let of = |one: &Self| (one.people.team, one.to, naming.stage(one.people).employed);
        let stage = |one: &Self| (one.people.route, one.people.stage);
        let by_stage = matches!(self.kind, Kind::Passed | Kind::Failed);
        self.kind == other.kind && of(self) == of(other) && (!by_stage || stage(self) == stage(other))
    }

    /// The step for a number of people: `2 social workers left Child in need`.
    fn what(&self, naming: Naming<'_>, heads: u32) -> String {
        let (team, stage) = (naming.team(self.people.team), naming.stage(self.people));
        let trainees = !stage.employed;
        let of = |one, several| words::counted(heads.into(), one, several);
        let who = if trainees { of("trainee", "trainees") } else { of("social worker", "social workers") };
        match self.kind {
            Kind::Started if trainees => format!("{who} started in {team}"),
            Kind::Started => format!("{who} started in {team}"),
            Kind::Converted => {
                let permanent = match (trainees, heads) {
                    (true, 1) => "a trainee",
                    (true, _) => "trainees",
                    (false, _) => "permanent",
                };
                format!("{} became {permanent} in {team}", of("agency worker", "agency workers"))
            }
            Kind::Qualified => format!("{who} qualified and joined the permanent staff of {team}"),
            Kind::Passed => {
                format!("{who} in {team} progressed from {} to {}", stage.name, naming.stage(after(self.people)).name)
            }
            Kind::Failed => format!("{who} failed {} and left {team}", stage.name),
            Kind::Moved => format!("{who} moved from {team} to {}", naming.team(self.to.unwrap_or(self.people.team))),
            _ => format!("{who} left {team}"),
        }
    }

    /// The cohort and its time in service; empty if there is nothing to add. People of an arrival are named by their
    /// numbers, from 1.
    fn which(&self, naming: Naming<'_>, numbers: &[u32]) -> String {
        match self.kind {
            Kind::Converted => String::new(),
            Kind::Started => naming.cohort(self.people).to_owned(),
            _ => naming.which(self.people, numbers),
        }
    }

    /// The number of the person in their arrival, from 1; `None` for several people.
    fn person(&self) -> Option<u32> {
        self.people.number.map(|number| number + 1)
    }

    fn cohort(&self, naming: Naming<'_>) -> Cohort {
        (self.which(naming, &[]), self.people.number.map(|_| self.people.origin))
    }
}

/// What people described together have in common: the description without their numbers, and for people with numbers their
/// arrival.
type Cohort = (String, Option<Origin>);

/// Several compatible steps, as one sentence.
fn sentence(naming: Naming<'_>, steps: &[PeopleStep]) -> String {
    let Some(first) = steps.first() else { return String::new() };
    let mut cohorts: Vec<(Cohort, Vec<&PeopleStep>)> = Vec::new();
    for step in steps {
        let cohort = step.cohort(naming);
        match cohorts.iter_mut().find(|(other, _)| *other == cohort) {
            Some((_, same)) => same.push(step),
            None => cohorts.push((cohort, vec![step])),
        }
    }
    let heads = |steps: &[&PeopleStep]| steps.iter().map(|step| step.people.heads).sum::<u32>();
    let what = first.what(naming, cohorts.iter().map(|(_, steps)| heads(steps)).sum());
    let which = |steps: &[&PeopleStep]| {
        let mut numbers: Vec<u32> = steps.iter().filter_map(|step| step.person()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        steps.first().map(|step| step.which(naming, &numbers)).unwrap_or_default()
    };
    let parts: Vec<(String, u32)> = cohorts.iter().map(|(_, steps)| (which(steps), heads(steps))).collect();
    match &parts[..] {
        [(which, _)] if which.is_empty() => format!("{what}."),
        [(which, _)] => format!("{what}: {which}."),
        _ => {
            let parts: Vec<String> = parts.iter().map(|(which, heads)| format!("{which} ({heads})")).collect();
            format!("{what}: {}.", parts.join("; "))
        }
    }
}

/// The month's events for people, one sentence for each kind and team.
pub(super) fn sentences(naming: Naming<'_>, events: &[Event]) -> Vec<String> {
    let mut groups: Vec<Vec<PeopleStep>> = Vec::new();
    for step in events.iter().filter_map(|&event| step(naming, event)) {
        match groups.iter_mut().find(|group| group[0].goes_with(&step, naming)) {
            Some(group) => group.push(step),
            None => groups.push(vec![step]),
        }
    }
    let steps = groups.iter().map(|group| sentence(naming, group));
    steps.chain(events.iter().filter_map(|&event| not_taken_up(naming, event))).collect()
}

/// A sentence about offers that were not taken up; `None` if all were.
fn not_taken_up(naming: Naming<'_>, event: Event) -> Option<String> {
    let Event::Offered { intake, offers, taken_up } = event else { return None };
    let intake = &naming.scenario().intakes[intake];
    let of = words::counted(offers.into(), "offer", "offers");
    match offers - taken_up {
        0 => None,
        1 => Some(format!("1 of {of} was not taken up: {}.", intake.name)),
        refused => Some(format!("{refused} of {of} were not taken up: {}.", intake.name)),
    }
}

/// The entries of an event about people: one for each stock that it changes, or one if it changes none.
pub(super) fn entries(naming: Naming<'_>, event: Event) -> Vec<Entry<'_>> {
    if let Event::Offered { intake, offers, .. } = event {
        return vec![offered(naming, intake, offers, not_taken_up(naming, event))];
    }
    let Some(step) = step(naming, event) else { return Vec::new() };
    let before = stock(naming, step.people);
    let heads = f64::from(step.people.heads);
    match step.kind {
        Kind::Started | Kind::Converted => vec![entry(naming, &step, Some((before, heads)))],
        Kind::Failed | Kind::Left => vec![entry(naming, &step, Some((before, -heads)))],
        Kind::Qualified => {
            let joined = entry(naming, &step, Some((Stock::Permanent, heads)));
            vec![entry(naming, &step, Some((before, -heads))), joined]
        }
        Kind::Moved => {
            let joined = entry(naming, &step, Some((before, heads)));
            let to = joined.to;
            vec![entry(naming, &step, Some((before, -heads))), Entry { team: to, ..joined }]
        }
        _ => vec![entry(naming, &step, None)],
    }
}

fn stock(naming: Naming<'_>, people: People) -> Stock {
    if naming.stage(people).employed { Stock::Permanent } else { Stock::Trainees }
}

fn entry<'a>(naming: Naming<'a>, step: &PeopleStep, moves: Option<(Stock, f64)>) -> Entry<'a> {
    let people = step.people;
    let (from, to) = match step.kind {
        Kind::Moved => (naming.team_id(people.team), step.to.map_or("", |to| naming.team_id(to))),
        Kind::Passed | Kind::Qualified => (naming.stage(people).id.as_str(), naming.stage(after(people)).id.as_str()),
        _ => ("", ""),
    };
    Entry {
        stock: moves.map(|(stock, _)| stock),
        team: naming.team_id(people.team),
        route: &naming.scenario().routes[people.route].id,
        cohort: naming.cohort_id(people).into(),
        person: step.person(),
        of: &naming.stage(people).id,
        from,
        to,
        started: Some(naming.started(people)),
        months_in_service: Some(naming.months_in_service(people)),
        ..Entry::new(
            step.kind,
            moves.map_or(f64::from(people.heads), |(_, heads)| heads),
            Unit::Heads,
            sentence(naming, &[*step]),
        )
    }
}

fn offered(naming: Naming<'_>, intake: usize, offers: u32, refused: Option<String>) -> Entry<'_> {
    let of = &naming.scenario().intakes[intake];
    let text = refused.unwrap_or_else(|| {
        let all = words::counted(offers.into(), "offer was", "offers were");
        format!("{all} made and taken up: {}.", of.name)
    });
    Entry {
        team: naming.team_id(of.team),
        route: &naming.scenario().routes[of.route].id,
        cohort: of.address.as_str().into(),
        ..Entry::new(Kind::Offered, f64::from(offers), Unit::Heads, text)
    }
}
