//! The part of wasm-bindgen that plotters and rust_xlsxwriter name. There is no browser, so nothing here has a value of it.

/// A value of a browser.
#[derive(Debug)]
pub struct JsValue;

impl JsValue {
    /// A text.
    #[must_use]
    pub fn from_str(_: &str) -> Self {
        Self
    }
}

/// A value of a browser that may be of another type too.
pub trait JsCast: Sized {
    /// The value as one of type `T`.
    ///
    /// # Errors
    /// The value, if it is not of that type.
    fn dyn_into<T>(self) -> Result<T, Self>;
}
