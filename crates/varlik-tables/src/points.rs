//! A latitude and a longitude in columns of their own, as one column of points.

use varlik_resolve::{Column, ColumnBuilder};

use crate::header::header_key;

/// What the two columns are called; the words before, as in `geo_lat`, are of no matter.
const NAMES: [(&[&str], &[&str]); 2] = [
    (
        &["latitude", "lat", "enlem", "breitengrad", "latitud", "широта"],
        &["longitude", "lon", "lng", "long", "boylam", "längengrad", "longitud", "долгота"],
    ),
    (&["y coord", "coord y"], &["x coord", "coord x"]),
];

/// Joins a column of latitudes and one of longitudes; any other number of such columns is left as it is.
///
/// Apart from each other the two numbers tell little: half a degree is near on a map of the world and far in a town.
pub(crate) fn join_points(
    columns: &mut Vec<(String, Column)>,
    told: impl Fn(&str) -> bool,
) -> Option<Joined> {
    let place_of = |words: &[&str]| {
        let ends = |name: &str| {
            let header = header_key(name);
            words.iter().any(|word| {
                let word = header_key(word);
                header == word || header.ends_with(&format!(" {word}"))
            })
        };
        let mut places =
            columns.iter().enumerate().filter(|(_, (name, _))| ends(name)).map(|(place, _)| place);
        places.next().filter(|_| places.next().is_none())
    };
    let (latitude, longitude) =
        NAMES.iter().find_map(|(first, second)| Some((place_of(first)?, place_of(second)?)))?;
    let (first_name, first) = columns.get(latitude)?;
    let (second_name, second) = columns.get(longitude)?;
    if told(first_name) || told(second_name) || !within(first, 90.0) || !within(second, 180.0) {
        return None;
    }
    let name = format!("{first_name}, {second_name}");
    let points = points(first, second);
    let note = format!("columns {first_name:?} and {second_name:?} are taken for one of points");
    if let Some(column) = columns.get_mut(latitude) {
        *column = (name, points);
    }
    columns.remove(longitude);
    Some(Joined { latitude, longitude, note })
}

/// Two columns that became one: where they stood.
#[derive(Debug)]
pub(crate) struct Joined {
    pub(crate) latitude: usize,
    pub(crate) longitude: usize,
    /// What is said of it.
    pub(crate) note: String,
}

/// The points of latitudes and longitudes; none where one is missing.
pub(crate) fn points(latitudes: &Column, longitudes: &Column) -> Column {
    let mut points = ColumnBuilder::default();
    for row in 0..latitudes.len() as u32 {
        match (latitudes.cells(row), longitudes.cells(row)) {
            (&[north], &[east]) => {
                let (north, east) = (latitudes.values().get(north), longitudes.values().get(east));
                points.push(Some(&format!("{}, {}", north.replace(',', "."), east.replace(',', "."))));
            }
            _ => points.push(None),
        }
    }
    points.finish()
}

/// Whether nearly all values are degrees of so many at most, and some value is there.
fn within(column: &Column, most: f64) -> bool {
    let degrees =
        |text: &&str| text.replace(',', ".").parse::<f64>().is_ok_and(|degrees| degrees.abs() <= most);
    let fitting = column.values().iter().filter(degrees).count();
    fitting > 0 && fitting * 10 >= column.values().len() * 9
}
