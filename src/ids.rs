//! Places in a scenario's lists, each list with a type of place of its own: the second team is not the second route.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut, Index, IndexMut};

/// A place in a list of one kind of thing.
pub(crate) trait Id: Copy {
    /// The place `index`, from 0.
    fn new(index: usize) -> Self;

    /// The place as a number, from 0.
    fn index(self) -> usize;
}

impl Id for usize {
    fn new(index: usize) -> Self {
        index
    }

    fn index(self) -> usize {
        self
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(usize);

        impl $name {
            /// The place `index`, from 0.
            #[must_use]
            pub const fn new(index: usize) -> Self {
                Self(index)
            }

            /// The place as a number, from 0.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0
            }
        }

        impl Id for $name {
            fn new(index: usize) -> Self {
                $name::new(index)
            }

            fn index(self) -> usize {
                $name::index(self)
            }
        }
    )*};
}

ids! {
    /// A team, by its place among the teams of its scenario.
    TeamId
    /// A route, by its place among the routes of its scenario.
    RouteId
    /// A stage of a route, by its place in that route.
    StageOfRoute
    /// A stage of a route, by its place among the stages of all routes, one route after the other.
    RouteStageId
    /// A stage of the pathway of cases, by its place in the pathway.
    CaseStageId
    /// A response, by its place among the changes that a measure triggers.
    ResponseId
}

impl StageOfRoute {
    /// The next stage of the same route, where there is one.
    pub(crate) const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl RouteStageId {
    /// The stage at `place` of a route whose first stage this is.
    pub(crate) const fn plus(self, place: StageOfRoute) -> Self {
        Self(self.0 + place.0)
    }

    /// The next stage of the same route, where there is one.
    pub(crate) const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// Its place in a route whose first stage is `first`.
    pub(crate) const fn since(self, first: Self) -> StageOfRoute {
        StageOfRoute(self.0 - first.0)
    }
}

/// A list whose entries are named by an `I`: another kind of place, or a bare number, does not compile.
#[derive(Clone)]
pub(crate) struct IdVec<I, T> {
    list: Vec<T>,
    id: PhantomData<I>,
}

impl<I: Id, T> IdVec<I, T> {
    /// The place of every entry, in order.
    pub(crate) fn ids(&self) -> impl DoubleEndedIterator<Item = I> + use<I, T> {
        (0..self.list.len()).map(I::new)
    }

    /// Every entry with its place, in order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (I, &T)> {
        self.list.iter().enumerate().map(|(index, one)| (I::new(index), one))
    }

    /// The place of the first entry that is wanted.
    pub(crate) fn find(&self, is_wanted: impl FnMut(&T) -> bool) -> Option<I> {
        self.list.iter().position(is_wanted).map(I::new)
    }
}

impl<I: Id, T> Index<I> for IdVec<I, T> {
    type Output = T;

    fn index(&self, id: I) -> &T {
        &self.list[id.index()]
    }
}

impl<I: Id, T> IndexMut<I> for IdVec<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.list[id.index()]
    }
}

impl<I, T> Deref for IdVec<I, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.list
    }
}

impl<I, T> DerefMut for IdVec<I, T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.list
    }
}

impl<I, T> From<Vec<T>> for IdVec<I, T> {
    fn from(list: Vec<T>) -> Self {
        Self { list, id: PhantomData }
    }
}

impl<I, T> FromIterator<T> for IdVec<I, T> {
    fn from_iter<L: IntoIterator<Item = T>>(list: L) -> Self {
        Vec::from_iter(list).into()
    }
}

impl<'a, I, T> IntoIterator for &'a IdVec<I, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl<I, T> Default for IdVec<I, T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<I, T: fmt::Debug> fmt::Debug for IdVec<I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.list.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_has_a_place_in_its_route_and_one_among_all() {
        let (first, place) = (RouteStageId::new(3), StageOfRoute::new(2));
        assert_eq!(first.plus(place), first.next().next());
        assert_eq!(first.plus(place).since(first), place);
    }

    #[test]
    fn entries_are_found_by_their_place() {
        let teams: IdVec<TeamId, &str> = ["duty", "cin"].into_iter().collect();
        let cin = teams.find(|&id| id == "cin").expect("a team");
        assert_eq!((teams[cin], teams.ids().next_back()), ("cin", Some(cin)));
        assert_eq!(teams.entries().map(|(id, _)| id.index()).collect::<Vec<_>>(), [0, 1]);
    }
}
