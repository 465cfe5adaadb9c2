//! Referrals, open cases and money.

use super::CensusOpening;
use super::toml::{between, figure, quoted, whole};
use crate::import::published::PublishedFigure;

impl CensusOpening<'_> {
    pub(super) fn cases(&self) -> String {
        let (now, year) = (self.now, self.year);
        let need = format!("DfE, Children in need {year}");
        let (referrals, cases) = (now.get(PublishedFigure::Referrals), now.get(PublishedFigure::Cases));
        let re_referral = match now.get(PublishedFigure::ReReferrals) {
            percent if percent.is_finite() => format!(
                "re_referral = {{ value = {}, source = {}, evidence = \"published\" }}\n",
                figure(percent / 100.0, 3),
                quoted(&need)
            ),
            _ => String::new(),
        };
        let closed = now.get(PublishedFigure::NoFurtherAction);
        let closed = if closed.is_finite() { between(0.0, closed / 100.0, 0.95) } else { 0.0 };
        let opened = referrals / 12.0 * (1.0 - closed);
        format!(
            "\n\n# --- Children {rule}\n\
             # Contacts are not published, so what comes in is referrals. One stage holds all open cases.\n\n\
             [demand.contacts]\n\
             per_month = {{ value = {per_month}, source = {source}, evidence = \"published\" }}\n\
             conversion = {{ value = 1, source = \"contacts are not published\" }}\n\n\
             [demand]\n\
             {re_referral}\
             dispersion = {{ uniform = {{ low = 0.0, high = 0.01 }}, source = \"assumption: months vary up to 10% more than chance alone\" \
             }}\n\n\
             [demand.next]\n\
             closed = {{ value = {closed}, source = {closed_source}, evidence = \"published\" }}\n\
             open_case = \"rest\"\n\n\
             [pathway.open_case]\n\
             name = \"Open case\"\n\
             team = \"social_work\"\n\
             months = {{ value = {months}, source = \"open cases over the {flow} a month that open: in balance\" }}\n\
             cases = {cases}                     # {own}\n\
             next = {{ closed = \"rest\" }}\n",
            rule = "-".repeat(101),
            per_month = figure(referrals / 12.0, 1),
            source = quoted(&format!("{need}: {} referrals in the year", figure(referrals, 0))),
            closed = figure(closed, 3),
            closed_source = quoted(&format!("{need}: no further action")),
            months = figure(cases / opened, 2),
            flow = figure(opened, 1),
            cases = whole(cases),
            own = self.own(),
        )
    }

    pub(super) fn money(year: i32) -> String {
        let first = format!("{}-{:02}", year, (year + 1) % 100);
        let next = format!("{}-{:02}", year + 1, (year + 2) % 100);
        format!(
            "\n\n# --- Money {rule}\n\n\
             [money]\n\
             base_year = \"{first}\"\n\
             inflation = {{ value = 0.02, source = \"assumption: the Bank of England's target\" }}\n\n\
             [budget.next_year]\n\
             year = \"{next}\"\n\
             amount = {{ blank = \"the budget for social workers, permanent and agency, in {next}; or remove this table\" }}\n",
            rule = "-".repeat(104),
        )
    }
}
