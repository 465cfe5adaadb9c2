//! Funded posts, which may follow the permanent staff in them and vary while they are vacant.

use super::state::State;
use crate::ids::TeamId;
use crate::lanes::{Lanes, each, exp, ln, update};
use crate::measures::counts::TeamCount::PermanentFte;
use crate::plan::{Plan, TeamPlan, equations};
use crate::scenario::InputId;

/// The posts of a team that follow its staff.
#[derive(Clone, Debug, Default)]
pub(crate) struct FollowingPosts<const N: usize> {
    /// Posts added to the establishment so far, FTE; negative if fewer.
    pub added: Lanes<N>,
    /// Permanent FTE when posts last followed, or at the opening.
    pub permanent: Lanes<N>,
    /// Permanent FTE that has come from other teams since, less what has gone to them.
    pub moved: Lanes<N>,
    /// Vacant posts when posts last followed, or at the opening, FTE.
    pub vacant: Lanes<N>,
    /// The factor on vacant posts then.
    pub factor: Lanes<N>,
    /// Posts added since because that factor has moved, FTE.
    pub varied: Lanes<N>,
}

/// The staff in post and the vacancies at the opening, from which the first change is counted.
#[inline(always)]
pub(crate) fn open<const N: usize>(plan: &Plan, state: &mut State<N>) {
    let one = Lanes::all(1.0);
    for ((posts, team), of) in state.following.iter_mut().zip(&state.record.teams).zip(&plan.teams) {
        let permanent = team[PermanentFte];
        let vacant =
            each((state.values.get(of.establishment), &permanent), |(posts, permanent)| vacancies(posts, permanent));
        let factor = *state.values.get_or(of.vacant_posts, &one);
        *posts = FollowingPosts { permanent, vacant, factor, ..FollowingPosts::default() };
    }
}

#[inline(always)]
fn vacancies(posts: f64, permanent: f64) -> f64 {
    if posts > permanent { posts - permanent } else { 0.0 }
}

/// A yearly effect on hours does not act on the opening: that it does from the first month is no change of staff. Where vacancies are in
/// proportion to staff, it is one, because otherwise it would change them by all of its FTE.
#[inline(always)]
fn begin<const N: usize>(plan: &Plan, state: &mut State<N>) {
    let id = plan.scenario.workforce.hours;
    let hours = (state.values.get(id), state.values.drawn(id));
    for (posts, _) in state.following.iter_mut().zip(&plan.teams).filter(|(_, team)| team.vacancy_elasticity.is_none())
    {
        update(&mut posts.permanent, hours, |permanent, (now, drawn)| {
            *permanent = if drawn > 0.0 { *permanent * now / drawn } else { *permanent };
        });
    }
}

/// What moves posts in a month, before anything else in it: once a year, or every month, they follow staff, and they vary while they
/// are vacant.
#[inline(always)]
pub(crate) fn follow<const N: usize>(plan: &Plan, state: &mut State<N>, month: usize) {
    let of_year = plan.calendar.month(month as i32).index_in_year();
    if month == 0 {
        begin(plan, state);
    }
    for (index, team) in plan.teams.iter().enumerate() {
        let posts = &mut state.following[index];
        if let Some(factor) = team.vacant_posts {
            let factors = (&posts.factor, state.values.get(factor));
            update(&mut posts.varied, (&posts.vacant, factors), |varied, (vacant, (before, now))| {
                *varied = vacant * (now / before - 1.0);
            });
        }
        if month == 0 || team.follows_in.is_some_and(|one| one != of_year) {
            continue;
        }
        match team.vacancy_elasticity {
            None => by_share(state, team, index),
            Some(elasticity) => by_vacancies(state, team, elasticity, index),
        }
        settle(state, team, index);
    }
}

/// The posts of a team rise or fall by a share of the net change of its permanent FTE since they followed last, moves between teams left
/// out.
#[inline(always)]
fn by_share<const N: usize>(state: &mut State<N>, team: &TeamPlan, index: usize) {
    let (up, down) = team.follows;
    let posts = &mut state.following[index];
    let shares = (state.values.get(up), state.values.get(down));
    let since = (&posts.permanent, &posts.moved, &state.before.teams[index][PermanentFte]);
    update(&mut posts.added, (since, shares), |added, ((permanent, moved, now), (up, down))| {
        let change = now - permanent - moved;
        *added += change * if change > 0.0 { up } else { down };
    });
}

/// The posts of a team move so that its vacancies change in proportion: by so many per cent, the elasticity, for each per cent by which
/// its permanent FTE changed since they followed last, moves between teams left out. Posts neither fall where staff rise nor rise where
/// staff fall, and change by at most as many.
#[inline(always)]
fn by_vacancies<const N: usize>(state: &mut State<N>, team: &TeamPlan, elasticity: InputId, index: usize) {
    let posts = &mut state.following[index];
    let funded = (state.values.get(team.establishment), &posts.varied, state.values.get(elasticity));
    let since = (&posts.permanent, &posts.moved, &state.before.teams[index][PermanentFte]);
    update(
        &mut posts.added,
        (since, funded),
        |added, ((permanent, moved, now), (establishment, varied, elasticity))| {
            let usual = permanent + moved;
            let change = now - usual;
            let vacant = establishment + *added + varied - usual;
            let known = usual > 0.0 && now > 0.0;
            let factor = exp(-elasticity * ln(if known { now / usual } else { 1.0 }));
            let (least, most) = if change > 0.0 { (-change, 0.0) } else { (0.0, -change) };
            let opened = if known { equations::between(vacant * (factor - 1.0), least, most) } else { -change };
            *added += if vacant > 0.0 { change + opened } else { 0.0 };
        },
    );
}

/// Posts have followed: later changes are counted from here.
#[inline(always)]
fn settle<const N: usize>(state: &mut State<N>, team: &TeamPlan, index: usize) {
    let posts = &mut state.following[index];
    let establishment = state.values.get(team.establishment);
    let now = &state.before.teams[index][PermanentFte];
    update((&mut posts.added, &mut posts.varied), establishment, |(added, varied), establishment| {
        *added += *varied;
        *varied = 0.0;
        // Posts that a team does not have cannot be missed later.
        *added = if *added < -establishment { -establishment } else { *added };
    });
    posts.vacant =
        each((establishment, &posts.added, now), |(establishment, added, now)| vacancies(establishment + added, now));
    posts.factor = *state.values.get_or(team.vacant_posts, &Lanes::all(1.0));
    posts.permanent = *now;
    posts.moved = Lanes::ZERO;
}

/// A team's funded posts this month, FTE.
#[inline(always)]
pub(crate) fn establishment<const N: usize>(plan: &Plan, state: &State<N>, index: usize) -> Lanes<N> {
    let establishment = state.values.get(plan.teams[TeamId::new(index)].establishment);
    let FollowingPosts { added, varied, .. } = &state.following[index];
    each((establishment, added, varied), |(establishment, added, varied)| {
        let posts = establishment + added + varied;
        if posts > 0.0 { posts } else { 0.0 }
    })
}
