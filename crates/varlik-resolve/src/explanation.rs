//! Why two items are one, or why not.

use std::fmt;

use serde::Serialize;

/// The account of a pair: its lines sum to the match weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// Ids of the two items.
    pub ids: (String, String),
    /// What made the pair a candidate: the fields whose blocking keys it shares, `near texts`, or `no candidate`.
    pub brought_by: String,
    /// Log2 odds that a pair brought this way is a match, before any field is looked at, against its being a chance
    /// meeting.
    pub prior: f32,
    /// What each comparison says, and after them what the rules say that fit: `rule: ...` instead of a comparison.
    pub lines: Vec<EvidenceLine>,
    /// What fields take away that agree together for other reasons than being one: a household, a common name.
    pub dependence: f32,
    /// The match weight in bits: prior, lines with their rarities, and dependence together.
    pub weight: f32,
    /// The probability that the two are one, 0..=1.
    pub probability: f32,
    /// The smallest change of one comparison that would turn the verdict; none where no single one would.
    pub flip: Option<Flip>,
}

/// What one comparison says of a pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvidenceLine {
    /// What is compared.
    pub comparison: String,
    /// The level of agreement, `missing` where one has no value.
    pub level: String,
    /// The values that were compared, empty where one has none.
    pub values: (String, String),
    /// What the level says, in bits.
    pub weight: f32,
    /// What the rarity of the agreed value adds, in bits.
    pub rarity: f32,
}

/// A change of one comparison that turns the verdict.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flip {
    /// What would have to compare otherwise.
    pub comparison: String,
    /// The level it would need.
    pub level: String,
    /// The match weight then, in bits.
    pub weight: f32,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} ~ {}, brought by {}", self.ids.0, self.ids.1, self.brought_by)?;
        writeln!(f, "{:+7.2}  prior", self.prior)?;
        for line in &self.lines {
            let EvidenceLine { comparison, level, values: (a, b), weight, rarity } = line;
            write!(f, "{weight:+7.2}  {comparison:20} {level:10}")?;
            if rarity.abs() >= 0.005 {
                write!(f, " {rarity:+.2} for rarity")?;
            }
            if level != "missing" {
                write!(f, "  {} | {}", cut(a), cut(b))?;
            }
            writeln!(f)?;
        }
        writeln!(f, "{:+7.2}  fields that agree together", self.dependence)?;
        write!(f, "{:+7.2}  bits: probability {:.4}", self.weight, self.probability)?;
        if let Some(flip) = &self.flip {
            write!(f, "\n         would be {:+.2} if {} were {}", flip.weight, flip.comparison, flip.level)?;
        }
        Ok(())
    }
}

/// The beginning of a long value.
fn cut(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}
