//! Places on the globe.

use super::spread;

/// A latitude and a longitude, held as a point on the unit sphere.
///
/// # Example: the levels on which points meet
/// ```
/// use varlik_resolve::PointValue;
///
/// let point = |text| PointValue::parse(text).unwrap();
/// let level = |a, b| PointValue::LEVELS[usize::from(point(a).level(point(b))) - 1];
/// assert_eq!(level("41.0086, 28.9802", "POINT(28.9802 41.0086)"), "within_100_m");
/// assert_eq!(level("41.0086, 28.9802", "41°00'19\"N 28°58'37\"E"), "within_1_km");
/// assert_eq!(level("41.0086, 28.9802", "41.04, 28.99"), "within_10_km");
/// assert_eq!(level("41.0086, 28.9802", "40.77, 29.94"), "within_100_km");
/// assert_eq!(level("41.0086, 28.9802", "39.93, 32.86"), "conflict");
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PointValue {
    /// Towards 0° N 0° E, 0° N 90° E and the north pole; four bytes tell half a metre apart.
    towards: [f32; 3],
}

/// The mean radius of the Earth in metres (IUGG).
const RADIUS: f64 = 6_371_008.8;
/// The most metres of each level but the last.
const METRES: [f64; 4] = [100.0, 1e3, 1e4, 1e5];
/// What is longer is prose.
const LONGEST: usize = 96;
/// The side of a cell of [`PointValue::keys`], in degrees: some 2 km of latitude.
const CELL: f64 = 0.02;

impl PointValue {
    /// The names of the levels from 1 on, by the distance on the great circle.
    pub const LEVELS: &'static [&'static str] =
        &["within_100_m", "within_1_km", "within_10_km", "within_100_km", "conflict"];

    /// Reads two numbers of degrees, latitude first: `41.01, 28.97`, `41,01; 28,97`, `41°0'49"N 28°58'E`; longitude
    /// first in the `POINT(28.97 41.01)` of well-known text, and where the first is no latitude.
    ///
    /// # Example
    /// ```
    /// use varlik_resolve::PointValue;
    ///
    /// assert!(PointValue::parse("28.97 E, 41.01 N").is_some());
    /// assert_eq!(PointValue::parse("91, 181"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (latitude, longitude) = degrees(text)?;
        let latitude_fits = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        latitude_fits.then(|| {
            let (latitude, longitude) = (latitude.to_radians(), longitude.to_radians());
            let flat = latitude.cos();
            Self {
                towards: [flat * longitude.cos(), flat * longitude.sin(), latitude.sin()]
                    .map(|part| part as f32),
            }
        })
    }

    /// The level on which two points meet, see [`PointValue::LEVELS`].
    #[must_use]
    pub fn level(self, other: Self) -> u8 {
        let ([ax, ay, az], [bx, by, bz]) = (self.towards, other.towards);
        let (x, y, z) = (ax - bx, ay - by, az - bz);
        let square = x * x + y * y + z * z;
        // The chord under an arc is a little shorter than the arc, by 2 parts in a million at 100 km.
        let within = |metres: f64| {
            let chord = 2.0 * (metres / (2.0 * RADIUS)).sin();
            square <= (chord * chord) as f32
        };
        METRES.iter().zip(1..).find(|(metres, _)| within(**metres)).map_or(5, |(_, level)| level)
    }

    /// Four keys, one of which is shared by any two points less than a kilometre apart between 60° south and north:
    /// cells of four grids that overlap by half. In all of them shared by points at one place.
    #[must_use]
    pub fn keys(self) -> [u64; 4] {
        let [x, y, z] = self.towards.map(f64::from);
        let (latitude, longitude) = (z.clamp(-1.0, 1.0).asin().to_degrees(), y.atan2(x).to_degrees());
        // Cells of a band of one degree of latitude are as wide as they are high.
        [(0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)].map(|(down, right)| {
            let row = (latitude / CELL + down).floor();
            let width = CELL * 2.0;
            let column = (longitude / width + right).floor().rem_euclid(360.0 / width);
            let grid = (down * 4.0 + right * 2.0) as u64;
            spread(8 + grid, ((row + 10_000.0) as u64) << 32 | column as u64)
        })
    }
}

/// The latitude and the longitude of a text.
fn degrees(text: &str) -> Option<(f64, f64)> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let upper = text.to_ascii_uppercase();
    let (body, known_text) = match upper.strip_prefix("SRID=4326;").unwrap_or(&upper).strip_prefix("POINT") {
        Some(body) => (body.trim(), true),
        None => (upper.as_str(), false),
    };
    let pieces = pieces(body)?;
    let [first, second] = pieces.as_slice() else { return None };
    let signed =
        |piece: &Piece| if matches!(piece.side, Some('S' | 'W')) { -piece.degrees } else { piece.degrees };
    let (one, two) = (signed(first), signed(second));
    match (first.side, second.side) {
        (None, None) if known_text || (one.abs() > 90.0 && two.abs() <= 90.0) => Some((two, one)),
        (None, None) | (Some('N' | 'S'), Some('E' | 'W')) => Some((one, two)),
        (Some('E' | 'W'), Some('N' | 'S')) => Some((two, one)),
        _ => None,
    }
}

/// Degrees, and the side of the equator or of Greenwich that a letter names.
struct Piece {
    degrees: f64,
    side: Option<char>,
}

/// Reads numbers of degrees, minutes and seconds, and letters before or behind them.
fn pieces(text: &str) -> Option<Vec<Piece>> {
    // A comma is a decimal mark where something else parts the numbers.
    let commas = text.matches(',').count();
    let decimal_comma = !text.contains('.') && commas == 2;
    let mut pieces: Vec<Piece> = Vec::with_capacity(2);
    // Which sixtieth the next number of the open piece is of, 0 where none is open.
    let mut sixtieth = 0.0_f64;
    let mut side_before = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let is_number = |c: char| c.is_ascii_digit() || c == '.' || (decimal_comma && c == ',');
        if c.is_ascii_digit()
            || (matches!(c, '-' | '+' | '−' | '.') && rest.get(c.len_utf8()..)?.starts_with(is_number))
        {
            let sign = if matches!(c, '-' | '−') { -1.0 } else { 1.0 };
            let unsigned = rest.trim_start_matches(['-', '+', '−']);
            let end = unsigned.find(|c: char| !is_number(c)).unwrap_or(unsigned.len());
            let (number, behind) = unsigned.split_at_checked(end)?;
            let number = number.trim_end_matches(',').replace(',', ".").parse::<f64>().ok()?;
            rest = behind.trim_start_matches(' ');
            let unit = rest.chars().next().unwrap_or(' ');
            let is_part = matches!(unit, '\'' | '′' | '’' | '"' | '″' | '”');
            if is_part && sixtieth > 0.0 {
                let piece = pieces.last_mut()?;
                piece.degrees += piece.degrees.signum() * number / sixtieth;
                sixtieth *= 60.0;
            } else if is_part || pieces.len() == 2 {
                return None;
            } else {
                pieces.push(Piece { degrees: sign * number, side: side_before.take() });
                sixtieth = if unit == '°' || unit == 'º' { 60.0 } else { 0.0 };
            }
            if is_part || sixtieth > 0.0 {
                rest = rest.get(unit.len_utf8()..)?;
            }
            continue;
        }
        match c {
            'N' | 'S' | 'E' | 'W' => match pieces.last_mut() {
                Some(piece) if piece.side.is_none() && side_before.is_none() => {
                    piece.side = Some(c);
                    sixtieth = 0.0;
                }
                _ if side_before.is_none() => side_before = Some(c),
                _ => return None,
            },
            _ if c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '[' | ']' | '/' | '\'' | '"') => {}
            _ => return None,
        }
        rest = rest.get(c.len_utf8()..)?;
    }
    side_before.is_none().then_some(pieces)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The haversine formula, slow and clear.
    fn metres(a: (f64, f64), b: (f64, f64)) -> f64 {
        let half = |angle: f64| (angle.to_radians() / 2.0).sin().powi(2);
        let square = half(a.0 - b.0) + a.0.to_radians().cos() * b.0.to_radians().cos() * half(a.1 - b.1);
        2.0 * RADIUS * square.sqrt().asin()
    }

    #[test]
    fn points_of_many_forms() {
        for (text, want) in [
            ("41.01, 28.97", (41.01, 28.97)),
            ("41.01 28.97", (41.01, 28.97)),
            ("41.01,28.97", (41.01, 28.97)),
            ("(41.01; 28.97)", (41.01, 28.97)),
            ("41,01; 28,97", (41.01, 28.97)),
            ("41,01 28,97", (41.01, 28.97)),
            ("41, 28", (41.0, 28.0)),
            ("-33.86, +151.21", (-33.86, 151.21)),
            ("151.21, -33.86", (-33.86, 151.21)),
            ("POINT(28.97 41.01)", (41.01, 28.97)),
            ("Point (28.97 41.01)", (41.01, 28.97)),
            ("SRID=4326;POINT(28.97 41.01)", (41.01, 28.97)),
            ("41°N 29°E", (41.0, 29.0)),
            ("41.5 N, 29.5 E", (41.5, 29.5)),
            ("N 41.5 E 29.5", (41.5, 29.5)),
            ("29.5E 41.5N", (41.5, 29.5)),
            ("33.86°S 151.21°E", (-33.86, 151.21)),
            ("41°30'36\"N 28°30'E", (41.51, 28.5)),
            ("41° 30′ 36″ N, 28° 30′ W", (41.51, -28.5)),
        ] {
            let got = degrees(text).unwrap_or_else(|| panic!("{text}"));
            assert!((got.0 - want.0).abs() < 1e-9 && (got.1 - want.1).abs() < 1e-9, "{text}: {got:?}");
        }
    }

    #[test]
    fn what_is_no_point() {
        for text in [
            "",
            "41",
            "41.01",
            "İstanbul",
            "1 2 3",
            "91, 181",
            "41°N 29°N",
            "POINT EMPTY",
            "41.01, 28.97 m",
            "NaN, NaN",
            "1.2.3, 4",
            "12:30",
            "41' 30'",
            "--5, 4-",
            "POINT(200 95)",
        ] {
            assert_eq!(PointValue::parse(text), None, "{text}");
        }
        assert_eq!(PointValue::parse(&"9 ".repeat(1 << 19)), None);
    }

    proptest! {
        #[test]
        fn levels_are_those_of_the_haversine(latitude in -89_f64..89.0, longitude in -180_f64..180.0, north in -1_f64..1.0, east in -1_f64..1.0, scale in 0..4) {
            let scale = 0.001 * 10_f64.powi(scale);
            let (a, b) = ((latitude, longitude), (latitude + north * scale, longitude + east * scale));
            prop_assume!(b.0.abs() <= 90.0 && b.1.abs() <= 180.0);
            let point = |place: (f64, f64)| PointValue::parse(&format!("{:.7}, {:.7}", place.0, place.1)).unwrap();
            let distance = metres(a, b);
            // Points within a metre and a half of a border may fall on either side of it.
            prop_assume!(METRES.iter().all(|border| (distance - border).abs() > 1.5));
            let want = METRES.iter().position(|border| distance <= *border).unwrap_or(4) as u8 + 1;
            prop_assert_eq!(point(a).level(point(b)), want);
            prop_assert_eq!(point(b).level(point(a)), want);
        }

        #[test]
        fn near_points_share_a_key(latitude in -60_f64..60.0, longitude in -180_f64..180.0, north in -0.005_f64..0.005, east in -0.005_f64..0.005) {
            let point = |latitude: f64, longitude: f64| PointValue::parse(&format!("{latitude:.7}, {longitude:.7}")).unwrap();
            let (east, other) = (longitude + east, latitude + north);
            let east = if east > 180.0 { east - 360.0 } else if east < -180.0 { east + 360.0 } else { east };
            let (a, b) = (point(latitude, longitude).keys(), point(other, east).keys());
            prop_assert!(a.iter().any(|key| b.contains(key)));
        }

        #[test]
        fn nothing_panics(text in "(\\PC|[0-9.,;NSEW°'\" -]){0,40}") {
            let _ = PointValue::parse(&text).map(PointValue::keys);
        }
    }

    #[test]
    fn far_points_share_no_key() {
        let point = |text| PointValue::parse(text).unwrap().keys();
        let (a, b) = (point("41.01, 28.97"), point("41.01, 29.97"));
        assert!(a.iter().all(|key| !b.contains(key)));
    }
}
