//! What the columns hold.

use serde_json::{Value, json};
use varlik_resolve::FieldKind;

use super::canvas::{Anchor, Canvas};
use super::{label, vega};

/// Fields a picture draws.
const MAX_FIELDS: usize = 300;
const ROW: f64 = 22.0;
const HEAD: f64 = 26.0;
const BARS: (f64, f64) = (330.0, 560.0);

/// What each field was taken for, and how much of it is filled.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Completeness {
    /// The fields, in the order of the table.
    pub fields: Vec<FieldCompleteness>,
}

/// What one field holds.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldCompleteness {
    /// The name of the field.
    pub field: String,
    /// What its values were taken for.
    pub kind: FieldKind,
    /// Share of the rows that have a value, 0 to 1.
    pub filled: f64,
    /// How many different values there are.
    pub distinct: u64,
}

impl Completeness {
    /// Draws a bar for each field, as long as the share of rows that have a value.
    ///
    /// The first 300 fields are drawn, and the picture says when there are more.
    #[must_use]
    pub fn to_svg(&self) -> String {
        self.draw().into_svg()
    }

    pub(crate) fn draw(&self) -> Canvas {
        let drawn = self.fields.get(..MAX_FIELDS).unwrap_or(&self.fields);
        if drawn.is_empty() {
            return Canvas::saying("There are no fields.");
        }
        let left_out = self.fields.len() - drawn.len();
        let rows = drawn.len() + usize::from(left_out > 0);
        let mut canvas =
            Canvas::new(HEAD + rows as f64 * ROW + 6.0, &format!("What {} fields hold", self.fields.len()));
        canvas.text("soft small", Anchor::Start, (8.0, 14.0), "field");
        canvas.text("soft small", Anchor::Start, (210.0, 14.0), "taken for");
        canvas.text("soft small", Anchor::Start, (BARS.0, 14.0), "rows with a value");
        canvas.text("soft small", Anchor::End, (712.0, 14.0), "different values");
        let mut y = HEAD;
        for field in drawn {
            let baseline = y + 15.0;
            let share = label::percent(field.filled);
            canvas.cut_text("strong", Anchor::Start, (8.0, baseline), &field.field, 192.0);
            canvas.text("soft", Anchor::Start, (210.0, baseline), &kind_words(field.kind));
            canvas.bar("band", BARS, (y + 4.0, ROW - 8.0), "");
            if field.filled > 0.0 {
                // One filled row of a million still leaves a line.
                let length = (field.filled.min(1.0) * (BARS.1 - BARS.0)).max(1.0);
                canvas.bar("for", (BARS.0, BARS.0 + length), (y + 4.0, ROW - 8.0), "");
            }
            canvas.text("", Anchor::End, (616.0, baseline), &share);
            canvas.text("", Anchor::End, (712.0, baseline), &label::count(field.distinct));
            y += ROW;
        }
        if left_out > 0 {
            let said = format!("{} more fields are not drawn", label::count(left_out as u64));
            canvas.text("soft", Anchor::Start, (8.0, y + 15.0), &said);
        }
        canvas
    }

    /// Returns the chart as a Vega-Lite dictionary; it holds every field.
    #[must_use]
    pub fn to_vegalite(&self) -> Value {
        let rows = self.fields.iter().map(|field| {
            json!({
                "field": label::head(&field.field), "kind": field.kind.as_str(),
                "filled": field.filled, "distinct": field.distinct,
            })
        });
        let specification = json!({
            "mark": { "type": "bar", "tooltip": { "content": "data" }, "color": vega::FOR },
            "encoding": {
                "y": { "field": "field", "type": "nominal", "sort": null, "title": null },
                "x": {
                    "field": "filled", "type": "quantitative", "title": "rows with a value",
                    "scale": { "domain": [0, 1] }, "axis": { "format": "%" }
                }
            }
        });
        vega::with_values("Share of the rows that have a value", rows.collect(), specification)
    }
}

/// Returns the words for a kind in running text: `person name`.
fn kind_words(kind: FieldKind) -> String {
    kind.as_str().replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, filled: f64) -> FieldCompleteness {
        FieldCompleteness { field: name.to_owned(), kind: FieldKind::PersonName, filled, distinct: 12_345 }
    }

    #[test]
    fn the_bar_is_as_long_as_the_share() {
        let svg = Completeness { fields: vec![field("ad", 0.5)] }.to_svg();
        assert!(
            svg.contains(">person name</text>")
                && svg.contains(">50%</text>")
                && svg.contains(">12,345</text>")
        );
        assert!(svg.contains("<rect class=\"for\" x=\"330\" y=\"30\" width=\"115\""), "{svg}");
    }

    #[test]
    fn a_share_out_of_range_stays_in_the_chart_and_an_empty_field_has_no_bar() {
        let svg = |filled| Completeness { fields: vec![field("a", filled)] }.to_svg();
        assert!(svg(7.0).contains("width=\"230\" height=\"14\"/><text"));
        for filled in [0.0, -3.0, f64::NAN] {
            assert!(!svg(filled).contains("<rect class=\"for\""), "{filled}");
        }
    }

    #[test]
    fn two_hundred_fields_are_drawn_and_a_thousand_are_not() {
        let chart = |count: usize| Completeness {
            fields: (0..count).map(|index| field(&format!("f{index}"), 0.9)).collect(),
        };
        assert!(chart(200).to_svg().contains(">f199</text>") && !chart(200).to_svg().contains("not drawn"));
        assert!(
            chart(0).to_svg().contains("There are no fields.") && !chart(1).to_svg().contains("no fields")
        );
        assert!(chart(1000).to_svg().contains("700 more fields are not drawn"));
        assert_eq!(chart(1000).to_vegalite()["data"]["values"].as_array().unwrap().len(), 1000);
    }
}
