//! Why two rows are one, or two.

use varlik_names::probability;

use super::Resolution;
use crate::explanation::{EvidenceLine, Explanation, Flip};
use crate::level::MISSING;
use crate::pattern::Pattern;
use crate::prepared::Scratch;
use crate::rule::Verdict;

impl Resolution {
    /// Explains why two rows are one or two.
    #[must_use]
    pub fn explain(&self, a: u32, b: u32) -> Explanation {
        let (x, y) = (self.node(a), self.node(b));
        let mut scratch = Scratch::default();
        let at_hand = self.whole().at_hand([x, y]);
        let pattern = at_hand.compare(x, y, &mut scratch);
        let pass = at_hand.pass_of(x, y);
        let weight = self.scoring.weight(pass, pattern, &scratch.rarity);
        let mut said = Vec::with_capacity(self.levels.len());
        let parts =
            self.scoring.parts(pass, pattern, &scratch.rarity, |_, bits, rarity| said.push((bits, rarity)));
        let names = self.prepared.names();
        let value = |at: usize, number: u32| {
            let comparison = self.prepared.comparisons.get(at);
            let column =
                comparison.and_then(|comparison| at_hand.prepared().items.columns.get(comparison.column));
            column.map_or_else(String::new, |(_, column)| column.values().get(number).to_owned())
        };
        let mut lines = Vec::new();
        for (at, (name, levels)) in names.iter().zip(&self.levels).enumerate() {
            let level = pattern.level(at);
            let is_field = at < self.prepared.comparisons.len();
            if level == MISSING && !is_field {
                continue;
            }
            let (bits, rarity) = said.get(at).copied().unwrap_or_default();
            let graded = scratch.graded.get(at).copied().unwrap_or_default();
            let values = if level == MISSING || !is_field {
                (String::new(), String::new())
            } else {
                (value(at, graded.1), value(at, graded.2))
            };
            lines.push(EvidenceLine {
                comparison: name.clone(),
                level: levels.name(level).to_owned(),
                values,
                weight: bits,
                rarity,
            });
        }
        self.explain_rules(pattern, weight, parts.weight, &mut lines);
        let flip = self.flip(pass, pattern, &scratch, weight, &names);
        Explanation {
            ids: (self.id(a).to_owned(), self.id(b).to_owned()),
            brought_by: self.pass_name(pass),
            prior: parts.prior,
            lines,
            dependence: parts.dependence,
            weight,
            probability: probability(weight),
            flip,
        }
    }

    /// Adds a line for each rule that fits: together they lead from the weight before the rules to that after them.
    fn explain_rules(&self, pattern: Pattern, weight: f32, before: f32, lines: &mut Vec<EvidenceLine>) {
        let first = lines.len();
        let (mut sum, mut decides) = (before, None);
        for (rule, at) in self.scoring.rules.fitting(pattern).zip(first..) {
            let bits = match (rule.then, decides) {
                (Verdict::Bits(bits), _) => bits,
                (Verdict::Different, _) => {
                    decides = decides.filter(|&(_, is_veto)| is_veto).or(Some((at, true)));
                    0.0
                }
                (Verdict::Same, _) => {
                    decides = decides.or(Some((at, false)));
                    0.0
                }
            };
            sum += bits;
            lines.push(EvidenceLine {
                comparison: format!("rule: {rule}"),
                level: String::new(),
                values: (String::new(), String::new()),
                weight: bits,
                rarity: 0.0,
            });
        }
        if let Some(line) = decides.and_then(|(at, _)| lines.get_mut(at)) {
            line.weight = weight - sum;
        }
    }

    /// The change of one field that turns the verdict and moves the weight the least.
    fn flip(
        &self,
        pass: usize,
        pattern: Pattern,
        scratch: &Scratch,
        weight: f32,
        names: &[String],
    ) -> Option<Flip> {
        let mut best: Option<Flip> = None;
        for (at, (name, levels)) in
            names.iter().zip(&self.levels).enumerate().take(self.prepared.comparisons.len())
        {
            let mut rarity = scratch.rarity;
            if let Some(slot) = rarity.get_mut(at) {
                *slot = 0.0;
            }
            for level in (1..levels.count() as u8).filter(|&level| level != pattern.level(at)) {
                let other = self.scoring.weight(pass, pattern.with(at, level), &rarity);
                let nearer =
                    best.as_ref().is_none_or(|best| (other - weight).abs() < (best.weight - weight).abs());
                if (other > 0.0) != (weight > 0.0) && nearer {
                    best = Some(Flip {
                        comparison: name.clone(),
                        level: levels.name(level).to_owned(),
                        weight: other,
                    });
                }
            }
        }
        best
    }

    pub(super) fn pass_name(&self, pass: usize) -> String {
        if pass == self.candidates.no_pass() {
            return "nothing: no candidate".to_owned();
        }
        if pass == self.candidates.near_pass() {
            return "near texts".to_owned();
        }
        let compared = self.candidates.blocks.keys.passes.get(pass).map_or(&[][..], |pass| &pass.comparisons);
        let name = |at: &usize| self.prepared.comparisons.get(*at).map_or("", |own| own.name.as_str());
        let names: Vec<String> = compared
            .chunk_by(|a, b| a == b)
            .filter_map(|same| match same {
                [at] => Some(name(at).to_owned()),
                [at, ..] => Some(format!("{} words of {}", same.len(), name(at))),
                [] => None,
            })
            .collect();
        if names.is_empty() { "all pairs of a small table".to_owned() } else { names.join(" and ") }
    }
}
