//! The few SVG elements the charts are made of.

use std::fmt::Write as _;

use super::label;

/// The colours of every chart, on light and on dark paper; a page that holds charts includes it once.
pub(crate) const STYLE: &str = include_str!("style.css");

/// Width of every chart, in pixels.
pub(super) const WIDTH: f64 = 720.0;
/// Size of ordinary text, in pixels.
pub(super) const TEXT: f64 = 12.0;

/// How much wider bold text runs.
const BOLD: f64 = 1.12;

/// Where a text stands, seen from the point it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// A picture under way.
#[derive(Debug, Clone)]
pub(crate) struct Canvas {
    height: f64,
    label: String,
    body: String,
}

impl Canvas {
    /// Begins a picture; the label is what a screen reader says of it.
    pub(super) fn new(height: f64, label: &str) -> Self {
        Self { height, label: label.to_owned(), body: String::new() }
    }

    /// Makes the picture of nothing: a line that says so.
    pub(super) fn saying(nothing: &str) -> Self {
        let mut canvas = Self::new(30.0, nothing);
        canvas.text("soft", Anchor::Start, (8.0, 20.0), nothing);
        canvas
    }

    /// Draws a rectangle between two horizontal positions in either order, with a tooltip if that is not empty.
    pub(super) fn bar(
        &mut self,
        class: &str,
        (x1, x2): (f64, f64),
        (top, height): (f64, f64),
        tooltip: &str,
    ) {
        let _ = write!(self.body, "<rect class=\"{class}\"");
        self.coordinates(&[
            ("x", x1.min(x2)),
            ("y", top),
            ("width", (x2 - x1).abs()),
            ("height", height.max(0.0)),
        ]);
        self.close_with("rect", tooltip);
    }

    /// Draws a straight line.
    pub(super) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64), tooltip: &str) {
        let _ = write!(self.body, "<line class=\"{class}\"");
        self.coordinates(&[("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)]);
        self.close_with("line", tooltip);
    }

    /// Draws a line of the given strength.
    pub(super) fn weighted_line(
        &mut self,
        from: (f64, f64),
        to: (f64, f64),
        (width, opacity): (f64, f64),
        tooltip: &str,
    ) {
        let _ = write!(self.body, "<line class=\"link\"");
        self.coordinates(&[("x1", from.0), ("y1", from.1), ("x2", to.0), ("y2", to.1)]);
        self.coordinates(&[("stroke-width", width), ("stroke-opacity", opacity)]);
        self.close_with("line", tooltip);
    }

    /// Draws a line through points.
    pub(super) fn curve(&mut self, class: &str, points: impl Iterator<Item = (f64, f64)>) {
        let _ = write!(self.body, "<path class=\"curve {class}\" d=\"");
        for (index, (x, y)) in points.enumerate() {
            self.body.push(if index == 0 { 'M' } else { 'L' });
            push_coordinate(&mut self.body, x);
            self.body.push(' ');
            push_coordinate(&mut self.body, y);
        }
        self.body.push_str("\"/>");
    }

    /// Draws a disc.
    pub(super) fn disc(&mut self, class: &str, (x, y): (f64, f64), radius: f64, tooltip: &str) {
        let _ = write!(self.body, "<circle class=\"{class}\"");
        self.coordinates(&[("cx", x), ("cy", y), ("r", radius)]);
        self.close_with("circle", tooltip);
    }

    /// Writes a text with its baseline at a point.
    pub(super) fn text(&mut self, class: &str, anchor: Anchor, at: (f64, f64), text: &str) {
        self.begin_text(class, anchor, at);
        label::push_escaped(&mut self.body, text);
        self.body.push_str("</text>");
    }

    /// Writes as much of a text as the room in pixels holds; where it is cut a tooltip holds more of it.
    pub(super) fn cut_text(&mut self, class: &str, anchor: Anchor, at: (f64, f64), text: &str, room: f64) {
        let size = if class.contains("strong") { TEXT * BOLD } else { TEXT };
        let shown = label::fit(text, room, size);
        self.begin_text(class, anchor, at);
        label::push_escaped(&mut self.body, &shown);
        if shown.len() != text.len() {
            self.body.push_str("<title>");
            label::push_escaped(&mut self.body, &label::head(text));
            self.body.push_str("</title>");
        }
        self.body.push_str("</text>");
    }

    fn begin_text(&mut self, class: &str, anchor: Anchor, (x, y): (f64, f64)) {
        self.body.push_str("<text");
        if !class.is_empty() {
            let _ = write!(self.body, " class=\"{class}\"");
        }
        self.coordinates(&[("x", x), ("y", y)]);
        self.body.push_str(match anchor {
            Anchor::Start => ">",
            Anchor::Middle => " text-anchor=\"middle\">",
            Anchor::End => " text-anchor=\"end\">",
        });
    }

    fn coordinates(&mut self, attributes: &[(&str, f64)]) {
        for (name, value) in attributes {
            let _ = write!(self.body, " {name}=\"");
            push_coordinate(&mut self.body, *value);
            self.body.push('"');
        }
    }

    fn close_with(&mut self, element: &str, tooltip: &str) {
        if tooltip.is_empty() {
            self.body.push_str("/>");
            return;
        }
        self.body.push_str("><title>");
        label::push_escaped(&mut self.body, &label::head(tooltip));
        let _ = write!(self.body, "</title></{element}>");
    }

    /// Ends the picture as a file of its own, on paper of its own.
    pub(super) fn into_svg(self) -> String {
        let mut out = String::with_capacity(self.body.len() + STYLE.len() + 400);
        self.open(&mut out, " xmlns=\"http://www.w3.org/2000/svg\"");
        let _ = write!(out, "<style>\n{STYLE}</style><rect class=\"paper\" width=\"100%\" height=\"100%\"/>");
        out.push_str(&self.body);
        out.push_str("</svg>\n");
        out
    }

    /// Appends the picture to a page that has [`STYLE`] and paper already.
    pub(crate) fn write_inline(&self, out: &mut String) {
        self.open(out, "");
        out.push_str(&self.body);
        out.push_str("</svg>");
    }

    fn open(&self, out: &mut String, namespace: &str) {
        let _ = write!(out, "<svg{namespace} class=\"varlik-chart\" viewBox=\"0 0 {WIDTH} ");
        push_coordinate(out, self.height);
        let _ = write!(out, "\" width=\"{WIDTH}\" height=\"");
        push_coordinate(out, self.height);
        out.push_str("\" role=\"img\" aria-label=\"");
        label::push_escaped(out, &label::head(&self.label));
        out.push_str("\">");
    }
}

/// Appends a number of pixels to a tenth; one that is not finite would break the whole picture and becomes 0.
fn push_coordinate(out: &mut String, value: f64) {
    let tenths = if value.is_finite() { (value * 10.0).round() as i64 } else { 0 };
    if tenths < 0 {
        out.push('-');
    }
    let (whole, part) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    let _ = if part == 0 { write!(out, "{whole}") } else { write!(out, "{whole}.{part}") };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_short_and_always_numbers() {
        let mut out = String::new();
        for value in [12.0, -0.04, -3.26, f64::NAN, 0.05] {
            push_coordinate(&mut out, value);
            out.push(' ');
        }
        assert_eq!(out, "12 0 -3.3 0 0.1 ");
    }

    #[test]
    fn a_cut_text_keeps_more_of_itself_in_a_tooltip_and_a_whole_one_has_none() {
        let mut canvas = Canvas::new(10.0, "");
        canvas.cut_text("", Anchor::Start, (0.0, 0.0), "Kahramanmaraş", 200.0);
        assert!(!canvas.body.contains("<title>"));
        canvas.cut_text("", Anchor::Start, (0.0, 0.0), "Kahramanmaraş <b>", 40.0);
        assert!(canvas.body.contains("…<title>Kahramanmaraş &lt;b&gt;</title>"), "{}", canvas.body);
    }

    #[test]
    fn only_a_picture_of_its_own_brings_style_and_paper() {
        let canvas = Canvas::new(10.0, "\"a\" <b>");
        let mut inline = String::new();
        canvas.write_inline(&mut inline);
        assert!(!inline.contains("<style>") && !inline.contains("http"));
        assert!(inline.contains("aria-label=\"&quot;a&quot; &lt;b&gt;\""));
        let alone = canvas.into_svg();
        assert!(alone.contains("<style>") && alone.contains("class=\"paper\"") && alone.contains("xmlns="));
    }
}
