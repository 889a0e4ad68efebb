//! What holds of every comparison of two names, whatever they are.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::sample::{Index, select};
use varlik_names::{Aliases, BestPair, Name, NameComparer, NameKind, Rarity, probability};
use varlik_text::{Lang, lower, nfd, nfkd, upper};

const KINDS: [NameKind; 4] = [NameKind::Person, NameKind::Organization, NameKind::Place, NameKind::Other];

/// Given names and family names, each list in one script.
const PERSONS: &[(&[&str], &[&str])] = &[
    (
        &["Recep", "Ayşe", "İbrahim", "Işıl", "Gülşen", "Çağatay", "Ömer", "Kâzım", "Iğdır"],
        &["Şimşek", "Kılıçdaroğlu", "Yıldırım", "Öztürk", "İnönü", "Çığ", "Işık", "Ağaoğlu"],
    ),
    (
        &["Dmitry", "Angela", "John", "Élodie", "Jürgen", "Søren", "Łukasz", "Zoë", "Nguyễn"],
        &["Peskov", "Merkel", "O'Brien", "Müller", "Håkansson", "Dvořák", "D'Angelo", "Groß", "Świątek"],
    ),
    (&["Сергей", "Юлія", "Алёна", "Џорђе", "Пётр"], &["Лавров", "Тимошенко", "Хрущёв", "Ђоковић", "Чехов"]),
    (&["Κυριάκος", "Αλέξης", "Γιώργος"], &["Μητσοτάκης", "Τσίπρας", "Παπανδρέου"]),
    (&["محمود", "خالد", "أحمد"], &["عباس", "منصور", "الحريري"]),
    (&["שמעון", "יאיר"], &["פרס", "לפיד"]),
    (&["Նիկոլ", "Արմեն"], &["Փաշինյան", "Սարգսյան"]),
    (&["მიხეილ", "გიორგი"], &["სააკაშვილი", "მარგველაშვილი"]),
    (&["नरेन्द्र", "राहुल"], &["मोदी", "गांधी"]),
];

/// Words that tell in the name of a company, and none of a person or place.
const TELLING: &[&str] = &[
    "Bozkır",
    "Vectrona",
    "Kestane",
    "Northgate",
    "Müllerit",
    "Лазурит",
    "Ζεφυρία",
    "Halcyon",
    "Örgü",
    "Tarçın",
];

/// Words that are like no word of the other lists, nor like one another.
const UNRELATED: &[&str] = &["Quxbury", "Wojtkpol", "Zvfjdrill", "Vlkhhmut", "Fjordgaupt"];

const TITLES: &[&str] = &[
    "Sayın",
    "Dr.",
    "Prof. Dr.",
    "Doç. Dr.",
    "Mr.",
    "Mrs.",
    "Ms.",
    "Cumhurbaşkanı",
    "Dışişleri Bakanı",
    "Genelkurmay Başkanı",
    "Orgeneral",
    "Av.",
    "President",
    "Prime Minister",
    "Sir",
    "General",
    "Professor",
    "Senator",
    "Sheikh",
    "Ayatollah",
    "Bundeskanzler",
    "Président",
    "Herr",
    "президент",
    "министр",
    "الرئيس",
    "Πρόεδρος",
    "Señor",
    "Dott.",
    "Cardinal",
    "Judge",
    "Captain",
];

const LEGAL_FORMS: &[&str] =
    &["A.Ş.", "Ltd. Şti.", "GmbH", "Inc.", "LLC", "S.A.", "AG", "PLC", "Anonim Şirketi"];

/// Bits and pieces of names that are none.
const SCRAPS: &[&str] = &[
    "",
    " ",
    "\u{a0}",
    ".",
    ",",
    "–",
    "'",
    "\u{2019}",
    "\"",
    "(",
    ")",
    "/",
    "&",
    "0",
    "7",
    "12",
    "٣",
    "Ⅷ",
    "1e309",
    "99999999999999999999999999",
    "II",
    "XXIII",
    "Jr",
    "a",
    "ı",
    "İ",
    "I",
    "ß",
    "ﬁ",
    "é",
    "e\u{301}\u{301}\u{301}",
    "\u{301}",
    "\u{200d}",
    "\u{200f}",
    "\u{feff}",
    "\u{0}",
    "\u{fffd}",
    "😀",
    "👩‍👩‍👧",
    "🇹🇷",
    "Dr.",
    "Sayın",
    "President",
    "A.Ş.",
    "GmbH",
    "Ltd.",
    "bin",
    "al-",
    "von",
    "oğlu",
    "Abu",
    "Ð",
    "Ã¼",
    "Þ",
    "習近平",
    "株式会社",
    "ทักษิณ",
    "문재인",
    "アンゲラ",
    "Еrdоgаn",
    "Εrdοgan",
    "O'",
    "McX",
    "R.T.",
    "Ali'nin",
    "Ankara'da",
    "of",
    "the",
    "ve",
    "Bank",
    "Bankası",
    "University",
    "Ministry",
    "\u{1d400}\u{1d401}",
    "ﷺ",
    "ﷲ",
];

fn kind() -> impl Strategy<Value = NameKind> {
    select(&KINDS[..])
}

/// The words of a person's name: one to three given names, and a family name at the end.
fn person() -> impl Strategy<Value = Vec<&'static str>> {
    person_of(PERSONS.len())
}

/// The same, of the first `lists` only.
fn person_of(lists: usize) -> impl Strategy<Value = Vec<&'static str>> {
    (0..lists).prop_flat_map(|script| {
        let (given, family) = PERSONS[script];
        (prop::collection::vec(select(given), 1..3), select(family)).prop_map(|(mut words, family)| {
            words.dedup();
            words.push(family);
            words
        })
    })
}

fn organization() -> impl Strategy<Value = Vec<&'static str>> {
    prop::sample::subsequence(TELLING, 1..4)
}

/// Anything that might stand where a name is expected.
fn anything() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => select(SCRAPS).prop_map(str::to_owned),
        3 => (0..PERSONS.len(), any::<Index>()).prop_map(|(script, at)| at.get(PERSONS[script].0).to_string()),
        3 => (0..PERSONS.len(), any::<Index>()).prop_map(|(script, at)| at.get(PERSONS[script].1).to_string()),
        1 => any::<String>(),
        1 => "[a-zçğıöşü]{1,9}",
        1 => "\\PC{1,6}",
    ];
    let joint = select(&["", " ", " ", " ", ", ", "-", "."][..]);
    prop::collection::vec((word, joint), 0..9)
        .prop_map(|words| words.into_iter().fold(String::new(), |text, (word, joint)| text + &word + joint))
}

/// Names that are about as far apart as those of a block of candidates: half of them share most of their words.
fn two_texts() -> impl Strategy<Value = (String, String)> {
    let near = (anything(), anything(), any::<Index>()).prop_map(|(a, b, at)| {
        let cut = at.index(a.chars().count() + 1);
        let near = a.chars().take(cut).chain(b.chars().take(3)).chain(a.chars().skip(cut)).collect();
        (a, near)
    });
    prop_oneof![near, (anything(), anything())]
}

fn name(text: &str, kind: NameKind) -> Name {
    Name::new(text, kind, Lang::Und)
}

fn weight(kind: NameKind, a: &str, b: &str) -> f32 {
    NameComparer::default().weight(&name(a, kind), &name(b, kind))
}

/// Comparers with each of the choices that a caller has.
fn comparers() -> [NameComparer; 4] {
    let names: Vec<Name> = PERSONS[0].1.iter().map(|word| name(word, NameKind::Person)).collect();
    let aliases =
        Aliases::from_csv("name,alias\nBozkır,Vectrona\nRecep Şimşek,Angela Merkel\n".as_bytes()).unwrap();
    let plain = NameComparer::default();
    [
        plain.clone(),
        plain.clone().with_prior(0.4),
        plain.clone().with_rarity(Rarity::learn(&names)),
        plain.with_aliases(aliases),
    ]
}

/// Ways of writing a name that are no other name.
fn written(text: &str, way: usize) -> String {
    match way {
        0 => upper(text, Lang::Tr).into_owned(),
        1 => lower(text, Lang::Tr).into_owned(),
        2 => text.to_uppercase(),
        3 => text.to_lowercase(),
        4 => nfd(text).into_owned(),
        5 => nfkd(text).chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect(),
        6 => format!("  {}\t", text.replace(' ', " \u{a0} ")),
        7 => text.replace('\'', "\u{2019}"),
        _ => text.replace('\'', "`"),
    }
}

/// The ending of the genitive, dative or ablative of a word, by Turkish vowel harmony.
fn case_ending(word: &str, case: usize) -> String {
    let word = lower(word, Lang::Tr);
    let harmony = word.chars().rev().find_map(|letter| match letter {
        'a' | 'ı' | 'á' | 'ą' => Some(('ı', 'a')),
        'o' | 'u' => Some(('u', 'a')),
        'ö' | 'ü' => Some(('ü', 'e')),
        'e' | 'i' => Some(('i', 'e')),
        _ => None,
    });
    let (close, open) = harmony.unwrap_or(('i', 'e'));
    let vowel = word.ends_with(|letter| "aeıioöuü".contains(letter));
    match case {
        0 => format!("{}{close}n", if vowel { "n" } else { "" }),
        1 => format!("{}{open}", if vowel { "y" } else { "" }),
        _ => format!(
            "{}{open}n",
            if word.ends_with(|letter| "fstkçşhpß".contains(letter)) { 't' } else { 'd' }
        ),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_two_names_says_nothing((a, b) in two_texts(), x in kind(), y in kind()) {
        let (a, b) = (name(&a, x), name(&b, y));
        for comparer in comparers() {
            prop_assert_eq!(comparer.weight(&a, &b).to_bits(), comparer.weight(&b, &a).to_bits());
            let (there, back) = (comparer.explain(&a, &b), comparer.explain(&b, &a));
            prop_assert_eq!(there.evidence.len(), back.evidence.len());
            for (line, mirrored) in there.evidence.iter().zip(&back.evidence) {
                prop_assert_eq!((&line.a, &line.b, line.what), (&mirrored.b, &mirrored.a, mirrored.what));
            }
        }
    }

    #[test]
    fn the_account_sums_to_the_weight((a, b) in two_texts(), x in kind(), y in kind()) {
        let (a, b) = (name(&a, x), name(&b, y));
        for comparer in comparers() {
            let account = comparer.explain(&a, &b);
            let sum: f32 = account.evidence.iter().map(|line| line.weight).sum();
            prop_assert_eq!(sum.to_bits(), account.weight.to_bits());
            prop_assert_eq!(comparer.weight(&a, &b).to_bits(), account.weight.to_bits());
            prop_assert_eq!(comparer.probability(&a, &b).to_bits(), account.probability.to_bits());
            prop_assert!(account.evidence.iter().all(|line| line.weight.is_finite()), "{}", account);
            prop_assert_eq!(account.to_string().lines().count(), account.evidence.len() + 1);
        }
    }

    #[test]
    fn a_probability_is_one_and_grows_with_the_prior((a, b) in two_texts(), kind in kind(), priors in prop::array::uniform2(0.0_f32..=1.0)) {
        let (a, b) = (name(&a, kind), name(&b, kind));
        let [low, high] = [priors[0].min(priors[1]), priors[0].max(priors[1])];
        let of = |prior| {
            let comparer = NameComparer::default().with_prior(prior);
            (comparer.weight(&a, &b), comparer.probability(&a, &b))
        };
        let (low, high) = (of(low), of(high));
        for (weight, chance) in [low, high] {
            prop_assert!((0.0..=1.0).contains(&chance), "{chance}");
            prop_assert_eq!(probability(weight).to_bits(), chance.to_bits());
        }
        prop_assert!(low.0 <= high.0 && low.1 <= high.1, "{low:?} {high:?}");
    }

    #[test]
    fn the_same_names_give_the_same_weight_in_every_thread((a, b) in two_texts(), kind in kind()) {
        let compare = || NameComparer::default().explain(&name(&a, kind), &name(&b, kind));
        let first = compare();
        std::thread::scope(|scope| {
            let threads = [scope.spawn(compare), scope.spawn(compare)];
            for thread in threads {
                assert_eq!(thread.join().unwrap(), first);
            }
        });
    }

    #[test]
    fn a_name_without_words_says_nothing(text in anything(), blank in "[ \t\u{a0}.,–'()!?…]{0,9}", kind in kind()) {
        let (named, none) = (name(&text, kind), name(&blank, kind));
        prop_assert!(none.words().is_empty());
        for prior in [0.03, 0.5] {
            let chance = NameComparer::default().with_prior(prior).probability(&named, &none);
            prop_assert!((chance - prior).abs() < 1e-4, "{chance}");
        }
    }

    #[test]
    fn a_name_is_one_with_itself(text in anything(), kind in kind()) {
        let name = name(&text, kind);
        if !name.words().is_empty() {
            prop_assert!(NameComparer::default().probability(&name, &name) >= 0.999);
        }
    }

    #[test]
    fn case_marks_spaces_and_apostrophes_are_no_difference(words in person(), kind in kind(), ways in prop::array::uniform2(0..9_usize)) {
        let text = words.join(" ");
        let other = written(&written(&text, ways[0]), ways[1]);
        let chance = probability(weight(kind, &text, &other));
        prop_assert!(chance >= 0.999, "{text} / {other}: {chance}");
    }

    #[test]
    fn the_family_name_may_stand_first_with_a_comma(words in person(), way in 0..9_usize) {
        let (family, given) = words.split_last().unwrap();
        let comma = written(&format!("{family}, {}", given.join(" ")), way);
        let chance = probability(weight(NameKind::Person, &words.join(" "), &comma));
        prop_assert!(chance >= 0.999, "{comma}: {chance}");
    }

    #[test]
    fn a_turkish_case_ending_behind_an_apostrophe_is_no_difference(
        words in person_of(2), kind in kind(), apostrophe in select(&["'", "\u{2019}"][..]), case in 0..3_usize,
    ) {
        let text = words.join(" ");
        // Behind a short word a short ending may be part of the name, as in Shi'a.
        let ended = format!("{text}{apostrophe}{}", case_ending(&text, case));
        let chance = probability(weight(kind, &text, &ended));
        let short = words.last().unwrap().chars().count() < 4;
        prop_assert!(short || chance >= 0.999, "{ended}: {chance}");
    }

    #[test]
    fn a_title_changes_nothing(a in person(), b in person(), same: bool, title in select(TITLES)) {
        let (a, b) = (a.join(" "), if same { a.join(" ") } else { b.join(" ") });
        let titled = format!("{title} {a}");
        prop_assert_eq!(weight(NameKind::Person, &titled, &b).to_bits(), weight(NameKind::Person, &a, &b).to_bits(), "{} / {}", titled, b);
    }

    #[test]
    fn a_legal_form_changes_little(a in organization(), b in organization(), same: bool, form in select(LEGAL_FORMS)) {
        let (a, b) = (a.join(" "), if same { a.join(" ") } else { b.join(" ") });
        let formed = format!("{a} {form}");
        let (bare, with) = (weight(NameKind::Organization, &a, &b), weight(NameKind::Organization, &formed, &b));
        let chances = (probability(bare), probability(with));
        // A few bits are much between two names that are one already, so that it is the verdict that must stand.
        prop_assert!((chances.0 - chances.1).abs() < 0.05, "{formed} / {b}: {bare} {with}");
    }

    #[test]
    fn a_word_that_contradicts_never_speaks_for_one_bearer(
        words in person(), other in person(), kind in kind(), way in 0..9_usize, at: Index, unrelated in select(UNRELATED),
    ) {
        let text = words.join(" ");
        let mut changed = words.clone();
        *at.get_mut(&mut changed) = unrelated;
        let changed = changed.join(" ");
        let same = written(&text, way);
        prop_assert!(weight(kind, &text, &changed) <= weight(kind, &text, &same), "{text} / {changed}");
        // Nor does a word that the other name lacks, beside any words but the same ones: behind a family name it tells
        // another one, and then their order says less.
        let turned = words.iter().all(|word| other.contains(word));
        let other = other.join(" ");
        let longer = format!("{text} {unrelated}");
        prop_assert!(weight(kind, &text, &longer) <= weight(kind, &text, &text));
        prop_assert!(turned || weight(kind, &longer, &other) <= weight(kind, &text, &other).max(0.0), "{longer} / {other}");
    }

    #[test]
    fn a_word_left_out_speaks_less_against_than_another_word(words in person(), at: Index, unrelated in select(UNRELATED)) {
        let text = words.join(" ");
        let at = at.index(words.len());
        let (mut fewer, mut other) = (words.clone(), words);
        fewer.remove(at);
        other[at] = unrelated;
        let (fewer, other) = (fewer.join(" "), other.join(" "));
        let weights = [&fewer, &other].map(|b| weight(NameKind::Person, &text, b));
        prop_assert!(weights[0] > weights[1], "{text} / {fewer}, {other}: {weights:?}");
    }

    #[test]
    fn another_number_never_speaks_for_one_bearer(words in organization(), kind in kind(), numbers in prop::array::uniform2(2..2000_u32)) {
        let text = words.join(" ");
        let [one, two] = numbers.map(|number| format!("{text} {number}"));
        prop_assert!(weight(kind, &one, &text) <= weight(kind, &text, &text));
        if numbers[0] != numbers[1] {
            prop_assert!(weight(kind, &one, &two) <= weight(kind, &one, &text), "{one} / {two}");
            prop_assert!(probability(weight(kind, &one, &two)) < 0.5, "{one} / {two}");
        }
    }

    #[test]
    fn the_best_pair_of_two_sets_is_that_of_the_highest_weight(
        texts in prop::collection::vec(anything(), 0..5), others in prop::collection::vec(anything(), 0..5), kind in kind(),
    ) {
        let [a, b] = [&texts, &others].map(|texts| texts.iter().map(|text| name(text, kind)).collect::<Vec<_>>());
        let comparer = NameComparer::default();
        let mut best: Option<BestPair> = None;
        for (i, x) in a.iter().enumerate() {
            for (j, y) in b.iter().enumerate() {
                let weight = comparer.weight(x, y);
                if best.is_none_or(|best| weight > best.weight) {
                    best = Some(BestPair { a: i, b: j, weight });
                }
            }
        }
        prop_assert_eq!(comparer.best(&a, &b), best);
    }
}

#[test]
fn a_prior_that_is_no_chance_gives_a_chance() {
    let (a, b) = (name("Recep Şimşek", NameKind::Person), name("R. Simsek", NameKind::Person));
    for prior in [-1.0, 0.0, 1.0, 2.0, f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let chance = NameComparer::default().with_prior(prior).probability(&a, &b);
        assert!((0.0..=1.0).contains(&chance), "{prior}: {chance}");
    }
}

/// Names that are long in one way each, `size` the number of their words or letters.
fn long_names(size: usize) -> Vec<(&'static str, String)> {
    let words = |word: &str| vec![word; size].join(" ");
    vec![
        ("one word again and again", words("Yıldırım")),
        ("words of their own", (0..size).map(|at| format!("w{at}")).collect::<Vec<_>>().join(" ")),
        ("initials", words("A.")),
        ("initials without a space", "A.".repeat(size)),
        ("titles", words("Sayın Dr.")),
        ("legal forms", words("A. Ş.")),
        ("particles", words("bin")),
        ("numbers", words("12")),
        ("commas", "Ali, ".repeat(size)),
        ("quotes", "\"".repeat(size)),
        ("brackets", "(Ali ".repeat(size)),
        ("hyphens", "Ali-".repeat(size)),
        ("apostrophes", "Ali'".repeat(size)),
        ("one long word", "a".repeat(size * 8)),
        ("one long word in signs", "習近平".repeat(size)),
        ("combining marks", format!("e{}", "\u{301}".repeat(size * 4))),
        ("unsorted combining marks", format!("e{}", "\u{301}\u{323}".repeat(size * 2))),
        ("mojibake", "Ã¼Ã–zÄŸ".repeat(size)),
        ("emoji", "👩‍👩‍👧".repeat(size)),
        ("blanks", " ".repeat(size * 8)),
    ]
}

#[test]
fn long_names_are_compared_by_their_first_words() {
    let comparer = NameComparer::default();
    let names = long_names(10_000);
    for kind in KINDS {
        let prepared: Vec<Name> = names.iter().map(|(_, text)| name(text, kind)).collect();
        let started = Instant::now();
        for (a, (label, _)) in prepared.iter().zip(&names) {
            assert!(a.words().len() <= 40, "{label}: {} words", a.words().len());
            for b in &prepared {
                let chance = comparer.explain(a, b).probability;
                assert!((0.0..=1.0).contains(&chance), "{label}: {chance}");
            }
        }
        // 400 comparisons; a name compared whole would cost 10,000 times 10,000 words.
        assert!(started.elapsed() < Duration::from_secs(20), "{kind:?}: {:?}", started.elapsed());
    }
}

#[test]
fn preparing_a_name_takes_time_in_proportion_to_its_length() {
    const TIMES: u32 = 16;
    let fastest = |text: &str, kind| {
        let runs = (0..3).map(|_| {
            let started = Instant::now();
            std::hint::black_box(name(text, kind));
            started.elapsed()
        });
        runs.min().unwrap_or_default()
    };
    for ((label, short), (_, long)) in long_names(1_000).into_iter().zip(long_names(1_000 * TIMES as usize)) {
        for kind in [NameKind::Person, NameKind::Organization] {
            let (few, many) = (fastest(&short, kind), fastest(&long, kind));
            // A square would be 256 times the time; eight times its share, and a moment, are left to the machine.
            assert!(many < few * TIMES * 8 + Duration::from_millis(200), "{label}: {few:?}, then {many:?}");
        }
    }
}

#[test]
fn a_word_of_a_megabyte_is_compared() {
    for letter in ["ş", "習", "\u{301}", "٣"] {
        let text = letter.repeat(1_000_000 / letter.len());
        for kind in [NameKind::Person, NameKind::Organization] {
            let (one, other) = (name(&text, kind), name("Ali", kind));
            let chance = NameComparer::default().probability(&one, &other);
            assert!((0.0..=1.0).contains(&chance), "{letter}: {chance}");
        }
    }
}
