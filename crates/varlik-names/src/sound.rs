//! A coarse spelling that the usual transliterations of one name share.

use crate::tables::sounds::SOUNDS;

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
        let (taken, sound) = rules(rest)
            .iter()
            // Most rows differ in their second letter already.
            .find(|(spelling, _)| {
                let second = spelling.as_bytes().get(1);
                (second.is_none() || second == rest.as_bytes().get(1)) && rest.starts_with(spelling)
            })
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

/// The rows of the table whose spelling begins with the first letter of `rest`, longest first.
fn rules(rest: &str) -> &'static [(&'static str, &'static str)] {
    let bounds = rest.as_bytes().first().and_then(|first| {
        let letter = usize::from(first.checked_sub(b'a')?);
        Some((usize::from(*STARTS.get(letter)?), usize::from(*STARTS.get(letter + 1)?)))
    });
    bounds.and_then(|(from, to)| SOUNDS.get(from..to)).unwrap_or_default()
}

/// For each letter a to z, where its rows begin in `SOUNDS`.
static STARTS: [u16; 27] = starts();

#[allow(clippy::indexing_slicing, reason = "runs at compile time, where a wrong index fails the build")]
const fn starts() -> [u16; 27] {
    let mut table = [SOUNDS.len() as u16; 27];
    let mut at = SOUNDS.len();
    while at > 0 {
        at -= 1;
        let mut letter = 0;
        while letter <= (SOUNDS[at].0.as_bytes()[0] - b'a') as usize {
            table[letter] = at as u16;
            letter += 1;
        }
    }
    table
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
