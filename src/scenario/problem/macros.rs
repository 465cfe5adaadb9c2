//! What a row becomes: a variant and its words, and of a problem its code.

/// A code and what is to be known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The code: `E` for what keeps a scenario from being run, `W` for what is legal but odd.
    pub code: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What to do about it.
    pub advice: &'static str,
}

/// Makes `Problem` and `CODES` of the same rows, so that none is left out of the document and none lacks its words.
macro_rules! problems {
    ($(
        $code:literal $problem:ident { $($field:ident: $type:ty),* }
        title: $title:literal,
        meaning: $meaning:literal,
        advice: $advice:literal,
        sentence: $sentence:expr
        $(, hint: $hint:expr)?;
    )*) => {
        /// What is wrong with a scenario, or odd in it.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Problem {
            $(#[doc = $title] $problem { $($field: $type),* },)*
        }

        /// Every code, in the order of the document.
        pub const CODES: &[$crate::scenario::Code] = &[$($crate::scenario::Code {
            code: $code,
            title: $title,
            meaning: $meaning,
            advice: $advice,
        }),*];

        impl Problem {
            /// The stable code.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self {
                    $(Self::$problem { .. } => $code,)*
                }
            }

            /// What was found and where, in a sentence.
            #[expect(unused_variables, reason = "not every row says all of its fields")]
            fn sentence(&self) -> String {
                match self {
                    $(Self::$problem { $($field),* } => $sentence,)*
                }
            }

            /// What to do about it, where there is something to say beyond the sentence.
            #[expect(unused_variables, reason = "not every row says all of its fields")]
            pub(crate) fn hint(&self) -> Option<String> {
                match self {
                    $(Self::$problem { $($field),* } => problems!(@hint $($hint)?),)*
                }
            }

            /// The sentence with the hint, for what no file has a place for.
            pub(crate) fn in_a_line(&self) -> String {
                self.hint().map_or_else(|| self.to_string(), |hint| format!("{self}; {hint}"))
            }
        }

        impl std::fmt::Display for Problem {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.sentence())
            }
        }
    };
    (@hint) => { None };
    (@hint $hint:expr) => { $hint };
}

/// Makes an enum of reasons, and the sentence of each, of the same rows.
macro_rules! reasons {
    (
        $(#[$doc:meta])*
        $name:ident
        $($reason:ident { $($field:ident: $type:ty),* } $sentence:expr;)*
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name {
            $($reason { $($field: $type),* },)*
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let sentence = match self {
                    $(Self::$reason { $($field),* } => $sentence,)*
                };
                f.write_str(&sentence)
            }
        }
    };
}

pub(super) use {problems, reasons};
