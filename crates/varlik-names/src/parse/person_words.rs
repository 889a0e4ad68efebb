//! What the small words and endings of persons' names say.

/// Jr, Sr, II and the like.
pub(super) fn is_generation(key: &str) -> bool {
    matches!(key, "jr" | "sr" | "ii" | "iii" | "iv" | "jnr" | "snr")
}

/// The number of a king or pope, beyond what sons bear; XI is a family name too.
pub(super) fn is_regnal(key: &str) -> bool {
    matches!(key, "vi" | "vii" | "viii" | "ix" | "xii" | "xiii" | "xiv" | "xv" | "xvi" | "xvii" | "xviii")
}

/// Says that the word behind it is the father's name.
pub(super) fn is_filiation(key: &str) -> bool {
    matches!(key, "bin" | "ibn" | "bint" | "binti" | "bn" | "ould" | "wuld")
}

/// Says that the word before it is the father's name.
pub(super) fn is_filiation_behind(key: &str) -> bool {
    matches!(key, "oglu" | "ogly" | "ogli" | "kizi" | "qizi" | "gizi" | "kyzy" | "uulu" | "uly")
}

/// A father's name by its ending; a family name may end so too, so that only its place tells.
pub(super) fn is_patronymic(key: &str) -> bool {
    ["ovich", "evich", "ovych", "yovych", "oglu"].iter().any(|ending| ends(key, ending))
        || is_patronymic_of_woman(key)
}

/// A daughter's patronymic, which no family name looks like.
pub(super) fn is_patronymic_of_woman(key: &str) -> bool {
    ["ovna", "evna", "ichna", "ivna", "yivna"].iter().any(|ending| ends(key, ending))
}

fn ends(key: &str, ending: &str) -> bool {
    key.len() > ending.len() + 1 && key.ends_with(ending)
}

/// Two letters that one letter of Cyrillic is written with; with a full stop behind they are an initial.
pub(super) fn is_digraph(key: &str) -> bool {
    matches!(key, "ya" | "yu" | "ye" | "yo" | "zh" | "sh" | "ch" | "kh" | "ts" | "th" | "ph" | "dj")
}

/// A beginning of family names that stands apart by mistake; "Mac" in front may be a given name.
pub(super) fn is_detached_prefix(key: &str, first: bool) -> bool {
    key == "mc" || (key == "mac" && !first)
}

/// Letters of a degree or an honour that stand behind a name.
pub(super) fn is_postnominal(key: &str) -> bool {
    matches!(
        key,
        "phd" | "md" | "msc" | "mba" | "esq" | "qc" | "kc" | "obe" | "cbe" | "mbe" | "kbe" | "mp" | "mep"
    )
}
