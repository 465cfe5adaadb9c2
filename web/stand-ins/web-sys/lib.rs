//! The part of web-sys that plotters names. There is no window, so nothing here has a value.

use std::convert::Infallible;

use wasm_bindgen::JsCast;

/// A window.
pub enum Window {}

/// A document.
pub enum Document {}

/// A node of a document.
#[derive(Debug)]
pub enum Node {}

/// An element of a document.
pub enum Element {}

/// An element of an HTML document.
pub enum HtmlElement {}

/// There is no window.
#[must_use]
pub fn window() -> Option<Window> {
    None
}

impl Window {
    /// Its document.
    pub fn document(&self) -> Option<Document> {
        match *self {}
    }
}

impl Document {
    /// Its body.
    pub fn body(&self) -> Option<HtmlElement> {
        match *self {}
    }

    /// A new element.
    ///
    /// # Errors
    /// None.
    pub fn create_element(&self, _: &str) -> Result<Element, Infallible> {
        match *self {}
    }
}

impl Element {
    /// Sets its text.
    pub fn set_text_content(&self, _: Option<&str>) {
        match *self {}
    }

    /// Sets an attribute.
    ///
    /// # Errors
    /// None.
    pub fn set_attribute(&self, _: &str, _: &str) -> Result<(), Infallible> {
        match *self {}
    }
}

impl HtmlElement {
    /// Adds a node.
    ///
    /// # Errors
    /// None.
    pub fn append_with_node_1(&self, _: &Node) -> Result<(), Infallible> {
        match *self {}
    }

    /// Height, pixels.
    pub fn offset_height(&self) -> i32 {
        match *self {}
    }

    /// Width, pixels.
    pub fn offset_width(&self) -> i32 {
        match *self {}
    }

    /// Takes it out of its document.
    pub fn remove(&self) {
        match *self {}
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        match element {}
    }
}

impl JsCast for Node {
    fn dyn_into<T>(self) -> Result<T, Self> {
        match self {}
    }
}
