//! Referrals, open cases and money.

use super::CensusOpening;
use crate::import::published::PublishedFigure;
use crate::import::toml_text::{between, figure, quoted, whole};

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
}
