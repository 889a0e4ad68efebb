//! The parts of a person's name.

use std::ops::Range;

use varlik_text::{Lang, Script};

use crate::given_name::name_flags_by_hash;
use crate::lexicon::WordFlag;
use crate::name::Role;
use crate::parse::east_asia;
use crate::parse::person_words::{
    is_detached_prefix, is_digraph, is_filiation, is_filiation_behind, is_generation, is_patronymic,
    is_patronymic_of_woman, is_postnominal, is_regnal,
};
use crate::parse::pieces::{Group, Piece, Pieces, Shape, is_all};
use crate::table::KeyHasher;
use crate::title::{self, Title, TitleClass};

/// Gives every piece its role.
pub(super) fn assign(pieces: &mut Pieces<'_>, language: Lang) {
    if !pieces.list.iter().any(|piece| piece.group == Group::Plain) {
        pieces.list.iter_mut().for_each(|piece| piece.group = Group::Plain);
    }
    if pieces.list.iter().any(|piece| piece.group != Group::Plain) {
        nicknames(pieces);
    }
    if pieces.list.iter().any(|piece| piece.segment > 0) {
        turn(pieces);
        pieces.sort();
    }
    split_only_word(pieces);
    join_prefixes(pieces);
    drop_titles(pieces, language);
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
        let role = if count == 1 && is_generation(key) {
            Role::Generation
        } else if count == 1 && title::lookup_by_hash(piece.hash).title.is_some() {
            Role::Title
        } else if count > 3 || key.bytes().all(|byte| byte.is_ascii_digit()) {
            Role::Qualifier
        } else if bracketed && spelled_out && piece.shape == Shape::Capitals {
            // A party or an office: "Özgür Özel (CHP)".
            Role::Qualifier
        } else {
            Role::Nickname
        };
        set(pieces, index, role);
    }
}

/// Judges what stands behind commas: a title, a generation, or the given name of "Family, Given".
fn turn(pieces: &mut Pieces<'_>) {
    let first = pieces.list.iter().find(|piece| piece.is_open()).map_or(0, |piece| piece.segment);
    let last = pieces.list.iter().map(|piece| piece.segment).max().unwrap_or(0);
    let mut turned = false;
    for segment in first.saturating_add(1)..=last {
        let here: Vec<usize> = (0..pieces.list.len())
            .filter(|&at| {
                pieces.list.get(at).is_some_and(|piece| piece.segment == segment && piece.is_open())
            })
            .collect();
        if here.is_empty() {
            continue;
        }
        if here.iter().all(|&at| is_generation(pieces.key_at(at))) {
            for at in here {
                set(pieces, at, Role::Generation);
            }
        } else if here.iter().all(|&at| is_postnominal(pieces.key_at(at)))
            || is_title_tail(pieces, &here, first)
        {
            for at in here {
                set(pieces, at, Role::Title);
            }
        } else {
            turned |= here.iter().any(|&at| pieces.key_at(at).chars().any(char::is_alphabetic));
        }
    }
    if turned {
        for piece in pieces.list.iter_mut().filter(|piece| piece.segment == first && piece.is_open()) {
            piece.rank = 1;
        }
    }
}

/// Whether the words behind a comma are what the person is, and no given name: "Baron Ennals", "spokesman".
fn is_title_tail(pieces: &Pieces<'_>, here: &[usize], first: u8) -> bool {
    let head = || pieces.list.iter().filter(|piece| piece.segment == first && piece.is_open());
    let full = head().count() > 1;
    let at = |place: usize| here.get(place).and_then(|&at| pieces.list.get(at));
    let Some(title_length) = longest_title(pieces, here).map(|(length, _)| length) else {
        // "Kremlin spokesman": the title stands last, and small.
        let last = here.last().and_then(|&at| pieces.list.get(at));
        return full
            && here.len() > 1
            && last.is_some_and(|last| {
                last.shape == Shape::Small && title::lookup_by_hash(last.hash).title.is_some()
            });
    };
    if title_length == here.len() {
        let given = here.len() == 1
            && at(0)
                .is_some_and(|word| word.shape != Shape::Small && name_flags_by_hash(word.hash).is_given());
        return full || !given;
    }
    let repeats = here
        .iter()
        .skip(title_length)
        .any(|&at| pieces.list.get(at).is_some_and(|word| head().any(|other| other.hash == word.hash)));
    let office = longest_title(pieces, here)
        .is_some_and(|(_, title)| matches!(title.class, TitleClass::Office | TitleClass::Occupation));
    let connector = at(title_length).is_some_and(|word| word.flags().is_connector());
    repeats || (full && office && connector)
}

/// The longest title that the words at `places` begin with, and how many of them it takes.
fn longest_title(pieces: &Pieces<'_>, places: &[usize]) -> Option<(usize, Title)> {
    let mut hasher = KeyHasher::new();
    let mut longest = None;
    for (count, &at) in places.iter().take(LONGEST_TITLE).enumerate() {
        let piece = pieces.list.get(at)?;
        hasher.push_word(pieces.key(piece).as_bytes());
        let found = title::lookup_by_hash(hasher.finish());
        if let Some(title) = found.title {
            longest = Some((count + 1, title));
        }
        if !found.is_prefix {
            break;
        }
    }
    longest
}

/// Words of the longest title that is looked for.
const LONGEST_TITLE: usize = 6;

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

/// Marks titles: in front, unless nothing would be left or only the family name of "Sultan Yılmaz"; behind and inside
/// where no name can be meant.
fn drop_titles(pieces: &mut Pieces<'_>, language: Lang) {
    let mut open: Vec<usize> = Vec::new();
    loop {
        let Some(first) = pieces.list.iter().position(Piece::is_open) else { return };
        let Some(piece) = pieces.list.get(first) else { return };
        let found = title::lookup_by_hash(piece.hash);
        // "M." is Monsieur to the French only; elsewhere it is the initial of Mehmet.
        let initial = piece.is_letter() && language != Lang::Fr;
        if initial || (found.title.is_none() && !found.is_prefix) {
            break;
        }
        let segment = piece.segment;
        let given = name_flags_by_hash(piece.hash).is_given();
        open.clear();
        open.extend((first..pieces.list.len()).filter(|&at| is_name_word(pieces, at)));
        let left = open.len();
        open.retain(|&at| pieces.list.get(at).is_some_and(|piece| piece.segment == segment));
        open.truncate(left.saturating_sub(1));
        match longest_title(pieces, &open) {
            Some((length, _)) if !(given && length + 1 == left) => {
                for &at in open.iter().take(length) {
                    set(pieces, at, Role::Title);
                }
            }
            _ => break,
        }
    }
    let mut first = true;
    for index in 0..pieces.list.len() {
        let Some(piece) = pieces.list.get(index).copied() else { continue };
        if !piece.is_open() {
            continue;
        }
        if !std::mem::take(&mut first) && is_title_behind(pieces, index, &piece) {
            set(pieces, index, Role::Title);
        }
    }
}

/// Whether a piece can be the last that a name is left with.
fn is_name_word(pieces: &Pieces<'_>, at: usize) -> bool {
    pieces.list.get(at).is_some_and(|piece| piece.is_open() && !is_generation(pieces.key(piece)))
}

/// Whether a word that is not the first is a title: a shortened one anywhere ("Dr."), a form of address or a degree at
/// the end ("Ahmet Bey", "Jane Roe `PhD`").
fn is_title_behind(pieces: &Pieces<'_>, index: usize, piece: &Piece) -> bool {
    if piece.letters < 2 || is_generation(pieces.key(piece)) {
        return false;
    }
    let last = !(index + 1..pieces.list.len()).any(|at| is_name_word(pieces, at));
    if !(piece.dotted || last) {
        return false;
    }
    let flags = name_flags_by_hash(piece.hash);
    let key = pieces.key(piece);
    is_postnominal(key)
        || title::lookup_by_hash(piece.hash)
            .title
            .is_some_and(|title| title.class == TitleClass::Honorific && (last || !flags.is_given()))
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
            next.is_some_and(|word| is_particle(pieces, word))
        };
        let before_marker =
            open.get(place + 1).is_some_and(|&next| place > 0 && is_filiation_behind(pieces.key_at(next)));
        let role = if family.contains(&place) {
            let inside = place + 1 < family.end && is_particle(pieces, &piece);
            if inside { Role::Particle } else { Role::Family }
        } else if piece.is_letter() || (piece.dotted && is_digraph(key)) {
            given = true;
            Role::Initial
        } else if place > 1 && is_filiation_behind(key) {
            Role::Particle
        } else if place > 0 && place + 1 < open.len() && is_filiation(key) {
            son_of = true;
            Role::Particle
        } else if is_particle(pieces, &piece)
            && (place > 0
                || ((place..family.start).all(small)
                    && piece.flags().has(WordFlag::PersonConnector)
                    && (piece.shape == Shape::Small || !name_flags_by_hash(piece.hash).is_given())))
        {
            Role::Particle
        } else if std::mem::take(&mut son_of) || before_marker || (given && is_patronymic(key)) {
            Role::Patronymic
        } else if given && !piece.hyphened {
            Role::Middle
        } else {
            given = true;
            Role::Given
        };
        set(pieces, at, role);
    }
}

/// Whether a word may stand small inside a name.
fn is_particle(_pieces: &Pieces<'_>, piece: &Piece) -> bool {
    piece.flags().is_connector()
}

/// Marks what tells father from son; never the first word.
fn generations(pieces: &mut Pieces<'_>) {
    let mut open = 0;
    for index in 0..pieces.list.len() {
        let Some(piece) = pieces.list.get(index).copied() else { continue };
        if !piece.is_open() {
            continue;
        }
        let key = pieces.key(&piece);
        let regnal = piece.shape == Shape::Capitals && is_regnal(key) && index + 1 == pieces.list.len();
        if open > 0 && (is_generation(key) || regnal) {
            set(pieces, index, Role::Generation);
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
    // "Путин Владимир Владимирович", "Алиев Гейдар Алирза оглы".
    let given_first = at(0).is_some_and(|piece| name_flags_by_hash(piece.hash).is_given());
    let last = key(count.saturating_sub(1));
    if count == 3 && !given_first && is_patronymic(last) {
        return 0..1;
    }
    if count > 2 && is_filiation_behind(last) {
        return if count > 3 { 0..1 } else { 0..0 };
    }
    if count == 2 && given_first && is_patronymic_of_woman(last) {
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
            && at(place.wrapping_sub(1))
                .is_some_and(|piece| !piece.is_letter() && !is_particle(pieces, piece))
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

/// Whether all words are of Han, or of Hangul with one syllable first: the family name stands in front.
fn is_family_first_script(pieces: &Pieces<'_>, open: &[usize]) -> bool {
    let text = |at: usize| {
        let piece = pieces.list.get(at).filter(|piece| piece.shape == Shape::Caseless)?;
        pieces.text.get(piece.start as usize..piece.end as usize)
    };
    let all = |script| open.iter().all(|&at| text(at).is_some_and(|word| is_all(word, script)));
    all(Script::Han)
        || (all(Script::Hangul) && open.first().and_then(|&at| text(at)).is_some_and(|word| word.len() == 3))
}

fn set(pieces: &mut Pieces<'_>, index: usize, role: Role) {
    if let Some(piece) = pieces.list.get_mut(index) {
        piece.role = Some(role);
    }
}
