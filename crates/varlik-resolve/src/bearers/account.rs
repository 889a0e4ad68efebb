//! Why two bearers are one, or two.

use varlik_names::{Reason, probability};

use super::ResolvedBearers;
use super::pairs::{Weigher, kinds};
use crate::explanation::{EvidenceLine, Explanation};

impl ResolvedBearers {
    /// Explains why two bearers are one or two: what their names say, and what decides beside them.
    #[must_use]
    pub fn explain(&self, a: u32, b: u32) -> Explanation {
        let node = |item: u32| self.nodes.node_of.get(item as usize).copied().unwrap_or(u32::MAX);
        let (x, y) = (node(a), node(b));
        let mut lines = Vec::new();
        let mut prior = 0.0;
        let line = |comparison: &str, level: &str, values: (String, String), weight: f32| EvidenceLine {
            comparison: comparison.to_owned(),
            level: level.to_owned(),
            values,
            weight,
            rarity: 0.0,
        };
        let weigher = Weigher::new(&self.nodes, self.threshold);
        if let Some((_, one, other)) = weigher.best(x, y) {
            for said in weigher.comparer.explain(one, other).evidence {
                if said.what == Reason::Prior {
                    prior += said.weight;
                } else {
                    lines.push(line("name", said.what.as_str(), (said.a, said.b), said.weight));
                }
            }
            let is_known = self.nodes.identifier(x) != 0 || self.nodes.identifier(y) != 0;
            let bits = kinds(one, other, is_known).unwrap_or_default();
            if bits < 0.0 {
                lines.push(line("kind", "another", (String::new(), String::new()), bits));
            }
        }
        let weight = prior + lines.iter().map(|line| line.weight).sum::<f32>();
        Explanation {
            ids: (a.to_string(), b.to_string()),
            brought_by: "name".to_owned(),
            prior,
            lines,
            dependence: 0.0,
            weight,
            probability: probability(weight),
            flip: None,
        }
    }
}
