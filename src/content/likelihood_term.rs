//! Likelihoods in the words of a published scale.

use super::words;

/// A likelihood in words.
///
/// The terms and limits are those of the Intergovernmental Panel on Climate Change (Mastrandrea et al., Guidance Note for Lead Authors of the
/// IPCC Fifth Assessment Report on Consistent Treatment of Uncertainties, 2010), of which terms that overlap are taken in the narrower sense,
/// "about" is left out, and the terms beyond 99% and below 1% are not used. The whole percentage that is shown decides, so that a cell does not
/// contradict itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LikelihoodTerm {
    /// Up to 10%.
    VeryUnlikely,
    /// Up to 32%.
    Unlikely,
    /// From 33 to 66%.
    AsLikelyAsNot,
    /// Up to 89%.
    Likely,
    /// From 90%.
    VeryLikely,
}

impl LikelihoodTerm {
    /// Every term, the least likely first.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 5] =
        [Self::VeryUnlikely, Self::Unlikely, Self::AsLikelyAsNot, Self::Likely, Self::VeryLikely];

    /// The term of a likelihood; `None` if it is not known.
    pub(crate) fn of(likelihood: f64) -> Option<Self> {
        Some(match (likelihood * 100.0).round() {
            percent if percent.is_nan() => return None,
            percent if percent <= 10.0 => Self::VeryUnlikely,
            percent if percent < 33.0 => Self::Unlikely,
            percent if percent <= 66.0 => Self::AsLikelyAsNot,
            percent if percent < 90.0 => Self::Likely,
            _ => Self::VeryLikely,
        })
    }

    /// In words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::VeryUnlikely => "very unlikely",
            Self::Unlikely => "unlikely",
            Self::AsLikelyAsNot => "as likely as not",
            Self::Likely => "likely",
            Self::VeryLikely => "very likely",
        }
    }
}

/// What the words mean, for readers of a table.
pub(crate) const SCALE: &str = "Very unlikely: up to 10%; unlikely: up to 32%; as likely as not: 33 to 66%; likely: up to 89%; very likely: \
                                from 90% (terms of the IPCC, 2010).";

/// A likelihood with its term: `unlikely 19%`; `-` if it is not known.
pub(crate) fn likelihood_words(likelihood: f64) -> String {
    let percent = words::percent(likelihood);
    LikelihoodTerm::of(likelihood).map_or_else(|| percent.clone(), |term| format!("{} {percent}", term.words()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_percentage_that_is_shown_decides_the_term() {
        let expected = [
            (0.0, "very unlikely 0%"),
            (0.004, "very unlikely <1%"),
            (0.104, "very unlikely 10%"),
            (0.106, "unlikely 11%"),
            (0.19, "unlikely 19%"),
            (0.324, "unlikely 32%"),
            (0.326, "as likely as not 33%"),
            (0.66, "as likely as not 66%"),
            (0.67, "likely 67%"),
            (0.894, "likely 89%"),
            (0.896, "very likely 90%"),
            (0.997, "very likely >99%"),
            (1.0, "very likely 100%"),
            (f64::NAN, "-"),
        ];
        for (likelihood, words) in expected {
            assert_eq!(likelihood_words(likelihood), words, "{likelihood}");
        }
    }
}
