//! The parts of the name of an organisation, a place, or anything else.

use crate::acronym::is_acronym_of;
use crate::lexicon::WordFlag;
use crate::name::{NameKind, Role};
use crate::parse::pieces::{Group, Piece, Pieces, Shape};
use crate::world;

/// Gives every piece its role.
pub(super) fn assign(pieces: &mut Pieces<'_>) {
    join_letters(pieces);
    for index in 0..pieces.list.len() {
        let Some(piece) = pieces.list.get(index).copied() else { continue };
        let role = role(pieces, &piece);
        if let Some(piece) = pieces.list.get_mut(index) {
            piece.role = Some(role);
        }
    }
    if pieces.list.iter().any(|piece| piece.group != Group::Plain) {
        acronyms(pieces);
    }
    if pieces.kind == NameKind::Place && pieces.list.iter().any(|piece| piece.segment > 0) {
        country_tail(pieces);
    }
    tell(pieces);
}

fn role(pieces: &Pieces<'_>, piece: &Piece) -> Role {
    let key = pieces.key(piece);
    let flags = piece.flags();
    if is_number(key, piece) {
        Role::Number
    } else if flags.has(WordFlag::LegalForm) {
        Role::LegalForm
    } else if flags.is_connector() {
        Role::Particle
    } else if flags.has(WordFlag::OrganizationKind) || flags.has(WordFlag::PlaceKind) {
        Role::Generic
    } else {
        Role::Telling
    }
}

/// Digits, "3rd", "II".
fn is_number(key: &str, piece: &Piece) -> bool {
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

/// Marks the short form of "North Atlantic Treaty Organization (NATO)", whichever of the two stands in brackets.
fn acronyms(pieces: &mut Pieces<'_>) {
    let joined = |group: fn(&Piece) -> bool| {
        let mut text = String::new();
        for piece in pieces.list.iter().filter(|piece| group(piece)) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(pieces.key(piece));
        }
        text
    };
    let outside = joined(|piece| piece.group == Group::Plain);
    let inside = joined(|piece| piece.group == Group::Bracketed);
    let count = |group| pieces.list.iter().filter(|piece| piece.group == group).count();
    let (plain, bracketed) = (count(Group::Plain), count(Group::Bracketed));
    let short = |piece: &Piece| piece.shape == Shape::Capitals && (2..=8).contains(&piece.letters);
    let acronym = |group| pieces.list.iter().find(|piece| piece.group == group).is_some_and(short);
    let group =
        if plain > 1 && bracketed == 1 && (acronym(Group::Bracketed) || is_acronym_of(&inside, &outside)) {
            Group::Bracketed
        } else if plain == 1 && bracketed > 1 && is_acronym_of(&outside, &inside) {
            Group::Plain
        } else {
            return;
        };
    for piece in pieces.list.iter_mut().filter(|piece| piece.group == group) {
        piece.role = Some(Role::Acronym);
    }
}

/// Marks what a place lies in: "Paris, France".
fn country_tail(pieces: &mut Pieces<'_>) {
    let Some(first) = pieces.list.first().map(|piece| piece.segment) else { return };
    for piece in pieces.list.iter_mut().filter(|piece| piece.segment > first) {
        piece.role = Some(Role::Qualifier);
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
