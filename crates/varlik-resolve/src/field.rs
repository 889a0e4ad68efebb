//! What the values of one field are.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What kind of thing the values of a field are; it decides how they are prepared, blocked and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// The whole name of a person.
    PersonName,
    /// The given names of a person.
    GivenName,
    /// The family name of a person.
    FamilyName,
    /// The name of a company, agency, restaurant, venue.
    Organization,
    /// A town, country, region.
    Place,
    /// A day, a month or a year.
    Date,
    /// An electronic mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A postal code.
    Postcode,
    /// A street with its house number, or a whole postal address.
    Address,
    /// A code or number that is given to one thing: a tax number, a model number.
    Identifier,
    /// A quantity.
    Number,
    /// An amount of money.
    Price,
    /// One of a few words that many rows share: gender, state, genre.
    Category,
    /// Words: a title, the name of a product, a description.
    Text,
    /// A latitude and a longitude.
    Point,
}

impl FieldKind {
    /// Every kind, in the order of their declaration.
    pub const ALL: [Self; 16] = [
        Self::PersonName,
        Self::GivenName,
        Self::FamilyName,
        Self::Organization,
        Self::Place,
        Self::Date,
        Self::Email,
        Self::Phone,
        Self::Postcode,
        Self::Address,
        Self::Identifier,
        Self::Number,
        Self::Price,
        Self::Category,
        Self::Text,
        Self::Point,
    ];

    /// The word for the kind in options, models and reports: `person_name`, `date`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PersonName => "person_name",
            Self::GivenName => "given_name",
            Self::FamilyName => "family_name",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Date => "date",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Postcode => "postcode",
            Self::Address => "address",
            Self::Identifier => "identifier",
            Self::Number => "number",
            Self::Price => "price",
            Self::Category => "category",
            Self::Text => "text",
            Self::Point => "point",
        }
    }
}

impl fmt::Display for FieldKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A word that is the name of no [`FieldKind`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownKind(String);

impl fmt::Display for UnknownKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<&str> = FieldKind::ALL.iter().map(|kind| kind.as_str()).collect();
        write!(f, "no kind of field is called {:?}; there are {}", self.0, known.join(", "))
    }
}

impl std::error::Error for UnknownKind {}

impl FromStr for FieldKind {
    type Err = UnknownKind;

    fn from_str(word: &str) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word).ok_or_else(|| UnknownKind(word.to_owned()))
    }
}

/// A field of the items: its name and what its values are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Its name, that of the column.
    pub name: String,
    /// What its values are.
    pub kind: FieldKind,
}
