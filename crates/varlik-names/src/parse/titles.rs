//! What stands around a person's name: titles in front and behind, generations and given names behind commas.

use varlik_text::Lang;

use crate::given_name::name_flags_by_hash;
use crate::name::Role;
use crate::parse::person_words::{Known, is_address_behind, is_name, is_rather_name};
use crate::parse::pieces::{Piece, Pieces};
use crate::parse::spelling::Shape;
use crate::person_word::PersonWord;
use crate::table::KeyHasher;
use crate::title::TitleClass;

/// Words of the longest title that is looked for.
const LONGEST_TITLE: usize = 6;

/// Judges what stands behind commas: a title, a generation, or the given name of "Family, Given".
pub(super) fn turn(pieces: &mut Pieces<'_>) {
    let first = pieces.list.iter().find(|piece| piece.is_open()).map_or(0, |piece| piece.segment);
    let last = pieces.list.iter().map(|piece| piece.segment).max().unwrap_or(0);
    let mut turned = false;
    for segment in first.saturating_add(1)..=last {
        let here: Vec<usize> = (0..pieces.list.len())
            .filter(|&at| {
                pieces.list.get(at).is_some_and(|piece| piece.segment == segment && piece.is_open())
            })
            .collect();
        let all = |wanted: fn(&Piece) -> bool| here.iter().all(|&at| pieces.list.get(at).is_some_and(wanted));
        let role = if here.is_empty() {
            continue;
        } else if all(Piece::is_generation) {
            Role::Generation
        } else if all(is_degree) || is_title_tail(pieces, &here, first) {
            Role::Title
        } else {
            turned |= here.iter().any(|&at| pieces.key_at(at).chars().any(char::is_alphabetic));
            continue;
        };
        for at in here {
            pieces.set(at, role);
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
    let Some((length, class)) = longest_title(pieces, here) else {
        // "Kremlin spokesman": the title stands last, and small.
        let small = |last: &Piece| last.shape == Shape::Small && Known::of(last.hash).title.is_some();
        return full && here.len() > 1 && at(here.len() - 1).is_some_and(small);
    };
    if length == here.len() {
        let name = |word: &Piece| word.shape != Shape::Small && name_flags_by_hash(word.hash).is_given();
        return full || length > 1 || !at(0).is_some_and(name);
    }
    let rest = || (length..here.len()).filter_map(at);
    let repeats = rest().any(|word| head().any(|other| other.hash == word.hash));
    let office = matches!(class, TitleClass::Office | TitleClass::Occupation);
    repeats || (full && office && rest().next().is_some_and(|word| word.flags.is_connector()))
}

/// The longest title that the words at `places` begin with: how many of them it takes, and its class.
fn longest_title(pieces: &Pieces<'_>, places: &[usize]) -> Option<(usize, TitleClass)> {
    let mut hasher = KeyHasher::new();
    let mut longest = None;
    for (count, &at) in places.iter().take(LONGEST_TITLE).enumerate() {
        let piece = pieces.list.get(at)?;
        hasher.push_word(pieces.key(piece).as_bytes());
        let known = Known::of(hasher.finish());
        if let Some(class) = known.title {
            longest = Some((count + 1, class));
        }
        if !known.is_prefix {
            break;
        }
    }
    longest
}

/// Marks titles: in front, unless nothing would be left or only the family name of "Sultan Yılmaz"; behind and inside
/// where no name can be meant.
pub(super) fn mark(pieces: &mut Pieces<'_>, language: Lang) {
    mark_front(pieces, language);
    let mut first = true;
    for index in 0..pieces.list.len() {
        let Some(piece) = pieces.list.get(index).copied() else { continue };
        if piece.is_open() && !std::mem::take(&mut first) && is_title_behind(pieces, index, &piece) {
            pieces.set(index, Role::Title);
        }
    }
}

fn mark_front(pieces: &mut Pieces<'_>, language: Lang) {
    let mut open: Vec<usize> = Vec::new();
    while let Some(first) = pieces.list.iter().position(Piece::is_open) {
        let Some(piece) = pieces.list.get(first).copied() else { return };
        let known = Known::of(piece.hash);
        // "M." is Monsieur to the French only; elsewhere it is the initial of Mehmet.
        let initial = piece.is_letter() && language != Lang::Fr;
        if initial || (known.title.is_none() && !known.is_prefix) {
            return;
        }
        open.clear();
        open.extend((first..pieces.list.len()).filter(|&at| is_name_word(pieces, at)));
        let left = open.len();
        open.retain(|&at| pieces.list.get(at).is_some_and(|other| other.segment == piece.segment));
        open.truncate(left.saturating_sub(1));
        let Some((length, _)) = longest_title(pieces, &open) else { return };
        let given = name_flags_by_hash(piece.hash).is_given();
        let rather_name = !piece.dotted && is_rather_name(piece.hash, pieces.key(&piece));
        // "Sultan bin Khalid" is a son, and Sultan his name.
        let son_of = open
            .get(length)
            .and_then(|&at| pieces.list.get(at))
            .is_some_and(|next| given && next.small.has(PersonWord::Filiation) && next.shape == Shape::Small);
        if (given && length + 1 == left) || (length == 1 && (rather_name || son_of)) {
            return;
        }
        for &at in open.iter().take(length) {
            pieces.set(at, Role::Title);
        }
    }
}

/// Whether a piece can be the last that a name is left with.
fn is_name_word(pieces: &Pieces<'_>, at: usize) -> bool {
    pieces.list.get(at).is_some_and(|piece| piece.is_open() && !piece.is_generation())
}

/// Whether a word that is not the first is a title: a shortened one anywhere ("Dr."), a form of address or a degree at
/// the end ("Ahmet Bey", "Jane Roe `PhD`").
fn is_title_behind(pieces: &Pieces<'_>, index: usize, piece: &Piece) -> bool {
    if piece.letters < 2 || piece.is_generation() {
        return false;
    }
    let last = !(index + 1..pieces.list.len()).any(|at| is_name_word(pieces, at));
    if last && (is_degree(piece) || is_address_behind(pieces.key(piece))) {
        return true;
    }
    piece.dotted
        && Known::of(piece.hash).title == Some(TitleClass::Honorific)
        && (last || !name_flags_by_hash(piece.hash).is_given())
}

/// Whether a word is a degree or an honour: `PhD`, M.A.; but Ma is a family name.
fn is_degree(piece: &Piece) -> bool {
    let dotted = piece.dotted && piece.end - piece.start > u32::from(piece.letters) + 1;
    piece.small.has(PersonWord::Postnominal)
        && piece.shape != Shape::Small
        && (dotted || ((piece.letters > 2 || piece.shape == Shape::Capitals) && !is_name(piece.hash)))
}
