//! What a notebook shows.

use std::fmt::Write;

use varlik::Resolution;

/// Entities in the table: what fits under a notebook cell.
const SHOWN: usize = 20;

/// The most mentioned entities as an HTML table that needs no network and no style of its own.
pub(crate) fn entity_table(resolution: &Resolution) -> String {
    let mut html = String::from(
        "<table><thead><tr><th>name</th><th>type</th><th>mentions</th><th>articles</th><th>spellings</th></tr></thead>\
         <tbody>",
    );
    for entity in resolution.entities.iter().take(SHOWN) {
        let spellings: Vec<&str> = entity.aliases.iter().map(|alias| alias.text.as_str()).collect();
        // Writing to a string cannot fail.
        let _ = write!(
            html,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(&entity.name),
            entity.entity_type,
            entity.mentions.len(),
            entity.documents.len(),
            escaped(&spellings.join(", ")),
        );
    }
    let _ = write!(
        html,
        "</tbody></table><p>articles: {}, mentions: {}, entities: {}, stories: {}</p>",
        resolution.documents.len(),
        resolution.mentions.len(),
        resolution.entities.len(),
        resolution.stories.len()
    );
    html
}

/// The first values of a column as an HTML table.
pub(crate) fn column_table(name: &str, values: &[String], rows: usize) -> String {
    let mut html = format!("<table><thead><tr><th>{}</th></tr></thead><tbody>", escaped(name));
    for value in values {
        let _ = write!(html, "<tr><td>{}</td></tr>", escaped(value));
    }
    let _ = write!(html, "</tbody></table><p>rows: {rows}</p>");
    html
}

/// The first rows of a table.
pub(crate) fn row_table(names: &[&str], cells: &[Vec<String>], rows: usize) -> String {
    let mut html = String::from("<table><thead><tr>");
    for name in names {
        let _ = write!(html, "<th>{}</th>", escaped(name));
    }
    html.push_str("</tr></thead><tbody>");
    for row in cells {
        html.push_str("<tr>");
        for cell in row {
            let _ = write!(html, "<td>{}</td>", escaped(cell));
        }
        html.push_str("</tr>");
    }
    let _ = write!(html, "</tbody></table><p>rows: {rows}</p>");
    html
}

/// A text and what was changed in it.
pub(crate) fn change_table<'a>(text: &str, rows: impl Iterator<Item = [&'a str; 3]>) -> String {
    let mut html = format!(
        "<p>{}</p><table><thead><tr><th>before</th><th>after</th><th>kind</th></tr></thead><tbody>",
        escaped(text)
    );
    for [before, after, kind] in rows.take(SHOWN) {
        let _ =
            write!(html, "<tr><td>{}</td><td>{}</td><td>{kind}</td></tr>", escaped(before), escaped(after));
    }
    html.push_str("</tbody></table>");
    html
}

/// Two names and what was weighed of them: the words, what they and their letters say, and how much.
pub(crate) fn evidence_table<'a>(
    names: [&str; 2],
    rows: impl Iterator<Item = (String, [&'a str; 2], f64)>,
    weight: f64,
    score: f64,
) -> String {
    let mut html = format!(
        "<p>{} ~ {}</p><table><thead><tr><th>words</th><th>evidence</th><th>letters</th><th>bits</th></tr></thead><tbody>",
        escaped(names[0]),
        escaped(names[1])
    );
    for (words, [what, letters], bits) in rows {
        let (words, what, letters) = (escaped(&words), escaped(what), escaped(letters));
        let _ = write!(html, "<tr><td>{words}</td><td>{what}</td><td>{letters}</td><td>{bits:+.2}</td></tr>");
    }
    let _ = write!(html, "</tbody></table><p>bits: {weight:+.2}, probability: {score:.4}</p>");
    html
}

/// The words of a name and what each is in it.
pub(crate) fn part_table<'a>(rows: impl Iterator<Item = [&'a str; 2]>) -> String {
    let mut html = String::from("<table><thead><tr><th>word</th><th>role</th></tr></thead><tbody>");
    for [word, role] in rows {
        let _ = write!(html, "<tr><td>{}</td><td>{}</td></tr>", escaped(word), escaped(role));
    }
    html.push_str("</tbody></table>");
    html
}

/// A text that HTML shows as it is.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
