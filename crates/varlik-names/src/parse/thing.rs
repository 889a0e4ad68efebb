//! The parts of the name of an organisation, a place, or anything else.

use crate::acronym::is_acronym_of;
use crate::lexicon::WordFlag;
use crate::name::{NameKind, Role};
use crate::parse::legal_form;
use crate::parse::pieces::{Group, Piece, Pieces};
use crate::parse::spelling::Shape;
use crate::world::{self, WorldKind};

/// Gives every piece its role.
pub(super) fn assign(pieces: &mut Pieces<'_>) {
    join_letters(pieces);
    legal_form::mark(pieces);
    let mixed = pieces.list.iter().any(|piece| matches!(piece.shape, Shape::Capitalised | Shape::Small));
    for index in 0..pieces.list.len() {
        let Some(piece) = pieces.list.get(index).copied() else { continue };
        if piece.role.is_none() {
            pieces.set(index, role(pieces, &piece, mixed));
        }
    }
    numbered(pieces);
    if pieces.list.iter().any(|piece| piece.group != Group::Plain) {
        brackets(pieces);
    }
    match pieces.kind {
        NameKind::Place => country_tail(pieces),
        NameKind::Organization => country_behind(pieces),
        _ => {}
    }
    tell(pieces);
    pieces.sort();
}

/// The role of one word by itself. Small words have small letters where the name is `mixed`: "AS Roma" has none.
fn role(pieces: &Pieces<'_>, piece: &Piece, mixed: bool) -> Role {
    let key = pieces.key(piece);
    let flags = piece.flags;
    let site = pieces.text.get(piece.start as usize..).is_some_and(|text| text.starts_with('.'));
    if is_number(key, piece) {
        Role::Number
    } else if flags.is_connector() && !(mixed && piece.shape == Shape::Capitals) {
        Role::Particle
    } else if site || flags.has(WordFlag::OrganizationKind) || flags.has(WordFlag::PlaceKind) {
        Role::Generic
    } else {
        Role::Telling
    }
}

/// Digits, "3rd", "II".
pub(super) fn is_number(key: &str, piece: &Piece) -> bool {
    let digits = key.bytes().take_while(u8::is_ascii_digit).count();
    match key.get(digits..) {
        Some("") => digits > 0,
        Some("st" | "nd" | "rd" | "th") if digits > 0 => true,
        _ => {
            piece.shape == Shape::Capitals
                && matches!(
                    key,
                    "ii" | "iii" | "iv" | "vi" | "vii" | "viii" | "ix" | "xi" | "xii" | "xiii" | "xiv" | "xv"
                )
        }
    }
}

/// Marks the Roman number of one letter that a kind of thing bears last: "Offshore Fund I, Ltd.", not "Space X".
fn numbered(pieces: &mut Pieces<'_>) {
    let Some(last) = pieces.list.iter().rposition(|piece| !is_legal(piece)) else { return };
    let kind = last.checked_sub(1).and_then(|before| pieces.list.get(before)?.role) == Some(Role::Generic);
    let letter = pieces.list.get(last).is_some_and(|piece| {
        piece.letters == 1
            && piece.shape == Shape::Capitalised
            && !piece.dotted
            && matches!(pieces.key(piece), "i" | "v" | "x")
    });
    if kind && letter {
        pieces.set(last, Role::Number);
    }
}

/// Makes one word of letters that full stops part: "A. Ş.", "U. S.".
fn join_letters(pieces: &mut Pieces<'_>) {
    let mut index = 0;
    while index < pieces.list.len() {
        let letters = pieces
            .list
            .iter()
            .skip(index)
            .take_while(|piece| piece.letters == 1 && piece.dotted && piece.shape != Shape::Caseless)
            .count();
        if letters > 1 {
            pieces.join(index, index + letters);
        }
        index += 1;
    }
}

/// Judges what stands in brackets: the short form of "North Atlantic Treaty Organization (NATO)" or the long one of
/// "NATO (North Atlantic Treaty Organization)"; a place; of a place whatever stands there.
fn brackets(pieces: &mut Pieces<'_>) {
    let places = |group: Group| -> Vec<usize> {
        (0..pieces.list.len())
            .filter(|&at| pieces.list.get(at).is_some_and(|piece| piece.group == group && !is_legal(piece)))
            .collect()
    };
    let (outside, inside) = (places(Group::Plain), places(Group::Bracketed));
    let (outer, inner) = (joined(pieces, &outside), joined(pieces, &inside));
    let short = |piece: &Piece| piece.shape == Shape::Capitals && (2..=8).contains(&piece.letters);
    let capitals = inside.first().and_then(|&at| pieces.list.get(at)).is_some_and(short);
    let (marked, role) = if outside.is_empty() || inside.is_empty() {
        return;
    } else if outside.len() > 1 && inside.len() == 1 && is_acronym_of(&inner, &outer) {
        (inside, Role::Acronym)
    } else if outside.len() == 1 && is_acronym_of(&outer, &inner) {
        (outside, Role::Acronym)
    } else if outside.len() > inside.len() && repeats(pieces, &outside, &inside) {
        (inside, Role::Acronym)
    } else if pieces.kind == NameKind::Place || is_place(&inner, |_| true) {
        (inside, Role::Qualifier)
    } else if outside.len() > 1 && inside.len() == 1 && (capitals || is_shortened(&inner, &outer)) {
        (inside, Role::Acronym)
    } else {
        return;
    };
    for at in marked {
        pieces.set(at, role);
    }
}

/// Whether the letters of a short word stand in a long name in order, from its first letter: "Ipg" of Interpublic Group.
fn is_shortened(short: &str, long: &str) -> bool {
    let mut letters = long.chars();
    (2..=6).contains(&short.len())
        && short.len() * 2 < long.len()
        && short.chars().next() == long.chars().next()
        && short.chars().all(|wanted| letters.any(|letter| letter == wanted))
}

/// Whether the words inside are some of those outside: "Great Lakes Dredge Corporation (Great Lakes)".
fn repeats(pieces: &Pieces<'_>, outside: &[usize], inside: &[usize]) -> bool {
    let hash = |at: &usize| pieces.list.get(*at).map(|piece| piece.hash);
    inside.iter().all(|word| outside.iter().any(|other| hash(word) == hash(other)))
}

fn joined(pieces: &Pieces<'_>, places: &[usize]) -> String {
    let mut text = String::new();
    for &at in places {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(pieces.key_at(at));
    }
    text
}

fn is_legal(piece: &Piece) -> bool {
    piece.role == Some(Role::LegalForm)
}

/// Whether a key is the name of a place of a kind that is asked for.
fn is_place(key: &str, wanted: fn(WorldKind) -> bool) -> bool {
    world::senses(key).any(|sense| {
        let kind = world::entry(sense.entry).kind;
        kind.is_place() && wanted(kind)
    })
}

/// Marks what a place lies in, "Paris, France"; "Korea, Republic of" is turned round.
fn country_tail(pieces: &mut Pieces<'_>) {
    let first = |pieces: &Pieces<'_>| pieces.list.first().map_or(0, |piece| piece.segment);
    let first = first(pieces);
    let turned = pieces.list.last().is_some_and(|last| last.segment > first && last.flags.is_connector());
    for piece in &mut pieces.list {
        if turned && piece.segment == first {
            piece.rank = 1;
        } else if !turned && piece.segment > first {
            piece.role = Some(Role::Qualifier);
        }
    }
}

/// Marks the country behind the name of a company: "Siemens Turkey", not "Bank of America" or "Air France", where too
/// little is left that tells.
fn country_behind(pieces: &mut Pieces<'_>) {
    let named = |piece: &Piece| piece.group == Group::Plain && !is_legal(piece);
    let Some(last) = pieces.list.iter().rposition(named) else { return };
    for length in [2, 1] {
        let Some(from) = (last + 1).checked_sub(length) else { continue };
        let telling = pieces.list.iter().take(from).any(|piece| {
            piece.role == Some(Role::Telling)
                && piece.letters > 2
                && piece.shape != Shape::Small
                && !piece.flags.is_common_word()
        });
        let bound =
            from.checked_sub(1).and_then(|before| pieces.list.get(before)?.role) == Some(Role::Particle);
        let places: Vec<usize> = (from..=last).collect();
        if telling && !bound && is_place(&joined(pieces, &places), |kind| kind == WorldKind::Country) {
            for at in places {
                pieces.set(at, Role::Qualifier);
            }
            return;
        }
    }
}

/// Makes sure that a word tells the name: in "Central Bank" the generic words do, in "Van Gölü" the name of a town that
/// is a small word elsewhere.
fn tell(pieces: &mut Pieces<'_>) {
    let told = |piece: &Piece| matches!(piece.role, Some(Role::Telling | Role::Number));
    if pieces.list.iter().any(told) {
        return;
    }
    for index in 0..pieces.list.len() {
        let place = pieces.list.get(index).is_some_and(|piece| {
            piece.role == Some(Role::Particle)
                && piece.shape != Shape::Small
                && world::lookup_by_hash(piece.hash)
                    .senses()
                    .any(|sense| world::entry(sense.entry).kind.is_place())
        });
        if let (true, Some(piece)) = (place, pieces.list.get_mut(index)) {
            piece.role = Some(Role::Telling);
        }
    }
    for wanted in [Role::Generic, Role::Acronym, Role::Particle, Role::LegalForm, Role::Qualifier] {
        if pieces.list.iter().any(told) {
            return;
        }
        for piece in pieces.list.iter_mut().filter(|piece| piece.role == Some(wanted)) {
            piece.role = Some(Role::Telling);
        }
    }
}
