//! The sections of a scenario: one module per table of the scenario file, with its types and its reader.

pub(crate) mod absence;
pub(crate) mod agency;
pub(crate) mod award;
pub(crate) mod budget;
pub(crate) mod change;
pub(crate) mod correlation;
pub(crate) mod demand;
pub(crate) mod history;
pub(crate) mod intake;
mod intake_arrivals;
mod intake_keys;
pub(crate) mod leaving;
pub(crate) mod money;
pub(crate) mod pathway;
mod recurrence;
pub(crate) mod reported;
pub(crate) mod response;
pub(crate) mod retention;
pub(crate) mod route;
pub(crate) mod staff;
pub(crate) mod staff_csv;
pub(crate) mod target;
pub(crate) mod team;
pub(crate) mod team_move;
mod twelve;
pub(crate) mod workforce;
pub(crate) mod yearly;
