//! The published ranges as a document.

use std::fmt::Write as _;

use super::figure::Figure;

/// The ranges as Markdown.
#[must_use]
pub fn document() -> String {
    let mut text = String::from(
        "# What English authorities show\n\n\
         `check` holds the figures of a scenario against the published tables below, and warns (W012) where a value is outside all \
         of a table *and* would be between its 5th and its 95th percentile if it were multiplied or divided by what turns one unit \
         into another (12, 52, 37, 100 and the like), or where it is beyond twice the extremes. Where only single figures were \
         found, a slip must lead to within one and a half times these. The ranges stand beside the inputs on the page, in the \
         workbook, in `staffcast explain` and, for the commonest, in an editor. A figure that is right although it is unusual says \
         why, in its table or beside it, and W012 is no longer given:\n\n\
         ```toml\n\
         [leaving.annual_rate]\n\
         unusual = \"a new service: hardly anybody has left yet\"\n\
         all = 0.03\n\
         ```\n\n\
         Leaving, time in service, FTE per person, posts, starters, referrals and the agency rate are judged over the whole service \
         and not by band, cohort or team: the warning stands at the input with the greatest part, and all of these but leaving and FTE \
         per person are judged only in services of 20 FTE or more, as in the tables. Starters and the agency rate are not too low, \
         because a scenario need not hold them all. An uncertain value is judged by its mean; zero is no slip; of changes, the values \
         that they set in place of a price, a share or a caseload are judged. While figures are blank, what is worked out from them is not \
         judged, and all else is. An agency worker's charge and a reference caseload are not the same as what authorities publish of pay awards and of cases per case \
         holder; the range beside them is for orientation.\n\n\
         The same code warns about a team that opens with far more permanent staff than posts, about a budget of the whole service \
         more than three times, or less than a third of, what staff cost a year at the start, and about pounds that look like a share.\n\n\
         `src/scenario/plausibility/england.py FOLDER` writes the first table from the Department for Education's files: \
         authorities of at least 20 FTE, every authority and year alike; leavers and starters are means of an authority's years, \
         of three or more. The files at hand have 100 of England's 153 authorities. Where only single figures were found, no \
         percentiles are given. Time in service is published for England and one region only, so it is judged beyond four \
         times what they show. Posts are permanent staff and vacancies, so they are never fewer than staff; FTE per person above \
         1 is a mistake of the tables.\n\n\
         ## Ranges\n\n\
         | figure | least | 10th | middle | 90th | most | years | source |\n|---|---|---|---|---|---|---|---|\n",
    );
    for figure in Figure::ALL {
        let Some(range) = figure.published() else { continue };
        let (low, high) = range.extremes;
        let middle = range.percentiles.map_or(["-".to_owned(), "-".to_owned(), "-".to_owned()], |of| {
            [of.p10, of.p50, of.p90].map(|value| figure.shown(value))
        });
        let authorities = range.authorities.map_or(String::new(), |number| format!(", {number} authorities"));
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {}{authorities} | {} |",
            figure.name(),
            figure.shown(low),
            middle.join(" | "),
            figure.shown(high),
            range.years,
            range.source,
        );
    }
    text
}
