//! One article read by itself: its parts, its mentions, its entities and what its story is about.

use std::ops::Range;

use rustc_hash::FxHashMap;
use varlik_text::{Lang, Token, key_into, language};

use crate::analysis::{Analysis, Word};
use crate::coreference::{Form, LocalEntity, group};
use crate::dates::{self, Expression};
use crate::detect::Detector;
use crate::found::form_hash;
use crate::grammar::bracketed;
use crate::layout::{Evidence, Line, lines};
use crate::listed::add_listed;
use crate::metonym;
use crate::nominal::{self, Nominal, Titles};
use crate::sketch::Sketch;
use crate::statement::{self, Statement};
use crate::view::View;
use crate::weights;
use crate::{EntityType, GivenMention, KnowledgeBase, Markup, MentionKind, Moment, Page, Region, RegionKind};

/// A mention whose entity is known inside its article only.
#[derive(Debug, Clone)]
pub(crate) struct LocalMention {
    /// Byte range of the raw text.
    pub(crate) span: Range<usize>,
    pub(crate) entity_type: EntityType,
    pub(crate) kind: MentionKind,
    /// Index of its form; of nominals, none.
    pub(crate) form: Option<usize>,
    /// Index of its spelling among those of the form.
    pub(crate) spelling: usize,
    /// Index of its local entity.
    pub(crate) entity: usize,
    pub(crate) score: f32,
    pub(crate) region: RegionKind,
    /// The country for whose government a capital stands here, by its id in the world table.
    pub(crate) metonym_of: Option<&'static str>,
}

/// Everything read from one article.
#[derive(Debug, Clone)]
pub(crate) struct Article {
    pub(crate) language: Lang,
    pub(crate) regions: Vec<Region>,
    pub(crate) mentions: Vec<LocalMention>,
    pub(crate) forms: Vec<Form>,
    pub(crate) entities: Vec<LocalEntity>,
    pub(crate) titles: Titles,
    pub(crate) sketch: Sketch,
    pub(crate) told: Told,
}

/// What an article says of when, and who says what in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told {
    pub(crate) dates: Vec<LocalDate>,
    /// What the page says of when it was written.
    pub(crate) written: Option<Moment>,
    /// Where a later version of the page begins, and the time it gives.
    pub(crate) marks: Vec<(usize, Option<u16>)>,
    /// Byte ranges of the raw text of all quotations.
    pub(crate) quotations: Vec<Range<usize>>,
    pub(crate) statements: Vec<Statement>,
}

/// A date of an article, before it is known when that was published.
#[derive(Debug, Clone)]
pub(crate) struct LocalDate {
    /// Byte range of the raw text.
    pub(crate) span: Range<usize>,
    pub(crate) expression: Expression,
    pub(crate) region: RegionKind,
}

/// Reads articles one after another, keeping its buffers.
#[derive(Default)]
pub(crate) struct Reader {
    analysis: Analysis,
    tokens: Vec<Token>,
    detector: Detector,
    /// What the caller knows, to be seen in the articles.
    knowledge: Vec<KnowledgeBase>,
}

/// A mention before its form is known; `span` is the range of its form in the view.
struct Pending {
    span: Range<usize>,
    /// The range of the raw text, where it was given; else it follows from `span`.
    raw: Option<Range<usize>>,
    hash: u64,
    entity_type: EntityType,
    score: f32,
    /// Whether it does what governments do and towns do not.
    acts: bool,
}

/// What the detector finds in one article.
#[derive(Default)]
struct Detected {
    pending: Vec<Pending>,
    nominals: Vec<Nominal>,
    /// A long form and the short one in brackets behind it, as indices of `pending`.
    short_forms: Vec<(usize, usize)>,
}

impl Reader {
    /// A reader that sees the names of knowledge bases.
    pub(crate) fn knowing(knowledge: &[KnowledgeBase]) -> Self {
        Self { knowledge: knowledge.to_vec(), ..Self::default() }
    }

    /// Reads one article. `given` replaces detection where it is `Some`.
    pub(crate) fn read(
        &mut self,
        raw: &str,
        markup: Markup,
        given: Option<&[GivenMention]>,
        is_repeated: &dyn Fn(&str) -> bool,
    ) -> Article {
        let page = Page::new(raw, markup);
        let view = View::new(&page);
        let text = view.as_str();
        let language = language(text);
        let evidence = Evidence {
            is_repeated: &|line| is_repeated(page.text().get(view.to_page(line)).unwrap_or("").trim()),
            markup: &|line| page.part_at(&view.to_page(line)),
        };
        let lines = lines(text, &evidence);
        self.analysis.run(text, language, &mut self.tokens);
        let Detected { pending, nominals, short_forms } = match given {
            Some(given) => Detected { pending: Self::given(&view, given), ..Detected::default() },
            None => self.detected(text, language),
        };
        let mut forms: Vec<Form> = Vec::new();
        let mut form_of: FxHashMap<u64, usize> = FxHashMap::default();
        let mut votes: Vec<[f32; EntityType::ALL.len()]> = Vec::new();
        let mut mentions = Vec::with_capacity(pending.len());
        let mut acting: Vec<usize> = Vec::new();
        let mut places = Places { lines: &lines, next: 0 };
        for (first, mention) in pending.into_iter().enumerate() {
            let written = text.get(mention.span.clone()).unwrap_or("");
            let form = *form_of.entry(mention.hash).or_insert_with(|| {
                let mut key = String::new();
                key_into(written, &mut key);
                forms.push(Form {
                    key,
                    spellings: Vec::new(),
                    entity_type: mention.entity_type,
                    count: 0,
                    first,
                    entry: None,
                });
                votes.push([0.0; EntityType::ALL.len()]);
                forms.len() - 1
            });
            if let Some(vote) =
                votes.get_mut(form).and_then(|votes| votes.get_mut(mention.entity_type as usize))
            {
                *vote += mention.score;
            }
            let mut spelling = 0;
            if let Some(form) = forms.get_mut(form) {
                form.count += 1;
                spelling =
                    form.spellings.iter().position(|known| known == written).unwrap_or(form.spellings.len());
                if spelling == form.spellings.len() {
                    form.spellings.push(written.to_owned());
                }
            }
            if mention.acts {
                acting.push(mentions.len());
            }
            mentions.push(LocalMention {
                region: places.kind_at(mention.span.start),
                span: mention.raw.unwrap_or_else(|| without_spaces(raw, view.to_source(mention.span))),
                entity_type: mention.entity_type,
                kind: MentionKind::Name,
                form: Some(form),
                spelling,
                entity: 0,
                score: mention.score,
                metonym_of: None,
            });
        }
        // A headline in capitals tells less of what a name is than the sentence that has it again.
        for (form, votes) in forms.iter_mut().zip(&votes) {
            let of = |entity_type: EntityType| votes.get(entity_type as usize).copied().unwrap_or(0.0);
            for other in EntityType::ALL {
                if of(other) > of(form.entity_type) {
                    form.entity_type = other;
                }
            }
        }
        let form_at = |mention: usize| mentions.get(mention).and_then(|mention: &LocalMention| mention.form);
        let short_forms: Vec<(usize, usize)> = short_forms
            .into_iter()
            .filter_map(|(long, short)| Some((form_at(long)?, form_at(short)?)))
            .collect();
        let (entities, entity_of) = group(&mut forms, &short_forms, language);
        for mention in &mut mentions {
            mention.entity = mention.form.and_then(|form| entity_of.get(form).copied()).unwrap_or(0);
        }
        for mention in acting {
            if let Some(mention) = mentions.get_mut(mention) {
                let entry = mention.form.and_then(|form| forms.get(form)).and_then(|form| form.entry);
                mention.metonym_of = entry.and_then(metonym::country_of);
            }
        }
        let quotations = statement::quotations(&self.analysis, text);
        let sketch = Sketch::new(&self.analysis, &quotations, &lines, language);
        let titles = nominal::resolve(nominals, &view, &lines, &mut mentions);
        let regions = regions(&view, raw.len(), &lines, language);
        let mut told = self.told(&view, &lines, language, &mentions, quotations);
        told.written = page.published().and_then(dates::moment).or(told.written);
        Article { language, regions, mentions, forms, entities, titles, sketch, told }
    }

    fn told(
        &self,
        view: &View<'_>,
        lines: &[Line],
        language: Lang,
        mentions: &[LocalMention],
        quotations: Vec<Range<usize>>,
    ) -> Told {
        let text = view.as_str();
        let (dates, written) = self.dates(view, lines, language);
        let marks = lines
            .iter()
            .filter(|line| line.kind == RegionKind::UpdateMarker)
            .map(|line| {
                let mark = text.get(line.span.clone()).unwrap_or("");
                (view.to_source(line.span.clone()).start, dates::time_of(mark))
            })
            .collect();
        let words = |range: Range<usize>| {
            let first = self.analysis.words.get(range.start).map_or(0, Word::start);
            let last = range.end.checked_sub(1).and_then(|last| self.analysis.words.get(last));
            view.to_source(first..last.map_or(first, Word::end))
        };
        let quotations = quotations.into_iter().map(words).collect();
        let statements = statement::find(&self.analysis, view, lines, language, mentions);
        Told { dates, written, marks, quotations, statements }
    }

    /// The dates of the article, and the day and time of its date line: a line of a few words that says a whole day.
    fn dates(&self, view: &View<'_>, lines: &[Line], language: Lang) -> (Vec<LocalDate>, Option<Moment>) {
        const MOST_WORDS: usize = 9;
        let text = view.as_str();
        let mut written = None;
        let mut line = 0;
        let mut found = Vec::new();
        for date in dates::find(&self.analysis, text, language) {
            let first = self.analysis.words.get(date.words.start).map_or(0, Word::start);
            let last = date.words.end.checked_sub(1).and_then(|last| self.analysis.words.get(last));
            let span = first..last.map_or(first, Word::end);
            while lines.get(line).is_some_and(|line| line.span.end <= span.start) {
                line += 1;
            }
            let Some(line) = lines.get(line) else { continue };
            let words = text.get(line.span.clone()).unwrap_or("").trim();
            let is_date_line = line.kind != RegionKind::Sidebar
                && words.split_whitespace().take(MOST_WORDS + 1).count() <= MOST_WORDS
                && !words.ends_with(['.', '!', '?']);
            if written.is_none() && is_date_line {
                let day = dates::whole_day(date.expression);
                written = day.map(|day| Moment { day, minute: dates::time_of(words) });
            }
            found.push(LocalDate {
                span: view.to_source(span),
                expression: date.expression,
                region: line.kind,
            });
        }
        (found, written)
    }

    fn detected(&mut self, text: &str, language: Lang) -> Detected {
        let analysis = &self.analysis;
        let Some((tagger, letters)) = weights::tagger(language) else { return Detected::default() };
        let mut found = self.detector.run(analysis, &tagger, letters);
        add_listed(analysis, text, language, &self.knowledge, &mut found);
        let nominals = nominal::find(analysis, &found, language);
        let short_forms = found
            .iter()
            .enumerate()
            .filter_map(|(index, name)| {
                let place = bracketed(analysis, &name.words)?;
                found
                    .get(index + 1)
                    .is_some_and(|next| next.words == (place..place + 1))
                    .then_some((index, index + 1))
            })
            .collect();
        let pending = found
            .iter()
            .enumerate()
            .map(|(index, name)| {
                let first = analysis.words.get(name.words.start);
                let last = name.words.end.checked_sub(1).and_then(|last| analysis.words.get(last));
                let start = first.map_or(0, Word::start);
                Pending {
                    span: start..last.map_or(start, Word::end),
                    raw: None,
                    hash: form_hash(analysis, name),
                    entity_type: name.entity_type,
                    score: name.score,
                    acts: metonym::acts(analysis, text, &found, index, language),
                }
            })
            .collect();
        Detected { pending, nominals, short_forms }
    }

    /// Mentions that somebody else found, moved into the view; their order is that of the text.
    fn given(view: &View<'_>, given: &[GivenMention]) -> Vec<Pending> {
        let mut key = String::new();
        let mut sorted: Vec<&GivenMention> = given.iter().collect();
        sorted.sort_by_key(|mention| (mention.span.start, mention.span.end));
        sorted
            .into_iter()
            .map(|mention| {
                let mut span = view.to_output(mention.span.clone());
                let spelling = view.as_str().get(span.clone()).unwrap_or("");
                // The mention stays as it was given; its form is the name without "'nin" or "'s".
                let word = spelling.rfind(char::is_whitespace).map_or(0, |at| at + 1);
                let suffix =
                    spelling.get(word..).and_then(|word| varlik_text::suffix::split(word, Lang::Und));
                let stem = suffix.map_or(spelling.len(), |suffix| word + suffix.stem.end);
                let spelling = spelling.get(..stem).unwrap_or(spelling);
                span.end = span.start + spelling.len();
                key.clear();
                key_into(spelling, &mut key);
                Pending {
                    // One spelling may be given as a person and as a place.
                    hash: varlik_names::key_hash(key.as_bytes()) ^ (mention.entity_type as u64 + 1),
                    raw: Some(mention.span.clone()),
                    span,
                    entity_type: mention.entity_type,
                    score: 1.0,
                    acts: false,
                }
            })
            .collect()
    }
}

/// A span of the raw text without the spaces at its ends, which a repair beside the name may have left there.
fn without_spaces(raw: &str, span: Range<usize>) -> Range<usize> {
    let text = raw.get(span.clone()).unwrap_or("");
    let start = span.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

/// Looks up the label of a place; places are asked in rising order.
struct Places<'a> {
    lines: &'a [Line],
    next: usize,
}

impl Places<'_> {
    fn kind_at(&mut self, at: usize) -> RegionKind {
        while self.lines.get(self.next).is_some_and(|line| line.span.end <= at) {
            self.next += 1;
        }
        self.lines.get(self.next).or_else(|| self.lines.last()).map_or(RegionKind::Body, |line| line.kind)
    }
}

/// Neighbouring lines of one label and language become one region; together they cover the raw text.
fn regions(view: &View<'_>, length: usize, lines: &[Line], article: Lang) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    for line in lines {
        let start = view.to_source(line.span.clone()).start;
        let text = view.as_str().get(line.span.clone()).unwrap_or("");
        let told = (text.len() >= LONG_ENOUGH).then(|| language(text)).filter(|told| *told != Lang::Und);
        let same_kind = regions.last().filter(|last| last.kind == line.kind).map(|last| last.language);
        let language = told.map_or(same_kind.unwrap_or(article.code()), Lang::code);
        let start = if regions.is_empty() { 0 } else { start };
        if same_kind == Some(language) {
            continue;
        }
        if let Some(last) = regions.last_mut() {
            last.span.end = start;
        }
        regions.push(Region { span: start..length, kind: line.kind, language });
    }
    regions
}

/// Bytes of a line that are enough to tell its language for sure.
const LONG_ENOUGH: usize = 160;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EntityType::{Loc, Per};

    fn read(text: &str) -> Article {
        Reader::default().read(text, Markup::Plain, None, &|_| false)
    }

    #[test]
    fn regions_cover_the_raw_text_without_gaps() {
        for text in [
            "\n\n Home | News | Sport\n\nThe harbour board of Varberg has painted its four cranes blue, as the town chose.\n\n\nShare this article\n",
            "MuÄŸlaâ€™da vinÃ§ler maviye boyandÄ±\r\n\r\nLiman idaresi dÃ¶rt vinci maviye boyadÄ± ve kalan parayÄ± havuza ayÄ±rdÄ±.\r\nTÃ¼m haklarÄ± saklÄ±dÄ±r.",
            "Varberg",
        ] {
            let regions = read(text).regions;
            let mut end = 0;
            for region in &regions {
                assert_eq!(region.span.start, end, "{text:?}");
                end = region.span.end;
                assert!(text.is_char_boundary(end));
            }
            assert_eq!(end, text.len(), "{text:?}");
            assert!(
                regions
                    .windows(2)
                    .all(|pair| (pair[0].kind, pair[0].language) != (pair[1].kind, pair[1].language)),
                "neighbours of one kind and language are one"
            );
        }
        assert_eq!(read("").regions, []);
        assert_eq!(read(" \n ").mentions.len(), 0);
    }

    #[test]
    fn a_part_in_another_language_is_a_region_of_its_own() {
        let turkish = "Liman idaresi dört vinci maviye boyadı ve kalan parayı belediyenin yüzme havuzuna ayırdı; işçiler de bu \
                       kararı sevinçle karşıladı, çünkü eski boya yıllardır dökülüyordu.";
        let english = "The harbour board has painted its four cranes blue and gave what was left to the town for its swimming \
                       pool; the workers were glad of it, for the old paint had been coming off for years.";
        let languages =
            |text: &str| -> Vec<&str> { read(text).regions.iter().map(|it| it.language).collect() };
        assert_eq!(languages(&format!("{turkish}\n\n{english}\n\nVarberg\n\n{turkish}")), ["tr", "en", "tr"]);
        assert_eq!(
            languages(&format!("{turkish}\n\nVarberg today\n\n{turkish}")),
            ["tr"],
            "too short to tell"
        );
    }

    #[test]
    fn given_mentions_replace_detection_and_keep_their_spans() {
        let text = "Dün Iğdır’da Petra Lindqvist ile Olaf Brenna buluştu; Iğdır sakindi.";
        let at = |part: &str| text.find(part).map(|start| start..start + part.len()).unwrap();
        let last = text.rfind("Iğdır").unwrap();
        let given = [(last..last + "Iğdır".len(), Loc), (at("Petra Lindqvist"), Per), (at("Iğdır’da"), Loc)]
            .map(|(span, entity_type)| GivenMention { document: 0, span, entity_type });
        let article = Reader::default().read(text, Markup::Plain, Some(&given), &|_| false);
        let found: Vec<(&str, usize)> =
            article.mentions.iter().map(|mention| (&text[mention.span.clone()], mention.entity)).collect();
        assert_eq!(
            found,
            [("Iğdır’da", 0), ("Petra Lindqvist", 1), ("Iğdır", 0)],
            "the suffix parts no entity"
        );
        assert_eq!(Reader::default().read(text, Markup::Plain, Some(&[]), &|_| false).mentions.len(), 0);
    }

    #[test]
    fn a_reader_remembers_nothing() {
        let (one, two) =
            ("Petra Lindqvist left Bergen. Lindqvist was late.", "Olaf Brenna left Oslo for Bergen.");
        let mut reader = Reader::default();
        let mut spans = |text: &str| -> Vec<_> {
            let article = reader.read(text, Markup::Plain, None, &|_| false);
            article
                .mentions
                .iter()
                .map(|mention| (mention.span.clone(), mention.entity, mention.entity_type))
                .collect()
        };
        let first = spans(one);
        assert!(first.len() >= 3);
        assert_eq!(spans(two).len(), 3);
        assert_eq!(spans(one), first);
    }
}
