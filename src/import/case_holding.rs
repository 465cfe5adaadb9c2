//! Who holds cases at an opening, and how many full loads they carry together.

use super::toml_text::{between, figure};

/// The least and the most of the permanent staff who are taken to hold cases.
const SHARES: (f64, f64) = (0.05, 0.98);

/// The full-load caseload beyond which no more cases are given, over the one at the opening: an assumption.
const MAXIMUM: f64 = 1.3;

/// The staff of a team, or of a service, at an opening. All agency staff are taken to hold cases: an assumption.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct CaseHolding {
    /// Permanent and agency staff, FTE.
    pub permanent: f64,
    pub agency: f64,
    /// Share of the permanent FTE that holds cases.
    share: f64,
}

impl CaseHolding {
    /// The share is kept within what is taken to be possible.
    pub(super) fn new(permanent: f64, agency: f64, share: f64) -> Self {
        Self { permanent, agency, share: between(SHARES.0, share, SHARES.1) }
    }

    /// Staff who all hold cases.
    #[cfg(feature = "records")]
    pub(super) fn of_all(permanent: f64, agency: f64) -> Self {
        Self { permanent, agency, share: 1.0 }
    }

    /// Share of the permanent FTE that holds cases.
    pub(super) fn share(self) -> f64 {
        self.share
    }

    /// FTE that holds cases, present or not.
    pub(super) fn holders(self) -> f64 {
        self.permanent * self.share + self.agency
    }

    /// Case holders present, each with a full load. Sickness, a share of working time, is the only absence that is known.
    pub(super) fn full_loads(self, sickness: f64) -> f64 {
        self.permanent * self.share * (1.0 - sickness) + self.agency
    }

    /// The caseload of so many cases: the first keys of a team's table, as TOML writes them.
    pub(super) fn reference_text(self, cases: f64, sickness: f64) -> String {
        let reference = cases / self.full_loads(sickness);
        format!(
            "reference = {{ value = {}, source = \"the full-load caseload at the opening\" }}\n\
             maximum = {{ value = {}, source = \"assumption: {MAXIMUM} times the reference\" }}\n",
            figure(reference, 1),
            figure(MAXIMUM * reference, 1),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 40 FTE of whom a half hold cases, a tenth of them sick, and 6 agency workers: 18 + 6 full loads.
    #[test]
    fn present_case_holders_carry_the_cases() {
        let team = CaseHolding::new(40.0, 6.0, 0.5);
        assert!((team.holders() - 26.0).abs() < 1e-12 && (team.full_loads(0.1) - 24.0).abs() < 1e-12);
        let text = team.reference_text(480.0, 0.1);
        assert!(text.starts_with("reference = { value = 20,") && text.contains("maximum = { value = 26,"), "{text}");
        assert_eq!(CaseHolding::new(40.0, 6.0, f64::NAN).share(), SHARES.0);
        assert_eq!(CaseHolding::new(40.0, 6.0, 1.2).share(), SHARES.1);
    }
}
