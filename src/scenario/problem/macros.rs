//! Macros that turn rows into enum variants with messages and, for problems, codes.

/// A diagnostic code and its documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiagnosticCode {
    /// The code: `E` for errors, which prevent a run, `W` for warnings.
    pub code: &'static str,
    /// Short title.
    pub title: &'static str,
    /// Meaning.
    pub meaning: &'static str,
    /// Advice.
    pub advice: &'static str,
}

/// Generates `Problem` and `CODES` from the same rows, so that every problem is documented and has a message.
macro_rules! problems {
    ($(
        $code:literal $problem:ident { $($field:ident: $type:ty),* }
        title: $title:literal,
        meaning: $meaning:literal,
        advice: $advice:literal,
        sentence: $sentence:expr
        $(, hint: $hint:expr)?;
    )*) => {
        /// An error or warning in a scenario.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Problem {
            $(#[doc = $title] $problem { $($field: $type),* },)*
        }

        /// Every code, in the order of the documentation.
        pub const CODES: &[$crate::scenario::DiagnosticCode] = &[$($crate::scenario::DiagnosticCode {
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

            /// The message: what was found and where.
            #[expect(unused_variables, reason = "not every row uses all of its fields")]
            fn sentence(&self) -> String {
                match self {
                    $(Self::$problem { $($field),* } => $sentence,)*
                }
            }

            /// The hint, if there is advice beyond the message.
            #[expect(unused_variables, reason = "not every row uses all of its fields")]
            pub(crate) fn hint(&self) -> Option<String> {
                match self {
                    $(Self::$problem { $($field),* } => problems!(@hint $($hint)?),)*
                }
            }

            /// The message followed by the hint, for problems without a place in a file.
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

/// Generates an enum of reasons and their messages from the same rows.
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
