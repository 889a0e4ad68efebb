//! One article as it came in.

/// How the text of an article is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Markup {
    /// Plain text: every line is what it says.
    #[default]
    Plain,
    /// HTML: the raw file with its tags. Spans point into the file, tags and character references included.
    Html,
}

impl Markup {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Plain, Self::Html];

    /// Returns the name of the options and the saved results (`plain`, `html`).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Html => "html",
        }
    }
}

/// One article: an id that the caller chose and the raw text, never rewritten.
///
/// # Example: a text and a page
/// ```
/// use varlik_documents::{Document, Markup};
///
/// let text = Document::new("1", "Hakan Fidan arrived in Ankara.");
/// let page = Document::new("2", "<p>Hakan Fidan Ankara&rsquo;da.</p>").with_markup(Markup::Html);
/// assert_eq!((text.markup, page.markup), (Markup::Plain, Markup::Html));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Document {
    /// The caller's name for the article, unique in one run; a path below the given folder, or a row's id.
    pub id: String,
    /// The text as decoded from the file, byte for byte: every span points into it.
    pub text: String,
    /// How the text is marked up; plain unless told.
    pub markup: Markup,
    /// When it was published, if that is known: in ISO 8601 (`2025-03-16T10:38:00Z`), or with the name of a month. What
    /// cannot be read says nothing; without it the date line of the text is asked.
    pub published: Option<String>,
}

impl Document {
    /// Makes an article of plain text.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), ..Self::default() }
    }

    /// Says how the text is marked up.
    #[must_use]
    pub fn with_markup(mut self, markup: Markup) -> Self {
        self.markup = markup;
        self
    }

    /// Says when the article was published.
    #[must_use]
    pub fn with_published(mut self, published: impl Into<String>) -> Self {
        self.published = Some(published.into());
        self
    }
}
