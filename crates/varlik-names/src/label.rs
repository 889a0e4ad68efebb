//! What the kinds of names and the roles of their words are called in files and calls.

use crate::name::{NameKind, Role};

impl NameKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organization, Self::Place, Self::Other];

    /// Returns what the kind is called: `person`, `organization`, `place`, `other`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Other => "other",
        }
    }

    /// Returns the kind of a label, written large or small; the labels of recognisers are known too.
    ///
    /// # Example: labels of other programs, and one that is none
    /// ```
    /// use varlik_names::NameKind;
    ///
    /// assert_eq!(NameKind::from_label("person"), Some(NameKind::Person));
    /// assert_eq!(NameKind::from_label("ORG"), Some(NameKind::Organization));
    /// assert_eq!(NameKind::from_label("LOC"), Some(NameKind::Place));
    /// assert_eq!(NameKind::from_label("persona"), None);
    /// ```
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        let is = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(label.trim()));
        if is(&["person", "per"]) {
            Some(Self::Person)
        } else if is(&["organization", "organisation", "org"]) {
            Some(Self::Organization)
        } else if is(&["place", "location", "loc", "gpe"]) {
            Some(Self::Place)
        } else if is(&["other", "misc"]) {
            Some(Self::Other)
        } else {
            None
        }
    }
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 15] = [
        Self::Given,
        Self::Middle,
        Self::Patronymic,
        Self::Family,
        Self::Initial,
        Self::Nickname,
        Self::Title,
        Self::Particle,
        Self::Generation,
        Self::Telling,
        Self::Generic,
        Self::LegalForm,
        Self::Number,
        Self::Acronym,
        Self::Qualifier,
    ];

    /// Returns the role of a label, as [`as_str`](Self::as_str) gives it.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == label)
    }

    /// Returns what the role is called: `given`, `legal_form`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Given => "given",
            Self::Middle => "middle",
            Self::Patronymic => "patronymic",
            Self::Initial => "initial",
            Self::Nickname => "nickname",
            Self::Title => "title",
            Self::Particle => "particle",
            Self::Generation => "generation",
            Self::Generic => "generic",
            Self::LegalForm => "legal_form",
            Self::Number => "number",
            Self::Acronym => "acronym",
            Self::Qualifier => "qualifier",
            Self::Telling => "telling",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_own_name() {
        for kind in NameKind::ALL {
            assert_eq!(NameKind::from_label(kind.as_str()), Some(kind));
        }
    }

    #[test]
    fn every_role_is_found_by_its_own_name() {
        for (place, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(Role::from_label(role.as_str()), Some(role));
            assert!(!Role::ALL[..place].contains(&role), "{role:?} twice");
        }
        assert_eq!(Role::from_label("first name"), None);
    }

    #[test]
    fn a_label_of_another_thing_is_no_kind() {
        for label in ["", "p", "NORP", "vessel", "personal"] {
            assert_eq!(NameKind::from_label(label), None, "{label}");
        }
    }
}
