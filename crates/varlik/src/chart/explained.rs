//! The evidence of the engine as a picture.

use varlik_resolve::{EvidenceLine, Explanation};

use super::{Waterfall, WaterfallLine};

/// Bits that would be written as 0.00.
const NOTHING: f32 = 0.005;

/// # Example: why two rows are one
/// ```
/// use varlik::chart::Waterfall;
/// use varlik::items::{ColumnBuilder, Field, FieldKind, Items, Resolver};
///
/// let mut items = Items::default();
/// let mut name = ColumnBuilder::default();
/// for (id, text) in [("1", "Şükrü Işık"), ("2", "Bilal Erdoğan"), ("3", "Shukru Ishik")] {
///     items.ids.push(id);
///     name.push(Some(text));
/// }
/// items.columns.push((Field { name: "ad".to_owned(), kind: FieldKind::PersonName }, name.finish()));
/// let found = Resolver::default().run(items, &|_, _, _| true)?;
/// let picture = Waterfall::from(&found.explain(0, 2));
/// assert_eq!((picture.left.as_str(), picture.right.as_str()), ("1", "3"));
/// assert_eq!((picture.lines[0].left.as_str(), picture.lines[0].right.as_str()), ("Şükrü Işık", "Shukru Ishik"));
/// # Ok::<(), varlik::items::ResolveError>(())
/// ```
impl From<&Explanation> for Waterfall {
    /// Takes the prior and the lines as they are; what fields that agree together take away is a line of its own. Fields
    /// without a value that say nothing are left out.
    fn from(explanation: &Explanation) -> Self {
        let says = |line: &&EvidenceLine| {
            line.level != "missing" || line.weight.abs() >= NOTHING || line.rarity.abs() >= NOTHING
        };
        let mut lines: Vec<WaterfallLine> =
            explanation.lines.iter().filter(says).map(WaterfallLine::from).collect();
        if explanation.dependence.abs() >= NOTHING {
            lines.push(WaterfallLine {
                field: "dependence".to_owned(),
                level: "fields that agree together".to_owned(),
                bits: f64::from(explanation.dependence),
                ..WaterfallLine::default()
            });
        }
        Self {
            left: explanation.ids.0.clone(),
            right: explanation.ids.1.clone(),
            prior: f64::from(explanation.prior),
            lines,
            total: f64::from(explanation.weight),
            probability: f64::from(explanation.probability),
        }
    }
}

impl From<&EvidenceLine> for WaterfallLine {
    fn from(line: &EvidenceLine) -> Self {
        Self {
            field: line.comparison.clone(),
            level: line.level.clone(),
            left: line.values.0.clone(),
            right: line.values.1.clone(),
            bits: f64::from(line.weight),
            rarity_bits: f64::from(line.rarity),
            parts: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(level: &str, weight: f32, rarity: f32) -> EvidenceLine {
        EvidenceLine {
            comparison: "şehir".to_owned(),
            level: level.to_owned(),
            values: ("İzmir".to_owned(), "Ankara".to_owned()),
            weight,
            rarity,
        }
    }

    fn explanation(lines: Vec<EvidenceLine>, dependence: f32) -> Explanation {
        let sum: f32 = lines.iter().map(|line| line.weight + line.rarity).sum();
        Explanation {
            ids: ("a".to_owned(), "b".to_owned()),
            brought_by: "şehir".to_owned(),
            prior: -4.0,
            lines,
            dependence,
            weight: sum + dependence - 4.0,
            probability: 0.25,
            flip: None,
        }
    }

    #[test]
    fn the_bars_sum_to_the_weight_and_dependence_is_one_of_them() {
        let picture =
            Waterfall::from(&explanation(vec![line("exact", 5.0, 1.5), line("missing", 0.2, 0.0)], -2.0));
        let fields: Vec<&str> = picture.lines.iter().map(|line| line.field.as_str()).collect();
        assert_eq!(fields, ["şehir", "şehir", "dependence"]);
        let sum: f64 = picture.lines.iter().map(|line| line.bits + line.rarity_bits).sum();
        assert!((picture.prior + sum - picture.total).abs() < 1e-5);
        assert_eq!((picture.lines[0].left.as_str(), picture.lines[0].right.as_str()), ("İzmir", "Ankara"));
    }

    #[test]
    fn what_says_nothing_is_left_out_unless_it_was_compared() {
        let picture =
            Waterfall::from(&explanation(vec![line("missing", 0.001, 0.0), line("near", 0.001, 0.0)], 0.001));
        let levels: Vec<&str> = picture.lines.iter().map(|line| line.level.as_str()).collect();
        assert_eq!(levels, ["near"]);
    }
}
