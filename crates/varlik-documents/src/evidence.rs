//! What the rest of an article says about its names: the second look, after the tagger.

use std::cell::LazyCell;
use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use varlik_names::WordFlag;
use varlik_names::world::{self, EntryIndex, Relation, WorldKind};
use varlik_text::{CaseShape, TokenKind};

use crate::EntityType;
use crate::analysis::Analysis;
use crate::boundary::trim;
use crate::found::{Found, form_hash, merge};
use crate::gazetteer::{self, longest_match};

/// Cuts a name of a line in capitals down to what the rest of the article, or the world table, knows of it.
///
/// Where capitals say nothing, a run of words is only as good as what else is known: of `ALKIŞ IĞDIR` it is `IĞDIR`.
pub(crate) fn look_up_loud(analysis: &Analysis, found: &mut Vec<Found>) {
    let is_loud = |name: &Found| analysis.words.get(name.words.start).is_some_and(|word| word.loud);
    if !found.iter().any(|name| name.words.len() > 1 && is_loud(name)) {
        return;
    }
    let quiet: FxHashSet<u64> = found
        .iter()
        .filter(|name| analysis.words.get(name.words.start).is_some_and(|word| !word.loud))
        .map(|name| form_hash(analysis, name))
        .collect();
    let mut looked_up = Vec::with_capacity(found.len());
    for name in found.drain(..) {
        let loud = analysis.words.get(name.words.start).is_some_and(|word| word.loud);
        if !loud || name.words.len() == 1 || quiet.contains(&form_hash(analysis, &name)) {
            looked_up.push(name);
            continue;
        }
        let before = looked_up.len();
        let mut at = name.words.start;
        while at < name.words.end {
            let longest = (at + 1..=name.words.end).rev().find(|&end| {
                let part = Found { words: at..end, ..name.clone() };
                let known =
                    longest_match(analysis, at, end).is_some_and(|matched| at + matched.length == end);
                known || quiet.contains(&form_hash(analysis, &part))
            });
            match longest {
                Some(end) => {
                    let known =
                        longest_match(analysis, at, end).and_then(|matched| matched.found.senses().next());
                    let entity_type = known.map_or(name.entity_type, |sense| {
                        gazetteer::type_of(sense.relation, world::entry(sense.entry).kind)
                    });
                    looked_up.push(Found { words: at..end, entity_type, score: name.score });
                    at = end;
                }
                None => at += 1,
            }
        }
        if looked_up.len() == before {
            looked_up.push(name);
        }
    }
    *found = looked_up;
}

/// Adds what the world table knows and the tagger passed over, or took for less than it is.
pub(crate) fn add_known(analysis: &Analysis, islands: &[Range<usize>], found: &mut Vec<Found>) {
    // Few articles need to know.
    let countries = LazyCell::new(|| countries(analysis, found));
    let mut added: Vec<Found> = Vec::new();
    let mut next = 0;
    for island in islands {
        let mut at = island.start;
        while at < island.end {
            while found.get(next).is_some_and(|name| name.words.end <= at) {
                next += 1;
            }
            if let Some(name) = found.get(next).filter(|name| name.words.start < at) {
                at = name.words.end;
                continue;
            }
            let Some(matched) = longest_match(analysis, at, island.end) else {
                at += 1;
                continue;
            };
            let end = at + matched.length;
            // The match must hold whole names, and more than one of them holds.
            let inside =
                found.get(next..).unwrap_or_default().iter().take_while(|name| name.words.start < end);
            let (mut whole, mut same) = (true, false);
            for name in inside {
                whole &= name.words.end <= end;
                same |= name.words == (at..end);
            }
            let sense = matched.found.senses().next().filter(|sense| {
                let first = analysis.words.get(at);
                let plain = first.is_some_and(|word| !word.sentence_start && !word.loud);
                let abbreviation = sense.relation == Relation::Abbreviation;
                let calendar =
                    first.is_some_and(|word| matched.length == 1 && word.flags.has(WordFlag::Calendar));
                let sure = !sense.is_ambiguous()
                    || (plain && !sense.is_person_name)
                    || (abbreviation && stands_out(analysis, at))
                    || countries.contains(&sense.entry);
                !calendar && (sure || (matched.length > 1 && plain))
            });
            if let Some(sense) = sense.filter(|_| whole && !same) {
                let mut words = at..end;
                trim(analysis, &mut words);
                let entity_type = gazetteer::type_of(sense.relation, world::entry(sense.entry).kind);
                added.push(Found { words, entity_type, score: 0.6 });
                at = end;
            } else {
                at = found
                    .get(next)
                    .map_or(end, |name| if name.words.start <= at { name.words.end } else { end });
            }
        }
    }
    merge(found, added);
}

/// Whether a word in capitals stands beside words that are not, so that its capitals are its own.
fn stands_out(analysis: &Analysis, at: usize) -> bool {
    let case = |at: usize| {
        let word = analysis.words.get(at).filter(|word| word.token.kind == TokenKind::Word)?;
        Some(word.token.case)
    };
    case(at) == Some(CaseShape::Upper)
        && [at.checked_sub(1), at.checked_add(1)]
            .into_iter()
            .flatten()
            .filter_map(case)
            .any(|beside| beside != CaseShape::Upper)
}

/// The countries that names of the article stand for or lie in: among them a common word at the start of a sentence
/// ("Turkey would train forty drivers") is the country.
fn countries(analysis: &Analysis, found: &[Found]) -> FxHashSet<EntryIndex> {
    found
        .iter()
        .filter_map(|name| {
            let matched = longest_match(analysis, name.words.start, name.words.end)?;
            let entry = matched.found.senses().next()?.entry;
            let read = world::entry(entry);
            match read.kind {
                WorldKind::Country => Some(entry),
                _ => world::by_id(&format!("iso3166:{}", read.country?)),
            }
        })
        .collect()
}

/// Adds the forms of names already found where they stand again and were passed over.
///
/// A form of several words is a name wherever it stands; one of a single word only where its capital tells.
pub(crate) fn add_repeated(analysis: &Analysis, found: &mut Vec<Found>) {
    let mut forms: FxHashMap<u64, Vec<(Vec<u64>, EntityType, f32)>> = FxHashMap::default();
    let mut with_legal_form: FxHashSet<u64> = FxHashSet::default();
    let hashes = |words: &Range<usize>| -> Vec<u64> {
        analysis.words.get(words.clone()).unwrap_or_default().iter().map(|word| word.hash).collect()
    };
    for name in found.iter().filter(|name| name.score >= 0.5) {
        let mut words = name.words.clone();
        let legal =
            |at: usize| analysis.words.get(at).is_some_and(|word| word.flags.has(WordFlag::LegalForm));
        let kind = |at: usize| {
            analysis
                .words
                .get(at)
                .is_some_and(|word| word.flags.has(WordFlag::OrganizationKind) || word.flags.is_connector())
        };
        let mut short = words.len() > 2 && legal(words.end - 1);
        loop {
            let form = hashes(&words);
            let first = analysis.words.get(words.start);
            let telling = words.len() > 1
                || first.is_some_and(|word| !word.common && !word.sentence_start && !word.loud);
            if let Some(&head) = form.first().filter(|_| telling) {
                let known = forms.entry(head).or_default();
                if known.len() < 16 && !known.iter().any(|(other, _, _)| *other == form) {
                    known.push((form, name.entity_type, name.score));
                }
            }
            // "Uludağ Un Sanayi A.Ş." comes back without its legal form, and without the words of its trade.
            if !short {
                break;
            }
            words.end -= 1;
            with_legal_form.insert(form_hash(analysis, &Found { words: words.clone(), ..name.clone() }));
            short = words.len() > 2 && (legal(words.end - 1) || kind(words.end - 1));
        }
    }
    // What bears a legal form once is a firm throughout, whatever a sentence lets it look like.
    for name in found.iter_mut().filter(|name| name.words.len() > 1) {
        if with_legal_form.contains(&form_hash(analysis, name)) {
            name.entity_type = EntityType::Org;
        }
    }
    for known in forms.values_mut() {
        known.sort_by_key(|(form, _, _)| Reverse(form.len()));
    }
    let mut added = Vec::new();
    let mut next = 0;
    for (at, word) in analysis.words.iter().enumerate().filter(|(_, word)| word.is_capital()) {
        while found.get(next).is_some_and(|name| name.words.end <= at) {
            next += 1;
        }
        let inside = found.get(next).is_some_and(|name| name.words.start < at);
        let fitting = forms.get(&word.hash).into_iter().flatten().filter(|_| !inside).find(|(form, _, _)| {
            let end = at + form.len();
            let mut touched =
                found.get(next..).unwrap_or_default().iter().take_while(|name| name.words.start < end);
            touched.all(|name| name.words.end <= end && name.words != (at..end))
                && analysis.words.get(at..at + form.len()).is_some_and(|words| {
                    let one_line = words.iter().skip(1).all(|word| !word.token.line_start);
                    one_line && words.iter().zip(form).all(|(word, hash)| word.hash == *hash)
                })
        });
        if let Some((form, entity_type, score)) = fitting {
            added.push(Found { words: at..at + form.len(), entity_type: *entity_type, score: score * 0.9 });
        }
    }
    merge(found, added);
}

/// Finds the family names and given names of the article's persons where they stand alone, also in headlines.
pub(crate) fn add_family_names(analysis: &Analysis, found: &mut Vec<Found>) {
    let mut families: FxHashMap<u64, f32> = FxHashMap::default();
    let mut tails: FxHashMap<u64, f32> = FxHashMap::default();
    let common_start = |at: usize| {
        analysis.words.get(at).is_some_and(|word| {
            // Many Turkish given names are common words ("Bora", "Deniz").
            word.sentence_start && word.flags.has(WordFlag::EnglishWord) && !word.names.is_given()
        })
    };
    let full = |name: &&Found| {
        name.entity_type == EntityType::Per && name.words.len() >= 2 && !common_start(name.words.start)
    };
    for name in found.iter().filter(full) {
        let last =
            name.words.clone().rev().filter_map(|at| analysis.words.get(at)).find(|word| word.is_capital());
        if let Some(word) = last.filter(|word| analysis.key(word).len() >= 3) {
            let score = families.entry(word.hash).or_default();
            *score = score.max(name.score);
        }
        // Of "Defne Uluçınar" also "Defne", where the article has no common word that is written so.
        let first = analysis.words.get(name.words.start);
        if let Some(word) = first.filter(|word| {
            let plain = word.flags.has(WordFlag::EnglishWord) || analysis.cases(word.hash).lower > 0;
            let called = word.names.is_given() || !word.common;
            called && !plain && word.is_capital() && analysis.key(word).len() >= 3
        }) {
            let score = families.entry(word.hash).or_default();
            *score = score.max(name.score);
        }
        // Of "Nigel Thornbury-Hale" also "Thornbury-Hale".
        for start in name.words.clone().skip(1) {
            if start + 1 < name.words.end
                && analysis.words.get(start).is_some_and(super::analysis::Word::is_capital)
            {
                let tail = Found { words: start..name.words.end, ..name.clone() };
                tails.insert(form_hash(analysis, &tail), name.score);
            }
        }
    }
    if families.is_empty() {
        return;
    }
    // Of "Later Erdoğan left", where the article names the man.
    for name in found.iter_mut().filter(|name| name.entity_type == EntityType::Per && name.words.len() == 2) {
        let opens = common_start(name.words.start);
        let last = analysis.words.get(name.words.end - 1).map_or(0, |word| word.hash);
        if opens && families.contains_key(&last) {
            name.words.start += 1;
        }
    }
    let mut taken = vec![false; analysis.words.len()];
    for name in found.iter() {
        for slot in taken.iter_mut().take(name.words.end).skip(name.words.start) {
            *slot = true;
        }
    }
    for name in found.iter_mut().filter(|name| name.words.len() > 1) {
        if tails.contains_key(&form_hash(analysis, name)) {
            name.entity_type = EntityType::Per;
        }
    }
    for name in found.iter_mut().filter(|name| name.words.len() == 1) {
        let hash = analysis.words.get(name.words.start).map_or(0, |word| word.hash);
        if let Some(score) = families.get(&hash) {
            let place = matches!(name.entity_type, EntityType::Loc | EntityType::Norp)
                && longest_match(analysis, name.words.start, name.words.end).is_some();
            if is_called_a_place(analysis, name.words.start) {
                name.entity_type = EntityType::Loc;
            } else if !place {
                name.entity_type = EntityType::Per;
                name.score = name.score.max(*score);
            }
        }
    }
    for (at, word) in analysis.words.iter().enumerate() {
        if word.is_capital()
            && taken.get(at) == Some(&false)
            && let Some(&score) = families.get(&word.hash)
        {
            found.push(Found { words: at..at + 1, entity_type: EntityType::Per, score: score * 0.9 });
        }
    }
    found.sort_by_key(|name| name.words.start);
    join_compound_tails(analysis, &tails, found);
}

/// Makes one name of "Thornbury" and "Hale" where the article has a Nigel Thornbury-Hale.
fn join_compound_tails(analysis: &Analysis, tails: &FxHashMap<u64, f32>, found: &mut Vec<Found>) {
    for at in (1..found.len()).rev() {
        let [left, right] = [found.get(at - 1), found.get(at)];
        let (Some(left), Some(right)) = (left, right) else { continue };
        let hyphen = analysis.words.get(left.words.end).is_some_and(|word| {
            word.token.kind == TokenKind::Hyphen && left.words.end + 1 == right.words.start
        });
        let words = left.words.start..right.words.end;
        let whole = Found { words, entity_type: EntityType::Per, score: left.score.max(right.score) };
        if hyphen && tails.contains_key(&form_hash(analysis, &whole)) {
            found.remove(at);
            if let Some(slot) = found.get_mut(at - 1) {
                *slot = whole;
            }
        }
    }
}

/// Whether the words before a name call it a place: "the city of Lincoln".
fn is_called_a_place(analysis: &Analysis, at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).and_then(|at| analysis.words.get(at));
    let joins =
        word(1).is_some_and(|word| word.flags.has(WordFlag::PlaceConnector) && word.case == CaseShape::Lower);
    joins && word(2).is_some_and(|word| word.flags.has(WordFlag::PlaceKind))
}

/// Takes the given name before a person's single name into it, where the tagger passed it over at the start of a sentence.
pub(crate) fn add_given_names(analysis: &Analysis, found: &mut [Found]) {
    let mut floor = 0;
    for name in found {
        let before = name.words.start.checked_sub(1).filter(|&before| before >= floor);
        let given = before.and_then(|before| analysis.words.get(before)).is_some_and(|word| {
            let called = word.names.is_given() || word.names.is_family() || !word.common;
            called
                && word.is_capital()
                && word.sentence_start
                && !word.loud
                && !word.flags.has(WordFlag::EnglishWord)
        });
        let first = analysis.words.get(name.words.start);
        let alone = name.words.len() == 1
            && first.is_some_and(|word| !word.token.line_start && !word.names.is_given());
        if name.entity_type == EntityType::Per && given && alone {
            name.words.start -= 1;
        }
        floor = name.words.end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::found::testing::{name, read, texts};
    use varlik_text::Lang;

    #[test]
    fn a_family_name_alone_is_a_persons() {
        let text = "we met Petra Lindqvist; then Lindqvist left, and later Brenna and lindqvist too";
        let analysis = read(text, Lang::En);
        let mut found = vec![name(2..4, EntityType::Per)];
        add_family_names(&analysis, &mut found);
        assert_eq!(texts(text, &analysis, &found), ["Petra Lindqvist", "Lindqvist"]);
        let mut places = vec![name(2..4, EntityType::Loc)];
        add_family_names(&analysis, &mut places);
        assert_eq!(places.len(), 1, "a place has no family name");
    }

    #[test]
    fn a_given_name_alone_is_a_persons_where_it_is_no_common_word() {
        let text = "we met Defne Uluçınar; Defne left, and Mark Oakshott came; Mark the day";
        let analysis = read(text, Lang::En);
        let at =
            |word: &str| analysis.words.iter().position(|w| text[w.start()..].starts_with(word)).unwrap();
        let mut found = vec![
            name(at("Defne Ulu")..at("Uluçınar") + 1, EntityType::Per),
            name(at("Mark Oak")..at("Oakshott") + 1, EntityType::Per),
        ];
        add_family_names(&analysis, &mut found);
        assert_eq!(texts(text, &analysis, &found), ["Defne Uluçınar", "Defne", "Mark Oakshott"]);
    }

    #[test]
    fn a_double_family_name_is_one_where_the_article_has_its_bearer() {
        let text = "we met Nigel Thornbury-Hale; then Thornbury-Hale left for Russia-Ukraine talks";
        let analysis = read(text, Lang::En);
        let at = |word: &str| {
            text.find(word)
                .map(|from| analysis.words.iter().position(|w| w.start() >= from).unwrap())
                .unwrap()
        };
        let (second, russia) = (at("Thornbury-Hale left"), at("Russia"));
        let mut found = vec![
            name(2..6, EntityType::Per),
            name(second..second + 1, EntityType::Misc),
            name(second + 2..second + 3, EntityType::Per),
            name(russia..russia + 1, EntityType::Loc),
            name(russia + 2..russia + 3, EntityType::Loc),
        ];
        found[0].words.end = at("; then");
        add_family_names(&analysis, &mut found);
        assert_eq!(
            texts(text, &analysis, &found),
            ["Nigel Thornbury-Hale", "Thornbury-Hale", "Russia", "Ukraine"]
        );
    }

    #[test]
    fn a_given_name_that_opens_a_sentence_belongs_to_the_name_behind_it() {
        let text = "Bora Kestaneci left. Yesterday Kestaneci came. Mark Kestaneci as late.";
        let analysis = read(text, Lang::En);
        let mut found: Vec<Found> = (0..analysis.words.len())
            .filter(|&at| analysis.key(&analysis.words[at]) == "kestaneci")
            .map(|at| name(at..at + 1, EntityType::Per))
            .collect();
        add_given_names(&analysis, &mut found);
        assert_eq!(texts(text, &analysis, &found), ["Bora Kestaneci", "Kestaneci", "Kestaneci"]);
    }

    #[test]
    fn what_is_called_a_place_is_no_family_name() {
        let text = "we met Denzel Lincoln in the city of Lincoln and saw Lincoln paint";
        let analysis = read(text, Lang::En);
        let mut found =
            vec![name(2..4, EntityType::Per), name(8..9, EntityType::Per), name(11..12, EntityType::Per)];
        add_family_names(&analysis, &mut found);
        let types: Vec<EntityType> = found.iter().map(|name| name.entity_type).collect();
        assert_eq!(types, [EntityType::Per, EntityType::Loc, EntityType::Per]);
    }

    #[test]
    fn a_firm_comes_back_without_its_legal_form_and_its_trade() {
        let text = "Dün Bozkır Un Sanayi A.Ş. açıldı, bugün Bozkır Un kapandı";
        let analysis = read(text, Lang::Tr);
        let end = analysis.words.iter().position(|w| text[w.start()..].starts_with("açıldı")).unwrap();
        let mut found = vec![name(1..end, EntityType::Org)];
        add_repeated(&analysis, &mut found);
        assert_eq!(texts(text, &analysis, &found), ["Bozkır Un Sanayi A.Ş.", "Bozkır Un"]);
    }

    #[test]
    fn a_form_of_the_article_is_found_again() {
        let text = "the Global Kelp Alliance met yesterday; other kelp people and the Global Kelp Alliance left together";
        let analysis = read(text, Lang::En);
        let mut found = vec![name(1..4, EntityType::Org)];
        add_repeated(&analysis, &mut found);
        assert_eq!(texts(text, &analysis, &found), ["Global Kelp Alliance", "Global Kelp Alliance"]);
    }
}
