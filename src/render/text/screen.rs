//! Text for a screen: as plain as a file, and what its parts are, so that a terminal can set them off.

use std::fmt;

use crate::content::words;

/// Columns of a line: those of a terminal that is not wide.
pub(crate) const WIDTH: usize = 80;

/// What a part of a text is. It says nothing that the words do not say too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextRole {
    /// The name of the whole.
    Title,
    /// What a section is about.
    Heading,
    /// A likelihood that is as hoped for.
    Good,
    /// A likelihood that is not.
    Bad,
    /// What to look out for.
    Caution,
}

impl TextRole {
    /// The likelihood of something good: as hoped for from 80%, not up to 20%.
    pub(crate) fn of_good(probability: f64) -> Option<Self> {
        match probability {
            p if p >= 0.8 => Some(Self::Good),
            p if p <= 0.2 => Some(Self::Bad),
            _ => None,
        }
    }
}

/// Lines of text, and what parts of them are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    pieces: Vec<(Option<TextRole>, String)>,
}

impl Screen {
    /// The text from its beginning to its end, piece by piece, with what each is.
    pub fn pieces(&self) -> impl Iterator<Item = (Option<TextRole>, &str)> {
        self.pieces.iter().map(|(role, text)| (*role, text.as_str()))
    }

    /// A line, without spaces at its end.
    pub(crate) fn line(&mut self, line: &str) {
        self.part(None, line.trim_end());
        self.part(None, "\n");
    }

    /// Words in as many lines as they take: the first after so many spaces, the others after so many.
    pub(crate) fn paragraph(&mut self, indents: [usize; 2], words: &str) {
        self.paragraph_as(None, indents, words);
    }

    /// The same, of words that are one thing.
    pub(crate) fn paragraph_as(&mut self, role: Option<TextRole>, [first, others]: [usize; 2], words: &str) {
        for (line, words) in words::wrapped(words, WIDTH - first.max(others)).iter().enumerate() {
            self.part(None, &" ".repeat(if line == 0 { first } else { others }));
            self.part(role, words);
            self.part(None, "\n");
        }
    }

    /// The name of the whole.
    pub(crate) fn title(&mut self, title: &str) {
        self.paragraph_as(Some(TextRole::Title), [0, 2], title);
    }

    /// A line that is one thing.
    pub(crate) fn line_as(&mut self, role: TextRole, line: &str) {
        self.part(Some(role), line.trim_end());
        self.part(None, "\n");
    }

    /// An empty line, and a heading.
    pub(crate) fn heading(&mut self, heading: &str) {
        self.part(None, "\n");
        self.paragraph_as(Some(TextRole::Heading), [0, 2], heading);
    }

    /// A part of a line.
    pub(crate) fn part(&mut self, role: Option<TextRole>, text: &str) {
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some((of_last, last)) if *of_last == role => last.push_str(text),
            _ => self.pieces.push((role, text.to_owned())),
        }
    }
}

impl fmt::Write for Screen {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.part(None, text);
        Ok(())
    }
}

impl fmt::Display for Screen {
    /// The text alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces.iter().try_for_each(|(_, text)| f.write_str(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_text_with_its_parts_told() {
        let mut screen = Screen::default();
        screen.title("A team  ");
        screen.heading("Targets");
        screen.part(None, "  rate  ");
        screen.part(TextRole::of_good(0.06), "6% likely");
        let pieces: Vec<_> = screen.pieces().collect();
        assert_eq!(
            pieces,
            [
                (Some(TextRole::Title), "A team"),
                (None, "\n\n"),
                (Some(TextRole::Heading), "Targets"),
                (None, "\n  rate  "),
                (Some(TextRole::Bad), "6% likely")
            ]
        );
        assert_eq!(screen.to_string(), "A team\n\nTargets\n  rate  6% likely");
    }

    #[test]
    fn a_long_heading_breaks_and_hangs() {
        let mut screen = Screen::default();
        screen.heading(&"many words ".repeat(9));
        let lines = ["", &"many words ".repeat(7)[..76], "  many words many words"];
        assert_eq!(screen.to_string().lines().collect::<Vec<_>>(), lines);
        assert_eq!(screen.pieces().filter(|(role, _)| *role == Some(TextRole::Heading)).count(), 2);
    }

    #[test]
    fn a_likelihood_in_the_middle_is_neither_good_nor_bad() {
        assert_eq!([0.8, 0.5, f64::NAN].map(TextRole::of_good), [Some(TextRole::Good), None, None]);
    }
}
