//! How many bits each kind of agreement and disagreement is worth.

/// The weights of the comparer, in bits.
///
/// They are set by hand, by what they do on labelled pairs of names, and scaled as one so that among pairs of one weight the
/// odds are what it says: names are compared because they look alike, and their letters and words are not independent,
/// so that each says about two thirds of what it would say alone.
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
    /// A word that makes one name with the next, and another than the next alone: Abu.
    pub(super) missing_compound: f32,
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
    /// Jr, Sr, II of a person.
    pub(super) missing_generation: f32,
    /// An initial.
    pub(super) missing_initial: f32,
    /// A legal form.
    pub(super) missing_legal_form: f32,
    /// A word of the kind in a whole legal name, which tells the branch.
    pub(super) missing_branch: f32,
    /// Another order of the words.
    pub(super) order: f32,
    /// Another order of given names, where the family name stays.
    pub(super) order_of_given: f32,
    /// Words that are written as one.
    pub(super) join: f32,
    /// Least that two equal words say.
    pub(super) least_exact: f32,
    /// A particle that agrees.
    pub(super) particle: f32,
    /// A sign of a script whose signs are words.
    pub(super) sign: f32,
    /// A sign of such a script for another of the same reading.
    pub(super) reading: f32,
    /// An abbreviation.
    pub(super) abbreviation: f32,
    /// A nickname or a form of another language.
    pub(super) variant: f32,
    /// Two neighbours that are swapped.
    pub(super) swap: f32,
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
        information: 0.488,
        same_script: 1.04,
        other_script: 0.552,
        word: 10.14,
        given: 5.2,
        generic: 2.6,
        qualifier: 3.9,
        number: 3.9,
        initial: 1.3,
        aligned: -0.975,
        agree: 0.0,
        orthography: 1.8,
        floor: 6.5,
        conflict: 6.24,
        conflict_generic: 3.9,
        conflict_number: 9.1,
        related: 5.85,
        partial: 9.1,
        missing_family: 2.73,
        missing_given: 0.455,
        missing_compound: 4.0,
        missing_telling: 4.2,
        missing_generic: 1.3,
        missing_feature: 6.175,
        missing_qualifier: 5.2,
        missing_number: 5.2,
        missing_generation: 1.95,
        missing_initial: 0.195,
        missing_legal_form: 0.13,
        missing_branch: 0.325,
        order: 0.455,
        order_of_given: 5.0,
        join: 0.65,
        least_exact: 0.65,
        particle: 0.195,
        sign: 3.9,
        reading: 0.65,
        abbreviation: 0.325,
        variant: 1.625,
        swap: 3.0,
        slip: 6.5,
        inflection: 1.95,
        acronym: 7.8,
        alias: 9.1,
        told_alias: 19.5,
        known_apart: -7.8,
        identical: 26.0,
    };
}
