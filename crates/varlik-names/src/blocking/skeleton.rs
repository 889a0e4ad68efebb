//! The consonants of a romanised word, by class: what is left of a name in whatever letters it is written.

/// The two ways a spelling is read; letters like `c`, `ch`, `g` and `j` have one sound in some languages and another
/// in others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As in English and French: `ch` and `j` hiss, `c` and `g` are hard, `gh` sounds, `kh` and `w` are breath.
    First,
    /// As in Turkish, German, Spanish or Italian: `c` hisses, `ch` is hard, `j` is a vowel, `gh` is silent, `w` is `v`.
    Second,
    /// As in English, but `g` hisses and `kh` is hard: consonants of Hebrew that lost their mark, or of Arabic.
    Third,
}

/// Letters of a word that are read; what comes behind tells no two names apart.
pub(crate) const MOST_LETTERS: usize = 32;

/// Appends the consonant classes of a word to `out`: `P`, `T`, `K`, `S`, `M`, `N`, `L`, `R`, a digit, or in front `A`
/// for a word that begins with a vowel or a breath.
///
/// `word` is in small ASCII letters; others are left out, and so are vowels, `h`, `w` and `y`. Neighbours of one class
/// are one.
pub(crate) fn skeleton_into(word: &[u8], reading: Reading, out: &mut Vec<u8>) {
    let start = out.len();
    let mut rest = word.get(..MOST_LETTERS).unwrap_or(word);
    let mut last = 0;
    // Whether a vowel stands before.
    let mut open = false;
    while let Some((&letter, behind)) = rest.split_first() {
        let (class, taken) = class(letter, behind, open, reading);
        match class {
            SILENT if out.len() == start => out.push(b'A'),
            SILENT => {}
            BOTH => out.extend_from_slice(if last == b'K' { b"S" } else { b"KS" }),
            // A stop that a hiss follows at once is one sound with it: ts, tch, dzh, tz.
            b'S' if last == b'T' => {
                if let Some(stop) = out.last_mut() {
                    *stop = b'S';
                }
            }
            _ if class != last || class.is_ascii_digit() => out.push(class),
            _ => {}
        }
        // A vowel between them keeps two of a class apart; a breath does not.
        if class != SILENT || !matches!(letter, b'h' | b'w' | b'y') {
            last = if class == BOTH { b'S' } else { class };
        }
        open = matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u');
        rest = rest.get(taken..).unwrap_or_default();
    }
}

/// A vowel, a breath, or a letter of no class.
const SILENT: u8 = 0;
/// The two classes of `x`.
const BOTH: u8 = 1;

/// The class of the letter, or letters, at the front of a word, and how many letters they are.
fn class(letter: u8, behind: &[u8], open: bool, reading: Reading) -> (u8, usize) {
    let (first, second) = (reading == Reading::First, reading == Reading::Second);
    let next = behind.first().copied().unwrap_or(0);
    let soft = matches!(next, b'e' | b'i' | b'y');
    match (letter, next) {
        (b'b' | b'p' | b'f' | b'v', _) => (b'P', 1),
        (b't', b'c') if behind.starts_with(b"ch") => (b'S', 3),
        (b'd' | b't', b'j') | (b'c', b'z' | b's') => (b'S', 2),
        (b'd' | b't', _) => (b'T', 1),
        (b'k', b'h') => (if first { SILENT } else { b'K' }, 2),
        (b'q', b'i' | b'u') if second => (b'S', 1),
        (b'k' | b'q', _) => (b'K', 1),
        (b'g', b'h') => (if second { SILENT } else { b'K' }, 2),
        // A soft g is silent behind a vowel.
        (b'g', _) if second && open => (SILENT, 1),
        (b'g', _) if first || matches!(next, b'a' | b'o' | b'u' | b'l' | b'r') => (b'K', 1),
        (b'c', b'h') => (if second { b'K' } else { b'S' }, 2),
        (b'c', b'k') => (b'K', 2),
        (b'c', _) => (if second || soft { b'S' } else { b'K' }, 1),
        (b'j', _) => (if second { SILENT } else { b'S' }, 1),
        (b'g' | b's' | b'z', _) => (b'S', 1),
        (b'x', _) => (if second { b'S' } else { BOTH }, 1),
        (b'w', _) => (if second { b'P' } else { SILENT }, 1),
        (b'm', _) => (b'M', 1),
        (b'n', _) => (b'N', 1),
        (b'l', _) => (b'L', 1),
        (b'r', _) => (b'R', 1),
        (b'0'..=b'9', _) => (letter, 1),
        _ => (SILENT, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skeletons(word: &str) -> [String; 2] {
        [Reading::First, Reading::Second].map(|reading| {
            let mut out = Vec::new();
            skeleton_into(word.as_bytes(), reading, &mut out);
            String::from_utf8(out).unwrap()
        })
    }

    #[test]
    fn one_skeleton_in_many_romanisations() {
        for word in ["erdogan", "ardwghan", "erdoghan", "erntogan"] {
            assert_eq!(skeletons(word)[0].replace('N', ""), "ARTK", "{word}");
        }
        for (a, b) in
            [("vladimir", "fladymyr"), ("putin", "bwtyn"), ("peskov", "byskwf"), ("hasan", "khasan")]
        {
            assert_eq!(skeletons(a)[0], skeletons(b)[0], "{a} {b}");
        }
    }

    #[test]
    fn letters_of_two_sounds_have_two_skeletons() {
        assert_eq!(skeletons("recep"), ["RSP", "RSP"]);
        assert_eq!(skeletons("cemal"), ["SML", "SML"]);
        assert_eq!(skeletons("cafer"), ["KPR", "SPR"]);
        assert_eq!(skeletons("bach"), ["PS", "PK"]);
        assert_eq!(skeletons("maxim"), ["MKSM", "MSM"]);
        assert_eq!(skeletons("ciger"), ["SKR", "SR"]);
        assert_eq!(skeletons("johannes"), ["SNS", "ANS"]);
    }

    #[test]
    fn a_long_word_is_read_to_a_bound() {
        assert_eq!(skeletons(&"ta".repeat(1000))[0].len(), MOST_LETTERS / 2);
    }
}
