//! `varlik compare`: two names, whether they are one, and why.

use std::fmt::Display;
use std::io::Write;

use serde_json::Value;
use varlik_names::{Comparison, Name, NameComparer, NameKind};
use varlik_text::Lang;

use super::arguments::{CompareArguments, NameArguments};
use crate::{Error, chance, read_aliases};

/// Runs the command; `out` is standard output.
pub(super) fn run(arguments: &CompareArguments, out: &mut dyn Write) -> Result<(), Error> {
    let Asked { kind, comparer } = Asked::new(&arguments.names)?;
    let lang: Lang =
        arguments.lang.parse().map_err(|error: varlik_text::Error| Error::usage(error.to_string()))?;
    let (a, b) = (Name::new(&arguments.a, kind, lang), Name::new(&arguments.b, kind, lang));
    let compared = comparer.explain(&a, &b);
    let shown = if arguments.json {
        json(&arguments.a, &arguments.b, kind, comparer.weight(&a, &b), &compared)
    } else {
        compared.to_string()
    };
    // A reader that went away wants no more words.
    let _ = writeln!(out, "{shown}").and_then(|()| out.flush());
    Ok(())
}

/// What was said of the names: their kind, and how they are compared.
pub(super) struct Asked {
    pub(super) kind: NameKind,
    pub(super) comparer: NameComparer,
}

impl Asked {
    pub(super) fn new(arguments: &NameArguments) -> Result<Self, Error> {
        let kind = match arguments.kind.as_deref() {
            None => NameKind::Other,
            Some(label) => NameKind::from_label(label).ok_or_else(|| {
                let all = NameKind::ALL.map(NameKind::as_str).join(", ");
                Error::usage(format!("no kind {label:?}; there are {all}"))
            })?,
        };
        let comparer = match &arguments.aliases {
            None => NameComparer::default(),
            Some(file) => NameComparer::default().with_aliases(read_aliases(file)?),
        };
        let comparer = match arguments.prior {
            None => comparer,
            Some(prior) if prior > 0.0 && prior < 1.0 => comparer.with_prior(prior),
            Some(prior) => {
                return Err(Error::usage(format!(
                    "--prior is {prior}; give the chance that two compared names are one, above 0 and below 1"
                )));
            }
        };
        Ok(Self { kind, comparer })
    }
}

/// The comparison as one line of JSON, as Python's `to_json` gives it.
fn json(a: &str, b: &str, kind: NameKind, weight: f32, compared: &Comparison) -> String {
    let text = |text: &dyn Display| Value::from(text.to_string()).to_string();
    let number = |number: f64| Value::from(number).to_string();
    let lines: Vec<String> = compared
        .evidence
        .iter()
        .map(|line| {
            format!(
                "{{\"a\": {}, \"b\": {}, \"what\": {}, \"letters\": {}, \"weight\": {}}}",
                text(&line.a),
                text(&line.b),
                text(&line.what),
                text(&line.letters),
                number(f64::from(line.weight))
            )
        })
        .collect();
    let kind = if kind == NameKind::Other { "null".to_owned() } else { text(&kind.as_str()) };
    format!(
        "{{\"a\": {}, \"b\": {}, \"kind\": {kind}, \"score\": {}, \"weight\": {}, \"evidence\": [{}]}}",
        text(&a),
        text(&b),
        number(chance(weight)),
        number(f64::from(weight)),
        lines.join(", ")
    )
}
