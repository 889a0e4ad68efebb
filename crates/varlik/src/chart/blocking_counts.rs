//! Which pairs were looked at, and why.

use serde_json::{Value, json};

use super::canvas::{Anchor, Canvas};
use super::scale::Scale;
use super::{label, vega};

/// Passes a picture draws.
const MAX_PASSES: usize = 100;
const ROW: f64 = 22.0;
const HEAD: f64 = 26.0;
const BARS: (f64, f64) = (290.0, 474.0);

/// How the pairs to compare were found, pass by pass.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BlockingCounts {
    /// The passes, in the order they ran.
    pub passes: Vec<BlockingPass>,
    /// Estimated share of the true pairs that some pass found, 0 to 1; none where it was not estimated.
    pub recall: Option<f64>,
}

/// What one pass found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BlockingPass {
    /// What rows of one block have in common: `family name + year of birth`.
    pub name: String,
    /// How many blocks of two rows or more there are.
    pub blocks: u64,
    /// How many pairs they hold.
    pub pairs: u64,
    /// How many of those no earlier pass had found.
    pub new_pairs: u64,
}

impl BlockingCounts {
    /// Draws a bar for the pairs of each pass, the new ones in full colour.
    #[must_use]
    pub fn to_svg(&self) -> String {
        self.draw().into_svg()
    }

    pub(crate) fn draw(&self) -> Canvas {
        let drawn = self.passes.get(..MAX_PASSES).unwrap_or(&self.passes);
        let left_out = self.passes.len() - drawn.len();
        let height = HEAD + (drawn.len() + usize::from(left_out > 0)) as f64 * ROW + 32.0;
        let mut canvas = Canvas::new(height, "Pairs found by each pass of blocking");
        canvas.text("soft small", Anchor::Start, (8.0, 14.0), "rows that share");
        canvas.text("soft small", Anchor::Start, (BARS.0, 14.0), "pairs, the new in full colour");
        for (right, head) in [(538.0, "blocks"), (625.0, "pairs"), (712.0, "new pairs")] {
            canvas.text("soft small", Anchor::End, (right, 14.0), head);
        }
        let scale = Scale::with_zero(drawn.iter().map(|pass| pass.pairs as f64), BARS.0, BARS.1);
        let mut y = HEAD;
        for pass in drawn {
            let baseline = y + 15.0;
            let extent = (y + 4.0, ROW - 8.0);
            canvas.cut_text("", Anchor::Start, (8.0, baseline), &pass.name, BARS.0 - 20.0);
            for (class, pairs) in [("for pale", pass.pairs), ("for", pass.new_pairs.min(pass.pairs))] {
                if pairs > 0 {
                    let end = scale.at(pairs as f64).max(BARS.0 + 1.0);
                    canvas.bar(class, (BARS.0, end), extent, "");
                }
            }
            for (right, number) in [(538.0, pass.blocks), (625.0, pass.pairs), (712.0, pass.new_pairs)] {
                canvas.text("", Anchor::End, (right, baseline), &label::count(number));
            }
            y += ROW;
        }
        if left_out > 0 {
            canvas.text(
                "soft",
                Anchor::Start,
                (8.0, y + 15.0),
                &format!("{left_out} more passes are not drawn"),
            );
            y += ROW;
        }
        let all = self.passes.iter().fold(0_u64, |sum, pass| sum.saturating_add(pass.new_pairs));
        let recall = match self.recall {
            Some(recall) => format!("about {} of the true pairs are among them", label::percent(recall)),
            None => "how many true pairs are among them was not estimated".to_owned(),
        };
        canvas.line("axis", (8.0, y + 4.0), (712.0, y + 4.0), "");
        canvas.text("strong", Anchor::Start, (8.0, y + 22.0), &format!("together: {recall}"));
        canvas.text("strong", Anchor::End, (712.0, y + 22.0), &label::count(all));
        canvas
    }

    /// Returns the chart as a Vega-Lite dictionary; it holds every pass.
    #[must_use]
    pub fn to_vegalite(&self) -> Value {
        let rows = self.passes.iter().enumerate().flat_map(|(order, pass)| {
            let known = pass.pairs.saturating_sub(pass.new_pairs);
            [("new", pass.new_pairs), ("found before", known)].map(|(status, pairs)| {
                json!({ "pass": label::head(&pass.name), "order": order, "blocks": pass.blocks, "status": status, "pairs": pairs })
            })
        });
        let specification = json!({
            "mark": { "type": "bar", "tooltip": { "content": "data" } },
            "encoding": {
                "y": { "field": "pass", "type": "nominal", "sort": { "field": "order" }, "title": null },
                "x": { "field": "pairs", "type": "quantitative", "stack": "zero" },
                "order": { "field": "status", "type": "nominal", "sort": "descending" },
                "color": {
                    "field": "status", "type": "nominal", "title": null,
                    "scale": { "domain": ["new", "found before"], "range": [vega::FOR, "#a9cfe4"] }
                }
            },
            "usermeta": { "recall": self.recall }
        });
        vega::with_values("Pairs found by each pass of blocking", rows.collect(), specification)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pass(name: &str, pairs: u64, new_pairs: u64) -> BlockingPass {
        BlockingPass { name: name.to_owned(), blocks: 7, pairs, new_pairs }
    }

    #[test]
    fn the_sum_counts_each_pair_once() {
        let chart = BlockingCounts {
            passes: vec![pass("e-posta", 900, 900), pass("soyad", 4000, 3500)],
            recall: Some(0.982),
        };
        let svg = chart.to_svg();
        assert!(svg.contains(">4,400</text>") && svg.contains("about 98.2% of the true pairs"));
        assert!(!svg.contains("4,900"));
    }

    #[test]
    fn recall_that_was_not_estimated_is_not_made_up() {
        let svg = BlockingCounts::default().to_svg();
        assert!(svg.contains("was not estimated") && !svg.contains("about "));
        let not_a_number = BlockingCounts { passes: Vec::new(), recall: Some(f64::NAN) }.to_svg();
        assert!(not_a_number.contains("about ? of"));
    }

    #[test]
    fn a_bar_is_never_longer_than_its_pairs() {
        let svg =
            BlockingCounts { passes: vec![pass("a", 10, 999), pass("b", 20, 0)], recall: None }.to_svg();
        assert!(svg.contains("<rect class=\"for\" x=\"290\" y=\"30\" width=\"92\""), "{svg}");
        let largest =
            BlockingCounts { passes: vec![pass("a", u64::MAX, u64::MAX); 200], recall: None }.to_svg();
        assert!(largest.contains("100 more passes"));
    }
}
