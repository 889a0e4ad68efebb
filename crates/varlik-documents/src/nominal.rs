//! Titles that stand for a person: "the Turkish president", "Kremlin spokesman", "both leaders".

use std::ops::Range;

use varlik_names::{KeyHasher, title};
use varlik_text::{Lang, TokenKind};

use crate::analysis::{Analysis, Word};
use crate::article::LocalMention;
use crate::boundary::title_length;
use crate::found::Found;
use crate::layout::Line;
use crate::role::{LEADER, RoleWord, is_leading, may_be_called, role_words};
use crate::view::View;
use crate::{EntityType, MentionKind, RegionKind};

/// A title in an article, before it is known whom it stands for.
#[derive(Debug, Clone)]
pub(crate) struct Nominal {
    /// Byte range in the view, the country or body before the title included.
    span: Range<usize>,
    called: Called,
    /// The name whose office it is: index among the names found.
    of: Option<usize>,
    /// The person it stands beside: index among the names found.
    holder: Option<usize>,
}

/// How a title calls whom it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Called {
    /// By an office, shared across languages, or by the title's own words; its hash.
    Office(u64),
    /// As the one who bears the same office elsewhere.
    Counterpart,
    /// Together with others who bear an office.
    Many(u64),
}

/// A person of an article with an office, all by the numbers of local entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Borne {
    pub(crate) office: u64,
    /// The country or body whose office it is.
    pub(crate) of: Option<usize>,
    pub(crate) bearer: usize,
}

/// A title that nobody in its article bears: the office of a country or body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpenTitle {
    /// Byte range of the raw text.
    pub(crate) span: Range<usize>,
    pub(crate) region: RegionKind,
    pub(crate) office: u64,
    /// The local entity whose office it is.
    pub(crate) of: usize,
}

/// What the titles of an article tell other articles, and ask them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Titles {
    pub(crate) borne: Vec<Borne>,
    pub(crate) open: Vec<OpenTitle>,
}

/// Words before a person's name in which his title may begin.
const LONGEST_TITLE: usize = 8;

/// How sure it is whom a title stands for: beside the name, by office and country, by the office alone, and by the offices of
/// several.
const BESIDE: f32 = 0.9;
const BY_COUNTRY: f32 = 0.6;
const BY_OFFICE: f32 = 0.5;
const BY_MANY: f32 = 0.3;

/// Finds the titles that stand beside a person, name an office of a country or body, or stand for bearers whom the article has
/// named before.
pub(crate) fn find(analysis: &Analysis, found: &[Found], language: Lang) -> Vec<Nominal> {
    let mut nominals = Vec::new();
    for next in 0..=found.len() {
        let from = next.checked_sub(1).and_then(|index| found.get(index)).map(|name| name.words.end);
        let following = found.get(next);
        let end = following.map_or(analysis.words.len(), |name| name.words.start);
        let start = from.unwrap_or(0);
        let before_person = following.is_some_and(|name| name.entity_type == EntityType::Per);
        // Behind a name: at once, or past its suffix, a comma and an article.
        let behind = from.map_or(start, |from| (from + 3).min(end));
        let window = if before_person { end.saturating_sub(LONGEST_TITLE).max(behind) } else { end };
        let mut at = start;
        while at < end {
            let beside = at < behind || at >= window;
            // Elsewhere a title tells of somebody only where it is said of one who is known.
            if !beside && !may_stand_alone(analysis, at, language) {
                at += 1;
                continue;
            }
            if let Some(length) = title_length(analysis, at, end.min(at + LONGEST_TITLE)) {
                let words = at..at + length;
                let nominal = if beside { nominal(analysis, found, next, words.clone()) } else { None };
                nominals.extend(nominal.or_else(|| alone(analysis, found, next, words, language)));
                at += length;
            } else if let Some((nominal, length)) = other_words(analysis, found, next, at, language) {
                nominals.push(nominal);
                at += length;
            } else {
                at += 1;
            }
        }
    }
    nominals
}

/// Whether a title at a word may stand for one who was named before: in English behind "the", in Turkish anywhere. What counts
/// several of them may stand anywhere.
fn may_stand_alone(analysis: &Analysis, at: usize, language: Lang) -> bool {
    let the = || {
        let before = at.checked_sub(1).and_then(|at| analysis.words.get(at));
        before.is_some_and(|word| analysis.key(word) == "the")
    };
    language == Lang::Tr
        || the()
        || role_words(analysis, at, |role| matches!(role, RoleWord::Many(_) | RoleWord::Two)).is_some()
}

/// The hash of the office of a title, and whether it is one.
fn office(analysis: &Analysis, words: Range<usize>) -> Option<(u64, bool)> {
    let mut hasher = KeyHasher::new();
    for word in analysis.words.get(words)?.iter().filter(|word| word.token.kind == TokenKind::Word) {
        hasher.push_word(analysis.key(word).as_bytes());
    }
    let title_hash = hasher.finish();
    let matched = title::lookup_by_hash(title_hash).title?;
    let office = matched.office.map_or(title_hash, |office| varlik_names::key_hash(office.as_bytes()));
    Some((office, matched.class == title::TitleClass::Office))
}

/// Reads one title with its neighbours; `next` is the first name behind it.
fn nominal(analysis: &Analysis, found: &[Found], next: usize, words: Range<usize>) -> Option<Nominal> {
    let (mut office, is_office) = office(analysis, words.clone())?;
    let Neighbours { of, holder, start } = neighbours(analysis, found, next, &words);
    let country = of.and_then(|of| found.get(of)).is_some_and(|of| of.entity_type != EntityType::Org);
    let of_country = |role| matches!(role, RoleWord::OfCountry(_));
    if let Some((RoleWord::OfCountry(own), length)) = role_words(analysis, words.start, of_country)
        && country
        && length == words.len()
    {
        office = own;
    }
    if holder.is_none() {
        of?;
    }
    let first = analysis.words.get(start)?;
    let last = analysis.words.get(words.end - 1)?;
    // A lower-case word beside a name ("agent Bond") is a title; a lone "coach" before a comma is not worth a mention.
    let worth = holder.is_some() || is_office;
    let span = first.start()..last.end();
    worth.then_some(Nominal { span, called: Called::Office(office), of, holder })
}

/// The names beside a title.
struct Neighbours {
    /// Whose office it is, and who bears it: indices among the names found.
    of: Option<usize>,
    holder: Option<usize>,
    /// The first word of the title with what belongs to it.
    start: usize,
}

fn neighbours(analysis: &Analysis, found: &[Found], next: usize, words: &Range<usize>) -> Neighbours {
    let kind = |at: usize| analysis.words.get(at).map(|word| word.token.kind);
    let before = next.checked_sub(1).and_then(|index| Some((index, found.get(index)?)));
    let one_line = |at: usize| analysis.words.get(at).is_some_and(|word| !word.token.line_start);
    // "Turkish president", "Russia's president", "Rusya Devlet Başkanı".
    let of = before.filter(|(_, name)| {
        let beside = name.words.end == words.start
            || (name.words.end + 1 == words.start && kind(name.words.end) == Some(TokenKind::Suffix));
        beside && one_line(words.start) && name.entity_type != EntityType::Per
    });
    let holder = found.get(next).filter(|name| {
        let beside = name.words.start == words.end
            || (name.words.start == words.end + 1 && kind(words.end) == Some(TokenKind::Comma));
        beside && one_line(name.words.start) && name.entity_type == EntityType::Per
    });
    let mut start = of.map_or(words.start, |(_, name)| name.words.start);
    // "Press secretary of the Russian president Dmitry Peskov": the name belongs to the whole, not to the president.
    let word = |back: usize| start.checked_sub(back).and_then(|at| analysis.words.get(at));
    let key = |back: usize| word(back).map_or("", |word| analysis.key(word));
    let holder = holder.filter(|_| key(1) != "of" && !(key(1) == "the" && key(2) == "of"));
    // "Dmitry Peskov, the Kremlin spokesman": a person, a comma, a title with what belongs to it.
    let apposition = || {
        let index = of.map_or(next, |(index, _)| index).checked_sub(1)?;
        let name = found.get(index).filter(|name| name.entity_type == EntityType::Per)?;
        let gap = analysis.words.get(name.words.end..start)?;
        let comma = gap.first().is_some_and(|word| word.token.kind == TokenKind::Comma);
        (comma && gap.len() <= 2).then_some(index)
    };
    let holder = if holder.is_some() { Some(next) } else { apposition() };
    let article = start.checked_sub(1).and_then(|at| analysis.words.get(at));
    let owned =
        article.is_some_and(|word| matches!(analysis.key(word), "the" | "his" | "her" | "their" | "its"));
    if holder.is_none() && of.is_some() && owned && one_line(start) {
        start -= 1;
    }
    Neighbours { of: of.map(|(index, _)| index), holder, start }
}

/// Reads a title that stands for somebody by itself: "the president", "the president of Ukraine", "cumhurbaşkanı", "iki lider".
fn alone(
    analysis: &Analysis,
    found: &[Found],
    next: usize,
    words: Range<usize>,
    language: Lang,
) -> Option<Nominal> {
    let (office, is_office) = office(analysis, words.clone())?;
    let key =
        |at: Option<usize>| at.and_then(|at| analysis.words.get(at)).map_or("", |word| analysis.key(word));
    let two = two_before(analysis, words.start);
    let is_the = key(words.start.checked_sub(1)) == "the";
    let last = analysis.words.get(words.end - 1)?.end();
    if !is_office {
        return None;
    }
    if let Some(start) = two {
        // After a number Turkish says one: "iki lider".
        let span = analysis.words.get(start)?.start()..last;
        return (language == Lang::Tr).then_some(Nominal {
            span,
            called: Called::Many(office),
            of: None,
            holder: None,
        });
    }
    let start = if is_the { words.start - 1 } else { words.start };
    let start = analysis.words.get(start)?.start();
    // Whose it is: "the president of Ukraine".
    let of = || {
        let name = found.get(next).filter(|name| name.entity_type != EntityType::Per)?;
        let gap = name.words.start.checked_sub(words.end)?;
        let article = gap == 1 || (gap == 2 && key(Some(words.end + 1)) == "the");
        (key(Some(words.end)) == "of" && article).then_some(next)
    };
    let of = if language == Lang::Tr { None } else { of() };
    let end = of.and_then(|of| analysis.words.get(found.get(of)?.words.end - 1)).map_or(last, Word::end);
    // "the president elect of the board", "the presidential palace" have no bearer here, and are not asked for.
    let goes_on = key(Some(words.end)) == "of" && of.is_none();
    let worth = (is_the || language == Lang::Tr) && !goes_on;
    worth.then_some(Nominal { span: start..end, called: Called::Office(office), of, holder: None })
}

/// Reads words that stand for bearers of an office without naming it: "his Turkish counterpart", "both leaders".
fn other_words(
    analysis: &Analysis,
    found: &[Found],
    next: usize,
    at: usize,
    language: Lang,
) -> Option<(Nominal, usize)> {
    let (role, length) =
        role_words(analysis, at, |role| matches!(role, RoleWord::Counterpart | RoleWord::Many(_)))?;
    let last = analysis.words.get(at + length - 1)?.end();
    let Neighbours { of, holder, start } = neighbours(analysis, found, next, &(at..at + length));
    let (called, start, of, holder) = match role {
        RoleWord::Many(office) if of.is_none() => {
            let start = two_before(analysis, at).or_else(|| {
                let before = at.checked_sub(1)?;
                let is_the = analysis.words.get(before).is_some_and(|word| analysis.key(word) == "the");
                is_the.then_some(before)
            });
            // English says of which ones it speaks; "leaders" alone are any.
            let start = if language == Lang::Tr { start.unwrap_or(at) } else { start? };
            (Called::Many(office), start, None, None)
        }
        // "European leaders" are more than two.
        RoleWord::Many(_) => return None,
        _ if of.is_some() || holder.is_some() => (Called::Counterpart, start, of, holder),
        _ => return None,
    };
    let owner = start.checked_sub(1).filter(|&before| {
        let key = analysis.words.get(before).map_or("", |word| analysis.key(word));
        matches!(key, "his" | "her" | "its" | "their") && called == Called::Counterpart
    });
    let span = analysis.words.get(owner.unwrap_or(start))?.start()..last;
    Some((Nominal { span, called, of, holder }, length))
}

/// Where the words begin that count two of what stands at a word: "both", "the two", "iki".
fn two_before(analysis: &Analysis, at: usize) -> Option<usize> {
    let is_two = |at: usize| role_words(analysis, at, |role| role == RoleWord::Two).is_some();
    let two = at.checked_sub(1).filter(|&before| is_two(before))?;
    let key = |at: usize| analysis.words.get(at).map_or("", |word| analysis.key(word));
    let wider = two.checked_sub(1).filter(|&before| matches!(key(before), "the" | "her"));
    Some(wider.unwrap_or(two))
}

/// Adds the nominals whose bearer is known to `mentions`, which hold the names of the article in order of `Found`.
///
/// A title beside a person is his. A title alone goes to the person the article has given the same office of the same
/// country or body, or the same office where one person alone bears it; nobody else is guessed. Several go to the two bearers who
/// were named last.
pub(crate) fn resolve(
    nominals: Vec<Nominal>,
    view: &View<'_>,
    lines: &[Line],
    mentions: &mut Vec<LocalMention>,
) -> Titles {
    let borne = borne(&nominals, mentions);
    let entity = |index: usize| mentions.get(index).map(|mention: &LocalMention| mention.entity);
    let mut titles = Titles::default();
    let mut resolved: Vec<LocalMention> = Vec::new();
    for nominal in nominals {
        let of = nominal.of.and_then(entity);
        let span = view.to_source(nominal.span);
        let (bearers, score) = match (nominal.holder.and_then(entity), nominal.called) {
            (Some(holder), _) => (vec![holder], BESIDE),
            (None, Called::Office(office)) => {
                let score = if of.is_some() { BY_COUNTRY } else { BY_OFFICE };
                (bearer(&borne, office, of).into_iter().collect(), score)
            }
            (None, Called::Counterpart) => (counterpart(&borne, of).into_iter().collect(), BY_COUNTRY),
            (None, Called::Many(office)) => (last_two(&borne, office, mentions, span.start), BY_MANY),
        };
        let line = lines.partition_point(|line| line.span.end <= view.to_output(span.clone()).start);
        let region = lines.get(line).map_or(RegionKind::Body, |line| line.kind);
        if let ([], Called::Office(office), Some(of)) = (bearers.as_slice(), nominal.called, of) {
            titles.open.push(OpenTitle { span: span.clone(), region, office, of });
        }
        resolved.extend(bearers.into_iter().map(|bearer| LocalMention {
            region,
            span: span.clone(),
            entity_type: EntityType::Per,
            kind: MentionKind::Nominal,
            form: None,
            spelling: 0,
            entity: bearer,
            score,
            metonym_of: None,
        }));
    }
    mentions.extend(resolved);
    mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
    titles.borne = borne;
    titles
}

/// Who bears which office, as the titles beside names say, in the order of the text.
fn borne(nominals: &[Nominal], mentions: &[LocalMention]) -> Vec<Borne> {
    let entity = |index: usize| mentions.get(index).map(|mention| mention.entity);
    let mut borne: Vec<Borne> = Vec::new();
    for nominal in nominals {
        let Some(bearer) = nominal.holder.and_then(entity) else { continue };
        let office = match nominal.called {
            Called::Office(office) => office,
            // The counterpart of a president is one.
            Called::Counterpart => {
                let other = borne.iter().rev().find(|known| known.bearer != bearer);
                other.map_or(LEADER, |known| known.office)
            }
            Called::Many(_) => continue,
        };
        borne.push(Borne { office, of: nominal.of.and_then(entity), bearer });
    }
    borne
}

/// Who bears an office of a country or body; without one, the one person who bears such an office at all.
fn bearer(borne: &[Borne], office: u64, of: Option<usize>) -> Option<usize> {
    let mut bearers = borne
        .iter()
        .filter(|known| may_be_called(known.office, office))
        .filter(|known| of.is_none() || known.of == of)
        .map(|known| known.bearer);
    let first = bearers.next()?;
    // Of two who bear one office of one country, the article names the one in office first; a leader may be either.
    let is_sure = of.is_some() && office != LEADER;
    (is_sure || bearers.all(|other| other == first)).then_some(first)
}

/// The one person with an office of a country or body, one that somebody else bears elsewhere.
fn counterpart(borne: &[Borne], of: Option<usize>) -> Option<usize> {
    of?;
    let here = |known: &&Borne| known.of == of;
    let elsewhere = |office: u64| {
        borne.iter().any(|other| {
            other.of != of && (other.office == office || is_leading(other.office) && is_leading(office))
        })
    };
    let mut bearers =
        borne.iter().filter(here).filter(|known| elsewhere(known.office)).map(|known| known.bearer);
    let first = bearers.next()?;
    bearers.all(|other| other == first).then_some(first)
}

/// The two bearers of an office who were named last before a place in the raw text; none where there are not two.
fn last_two(borne: &[Borne], office: u64, mentions: &[LocalMention], before: usize) -> Vec<usize> {
    let bears = |entity: usize| {
        borne.iter().any(|known| known.bearer == entity && may_be_called(known.office, office))
    };
    let mut last: Vec<usize> = Vec::new();
    let end = mentions.partition_point(|mention| mention.span.start < before);
    for mention in mentions.get(..end).unwrap_or_default().iter().rev() {
        if last.len() < 2 && !last.contains(&mention.entity) && bears(mention.entity) {
            last.push(mention.entity);
        }
    }
    last.reverse();
    if last.len() == 2 { last } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use crate::article::Reader;
    use crate::{MentionKind, RegionKind};

    /// The titles of an article with the names of their bearers.
    fn titles(text: &str) -> Vec<(String, String)> {
        let article = Reader::default().read(text, crate::Markup::Plain, None, &|_| false);
        let spans: Vec<_> =
            article.mentions.iter().map(|mention| (mention.span.start, mention.span.end)).collect();
        assert!(spans.is_sorted(), "mentions stand in the order of the text");
        let nominals = article.mentions.iter().filter(|mention| mention.kind == MentionKind::Nominal);
        nominals
            .map(|nominal| {
                assert!(nominal.form.is_none() && nominal.region != RegionKind::Boilerplate);
                let mut names = article
                    .mentions
                    .iter()
                    .filter(|name| name.kind == MentionKind::Name && name.entity == nominal.entity);
                (text[nominal.span.clone()].to_owned(), text[names.next().unwrap().span.clone()].to_owned())
            })
            .collect()
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(title, name)| ((*title).to_owned(), (*name).to_owned())).collect()
    }

    #[test]
    fn a_title_beside_a_person_is_his() {
        let text = "On Monday Kenyan President William Oduyara met Olaf Brenna, the mayor, in Bergen.";
        assert_eq!(titles(text), pairs(&[("Kenyan President", "William Oduyara"), ("mayor", "Olaf Brenna")]));
    }

    #[test]
    fn a_title_alone_goes_to_the_holder_of_the_same_office() {
        let text = "Kenyan President William Oduyara opened the harbour. Later the Kenyan president thanked the crews.";
        assert_eq!(
            titles(text),
            pairs(&[("Kenyan President", "William Oduyara"), ("the Kenyan president", "William Oduyara")])
        );
    }

    #[test]
    fn nobody_else_is_guessed() {
        let text = "Kenyan President William Oduyara opened the harbour. Later the Ghanaian president thanked the Kenyan minister.";
        assert_eq!(titles(text), pairs(&[("Kenyan President", "William Oduyara")]));
        assert_eq!(titles("Later the president thanked the minister, and the mayor left."), []);
        let two =
            "Kenyan President William Oduyara met Ghanaian President Kofi Mensah. The president left early.";
        assert!(titles(two).iter().all(|(title, _)| title != "The president"), "either may be meant");
    }

    #[test]
    fn an_office_alone_goes_to_the_one_who_bears_it() {
        let text = "Mayor Olaf Brenna opened the harbour. On Friday the mayor thanked the crews, and the governor left.";
        assert_eq!(titles(text), pairs(&[("Mayor", "Olaf Brenna"), ("the mayor", "Olaf Brenna")]));
        let text = "Belediye Başkanı Melis Kestaneci limanı açtı. Belediye başkanı işçilere teşekkür etti.";
        assert_eq!(
            titles(text),
            pairs(&[("Belediye Başkanı", "Melis Kestaneci"), ("Belediye başkanı", "Melis Kestaneci")])
        );
        let text = "Ukrainian President Olena Hryts spoke. Later the president of Ukraine left; the president of the board stayed.";
        assert_eq!(
            titles(text),
            pairs(&[("Ukrainian President", "Olena Hryts"), ("the president of Ukraine", "Olena Hryts")])
        );
    }

    #[test]
    fn a_counterpart_bears_the_same_office_elsewhere() {
        let text = "Kenyan President William Oduyara met his Ghanaian counterpart, Kofi Mensah. The Ghanaian president \
                    thanked him, and the Kenyan leader thanked his Ghanaian counterpart.";
        assert_eq!(
            titles(text),
            pairs(&[
                ("Kenyan President", "William Oduyara"),
                ("his Ghanaian counterpart", "Kofi Mensah"),
                ("The Ghanaian president", "Kofi Mensah"),
                ("the Kenyan leader", "William Oduyara"),
                ("his Ghanaian counterpart", "Kofi Mensah"),
            ])
        );
        assert_eq!(titles("His Ghanaian counterpart was late."), []);
    }

    #[test]
    fn several_are_the_two_who_were_named_last() {
        let text = "Kenyan President William Oduyara met Ghanaian President Kofi Mensah and Mayor Olaf Brenna in Accra. \
                    Both leaders agreed. Later Chinese President Lin Wei met Mensah, and the two presidents left.";
        let many: Vec<_> = titles(text)
            .into_iter()
            .filter(|(title, _)| title.contains('t') && title.ends_with('s'))
            .collect();
        assert_eq!(
            many,
            pairs(&[
                ("Both leaders", "William Oduyara"),
                ("Both leaders", "Kofi Mensah"),
                ("the two presidents", "Lin Wei"),
                ("the two presidents", "Kofi Mensah"),
            ])
        );
        let text = "Kenya Cumhurbaşkanı William Oduyara, Gana Cumhurbaşkanı Kofi Mensah ile Akra'da görüştü. İki lider anlaştı.";
        let many: Vec<_> = titles(text).into_iter().filter(|(title, _)| title == "İki lider").collect();
        assert_eq!(many, pairs(&[("İki lider", "William Oduyara"), ("İki lider", "Kofi Mensah")]));
        let text = "Kenyan President William Oduyara met Ghanaian President Kofi Mensah, as leaders do.";
        assert!(titles(text).iter().all(|(title, _)| title != "leaders"));
        assert_eq!(titles("European leaders and both ministers met; iki bakan gitti."), []);
    }
}
