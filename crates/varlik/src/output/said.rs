//! The lines of the files that tell who said what and when.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use varlik_documents::{Claim, Resolution};

use super::json::{push_score, push_string};
use super::lines::{Points, document_id, entity_id, push_comma, push_label, push_optional, push_span};

/// A line a date, by article and place.
pub(super) fn dates(resolution: &Resolution, out: &mut dyn Write) -> io::Result<()> {
    let mut line = Vec::with_capacity(256);
    let mut points = Points::new(resolution);
    for date in &resolution.dates {
        line.clear();
        line.extend_from_slice(b"{\"doc\":");
        push_string(&mut line, document_id(resolution, date.document));
        push_span(&mut line, points.of(date.document), &date.span);
        push_optional(&mut line, "text", Some(&text_of(resolution, date.document, &date.span)));
        push_label(&mut line, "day", &date.day.to_string());
        push_label(&mut line, "basis", date.basis.as_str());
        line.extend_from_slice(b"}\n");
        out.write_all(&line)?;
    }
    Ok(())
}

/// A line a claim, by article and place.
pub(super) fn claims(resolution: &Resolution, out: &mut dyn Write) -> io::Result<()> {
    let mut line = Vec::with_capacity(512);
    let mut points = Points::new(resolution);
    for claim in &resolution.claims {
        line.clear();
        push_claim(&mut line, resolution, &mut points, claim);
        line.push(b'\n');
        out.write_all(&line)?;
    }
    Ok(())
}

/// A line a pair of claims that contradict each other, the newest first.
pub(super) fn contradictions(resolution: &Resolution, out: &mut dyn Write) -> io::Result<()> {
    let mut line = Vec::with_capacity(512);
    let mut points = Points::new(resolution);
    for pair in &resolution.contradictions {
        line.clear();
        line.extend_from_slice(b"{\"conflict\":\"");
        line.extend_from_slice(pair.conflict.as_str().as_bytes());
        line.extend_from_slice(b"\",\"overlap\":");
        push_score(&mut line, pair.overlap);
        for (field, claim) in [("newer", pair.newer), ("older", pair.older)] {
            line.extend_from_slice(b",\"");
            line.extend_from_slice(field.as_bytes());
            line.extend_from_slice(b"\":");
            if let Some(claim) = resolution.claims.get(claim) {
                push_claim(&mut line, resolution, &mut points, claim);
            }
        }
        line.extend_from_slice(b"}\n");
        out.write_all(&line)?;
    }
    Ok(())
}

/// Appends a claim as an object.
fn push_claim(line: &mut Vec<u8>, resolution: &Resolution, points: &mut Points<'_>, claim: &Claim) {
    line.extend_from_slice(b"{\"doc\":");
    push_string(line, document_id(resolution, claim.document));
    push_span(line, points.of(claim.document), &claim.span);
    push_optional(line, "text", Some(&text_of(resolution, claim.document, &claim.span)));
    let speaker = claim.speaker.and_then(|speaker| resolution.entities.get(speaker));
    push_optional(line, "speaker_id", speaker.map(|speaker| speaker.id.as_str()));
    push_optional(line, "speaker", speaker.map(|speaker| speaker.name.as_str()));
    push_optional(line, "cue", Some(&text_of(resolution, claim.document, &claim.cue)));
    push_label(line, "kind", if claim.is_quotation { "quotation" } else { "report" });
    push_label(line, "act", claim.act.as_str());
    push_label(line, "polarity", claim.polarity.as_str());
    push_label(line, "modality", claim.modality.as_str());
    line.extend_from_slice(b",\"about\":[");
    for (place, entity) in claim.about.iter().enumerate() {
        push_comma(line, place);
        push_string(line, entity_id(resolution, *entity));
    }
    line.push(b']');
    let day = claim.date.and_then(|date| resolution.dates.get(date)).map(|date| date.day.to_string());
    push_optional(line, "day", day.as_deref());
    line.push(b'}');
}

fn text_of<'a>(resolution: &'a Resolution, document: usize, span: &Range<usize>) -> Cow<'a, str> {
    resolution.documents.get(document).map_or(Cow::Borrowed(""), |document| document.text_of(span.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn written(write: fn(&Resolution, &mut dyn Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&sample::resolution(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        for line in text.lines() {
            serde_json::from_str::<serde_json::Value>(line).unwrap();
        }
        text
    }

    #[test]
    fn claims_say_who_and_where() {
        assert_eq!(
            written(claims).lines().next(),
            Some(
                r#"{"doc":"tr/1.txt","start":21,"end":40,"text":"Hakan Fidan konuştu","speaker_id":"e2","speaker":"Hakan Fidan","cue":"konuştu","kind":"report","act":"said","polarity":"affirmed","modality":"actual","about":["e2"],"day":"2025-03-16"}"#
            )
        );
    }

    #[test]
    fn contradictions_show_both_claims_and_dates_their_day() {
        let line = written(contradictions);
        assert!(
            line.starts_with(
                r#"{"conflict":"polarity","overlap":0.5,"newer":{"doc":"en \"2\".txt","start":0,"#
            ),
            "{line}"
        );
        assert!(
            line.contains(r#""older":{"doc":"tr/1.txt","start":21,"end":40,"text":"Hakan Fidan konuştu","#),
            "{line}"
        );
        assert!(line.contains(r#""text":"Fidan","speaker_id":null,"speaker":null,"#), "{line}");
        assert_eq!(
            written(dates),
            "{\"doc\":\"tr/1.txt\",\"start\":21,\"end\":26,\"text\":\"Hakan\",\"day\":\"2025-03-16\",\"basis\":\"relative\"}\n"
        );
    }
}
