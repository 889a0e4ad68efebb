//! The rows of `tests/cases/text/*.toml`, which other doors of the library run too.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use toml::{Table, Value};
use varlik_text::{
    Clean, Expected, Lang, Lexicon, Pipeline, RepairOptions, casefold, clean, fold, fold_arabic, fold_hebrew,
    key, language, lower, nfc, nfd, nfkc, nfkd, normalize, possessive, readings, repair, replace_confusables,
    script, skeleton, suffix, title, tokenize, transliterate, turkish_stems, unescape, upper,
};

/// The shipped names, which are of the next crate; other doors read the rows of endings with them.
fn names() -> &'static Lexicon {
    static NAMES: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::from_static(include_bytes!("../../varlik-names/src/tables/names.fst")));
    &NAMES
}

/// One row.
struct Case {
    label: String,
    op: String,
    lang: Lang,
    into: Lang,
    expected: Expected,
    scheme: String,
    policy: String,
    steps: String,
    part: String,
    input: String,
    want: Vec<String>,
    fails: bool,
}

impl Case {
    fn new(row: &Table) -> Self {
        let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let want = match &row["want"] {
            Value::Array(list) => list.iter().map(|value| value.as_str().unwrap().to_owned()).collect(),
            value => vec![value.as_str().unwrap().to_owned()],
        };
        let lang = text("lang");
        let lang =
            if lang.is_empty() { Lang::Und } else { Lang::from_code(&lang).expect("a known language") };
        Self {
            label: text("label"),
            op: text("op"),
            lang,
            into: Lang::from_code(&text("into")).unwrap_or(Lang::Tr),
            expected: Expected::from_code(&text("script")).unwrap_or(lang.into()),
            scheme: text("scheme"),
            policy: text("policy"),
            steps: text("steps"),
            part: text("part"),
            input: row["input"].as_str().unwrap().to_owned(),
            want,
            fails: text("expect") == "fail",
        }
    }

    fn run(&self) -> Vec<String> {
        let input = self.input.as_str();
        let one = |text: &str| vec![text.to_owned()];
        match self.op.as_str() {
            "key" => one(&key(input)),
            "lower" => one(&lower(input, self.lang)),
            "upper" => one(&upper(input, self.lang)),
            "title" => one(&title(input, self.lang)),
            "casefold" => one(&casefold(input, self.lang)),
            "fold" => one(&fold(input, self.policy.parse().expect("a known policy"))),
            "fold_arabic" => one(&fold_arabic(input, self.lang)),
            "fold_hebrew" => one(&fold_hebrew(input)),
            "reading" => self.readings().into_iter().take(1).collect(),
            "readings" => self.readings(),
            "skeleton" => one(&skeleton(input, self.lang)),
            "nfc" => one(&nfc(input)),
            "nfd" => one(&nfd(input)),
            "nfkc" => one(&nfkc(input)),
            "nfkd" => one(&nfkd(input)),
            "clean" => one(&clean(input, Clean::ALL, self.lang)),
            "html" => one(&unescape(input)),
            "pipeline" => one(&self.steps.parse::<Pipeline>().unwrap().apply(input)),
            "source" => {
                let run = self.steps.parse::<Pipeline>().unwrap();
                let run = run.run(input);
                let start = run.as_str().find(&self.part).unwrap();
                one(&input[run.to_source(start..start + self.part.len())])
            }
            "normalize" => one(normalize(input).as_str()),
            "repair" => one(&repair(input, RepairOptions { lang: self.lang, ..RepairOptions::default() })),
            "complete" => {
                let lexicons = [Lexicon::turkish()];
                one(&repair(input, RepairOptions { lang: self.lang, lexicons: &lexicons }))
            }
            "language" => one(language(input).code()),
            "restore" => one(&varlik_text::restore_diacritics(input, None)),
            "number" => one(&varlik_text::numbers(input, self.lang)),
            "languages" => {
                varlik_text::languages(input).iter().map(|found| found.lang.code().to_owned()).collect()
            }
            "script" => one(script(input).code()),
            "confusable" => one(&replace_confusables(input, self.expected)),
            "tokens" => {
                let mut tokens = Vec::new();
                tokenize(input, self.lang, &mut tokens);
                tokens
                    .iter()
                    .map(|token| input[token.start as usize..token.end as usize].to_owned())
                    .collect()
            }
            "split" => suffix::split(input, self.lang)
                .map(|found| vec![input[found.stem].to_owned(), input[found.suffix].to_owned()])
                .unwrap_or_default(),
            "strip" => one(&suffix::strip(input, self.lang, &[names(), Lexicon::turkish()])),
            "possessive" => {
                possessive(input, None).map(|found| vec![input[found.stem].to_owned()]).unwrap_or_default()
            }
            "cases" => {
                suffix::split(input, self.lang).map(|found| vec![found.cases.to_string()]).unwrap_or_default()
            }
            "stems" => turkish_stems(input).map(|length| input[..length].to_owned()).collect(),
            "transliterate" => one(&transliterate(input, self.scheme.parse().expect("a known scheme"))),
            other => panic!("no operation {other}"),
        }
    }

    fn readings(&self) -> Vec<String> {
        readings(&self.input, self.lang, self.into).into_iter().map(|reading| reading.text).collect()
    }

    fn holds(&self, found: &[String]) -> bool {
        // A stem or a reading is one of several candidates; none wanted means none given.
        if matches!(self.op.as_str(), "stems" | "readings") && !self.want.is_empty() {
            return self.want.iter().all(|stem| found.contains(stem));
        }
        found == self.want
    }
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/text");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_row_holds() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for file in files() {
        let table: Table = std::fs::read_to_string(&file).unwrap().parse().unwrap();
        for row in table["case"].as_array().unwrap() {
            let case = Case::new(row.as_table().unwrap());
            let found = case.run();
            count += 1;
            if case.holds(&found) == case.fails {
                let expected = if case.fails { "should still fail" } else { "should hold" };
                wrong.push(format!(
                    "{}: {} ({}): {expected}: {:?} gives {found:?}, want {:?}",
                    file.file_name().unwrap().to_string_lossy(),
                    case.label,
                    case.op,
                    case.input,
                    case.want
                ));
            }
        }
    }
    assert!(count > 100, "{count} rows found");
    assert!(wrong.is_empty(), "{} of {count} rows:\n{}", wrong.len(), wrong.join("\n"));
}
