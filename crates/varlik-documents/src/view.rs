//! The text that is analysed: an article without its markup, with broken letters mended.

use std::ops::Range;

use varlik_text::{Normalized, normalize};

use crate::Page;

/// What is analysed of an article, with the way back to its raw text.
pub(crate) struct View<'a> {
    page: &'a Page<'a>,
    normalized: Normalized<'a>,
}

impl<'a> View<'a> {
    pub(crate) fn new(page: &'a Page<'a>) -> Self {
        Self { page, normalized: normalize(page.text()) }
    }

    pub(crate) fn as_str(&self) -> &str {
        self.normalized.as_str()
    }

    /// The range of the raw text that a range of the view came from.
    pub(crate) fn to_source(&self, range: Range<usize>) -> Range<usize> {
        self.page.to_source(self.to_page(range))
    }

    /// The range of the view that a range of the raw text became.
    pub(crate) fn to_output(&self, raw: Range<usize>) -> Range<usize> {
        self.normalized.to_output(self.page.to_output(raw))
    }

    /// The range of the page's text that a range of the view came from.
    pub(crate) fn to_page(&self, range: Range<usize>) -> Range<usize> {
        self.normalized.to_source(range)
    }
}
