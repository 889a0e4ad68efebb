//! What of a resolution the page shows, and where things stand in it.

use std::collections::BTreeSet;
use std::ops::Range;

use varlik_documents::{Mention, Region, RegionKind, Resolution, ResolvedDocument};

use super::escape;

/// Entities on the page; the first ones, which are the most mentioned.
const MAX_ENTITIES: usize = 2_000;
/// Articles on the page; those of the largest stories.
const MAX_ARTICLES: usize = 500;
/// Bytes of text on the page.
const MAX_TEXT: usize = 1_000_000;
/// Bytes of one article, so that one huge file leaves room for others.
pub(super) const MAX_ARTICLE_TEXT: usize = 200_000;
/// Above this many articles their texts start folded.
const MAX_OPEN: usize = 60;
/// Characters of a headline where it stands for its article.
const MAX_HEADLINE: usize = 110;
/// Names of the body that make a title line the headline; beyond them the first line is as good.
const NAMES_OF_HEADLINE: usize = 2;
/// Title lines among which the headline is looked for, so that a file of nothing but titles costs no more than others.
const MAX_TITLE_LINES: usize = 16;
/// Bytes of a line that may name an article, so that a file of one line costs no more than others.
const MAX_HEADLINE_BYTES: usize = 480;
/// Words beside its names that a headline has, and the name of an outlet or an author's address has not.
const WORDS_OF_HEADLINE: usize = 2;

/// The articles of one story; an article without a story makes a group of its own.
pub(super) struct Group {
    /// Index of the story, if there is one.
    pub(super) story: Option<usize>,
    /// Indices of the articles of the group that the page shows.
    pub(super) shown: Vec<usize>,
    /// Number of all its articles.
    pub(super) all: usize,
}

/// What names an article.
pub(super) struct Headline {
    /// Bytes of the article.
    pub(super) span: Range<usize>,
    /// Whether it is a title, and not an opening line that stands for one.
    pub(super) is_title: bool,
}

/// What of a resolution is shown, with mentions grouped by article.
pub(super) struct Scope<'r> {
    pub(super) resolution: &'r Resolution,
    /// All groups of which something is shown, largest first.
    pub(super) groups: Vec<Group>,
    /// For each article, its group, if it is shown.
    group_of: Vec<Option<usize>>,
    /// Indices of mentions, by article and place; `starts` holds where each article begins.
    by_document: Vec<usize>,
    starts: Vec<usize>,
    /// For each mention, whether its anchor has been written.
    anchored: Vec<bool>,
    /// For each article, the bytes that name it.
    headlines: Vec<Option<Headline>>,
    /// For each entity, whether a story names it.
    told: Vec<bool>,
}

impl<'r> Scope<'r> {
    pub(super) fn new(resolution: &'r Resolution) -> Self {
        let (by_document, starts) = mentions_by_document(resolution);
        let (groups, group_of) = choose_groups(resolution);
        let anchored = vec![false; resolution.mentions.len()];
        let told = told_entities(resolution);
        let mut scope =
            Self { resolution, groups, group_of, by_document, starts, anchored, headlines: Vec::new(), told };
        scope.headlines = resolution
            .documents
            .iter()
            .enumerate()
            .map(|(index, document)| {
                let mentions: Vec<&Mention> = scope.mentions(index).map(|(_, mention)| mention).collect();
                choose_headline(document, &mentions)
            })
            .collect();
        scope
    }

    pub(super) fn shown_entities(&self) -> usize {
        self.resolution.entities.len().min(MAX_ENTITIES)
    }

    pub(super) fn shown_articles(&self) -> usize {
        self.groups.iter().map(|group| group.shown.len()).sum()
    }

    pub(super) fn opens_articles(&self) -> bool {
        self.shown_articles() <= MAX_OPEN
    }

    /// Returns the bytes of text that the page will hold, which size its buffer.
    pub(super) fn text_bytes(&self) -> usize {
        let shown = self.groups.iter().flat_map(|group| &group.shown);
        shown
            .filter_map(|&index| self.document(index))
            .map(|document| document.text.len().min(MAX_ARTICLE_TEXT))
            .sum()
    }

    pub(super) fn document(&self, index: usize) -> Option<&'r ResolvedDocument> {
        self.resolution.documents.get(index)
    }

    pub(super) fn group_of(&self, document: usize) -> Option<usize> {
        self.group_of.get(document).copied().flatten()
    }

    /// Returns whether a group is a story, and not an article by itself.
    pub(super) fn is_story(&self, group: usize) -> bool {
        self.groups.get(group).is_some_and(|group| group.story.is_some())
    }

    /// Returns the mentions of an article with their indices, by start, the longest first.
    pub(super) fn mentions(&self, document: usize) -> impl Iterator<Item = (usize, &'r Mention)> {
        let mentions = &self.resolution.mentions;
        self.mention_indices(document).iter().filter_map(move |&index| Some((index, mentions.get(index)?)))
    }

    pub(super) fn mention_count(&self, document: usize) -> usize {
        self.mention_indices(document).len()
    }

    fn mention_indices(&self, document: usize) -> &[usize] {
        let start = self.starts.get(document).copied().unwrap_or_default();
        let end = self.starts.get(document + 1).copied().unwrap_or_default();
        self.by_document.get(start..end).unwrap_or_default()
    }

    /// Notes that the page holds the anchor of a mention.
    pub(super) fn anchor(&mut self, mention: usize) {
        if let Some(anchored) = self.anchored.get_mut(mention) {
            *anchored = true;
        }
    }

    pub(super) fn is_anchored(&self, mention: usize) -> bool {
        self.anchored.get(mention) == Some(&true)
    }

    /// Returns what names an article: its headline, or else its opening line.
    pub(super) fn headline(&self, document: usize) -> Option<&Headline> {
        self.headlines.get(document)?.as_ref()
    }

    /// Appends what an article is called in running text: its headline, or its id where it has no text.
    pub(super) fn push_headline(&self, out: &mut String, document: usize) {
        if let Some(article) = self.document(document) {
            let text = self.headline(document).and_then(|headline| article.text.get(headline.span.clone()));
            escape::push_short(out, text.unwrap_or(&article.id), MAX_HEADLINE);
        }
    }

    /// Returns whether an entity is named in a story, and not only in menus, credits and other headlines.
    pub(super) fn is_told(&self, entity: usize) -> bool {
        self.told.get(entity) == Some(&true)
    }
}

/// Returns for each entity whether a mention of it belongs to a story.
fn told_entities(resolution: &Resolution) -> Vec<bool> {
    let mut told = vec![false; resolution.entities.len()];
    for mention in resolution.mentions.iter().filter(|mention| mention.region.is_story()) {
        if let Some(flag) = told.get_mut(mention.entity) {
            *flag = true;
        }
    }
    told
}

/// Chooses what of an article names it.
///
/// The name of the outlet or of a section often stands above the headline and looks like one; a headline is the first line
/// of the titles that says something of what the body names too. Where there is no title, the opening line stands for it.
fn choose_headline(document: &ResolvedDocument, mentions: &[&Mention]) -> Option<Headline> {
    let regions = document.regions.as_slice();
    let is_title = |region: &&Region| region.kind == RegionKind::Title;
    let is_body = |region: &Region| region.kind == RegionKind::Body;
    let above: Vec<&Region> = regions.iter().take_while(|region| !is_body(region)).filter(is_title).collect();
    let titles = if above.is_empty() { regions.iter().filter(is_title).collect() } else { above };
    let mut told_below: Vec<usize> = mentions
        .iter()
        .filter(|mention| mention.region == RegionKind::Body)
        .map(|mention| mention.entity)
        .collect();
    told_below.sort_unstable();
    let names = |line: &Range<usize>| {
        let inside: Vec<&Mention> = mentions
            .iter()
            .copied()
            .filter(|mention| line.start <= mention.span.start && mention.span.end <= line.end)
            .collect();
        if words_beside(&document.text, line, &inside) < WORDS_OF_HEADLINE {
            return 0;
        }
        let below = inside.iter().map(|mention| mention.entity);
        let below = below.filter(|entity| told_below.binary_search(entity).is_ok());
        below.collect::<BTreeSet<usize>>().len().min(NAMES_OF_HEADLINE)
    };
    let mut best: Option<(usize, Range<usize>)> = None;
    let lines_of = |region: &Region| lines(&document.text, region.span.clone());
    for line in titles.into_iter().flat_map(lines_of).take(MAX_TITLE_LINES) {
        let names = names(&line);
        if best.as_ref().is_none_or(|(most, _)| names > *most) {
            best = Some((names, line));
        }
    }
    let opening = || {
        let start = regions.iter().find(|region| is_body(region)).map_or(0, |region| region.span.start);
        lines(&document.text, start..document.text.len()).next()
    };
    match best {
        Some((_, span)) => Some(Headline { span, is_title: true }),
        None => opening().map(|span| Headline { span, is_title: false }),
    }
}

/// Counts the words of a line that stand in no mention; an address is no word.
fn words_beside(text: &str, line: &Range<usize>, mentions: &[&Mention]) -> usize {
    let mut at = line.start;
    let mut count = 0;
    for word in text.get(line.clone()).unwrap_or_default().split_inclusive(char::is_whitespace) {
        let end = at + word.trim_end().len();
        let is_word = word.chars().filter(|letter| letter.is_alphabetic()).count() > 1 && !word.contains('@');
        let is_name = mentions.iter().any(|mention| mention.span.start < end && at < mention.span.end);
        count += usize::from(is_word && !is_name);
        at += word.len();
    }
    count
}

/// Returns the lines of a part of a text that hold something, without what surrounds it and without the marks of Markdown.
///
/// Of a line too long for a headline it is the first bytes.
fn lines(text: &str, part: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = part.start;
    text.get(part).unwrap_or_default().split_inclusive('\n').filter_map(move |line| {
        let inner = line.trim_start().trim_start_matches('#').trim_start();
        let start = at + line.len() - inner.len();
        at += line.len();
        let inner = inner.trim_end();
        let mut ends = (0..=inner.len().min(MAX_HEADLINE_BYTES)).rev();
        let length = ends.find(|&end| inner.is_char_boundary(end)).unwrap_or(0);
        (length > 0).then(|| start..start + length)
    })
}

/// Groups the mentions by article with one counting pass, and puts each article's in order.
fn mentions_by_document(resolution: &Resolution) -> (Vec<usize>, Vec<usize>) {
    let documents = resolution.documents.len();
    let mut order: Vec<usize> = (0..resolution.mentions.len()).collect();
    let key = |&index: &usize| {
        resolution.mentions.get(index).map_or((documents, 0, 0), |mention| {
            (mention.document.min(documents), mention.span.start, usize::MAX - mention.span.end)
        })
    };
    // Mentions come in order already, so this is one pass over them as a rule.
    order.sort_by_key(key);
    let mut starts = vec![0; documents + 1];
    let mut next = 0;
    for (document, start) in starts.iter_mut().enumerate() {
        while order.get(next).is_some_and(|index| key(index).0 < document) {
            next += 1;
        }
        *start = next;
    }
    (order, starts)
}

/// Chooses articles story by story, the largest story first, until the page is full.
fn choose_groups(resolution: &Resolution) -> (Vec<Group>, Vec<Option<usize>>) {
    let documents = resolution.documents.len();
    let mut in_story = vec![false; documents];
    for &document in resolution.stories.iter().flat_map(|story| &story.documents) {
        if let Some(flag) = in_story.get_mut(document) {
            *flag = true;
        }
    }
    let told =
        resolution.stories.iter().enumerate().map(|(index, story)| (Some(index), story.documents.clone()));
    let untold =
        in_story.iter().enumerate().filter(|(_, told)| !**told).map(|(document, _)| (None, vec![document]));
    let mut group_of = vec![None; documents];
    let mut groups = Vec::new();
    let (mut articles, mut bytes) = (0, 0);
    for (story, members) in told.chain(untold) {
        if articles >= MAX_ARTICLES || bytes >= MAX_TEXT {
            break;
        }
        let all = members.len();
        let mut shown = Vec::new();
        for document in members {
            let (Some(place), Some(article)) =
                (group_of.get_mut(document), resolution.documents.get(document))
            else {
                continue;
            };
            let cost = article.text.len().min(MAX_ARTICLE_TEXT);
            if place.is_some() || articles >= MAX_ARTICLES || (bytes > 0 && bytes + cost > MAX_TEXT) {
                continue;
            }
            *place = Some(groups.len());
            articles += 1;
            bytes += cost;
            shown.push(document);
        }
        if !shown.is_empty() {
            groups.push(Group { story, shown, all });
        }
    }
    (groups, group_of)
}
