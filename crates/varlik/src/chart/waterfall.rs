//! How the evidence for one pair adds up.

use serde_json::{Value, json};

use super::canvas::{Anchor, Canvas, TEXT};
use super::scale::Scale;
use super::{label, vega};

/// Lines a picture draws; what more there are become one line.
const MAX_LINES: usize = 40;
/// Parts of a line a picture draws.
const MAX_PARTS: usize = 8;
/// A difference in bits that rounding explains.
const ROUNDING: f64 = 0.005;
const LINE: f64 = 36.0;
const ROW: f64 = 24.0;
const PART: f64 = 17.0;
const VALUES: f64 = 172.0;
const BARS: (f64, f64) = (378.0, 640.0);

/// How the evidence for one pair of records adds up to its score.
///
/// The bits of the prior and of all lines, with their rarity, sum to the total; where they do not (evidence that belongs to
/// no field, a cap on dependent fields), the picture shows the difference as a line of its own instead of hiding it.
///
/// # Example: two records of one person
/// ```
/// use varlik::chart::{Waterfall, WaterfallLine};
///
/// let line = |field: &str, level: &str, left: &str, right: &str, bits, rarity_bits| WaterfallLine {
///     field: field.to_owned(),
///     level: level.to_owned(),
///     left: left.to_owned(),
///     right: right.to_owned(),
///     bits,
///     rarity_bits,
///     parts: Vec::new(),
/// };
/// let pair = Waterfall {
///     left: "a17".to_owned(),
///     right: "b4".to_owned(),
///     prior: -9.0,
///     lines: vec![
///         line("name", "transliterated", "Şükrü Işık", "Shukru Ishik", 8.5, 3.0),
///         line("city", "conflict", "İzmir", "Ankara", -1.5, 0.0),
///     ],
///     total: 1.0,
///     probability: 0.667,
/// };
/// assert!(pair.to_svg().contains(">Şükrü Işık</text>"));
/// assert_eq!(pair.to_vegalite()["data"]["values"][3]["bits"], 1.0);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Waterfall {
    /// What the left record is called: its id.
    pub left: String,
    /// What the right record is called: its id.
    pub right: String,
    /// What is believed of a pair before its values are seen, in bits.
    pub prior: f64,
    /// The evidence, in the order of the fields.
    pub lines: Vec<WaterfallLine>,
    /// The score, in bits.
    pub total: f64,
    /// The probability that the two are one, 0 to 1, as calibrated.
    pub probability: f64,
}

/// What one field says of a pair.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WaterfallLine {
    /// The name of the field.
    pub field: String,
    /// The level of agreement: `exact`, `transliterated`, `missing`.
    pub level: String,
    /// The value of the left record; empty where it has none.
    pub left: String,
    /// The value of the right record; empty where it has none.
    pub right: String,
    /// What the level weighs, in bits, without the rarity of the value.
    pub bits: f64,
    /// What the rarity of the value adds or takes, in bits.
    pub rarity_bits: f64,
    /// What the line is made of, where that is known: how the tokens or letters of a name were matched.
    pub parts: Vec<WaterfallPart>,
}

/// A part of a line: it explains its bits and adds none of its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WaterfallPart {
    /// What was seen: `Işık = Ishik (transliterated)`.
    pub text: String,
    /// How many of the bits of the line it gave, where that can be told.
    pub bits: Option<f64>,
}

impl WaterfallLine {
    /// Returns what the line adds to the score, in bits; nothing where that is no number.
    fn gain(&self) -> f64 {
        [self.bits, self.rarity_bits].into_iter().filter(|bits| !bits.is_nan()).sum()
    }
}

/// One bar of the picture.
struct Step<'w> {
    /// What stands before the bar.
    name: String,
    /// The field behind it, if it is one.
    line: Option<&'w WaterfallLine>,
    from: f64,
    to: f64,
    bits: f64,
}

impl Waterfall {
    /// Draws a bar for the prior, for each line and for the total, each from where the one before it ended.
    ///
    /// At most 40 lines are drawn by themselves, those that weigh most.
    #[must_use]
    pub fn to_svg(&self) -> String {
        self.draw().into_svg()
    }

    pub(crate) fn draw(&self) -> Canvas {
        let steps = self.steps();
        let heights: f64 = steps.iter().map(Step::height).sum();
        let height = 34.0 + heights + 26.0;
        let probability = label::probability(self.probability);
        let said =
            format!("Evidence for a pair: {} bits, probability {probability}", label::bits(self.total, 2));
        let mut canvas = Canvas::new(height, &said);
        let scale = Scale::with_zero(
            steps.iter().flat_map(|step| [step.from, step.between(), step.to]),
            BARS.0,
            BARS.1,
        );
        canvas.cut_text("strong", Anchor::Start, (VALUES, 13.0), &self.left, 190.0);
        canvas.cut_text("strong", Anchor::Start, (VALUES, 28.0), &self.right, 190.0);
        canvas.text("soft small", Anchor::End, (712.0, 28.0), "bits");
        if self.lines.iter().any(|line| line.rarity_bits != 0.0) {
            canvas.text(
                "soft small",
                Anchor::Start,
                (BARS.0, 28.0),
                "faint: how rare or common the value is",
            );
        }
        let bottom = 34.0 + heights;
        for tick in scale.whole_ticks(5) {
            let x = scale.at(tick);
            canvas.line(if tick == 0.0 { "axis" } else { "grid" }, (x, 34.0), (x, bottom), "");
            canvas.text("soft small", Anchor::Middle, (x, bottom + 16.0), &label::bits(tick, 0));
        }
        let mut y = 34.0;
        for (index, step) in steps.iter().enumerate() {
            canvas.line("grid", (8.0, y), (712.0, y), "");
            let is_total = index + 1 == steps.len();
            step.draw(&mut canvas, &scale, y, is_total);
            if !is_total {
                // Down to where the next bar begins: from the end of this one, through what it is made of.
                let (x, end) = (scale.at(step.to), y + step.height());
                canvas.line("step", (x, y + step.bar_end()), (x, end + 8.0), "");
            }
            y += step.height();
        }
        let verdict = format!("probability {probability}");
        canvas.text("strong", Anchor::Start, (VALUES, bottom - 8.0), &verdict);
        canvas
    }

    /// Returns the bars, of which the last is the total.
    fn steps(&self) -> Vec<Step<'_>> {
        let mut heaviest: Vec<usize> = (0..self.lines.len()).collect();
        let gain = |index: &usize| self.lines.get(*index).map_or(0.0, |line| line.gain().abs());
        heaviest.sort_by(|a, b| gain(b).total_cmp(&gain(a)));
        heaviest.truncate(MAX_LINES);
        heaviest.sort_unstable();
        let prior = if self.prior.is_nan() { 0.0 } else { self.prior };
        let mut steps =
            vec![Step { name: "prior".to_owned(), line: None, from: 0.0, to: prior, bits: self.prior }];
        let mut at = prior;
        for line in heaviest.iter().filter_map(|&index| self.lines.get(index)) {
            let to = at + line.gain();
            let bits = if line.bits.is_nan() { f64::NAN } else { line.gain() };
            steps.push(Step { name: line.field.clone(), line: Some(line), from: at, to, bits });
            at = to;
        }
        let light = self.lines.len() - heaviest.len();
        if light > 0 {
            let all: f64 = self.lines.iter().map(WaterfallLine::gain).sum::<f64>() + prior;
            let bits = all - at;
            steps.push(Step {
                name: format!("{} more fields", label::count(light as u64)),
                line: None,
                from: at,
                to: all,
                bits,
            });
            at = all;
        }
        let rest = self.total - at;
        if rest.abs() > ROUNDING {
            steps.push(Step {
                name: "beyond the fields".to_owned(),
                line: None,
                from: at,
                to: self.total,
                bits: rest,
            });
        }
        steps.push(Step {
            name: "together".to_owned(),
            line: None,
            from: 0.0,
            to: self.total,
            bits: self.total,
        });
        steps
    }

    /// Returns the chart as a Vega-Lite dictionary.
    #[must_use]
    pub fn to_vegalite(&self) -> Value {
        let steps = self.steps();
        let rows = steps.iter().enumerate().map(|(index, step)| {
            let line = step.line;
            let level = line.map(|line| label::head(&line.level));
            let name = level.as_ref().map_or_else(
                || step.name.clone(),
                |level| format!("{}: {}", label::fit(&step.name, 150.0, TEXT), label::fit(level, 150.0, TEXT)),
            );
            json!({
                "step": format!("{}. {name}", index + 1), "order": index,
                "field": line.map(|line| label::head(&line.field)), "level": level,
                "left": line.map(|line| label::head(&line.left)), "right": line.map(|line| label::head(&line.right)),
                "from": step.from, "to": step.to, "end": step.from.max(step.to), "bits": step.bits,
                "rarity_bits": line.map(|line| line.rarity_bits),
                "kind": if index + 1 == steps.len() { "total" } else if step.line.is_some() { "field" } else { "other" },
            })
        });
        let y = json!({ "field": "step", "type": "nominal", "sort": { "field": "order" }, "title": null, "axis": { "labelLimit": 300 } });
        let specification = json!({
            "title": {
                "text": format!("{} and {}", label::fit(&self.left, 200.0, TEXT), label::fit(&self.right, 200.0, TEXT)),
                "subtitle": format!("probability {}", label::probability(self.probability))
            },
            "encoding": { "y": y },
            "layer": [
                {
                    "mark": { "type": "bar", "tooltip": { "content": "data" } },
                    "encoding": {
                        "x": { "field": "from", "type": "quantitative", "title": "bits" },
                        "x2": { "field": "to" },
                        "color": {
                            "condition": [
                                { "test": "datum.kind == 'other'", "value": vega::NEUTRAL },
                                { "test": "datum.bits >= 0", "value": vega::FOR }
                            ],
                            "value": vega::AGAINST
                        }
                    }
                },
                {
                    "mark": { "type": "text", "align": "left", "dx": 4 },
                    "encoding": {
                        "x": { "field": "end", "type": "quantitative" },
                        "text": { "field": "bits", "type": "quantitative", "format": "+.2f" }
                    }
                }
            ]
        });
        vega::with_values("How the evidence for a pair adds up", rows.collect(), specification)
    }
}

impl Step<'_> {
    fn height(&self) -> f64 {
        self.line.map_or(ROW, |line| LINE + line.parts.len().min(MAX_PARTS) as f64 * PART)
    }

    /// Returns how far below its top the bars of the step end.
    fn bar_end(&self) -> f64 {
        match self.line {
            // There is no bar, and the line runs through.
            Some(line) if line.bits == 0.0 && line.rarity_bits == 0.0 => 8.0,
            Some(_) => LINE - 8.0,
            None => ROW - 4.0,
        }
    }

    /// Returns where the bar of the level ends and that of the rarity begins.
    fn between(&self) -> f64 {
        self.line.map_or(self.to, |line| if line.bits.is_nan() { self.from } else { self.from + line.bits })
    }

    fn draw(&self, canvas: &mut Canvas, scale: &Scale, y: f64, is_total: bool) {
        let strong = if is_total { "strong" } else { "" };
        let Some(line) = self.line else {
            canvas.text(strong, Anchor::Start, (8.0, y + 16.0), &self.name);
            let class = match self.bits {
                _ if !is_total => "neutral",
                bits if bits < 0.0 => "against",
                _ => "for",
            };
            if !self.bits.is_nan() {
                canvas.bar(class, (scale.at(self.from), scale.at(self.to)), (y + 4.0, ROW - 8.0), &self.name);
            }
            canvas.text(strong, Anchor::End, (712.0, y + 16.0), &label::bits(self.bits, 2));
            return;
        };
        canvas.cut_text("strong", Anchor::Start, (8.0, y + 15.0), &line.field, VALUES - 16.0);
        canvas.cut_text("soft", Anchor::Start, (8.0, y + 30.0), &line.level, VALUES - 16.0);
        for (value, baseline) in [(&line.left, y + 15.0), (&line.right, y + 30.0)] {
            let (class, value) = if value.trim().is_empty() { ("soft", "—") } else { ("", value.as_str()) };
            canvas.cut_text(class, Anchor::Start, (VALUES, baseline), value, BARS.0 - VALUES - 12.0);
        }
        self.draw_bars(canvas, scale, y, line);
        let mut baseline = y + LINE + 9.0;
        for part in line.parts.iter().take(MAX_PARTS) {
            canvas.cut_text("soft", Anchor::Start, (24.0, baseline), &part.text, BARS.0 - 36.0);
            if let Some(bits) = part.bits {
                let end = scale.at(self.from + bits);
                if !bits.is_nan() {
                    let class = if bits < 0.0 { "against pale" } else { "for pale" };
                    canvas.bar(class, (scale.at(self.from), end), (baseline - 7.0, 5.0), "");
                }
                canvas.text("soft small", Anchor::End, (712.0, baseline), &label::bits(bits, 2));
            }
            baseline += PART;
        }
    }

    /// Draws the bar of the level, and from its end the paler one of the rarity.
    fn draw_bars(&self, canvas: &mut Canvas, scale: &Scale, y: f64, line: &WaterfallLine) {
        let level_bits = if line.bits.is_nan() { 0.0 } else { line.bits };
        let rarity_bits = if line.rarity_bits.is_nan() { 0.0 } else { line.rarity_bits };
        let (top, height) = (y + 8.0, LINE - 16.0);
        // A rarity that takes back what the level gave would lie on its bar: each has half the height then.
        let (upper, lower) = if level_bits * rarity_bits < 0.0 {
            ((top, height / 2.0), (top + height / 2.0, height / 2.0))
        } else {
            ((top, height), (top, height))
        };
        let level = (level_bits, (self.from, self.between()), upper, "", "level");
        let rarity = (rarity_bits, (self.between(), self.to), lower, " pale", "rarity");
        for (bits, (from, to), extent, pale, noun) in [level, rarity] {
            if bits != 0.0 {
                let side = if bits < 0.0 { "against" } else { "for" };
                let tooltip =
                    format!("{}: {noun} {} bits", label::fit(&line.field, 300.0, TEXT), label::bits(bits, 2));
                canvas.bar(&format!("{side}{pale}"), (scale.at(from), scale.at(to)), extent, &tooltip);
            }
        }
        if rarity_bits == 0.0 {
            canvas.text("", Anchor::End, (712.0, y + 22.0), &label::bits(self.bits, 2));
        } else {
            canvas.text("", Anchor::End, (712.0, y + 15.0), &label::bits(self.bits, 2));
            let rarity = format!("rarity {}", label::bits(rarity_bits, 2));
            canvas.text("soft small", Anchor::End, (712.0, y + 30.0), &rarity);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(field: &str, bits: f64) -> WaterfallLine {
        WaterfallLine { field: field.to_owned(), level: "exact".to_owned(), bits, ..WaterfallLine::default() }
    }

    fn rows(waterfall: &Waterfall) -> Vec<Value> {
        waterfall.to_vegalite()["data"]["values"].as_array().unwrap().clone()
    }

    #[test]
    fn each_bar_begins_where_the_last_one_ended() {
        let mut lines = vec![line("ad", 6.0), line("şehir", -2.5)];
        lines[0].rarity_bits = 1.5;
        let rows = rows(&Waterfall { prior: -8.0, lines, total: -3.0, ..Waterfall::default() });
        let spans: Vec<_> =
            rows.iter().map(|row| (row["from"].as_f64().unwrap(), row["to"].as_f64().unwrap())).collect();
        assert_eq!(spans, [(0.0, -8.0), (-8.0, -0.5), (-0.5, -3.0), (0.0, -3.0)]);
    }

    #[test]
    fn a_rarity_that_takes_back_is_drawn_below_the_level_and_one_that_adds_behind_it() {
        let svg = |rarity_bits| {
            let line = WaterfallLine { rarity_bits, ..line("şehir", 4.0) };
            Waterfall { lines: vec![line], total: 4.0 + rarity_bits, ..Waterfall::default() }.to_svg()
        };
        assert!(svg(-2.0).contains("height=\"10\"><title>şehir: rarity −2.00 bits"));
        assert!(svg(2.0).contains("height=\"20\"><title>şehir: rarity +2.00 bits"));
        assert!(!svg(0.0).contains(": rarity") && !svg(0.0).contains("faint:"));
    }

    #[test]
    fn bits_that_no_line_explains_are_shown_and_none_are_made_up() {
        let waterfall =
            |total| Waterfall { prior: -4.0, lines: vec![line("ad", 6.0)], total, ..Waterfall::default() };
        assert!(waterfall(5.0).to_svg().contains("beyond the fields"));
        assert!(waterfall(5.0).to_svg().contains(">+3.00</text>"));
        assert!(!waterfall(2.0).to_svg().contains("beyond the fields"));
    }

    #[test]
    fn light_lines_are_summed_and_heavy_ones_drawn() {
        let lines =
            (0..200).map(|index| line(&format!("f{index}"), if index % 10 == 0 { 2.0 } else { 0.25 }));
        let waterfall = Waterfall {
            prior: 0.0,
            lines: lines.collect(),
            total: 20.0 * 2.0 + 180.0 * 0.25,
            ..Waterfall::default()
        };
        let svg = waterfall.to_svg();
        assert!(
            svg.contains(">f190</text>") && svg.contains("160 more fields") && svg.contains(">+40.00</text>")
        );
        assert!(!svg.contains("beyond the fields") && svg.len() < 40_000);
    }

    #[test]
    fn numbers_that_are_none_do_not_reach_the_picture() {
        let mut lines = vec![line("a", f64::NAN), line("b", f64::NEG_INFINITY), line("c", 3.0)];
        lines[2].rarity_bits = f64::NAN;
        lines[2].parts = vec![WaterfallPart { text: "x".to_owned(), bits: Some(f64::NAN) }];
        let waterfall = Waterfall {
            prior: f64::NAN,
            lines,
            total: f64::NEG_INFINITY,
            probability: f64::NAN,
            ..Waterfall::default()
        };
        let svg = waterfall.to_svg();
        assert!(svg.contains(">−∞</text>") && svg.contains("probability ?"));
        assert!(!svg.contains("NaN") && !svg.contains("inf\""));
        assert!(Waterfall::default().to_svg().contains("together"));
    }

    #[test]
    fn an_empty_value_is_a_dash_and_a_megabyte_is_cut() {
        let mut long = line("metin", 1.0);
        long.left = "<script>alert(1)</script>".repeat(1 << 16);
        let svg = Waterfall { lines: vec![long], total: 1.0, ..Waterfall::default() }.to_svg();
        assert!(svg.contains(">—</text>") && svg.contains("&lt;script&gt;") && !svg.contains("<script"));
        assert!(svg.len() < 10_000);
    }
}
