//! Funded posts, which may follow the permanent staff in them.

use super::state::State;
use crate::ids::TeamId;
use crate::lanes::{Lanes, each, update};
use crate::measures::counts::TeamCount::PermanentFte;
use crate::plan::Plan;

/// The posts of a team that follow its staff.
#[derive(Clone, Debug, Default)]
pub(crate) struct FollowingPosts<const N: usize> {
    /// Posts added to the establishment so far, FTE; negative if fewer.
    pub added: Lanes<N>,
    /// Permanent FTE when posts last followed, or at the opening.
    pub permanent: Lanes<N>,
    /// Permanent FTE that has come from other teams since, less what has gone to them.
    pub moved: Lanes<N>,
}

/// The staff in post at the opening, from which the first change is counted.
#[inline(always)]
pub(crate) fn open<const N: usize>(state: &mut State<N>) {
    for (posts, team) in state.following.iter_mut().zip(&state.record.teams) {
        *posts = FollowingPosts { permanent: team[PermanentFte], ..FollowingPosts::default() };
    }
}

/// A yearly effect on hours does not act on the opening: that it does from the first month is no change of staff.
#[inline(always)]
fn begin<const N: usize>(plan: &Plan, state: &mut State<N>) {
    let id = plan.scenario.workforce.hours;
    let hours = (state.values.get(id), state.values.drawn(id));
    for posts in &mut state.following {
        update(&mut posts.permanent, hours, |permanent, (now, drawn)| {
            *permanent = if drawn > 0.0 { *permanent * now / drawn } else { *permanent };
        });
    }
}

/// Once a year, the posts of each team rise or fall by a share of the net change of its permanent FTE over the last twelve
/// months, moves between teams left out.
#[inline(always)]
pub(crate) fn follow<const N: usize>(plan: &Plan, state: &mut State<N>, month: usize) {
    if month == 0 {
        return begin(plan, state);
    }
    let of_year = plan.calendar.month(month as i32).index_in_year();
    for (index, team) in plan.teams.iter().enumerate().filter(|(_, team)| team.follows_in == of_year) {
        let (up, down) = team.follows;
        let posts = &mut state.following[index];
        let shares = ((state.values.get(up), state.values.get(down)), state.values.get(team.establishment));
        let changed = (&mut posts.added, &mut posts.permanent, &mut posts.moved);
        let now = &state.before.teams[index][PermanentFte];
        update(changed, (now, shares), |(added, permanent, moved), (now, ((up, down), establishment))| {
            let change = now - *permanent - *moved;
            *added += change * if change > 0.0 { up } else { down };
            // Posts that a team does not have cannot be missed later.
            *added = if *added < -establishment { -establishment } else { *added };
            *permanent = now;
            *moved = 0.0;
        });
    }
}

/// A team's funded posts this month, FTE.
#[inline(always)]
pub(crate) fn establishment<const N: usize>(plan: &Plan, state: &State<N>, index: usize) -> Lanes<N> {
    let establishment = state.values.get(plan.teams[TeamId::new(index)].establishment);
    each((establishment, &state.following[index].added), |(establishment, added)| {
        let posts = establishment + added;
        if posts > 0.0 { posts } else { 0.0 }
    })
}
