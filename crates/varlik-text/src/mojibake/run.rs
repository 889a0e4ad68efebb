//! Runs of characters that were the bytes of UTF-8 once.
//!
//! A run is repaired when each of its characters maps back to one byte of a code page, the bytes are valid
//! UTF-8, and the result is plausible. What clean text can hold as well (a capital followed by a closing
//! quotation mark) is left alone unless its surroundings speak for it.
use super::reading::{Proof, READINGS, Reading, Readings, starts};

/// Rounds of misreading that are undone: text that was broken more often is beyond reading anyway.
pub(crate) const MOST_ROUNDS: usize = 4;

/// Pieces looked at before a run must have proven itself, so that odd text costs no more than odd time.
const UNPROVEN: usize = 64;

/// What is known of the text around a run.
#[derive(Clone, Copy, Default)]
pub(crate) struct Around {
    /// The readings of a run nearby that proves itself.
    pub(crate) proven: Readings,
    /// The character before.
    pub(crate) before: Option<char>,
    /// Whether the caller's language is written with the letters of this script.
    pub(crate) expected: Option<fn(char) -> bool>,
}

/// One character of a repaired run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) meant: char,
    /// The bytes of the text it was.
    pub(crate) length: u32,
    pub(crate) rounds: Rounds,
}

/// The readings that were undone, the last one first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rounds([Option<Reading>; MOST_ROUNDS]);

impl Rounds {
    fn and(mut self, reading: Reading) -> Self {
        if let Some(place) = self.0.iter_mut().find(|place| place.is_none()) {
            *place = Some(reading);
        }
        self
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = Reading> {
        self.0.into_iter().flatten()
    }
}

/// A repaired run.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) cells: Vec<Cell>,
    /// The bytes of the text it covers.
    pub(crate) length: usize,
    /// The reading of the last round.
    pub(crate) reading: Reading,
    /// Whether it proves itself; else only its surroundings can.
    pub(crate) proven: bool,
}

/// Repairs the run that starts `text`, if there is one.
pub(crate) fn repair(text: &str, around: Around) -> Option<Run> {
    let after = |length: usize| text.get(length..).and_then(|rest| rest.chars().next());
    let found = longest(&text.chars(), around)?;
    let mut cells = Vec::with_capacity(found.pieces.len());
    let mut characters = text.chars();
    let mut length = 0;
    for piece in &found.pieces {
        let bytes = characters.by_ref().take(usize::from(piece.taken)).map(char::len_utf8).sum::<usize>();
        length += bytes;
        let rounds = Rounds::default().and(found.reading);
        cells.push(Cell { meant: piece.meant, length: bytes as u32, rounds });
    }
    let mut run = Run { cells, length, reading: found.reading, proven: found.proven };
    // Twice encoded text is still broken after one round, three times encoded after two.
    for _ in 1..MOST_ROUNDS {
        let Some(cells) = again(&run.cells, around, after(length)) else { break };
        // What decodes twice from end to end is no chance.
        run.proven |= cells.iter().all(|cell| cell.rounds.iter().nth(1).is_some());
        run.cells = cells;
    }
    Some(run)
}

/// Repairs the runs inside a repaired run.
fn again(cells: &[Cell], around: Around, after: Option<char>) -> Option<Vec<Cell>> {
    let pairs = cells.iter().zip(cells.iter().skip(1).map(|cell| Some(cell.meant)).chain([after]));
    if !pairs.into_iter().any(|(cell, next)| next.is_some_and(|next| starts(cell.meant, next))) {
        return None;
    }
    let strict = pass(cells, Around { proven: Readings::default(), ..around }, after);
    let sure = strict.as_ref().is_some_and(|(_, proven, _)| *proven);
    // Weak ones follow a sure one, or all that stands in the run.
    let lenient = pass(cells, Around { proven: Readings::ALL, ..around }, after);
    lenient.filter(|(_, _, whole)| sure || *whole).or(strict.filter(|_| sure)).map(|(cells, _, _)| cells)
}

/// One pass over the cells; tells whether a run proved itself, and whether all cells were part of runs.
fn pass(cells: &[Cell], around: Around, after: Option<char>) -> Option<(Vec<Cell>, bool, bool)> {
    let mut out: Vec<Cell> = Vec::new();
    let (mut proven, mut whole, mut changed) = (false, true, false);
    let mut rest = cells;
    while let Some((first, tail)) = rest.split_first() {
        let before = out.last().map_or(around.before, |cell| Some(cell.meant));
        let characters = rest.iter().map(|cell| cell.meant).chain(after);
        let second = tail.first().map(|cell| cell.meant).or(after);
        let found = second
            .is_some_and(|second| starts(first.meant, second))
            .then(|| longest(&characters, Around { before, ..around }))
            .flatten()
            .filter(|found| found.proven || around.proven.has(found.reading));
        let Some(found) = found else {
            out.push(*first);
            whole = false;
            rest = tail;
            continue;
        };
        proven |= found.proven;
        changed = true;
        for piece in found.pieces {
            let (taken, tail) = rest.split_at_checked(usize::from(piece.taken))?;
            rest = tail;
            let rounds = taken.first().map(|cell| cell.rounds).unwrap_or_default().and(found.reading);
            let length = taken.iter().map(|cell| cell.length).sum();
            out.push(Cell { meant: piece.meant, length, rounds });
        }
    }
    changed.then_some((out, proven, whole))
}

/// A run of one reading.
struct Found {
    pieces: Vec<Piece>,
    reading: Reading,
    proven: bool,
}

/// The run of the reading that explains most.
fn longest<I: Iterator<Item = char> + Clone>(characters: &I, around: Around) -> Option<Found> {
    let mut best: Option<Found> = None;
    let taken = |found: &Found| found.pieces.iter().map(|piece| u32::from(piece.taken)).sum::<u32>();
    let mut start = characters.clone();
    let (first, second) = (start.next()?, start.next()?);
    for reading in READINGS.into_iter().filter(|reading| reading.starts(first, second)) {
        let Some(found) = run(characters.clone(), reading, around) else { continue };
        let better = best.as_ref().is_none_or(|best| {
            let rank = |found: &Found| (found.proven, taken(found), around.proven.has(found.reading));
            rank(&found) > rank(best)
        });
        if better {
            best = Some(found);
        }
    }
    best
}

/// One broken character: how many characters it takes, and the one meant.
#[derive(Clone, Copy, Debug)]
struct Piece {
    taken: u8,
    meant: char,
    /// The strongest of its characters but the first.
    proof: Proof,
    lead: u8,
}

fn piece(characters: &mut impl Iterator<Item = char>, reading: Reading) -> Option<Piece> {
    let lead = reading.byte_of(characters.next()?)?;
    let size = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut proof = Proof::Quotation;
    for place in bytes.get_mut(1..size)? {
        let c = characters.next()?;
        *place = reading.byte_of(c).filter(|byte| (0x80..0xC0).contains(byte))?;
        proof = proof.max(reading.proof(c));
    }
    let meant = std::str::from_utf8(bytes.get(..size)?).ok()?.chars().next()?;
    Some(Piece { taken: size as u8, meant, proof, lead })
}

/// Signs a broken run may stand for besides letters; the controls below U+00A0 are half of a run broken
/// twice.
fn is_common_sign(c: char) -> bool {
    matches!(u32::from(c), 0x80..=0xBF | 0xD7 | 0xF7 | 0x02C6 | 0x02DC | 0x2010..=0x203A | 0x20A0..=0x20BF | 0x2116 | 0x2122 | 0x2190..=0x22FF | 0x25A0..=0x27BF | 0xFE0F | 0xFEFF | 0x200B..=0x200F | 0x2060..=0x2069)
        || matches!(u32::from(c), 0x2500..=0x259F | 0x1F000..=0x1FAFF)
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || (matches!(u32::from(c), 0xC0..=0x24F) && c.is_alphabetic())
}

fn run(characters: impl Iterator<Item = char> + Clone, reading: Reading, around: Around) -> Option<Found> {
    let near = around.proven.has(reading);
    let mut rest = characters;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut proven = false;
    let mut facts = Facts { strong: false, marked: false, latin: around.before.is_some_and(is_latin) };
    loop {
        let mut next = rest.clone();
        let Some(found) = piece(&mut next, reading) else { break };
        if pieces.len() == UNPROVEN && !proven && !near && !facts.prove(reading, pieces.len()) {
            break;
        }
        if !(found.meant.is_alphabetic()
            || is_common_sign(found.meant)
            || unicode_normalization::char::is_combining_mark(found.meant))
        {
            break;
        }
        let before = if pieces.is_empty() { around.before } else { None };
        let after = next.clone().next();
        proven |= proves(reading, found, before, after)
            || (pieces.is_empty() && is_apart(reading, found, before, after))
            || ((found.proof >= Proof::Mark || after.is_some_and(char::is_alphabetic))
                && around.expected.is_some_and(|expected| expected(found.meant))
                && fits(reading, found, before, after));
        facts.strong |= found.proof >= Proof::Strong;
        facts.marked |= found.proof >= Proof::Mark;
        pieces.push(found);
        rest = next;
    }
    facts.latin |= rest.next().is_some_and(is_latin);
    proven |= facts.prove(reading, pieces.len());
    (!pieces.is_empty()).then_some(Found { pieces, reading, proven })
}

/// Tells whether a letter of the caller's language may stand where it does: in a text of the page's own script a
/// letter of another one has no place (Сінгапур in Turkish), nor a single one inside a word (Сјерра).
fn fits(reading: Reading, piece: Piece, before: Option<char>, after: Option<char>) -> bool {
    let whole = |c: char| c.is_alphabetic() && !is_latin(c);
    // О’Рурк would be Β and Рурк in Greek.
    let goes_on = |c: char| reading.leads(c) && !is_latin(piece.meant) && piece.proof > Proof::Quotation;
    !matches!(reading, Reading::Cyrillic | Reading::Greek)
        || (!before.is_some_and(whole) && !after.is_some_and(|c| whole(c) && !goes_on(c)))
}

/// What the pieces of a run say together.
struct Facts {
    strong: bool,
    marked: bool,
    /// A Latin letter stands right before or behind the run.
    latin: bool,
}

impl Facts {
    fn prove(&self, reading: Reading, pieces: usize) -> bool {
        match reading {
            // Two pieces in a row that both decode are no chance, unless all of it is what clean text writes.
            Reading::Western | Reading::Central => pieces > 1 && self.strong,
            // Dashes lead the letters of Cyrillic, symbols those of other scripts.
            Reading::Macintosh => pieces > 1 && (self.strong || pieces > 2),
            // Cyrillic in windows-1251 alternates Р and С with other characters; РІМІНІ does with one letter.
            Reading::Cyrillic | Reading::Greek => self.marked && (pieces > 2 || (pieces > 1 && self.latin)),
        }
    }
}

/// Tells whether one piece is proof enough.
fn proves(reading: Reading, piece: Piece, before: Option<char>, after: Option<char>) -> bool {
    if piece.proof == Proof::Control {
        return true;
    }
    let sign = matches!(u32::from(piece.meant), 0x2010..=0x203A | 0x20AC | 0x2122);
    // A lead of C2 to C5 makes the Latin letters and signs that broken text is full of.
    let latin = (0xC2..=0xC5).contains(&piece.lead);
    // Adal'ı, whose apostrophe hangs an ending on a word, is inside too; ’ΓΌΝΑΤΟ, a word of the page's own script
    // behind a quotation mark, is not.
    let inside = before.is_some_and(is_latin)
        || after.is_some_and(is_latin)
        || (before.is_some_and(|c| matches!(c, '\'' | '’'))
            && is_turkish(piece.meant)
            && !after.is_some_and(char::is_alphabetic));
    match reading {
        Reading::Western => {
            (piece.lead == 0xE2 && sign)
                || (latin && piece.proof >= needed(piece, before, after))
                || (piece.lead >= 0xF0 && piece.proof == Proof::Strong)
        }
        Reading::Macintosh => {
            (piece.lead == 0xE2 && is_common_sign(piece.meant))
                || piece.lead >= 0xF0
                || (matches!(piece.lead, 0xC2..=0xC6) && (piece.proof >= Proof::Strong || inside))
        }
        Reading::Cyrillic => {
            (piece.lead == 0xE2 && sign)
                || (matches!(piece.lead, 0xC3..=0xC5)
                    && inside
                    && (piece.proof > Proof::Quotation
                        || piece.meant == 'Ö'
                        || after.is_some_and(is_latin)
                        || before.is_some_and(|c| is_latin(c) && c.is_lowercase())))
        }
        Reading::Central => {
            latin
                && piece.proof >= needed(piece, before, after)
                && (piece.proof > Proof::Quotation || before.is_some_and(char::is_lowercase))
        }
        Reading::Greek => matches!(piece.lead, 0xC3..=0xC5) && inside && piece.proof > Proof::Quotation,
    }
}

/// Tells whether a piece is a Turkish word or ending of one letter: Bab ı Esrar, A.Ş.
fn is_apart(reading: Reading, piece: Piece, before: Option<char>, after: Option<char>) -> bool {
    matches!(reading, Reading::Macintosh | Reading::Cyrillic)
        && is_turkish(piece.meant)
        && piece.proof > Proof::Quotation
        && !before.is_some_and(char::is_alphabetic)
        && !after.is_some_and(char::is_alphabetic)
}

fn is_turkish(c: char) -> bool {
    matches!(c, 'ç' | 'ğ' | 'ı' | 'ö' | 'ş' | 'ü' | 'Ç' | 'Ğ' | 'İ' | 'Ö' | 'Ş' | 'Ü')
}

/// What a pair of a Latin capital and a sign must have to be no clean text where it stands.
fn needed(piece: Piece, before: Option<char>, after: Option<char>) -> Proof {
    let capital = before.is_some_and(char::is_uppercase);
    match after {
        // Clean text has no capital inside a word in lower case: iÃ§i, majÄ….
        _ if before.is_some_and(char::is_lowercase) => Proof::Quotation,
        // Nor a sign between a capital and the rest of its word: Ã–zgür, Ã–ZGÜR.
        Some(c) if !capital && (c.is_lowercase() || (piece.lead == 0xC3 && c.is_alphabetic())) => {
            Proof::Quotation
        }
        // Words in capitals end in these often, and seldom in a letter such as Ã with such a sign: KPÖ, HULUSİ.
        _ if matches!(piece.meant, 'Ö' | 'Ç' | 'İ') => Proof::Quotation,
        // No quotation ends inside a word, and no word is parted behind its first letters in capitals: Kûfe, Río.
        Some(c) if matches!(piece.meant, 'û' | 'í') && c.is_lowercase() => Proof::Quotation,
        // PÃ©rigord, AÇA, but not “MAÇÃ”.
        Some(c) if c.is_alphabetic() => Proof::Mark,
        _ if capital => Proof::Strong,
        _ => Proof::Mark,
    }
}
