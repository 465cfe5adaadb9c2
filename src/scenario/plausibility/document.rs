//! The published ranges as a document.

use std::fmt::Write as _;

use super::figure::Figure;

/// The ranges as Markdown.
#[must_use]
pub fn document() -> String {
    let mut text = String::from(
        "# What English authorities show\n\n\
         `check` holds the figures of a scenario against what English authorities have published, and warns (W012) where a value \
         is outside all of it *and* would be usual, between the 5th and the 95th percentile, if it were multiplied or divided by \
         what turns one unit into another (12, 52, 37, 100 and the like), or where it is beyond twice the extremes. The ranges \
         stand beside the inputs on the page, in the workbook, in `staffcast explain` and in an editor. A figure that is right \
         although it is unusual says why, and is no longer warned about:\n\n\
         ```toml\n\
         [leaving.annual_rate]\n\
         unusual = \"two of four teams were closed in the year\"\n\
         all = 0.62\n\
         ```\n\n\
         Leaving, time in service, hours, posts and starters are judged over the whole service and not by cohort; posts, starters and \
         the agency rate only in services of 20 FTE or more, as in the tables. Zero is no slip. \
         An uncertain value is judged by its mean.\n\n\
         `src/scenario/plausibility/england.py FOLDER` writes the first table from the Department for Education's files: \
         authorities of at least 20 FTE, every authority and year alike; leavers and starters are means of an authority's years, \
         of three or more. The files at hand have 100 of England's 153 authorities. Where only single figures were found, no \
         percentiles are given. Time in service is published for England and one region only, so it is judged beyond four \
         times what they show.\n\n\
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
