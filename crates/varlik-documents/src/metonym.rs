//! Capitals that stand for their governments: "Ankara wants", "relations between Ankara and Moscow".

use varlik_names::world::{self, EntryIndex};
use varlik_text::suffix::{self, CaseSet};
use varlik_text::{Lang, TokenKind};

use crate::EntityType;
use crate::analysis::{Analysis, Word};
use crate::found::{Found, form_hash};
use crate::role::{RoleWord, role_words};
use crate::tables::phrase_words::{PHRASE_WORDS, Small};

/// Words between a government and what it does or has: "Ankara has strongly denied", "Moscow's firm opposition".
const MOST_BETWEEN: usize = 2;

/// The words of a sentence in which its last verb is looked for.
const LONGEST_SENTENCE: usize = 60;

/// The country that a capital is of.
pub(crate) fn country_of(capital: EntryIndex) -> Option<&'static str> {
    let capital = world::entry(capital);
    let country = capital.country.filter(|_| capital.is_capital)?;
    world::by_id(&format!("iso3166:{country}")).map(|country| world::entry(country).id)
}

/// Whether a name does or has what governments do and have; nothing is said of names that are no capitals.
///
/// A town is where something happens: behind "in" or "from", or with an ending that says so, it is one.
pub(crate) fn acts(analysis: &Analysis, text: &str, found: &[Found], index: usize, language: Lang) -> bool {
    let Some(name) = found.get(index).filter(|name| name.entity_type == EntityType::Loc) else {
        return false;
    };
    if !is_capital(analysis, name) || is_place(analysis, name.words.start) {
        return false;
    }
    let end = name.words.end;
    let word = |at: usize| analysis.words.get(at).filter(|word| !word.token.line_start);
    let key = |at: usize| word(at).map_or("", |word| analysis.key(word));
    let suffix = word(end).filter(|word| word.token.kind == TokenKind::Suffix);
    let says = |at: usize, wanted: RoleWord| {
        for at in at..=at + MOST_BETWEEN {
            if role_words(analysis, at, |role| role == wanted).is_some() {
                return true;
            }
            if word(at).is_none_or(|word| word.token.kind != TokenKind::Word || word.is_capital()) {
                return false;
            }
        }
        false
    };
    if let Some(other) = other_of_two(analysis, found, index) {
        // "ties between Ankara and Moscow", "Ankara-Moscow relations", "Ankara ile Moskova arasındaki gerilim".
        let (first, last) = (name.words.start.min(other.words.start), end.max(other.words.end));
        let before = |back: usize| first.checked_sub(back).map_or("", key);
        let between =
            before(1) == "between" && first.checked_sub(2).is_some_and(|at| says(at, RoleWord::Stance));
        let among = key(last).starts_with("aras") && says(last + 1, RoleWord::Stance);
        let compound = word(last).is_none_or(|word| word.token.kind == TokenKind::Word)
            && analysis
                .words
                .get(first + 1..last)
                .is_some_and(|gap| gap.iter().any(|word| word.token.kind == TokenKind::Hyphen))
            && says(last, RoleWord::Stance);
        if between || among || compound {
            return true;
        }
    }
    match (suffix, language) {
        (Some(suffix), Lang::Tr) => {
            is_genitive(text, end.checked_sub(1).and_then(word), suffix) && says(end + 1, RoleWord::Stance)
        }
        (Some(_), _) => says(end + 1, RoleWord::Stance),
        (None, Lang::Tr) => begins(analysis, name.words.start) && last_verb_acts(analysis, end),
        (None, _) => !is_behind(analysis, name.words.start) && says(end, RoleWord::Act),
    }
}

fn is_capital(analysis: &Analysis, name: &Found) -> bool {
    let found = world::lookup_by_hash(form_hash(analysis, name));
    found.senses().next().is_some_and(|sense| world::entry(sense.entry).is_capital)
}

/// The other capital beside one, with a hyphen, "and" or "ile" between them.
fn other_of_two<'f>(analysis: &Analysis, found: &'f [Found], index: usize) -> Option<&'f Found> {
    let name = found.get(index)?;
    let joined = |a: &Found, b: &Found| {
        let gap = analysis.words.get(a.words.end..b.words.start).unwrap_or_default();
        matches!(gap, [word] if word.token.kind == TokenKind::Hyphen
            || matches!(analysis.key(word), "and" | "ile" | "ve"))
    };
    let before = index.checked_sub(1).and_then(|at| found.get(at)).filter(|other| joined(other, name));
    let other = before.or_else(|| found.get(index + 1).filter(|other| joined(name, other)))?;
    is_capital(analysis, other).then_some(other)
}

/// The small word before a word of a sentence, if one stands there.
fn small_before(analysis: &Analysis, at: usize) -> Option<(&str, Small)> {
    let word = analysis.words.get(at)?;
    let before =
        at.checked_sub(1).and_then(|at| analysis.words.get(at)).filter(|_| !word.token.line_start)?;
    let key = analysis.key(before);
    let known = PHRASE_WORDS.binary_search_by_key(&key, |&(word, _)| word).ok()?;
    PHRASE_WORDS.get(known).copied()
}

/// Whether an English word before the name says where.
fn is_place(analysis: &Analysis, at: usize) -> bool {
    let party =
        |key: &str| matches!(key, "between" | "with" | "by" | "for" | "against" | "of" | "on" | "about");
    small_before(analysis, at).is_some_and(|(key, small)| small == Small::Preposition && !party(key))
}

/// Whether the name belongs to another that does something: "the mayor of Ankara said", "talks with Ankara said".
fn is_behind(analysis: &Analysis, at: usize) -> bool {
    small_before(analysis, at).is_some_and(|(_, small)| small != Small::Determiner)
}

/// Whether a sentence or part of it begins with a word.
fn begins(analysis: &Analysis, at: usize) -> bool {
    analysis.words.get(at).is_some_and(|word| word.sentence_start)
}

/// Whether the last words of a sentence are what a government does; its subject is followed by a comma or by words in lower
/// case.
fn last_verb_acts(analysis: &Analysis, from: usize) -> bool {
    let rest = analysis.words.get(from..).unwrap_or_default();
    // "Ankara Büyükşehir Belediyesi uyardı": not the town.
    if rest.first().is_none_or(Word::is_capital) {
        return false;
    }
    let ends = |word: &Word| {
        matches!(word.token.kind, TokenKind::Period | TokenKind::Terminal) || word.token.line_start
    };
    let Some(length) = rest.iter().take(LONGEST_SENTENCE).position(ends) else { return false };
    let act = |at: usize| role_words(analysis, at, |role| role == RoleWord::Act);
    (1..=2).any(|back| {
        let at = (from + length).checked_sub(back).filter(|&at| at >= from);
        at.and_then(act).is_some_and(|(_, words)| words == back)
    })
}

/// Whether the ending of a Turkish word says whose: `Ankara'nın`.
fn is_genitive(text: &str, word: Option<&Word>, suffix: &Word) -> bool {
    let written = word.and_then(|word| text.get(word.start()..suffix.end())).unwrap_or("");
    suffix::split(written, Lang::Tr).is_some_and(|suffix| suffix.cases.contains(CaseSet::GENITIVE))
}

#[cfg(test)]
mod tests {
    use varlik_text::language;

    use super::*;
    use crate::article::Reader;

    /// The names of an article that stand for governments, with their countries.
    fn metonyms(text: &str) -> Vec<(String, &'static str)> {
        let article = Reader::default().read(text, crate::Markup::Plain, None, &|_| false);
        let of = |mention: &crate::article::LocalMention| {
            Some((text[mention.span.clone()].to_owned(), mention.metonym_of?))
        };
        article.mentions.iter().filter_map(of).collect()
    }

    fn pairs(list: &[(&str, &'static str)]) -> Vec<(String, &'static str)> {
        list.iter().map(|(name, country)| ((*name).to_owned(), *country)).collect()
    }

    #[test]
    fn a_capital_that_wants_or_refuses_is_a_government() {
        let text = "On Friday Ankara rejected the offer of the companies, and Moscow has repeatedly denied it. \
                    Nairobi's stance is known, and the ties between Cairo and Athens are good. He said Oslo-Tokyo relations were cold.";
        let want = [
            ("Ankara", "iso3166:TR"),
            ("Moscow", "iso3166:RU"),
            ("Nairobi", "iso3166:KE"),
            ("Cairo", "iso3166:EG"),
            ("Athens", "iso3166:GR"),
            ("Oslo", "iso3166:NO"),
            ("Tokyo", "iso3166:JP"),
        ];
        assert_eq!(metonyms(text), pairs(&want));
        let text = "Anlaşma dün imzalandı. Ankara teklifin yeniden görüşülmesini istiyor. Moskova'nın tutumu biliniyor. \
                    Kahire ile Atina arasındaki gerilim ise sürüyor.";
        assert_eq!(language(text), Lang::Tr);
        let want = [
            ("Ankara", "iso3166:TR"),
            ("Moskova", "iso3166:RU"),
            ("Kahire", "iso3166:EG"),
            ("Atina", "iso3166:GR"),
        ];
        assert_eq!(metonyms(text), pairs(&want));
    }

    #[test]
    fn a_town_where_things_happen_is_none() {
        for text in [
            "The minister arrived in Ankara on Monday. A woman in Moscow said the bread was dear, and the mayor of Nairobi agreed.",
            "Ankara's streets were full, and the flights between Cairo and Athens were late. Trains from Paris rejected nobody.",
            "On Friday Istanbul rejected the offer, and Bergen's stance is known.",
            "Bakan dün Ankara'ya geldi. Moskova'nın sokakları doluydu. Kahire ile Atina arasındaki uçuşlar gecikti.",
            "Ankara Büyükşehir Belediyesi sürücüleri bugün de uyardı. İstanbul yeni bir köprü istiyor.",
        ] {
            assert_eq!(metonyms(text), [], "{text}");
        }
    }
}
