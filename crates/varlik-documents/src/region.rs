//! The parts of a page: what is the story and what is the site around it.

use std::ops::Range;

/// What a run of lines of an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RegionKind {
    /// The headline, and the line below it.
    Title,
    /// The story.
    Body,
    /// "By Name": who wrote it.
    Byline,
    /// Where and by whom a report was filed, before its first sentence: "ANKARA (AA) -".
    Dateline,
    /// What stands under a picture.
    Caption,
    /// A photo or agency credit.
    Credit,
    /// Site chrome: menus, sharing, subscription.
    Boilerplate,
    /// What the site asks of those who comment.
    CommentRules,
    /// Headlines of other stories.
    Sidebar,
    /// A time or UPDATED mark that separates versions of one page.
    UpdateMarker,
}

impl RegionKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Title,
        Self::Body,
        Self::Byline,
        Self::Dateline,
        Self::Caption,
        Self::Credit,
        Self::Boilerplate,
        Self::CommentRules,
        Self::Sidebar,
        Self::UpdateMarker,
    ];

    /// Returns the label of the output files, in lower case (`body`, `boilerplate`, ...).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Boilerplate => "boilerplate",
            Self::CommentRules => "comment_rules",
            Self::Sidebar => "sidebar",
            Self::UpdateMarker => "update_marker",
        }
    }

    /// Returns whether names here belong to the story, and so vote for what the article is about.
    #[must_use]
    pub fn is_story(self) -> bool {
        matches!(self, Self::Title | Self::Body | Self::Dateline | Self::Caption)
    }
}

/// One labelled part of an article. Regions are labels, never deletions: together they cover every line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Half-open **byte** range of the raw text.
    pub span: Range<usize>,
    /// What it is.
    pub kind: RegionKind,
    /// Language code of its text; that of the article where it is too short to tell.
    pub language: &'static str,
}
