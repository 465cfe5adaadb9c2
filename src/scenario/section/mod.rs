//! What a scenario is made of: one file for each table of the scenario file, with its types and how it is read.

pub(crate) mod agency;
pub(crate) mod change;
pub(crate) mod correlation;
pub(crate) mod demand;
pub(crate) mod history;
pub(crate) mod intake;
pub(crate) mod leaving;
pub(crate) mod money;
pub(crate) mod pathway;
pub(crate) mod route;
pub(crate) mod staff;
pub(crate) mod staff_csv;
pub(crate) mod target;
pub(crate) mod team;
