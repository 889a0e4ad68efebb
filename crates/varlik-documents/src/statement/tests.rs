use super::whole_number;
use crate::{Document, Options, Resolution};

/// What is said in one article: "speaker: what (act polarity modality)".
fn said(text: &str) -> Vec<String> {
    let found: Resolution =
        crate::resolve(vec![Document::new("1", text)], None, &Options::default(), &()).unwrap();
    found
        .claims
        .iter()
        .map(|claim| {
            let speaker = claim.speaker.map_or("-", |speaker| found.entities[speaker].name.as_str());
            let bend = (claim.act.as_str(), claim.polarity.as_str(), claim.modality.as_str());
            format!("{speaker}: {} ({} {} {})", &text[claim.span.clone()], bend.0, bend.1, bend.2)
        })
        .collect()
}

#[test]
fn english_quotations_and_reports_have_their_speakers() {
    for (text, want) in [
        (
            "“We will repaint the old cranes,” Petra Lindqvist said on Monday.",
            "Petra Lindqvist: “We will repaint the old cranes,” (said affirmed future)",
        ),
        (
            "Petra Lindqvist told reporters: \"The harbour is not for sale.\"",
            "Petra Lindqvist: \"The harbour is not for sale.\" (said negated actual)",
        ),
        (
            "“The harbour is not for sale,” said Petra Lindqvist, the mayor.",
            "Petra Lindqvist: “The harbour is not for sale,” (said negated actual)",
        ),
        (
            "Petra Lindqvist denied that the harbour was sold to Olaf Brenna.",
            "Petra Lindqvist: the harbour was sold to Olaf Brenna (denied negated actual)",
        ),
        (
            "The cranes may be sold in spring, Petra Lindqvist told reporters.",
            "Petra Lindqvist: The cranes may be sold in spring (said affirmed possible)",
        ),
        (
            "According to Petra Lindqvist, the cranes were sold in spring.",
            "Petra Lindqvist: the cranes were sold in spring (said affirmed actual)",
        ),
        (
            "The cranes were sold in spring, according to Petra Lindqvist.",
            "Petra Lindqvist: The cranes were sold in spring (said affirmed actual)",
        ),
        (
            "Petra Lindqvist urged Olaf Brenna to sell the cranes of the harbour.",
            "Petra Lindqvist: Olaf Brenna to sell the cranes of the harbour (demanded affirmed actual)",
        ),
        (
            "Petra Lindqvist claimed the cranes should be sold at once.",
            "Petra Lindqvist: the cranes should be sold at once (claimed affirmed necessary)",
        ),
    ] {
        assert_eq!(said(text), [want], "{text}");
    }
}

#[test]
fn he_is_whom_the_text_spoke_of() {
    let text =
        "Olaf Brenna opened the harbour of Varberg with a song. He said that the cranes were sold in spring.";
    assert_eq!(said(text), ["Olaf Brenna: the cranes were sold in spring (said affirmed actual)"]);
    let text =
        "“The cranes are blue again,” Petra Lindqvist said. “Olaf Brenna likes them very much,” she added.";
    assert_eq!(
        said(text),
        [
            "Petra Lindqvist: “The cranes are blue again,” (said affirmed actual)",
            "Petra Lindqvist: “Olaf Brenna likes them very much,” (said affirmed actual)",
        ]
    );
}

#[test]
fn turkish_quotations_and_reports_have_their_speakers() {
    for (text, want) in [
        (
            "Belediye Başkanı Selim Korucu, \"Vinçler satılık değildir, satılmayacak\" dedi.",
            "Selim Korucu: \"Vinçler satılık değildir, satılmayacak\" (said negated future)",
        ),
        (
            "Selim Korucu, vinçlerin maviye boyandığını söyledi.",
            "Selim Korucu: vinçlerin maviye boyandığını (said affirmed actual)",
        ),
        (
            "Selim Korucu, limanın yıl sonunda satılmayacağını belirtti.",
            "Selim Korucu: limanın yıl sonunda satılmayacağını (said negated future)",
        ),
        (
            "Selim Korucu, limanın satıldığı iddialarını yalanladı.",
            "Selim Korucu: limanın satıldığı iddialarını (denied negated actual)",
        ),
        (
            "Selim Korucu şöyle konuştu: \"Bu limanı birlikte yeniden boyadık.\"",
            "Selim Korucu: \"Bu limanı birlikte yeniden boyadık.\" (said affirmed actual)",
        ),
        (
            "\"Bu limanı birlikte yeniden boyadık\" diyen Selim Korucu, törenden ayrıldı.",
            "Selim Korucu: \"Bu limanı birlikte yeniden boyadık\" (said affirmed actual)",
        ),
        (
            "Selim Korucu, vinçlerin satılabileceğini iddia etti.",
            "Selim Korucu: vinçlerin satılabileceğini (claimed affirmed possible)",
        ),
    ] {
        assert_eq!(said(text), [want], "{text}");
    }
}

#[test]
fn what_nobody_said_is_no_claim() {
    for text in [
        "Petra Lindqvist walked to the harbour and painted a crane.",
        "The claims of Petra Lindqvist are under review in Varberg.",
        "Petra Lindqvist is said to be a good painter of cranes.",
        "They called it a “blue crane” and Petra Lindqvist laughed.",
        "Petra Lindqvist wrote nothing.",
        "Vinçler maviye boyandı ve Selim Korucu törene katıldı.",
        "Selim Korucu \"mavi vinç\" adlı tabloyu satın aldı.",
        "Selim Korucu dün dedi ki güldü.",
    ] {
        assert_eq!(said(text), [""; 0], "{text}");
    }
}

#[test]
fn a_long_text_without_stops_is_read_in_pieces() {
    let long =
        "Petra Lindqvist said that \u{201c}the cranes of Olaf Brenna are blue\u{201d} and he said so, "
            .repeat(4000);
    let found = said(&long);
    assert!(found.len() > 1000, "{}", found.len());
    assert!(found.iter().all(|claim| claim.len() < 5000));
}

#[test]
fn claims_that_contradict_each_other_stand_side_by_side() {
    let article = |id: &str, text: &str, published: &str| Document::new(id, text).with_published(published);
    let documents = vec![
        article(
            "a",
            "Cranes of Varberg\n\nPetra Lindqvist said that the harbour board of Varberg sold four cranes to Olaf Brenna.",
            "2025-03-16",
        ),
        article(
            "b",
            "Cranes of Varberg\n\nKarin Holm said that the harbour board of Varberg has not sold any cranes to Olaf Brenna.",
            "2025-03-18",
        ),
        article(
            "c",
            "Cranes of Varberg\n\nJonas Falk said that the harbour board of Varberg sold 6 cranes to Olaf Brenna and 2 boats.",
            "2025-03-17",
        ),
        article(
            "d",
            "Petra Lindqvist said that the harbour of Varberg will host a choir of sailors.",
            "2025-03-17",
        ),
        article(
            "e",
            "Cranes of Varberg\n\nIngrid Dahl said that the harbour board of Varberg sold 9 cranes to Olaf Brenna in spring.",
            "2025-03-15",
        ),
    ];
    let found = crate::resolve(documents, None, &Options::default(), &()).unwrap();
    let pairs: Vec<(&str, &str, &str)> = found
        .contradictions
        .iter()
        .map(|pair| {
            let id = |claim: usize| found.documents[found.claims[claim].document].id.as_str();
            (id(pair.newer), id(pair.older), pair.conflict.as_str())
        })
        .collect();
    let want = [("b", "c", "polarity"), ("b", "a", "polarity"), ("b", "e", "polarity"), ("c", "e", "number")];
    assert_eq!(pairs, want, "the newest first");
}

#[test]
fn only_whole_numbers_are_counted() {
    for (written, want) in [
        ("3", Some(3)),
        ("1,500", Some(1500)),
        ("1.500.000", Some(1_500_000)),
        ("2.5", None),
        ("3.0", None),
        (".5", None),
    ] {
        assert_eq!(whole_number(written), want, "{written}");
    }
}
