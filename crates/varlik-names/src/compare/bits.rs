//! How many bits each kind of agreement and disagreement is worth.

/// The weights of the comparer, in bits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bits {
    /// Share of the letters' information that a word keeps: letters of one word are not independent.
    pub(super) information: f32,
    /// How much more than learnt a difference costs within one script, where the rival is another name of the
    /// same people.
    pub(super) same_script: f32,
    /// The same between two scripts.
    pub(super) other_script: f32,
    /// Most that a family name or a telling word says.
    pub(super) word: f32,
    /// Most that a usual given name says.
    pub(super) given: f32,
    /// Most that a word of the kind says (Bank, Ministry).
    pub(super) generic: f32,
    /// Most that a country or town beside a name says.
    pub(super) qualifier: f32,
    /// A number that agrees.
    pub(super) number: f32,
    /// An initial that agrees.
    pub(super) initial: f32,
    /// Two words are aligned from this weight on.
    pub(super) aligned: f32,
    /// Below this two aligned words contradict each other.
    pub(super) agree: f32,
    /// How much more a difference costs between two names in Turkish letters, which are spelled as they are spoken.
    pub(super) orthography: f32,
    /// Least that two words say.
    pub(super) floor: f32,
    /// Two words that tell different things.
    pub(super) conflict: f32,
    /// The same, where one of them tells the kind only.
    pub(super) conflict_generic: f32,
    /// Two numbers that differ.
    pub(super) conflict_number: f32,
    /// Most that shared words say beside a contradiction: relatives and namesakes share words too.
    pub(super) related: f32,
    /// Most that shared words say where a telling word is missing: a part, a branch, a successor.
    pub(super) partial: f32,
    /// A family name that the other lacks.
    pub(super) missing_family: f32,
    /// A given name, a middle name, a patronymic.
    pub(super) missing_given: f32,
    /// A telling word of an organisation, a place or a thing.
    pub(super) missing_telling: f32,
    /// A word of the kind.
    pub(super) missing_generic: f32,
    /// A word that tells what kind of place it is: River, Province.
    pub(super) missing_feature: f32,
    /// A country or town beside a name.
    pub(super) missing_qualifier: f32,
    /// A number.
    pub(super) missing_number: f32,
    /// Another order of the words.
    pub(super) order: f32,
    /// Words that are written as one.
    pub(super) join: f32,
    /// A nickname or a form of another language.
    pub(super) variant: f32,
    /// A slip of the hand in a long word.
    pub(super) slip: f32,
    /// A case ending.
    pub(super) inflection: f32,
    /// The whole is one of the other's initials.
    pub(super) acronym: f32,
    /// Both are names of one place or body.
    pub(super) alias: f32,
    /// The caller says that both are names of one bearer.
    pub(super) told_alias: f32,
    /// Both are names of places, and of no common one.
    pub(super) known_apart: f32,
    /// The same after normalisation.
    pub(super) identical: f32,
}

impl Bits {
    pub(super) const DEFAULT: Self = Self {
        information: 0.75,
        same_script: 1.6,
        other_script: 0.85,
        word: 15.6,
        given: 8.0,
        generic: 4.0,
        qualifier: 6.0,
        number: 6.0,
        initial: 2.0,
        aligned: -1.5,
        agree: 0.0,
        orthography: 1.8,
        floor: 10.0,
        conflict: 9.6,
        conflict_generic: 6.0,
        conflict_number: 14.0,
        related: 9.0,
        partial: 12.0,
        missing_family: 4.2,
        missing_given: 0.7,
        missing_telling: 7.5,
        missing_generic: 1.0,
        missing_feature: 9.5,
        missing_qualifier: 8.0,
        missing_number: 8.0,
        order: 0.7,
        join: 1.0,
        variant: 2.5,
        slip: 10.0,
        inflection: 3.0,
        acronym: 12.0,
        alias: 14.0,
        told_alias: 30.0,
        known_apart: -12.0,
        identical: 40.0,
    };
}
