//! How the scores of the pairs are spread.

use serde_json::{Value, json};

use super::canvas::{Anchor, Canvas, WIDTH};
use super::scale::Scale;
use super::{label, vega};

/// Bars a picture draws; of more, neighbours are drawn as one.
const MAX_BARS: usize = 200;
/// The largest bar is this much higher than the middle one before heights are drawn as logarithms.
const STEEP: f64 = 40.0;
const PLOT: (f64, f64) = (56.0, WIDTH - 14.0);
const TOP: f64 = 34.0;
const BOTTOM: f64 = 230.0;
const HEIGHT: f64 = 274.0;

/// How many of the compared pairs have which score, and where the line was drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ScoreHistogram {
    /// The bins, from the lowest score to the highest.
    pub bins: Vec<ScoreBin>,
    /// The score from which a pair counts as a match, in bits; not drawn unless it is finite.
    pub threshold: f64,
}

/// The pairs with a score in one range.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ScoreBin {
    /// The lowest score of the bin, in bits.
    pub from: f64,
    /// The score at which the next bin begins, in bits.
    pub to: f64,
    /// How many pairs there are.
    pub count: u64,
}

impl ScoreHistogram {
    /// Draws a bar for each bin; those above the threshold in the colour of a match.
    ///
    /// Where a few bins hold nearly all the pairs the heights are logarithms, and the picture says so.
    #[must_use]
    pub fn to_svg(&self) -> String {
        self.draw().into_svg()
    }

    pub(crate) fn draw(&self) -> Canvas {
        let bars = self.bars();
        if bars.is_empty() {
            return Canvas::saying("No pair was scored.");
        }
        let mut canvas = Canvas::new(HEIGHT, "How many pairs have which score");
        let across = Scale::over(
            bars.iter().flat_map(|bar| [bar.from, bar.to]).chain([self.threshold]),
            PLOT.0,
            PLOT.1,
        );
        let is_steep = is_steep(&bars);
        let height = |count: f64| if is_steep { (1.0 + count).log10() } else { count };
        let up = Scale::with_zero(bars.iter().map(|bar| height(bar.count as f64)), BOTTOM, TOP + 8.0);
        for tick in up.whole_ticks(4) {
            let pairs = if is_steep { 10_f64.powf(tick) } else { tick };
            // The line of one pair would lie too near the ground.
            if is_steep && tick == 0.0 {
                continue;
            }
            let y = up.at(height(pairs));
            canvas.line("grid", (PLOT.0, y), (PLOT.1, y), "");
            canvas.text("soft small", Anchor::End, (PLOT.0 - 6.0, y + 4.0), &label::compact(pairs));
        }
        for bar in bars.iter().filter(|bar| bar.count > 0) {
            let top = up.at(height(bar.count as f64)).min(BOTTOM - 1.0);
            let tooltip = format!(
                "{} to {} bits: {} pairs",
                label::bits(bar.from, 1),
                label::bits(bar.to, 1),
                label::count(bar.count)
            );
            let cut = if self.threshold.is_nan() { f64::INFINITY } else { self.threshold };
            let extent = (top, BOTTOM - top);
            for (class, from, to) in
                [("neutral", bar.from, bar.to.min(cut)), ("for", bar.from.max(cut), bar.to)]
            {
                if from < to {
                    // A sliver of paper between the bars keeps them apart; a thin bar has none to spare.
                    let (start, end) = (across.at(from), across.at(to));
                    let gap = if end - start > 4.0 { 1.0 } else { 0.0 };
                    canvas.bar(class, (start, end - gap), extent, &tooltip);
                }
            }
        }
        canvas.line("axis", (PLOT.0, BOTTOM), (PLOT.1, BOTTOM), "");
        for tick in across.whole_ticks(8) {
            canvas.text(
                "soft small",
                Anchor::Middle,
                (across.at(tick), BOTTOM + 16.0),
                &label::bits(tick, 0),
            );
        }
        let axis = if is_steep { "pairs, drawn as logarithms" } else { "pairs" };
        canvas.text("soft small", Anchor::Start, (8.0, 14.0), axis);
        canvas.text("soft small", Anchor::End, (PLOT.1, BOTTOM + 34.0), "score (bits)");
        draw_threshold(&mut canvas, &across, self.threshold, (TOP, BOTTOM));
        canvas
    }

    /// Returns the bins that make sense, with neighbours joined where there are too many.
    fn bars(&self) -> Vec<ScoreBin> {
        let sound: Vec<ScoreBin> = self
            .bins
            .iter()
            .copied()
            .filter(|bin| bin.from.is_finite() && bin.to.is_finite() && bin.from < bin.to)
            .collect();
        let joined = sound.len().div_ceil(MAX_BARS).max(1);
        let join = |bins: &[ScoreBin]| {
            let (first, last) = (bins.first()?, bins.last()?);
            let count = bins.iter().fold(0_u64, |sum, bin| sum.saturating_add(bin.count));
            Some(ScoreBin { from: first.from, to: last.to, count })
        };
        sound.chunks(joined).filter_map(join).collect()
    }

    /// Returns the chart as a Vega-Lite dictionary.
    #[must_use]
    pub fn to_vegalite(&self) -> Value {
        let bars = self.bars();
        let scale = if is_steep(&bars) { "symlog" } else { "linear" };
        let rows =
            bars.iter().map(|bar| json!({ "from": bar.from, "to": bar.to, "count": bar.count })).collect();
        let colour = if self.threshold.is_finite() {
            let test = format!("datum.from + datum.to >= {}", self.threshold * 2.0);
            json!({ "condition": { "test": test, "value": vega::FOR }, "value": vega::NEUTRAL })
        } else {
            json!({ "value": vega::NEUTRAL })
        };
        let mut layers = vec![json!({
            "mark": { "type": "bar", "tooltip": { "content": "data" } },
            "encoding": {
                "x": { "field": "from", "type": "quantitative", "bin": { "binned": true }, "title": "score (bits)" },
                "x2": { "field": "to" },
                "y": { "field": "count", "type": "quantitative", "scale": { "type": scale }, "title": "pairs" },
                "color": colour
            }
        })];
        if self.threshold.is_finite() {
            layers.push(vega::threshold_rule(self.threshold));
        }
        vega::with_values("How many pairs have which score", rows, json!({ "width": 600, "layer": layers }))
    }
}

/// Returns whether the highest bar would press the others to the ground.
fn is_steep(bars: &[ScoreBin]) -> bool {
    let mut counts: Vec<u64> = bars.iter().map(|bar| bar.count).filter(|&count| count > 0).collect();
    counts.sort_unstable();
    let middle = counts.get(counts.len() / 2).copied().unwrap_or(1);
    counts.last().is_some_and(|&most| most as f64 > middle as f64 * STEEP)
}

/// Draws the line at the chosen threshold, with its value beside it.
pub(super) fn draw_threshold(canvas: &mut Canvas, across: &Scale, threshold: f64, (top, bottom): (f64, f64)) {
    if !threshold.is_finite() {
        return;
    }
    let x = across.at(threshold);
    canvas.line("cut", (x, top - 12.0), (x, bottom), "");
    let (anchor, x) = if x > WIDTH / 2.0 { (Anchor::End, x - 6.0) } else { (Anchor::Start, x + 6.0) };
    canvas.text("halo", anchor, (x, top - 3.0), &format!("threshold {}", label::bits(threshold, 1)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(counts: &[u64], threshold: f64) -> ScoreHistogram {
        let bins = counts.iter().zip(0..).map(|(&count, from)| ScoreBin {
            from: f64::from(from),
            to: f64::from(from) + 1.0,
            count,
        });
        ScoreHistogram { bins: bins.collect(), threshold }
    }

    #[test]
    fn a_bar_across_the_threshold_is_drawn_in_two_colours() {
        let bars = |threshold, class: &str| {
            histogram(&[5, 5, 5], threshold).to_svg().matches(&format!("<rect class=\"{class}\"")).count()
        };
        assert_eq!((bars(1.5, "neutral"), bars(1.5, "for")), (2, 2));
        assert_eq!((bars(1.0, "neutral"), bars(1.0, "for")), (1, 2));
        assert_eq!((bars(f64::NAN, "neutral"), bars(f64::NAN, "for")), (3, 0));
    }

    #[test]
    fn only_steep_heights_are_logarithms() {
        assert!(histogram(&[1_000_000, 10, 20, 500], 1.0).to_svg().contains("logarithms"));
        assert!(!histogram(&[100, 10, 20, 50], 1.0).to_svg().contains("logarithms"));
        assert!(!histogram(&[7], 1.0).to_svg().contains("logarithms"));
    }

    #[test]
    fn many_bins_are_joined_without_losing_a_pair() {
        let chart = histogram(&vec![3; 5000], 40.0);
        let svg = chart.to_svg();
        assert!(svg.matches("<rect").count() <= MAX_BARS + 2);
        let rows = chart.to_vegalite()["data"]["values"].as_array().unwrap().clone();
        assert_eq!(rows.iter().map(|row| row["count"].as_u64().unwrap()).sum::<u64>(), 15_000);
    }

    #[test]
    fn no_pairs_and_broken_bins_are_said() {
        assert!(ScoreHistogram::default().to_svg().contains("No pair was scored."));
        let mut broken = histogram(&[4, 4], f64::INFINITY);
        broken.bins[0].from = f64::NAN;
        broken.bins[1].count = u64::MAX;
        let svg = broken.to_svg();
        assert!(!svg.contains("NaN") && !svg.contains("threshold"));
        assert_eq!(svg.matches("<rect class=\"neutral\"").count(), 1);
    }
}
