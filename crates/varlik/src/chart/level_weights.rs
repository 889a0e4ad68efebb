//! How much each level of agreement weighs.

use serde_json::{Value, json};

use super::canvas::{Anchor, Canvas, TEXT};
use super::scale::Scale;
use super::{label, vega};

/// Fields a picture draws; of more, those whose weights reach furthest.
const MAX_FIELDS: usize = 60;
/// Levels a picture draws in all.
const MAX_LEVELS: usize = 400;
const ROW: f64 = 20.0;
const HEAD: f64 = 44.0;
const BARS: (f64, f64) = (230.0, 520.0);

/// How much each level of agreement in each field speaks for or against a match.
///
/// # Example: one field
/// ```
/// use varlik::chart::{FieldWeights, LevelWeight, LevelWeights};
///
/// let level = |name: &str, bits, among_matches, among_others| LevelWeight {
///     name: name.to_owned(),
///     bits,
///     among_matches,
///     among_others,
/// };
/// let born = FieldWeights {
///     field: "born".to_owned(),
///     levels: vec![level("same day", 7.2, 0.91, 0.006), level("conflict", -4.1, 0.05, 0.9)],
/// };
/// let picture = LevelWeights { fields: vec![born] }.to_svg();
/// assert!(picture.contains(">same day</text>") && picture.contains(">−4.1</text>"));
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LevelWeights {
    /// The fields, in the order of the table.
    pub fields: Vec<FieldWeights>,
}

/// The levels of one field.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FieldWeights {
    /// The name of the field.
    pub field: String,
    /// Its levels, the strongest agreement first.
    pub levels: Vec<LevelWeight>,
}

/// What one level of agreement says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LevelWeight {
    /// What the level is called: `exact`, `transliterated`, `conflict`.
    pub name: String,
    /// Its weight in bits: log2 of the odds between the two shares; above zero speaks for a match.
    pub bits: f64,
    /// Share of the matching pairs that are on this level, 0 to 1.
    pub among_matches: f64,
    /// Share of the pairs that do not match that are on this level, 0 to 1.
    pub among_others: f64,
}

impl FieldWeights {
    /// Returns how far the weights of the field reach from zero, in bits.
    fn reach(&self) -> f64 {
        self.levels.iter().map(|level| level.bits.abs()).filter(|bits| !bits.is_nan()).fold(0.0, f64::max)
    }
}

impl LevelWeights {
    /// Draws a bar for every level, to the left of zero where it speaks against a match and to the right where it speaks for one.
    ///
    /// At most 60 fields and 400 levels are drawn, those that weigh most, and the picture says so.
    #[must_use]
    pub fn to_svg(&self) -> String {
        self.draw().into_svg()
    }

    pub(crate) fn draw(&self) -> Canvas {
        let drawn = self.drawn();
        let rows: usize = drawn.iter().map(|field| 1 + field.levels.len()).sum();
        if rows == 0 {
            return Canvas::saying("Nothing was compared.");
        }
        let left_out = self.fields.len() - drawn.len();
        let height = HEAD + rows as f64 * ROW + 30.0 + if left_out > 0 { ROW } else { 0.0 };
        let mut canvas =
            Canvas::new(height, &format!("Weights of the levels of {} fields", self.fields.len()));
        let weights = drawn.iter().flat_map(|field| &field.levels).map(|level| level.bits);
        let scale = Scale::with_zero(weights, BARS.0, BARS.1);
        let (zero, bottom) = (scale.at(0.0), HEAD + rows as f64 * ROW);
        canvas.text("soft small", Anchor::End, (zero - 8.0, 14.0), "against");
        canvas.text("soft small", Anchor::Start, (zero + 8.0, 14.0), "for a match");
        for (right, first, second) in
            [(576.0, "", "bits"), (644.0, "of the", "matches"), (712.0, "of the", "others")]
        {
            canvas.text("soft small", Anchor::End, (right, 14.0), first);
            canvas.text("soft small", Anchor::End, (right, 28.0), second);
        }
        for tick in scale.whole_ticks(6) {
            let x = scale.at(tick);
            canvas.line(if tick == 0.0 { "axis" } else { "grid" }, (x, HEAD - 8.0), (x, bottom), "");
            canvas.text("soft small", Anchor::Middle, (x, bottom + 16.0), &label::bits(tick, 0));
        }
        let mut y = HEAD;
        for field in drawn {
            canvas.cut_text("strong", Anchor::Start, (8.0, y + 14.0), &field.field, 210.0);
            y += ROW;
            for level in &field.levels {
                draw_level(&mut canvas, &scale, y, &field.field, level);
                y += ROW;
            }
        }
        if left_out > 0 {
            let said = format!("{} more fields weigh less and are not drawn", label::count(left_out as u64));
            canvas.text("soft", Anchor::Start, (8.0, bottom + 40.0), &said);
        }
        canvas
    }

    /// Returns the fields there is room for, in their order.
    fn drawn(&self) -> Vec<&FieldWeights> {
        let mut order: Vec<usize> = (0..self.fields.len()).collect();
        let reach = |index: &usize| self.fields.get(*index).map_or(0.0, FieldWeights::reach);
        order.sort_by(|a, b| reach(b).total_cmp(&reach(a)));
        let mut levels = 0;
        order.truncate(MAX_FIELDS);
        order.retain(|&index| {
            levels += self.fields.get(index).map_or(0, |field| field.levels.len());
            levels <= MAX_LEVELS
        });
        order.sort_unstable();
        order.iter().filter_map(|&index| self.fields.get(index)).collect()
    }

    /// Returns the chart as a Vega-Lite dictionary; it holds every field.
    #[must_use]
    pub fn to_vegalite(&self) -> Value {
        let rows = self.fields.iter().flat_map(|field| {
            field.levels.iter().enumerate().map(|(order, level)| {
                json!({
                    "field": label::head(&field.field), "level": label::head(&level.name), "order": order,
                    "bits": level.bits, "among_matches": level.among_matches, "among_others": level.among_others,
                })
            })
        });
        let fields: Vec<_> = self.fields.iter().map(|field| label::head(&field.field)).collect();
        let specification = json!({
            "mark": { "type": "bar", "tooltip": { "content": "data" } },
            "encoding": {
                "row": {
                    "field": "field", "type": "nominal", "sort": fields, "spacing": 6,
                    "header": { "labelAngle": 0, "labelAlign": "left", "title": null }
                },
                "y": { "field": "level", "type": "nominal", "sort": { "field": "order" }, "title": null },
                "x": { "field": "bits", "type": "quantitative", "title": "weight (bits)" },
                "color": vega::colour_by_sign("bits")
            },
            "resolve": { "scale": { "y": "independent" } }
        });
        vega::with_values("Weight of each level of agreement", rows.collect(), specification)
    }
}

fn draw_level(canvas: &mut Canvas, scale: &Scale, y: f64, field: &str, level: &LevelWeight) {
    let (matches, others) = (label::percent(level.among_matches), label::percent(level.among_others));
    let bits = label::bits(level.bits, 1);
    let baseline = y + 14.0;
    canvas.cut_text("", Anchor::Start, (20.0, baseline), &level.name, BARS.0 - 32.0);
    if !level.bits.is_nan() {
        let class = if level.bits < 0.0 { "against" } else { "for" };
        let tooltip = format!(
            "{}, {}: {bits} bits; {matches} of the matches, {others} of the others",
            label::fit(field, 400.0, TEXT),
            label::fit(&level.name, 400.0, TEXT)
        );
        canvas.bar(class, (scale.at(0.0), scale.at(level.bits)), (y + 3.0, ROW - 6.0), &tooltip);
    }
    canvas.text("", Anchor::End, (576.0, baseline), &bits);
    canvas.text("soft", Anchor::End, (644.0, baseline), &matches);
    canvas.text("soft", Anchor::End, (712.0, baseline), &others);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, weights: &[f64]) -> FieldWeights {
        let levels = weights.iter().enumerate().map(|(index, &bits)| LevelWeight {
            name: format!("level {index}"),
            bits,
            among_matches: 0.5,
            among_others: 0.1,
        });
        FieldWeights { field: name.to_owned(), levels: levels.collect() }
    }

    #[test]
    fn what_speaks_against_is_left_of_zero_and_what_speaks_for_right() {
        let svg = LevelWeights { fields: vec![field("doğum", &[6.0, -3.0])] }.to_svg();
        let bar = |class: &str| {
            let tail = svg.split(&format!("<rect class=\"{class}\" x=\"")).nth(1).unwrap();
            let width = tail.split("width=\"").nth(1).unwrap();
            let number = |text: &str| text.split('"').next().unwrap().parse::<f64>().unwrap();
            (number(tail), number(width))
        };
        let ((against, left), (favour, right)) = (bar("against"), bar("for"));
        assert!((against + left - favour).abs() < 0.2, "both begin at zero");
        assert!((right / left - 2.0).abs() < 0.01, "{right} is not twice {left}");
    }

    #[test]
    fn a_weight_that_is_no_number_is_said_and_has_no_bar() {
        let svg = LevelWeights { fields: vec![field("a", &[f64::NAN])] }.to_svg();
        assert!(svg.contains(">?</text>") && !svg.contains("<rect class=\"for\"") && !svg.contains("NaN"));
        let svg =
            LevelWeights { fields: vec![field("a", &[f64::INFINITY, 4.0, f64::NEG_INFINITY])] }.to_svg();
        assert!(svg.contains(">+∞</text>") && svg.contains(">−∞</text>") && !svg.contains("inf"));
    }

    #[test]
    fn of_two_hundred_fields_the_heaviest_are_drawn_and_the_rest_is_said() {
        let fields = (0..200).map(|index| field(&format!("f{index}"), &[f64::from(index), -1.0]));
        let chart = LevelWeights { fields: fields.collect() };
        let svg = chart.to_svg();
        assert!(
            svg.contains(">f199</text>") && svg.contains(">f140</text>") && !svg.contains(">f139</text>")
        );
        assert!(svg.contains("140 more fields weigh less"));
        assert!(svg.find(">f140<") < svg.find(">f199<"), "the order of the table is kept");
        assert_eq!(chart.to_vegalite()["data"]["values"].as_array().unwrap().len(), 400);
        let few = LevelWeights { fields: vec![field("a", &[1.0])] }.to_svg();
        assert!(!few.contains("not drawn") && !few.contains("Nothing"));
        assert!(LevelWeights::default().to_svg().contains("Nothing was compared."));
    }
}
