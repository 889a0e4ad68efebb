//! What the elements of HTML mean for a text: which end a line, which hold none, which say what their text is.

use crate::RegionKind;

/// What an element does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    /// It stands within a line (`b`, `a`, and every element that is not known).
    Inline,
    /// It has lines of its own (`div`, `li`).
    Line,
    /// It is set apart by a blank line (`p`, `h1`).
    Paragraph,
}

/// Returns how an element stands among others, by the rendering section of the HTML standard (15.3).
pub(crate) fn flow(name: &[u8]) -> Flow {
    match name {
        b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"figcaption" | b"figure" | b"blockquote"
        | b"article" | b"section" | b"header" | b"footer" | b"nav" | b"aside" | b"main" | b"form" | b"ul"
        | b"ol" | b"dl" | b"table" | b"pre" | b"fieldset" | b"details" | b"address" | b"hr" | b"caption"
        | b"title" => Flow::Paragraph,
        b"div" | b"li" | b"dt" | b"dd" | b"tr" | b"td" | b"th" | b"br" | b"option" | b"button" | b"thead"
        | b"tbody" | b"tfoot" | b"center" | b"body" | b"html" | b"head" | b"dialog" | b"menu" | b"hgroup"
        | b"search" | b"summary" | b"legend" | b"dir" | b"listing" | b"img" => Flow::Line,
        _ => Flow::Inline,
    }
}

/// Whether an element has no content and no end tag.
pub(crate) fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"basefont"
            | b"bgsound"
            | b"br"
            | b"col"
            | b"embed"
            | b"frame"
            | b"hr"
            | b"image"
            | b"img"
            | b"input"
            | b"keygen"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// Whether what stands in an element is no text of the page: programs, styles, what only some browsers show.
pub(crate) fn is_silent(name: &[u8]) -> bool {
    matches!(
        name,
        b"script"
            | b"style"
            | b"template"
            | b"noscript"
            | b"iframe"
            | b"noembed"
            | b"noframes"
            | b"object"
            | b"svg"
            | b"canvas"
            | b"audio"
            | b"video"
            | b"select"
            | b"datalist"
            | b"textarea"
    )
}

/// Whether a start tag ends an element that is open, since the end tag may be left out (HTML standard, 13.1.2.4).
pub(crate) fn ends(start: &[u8], open: &[u8]) -> bool {
    match open {
        b"p" => flow(start) != Flow::Inline && !matches!(start, b"br" | b"img" | b"button" | b"title"),
        b"li" => start == b"li",
        b"dt" | b"dd" => matches!(start, b"dt" | b"dd"),
        b"td" | b"th" => matches!(start, b"td" | b"th" | b"tr" | b"tbody" | b"thead" | b"tfoot"),
        b"tr" => matches!(start, b"tr" | b"tbody" | b"thead" | b"tfoot"),
        b"thead" | b"tbody" => matches!(start, b"tbody" | b"tfoot"),
        b"option" => start == b"option",
        b"head" => start == b"body",
        _ => false,
    }
}

/// Returns what the name of an element says its text is.
pub(crate) fn part_of(name: &[u8]) -> Option<RegionKind> {
    match name {
        b"h1" | b"title" => Some(RegionKind::Title),
        b"figcaption" => Some(RegionKind::Caption),
        b"nav" | b"footer" | b"form" | b"button" | b"menu" | b"dialog" | b"search" => {
            Some(RegionKind::Boilerplate)
        }
        b"aside" => Some(RegionKind::Sidebar),
        _ => None,
    }
}

/// Returns what a landmark of ARIA (`role="navigation"`) says its text is.
pub(crate) fn part_of_role(role: &str) -> Option<RegionKind> {
    match role {
        "navigation" | "banner" | "contentinfo" | "search" | "dialog" | "alertdialog" | "menu"
        | "menubar" => Some(RegionKind::Boilerplate),
        "complementary" => Some(RegionKind::Sidebar),
        _ => None,
    }
}

/// Returns what the classes or the id of an element say its text is; only words that most sites use the same way count.
///
/// A class counts by its first word, so that `has-sidebar` is no sidebar.
pub(crate) fn part_of_class(classes: &str) -> Option<RegionKind> {
    let first = |class: &'_ str| {
        let end = class.find(['-', '_']).unwrap_or(class.len());
        class.get(..end).unwrap_or("").to_ascii_lowercase()
    };
    classes.split_ascii_whitespace().take(16).find_map(|class| match first(class).as_str() {
        "byline" => Some(RegionKind::Byline),
        "dateline" => Some(RegionKind::Dateline),
        "caption" | "figcaption" => Some(RegionKind::Caption),
        "related" | "recommended" | "sidebar" | "trending" => Some(RegionKind::Sidebar),
        "comments" | "disqus" => Some(RegionKind::CommentRules),
        "breadcrumb" | "breadcrumbs" | "cookie" | "cookies" | "footer" | "menu" | "nav" | "navbar"
        | "newsletter" | "share" | "sharing" | "social" | "subscribe" => Some(RegionKind::Boilerplate),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_counts_by_its_first_word() {
        assert_eq!(part_of_class("grid related-stories"), Some(RegionKind::Sidebar));
        assert_eq!(part_of_class("Byline__name"), Some(RegionKind::Byline));
        for other in ["has-sidebar", "story-nav-target", "sharepoint", "", "menubar"] {
            assert_eq!(part_of_class(other), None, "{other:?}");
        }
    }

    #[test]
    fn an_end_tag_may_be_left_out_where_the_standard_says_so() {
        for (start, open) in [("p", "p"), ("div", "p"), ("li", "li"), ("tr", "td"), ("dd", "dt")] {
            assert!(ends(start.as_bytes(), open.as_bytes()), "{start} ends {open}");
        }
        for (start, open) in [("b", "p"), ("p", "li"), ("ul", "li"), ("div", "div"), ("img", "p")] {
            assert!(!ends(start.as_bytes(), open.as_bytes()), "{start} ends no {open}");
        }
    }
}
