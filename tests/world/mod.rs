//! Random scenarios as TOML text: small services with any features of the format.
//!
//! This module produces only text, so that the tests next to the model and those of the public API can share it.

use std::fmt::{self, Debug, Write};
use std::ops::RangeInclusive;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// What a random scenario may have.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that a world has or has not, apart from the others")]
pub struct Rules {
    /// Chance: probabilities other than 0 and 1, Poisson means other than 0, inputs that are not known.
    pub chance: bool,
    /// What depends on caseload, vacancies or agency staff: workload and leaving, slowing, campaigns into vacancies,
    /// conversion.
    pub feedback: bool,
    /// Moves between teams.
    pub moves: bool,
    /// Agency caps of the whole service, which teams share.
    pub shared_caps: bool,
    /// Cases that close, and cases that come from outside.
    pub open_pathway: bool,
    /// Notice, and time from an agency order to its first chance of being filled.
    pub delays: bool,
    /// Responses and lending, by which any team bears on any other.
    pub responses: bool,
}

impl Rules {
    /// Everything.
    pub const ALL: Self = Self {
        chance: true,
        feedback: true,
        moves: true,
        shared_caps: true,
        open_pathway: true,
        delays: true,
        responses: true,
    };

    /// Nothing that lets the people or cases of one team or intake bear on another's: nothing depends on caseload or
    /// vacancies, caps are by team, and nobody moves (the newest move first, so that newcomers change who moves).
    pub const APART: Self = Self { feedback: false, moves: false, shared_caps: false, responses: false, ..Self::ALL };
}

/// A scenario as text; anything may be added to it.
#[derive(Clone)]
pub struct World {
    pub text: String,
    pub months: usize,
    first: usize,
}

impl Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A number that the environment may set.
fn number(variable: &str, usual: u32) -> u32 {
    std::env::var(variable).ok().and_then(|number| number.parse().ok()).unwrap_or(usual)
}

/// Holds `law` against `n` random worlds; the first that breaks it is made smaller and shown. `WORLDS_FACTOR=20` tries
/// twenty times as many, `WORLDS_SEED=7` others.
pub fn for_worlds(n: u32, rules: Rules, law: impl Fn(&World)) {
    let rng_seed = RngSeed::Fixed(number("WORLDS_SEED", 2016).into());
    let config = Config {
        cases: n * number("WORLDS_FACTOR", 1),
        max_shrink_iters: 300,
        failure_persistence: None,
        rng_seed,
        ..Config::default()
    };
    let worlds = vec(any::<u8>(), 1_200).prop_map(|dice| World::new(&dice, rules));
    let outcome = TestRunner::new(config).run(&worlds, |world| {
        law(&world);
        Ok(())
    });
    if let Err(broken) = outcome {
        panic!("{broken}");
    }
}

/// Bytes that decide; when they run out every decision is the least.
struct Dice<'d>(std::slice::Iter<'d, u8>);

impl Dice<'_> {
    fn below(&mut self, n: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or(0)) % n
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    fn between(&mut self, range: RangeInclusive<f64>) -> f64 {
        let (low, high) = range.into_inner();
        let value = low + (high - low) * self.below(33) as f64 / 32.0;
        (value * 1e4).round() / 1e4
    }
}

/// A scenario being written.
struct Writer<'d> {
    dice: Dice<'d>,
    rules: Rules,
    world: World,
    /// Inputs that changes may multiply.
    changeable: Vec<String>,
    /// Inputs that responses may add to, with the most that they add.
    answers: Vec<(String, f64)>,
}

impl World {
    /// The calendar month `n` months after the first, as files have it.
    #[must_use]
    pub fn month(&self, n: usize) -> String {
        let month = self.first + n;
        format!("{}-{:02}", 2015 + month / 12, month % 12 + 1)
    }

    /// The same world with more before all else that it has.
    #[must_use]
    pub fn with(&self, more: &str) -> Self {
        let head = self.text.find("\n[").map_or(self.text.len(), |end| end + 1);
        Self { text: format!("{}{more}\n{}", &self.text[..head], &self.text[head..]), ..self.clone() }
    }

    fn new(dice: &[u8], rules: Rules) -> Self {
        let world = Self { text: String::new(), months: 0, first: 0 };
        let mut writer = Writer { dice: Dice(dice.iter()), rules, world, changeable: Vec::new(), answers: Vec::new() };
        writer.write();
        writer.world
    }
}

impl Writer<'_> {
    fn write(&mut self) {
        self.world.months = 1 + self.dice.below(30);
        self.world.first = self.dice.below(24);
        let (start, months, seed) = (self.world.month(0), self.world.months, self.dice.below(256));
        self.line(&format!("format = 1\nname = \"World\"\nstart = \"{start}\"\nmonths = {months}\nseed = {seed}"));
        let teams = 1 + self.dice.below(3);
        let holders: Vec<usize> = (0..teams).filter(|_| !self.dice.one_in(3)).collect();
        for team in 0..teams {
            self.team(team, holders.contains(&team));
        }
        let routes: Vec<usize> = (0..=self.dice.below(3)).collect();
        let stages: Vec<usize> = routes.iter().map(|&route| self.route(route)).collect();
        for group in 0..self.dice.below(6) {
            self.staff(group, teams, &stages);
        }
        for intake in 0..self.dice.below(5) {
            self.intake(intake, teams, routes.len());
        }
        if self.rules.moves && teams > 1 {
            for one in 0..self.dice.below(4) {
                self.moves(one, teams, routes.len());
            }
        }
        self.leaving();
        self.agency();
        self.demand(&holders);
        self.money();
        for change in 0..self.dice.below(4) {
            self.change(change);
        }
        if self.rules.responses {
            for response in 0..self.dice.below(4) {
                self.response(response, &holders);
            }
        }
        if self.rules.chance {
            for effect in 0..self.dice.below(3) {
                self.yearly(effect);
            }
        }
        for budget in 0..self.dice.below(3) {
            self.budget(budget);
        }
    }

    fn line(&mut self, text: &str) {
        writeln!(self.world.text, "{text}").expect("text grows");
    }

    /// `key = number`, or what is known of it, which stays within half and one and a half times the number.
    fn quantity(&mut self, key: &str, value: f64, most: f64) {
        let low = value * self.dice.between(0.5..=0.9);
        let high = (value * self.dice.between(1.1..=1.5)).min(most);
        let form = if self.rules.chance && low < value && value < high { self.dice.below(8) } else { 0 };
        let value = match form {
            5 => format!("{{ uniform = {{ low = {low}, high = {high} }} }}"),
            6 => format!("{{ pert = {{ low = {low}, mode = {value}, high = {high} }} }}"),
            7 if high < most => format!("{{ range80 = {{ low = {low}, high = {high} }} }}"),
            _ => value.to_string(),
        };
        self.line(&format!("{key} = {value}"));
    }

    fn number(&mut self, key: &str, range: RangeInclusive<f64>) {
        let value = self.dice.between(range);
        self.quantity(key, value, 1e9);
    }

    /// A probability; 0 or 1 where there is no chance.
    fn probability(&mut self, key: &str, range: RangeInclusive<f64>) {
        let value = if self.rules.chance { self.dice.between(range) } else { self.dice.below(2) as f64 };
        self.quantity(key, value, 1.0);
    }

    /// A number that is whole where there is no chance, because the part of an agency worker is left to it.
    fn whole_without_chance(&mut self, key: &str, range: RangeInclusive<f64>) {
        let value = self.dice.between(range);
        self.quantity(key, if self.rules.chance { value } else { value.round() }, 1e9);
    }

    /// A mean of something that comes at random; 0 where there is no chance.
    fn mean(&mut self, key: &str, range: RangeInclusive<f64>) {
        let value = self.dice.between(range);
        self.quantity(key, if self.rules.chance { value } else { 0.0 }, 1e9);
    }

    fn share(&mut self, key: &str) {
        let value = self.dice.between(0.0..=1.0);
        self.quantity(key, value, 1.0);
    }

    fn some_month(&mut self) -> String {
        let month = self.dice.below(self.world.months);
        self.world.month(month)
    }

    fn team(&mut self, team: usize, holds: bool) {
        self.line(&format!("[team.t{team}]"));
        self.whole_without_chance("establishment", 0.0..=14.0);
        self.changeable.push(format!("team.t{team}.establishment"));
        if self.rules.feedback && self.rules.chance && self.dice.one_in(3) {
            if self.dice.one_in(2) {
                self.number("vacancy_elasticity", 0.0..=5.0);
            } else {
                self.share("establishment_follows");
                self.share("establishment_follows_down");
            }
            if self.dice.one_in(2) {
                let month = ["September", "every month"][self.dice.below(2)];
                self.line(&format!("establishment_follows_in = \"{month}\""));
            }
        }
        if self.rules.feedback && self.rules.chance && self.dice.one_in(3) {
            self.line("vacant_posts = 1");
            self.changeable.push(format!("team.t{team}.vacant_posts"));
        }
        if self.dice.one_in(4) {
            self.line("in_ratios = false");
        }
        if self.dice.one_in(4) {
            self.line("leavers_last_year = 2.5");
        }
        if holds {
            self.line(&format!("[team.t{team}.caseload]"));
            self.number("reference", 8.0..=20.0);
            self.number("maximum", 5.0..=40.0);
            self.changeable.push(format!("team.t{team}.caseload.maximum"));
            if self.rules.feedback && self.rules.chance {
                self.number("slowing", 0.0..=1.0);
                if self.dice.one_in(3) {
                    self.number("pace_elasticity", 0.0..=2.0);
                }
            }
            if self.rules.feedback && self.dice.one_in(3) {
                self.number("measured_at", 5.0..=25.0);
            }
            if self.dice.one_in(3) {
                self.share("case_holders");
            }
        }
        self.answers.push((format!("team.t{team}.agency.standing_posts"), 5.0));
        self.answers.push((format!("team.t{team}.overtime"), 0.4));
        let workers = self.dice.below(8);
        self.line(&format!("[team.t{team}.agency]\nworkers = {workers}"));
        if self.rules.chance && self.dice.one_in(3) {
            self.number("standing_posts", 0.0..=3.0);
        }
        if self.dice.one_in(3) {
            let orders = self.dice.below(6);
            self.line(&format!("orders = {orders}"));
        }
        if self.dice.one_in(4) {
            self.probability("cover", 0.0..=1.0);
        }
        if self.dice.one_in(3) {
            self.number("policy_cap", 0.0..=10.0);
        }
    }

    /// Gives the number of its stages. Trainee stages come first; agency staff who convert join `r0`, which has none.
    fn route(&mut self, route: usize) -> usize {
        let fte = if self.rules.chance { [1.0, 0.8, 0.5][self.dice.below(3)] } else { 1.0 };
        self.line(&format!("[route.r{route}]\nfte_per_head = {fte}"));
        if self.dice.one_in(4) {
            self.line("manages_case_holders = true");
        }
        let stages = 1 + self.dice.below(3);
        let trainees = if route == 0 { 0 } else { self.dice.below(stages) };
        for stage in 0..stages {
            self.line(&format!("[route.r{route}.stage.s{stage}]"));
            if stage + 1 < stages {
                let months = 1 + self.dice.below(12);
                self.line(&format!("months = {months}"));
                self.probability("completion", 0.5..=1.0);
            }
            if stage < trainees {
                self.line("employed = false");
            } else if self.dice.one_in(2) {
                self.probability("cover", 0.0..=1.0);
                self.share("caseload_share");
            }
            self.number("pay", 0.0..=60_000.0);
            self.changeable.push(format!("route.r{route}.stage.s{stage}.pay"));
            if self.rules.chance && self.dice.one_in(4) {
                self.line(&format!("[route.r{route}.stage.s{stage}.leaving]"));
                self.mean("all", 0.0..=2.0);
            }
        }
        stages
    }

    fn staff(&mut self, group: usize, teams: usize, stages: &[usize]) {
        let (team, route) = (self.dice.below(teams), self.dice.below(stages.len()));
        let stage = self.dice.below(stages[route]);
        let (heads, months) = (self.dice.below(13), self.dice.below(80));
        self.line(&format!("[staff.g{group}]\nteam = \"t{team}\"\nroute = \"r{route}\"\nstage = \"s{stage}\""));
        self.line(&format!("heads = {heads}\nmonths_in_service = {months}"));
    }

    fn intake(&mut self, intake: usize, teams: usize, routes: usize) {
        let (team, route) = (self.dice.below(teams), self.dice.below(routes));
        self.line(&format!("[intake.i{intake}]\nroute = \"r{route}\""));
        let mut own = None;
        if self.dice.one_in(2) {
            let first = self.dice.below(self.world.months);
            let month = self.world.month(first);
            self.line(&format!("month = \"{month}\""));
            let is_split = teams > 1 && self.dice.one_in(2);
            if is_split {
                let (one, other) = (self.dice.between(0.0..=4.0), self.dice.between(0.0..=4.0));
                self.line(&format!("teams = {{ t{team} = {one}, t{} = {other} }}", (team + 1) % teams));
            } else {
                self.line(&format!("team = \"t{team}\""));
                self.number("offers", 0.0..=6.0);
            }
            self.probability("take_up", 0.0..=1.0);
            own = self.recurrence(intake, first);
        } else {
            self.line(&format!("team = \"t{team}\""));
            self.mean("per_month", 0.0..=1.5);
            if self.dice.one_in(2) {
                let month = self.some_month();
                self.line(&format!("from = \"{month}\""));
            } else {
                let month = self.some_month();
                self.line(&format!("until = \"{month}\""));
            }
            if self.rules.feedback && self.dice.one_in(2) {
                let lead_time = self.dice.below(4);
                self.line(&format!("into_vacancies = true\nlead_time = {lead_time}"));
            }
            self.number("cost_per_month", 0.0..=500.0);
        }
        self.number("cost_per_offer", 0.0..=900.0);
        self.number("cost_per_start", 0.0..=5_000.0);
        self.number("grant_per_start", 0.0..=3_000.0);
        if let Some(table) = own {
            self.line(&table);
            self.probability("take_up", 0.0..=1.0);
        }
    }

    /// Perhaps that an intake recurs, and the table of its second arrival, which may be after the run.
    fn recurrence(&mut self, intake: usize, first: usize) -> Option<String> {
        if !self.dice.one_in(2) {
            return None;
        }
        let every = 1 + self.dice.below(14);
        self.line(&format!("every = {every}"));
        let second = first + every;
        if self.dice.one_in(3) {
            let until = self.world.month(second + self.dice.below(12));
            self.line(&format!("until = \"{until}\""));
        }
        self.dice.one_in(3).then(|| format!("[intake.i{intake}.{}]", self.world.month(second)))
    }

    fn moves(&mut self, one: usize, teams: usize, routes: usize) {
        let month = self.some_month();
        let (route, from) = (self.dice.below(routes), self.dice.below(teams));
        let to = (from + 1 + self.dice.below(teams - 1)) % teams;
        let heads = self.dice.below(8);
        self.line(&format!("[move.m{one}]\nmonth = \"{month}\"\nroute = \"r{route}\"\nheads = {heads}"));
        self.line(&format!("from_team = \"t{from}\"\nto_team = \"t{to}\""));
    }

    fn leaving(&mut self) {
        self.line("[leaving]");
        if self.rules.feedback && self.rules.chance {
            self.number("workload_effect", 0.0..=0.1);
        }
        self.line("[leaving.annual_rate]");
        if self.dice.one_in(2) {
            self.mean("all", 0.0..=0.8);
        } else {
            self.mean("under_2y", 0.0..=0.9);
            self.mean("from_2y", 0.0..=0.6);
            self.mean("from_5y", 0.0..=0.4);
        }
        self.changeable.push("leaving.annual_rate".to_owned());
        self.line("[workforce]");
        if self.rules.chance && self.dice.one_in(3) {
            self.number("hours", 0.5..=1.5);
            self.changeable.push("workforce.hours".to_owned());
        }
        if self.rules.responses {
            self.answers.push(("workforce.lending".to_owned(), 0.8));
            if self.dice.one_in(3) {
                self.share("lending");
            }
            if self.dice.one_in(3) {
                self.share("recruitment");
            }
        }
        self.line("[absence]");
        for key in ["sickness", "long_absence", "long_absence_pay"] {
            let value = self.dice.between(0.0..=0.3);
            let is_whole = self.rules.chance || key != "long_absence";
            self.quantity(key, if is_whole { value } else { 0.0 }, 1.0);
        }
        self.line("[retention]");
        self.number("payment", 0.0..=2_000.0);
        let months = self.dice.below(30);
        self.line(&format!("after_months = {months}"));
    }

    fn agency(&mut self) {
        self.line("[agency]");
        self.probability("cover", 0.0..=1.0);
        self.probability("churn", 0.0..=0.5);
        self.probability("fill", 0.0..=1.0);
        if self.rules.chance {
            self.changeable.extend(["agency.cover", "agency.fill"].map(str::to_owned));
        }
        let fte = if self.rules.chance { [1.0, 0.6][self.dice.below(2)] } else { 1.0 };
        let (lead_time, notice) = if self.rules.delays { (self.dice.below(4), self.dice.below(4)) } else { (0, 0) };
        self.line(&format!("fte_per_worker = {fte}\nlead_time = {lead_time}\nnotice = {notice}"));
        if self.rules.feedback && self.rules.chance && self.dice.one_in(3) {
            self.number("workload_effect", 0.0..=0.05);
        }
        if self.rules.feedback && self.dice.one_in(2) {
            self.probability("conversion", 0.0..=0.3);
            self.line("conversion_route = \"r0\"");
        }
        if self.rules.shared_caps && self.dice.one_in(3) {
            self.number("market_cap", 0.0..=20.0);
        }
        if self.rules.shared_caps && self.dice.one_in(3) {
            self.number("policy_cap", 0.0..=20.0);
        }
        self.number("charge_per_hour", 0.0..=60.0);
        self.number("comparator", 0.0..=60_000.0);
    }

    fn demand(&mut self, holders: &[usize]) {
        let stages = if holders.is_empty() { 0 } else { self.dice.below(6) };
        let decisions: Vec<bool> = (0..stages).map(|_| self.dice.one_in(3)).collect();
        if !self.dice.one_in(4) {
            self.line("[demand]");
            if self.rules.chance {
                self.number("growth", 0.0..=0.3);
            }
            self.number("dispersion", 0.0..=0.3);
            self.probability("re_referral", 0.0..=1.0);
            if self.rules.feedback {
                self.probability("comes_back", 0.0..=1.0);
            }
            self.branches("next", stages, 0);
            self.line("[demand.contacts]");
            self.mean("per_month", 0.0..=60.0);
            self.share("conversion");
            self.number("referred", 0.5..=1.0);
            self.number("not_referred", 0.0..=1.0);
            self.changeable.push("demand.contacts.per_month".to_owned());
            self.answers.push(("demand.turned_away".to_owned(), 0.6));
            if !holders.is_empty() && self.dice.one_in(2) {
                let team = holders[self.dice.below(holders.len())];
                self.line(&format!("[demand.screening]\nteam = \"t{team}\""));
                self.number("load", 0.0..=0.1);
            }
        }
        for (stage, &decision) in decisions.iter().enumerate() {
            self.stage(stage, decision, &decisions, holders);
        }
    }

    fn stage(&mut self, stage: usize, decision: bool, decisions: &[bool], holders: &[usize]) {
        let team = holders[self.dice.below(holders.len())];
        self.line(&format!("[pathway.c{stage}]\nteam = \"t{team}\""));
        let role = ["assessment", "strategy_discussion", "section_47", "looked_after"][self.dice.below(4)];
        self.line(&format!("counts_as = \"{role}\""));
        if decision {
            self.line("months = 0");
            self.share("held");
        } else {
            let phases = 1 + self.dice.below(3);
            let slack = if self.rules.chance { self.dice.between(0.0..=8.0) } else { 0.0 };
            let cases = self.dice.below(120);
            let priority = self.dice.below(3);
            self.line(&format!("months = {}\nphases = {phases}\ncases = {cases}", phases as f64 + slack));
            self.line(&format!("priority = {priority}"));
            if self.rules.chance && self.dice.one_in(4) {
                self.number("duration_factor", 0.5..=2.0);
            }
            let targets: Vec<usize> = (0..decisions.len()).filter(|_| self.dice.one_in(4)).collect();
            if self.rules.open_pathway {
                self.answers.push((format!("pathway.c{stage}.closed_early"), 0.3));
            }
            // Of probabilities that are 0 or 1 one may be 1.
            for to in targets.into_iter().take(if self.rules.chance { 3 } else { 1 }) {
                self.probability(&format!("escalate.c{to}"), 0.0..=0.2);
            }
        }
        if self.rules.open_pathway {
            self.mean("from_outside", 0.0..=4.0);
        }
        if self.dice.one_in(2) {
            self.probability("in_time", 0.0..=1.0);
            if self.rules.chance {
                self.number("in_time_slope", 0.0..=2.0);
            }
        }
        if self.dice.one_in(2) {
            self.probability("repeat", 0.0..=1.0);
        }
        // Decisions lead only to stages behind them, so that they form no circle.
        self.branches("next", decisions.len(), if decision { stage + 1 } else { 0 });
    }

    /// Up to two branches among stages `from..stages`, and the rest.
    fn branches(&mut self, key: &str, stages: usize, from: usize) {
        let mut left: Vec<String> = (from..stages).map(|stage| format!("c{stage}")).collect();
        if self.rules.open_pathway || left.is_empty() {
            left.push("closed".to_owned());
        }
        let rest = left.remove(self.dice.below(left.len()));
        self.line(&format!("{key}.{rest} = \"rest\""));
        let mut certain = false;
        for _ in 0..self.dice.below(3).min(left.len()) {
            let to = left.remove(self.dice.below(left.len()));
            if self.rules.chance {
                self.probability(&format!("{key}.{to}"), 0.0..=0.45);
            } else {
                let all = !certain && self.dice.one_in(2);
                certain |= all;
                self.line(&format!("{key}.{to} = {}", u8::from(all)));
            }
        }
    }

    fn money(&mut self) {
        self.line("[money]\nbase_year = \"2014-15\"");
        self.number("inflation", 0.0..=0.05);
        for award in 0..self.dice.below(3) {
            let month = self.some_month();
            self.line(&format!("[award.a{award}]\nmonth = \"{month}\""));
            self.number("rate", 0.0..=0.1);
            if self.dice.one_in(3) {
                self.line("of = \"agency.charge_per_hour\"");
            }
        }
    }

    fn change(&mut self, change: usize) {
        let from = self.some_month();
        self.line(&format!("[change.x{change}]\nfrom = \"{from}\""));
        self.number("cost_once", 0.0..=900.0);
        self.number("cost_per_month", 0.0..=90.0);
        let address = self.changeable[self.dice.below(self.changeable.len())].clone();
        if address.ends_with("establishment") {
            self.whole_without_chance(&format!("multiply.\"{address}\""), 0.0..=1.5);
        } else {
            self.number(&format!("multiply.\"{address}\""), 0.0..=1.5);
        }
    }

    /// A change that a measure triggers.
    fn response(&mut self, response: usize, holders: &[usize]) {
        self.line(&format!("[change.r{response}]"));
        let team = holders.get(self.dice.below(holders.len().max(1)));
        let of_cases = team.map(|team| (["unallocated", "caseload", "open_cases"][self.dice.below(3)], team));
        let (measure, most) = match of_cases {
            Some((measure, team)) if !self.dice.one_in(4) => (format!("\"{measure}\", team = \"t{team}\""), 40.0),
            _ => [("\"vacancy_rate\"", 0.4), ("\"agency_fte\"", 12.0), ("\"turnover\"", 0.4)]
                .map(|(measure, most)| (measure.to_owned(), most))[self.dice.below(3)]
            .clone(),
        };
        let (side, other) = if self.dice.one_in(4) { ("below", "above") } else { ("above", "below") };
        let (level, months) = (self.dice.between(0.0..=most), 1 + self.dice.below(3));
        self.line(&format!("when = {{ measure = {measure}, {side} = {level}, months = {months} }}"));
        if self.dice.one_in(2) {
            let (level, months) = (self.dice.between(0.0..=most), 1 + self.dice.below(2));
            self.line(&format!("stop = {{ {other} = {level}, months = {months} }}"));
        }
        let after = self.dice.below(3);
        let phase_in = if self.rules.chance { 1 + self.dice.below(3) } else { 1 };
        self.line(&format!("after = {after}\nphase_in = {phase_in}"));
        if self.dice.one_in(3) {
            self.line("at_most = 1");
        }
        self.number("cost_once", 0.0..=900.0);
        self.number("cost_per_month", 0.0..=90.0);
        let (address, most) = self.answers[self.dice.below(self.answers.len())].clone();
        if !address.starts_with("team") && !self.rules.chance {
            return;
        }
        let value = self.dice.between(0.0..=most);
        let value = if self.rules.chance { value } else { value.round() };
        self.quantity(&format!("add.\"{address}\""), value, if most <= 1.0 { 1.0 } else { 1e9 });
    }

    fn yearly(&mut self, effect: usize) {
        self.line(&format!("[yearly.y{effect}]"));
        let (one, two) = (self.dice.below(self.changeable.len()), self.dice.below(self.changeable.len()));
        let (one, two) = (self.changeable[one].clone(), self.changeable[two].clone());
        if one == two {
            self.line(&format!("inputs = [\"{one}\"]"));
        } else {
            let loading = self.dice.between(-2.0..=2.0);
            self.line(&format!("inputs = {{ \"{one}\" = 1, \"{two}\" = {loading} }}"));
        }
        self.number("sd", 0.0..=0.4);
        let persistence = [0.0, 0.6, 1.0][self.dice.below(3)];
        self.line(&format!("persistence = {persistence}"));
        match self.dice.below(5) {
            0 => self.line("step = \"month\"\nrelative_to = \"last_12_months\""),
            1 => self.line("step = \"month\""),
            2 => self.line("begins = \"September\"\nphase_in = 6"),
            3 => {
                self.line("step = \"month\"");
                self.number("opens_at", 0.7..=1.5);
            }
            _ => {}
        }
    }

    fn budget(&mut self, budget: usize) {
        let month = self.dice.below(self.world.months) + self.world.first;
        let year = 2015 + (month + 9) / 12 - 1;
        let line = ["permanent_pay", "agency", "plan_costs", "grants"][self.dice.below(4)];
        let of = ["", "team = \"t0\"", &format!("line = \"{line}\"")][self.dice.below(3)].to_owned();
        self.line(&format!("[budget.b{budget}]\nyear = \"{year}-{:02}\"\namount = 100_000\n{of}", (year + 1) % 100));
    }
}
