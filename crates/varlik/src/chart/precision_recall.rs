//! What a threshold costs and gains.

use serde_json::{Value, json};

use super::canvas::{Anchor, Canvas, WIDTH};
use super::scale::Scale;
use super::score_histogram::draw_threshold;
use super::{label, vega};

/// Points a curve is drawn through.
const MAX_POINTS: usize = 400;
const PLOT: (f64, f64) = (56.0, WIDTH - 14.0);
const TOP: f64 = 56.0;
const BOTTOM: f64 = 240.0;
const HEIGHT: f64 = 284.0;

/// Precision, recall and F1 at each threshold, where labels are known, and the threshold that was chosen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PrecisionRecall {
    /// The points, in any order.
    pub points: Vec<ThresholdPoint>,
    /// The score from which a pair counts as a match, in bits; not drawn unless it is finite.
    pub threshold: f64,
}

/// How good the matches are that a threshold gives.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ThresholdPoint {
    /// The lowest score that counts as a match, in bits.
    pub threshold: f64,
    /// Share of the matches that are true, 0 to 1.
    pub precision: f64,
    /// Share of the true pairs that are found, 0 to 1.
    pub recall: f64,
    /// The harmonic mean of the two, 0 to 1.
    pub f1: f64,
}

type Reading = fn(&ThresholdPoint) -> f64;

/// What is drawn, with the class of its line.
const CURVES: [(&str, &str, Reading); 3] = [
    ("precision", "precision", |point| point.precision),
    ("recall", "recall", |point| point.recall),
    ("F1", "f1", |point| point.f1),
];

impl PrecisionRecall {
    /// Draws the three curves over the threshold, and names their values at the chosen one.
    #[must_use]
    pub fn to_svg(&self) -> String {
        self.draw().into_svg()
    }

    pub(crate) fn draw(&self) -> Canvas {
        let points = self.sorted();
        if points.is_empty() {
            return Canvas::saying("No pair is labelled.");
        }
        let mut canvas = Canvas::new(HEIGHT, "Precision, recall and F1 at each threshold");
        let across =
            Scale::over(points.iter().map(|point| point.threshold).chain([self.threshold]), PLOT.0, PLOT.1);
        let up = Scale::over([0.0, 1.0].into_iter(), BOTTOM, TOP);
        for tick in up.ticks(5) {
            let y = up.at(tick);
            canvas.line("grid", (PLOT.0, y), (PLOT.1, y), "");
            canvas.text("soft small", Anchor::End, (PLOT.0 - 6.0, y + 4.0), &format!("{tick:.1}"));
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
        canvas.text("soft small", Anchor::End, (PLOT.1, BOTTOM + 34.0), "threshold (bits)");
        let chosen = self.at_threshold(&points);
        let mut x = PLOT.0;
        for (name, class, reading) in CURVES {
            let step = points.len().div_ceil(MAX_POINTS).max(1);
            let last = points.len() - 1;
            let drawn = points.iter().enumerate().filter(|(index, _)| index % step == 0 || *index == last);
            let finite = drawn.map(|(_, point)| point).filter(|point| reading(point).is_finite());
            canvas.curve(class, finite.map(|point| (across.at(point.threshold), up.at(reading(point)))));
            canvas.line(&format!("curve {class}"), (x, 12.0), (x + 26.0, 12.0), "");
            let said = match chosen {
                Some(point) => format!("{name} {}", label::probability(reading(point))),
                None => name.to_owned(),
            };
            canvas.text("", Anchor::Start, (x + 32.0, 16.0), &said);
            if let Some(point) = chosen.filter(|point| reading(point).is_finite()) {
                canvas.disc("neutral", (across.at(self.threshold), up.at(reading(point))), 3.0, &said);
            }
            x += 150.0;
        }
        if chosen.is_some() {
            canvas.text("soft small", Anchor::Start, (x, 16.0), "at the threshold");
        }
        draw_threshold(&mut canvas, &across, self.threshold, (TOP - 4.0, BOTTOM));
        canvas
    }

    fn sorted(&self) -> Vec<ThresholdPoint> {
        let mut points: Vec<ThresholdPoint> =
            self.points.iter().copied().filter(|point| point.threshold.is_finite()).collect();
        points.sort_by(|a, b| a.threshold.total_cmp(&b.threshold));
        points
    }

    /// Returns the point that holds at the chosen threshold: the first that is not below it, or else the last.
    fn at_threshold<'p>(&self, points: &'p [ThresholdPoint]) -> Option<&'p ThresholdPoint> {
        if !self.threshold.is_finite() {
            return None;
        }
        let index = points.partition_point(|point| point.threshold < self.threshold);
        points.get(index).or(points.last())
    }

    /// Returns the chart as a Vega-Lite dictionary.
    #[must_use]
    pub fn to_vegalite(&self) -> Value {
        let rows = self.sorted().into_iter().flat_map(|point| {
            CURVES.map(|(name, _, reading)| json!({ "threshold": point.threshold, "measure": name, "value": reading(&point) }))
        });
        let mut layers = vec![json!({
            "mark": { "type": "line", "tooltip": { "content": "data" } },
            "encoding": {
                "x": { "field": "threshold", "type": "quantitative", "title": "threshold (bits)" },
                "y": { "field": "value", "type": "quantitative", "scale": { "domain": [0, 1] }, "title": null },
                "color": {
                    "field": "measure", "type": "nominal", "title": null,
                    "scale": { "domain": ["precision", "recall", "F1"], "range": [vega::FOR, vega::AGAINST, "#444444"] }
                }
            }
        })];
        if self.threshold.is_finite() {
            layers.push(vega::threshold_rule(self.threshold));
        }
        let specification = json!({ "width": 600, "layer": layers });
        vega::with_values("Precision, recall and F1 at each threshold", rows.collect(), specification)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(threshold: f64, precision: f64, recall: f64) -> ThresholdPoint {
        ThresholdPoint { threshold, precision, recall, f1: 2.0 * precision * recall / (precision + recall) }
    }

    #[test]
    fn the_values_said_are_those_at_the_threshold() {
        let points = vec![point(8.0, 0.99, 0.5), point(0.0, 0.5, 0.98), point(4.0, 0.93, 0.91)];
        let svg = |threshold| PrecisionRecall { points: points.clone(), threshold }.to_svg();
        assert!(svg(3.0).contains(">precision 0.930<") && svg(3.0).contains(">recall 0.910<"));
        assert!(svg(20.0).contains(">precision 0.990<"), "beyond the last point the last point holds");
        assert!(svg(f64::NAN).contains(">precision<") && !svg(f64::NAN).contains("threshold +"));
    }

    #[test]
    fn curves_run_from_left_to_right_whatever_the_order_of_the_points() {
        let mut points: Vec<_> = (0..3000).map(|step| point(f64::from(step), 0.9, 0.8)).collect();
        let forward = PrecisionRecall { points: points.clone(), threshold: 5.0 }.to_svg();
        points.reverse();
        let backward = PrecisionRecall { points, threshold: 5.0 }.to_svg();
        assert_eq!(forward, backward);
        assert!(forward.len() < 40_000);
    }

    #[test]
    fn nothing_labelled_is_said_and_no_number_is_no_point() {
        assert!(PrecisionRecall::default().to_svg().contains("No pair is labelled."));
        let points = vec![point(1.0, f64::NAN, 0.2), point(f64::NAN, 0.5, 0.5), point(2.0, 0.5, 0.5)];
        let svg = PrecisionRecall { points, threshold: 1.0 }.to_svg();
        assert!(!svg.contains("NaN") && svg.contains(">precision ?<"));
    }
}
