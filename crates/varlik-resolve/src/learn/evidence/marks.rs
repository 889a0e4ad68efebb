//! Numbers and codes that stand in texts.

/// A sequence of letters and digits that tells one thing from another: `7.0`, `2008`, `DSC-W55`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    pub(super) kind: MarkKind,
    /// Hash of what it says, the signs within left out.
    pub(super) hash: u32,
}

/// What a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MarkKind {
    /// Digits: a version, a size, a count; `7.0` is `7`, and the 3 of `CS3` is one too.
    Number,
    /// Four digits from 1900 to 2099.
    Year,
    /// Letters and digits in one word, or many digits: a model or catalogue number.
    Code,
}

/// The most marks of a text.
const MOST: usize = 64;

/// The fewest digits that are a code by themselves.
const LONG: usize = 5;

/// Appends the marks of a text, rising, each once.
pub(super) fn marks(text: &str, out: &mut Vec<Mark>) {
    let start = out.len();
    for word in text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | ',' | '-' | '/' | '_'))) {
        if out.len() - start >= MOST {
            break;
        }
        if word.bytes().any(|byte| byte.is_ascii_digit()) {
            numbers(word, out);
            // A hyphen joins a code, a slash parts two.
            for part in word.split(['/', ',']) {
                out.extend(code(part));
            }
        }
    }
    if let Some(own) = out.get_mut(start..) {
        own.sort_unstable();
    }
    let mut before = None;
    let mut at = 0;
    out.retain(|mark| {
        at += 1;
        at <= start || before.replace(*mark) != Some(*mark)
    });
}

/// The runs of digits of a word, with the points and commas between digits.
fn numbers(word: &str, out: &mut Vec<Mark>) {
    let mut rest = word;
    while let Some(first) = rest.find(|c: char| c.is_ascii_digit()) {
        let run = rest.get(first..).unwrap_or_default();
        let length = run.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(run.len());
        let digits = run.get(..length).unwrap_or_default().trim_end_matches(['.', ',']);
        out.push(number(digits));
        rest = run.get(length..).unwrap_or_default();
    }
}

fn number(digits: &str) -> Mark {
    // What stands behind the last sign is a fraction, unless it has three digits as thousands have.
    let (whole, fraction) = match digits.rsplit_once(['.', ',']) {
        Some((whole, fraction)) if fraction.len() != 3 => (whole, fraction.trim_end_matches('0')),
        _ => (digits, ""),
    };
    let is_year =
        digits.len() == 4 && whole == digits && (digits.starts_with("19") || digits.starts_with("20"));
    let bytes = whole.bytes().filter(u8::is_ascii_digit).skip_while(|byte| *byte == b'0');
    let point = if fraction.is_empty() { None } else { Some(b'.') };
    Mark {
        kind: if is_year { MarkKind::Year } else { MarkKind::Number },
        hash: hash(bytes.chain(point).chain(fraction.bytes())),
    }
}

fn code(word: &str) -> Option<Mark> {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let is_code = if letters == 0 {
        digits >= LONG && !word.contains('.')
    } else {
        digits > 0 && letters + digits >= 4
    };
    let lower = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    let mut buffer = [0; 4];
    is_code.then(|| Mark {
        kind: MarkKind::Code,
        hash: lower.fold(SEED, |hash, c| step(hash, c.encode_utf8(&mut buffer).bytes())),
    })
}

const SEED: u32 = 0x811C_9DC5;

/// FNV-1a: the same on every machine.
fn hash(bytes: impl Iterator<Item = u8>) -> u32 {
    step(SEED, bytes)
}

fn step(hash: u32, bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(hash, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<MarkKind> {
        let mut out = Vec::new();
        marks(text, &mut out);
        out.iter().map(|mark| mark.kind).collect()
    }

    fn same(a: &str, b: &str) -> bool {
        let (mut x, mut y) = (Vec::new(), Vec::new());
        marks(a, &mut x);
        marks(b, &mut y);
        x == y && !x.is_empty()
    }

    #[test]
    fn numbers_years_and_codes_are_told_apart() {
        use MarkKind::{Code, Number, Year};
        assert_eq!(kinds("Acrobat 8"), [Number]);
        assert_eq!(kinds("Office 2007"), [Year]);
        assert_eq!(kinds("ürün 10234567"), [Number, Code]);
        assert_eq!(kinds("DSC-W55"), [Number, Code]);
        assert_eq!(kinds("no mark at all"), []);
        assert_eq!(kinds("2150"), [Number]);
        assert_eq!(kinds("- . ,"), []);
    }

    #[test]
    fn one_number_is_one_however_it_is_written() {
        assert!(same("v 7.0", "7"));
        assert!(same("CS3", "cs 3"));
        assert!(same("1,000", "1000"));
        assert!(same("1,50", "1.5"));
        assert!(same("07", "7"));
        assert!(same("WH-CH510", "wh-ch510"));
    }

    #[test]
    fn other_numbers_are_others() {
        assert!(!same("7.0", "7.1"));
        assert!(!same("2.0", "20"));
        assert!(!same("2007", "2008"));
        assert!(!same("1,5", "15"));
        assert!(!same("WH-CH510", "WH-CH500"));
    }

    #[test]
    fn a_text_of_marks_alone_is_cut_off() {
        assert!(kinds(&"1 2 3 4 5 6 7 8 9 ".repeat(10_000)).len() <= MOST);
    }
}
