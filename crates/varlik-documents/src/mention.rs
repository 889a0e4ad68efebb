//! One place where an article names somebody or something.

use std::fmt;
use std::ops::Range;

/// What sort of thing a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityType {
    /// A person.
    Per,
    /// An organisation: company, party, ministry, agency, team, outlet.
    Org,
    /// A place: country, city, region, river, building.
    Loc,
    /// A nationality, demonym or people ("Turkish", "Ukraynalı"); its entity is the country where there is one.
    Norp,
    /// Any other name: events, works, products, laws.
    Misc,
}

impl EntityType {
    /// All types, in the order of their discriminants.
    pub const ALL: [Self; 5] = [Self::Per, Self::Org, Self::Loc, Self::Norp, Self::Misc];

    /// Returns the label of the output files: `PER`, `ORG`, `LOC`, `NORP` or `MISC`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Per => "PER",
            Self::Org => "ORG",
            Self::Loc => "LOC",
            Self::Norp => "NORP",
            Self::Misc => "MISC",
        }
    }
}

impl fmt::Display for EntityType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl EntityType {
    /// Reads the labels of varlik and of the common recognisers (spaCy, GLiNER, Hugging Face, stanza).
    ///
    /// An unknown label is that of a name of some other sort, `MISC`. `None` for what is no name: dates, times, amounts and
    /// numbers, and what stands outside of names.
    ///
    /// # Example: labels of spaCy and of a tagger's word pieces
    /// ```
    /// use varlik_documents::EntityType;
    ///
    /// assert_eq!(EntityType::from_label("GPE"), Some(EntityType::Loc));
    /// assert_eq!(EntityType::from_label("B-PER"), Some(EntityType::Per));
    /// assert_eq!(EntityType::from_label("WORK_OF_ART"), Some(EntityType::Misc));
    /// assert_eq!(EntityType::from_label("CARDINAL"), None);
    /// ```
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        let label = label.trim().to_ascii_uppercase();
        // The schemes of begin, inside, last, unit, end and single.
        let label = match label.split_once('-') {
            Some(("B" | "I" | "L" | "U" | "E" | "S", label)) => label,
            _ => &label,
        };
        Some(match label {
            "PER" | "PERS" | "PERSON" | "PEOPLE" => Self::Per,
            "ORG" | "ORGANIZATION" | "ORGANISATION" | "COMPANY" | "CORPORATION" | "INSTITUTION" => Self::Org,
            "LOC" | "GPE" | "LOCATION" | "PLACE" | "FAC" | "FACILITY" | "CITY" | "COUNTRY" => Self::Loc,
            "NORP" | "NATIONALITY" | "DEMONYM" => Self::Norp,
            "DATE" | "TIME" | "DURATION" | "CARDINAL" | "ORDINAL" | "NUMBER" | "QUANTITY" | "PERCENT"
            | "PERCENTAGE" | "MONEY" | "O" => return None,
            _ => Self::Misc,
        })
    }
}

/// How a mention points at its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionKind {
    /// By a name: "Dmitry Peskov".
    Name,
    /// By a title or description: "the Turkish president".
    Nominal,
}

impl MentionKind {
    /// Returns the label of the output files: `name` or `nominal`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Nominal => "nominal",
        }
    }
}

/// One mention of an entity in one article.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Index of the article in [`Resolution::documents`](crate::Resolution::documents).
    pub document: usize,
    /// Half-open **byte** range of the article's raw text: the name alone, without title or case suffix.
    pub span: Range<usize>,
    /// What the mention was taken for.
    pub entity_type: EntityType,
    /// By name or by title.
    pub kind: MentionKind,
    /// Index of the entity in [`Resolution::entities`](crate::Resolution::entities).
    pub entity: usize,
    /// How sure the detection is, 0..=1; 1 for mentions that were given.
    pub score: f32,
    /// The part of the page it stands in.
    pub region: crate::RegionKind,
    /// The id of the country for whose government a capital stands here (`iso3166:TR` in "Ankara wants"): the mention is still
    /// one of the town.
    pub metonym_of: Option<&'static str>,
}

/// A mention that somebody else found (spaCy, GLiNER, a person), to be resolved with the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenMention {
    /// Index of the article in the list handed to [`resolve`](crate::resolve).
    pub document: usize,
    /// Half-open **byte** range of the article's raw text.
    pub span: Range<usize>,
    /// What it was taken for.
    pub entity_type: EntityType,
}
