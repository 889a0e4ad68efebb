//! Where legal forms stand in the name of a company.

use crate::legal_form::{LegalClass, LegalForm, legal_form};
use crate::lexicon::WordFlag;
use crate::name::{NameKind, Role};
use crate::parse::pieces::{Group, Pieces};
use crate::parse::spelling::Shape;
use crate::parse::thing::is_number;

/// Marks legal forms: at the end, one behind another, in front of brackets too; in front where a form is written there.
///
/// A form inside the name is none: "Limited Brands", "AS Roma", "Company of Heroes".
pub(super) fn mark(pieces: &mut Pieces<'_>) {
    if pieces.kind == NameKind::Place {
        return;
    }
    let bracket = pieces.list.iter().rposition(|piece| piece.group != Group::Bracketed);
    let ends = [pieces.list.len(), bracket.map_or(0, |last| last + 1)];
    for (turn, mut end) in ends.into_iter().enumerate() {
        if turn > 0 && end == pieces.list.len() {
            break;
        }
        while let Some(from) = start_of_form(pieces, end) {
            end = from;
        }
    }
    mark_front(pieces);
}

/// Marks the longest form that ends at `end`, and gives its beginning.
fn start_of_form(pieces: &mut Pieces<'_>, end: usize) -> Option<usize> {
    // II is the sole trader of Romania, and the second of anything.
    let open = |at: usize| {
        pieces.list.get(at).is_some_and(|piece| piece.role.is_none() && !is_number(pieces.key(piece), piece))
    };
    let reach = (0..end).rev().take(MOST_WORDS).take_while(|&at| open(at)).count();
    let (from, class) = (end - reach..end).find_map(|from| {
        let form = form_at(pieces, from).filter(|form| from + form.words == end);
        form.map(|form| (from, Some(form.class))).or_else(|| {
            let word = pieces.list.get(from).filter(|_| from + 1 == end)?;
            word.flags.has(WordFlag::LegalForm).then_some((from, None))
        })
    })?;
    let telling = class.is_some_and(|class| is_telling(pieces, from, end, class));
    for at in from..end {
        pieces.set(at, if telling { Role::Generic } else { Role::LegalForm });
    }
    Some(from)
}

/// Words of the longest form that is looked for.
const MOST_WORDS: usize = 6;

fn form_at(pieces: &Pieces<'_>, from: usize) -> Option<LegalForm> {
    legal_form(pieces.list.iter().skip(from).map(|piece| pieces.key(piece)))
}

/// Whether a form is a word that says what a body is, and not how it is founded: Derneği, Vakfı, Company.
fn is_telling(pieces: &Pieces<'_>, from: usize, end: usize, class: LegalClass) -> bool {
    let word = pieces.list.get(from).filter(|_| from + 1 == end);
    !matches!(class, LegalClass::JointStock | LegalClass::Limited | LegalClass::Partnership)
        && word.is_some_and(|word| word.flags.has(WordFlag::OrganizationKind))
}

/// Marks a form in front: one of Cyrillic ("ООО Ромашка"), one of several words, or one that a quoted name follows.
///
/// Short forms of Latin letters are words of names there: "AS Roma", "SAS Institute". Those that Russian, Indonesian and
/// Baltic companies begin with are told by being what no other name begins with.
fn mark_front(pieces: &mut Pieces<'_>) {
    let Some(form) = form_at(pieces, 0) else { return };
    let open = |at: usize| pieces.list.get(at).is_some_and(|piece| piece.role.is_none());
    let Some(first) = pieces.list.first().filter(|_| open(form.words)) else { return };
    let quoted = pieces.list.get(form.words).is_some_and(|next| next.group == Group::Quoted);
    let text = pieces.text.get(first.start as usize..first.end as usize).unwrap_or_default();
    let foreign = !text.is_ascii() && first.shape == Shape::Capitals;
    let usual = matches!(
        pieces.key(first),
        "ooo"
            | "oao"
            | "zao"
            | "pao"
            | "nao"
            | "too"
            | "tov"
            | "jsc"
            | "pjsc"
            | "ojsc"
            | "cjsc"
            | "llc"
            | "fgup"
            | "uab"
            | "pt"
    );
    let several = form.words > 1 && !matches!(form.class, LegalClass::Company | LegalClass::Fund);
    if quoted || foreign || usual || several {
        for at in 0..form.words {
            pieces.set(at, Role::LegalForm);
        }
    }
}
