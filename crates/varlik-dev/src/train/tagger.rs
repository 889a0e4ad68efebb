//! Trains the tagger of one language.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use varlik_documents::EntityType;
use varlik_documents::tagger::{Decoder, LABELS, Label, Tagger};
use varlik_documents::training::{Sequence, sequences};
use varlik_text::Lang;

use crate::source::Error;

use super::corpus::{self, Annotated};
use super::field::{ANY, Allowed, Example, Field};

/// How a corpus was annotated, and so what its silence means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Convention {
    /// All five types are marked.
    Full,
    /// Demonyms are marked as other names.
    DemonymsAsMisc,
    /// Demonyms are not marked; everything else is.
    NoDemonyms,
    /// Neither demonyms nor other names are marked: an unmarked capital word may be one.
    NoMisc,
    /// Spans are whole noun phrases, and only what an encyclopaedia knows is marked: an unmarked name may be any name.
    NounPhrases,
}

/// One corpus of the command line, `PATH=CONVENTION` or `PATH=CONVENTION*TIMES`.
struct Source {
    path: PathBuf,
    convention: Convention,
    times: usize,
}

/// What to train and where to put it.
pub(crate) struct Job {
    language: Lang,
    sources: Vec<Source>,
    test: Vec<PathBuf>,
    out: PathBuf,
    log2_rows: u32,
    epochs: usize,
    rate: f32,
    decay: f32,
    letters: bool,
}

impl Job {
    /// Reads `--lang LANG --out FILE [--rows LOG2] [--epochs N] [--rate X] [--decay X] [--outward] [--test FILE]...
    /// FILE=CONVENTION...`.
    pub(crate) fn from_args(args: &[&str]) -> Result<Self, Error> {
        let mut job = Self {
            language: Lang::Und,
            sources: Vec::new(),
            test: Vec::new(),
            out: PathBuf::new(),
            log2_rows: 17,
            epochs: 4,
            rate: 0.05,
            decay: 0.0,
            letters: true,
        };
        let mut args = args.iter().copied();
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or_else(|| Error::new(format!("{arg} needs a value")));
            let number =
                |text: &str| text.parse::<f64>().map_err(|_| Error::new(format!("{text:?} is no number")));
            match arg {
                "--lang" => {
                    let code = value()?;
                    job.language = Lang::from_code(code)
                        .ok_or_else(|| Error::new(format!("unknown language {code:?}")))?;
                }
                "--out" => job.out = PathBuf::from(value()?),
                "--test" => job.test.push(PathBuf::from(value()?)),
                "--rows" => job.log2_rows = number(value()?)? as u32,
                "--epochs" => job.epochs = number(value()?)? as usize,
                "--rate" => job.rate = number(value()?)? as f32,
                "--outward" => job.letters = false,
                "--decay" => job.decay = number(value()?)? as f32,
                source => job.sources.push(Source::parse(source)?),
            }
        }
        if job.sources.is_empty() || job.out.as_os_str().is_empty() {
            return Err(Error::new("usage: train tagger --lang LANG --out FILE CORPUS=CONVENTION..."));
        }
        Ok(job)
    }

    /// Trains, writes the weights, and reports F1 on the test files; every line goes to `log`.
    pub(crate) fn run(&self, log: &mut dyn FnMut(String)) -> Result<String, Error> {
        let mut examples = Vec::new();
        for source in &self.sources {
            let mut articles = corpus::read(&source.path)?;
            let before = examples.len();
            for article in &mut articles {
                if source.convention == Convention::NounPhrases {
                    corpus::trim_to_names(article);
                }
                corpus::join_hyphens(article);
                for sequence in sequences(&article.text, self.language, self.letters) {
                    let allowed = allowed(&sequence, article, source.convention);
                    for _ in 0..source.times {
                        examples.push(Example {
                            features: sequence.features.clone(),
                            ends: sequence.ends.clone(),
                            allowed: allowed.clone(),
                        });
                    }
                }
            }
            log(format!(
                "{}: {} articles, {} sequences",
                source.path.display(),
                articles.len(),
                examples.len() - before
            ));
        }
        let mut field = Field::new(self.log2_rows);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = Shuffle(0x5eed);
        for epoch in 0..self.epochs {
            random.shuffle(&mut order);
            let rate = self.rate * (1.0 - 0.8 * epoch as f32 / self.epochs as f32);
            let loss: f64 = order
                .iter()
                .filter_map(|&index| examples.get(index))
                .map(|example| f64::from(field.step(example, rate, self.decay)))
                .sum();
            log(format!("epoch {epoch}: loss {:.4}", loss / examples.len().max(1) as f64));
        }
        let bytes = Tagger::to_bytes(&field.rows, &field.start, &field.transition);
        std::fs::write(&self.out, &bytes)
            .map_err(|error| Error::new(format!("{}: {error}", self.out.display())))?;
        let tagger = Tagger::from_bytes(&bytes).ok_or_else(|| Error::new("the weights do not read back"))?;
        for path in &self.test {
            log(format!("{}: {}", path.display(), self.score(&tagger, path)?));
        }
        Ok(format!("{}: {} bytes", self.out.display(), bytes.len()))
    }

    /// Detection and typed F1 of the bare tagger on a test file.
    fn score(&self, tagger: &Tagger<'_>, path: &Path) -> Result<String, Error> {
        let (mut gold, mut found, mut exact, mut typed) = (0, 0, 0, 0);
        let mut decoder = Decoder::default();
        for article in corpus::read(path)? {
            let truth: BTreeMap<(usize, usize), EntityType> =
                article.mentions.iter().map(|&(start, end, label)| ((start, end), label)).collect();
            gold += truth.len();
            for sequence in sequences(&article.text, self.language, self.letters) {
                tagger.decode(&sequence.features, &sequence.ends, &[], &mut decoder);
                let mut at = 0;
                while at < decoder.labels.len() {
                    let label = decoder.labels.get(at).copied().unwrap_or_default();
                    let mut end = at + 1;
                    if let Some(entity_type) = label.entity_type() {
                        while decoder.labels.get(end).is_some_and(|next| *next == Label::inside(entity_type))
                        {
                            end += 1;
                        }
                        if let (Some(first), Some(last)) =
                            (sequence.spans.get(at), sequence.spans.get(end - 1))
                        {
                            found += 1;
                            if let Some(&label) = truth.get(&(first.0, last.1)) {
                                exact += 1;
                                typed += usize::from(label == entity_type);
                            }
                        }
                    }
                    at = end;
                }
            }
        }
        let f1 = |hits: usize| 2.0 * hits as f64 / (gold + found).max(1) as f64;
        Ok(format!("gold {gold}, found {found}, exact F1 {:.4}, typed F1 {:.4}", f1(exact), f1(typed)))
    }
}

impl Source {
    fn parse(text: &str) -> Result<Self, Error> {
        let (path, rest) =
            text.rsplit_once('=').ok_or_else(|| Error::new(format!("{text:?} is not CORPUS=CONVENTION")))?;
        let (name, times) = match rest.split_once('*') {
            Some((name, times)) => {
                (name, times.parse().map_err(|_| Error::new(format!("{times:?} is no number")))?)
            }
            None => (rest, 1),
        };
        let convention = match name {
            "full" => Convention::Full,
            "demonyms-as-misc" => Convention::DemonymsAsMisc,
            "no-demonyms" => Convention::NoDemonyms,
            "no-misc" => Convention::NoMisc,
            "noun-phrases" => Convention::NounPhrases,
            other => return Err(Error::new(format!("unknown convention {other:?}"))),
        };
        Ok(Self { path: PathBuf::from(path), convention, times })
    }
}

/// The labels each token of a sequence may have.
fn allowed(sequence: &Sequence, article: &Annotated, convention: Convention) -> Vec<Allowed> {
    let bit = |label: Label| 1 << label.index();
    let mut labels: Vec<Allowed> = Vec::with_capacity(sequence.spans.len());
    let mut open: Option<usize> = None;
    for (at, &(start, end)) in sequence.spans.iter().enumerate() {
        let inside = article.mentions.iter().position(|&(from, to, _)| from < end && start < to);
        let known = sequence.known.get(at).copied().flatten();
        let label = if let Some((index, &(from, to, entity_type))) =
            inside.and_then(|index| Some((index, article.mentions.get(index)?)))
        {
            let alone = from >= start && to <= end;
            let demonym = alone && known == Some(EntityType::Norp) && convention != Convention::Full;
            let entity_type =
                if demonym && (entity_type != EntityType::Per || convention == Convention::DemonymsAsMisc) {
                    EntityType::Norp
                } else {
                    entity_type
                };
            let label =
                if open == Some(index) { Label::inside(entity_type) } else { Label::begin(entity_type) };
            open = Some(index);
            bit(label)
        } else {
            open = None;
            let unmarked = convention != Convention::Full && convention != Convention::DemonymsAsMisc;
            if unmarked && known == Some(EntityType::Norp) {
                bit(Label::begin(EntityType::Norp))
            } else if convention == Convention::NounPhrases && sequence.named.get(at) == Some(&true) {
                ANY
            } else if convention == Convention::NoMisc {
                bit(Label::OUTSIDE)
                    | bit(Label::begin(EntityType::Misc))
                    | bit(Label::inside(EntityType::Misc))
            } else {
                bit(Label::OUTSIDE)
            }
        };
        labels.push(label & ANY);
    }
    labels
}

/// A small deterministic shuffler (xorshift64*, Vigna 2014).
struct Shuffle(u64);

impl Shuffle {
    fn shuffle(&mut self, items: &mut [usize]) {
        for last in (1..items.len()).rev() {
            self.0 ^= self.0 >> 12;
            self.0 ^= self.0 << 25;
            self.0 ^= self.0 >> 27;
            let random = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
            items.swap(last, (random % (last as u64 + 1)) as usize);
        }
    }
}

const _: () = assert!(LABELS <= 16, "Allowed has one bit a label");
