//! Which language a text is written in.
use crate::Lang;
use crate::repertoire;
use crate::script::{Script, script};
use crate::tables::function_words::{LANGUAGES, WORDS};

/// No more than this many bytes are looked at.
const WINDOW: usize = 4096;
/// The script is that of the first bytes.
const SCRIPT_WINDOW: usize = 256;
/// Words between two looks at whether the count can end.
const STEP: u32 = 16;
/// Votes that end the count, when they are well ahead of those of the next language.
const SURE: u32 = 32;

/// Guesses the language of `text`, by its function words and letters.
///
/// Looks at the first 4 KB only. [`Lang::Und`] when there is too little text, or none of the known languages
/// stands out. A single name has a language when it has a letter that few alphabets have (`Київ`); Turkish
/// goes before Azerbaijani when there is no `ə`, which Azerbaijani writes in most words. [`languages`] lists
/// what a name could be.
///
/// # Example
///
/// ```
/// use varlik_text::{Lang, language};
///
/// assert_eq!(language("Bakan, toplantının ardından bir açıklama yaptı."), Lang::Tr);
/// assert_eq!(language("The minister spoke to the press after the meeting."), Lang::En);
/// assert_eq!(language("Șerban"), Lang::Ro);
/// assert_eq!(language("Erdogan"), Lang::Und);
/// ```
#[must_use]
pub fn language(text: &str) -> Lang {
    let window = start(text, WINDOW);
    match script(start(window, SCRIPT_WINDOW)) {
        script @ (Script::Latin | Script::Cyrillic) => {
            if let Some(lang) = repertoire::only_language(window) {
                return lang;
            }
            let found = if script == Script::Latin { latin(window).1 } else { cyrillic(window).1 };
            // ө and ү are letters of many languages; only in running text they speak for the largest.
            let shared = found == Lang::Kk && !window.contains(['қ', 'ғ', 'ұ', 'і', 'Қ', 'Ғ', 'Ұ', 'І']);
            if shared && repertoire::possible_languages(window).len() > 1 {
                return Lang::Und;
            }
            if found == Lang::Und {
                return repertoire::only_language_of_phrase(window).unwrap_or(Lang::Und);
            }
            found
        }
        Script::Greek => Lang::El,
        Script::Armenian => Lang::Hy,
        Script::Georgian => Lang::Ka,
        Script::Hebrew => Lang::He,
        Script::Arabic => repertoire::only_language(window).unwrap_or_else(|| arabic(window).1),
        Script::Hangul => Lang::Ko,
        Script::Hiragana | Script::Katakana => Lang::Ja,
        // Japanese sentences hold more Han than Kana only when they are headlines.
        Script::Han
            if window.chars().any(|c| matches!(Script::of(c), Script::Hiragana | Script::Katakana)) =>
        {
            Lang::Ja
        }
        Script::Han => Lang::Zh,
        Script::Thai => Lang::Th,
        _ => Lang::Und,
    }
}

/// A language that a text could be in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LanguageScore {
    /// The language.
    pub lang: Lang,
    /// Its share of the evidence, 0 to 1; those of all candidates sum to 1.
    pub share: f32,
}

/// Lists the languages that `text` shows evidence for, the likeliest first.
///
/// Empty when nothing tells: ASCII without a known word. Candidates that tie stand in the order of [`Lang`], and
/// [`language`] then gives [`Lang::Und`].
///
/// # Example: a name of many languages, and one of two
///
/// ```
/// use varlik_text::{Lang, language, languages};
///
/// let tied = languages("Ахметов");
/// assert!(tied.iter().any(|found| found.lang == Lang::Ru) && tied.iter().any(|found| found.lang == Lang::Bg));
/// assert_eq!(language("Ахметов"), Lang::Und);
/// let dotless: Vec<Lang> = languages("Kılıçdaroğlu").iter().map(|found| found.lang).collect();
/// assert_eq!(dotless, [Lang::Tr, Lang::Az]);
/// assert!(languages("Erdogan").is_empty());
/// ```
#[must_use]
pub fn languages(text: &str) -> Vec<LanguageScore> {
    let window = start(text, WINDOW);
    let script = script(start(window, SCRIPT_WINDOW));
    let votes = match script {
        Script::Latin | Script::Cyrillic => {
            let named = repertoire::possible_languages(window);
            let found = if named.is_empty() {
                if script == Script::Latin { latin(window).0 } else { cyrillic(window).0 }
            } else {
                named
            };
            if found.is_empty() { repertoire::possible_languages_of_phrase(window) } else { found }
        }
        Script::Arabic => {
            repertoire::only_language(window).map_or_else(|| arabic(window).0, |only| vec![(only, 1)])
        }
        _ => Vec::from_iter(Some((language(text), 1)).filter(|(lang, _)| *lang != Lang::Und)),
    };
    let total: u32 = votes.iter().map(|(_, votes)| votes).sum();
    let mut found: Vec<LanguageScore> = votes
        .into_iter()
        .filter(|(_, votes)| *votes > 0)
        .map(|(lang, votes)| LanguageScore { lang, share: votes as f32 / total as f32 })
        .collect();
    found.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.lang.cmp(&b.lang)));
    found
}

/// Votes by language, in no order.
pub(crate) type Ballot = Vec<(Lang, u32)>;

/// The first bytes of `text`, up to a character boundary.
fn start(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// Votes by language, in the order of `LANGUAGES`.
type Votes = [u32; LANGUAGES.len()];

fn vote_for(votes: &mut Votes, lang: Lang, weight: u32) {
    for (vote, known) in votes.iter_mut().zip(LANGUAGES) {
        if known == lang {
            *vote += weight;
        }
    }
}

/// Counts the function words of each language.
fn count_words(text: &str, votes: &mut Votes) {
    let mut lower = String::new();
    let mut seen = 0;
    for word in text.split(|c: char| !c.is_alphabetic()) {
        if word.is_empty() || word.len() > 16 {
            continue;
        }
        seen += 1;
        let word = if word.bytes().any(|byte| byte.is_ascii_uppercase() || byte >= 0x80) {
            lower.clear();
            // No listed word has the dot that İ keeps as a code point of its own.
            lower.extend(word.chars().flat_map(char::to_lowercase).filter(|c| *c != '\u{307}'));
            lower.as_str()
        } else {
            word
        };
        if let Some(languages) = languages_of(word) {
            // A word of one language counts for more than one that several share.
            let weight = match languages.count_ones() {
                1 => 3,
                2 => 2,
                _ => 1,
            };
            for (bit, vote) in votes.iter_mut().enumerate() {
                *vote += weight * (languages >> bit & 1);
            }
        }
        if seen % STEP == 0 && is_sure(votes) {
            return;
        }
    }
}

/// The set of languages that have this function word, one bit each.
fn languages_of(word: &str) -> Option<u32> {
    // Most words part from all others of the list by their first letter.
    let first = word.as_bytes().first()?;
    let from = STARTS.get(usize::from(*first)).copied()?;
    let to = STARTS.get(usize::from(*first) + 1).copied()?;
    let list = WORDS.get(usize::from(from)..usize::from(to))?;
    let index = list.binary_search_by_key(&word, |(known, _)| known).ok()?;
    list.get(index).map(|(_, languages)| *languages)
}

/// For each first byte, where the words with it begin in `WORDS`.
static STARTS: [u16; 257] = starts();

#[allow(clippy::indexing_slicing, reason = "runs at compile time, where a wrong index fails the build")]
const fn starts() -> [u16; 257] {
    let mut table = [WORDS.len() as u16; 257];
    let mut at = WORDS.len();
    while at > 0 {
        at -= 1;
        let first = WORDS[at].0.as_bytes()[0] as usize;
        let mut byte = 0;
        while byte <= first {
            table[byte] = at as u16;
            byte += 1;
        }
    }
    table
}

/// Tells whether one language is so far ahead that the rest of the text cannot matter.
fn is_sure(votes: &Votes) -> bool {
    best(votes, SURE).is_some()
}

/// The language with the most votes: at least `least`, and half as many again as the next.
fn best(votes: &Votes, least: u32) -> Option<Lang> {
    let mut first = (0, Lang::Und);
    let mut second = 0;
    for (vote, lang) in votes.iter().zip(LANGUAGES) {
        if *vote > first.0 {
            second = first.0;
            first = (*vote, lang);
        } else {
            second = second.max(*vote);
        }
    }
    (first.0 >= least && first.0 * 2 >= second * 3).then_some(first.1)
}

/// Votes that make a language sure enough: two words of its own.
const LEAST: u32 = 5;

/// The votes, and the language they are for.
fn latin(text: &str) -> (Ballot, Lang) {
    let mut votes: Votes = [0; LANGUAGES.len()];
    count_words(text, &mut votes);
    if !is_sure(&votes) && !text.is_ascii() {
        vote_by_letters(text, &mut votes);
    }
    (ballot(&votes), best(&votes, LEAST).unwrap_or(Lang::Und))
}

fn ballot(votes: &Votes) -> Ballot {
    LANGUAGES.iter().copied().zip(votes.iter().copied()).filter(|(_, votes)| *votes > 0).collect()
}

/// Adds the votes of letters that few languages have.
fn vote_by_letters(text: &str, votes: &mut Votes) {
    let (mut turkish, mut schwa, mut comma_below) = (0, 0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()) {
        if word.is_ascii() {
            continue;
        }
        // A foreign text brings Turkish names along, which are capitalised; its other words it does not.
        let weight = if word.starts_with(char::is_lowercase) { 3 } else { 1 };
        if word.contains(['ə', 'Ə']) {
            // Names lose their schwa in other languages.
            schwa += 3;
        } else if word.contains(['ğ', 'ı', 'Ğ', 'İ']) {
            turkish += weight;
        } else if word.contains(['ș', 'ț', 'Ș', 'Ț']) {
            comma_below += weight;
        }
    }
    // Azerbaijani has the Turkish letters too, and schwa in every other word.
    let letters = if schwa * 2 > turkish { Lang::Az } else { Lang::Tr };
    vote_for(votes, letters, (turkish + schwa).min(24));
    vote_for(votes, Lang::Ro, (comma_below * 5).min(15));
}

fn cyrillic(text: &str) -> (Ballot, Lang) {
    let mut votes: Votes = [0; LANGUAGES.len()];
    count_words(text, &mut votes);
    let (mut kazakh, mut russian, mut dotted) = (0, 0, 0);
    for c in text.chars() {
        match c {
            'ї' | 'є' | 'ґ' | 'Ї' | 'Є' | 'Ґ' => vote_for(&mut votes, Lang::Uk, 5),
            'ў' | 'Ў' => vote_for(&mut votes, Lang::Be, 5),
            'ђ' | 'ћ' | 'Ђ' | 'Ћ' => vote_for(&mut votes, Lang::Sr, 5),
            'ѓ' | 'ќ' | 'ѕ' | 'Ѓ' | 'Ќ' | 'Ѕ' => vote_for(&mut votes, Lang::Mk, 5),
            'і' | 'І' => dotted += 1,
            'ё' | 'Ё' | 'ы' | 'э' | 'Э' => russian += 2,
            'ъ' => vote_for(&mut votes, Lang::Bg, 2),
            'қ' | 'ң' | 'ғ' | 'ұ' | 'ү' | 'һ' | 'ә' | 'ө' | 'Қ' | 'Ұ' | 'Ғ' | 'Ә' | 'Ө' => {
                kazakh += 1;
            }
            _ => {}
        }
    }
    // Belarusian has ы and э too, but with і in every other word; Russian has no і.
    if dotted == 0 {
        vote_for(&mut votes, Lang::Ru, russian.min(12));
    } else {
        vote_for(&mut votes, Lang::Uk, (dotted * 2).min(6));
        vote_for(&mut votes, Lang::Be, (dotted * 2).min(6) + russian.min(12));
    }
    // Kazakh shares its letters with no language that has words in the table.
    let top = votes.iter().copied().max().unwrap_or(0);
    let mut all = ballot(&votes);
    all.push((Lang::Kk, kazakh * 3));
    if kazakh > 0 && kazakh * 3 > top {
        return (all, Lang::Kk);
    }
    (all, best(&votes, LEAST).unwrap_or(Lang::Und))
}

fn arabic(text: &str) -> (Ballot, Lang) {
    let (mut persian, mut arab, mut urdu, mut kurdish, mut uyghur) = (0, 0, 0, 0, 0);
    let mut own = false;
    for c in text.chars() {
        match c {
            'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' => persian += 1,
            'ة' | 'ي' | 'ك' | 'ى' | 'أ' | 'إ' => arab += 1,
            'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ہ' => urdu += 2,
            'ۆ' | 'ە' => (kurdish, uyghur) = (kurdish + 2, uyghur + 2),
            'ێ' | 'ڕ' | 'ڵ' => kurdish += 2,
            'ۇ' | 'ۈ' | 'ۋ' | 'ڭ' => (own, uyghur) = (true, uyghur + 3),
            _ => {}
        }
    }
    // Uyghur has two vowels of Kurdish, and some of its own in every other word.
    let uyghur = if own { uyghur } else { 0 };
    let counts =
        [(Lang::Fa, persian), (Lang::Ar, arab), (Lang::Ur, urdu), (Lang::Ckb, kurdish), (Lang::Ug, uyghur)];
    let top = counts.iter().copied().max_by_key(|(_, count)| *count);
    let tie = counts.iter().filter(|(_, count)| top.is_some_and(|(_, best)| *count == best)).count() > 1;
    let verdict = top.filter(|(_, count)| *count > 0 && !tie).map_or(Lang::Und, |(lang, _)| lang);
    (counts.to_vec(), verdict)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_sentences_are_told() {
        for (text, want) in [
            ("Dışişleri Bakanı Fidan, Moskova'da mevkidaşıyla görüştü.", Lang::Tr),
            ("TÜRKİYE'NİN YENİ BÜYÜKELÇİSİ GÖREVE BAŞLADI", Lang::Tr),
            ("The president of Turkey will visit Berlin on Monday.", Lang::En),
            (
                "Erdoğan met with the leaders of Çankırı and Muğla in Ankara, and he was asked about it",
                Lang::En,
            ),
            ("Der türkische Präsident ist nach Berlin gereist und hat mit dem Kanzler gesprochen.", Lang::De),
            ("Le président turc est arrivé à Paris pour une visite avec son épouse.", Lang::Fr),
            ("El presidente turco llegó a Madrid para una visita con los reyes.", Lang::Es),
            ("Президент России прибыл в Анкару и встретился с ним, но не на долго.", Lang::Ru),
            ("Президент України прибув до Анкари, щоб зустрітися з ним.", Lang::Uk),
            ("Президентът на България пристигна в Анкара и се срещна с него.", Lang::Bg),
            ("Prezydent Turcji przyjechał do Warszawy i spotkał się z nim.", Lang::Pl),
            ("Azərbaycan Prezidenti İlham Əliyev görüş keçirib.", Lang::Az),
            ("رئيس تركيا في القاهرة", Lang::Ar),
            ("رئیس جمهور ایران گفت", Lang::Fa),
            ("Ο πρόεδρος στην Αθήνα", Lang::El),
        ] {
            assert_eq!(language(text), want, "{text}");
        }
    }

    #[test]
    fn too_little_text_tells_nothing() {
        for text in [
            "",
            "Erdogan",
            "ISPARTA",
            "1949",
            "Ankara 2024",
            "Ахметов",
            "Müller",
            "Škoda",
            "Angela Merkel trifft Erdoğan",
        ] {
            assert_eq!(language(text), Lang::Und, "{text}");
        }
    }
}
