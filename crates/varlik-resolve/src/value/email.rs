//! Addresses of electronic mail.

use varlik_distance::{Edits, Measure, bytes};
use varlik_text::key;

use super::hash;
use super::packed::{self, Head};

/// An address of electronic mail: hashes of its parts, and where it stands in its text.
///
/// # Example: the levels on which addresses meet
/// ```
/// use varlik_resolve::EmailValue;
///
/// let level = |a, b| {
///     let (one, other) = (EmailValue::parse(a).unwrap(), EmailValue::parse(b).unwrap());
///     EmailValue::LEVELS[usize::from(one.level(other, a, b)) - 1]
/// };
/// assert_eq!(level("Ali.Kaya@mail.com", "ali.kaya@mail.com"), "exact");
/// assert_eq!(level("ali.kaya@mail.com", "alikaya+haber@posta.com.tr"), "same_user");
/// assert_eq!(level("roberta25@smith.net", "roberta25@smiht.net"), "same_user");
/// assert_eq!(level("roberta25@smith.net", "robrta25@smith.net"), "typo");
/// assert_eq!(level("ali.kaya@mail.com", "ali.kaya1971@mail.com"), "alike");
/// assert_eq!(level("info@mail.com", "info@posta.com.tr"), "conflict");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EmailValue {
    address: u64,
    user: u64,
    /// A bit for each byte of the address, and of the local part, by its number modulo 32.
    letters: u32,
    user_letters: u32,
    /// Where the address starts in its text, and its bytes.
    start: u16,
    length: u8,
    /// The bytes of the local part; all of a broken address.
    user_length: u8,
    /// Whether the local part is that of an office, not of a person.
    office: bool,
    /// Whether it has the form of an address.
    whole: bool,
    /// Whether the address is ASCII without capitals, as most are, so that its text is compared as it stands.
    folded: bool,
}

/// The most bytes of an address (RFC 5321, 4.5.3.1.3, without the angle brackets).
const LONGEST: usize = 254;
/// Local parts that are alike by Jaro-Winkler.
const ALIKE: f64 = 0.88;
/// The shortest local part that tells something when another one holds it.
const SHORTEST_HELD: usize = 4;

/// Local parts of offices, sorted: those of RFC 2142, and what they are called in Turkish, German, French and Spanish.
const OFFICES: [&[u8]; 28] = [
    b"abuse",
    b"admin",
    b"bilgi",
    b"billing",
    b"contact",
    b"contacto",
    b"destek",
    b"enquiries",
    b"hello",
    b"help",
    b"hostmaster",
    b"iletisim",
    b"info",
    b"kontakt",
    b"mail",
    b"marketing",
    b"muhasebe",
    b"no-reply",
    b"noreply",
    b"office",
    b"postmaster",
    b"reservations",
    b"sales",
    b"satis",
    b"security",
    b"service",
    b"support",
    b"webmaster",
];

impl EmailValue {
    /// The names of the levels from 1 on.
    ///
    /// - `exact`: the same address, without case.
    /// - `same_user`: the same local part without case, points and `+tag`, at another domain; not for the local parts
    ///   of offices (`info`).
    /// - `typo`: at most two edits part the addresses.
    /// - `alike`: the local parts are alike (Jaro-Winkler of .88 or more), or one holds the other; not for offices.
    /// - `conflict`: more than that.
    pub const LEVELS: &'static [&'static str] = &["exact", "same_user", "typo", "alike", "conflict"];

    /// Reads an address, bare or as `Ali Kaya <ali@kaya.com>` or `mailto:ali@kaya.com`.
    ///
    /// An address that lost its `@` is kept, see [`EmailValue::is_possible`]; words with spaces between are none.
    ///
    /// # Example
    /// ```
    /// use varlik_resolve::EmailValue;
    ///
    /// assert!(EmailValue::parse("ali@kaya.com").is_some_and(|address| address.is_possible()));
    /// assert!(EmailValue::parse("alikaya.com").is_some_and(|address| !address.is_possible()));
    /// assert_eq!(EmailValue::parse("Ali Kaya"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // Names and addresses are short; an answer is found before a long text is read.
        if text.len() > 2 * LONGEST {
            return None;
        }
        let address = strip(text);
        if address.is_empty()
            || address.len() > LONGEST
            || address.contains(|c: char| c.is_whitespace() || c == '\0')
        {
            return None;
        }
        let start = (address.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
        let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
        let name = local.split('+').next().filter(|name| !name.is_empty()).unwrap_or(local);
        let mut user: Vec<u8> = fold(name);
        user.retain(|byte| *byte != b'.');
        if user.is_empty() {
            return None;
        }
        let folded = fold(address);
        let letters = |bytes: &[u8]| bytes.iter().fold(0, |letters, byte| letters | 1 << (byte % 32));
        Some(Self {
            address: hash(&folded),
            user: hash(&user),
            letters: letters(&folded),
            user_letters: letters(&fold(local)),
            start: u16::try_from(start).ok()?,
            length: address.len() as u8,
            user_length: local.len() as u8,
            office: OFFICES.binary_search(&user.as_slice()).is_ok(),
            whole: !local.is_empty() && !local.contains('@') && domain.trim_matches('.').contains('.'),
            folded: address.is_ascii() && !address.bytes().any(|byte| byte.is_ascii_uppercase()),
        })
    }

    /// Whether it has the form of an address: one `@`, and a point in the domain.
    #[must_use]
    pub fn is_possible(self) -> bool {
        self.whole
    }

    /// The level on which two addresses meet, see [`EmailValue::LEVELS`]; `text` and `other_text` are those they were
    /// parsed from.
    #[must_use]
    pub fn level(self, other: Self, text: &str, other_text: &str) -> u8 {
        if self.address == other.address {
            return 1;
        }
        let offices = self.office || other.office;
        if !offices && self.user == other.user {
            return 2;
        }
        // Two edits change four of the letters at most.
        let few_edits =
            self.length.abs_diff(other.length) <= 2 && (self.letters ^ other.letters).count_ones() <= 4;
        let alike = !offices && self.may_be_alike(other);
        if !few_edits && !alike {
            return 5;
        }
        let mut rooms;
        let (a, b) = if self.folded && other.folded {
            (self.address(text), other.address(other_text))
        } else {
            rooms = ([0; LONGEST], [0; LONGEST]);
            (lower(self.address(text), &mut rooms.0), lower(other.address(other_text), &mut rooms.1))
        };
        if few_edits && two_edits(a, b) {
            return 3;
        }
        if !alike {
            return 5;
        }
        let (a, b) = (a.get(..self.user_length.into()), b.get(..other.user_length.into()));
        let (Some(a), Some(b)) = (a, b) else { return 5 };
        let ((shorter, letters), (longer, other_letters)) = if a.len() <= b.len() {
            ((a, self.user_letters), (b, other.user_letters))
        } else {
            ((b, other.user_letters), (a, self.user_letters))
        };
        let held = shorter.len() >= SHORTEST_HELD
            && letters & !other_letters == 0
            && longer.windows(shorter.len()).any(|window| window == shorter);
        if held || bytes::similarity_within(Measure::JaroWinkler, a, b, ALIKE).is_some() { 4 } else { 5 }
    }

    /// A key that addresses share on the levels `exact` and `same_user`.
    #[must_use]
    pub fn key(self) -> u64 {
        if self.office { self.address } else { self.user }
    }

    /// Whether the letters of the local parts leave room for the level `alike`.
    fn may_be_alike(self, other: Self) -> bool {
        let (own, foreign) = (
            (self.user_letters & !other.user_letters).count_ones(),
            (other.user_letters & !self.user_letters).count_ones(),
        );
        if own == 0 || foreign == 0 {
            return true;
        }
        // Letters that the other has not cannot match, which bounds Jaro from above; a common head of four letters
        // lifts a similarity s by .4 * (1 - s).
        let (length, other_length) = (f32::from(self.user_length), f32::from(other.user_length));
        let matches = (length - own as f32).min(other_length - foreign as f32);
        let jaro = (matches / length + matches / other_length + 1.0) / 3.0;
        jaro + 0.4 * (1.0 - jaro) >= ALIKE as f32
    }

    /// The address in its text.
    fn address(self, text: &str) -> &[u8] {
        let start = usize::from(self.start);
        text.as_bytes().get(start..start + usize::from(self.length)).unwrap_or_default()
    }
}

/// An address in lower case.
fn lower<'r>(address: &[u8], room: &'r mut [u8; LONGEST]) -> &'r [u8] {
    let Some(room) = room.get_mut(..address.len()) else { return &[] };
    room.copy_from_slice(address);
    room.make_ascii_lowercase();
    room
}

/// Whether at most two edits part two addresses; where their ends agree, what is left is short enough to be packed.
fn two_edits(a: &[u8], b: &[u8]) -> bool {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(head..).unwrap_or_default(), b.get(head..).unwrap_or_default());
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(..a.len() - tail).unwrap_or_default(), b.get(..b.len() - tail).unwrap_or_default());
    if a.len().max(b.len()) <= packed::LONGEST {
        packed::two_edits::<8>(Head::of(a).lanes(), Head::of(b).lanes())
    } else {
        bytes::distance_within(Edits::Osa, a, b, 2).is_some()
    }
}

/// The address in a text that names its bearer, its protocol, or its quotes.
fn strip(text: &str) -> &str {
    let text = match text.rsplit_once('<') {
        Some((_, behind)) => behind.split('>').next().unwrap_or(behind),
        None => text,
    };
    let text = text
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ';' | '.' | '(' | ')'));
    match text.get(..7) {
        Some(protocol) if protocol.eq_ignore_ascii_case("mailto:") => text.get(7..).unwrap_or(text),
        _ => text,
    }
}

/// An address or a part of it in lower case; letters beyond ASCII as their key, and its signs kept.
fn fold(text: &str) -> Vec<u8> {
    if text.is_ascii() {
        return text.to_ascii_lowercase().into_bytes();
    }
    let is_sign = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric();
    let mut folded = Vec::with_capacity(text.len());
    for piece in text.split_inclusive(is_sign) {
        let letters = piece.trim_end_matches(is_sign);
        folded.extend(key(letters).bytes().filter(|byte| *byte != b' '));
        folded.extend(piece.bytes().skip(letters.len()));
    }
    folded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn level(a: &str, b: &str) -> &'static str {
        let (one, other) = (EmailValue::parse(a).unwrap(), EmailValue::parse(b).unwrap());
        EmailValue::LEVELS[usize::from(one.level(other, a, b)) - 1]
    }

    #[test]
    fn levels() {
        for (a, b, want) in [
            ("ali.kaya@mail.com", "ALI.KAYA@MAIL.COM", "exact"),
            ("ali@kaya.com", "Ali Kaya <ali@kaya.com>", "exact"),
            ("ali@kaya.com", "mailto:ali@kaya.com", "exact"),
            ("çiğdem@şirket.com.tr", "ÇİĞDEM@ŞİRKET.COM.TR", "exact"),
            ("info@mail.com", "INFO@mail.com", "exact"),
            ("ali.kaya@mail.com", "alikaya@mail.com", "same_user"),
            ("ali.kaya@mail.com", "ali.kaya+haber@posta.com.tr", "same_user"),
            ("robert255@smith.net", "robert255smith.net", "typo"),
            ("robert255@smith.net", "robrt255@smith.net", "typo"),
            ("robert255@smith.net", "Roebrt25@Smith.net", "typo"),
            ("info@smith.net", "info@smiht.net", "typo"),
            ("hkaya@mail.com", "kaya@mail.com", "typo"),
            ("hanife.kaya399@hotmail.com", "hanife.kaya@posta.com.tr", "alike"),
            ("mona_haddad938@maktoob.com", "mona_hadad@gmail.com", "alike"),
            ("ali.kaya@mail.com", "ayse.kaya@posta.com", "conflict"),
            ("info@mail.com", "info@posta.com.tr", "conflict"),
            ("info1@mail.com", "info@posta.com.tr", "conflict"),
            ("ali@mail.com", "veli1971@mail.com", "conflict"),
            ("robert255@smith.net", "hkaya@mail.com", "conflict"),
            ("ali@kalimera.gr", "alihan71@mail.com", "conflict"),
        ] {
            assert_eq!(level(a, b), want, "{a} | {b}");
            let (one, other) = (EmailValue::parse(a).unwrap(), EmailValue::parse(b).unwrap());
            assert_eq!(one.key() == other.key(), matches!(want, "exact" | "same_user"), "{a} | {b}");
        }
    }

    #[test]
    fn what_is_no_address() {
        for text in ["", " ", "@", "...", "Ali Kaya", "yok değil", "+@a.b c"] {
            assert_eq!(EmailValue::parse(text), None, "{text}");
        }
        assert_eq!(EmailValue::parse(&"a".repeat(255)), None);
        assert_eq!(EmailValue::parse(&"a@b.c ".repeat(1 << 18)), None);
        for text in ["ali", "ali@kaya", "a@b@c.d", "@mail.com", "ali@.com"] {
            assert!(EmailValue::parse(text).is_none_or(|address| !address.is_possible()), "{text}");
        }
        for text in ["ali@kaya.com", "A.B+c@d-e.co.uk", "<x@y.org>"] {
            assert!(EmailValue::parse(text).is_some_and(EmailValue::is_possible), "{text}");
        }
    }

    #[test]
    fn offices_are_sorted() {
        assert!(OFFICES.is_sorted());
    }

    proptest! {
        #[test]
        fn levels_are_symmetric(a in "[abA.]{1,12}x@[ab.]{1,6}", b in "[abA.]{1,12}x@[ab.]{1,6}") {
            prop_assert_eq!(level(&a, &b), level(&b, &a));
            prop_assert_eq!(level(&a, &a), "exact");
        }

        #[test]
        fn two_edits_are_never_a_conflict(a in "[a-e]{5,12}@[a-c]{3}\\.com", first in 0_usize..5, second in 0_usize..5, letter in "[f-z]") {
            let mut b = a.clone();
            b.replace_range(first..=first, &letter);
            b.replace_range(second..=second, &letter);
            prop_assert!(matches!(level(&a, &b), "typo" | "same_user" | "exact"));
        }

        #[test]
        fn nothing_panics(a in "(\\PC|[a-c@.<>+]){0,40}", b in "(\\PC|[a-c@.<>+]){0,40}") {
            if let (Some(one), Some(other)) = (EmailValue::parse(&a), EmailValue::parse(&b)) {
                prop_assert_eq!(one.level(other, &a, &b), other.level(one, &b, &a));
            }
        }
    }
}
