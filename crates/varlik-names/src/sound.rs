//! A coarse spelling that the usual transliterations of one name share.

/// Digraphs and letters that different transliterations use for one sound, by first letter, longest first.
///
/// Own table, from the romanisation systems of Russian, Ukrainian and Bulgarian in news use (BGN/PCGN, scholarly,
/// passport), the Turkish and German spellings of the same sounds, and English respellings.
fn same_sound(first: u8) -> &'static [(&'static str, &'static str)] {
    match first {
        b'c' => &[("ch", "c"), ("cz", "c"), ("ck", "k")],
        b'd' => &[("dzh", "c"), ("dj", "c")],
        b'e' => &[("ee", "i")],
        b'g' => &[("gh", "g")],
        b'i' => &[
            ("iye", "e"),
            ("iya", "a"),
            ("iyo", "o"),
            ("iyu", "u"),
            ("ie", "e"),
            ("ia", "a"),
            ("io", "o"),
            ("iu", "u"),
        ],
        b'j' => &[("je", "e"), ("ja", "a"), ("jo", "o"), ("ju", "u"), ("j", "i")],
        b'k' => &[("kh", "h")],
        b'o' => &[("ou", "u"), ("oo", "u")],
        b'p' => &[("ph", "f")],
        b'q' => &[("q", "k")],
        b's' => &[("shch", "sc"), ("sch", "s"), ("sh", "s"), ("sz", "s")],
        b't' => &[("tsch", "c"), ("ts", "c"), ("tz", "c"), ("th", "t")],
        b'w' => &[("w", "v")],
        b'x' => &[("x", "ks")],
        b'y' => &[("ye", "e"), ("ya", "a"), ("yo", "o"), ("yu", "u"), ("y", "i")],
        b'z' => &[("zh", "z")],
        _ => &[],
    }
}

/// Appends the sound key of a word to `out`.
///
/// `word` is one word of a [`varlik_text::key`]; letters outside ASCII are copied. Doubled letters become one. The key
/// is for comparing only: two spellings with one sound key are often, not always, one name.
///
/// # Example: transliterations of one name meet
/// ```
/// use varlik_names::sound_key;
///
/// assert_eq!(sound_key("dmitriy"), sound_key("dmitry"));
/// assert_eq!(sound_key("zelenskyy"), sound_key("zelensky"));
/// assert_eq!(sound_key("redzhep"), sound_key("recep"));
/// assert_ne!(sound_key("demir"), sound_key("demirel"));
/// ```
pub fn sound_key_into(word: &str, out: &mut String) {
    let from = out.len();
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let rules = rest.as_bytes().first().map_or(&[][..], |&first| same_sound(first));
        let (taken, sound) = rules
            .iter()
            .find(|(spelling, _)| rest.starts_with(spelling))
            .map_or((letter.len_utf8(), None), |(spelling, sound)| (spelling.len(), Some(*sound)));
        let mut buffer = [0; 4];
        for letter in sound.unwrap_or(letter.encode_utf8(&mut buffer)).chars() {
            if out.get(from..).is_none_or(|written| !written.ends_with(letter)) {
                out.push(letter);
            }
        }
        rest = rest.get(taken..).unwrap_or("");
    }
}

/// Returns the sound key of a word, see [`sound_key_into`].
#[must_use]
pub fn sound_key(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    sound_key_into(word, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::sound_key;

    #[test]
    fn spellings_of_one_sound_meet() {
        for (a, b) in [
            ("aliyev", "aliev"),
            ("yanukovych", "ianukovich"),
            ("khrushchev", "hruscev"),
            ("tchaikovsky", "tchaikovskii"),
            ("muhammed", "muhamed"),
            ("nataliya", "natalia"),
        ] {
            assert_eq!(sound_key(a), sound_key(b), "{a} {b}");
        }
    }

    #[test]
    fn different_names_stay_apart() {
        for (a, b) in [("gulen", "guler"), ("kaya", "kara"), ("iran", "irak"), ("austria", "australia")] {
            assert_ne!(sound_key(a), sound_key(b), "{a} {b}");
        }
    }
}
