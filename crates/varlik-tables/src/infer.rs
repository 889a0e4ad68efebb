//! What a column holds, told by its name and by its values.

mod shape;
mod stats;

use varlik_resolve::{Column, FieldKind};

use crate::header::{Heading, heading};
use stats::Stats;

/// What a column holds, and why that is thought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inferred {
    /// The kind of its values; `None` for a column that tells nothing and is left out.
    pub kind: Option<FieldKind>,
    /// Why, in words that follow "because" or stand by themselves.
    pub why: String,
}

impl Inferred {
    fn of(kind: FieldKind, why: impl Into<String>) -> Self {
        Self { kind: Some(kind), why: why.into() }
    }

    pub(crate) fn ignored(why: impl Into<String>) -> Self {
        Self { kind: None, why: why.into() }
    }

    pub(crate) fn told(kind: Option<FieldKind>) -> Self {
        Self { kind, why: "as it was told".to_owned() }
    }
}

/// The most rows that share an identifier, on average: tracks of records are numbered, and that identifies none.
const MOST_ROWS: usize = 50;

/// The most values of a category.
const MOST_CATEGORIES: usize = 50;

/// Tells what a column holds.
///
/// The name of the column is believed where the values do not speak against it. `sources` are the rows at which the
/// sources begin: a column that counts the rows of each source tells nothing, even where two sources count alike.
/// The answer is the same for every order of the rows.
pub(crate) fn infer(name: &str, column: &Column, sources: &[u32]) -> Inferred {
    let stats = Stats::of(column, sources);
    if stats.filled == 0 {
        return Inferred::ignored("no row has a value");
    }
    if stats.distinct == 1 && stats.filled > 1 {
        return Inferred::ignored(format!("every value is {:?}", shortened(column.values().get(0))));
    }
    let heading = heading(name);
    if let Some(why) = row_number(heading, &stats) {
        return Inferred::ignored(why);
    }
    told_by(name, heading, &stats)
}

/// Tells what a column holds that has one value throughout, and would be left out otherwise.
pub(crate) fn infer_constant(name: &str, column: &Column) -> Inferred {
    let mut inferred = told_by(name, heading(name), &Stats::of(column, &[0]));
    inferred.why.push_str("; it has one value throughout, as all columns have");
    inferred
}

/// Takes a column of given or family names, beside which there are no others, for one of whole names where its values are.
pub(crate) fn infer_whole_names(column: &Column, inferred: &mut Inferred) {
    let stats = Stats::of(column, &[0]);
    if stats.are_whole_names() {
        *inferred =
            persons(format!("{}, but values are of {:.1} words", inferred.why, stats.mean_words), &stats);
    }
}

fn told_by(name: &str, heading: Option<Heading>, stats: &Stats) -> Inferred {
    by_unmistakable_values(stats)
        .or_else(|| heading.and_then(|heading| by_heading(name, heading, stats)))
        .unwrap_or_else(|| by_values(stats))
}

/// Why a column only numbers the rows.
fn row_number(heading: Option<Heading>, stats: &Stats) -> Option<String> {
    if !stats.unique_in_sources {
        return None;
    }
    if heading == Some(Heading::Key) {
        return Some("its name and its values, different in every row, are those of an id".to_owned());
    }
    let free = matches!(heading, None | Some(Heading::Code));
    if stats.consecutive && (free || stats.filled >= 20) {
        return Some("it only numbers the rows".to_owned());
    }
    // Values that no two rows share tell no two rows to be one; those of words may still be alike, and so may codes that
    // are said to be given to things.
    if heading != Some(Heading::Kind(FieldKind::Identifier))
        && stats.unique
        && stats.filled >= 20
        && stats.codes + stats.whole >= 0.9
        && !stats.has_form()
    {
        return Some("a code of its own in every row tells no two rows to be one".to_owned());
    }
    None
}

/// Values whose form nothing else has.
fn by_unmistakable_values(stats: &Stats) -> Option<Inferred> {
    let found = |kind, share: f64, what: &str| {
        Inferred::of(kind, format!("{} of the values are {what}", percent(share)))
    };
    if stats.email >= 0.6 {
        return Some(found(FieldKind::Email, stats.email, "e-mail addresses"));
    }
    if stats.url >= 0.6 {
        return Some(found(FieldKind::Identifier, stats.url, "web addresses"));
    }
    if stats.point >= 0.6 {
        return Some(found(FieldKind::Point, stats.point, "pairs of coordinates"));
    }
    None
}

fn by_heading(name: &str, heading: Heading, stats: &Stats) -> Option<Inferred> {
    use FieldKind as K;
    let said = |kind| Some(Inferred::of(kind, format!("its name is {name:?}")));
    let also = |kind, what: String| Some(Inferred::of(kind, format!("its name is {name:?} and {what}")));
    let worded = stats.numbers < 0.5 && stats.dates < 0.5 && stats.phones < 0.5;
    match heading {
        Heading::Key | Heading::Code => {
            let coded = stats.codes >= 0.5 || stats.numbers >= 0.5;
            if coded && stats.distinct > MOST_CATEGORIES && stats.distinct * MOST_ROWS >= stats.filled {
                also(K::Identifier, "rows share its values".to_owned())
            } else {
                None
            }
        }
        Heading::House => {
            if stats.mean_words < 2.0 {
                said(K::Category)
            } else {
                said(K::Address)
            }
        }
        Heading::Name => {
            if !worded {
                return None;
            }
            Some(named(stats, &format!("its name is {name:?} and ")))
        }
        Heading::Persons => {
            if !worded {
                return None;
            }
            Some(persons(format!("its name is {name:?}"), stats))
        }
        Heading::Kind(kind) => match kind {
            K::Date => (stats.dates + stats.years >= 0.5).then(|| said(kind)).flatten(),
            K::Email => (stats.email >= 0.3).then(|| said(kind)).flatten(),
            K::Phone => (stats.dialled >= 0.4).then(|| said(kind)).flatten(),
            K::Postcode => {
                (stats.with_digit >= 0.5 && stats.mean_chars <= 12.0).then(|| said(kind)).flatten()
            }
            K::Number | K::Price => (stats.numbers + stats.prices >= 0.5).then(|| said(kind)).flatten(),
            K::PersonName if worded => Some(persons(format!("its name is {name:?}"), stats)),
            K::GivenName | K::FamilyName => (worded && stats.mean_words <= 4.0).then(|| said(kind)).flatten(),
            K::Organization if worded => {
                if stats.is_category(20) && stats.mean_words < 1.5 {
                    also(K::Category, format!("there are {} of them", stats.distinct))
                } else {
                    said(kind)
                }
            }
            K::Place if worded => {
                if stats.is_category(MOST_CATEGORIES) && stats.places < 0.5 {
                    also(K::Category, format!("there are {} of them", stats.distinct))
                } else {
                    said(kind)
                }
            }
            K::Category => {
                if let Some(separators) = stats.list_of_classes() {
                    // Of lists, what they share is counted.
                    return also(K::Text, format!("cells are lists, parted at {separators}"));
                }
                if stats.is_category(MOST_CATEGORIES)
                    || (stats.distinct * 5 <= stats.filled && stats.mean_words < 4.0)
                {
                    also(kind, format!("there are {} of them", stats.distinct))
                } else if stats.filled < 100 && stats.mean_words < 3.0 {
                    said(kind)
                } else {
                    None
                }
            }
            K::Address => (stats.email < 0.3 && stats.numbers < 0.9).then(|| said(kind)).flatten(),
            K::Identifier => (stats.mean_words < 3.0).then(|| said(kind)).flatten(),
            K::Text => worded.then(|| said(kind)).flatten(),
            K::Point | K::PersonName | K::Organization | K::Place => None,
        },
    }
}

/// Names of persons; several in a cell are text.
///
/// Two lists of authors are one when most names of them meet, not when the best two do: of lists, words are counted.
fn persons(why: String, stats: &Stats) -> Inferred {
    match stats.list_of_names() {
        Some(separators) => {
            Inferred::of(FieldKind::Text, format!("{why}; cells are lists, parted at {separators}"))
        }
        None => Inferred::of(FieldKind::PersonName, why),
    }
}

/// What a name is of, as its words tell.
fn named(stats: &Stats, before: &str) -> Inferred {
    use FieldKind as K;
    let told = |kind, what: String| Inferred::of(kind, format!("{before}{what}"));
    if stats.organizations >= 0.3 && stats.organizations > stats.persons && stats.with_digit < 0.4 {
        return told(K::Organization, format!("{} have a word for a body", percent(stats.organizations)));
    }
    if stats.persons >= 0.45 {
        return persons(format!("{before}{} hold a known given name", percent(stats.persons)), stats);
    }
    if stats.mean_words <= 4.5 && stats.with_digit < 0.2 {
        return told(K::Organization, format!("values are names of {:.1} words", stats.mean_words));
    }
    told(K::Text, format!("values are {:.1} words", stats.mean_words))
}

fn by_values(stats: &Stats) -> Inferred {
    use FieldKind as K;
    let found = |kind, share: f64, what: &str| {
        Inferred::of(kind, format!("{} of the values are {what}", percent(share)))
    };
    if stats.dates >= 0.7 {
        return found(K::Date, stats.dates, "days");
    }
    if stats.years >= 0.95 && stats.distinct > 1 {
        return found(K::Date, stats.years, "years");
    }
    if stats.prices >= 0.5 {
        return found(K::Price, stats.prices, "amounts of money");
    }
    if stats.phones >= 0.6 {
        return found(K::Phone, stats.phones, "telephone numbers");
    }
    if stats.postcodes >= 0.6 {
        return found(K::Postcode, stats.postcodes, "postal codes");
    }
    if stats.is_category(MOST_CATEGORIES) && stats.mean_words < 4.0 {
        return Inferred::of(K::Category, format!("{} rows share {} values", stats.filled, stats.distinct));
    }
    if stats.numbers >= 0.9 {
        if stats.whole >= 0.95 && stats.mean_chars >= 6.0 {
            return found(K::Identifier, stats.whole, "numbers of many digits");
        }
        return found(K::Number, stats.numbers, "numbers");
    }
    if stats.codes >= 0.7 {
        return found(K::Identifier, stats.codes, "codes");
    }
    if stats.places >= 0.5 && stats.places > stats.given.max(stats.family).max(stats.persons) {
        return found(K::Place, stats.places, "known places");
    }
    if stats.with_digit < 0.1 && stats.mean_words < 1.5 && stats.given.max(stats.family) >= 0.3 {
        return if stats.given >= stats.family {
            found(K::GivenName, stats.given, "known given names")
        } else {
            found(K::FamilyName, stats.family, "known family names")
        };
    }
    if stats.addresses >= 0.5 {
        return found(K::Address, stats.addresses, "words and the number of a house");
    }
    if stats.organizations >= 0.3 && stats.mean_words <= 8.0 && stats.common < 0.8 {
        return found(K::Organization, stats.organizations, "names with a word for a body");
    }
    if stats.persons >= 0.5 && stats.mean_words >= 1.5 && stats.common < 0.35 && stats.with_digit < 0.2 {
        let why = format!("{} of the values hold a known given name", percent(stats.persons));
        let inferred = persons(why, stats);
        if inferred.kind == Some(K::Text) || stats.mean_words <= 5.0 {
            return inferred;
        }
    }
    Inferred::of(K::Text, format!("values are {:.1} words", stats.mean_words))
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= 40 { text.to_owned() } else { text.chars().take(39).chain(['…']).collect() }
}
