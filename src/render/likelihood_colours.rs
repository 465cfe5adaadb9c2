//! The fills of likelihoods on pages and sheets.

use crate::content::likelihood_term::LikelihoodTerm;

/// The fill behind a term, as red, green and blue: the middle five of the seven classes of ColorBrewer's PuOr (Brewer and Harrower,
/// colorbrewer2.org), from orange to purple, which people with any common colour blindness tell apart. Words say the same.
pub(crate) fn fill(term: LikelihoodTerm) -> u32 {
    match term {
        LikelihoodTerm::VeryUnlikely => 0x00F1_A340,
        LikelihoodTerm::Unlikely => 0x00FE_E0B6,
        LikelihoodTerm::AsLikelyAsNot => 0x00F7_F7F7,
        LikelihoodTerm::Likely => 0x00D8_DAEB,
        LikelihoodTerm::VeryLikely => 0x0099_8EC3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of a colour, as in the Web Content Accessibility Guidelines 2.2.
    fn luminance(colour: u32) -> f64 {
        let part = |shift: u32| {
            let part = f64::from((colour >> shift) & 0xFF) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) }
        };
        0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    }

    #[test]
    fn the_text_of_pages_has_a_contrast_of_four_and_a_half_on_every_fill() {
        const INK: u32 = 0x001A_1A1A;
        for term in LikelihoodTerm::ALL {
            let contrast = (luminance(fill(term)) + 0.05) / (luminance(INK) + 0.05);
            assert!(contrast >= 4.5, "{term:?}: {contrast}");
        }
    }
}
