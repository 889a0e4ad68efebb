//! The parts of a person's name.

use std::ops::Range;

use varlik_text::{Lang, Script};

use crate::given_name::name_flags_by_hash;
use crate::lexicon::WordFlag;
use crate::name::Role;
use crate::parse::person_words::{
    Known, is_detached_prefix, is_digraph, is_filiation, is_filiation_behind, is_patronymic,
    is_patronymic_of_woman, is_regnal,
};
use crate::parse::pieces::{Group, Piece, Pieces};
use crate::parse::spelling::{Shape, is_all};
use crate::parse::{east_asia, titles};
use crate::person_word::PersonWord;
use crate::tables::surnames::HANGUL;

/// Gives every piece its role.
pub(super) fn assign(pieces: &mut Pieces<'_>, language: Lang) {
    if !pieces.list.iter().any(|piece| piece.group == Group::Plain) {
        pieces.list.iter_mut().for_each(|piece| piece.group = Group::Plain);
    }
    if pieces.list.iter().any(|piece| piece.group != Group::Plain) {
        nicknames(pieces);
    }
    if pieces.list.iter().any(|piece| piece.segment > 0) {
        titles::turn(pieces);
        pieces.sort();
    }
    split_only_word(pieces);
    join_prefixes(pieces);
    titles::mark(pieces, language);
    roles(pieces);
    pieces.sort();
}

/// Parts a name of Han or Hangul that is written as one word.
fn split_only_word(pieces: &mut Pieces<'_>) {
    let mut plain = pieces.list.iter().enumerate().filter(|(_, piece)| piece.group == Group::Plain);
    let (Some((index, piece)), None) = (plain.next(), plain.next()) else { return };
    let word = pieces.text.get(piece.start as usize..piece.end as usize).unwrap_or_default();
    if let Some(length) = east_asia::family_length(word) {
        pieces.split(index, length);
    }
}

/// Judges what stands in quotes and brackets: another name of the person, or something about the person.
fn nicknames(pieces: &mut Pieces<'_>) {
    let spelled_out = pieces.list.iter().any(|p| p.group == Group::Plain && p.shape == Shape::Capitalised);
    for index in 0..pieces.list.len() {
        let Some(piece) = pieces.list.get(index).copied() else { continue };
        if piece.group == Group::Plain {
            continue;
        }
        let words =
            pieces.list.iter().filter(|other| other.bracket == piece.bracket && other.group == piece.group);
        let count = words.count();
        let key = pieces.key(&piece);
        let bracketed = piece.group == Group::Bracketed;
        let role = if count == 1 && piece.is_generation() {
            Role::Generation
        } else if count == 1 && Known::of(piece.hash).title.is_some() {
            Role::Title
        } else if count > 3 || key.bytes().all(|byte| byte.is_ascii_digit()) {
            Role::Qualifier
        } else if bracketed && spelled_out && piece.shape == Shape::Capitals {
            // A party or an office: "Özgür Özel (CHP)".
            Role::Qualifier
        } else {
            Role::Nickname
        };
        pieces.set(index, role);
    }
}

/// Makes one word of "Mc Donald", "O' Brien", "d' Estaing".
fn join_prefixes(pieces: &mut Pieces<'_>) {
    let mut index = 0;
    while index + 1 < pieces.list.len() {
        let joins = match (pieces.list.get(index), pieces.list.get(index + 1)) {
            (Some(piece), Some(next)) if piece.letters <= 3 && piece.is_open() && next.is_open() => {
                let text = pieces.text.get(piece.start as usize..piece.end as usize).unwrap_or_default();
                let apostrophe = piece.letters == 1 && text.ends_with(['\'', '’']);
                apostrophe || is_detached_prefix(pieces.key(piece), index == 0)
            }
            _ => false,
        };
        if joins {
            pieces.join(index, index + 2);
        }
        index += 1;
    }
}

/// Which words of the name, still open and in order, are the family name, and what the others are.
fn roles(pieces: &mut Pieces<'_>) {
    generations(pieces);
    let open: Vec<usize> =
        (0..pieces.list.len()).filter(|&at| pieces.list.get(at).is_some_and(Piece::is_open)).collect();
    let family = if pieces.list.iter().any(|piece| piece.role == Some(Role::Family)) {
        0..0
    } else {
        family(pieces, &open)
    };
    let mut given = pieces.list.iter().any(|piece| piece.role == Some(Role::Given));
    let mut son_of = false;
    for (place, &at) in open.iter().enumerate() {
        let Some(piece) = pieces.list.get(at).copied() else { continue };
        let key = pieces.key(&piece);
        let small = |place: usize| {
            let next = open.get(place).and_then(|&at| pieces.list.get(at));
            next.is_some_and(is_particle)
        };
        let joined = |place: usize| {
            open.get(place).and_then(|&at| pieces.list.get(at)).is_some_and(|next| next.hyphened)
        };
        let before_marker =
            open.get(place + 1).is_some_and(|&next| place > 0 && is_filiation_behind(pieces.key_at(next)));
        let role_before = at.checked_sub(1).and_then(|before| pieces.list.get(before)?.role);
        let role = if family.contains(&place) && !son_of {
            let inside = place + 1 < family.end && is_particle(&piece);
            if inside { Role::Particle } else { Role::Family }
        } else if piece.is_letter() || (piece.dotted && is_digraph(key)) {
            given = true;
            Role::Initial
        } else if place > 1 && is_filiation_behind(key) {
            Role::Particle
        } else if place > 0 && place + 1 < open.len() && is_filiation(piece.small, key) {
            // Ben Gurion and Ben Ali are family names.
            son_of = key != "ben" || place + 2 < open.len();
            Role::Particle
        } else if (is_particle(&piece) || (piece.small.has(PersonWord::Article) && joined(place + 1)))
            // "Jae-in" behind the family name.
            && !(piece.hyphened && family == (0..1) && role_before == Some(Role::Given))
            && (place > 0 || ((place..family.start).all(small) && is_leading_particle(&piece)))
        {
            Role::Particle
        } else if std::mem::take(&mut son_of) || before_marker || (given && is_patronymic(key)) {
            Role::Patronymic
        } else if given && !(piece.hyphened && role_before == Some(Role::Given)) {
            Role::Middle
        } else {
            given = true;
            Role::Given
        };
        pieces.set(at, role);
    }
}

/// Whether a word may stand small inside a name. Words of the longer table are names too (Li, An, Un), unless they are
/// written small, or in a script without capitals.
fn is_particle(piece: &Piece) -> bool {
    let small = piece.small.has(PersonWord::Particle) || piece.small.has(PersonWord::Article);
    piece.flags.is_connector() || (small && matches!(piece.shape, Shape::Small | Shape::Caseless))
}

/// Whether a word may stand small in front of a family name, so that it is no given name there.
fn is_leading_particle(piece: &Piece) -> bool {
    let known = piece.flags.has(WordFlag::PersonConnector) || piece.small.has(PersonWord::Particle);
    known && (piece.shape == Shape::Small || !name_flags_by_hash(piece.hash).is_given())
}

/// Marks what tells father from son: never the first word, and a whole word like Neto only behind two others.
fn generations(pieces: &mut Pieces<'_>) {
    let mut open = 0;
    for index in 0..pieces.list.len() {
        let Some(piece) = pieces.list.get(index).copied() else { continue };
        if !piece.is_open() {
            continue;
        }
        let capitals = piece.shape == Shape::Capitals;
        let last = index + 1 == pieces.list.len();
        let key = pieces.key(&piece);
        // Vi is a given name.
        let short = piece.is_generation() && (key != "vi" || capitals);
        let word =
            last && open > 1 && piece.small.has(PersonWord::Generation) && !piece.is_letter() && key != "vi";
        if open > 0 && (short || word || (last && capitals && is_regnal(key))) {
            pieces.set(index, Role::Generation);
        }
        open += 1;
    }
    for piece in pieces.list.iter_mut().filter(|piece| piece.role == Some(Role::Generation)) {
        piece.rank = 2;
    }
}

/// The places among `open` that hold the family name.
fn family(pieces: &Pieces<'_>, open: &[usize]) -> Range<usize> {
    let at = |place: usize| open.get(place).and_then(|&at| pieces.list.get(at));
    let key = |place: usize| open.get(place).map_or("", |&at| pieces.key_at(at));
    let count = open.len();
    if let Some(from) = (0..count).find(|&place| at(place).is_some_and(|piece| piece.rank == 1)) {
        return from..count;
    }
    if let Some(range) = capitals(pieces, open) {
        return range;
    }
    if count > 1 && is_family_first_script(pieces, open) {
        return 0..1;
    }
    if is_east_asian(pieces, open) {
        return 0..1;
    }
    // "Путин Владимир Владимирович", "Алиев Гейдар Алирза оглы".
    let given_first = || at(0).is_some_and(|piece| name_flags_by_hash(piece.hash).is_given());
    let last = key(count.saturating_sub(1));
    if count == 3 && is_patronymic(last) && !given_first() {
        return 0..1;
    }
    if count > 2 && is_filiation_behind(last) {
        return if count > 3 { 0..1 } else { 0..0 };
    }
    if count == 2 && is_patronymic_of_woman(last) && given_first() {
        return 0..0;
    }
    // Letters behind the family name are initials: "Haldenby R.T.".
    let end = (0..count)
        .rev()
        .find(|&place| at(place).is_some_and(|piece| !piece.is_letter()))
        .map_or(1, |place| place + 1);
    let mut start = end.saturating_sub(1);
    let joins = |place: usize| {
        at(place).is_some_and(|piece| piece.hyphened && piece.shape != Shape::Small)
            && at(place.wrapping_sub(1)).is_some_and(|piece| !piece.is_letter() && !is_particle(piece))
    };
    while start > 1 && joins(start) {
        start -= 1;
    }
    start..end.min(count)
}

/// A family name in capitals beside a given name that is not: "DUPONT Jean", "Jean DUPONT".
fn capitals(pieces: &Pieces<'_>, open: &[usize]) -> Option<Range<usize>> {
    let at = |place: usize| open.get(place).and_then(|&at| pieces.list.get(at));
    let is_capital =
        |place: usize| at(place).is_some_and(|piece| piece.shape == Shape::Capitals && !piece.dotted);
    let is_name =
        |place: usize| at(place).is_some_and(|piece| piece.shape == Shape::Capitalised && piece.letters > 1);
    let count = open.len();
    let range = if is_capital(0) {
        0..(0..count).find(|&place| !is_capital(place))?
    } else if is_capital(count.checked_sub(1)?) {
        (0..count).rev().find(|&place| !is_capital(place))? + 1..count
    } else {
        return None;
    };
    // Letters without a vowel are initials: "JK Rowling".
    let initials = range.len() == 1 && at(range.start).is_some_and(|piece| piece.letters < 3);
    let vowel =
        open.get(range.start).is_some_and(|&at| pieces.key_at(at).contains(['a', 'e', 'i', 'o', 'u', 'y']));
    ((0..count).any(|place| !range.contains(&place) && is_name(place)) && (!initials || vowel))
        .then_some(range)
}

/// Whether the family name stands in front, as in "Xi Jinping": where the last word could be one too, or the first is a
/// given name elsewhere ("Kim", "Lee"), only a third word or a hyphen makes that sure.
fn is_east_asian(pieces: &Pieces<'_>, open: &[usize]) -> bool {
    let [first, middle @ .., last] = open else { return false };
    let parts = |places: &[usize]| places.iter().all(|&at| east_asia::is_given(pieces.key_at(at)));
    if middle.len() > 1 || !parts(&[*last]) || !parts(middle) || !east_asia::is_family(pieces.key_at(*first))
    {
        return false;
    }
    let at = |at: usize| pieces.list.get(at);
    let known =
        |at: usize| pieces.list.get(at).is_some_and(|piece| name_flags_by_hash(piece.hash).is_given());
    let ambiguous = east_asia::is_family(pieces.key_at(*last)) || known(*first);
    let comma = at(*last).is_some_and(|piece| piece.segment > 0);
    !comma && !(middle.is_empty() && (ambiguous || known(*last)))
}

/// Whether all words are of Han, or of Hangul with a family name first and two syllables behind: the family name stands in front.
fn is_family_first_script(pieces: &Pieces<'_>, open: &[usize]) -> bool {
    let text = |at: usize| {
        let piece = pieces.list.get(at).filter(|piece| piece.shape == Shape::Caseless)?;
        pieces.text.get(piece.start as usize..piece.end as usize)
    };
    let all = |script| open.iter().all(|&at| text(at).is_some_and(|word| is_all(word, script)));
    let syllables = |place: usize| open.get(place).and_then(|&at| text(at)).unwrap_or_default();
    // A dot parts the words of foreign names: 瑪麗·基維涅米.
    (all(Script::Han) && !pieces.text.contains(['·', '・', '‧', '•']))
        || (all(Script::Hangul)
            && open.len() == 2
            && HANGUL.binary_search(&syllables(0)).is_ok()
            && syllables(1).len() <= 6)
}
