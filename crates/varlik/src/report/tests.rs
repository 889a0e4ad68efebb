use varlik_documents::{
    Alias, Entity, EntityType, KnowledgeEvidence, KnowledgeLink, KnowledgeReason, Mention, MentionKind,
    PairEvidence, Region, RegionKind, Relation, Resolution, ResolvedDocument, Story, StoryPair,
};

use super::render;

const HOSTILE: [&str; 5] = [
    "<script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' autofocus onfocus='x",
    "</style><img src=x>",
    "a\u{2028}b\0{{title}}",
];

fn document(id: &str, text: &str) -> ResolvedDocument {
    ResolvedDocument {
        id: id.to_owned(),
        text: text.to_owned(),
        language: "tr",
        ..ResolvedDocument::default()
    }
}

fn mention(document: usize, span: std::ops::Range<usize>, entity: usize) -> Mention {
    let (entity_type, kind, region) = (EntityType::Per, MentionKind::Name, RegionKind::Body);
    Mention { document, span, entity_type, kind, entity, score: 0.9, region, metonym_of: None }
}

/// Makes entities out of names, with the mentions that point to them.
fn with_entities(mut resolution: Resolution, names: &[&str]) -> Resolution {
    for (index, name) in names.iter().enumerate() {
        let own = resolution.mentions.iter().enumerate().filter(|(_, mention)| mention.entity == index);
        let mentions: Vec<usize> = own.clone().map(|(place, _)| place).collect();
        let mut documents: Vec<usize> = own.map(|(_, mention)| mention.document).collect();
        documents.dedup();
        resolution.entities.push(Entity {
            id: format!("id-{index}"),
            name: (*name).to_owned(),
            entity_type: EntityType::ALL[index % 5],
            kb_id: None,
            knowledge: None,
            aliases: vec![Alias { text: (*name).to_owned(), count: mentions.len() }],
            documents,
            mentions,
        });
    }
    resolution
}

/// Returns the values of an attribute in the page, outside the style and the script.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let body = &page[page.find("<body>").unwrap()..page.rfind("<script>").unwrap()];
    body.split(attribute).skip(1).map(|tail| tail.split('"').next().unwrap()).collect()
}

/// Asserts what holds for every page: each link leads to an anchor on it, no anchor stands twice, and no link
/// holds a link.
fn assert_sound(page: &str) {
    let mut anchors = values(page, " id=\"");
    let all = anchors.len();
    anchors.sort_unstable();
    anchors.dedup();
    assert_eq!(anchors.len(), all, "an anchor stands twice");
    for link in values(page, " href=\"") {
        let anchor = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leads out of the page"));
        assert!(anchors.binary_search(&anchor).is_ok(), "{link} leads nowhere");
    }
    let mut open = 0;
    for tag in page.split('<').skip(1) {
        if tag.starts_with("a ") {
            open += 1;
        } else if tag.starts_with("/a>") {
            open -= 1;
        }
        assert!((0..=1).contains(&open), "a link inside a link at <{tag}");
    }
    for element in ["details", "section", "article", "span", "bdi", "li", "p", "div"] {
        let opened =
            page.matches(&format!("<{element} ")).count() + page.matches(&format!("<{element}>")).count();
        assert_eq!(opened, page.matches(&format!("</{element}>")).count(), "<{element}> and </{element}>");
    }
    assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("@import"));
}

/// Returns the text of the links and spans of mentions, in the order of the page.
fn painted(page: &str) -> Vec<&str> {
    let texts = page.split("<div class=\"text\"").skip(1);
    texts
        .flat_map(|text| text.split(" class=\"m ").skip(1))
        .map(|tail| &tail[tail.find('>').unwrap() + 1..tail.find('<').unwrap()])
        .collect()
}

#[test]
fn an_empty_resolution_is_a_page() {
    let page = render(&Resolution::default());
    assert_sound(&page);
    assert!(page.contains("0 names in 0 articles"));
    assert!(page.contains("No two articles were compared."));
    assert!(!page.contains("Showing"));
}

#[test]
fn hostile_text_stays_text_wherever_it_stands() {
    let clean = "Hakan Fidan";
    let page_of = |text: &str| {
        let mut resolution = with_entities(
            Resolution {
                documents: vec![document(text, text), document("b", text)],
                mentions: vec![mention(0, 0..text.len(), 0), mention(1, 0..text.len(), 0)],
                stories: vec![Story { id: text.to_owned(), documents: vec![0, 1], ..Story::default() }],
                pairs: vec![StoryPair {
                    a: 0,
                    b: 1,
                    relation: Relation::Same,
                    score: 0.9,
                    evidence: PairEvidence::default(),
                }],
                ..Resolution::default()
            },
            &[text],
        );
        resolution.entities[0].kb_id = Some(text.to_owned());
        resolution.documents[0].regions =
            vec![Region { span: 0..text.len(), kind: RegionKind::Title, language: "und" }];
        render(&resolution)
    };
    let tags = |page: &str| page.matches('<').count();
    let quotes = |page: &str| page.matches('"').count();
    let reference = page_of(clean);
    for text in HOSTILE {
        let page = page_of(text);
        assert_sound(&page);
        assert_eq!(
            (tags(&page), quotes(&page)),
            (tags(&reference), quotes(&reference)),
            "{text:?} changed the markup"
        );
        assert!(
            !page.contains(text) || text.contains('{') && !page.contains('\0'),
            "{text:?} stands unescaped"
        );
    }
}

#[test]
fn no_text_of_a_collection_reaches_script_or_style() {
    let resolution = with_entities(
        Resolution {
            documents: vec![document("a", HOSTILE[0])],
            mentions: vec![mention(0, 0..8, 0)],
            ..Resolution::default()
        },
        &HOSTILE,
    );
    let (empty, page) = (render(&Resolution::default()), render(&resolution));
    let between = |page: &str, start: &str, end: &str| {
        let from = page.rfind(start).unwrap();
        page[from..from + page[from..].find(end).unwrap()].to_owned()
    };
    assert_eq!(between(&page, "<script>", "</script>"), between(&empty, "<script>", "</script>"));
    assert_eq!(between(&page, "<style>", "</style>"), between(&empty, "<style>", "</style>"));
}

#[test]
fn spans_of_turkish_and_mojibake_are_painted_whole() {
    let text = "İşte Iğdır’ın ErdoÄŸan’ı 🦃 Şanlıurfa";
    let span = |name: &str| text.find(name).map(|start| start..start + name.len()).unwrap();
    let names = ["Iğdır", "ErdoÄŸan", "Şanlıurfa"];
    let mentions = names.iter().enumerate().map(|(index, name)| mention(0, span(name), index)).collect();
    let resolution = with_entities(
        Resolution { documents: vec![document("a", text)], mentions, ..Resolution::default() },
        &names,
    );
    let page = render(&resolution);
    assert_sound(&page);
    assert_eq!(painted(&page), names);
}

#[test]
fn mentions_inside_and_across_one_another_keep_the_markup_whole() {
    let text = "Türkiye İstatistik Kurumu Başkanlığı";
    let end = text.len();
    let mentions =
        vec![mention(0, 0..8, 1), mention(0, 0..27, 0), mention(0, 9..end, 1), mention(0, 9..19, 0)];
    let resolution = with_entities(
        Resolution { documents: vec![document("a", text)], mentions, ..Resolution::default() },
        &["Türkiye İstatistik Kurumu", "Türkiye"],
    );
    let page = render(&resolution);
    assert_sound(&page);
    assert_eq!(painted(&page), ["Türkiye İstatistik Kurumu", "+", "+", "+"]);
    for index in 0..4 {
        assert!(page.contains(&format!(" id=\"m{index}\"")), "mention {index} has no anchor");
    }
}

#[test]
fn a_mention_across_a_blank_line_is_painted_in_both_paragraphs() {
    let text = "Hakan\n\nFidan geldi.";
    let resolution = with_entities(
        Resolution {
            documents: vec![document("a", text)],
            mentions: vec![mention(0, 0..12, 0)],
            ..Resolution::default()
        },
        &["Hakan Fidan"],
    );
    let page = render(&resolution);
    assert_sound(&page);
    assert_eq!(painted(&page).concat().replace(char::is_whitespace, ""), "HakanFidan");
}

#[test]
fn mentions_that_point_nowhere_are_left_out() {
    let mentions = vec![
        mention(0, 1..3, 0),   // inside a character
        mention(0, 4..900, 0), // past the end
        mention(7, 0..2, 0),   // no such article
        mention(0, 0..2, 99),  // no such entity
    ];
    let resolution = with_entities(
        Resolution { documents: vec![document("a", "İı")], mentions, ..Resolution::default() },
        &["x"],
    );
    let page = render(&resolution);
    assert_sound(&page);
    assert_eq!(painted(&page), ["İ"]);
    assert!(!page.contains("href=\"#e99\""));
}

#[test]
fn every_character_of_an_article_is_on_the_page() {
    let text = "Ana Sayfa\n\nBAŞLIK\nalt satır\n\n\nGövde.\n  girinti\n";
    let title = text.find("BAŞLIK").unwrap();
    let body = text.find("Gövde").unwrap();
    let mut article = document("a", text);
    article.regions = vec![
        Region { span: 0..title, kind: RegionKind::Boilerplate, language: "und" },
        Region { span: title..body - 1, kind: RegionKind::Title, language: "und" },
    ];
    let page = render(&Resolution { documents: vec![article], ..Resolution::default() });
    assert_sound(&page);
    let shown = &page[page.find("<div class=\"text\"").unwrap()..page.find("</div></details>").unwrap()];
    let mut words = shown.to_owned();
    for line in text.split_whitespace() {
        assert!(words.contains(line), "{line} is missing");
        words = words.replacen(line, "", 1);
    }
    assert!(shown.contains(
        "<section class=\"boilerplate\"><small class=\"kind\" lang=\"en\">boilerplate</small><p>Ana Sayfa</p>"
    ));
    assert!(shown.contains("<section class=\"title\"><p>BAŞLIK\nalt satır</p>"));
    assert!(shown.contains("<section class=\"body\"><p>Gövde.\n  girinti</p>"));
}

#[test]
fn names_that_articles_of_a_story_share_are_marked() {
    let mentions = vec![mention(0, 0..5, 0), mention(0, 6..11, 1), mention(1, 0..5, 0)];
    let resolution = with_entities(
        Resolution {
            documents: vec![document("a", "Fidan Putin"), document("b", "Fidan")],
            mentions,
            stories: vec![Story { id: "s".to_owned(), documents: vec![0, 1], ..Story::default() }],
            ..Resolution::default()
        },
        &["Hakan Fidan", "Vladimir Putin"],
    );
    let page = render(&resolution);
    assert_sound(&page);
    assert!(page.contains("<a class=\"m per shared first\" id=\"m0\" href=\"#e0\""));
    assert!(page.contains("<a class=\"m per first\" id=\"m1\" href=\"#e1\""));
    assert!(page.contains("title=\"in 2 of these articles\">Hakan Fidan</a>"));
    assert!(!page.contains("title=\"in 2 of these articles\">Vladimir Putin</a>"));
}

#[test]
fn a_related_story_is_named_and_a_different_one_is_not() {
    let relation = |relation| {
        let resolution = Resolution {
            documents: vec![document("fener.txt", "x"), document("tramvay.txt", "y")],
            stories: vec![
                Story { id: "s0".to_owned(), documents: vec![0], ..Story::default() },
                Story { id: "s1".to_owned(), documents: vec![1], ..Story::default() },
            ],
            pairs: vec![StoryPair { a: 0, b: 1, relation, score: 0.3, evidence: PairEvidence::default() }],
            ..Resolution::default()
        };
        let page = render(&resolution);
        assert_sound(&page);
        page.matches("Related, but another story").count()
    };
    assert_eq!((relation(Relation::Related), relation(Relation::Different)), (2, 0));
}

#[test]
fn an_article_without_a_story_is_shown_and_says_so() {
    let stories = vec![Story { id: "s0".to_owned(), documents: vec![1], ..Story::default() }];
    let documents = vec![document("fener.txt", "Iğdır"), document("tramvay.txt", "Kiev")];
    let page = render(&Resolution { documents, stories, ..Resolution::default() });
    assert_sound(&page);
    assert_eq!((page.matches("In no story").count(), page.matches(">story 1</a>").count()), (1, 1));
    assert!(page.contains("<p>Iğdır</p>") && page.contains("<p>Kiev</p>"));
}

#[test]
fn a_large_collection_is_bounded_and_says_so() {
    let text = "Erdoğan ".repeat(1000);
    let documents: Vec<_> = (0..3000).map(|index| document(&format!("{index:04}.txt"), &text)).collect();
    let names: Vec<String> = (0..5000).map(|index| format!("Ad {index}")).collect();
    let mentions = (0..5000).map(|index| mention(index % 3000, 0..8, index)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let resolution = with_entities(Resolution { documents, mentions, ..Resolution::default() }, &names);
    let page = render(&resolution);
    assert_sound(&page);
    assert!(
        page.contains(
            "of 3,000 articles and 2,000 of 5,000 names; the .jsonl files beside this page hold all."
        )
    );
    assert!(page.len() < 6_000_000, "{} bytes", page.len());
}

#[test]
fn one_huge_article_is_cut_between_characters() {
    let text = "ş".repeat(30_000_000);
    let page = render(&Resolution { documents: vec![document("a", &text)], ..Resolution::default() });
    assert_sound(&page);
    assert!(page.contains("The first 200 of 60,000 kB of this article."));
    assert!(page.len() < 300_000, "{} bytes", page.len());
}

#[test]
fn the_same_resolution_gives_the_same_page() {
    let resolution = with_entities(
        Resolution {
            documents: vec![document("a", "Fidan Putin")],
            mentions: vec![mention(0, 0..5, 0)],
            ..Resolution::default()
        },
        &["Hakan Fidan", "Vladimir Putin"],
    );
    assert_eq!(render(&resolution), render(&resolution));
}

/// Returns the byte range of the first occurrence of a name.
fn span_of(text: &str, name: &str) -> std::ops::Range<usize> {
    text.find(name).map(|start| start..start + name.len()).unwrap()
}

#[test]
fn a_description_is_painted_around_the_name_in_it() {
    let text = "Kremlin spokesman Dmitry Peskov";
    let mut mentions = vec![mention(0, 0..17, 0), mention(0, 0..7, 1), mention(0, 18..31, 0)];
    mentions[0].kind = MentionKind::Nominal;
    let resolution = with_entities(
        Resolution { documents: vec![document("a", text)], mentions, ..Resolution::default() },
        &["Dmitry Peskov", "Kremlin"],
    );
    let page = render(&resolution);
    assert_sound(&page);
    assert_eq!(painted(&page), ["Kremlin", "spokesman", "Dmitry Peskov"]);
    assert!(
        page.contains("<a class=\"m per nominal\" id=\"m0\" href=\"#e0\" title=\"stands for Dmitry Peskov")
    );
    assert!(page.contains(
        "<p class=\"label\">Described as</p><ul class=\"descriptions\"><li><bdi>Kremlin spokesman</bdi>"
    ));
    assert!(!page.contains("title=\"stands for Kremlin"));
}

#[test]
fn a_case_ending_is_no_part_of_a_description() {
    let text = "Iğdır'ın kaptanı Şirin Çiçek";
    let mut mentions = vec![
        mention(0, span_of(text, "Iğdır'ın kaptanı"), 0),
        mention(0, span_of(text, "Iğdır"), 1),
        mention(0, span_of(text, "Şirin Çiçek"), 0),
    ];
    mentions[0].kind = MentionKind::Nominal;
    let resolution = with_entities(
        Resolution { documents: vec![document("a", text)], mentions, ..Resolution::default() },
        &["Şirin Çiçek", "Iğdır"],
    );
    let page = render(&resolution);
    assert_sound(&page);
    assert_eq!(painted(&page), ["Iğdır", "kaptanı", "Şirin Çiçek"]);
    assert!(page.contains("</a>&#39;ın <a class=\"m per nominal\""));
}

#[test]
fn a_description_that_is_all_name_keeps_both_links() {
    let mut mentions = vec![mention(0, 0..7, 0), mention(0, 0..7, 1)];
    mentions[0].kind = MentionKind::Nominal;
    let resolution = with_entities(
        Resolution { documents: vec![document("a", "Kremlin")], mentions, ..Resolution::default() },
        &["Dmitry Peskov", "Kremlin"],
    );
    let page = render(&resolution);
    assert_sound(&page);
    assert_eq!(painted(&page), ["Kremlin", "+"]);
}

#[test]
fn only_the_first_mention_in_a_story_is_labelled() {
    let text = "Fidan Fidan Fidan";
    let mut mentions = vec![mention(0, 0..5, 0), mention(0, 6..11, 0), mention(0, 12..17, 0)];
    mentions[0].region = RegionKind::Boilerplate;
    let resolution = with_entities(
        Resolution { documents: vec![document("a", text)], mentions, ..Resolution::default() },
        &["Hakan Fidan"],
    );
    let page = render(&resolution);
    assert!(page.contains("<a class=\"m per first\" id=\"m1\""));
    assert_eq!(page.matches("<a class=\"m per first\"").count(), 1);
}

#[test]
fn the_name_of_an_outlet_is_not_taken_for_the_headline() {
    let text =
        "PERA GAZETESİ\n\nFidan dün Ankara'da konuştu\n\nHakan Fidan pazartesi günü Ankara'ya geldi.\n";
    let body = text.find("Hakan").unwrap();
    let in_title = [span_of(text, "PERA"), span_of(text, "Fidan"), span_of(text, "Ankara")];
    let in_body = [body..body + "Hakan Fidan".len(), text.rfind("Ankara").map(|at| at..at + 6).unwrap()];
    let place = |(span, entity)| mention(0, span, entity);
    let mut mentions: Vec<_> = in_title.into_iter().zip([2, 0, 1]).map(place).collect();
    for mention in &mut mentions {
        mention.region = RegionKind::Title;
    }
    mentions.extend(in_body.into_iter().zip([0, 1]).map(place));
    let mut article = document("a.txt", text);
    article.regions = vec![
        Region { span: 0..body, kind: RegionKind::Title, language: "und" },
        Region { span: body..text.len(), kind: RegionKind::Body, language: "und" },
    ];
    let resolution = with_entities(
        Resolution { documents: vec![article], mentions, ..Resolution::default() },
        &["Hakan Fidan", "Ankara", "Pera"],
    );
    let page = render(&resolution);
    assert_sound(&page);
    let index = &page[page.find("<ol class=\"list\">").unwrap()..];
    assert!(index.contains("lang=\"tr\">Fidan dün Ankara&#39;da konuştu</bdi>"));
    assert!(
        page.contains("<p class=\"beside\"><a class=\"m per first\" id=\"m0\""),
        "the outlet stands beside the headline"
    );
    assert!(
        !page.contains("<p class=\"beside\"><a class=\"m per first\" id=\"m1\""),
        "the headline does not"
    );
}

#[test]
fn a_story_takes_a_headline_before_an_opening_line() {
    let (plain, titled) = ("Fidan Ankara'da konuştu.", "Bakan konuştu\nFidan Ankara'daydı.");
    let mut article = document("b", titled);
    article.regions =
        vec![Region { span: 0..titled.find("Fidan").unwrap(), kind: RegionKind::Title, language: "und" }];
    let mentions = vec![
        mention(0, span_of(plain, "Fidan"), 0),
        mention(0, span_of(plain, "Ankara"), 1),
        mention(1, span_of(titled, "Fidan"), 0),
        mention(1, span_of(titled, "Ankara"), 1),
    ];
    let stories = vec![Story { id: "s".to_owned(), documents: vec![0, 1], ..Story::default() }];
    let documents = vec![document("a", plain), article];
    let resolution = with_entities(
        Resolution { documents, mentions, stories, ..Resolution::default() },
        &["Hakan Fidan", "Ankara"],
    );
    let page = render(&resolution);
    assert!(page.contains("<h3><bdi>Bakan konuştu</bdi></h3>"));
    let index = &page[page.find("<ol class=\"list\">").unwrap()..];
    assert!(
        index.contains(">Fidan Ankara&#39;da konuştu.</bdi>"),
        "an article without a title is called by its first line"
    );
}

#[test]
fn names_that_no_story_tells_come_last_and_say_where_they_stand() {
    let text = "Haber: Ilgaz Ilgaz\nFidan";
    let mut mentions = vec![mention(0, 7..12, 0), mention(0, 13..18, 0), mention(0, 19..24, 1)];
    mentions[0].region = RegionKind::Byline;
    mentions[1].region = RegionKind::Boilerplate;
    let resolution = with_entities(
        Resolution { documents: vec![document("a", text)], mentions, ..Resolution::default() },
        &["Ilgaz", "Hakan Fidan"],
    );
    let page = render(&resolution);
    let at = |piece: &str| page.find(piece).unwrap_or_else(|| panic!("no {piece}"));
    assert!(at("id=\"e1\"") < at("id=\"e0\""));
    assert!(page.contains("<i>only in byline, boilerplate</i>"));
    assert_eq!(page.matches("<i>only in ").count(), 1);
    assert_eq!(page.matches("class=\"entity per aside\"").count(), 1);
}

#[test]
fn a_long_list_of_spellings_is_folded_and_a_short_one_is_not() {
    let page_with = |count: usize| {
        let mut resolution = with_entities(
            Resolution {
                documents: vec![document("a", "Fidan")],
                mentions: vec![mention(0, 0..5, 0)],
                ..Resolution::default()
            },
            &["Hakan Fidan"],
        );
        resolution.entities[0].aliases =
            (0..count).map(|index| Alias { text: format!("Ad {index}"), count: 1 }).collect();
        let page = render(&resolution);
        assert_sound(&page);
        page
    };
    assert!(!page_with(12).contains("<details class=\"more\">"));
    assert!(page_with(30).contains("<details class=\"more\"><summary>18 more</summary>"));
    assert!(page_with(300).contains("<li>and 200 more</li>"));
}

#[test]
fn the_rest_of_a_long_article_is_folded_and_a_short_one_is_whole() {
    let page_of = |paragraphs: usize| {
        let text = "Hakan Fidan pazartesi günü Ankara'ya geldi.\n\n".repeat(paragraphs);
        let last = text.rfind("Hakan").unwrap();
        let resolution = with_entities(
            Resolution {
                documents: vec![document("a", &text)],
                mentions: vec![mention(0, last..last + 11, 0)],
                ..Resolution::default()
            },
            &["Hakan Fidan"],
        );
        let page = render(&resolution);
        assert_sound(&page);
        assert_eq!(
            page.matches(" pazartesi günü ").count(),
            paragraphs + 2,
            "the headline stands in the index too"
        );
        page
    };
    assert!(!page_of(200).contains("class=\"rest\""));
    assert!(
        page_of(2_000).contains(
            "<summary lang=\"en\">The other 81 kB of this article</summary><section class=\"body\">"
        )
    );
}

#[test]
fn a_long_line_is_a_paragraph_and_wrapped_lines_are_one() {
    let long = "Görüşmede iki ülke arasındaki ticaret konuşuldu. ".repeat(4);
    let text = format!("{long}\n{long}\nkısa bir satır\nbir satır daha\n");
    let page = render(&Resolution { documents: vec![document("a", &text)], ..Resolution::default() });
    assert_sound(&page);
    let long = long.trim_end();
    assert!(page.contains(&format!("<p>{long}</p><p>{long}</p><p>kısa bir satır\nbir satır daha</p>")));
}

#[test]
fn a_whole_article_on_one_line_is_divided_after_sentences() {
    let sentence = "Hakan Fidan, T.C. adına konuştu.";
    let text = vec![sentence; 400].join(" ");
    let page = render(&Resolution { documents: vec![document("a", &text)], ..Resolution::default() });
    assert_sound(&page);
    let shown = &page[page.find("<div class=\"text\"").unwrap()..page.find("</div></details>").unwrap()];
    assert_eq!(shown.matches(sentence).count(), 400);
    assert!((5..15).contains(&shown.matches("<p>").count()), "{} paragraphs", shown.matches("<p>").count());
}

#[test]
fn the_address_of_an_author_is_not_taken_for_the_headline() {
    let text = "Fidan ve zeytin üzerine\n\nAd Soyad ad@ege.edu.tr Ege, Ankara\n\nFidan, Ege, Ankara.";
    let body = text.rfind("Fidan").unwrap();
    let names = ["Fidan", "Ege", "Ankara"].into_iter().enumerate();
    let mut mentions = Vec::new();
    for (entity, name) in names {
        for (at, _) in text.match_indices(name) {
            let mut mention = mention(0, at..at + name.len(), entity);
            mention.region = if at < body { RegionKind::Title } else { RegionKind::Body };
            mentions.push(mention);
        }
    }
    mentions.push(mention(0, span_of(text, "Ad Soyad"), 3));
    mentions.sort_by_key(|mention| mention.span.start);
    let mut article = document("a", text);
    article.regions = vec![
        Region { span: 0..body, kind: RegionKind::Title, language: "und" },
        Region { span: body..text.len(), kind: RegionKind::Body, language: "und" },
    ];
    let resolution = with_entities(
        Resolution { documents: vec![article], mentions, ..Resolution::default() },
        &["Hakan Fidan", "Ege", "Ankara", "Ad Soyad"],
    );
    let page = render(&resolution);
    let index = &page[page.find("<ol class=\"list\">").unwrap()..];
    assert!(index.contains(">Fidan ve zeytin üzerine</bdi>"));
}

#[test]
fn the_opening_of_a_line_without_end_names_the_article() {
    let text = "ş".repeat(2_000_000);
    let page = render(&Resolution { documents: vec![document("a", &text)], ..Resolution::default() });
    let index = &page[page.find("<ol class=\"list\">").unwrap()..];
    assert!(index.contains(&format!(">{}…</bdi>", "ş".repeat(110))));
}

#[test]
fn a_page_is_shown_as_its_reader_sees_it() {
    let raw =
        "<script>alert('x')</script><p onclick=alert(2)>Hakan <b>Fidan</b> &lt;script&gt;alert(1) geldi.</p>";
    let document = varlik_documents::Document::new("p.html", raw).with_markup(varlik_documents::Markup::Html);
    let resolution =
        varlik_documents::resolve(vec![document], None, &varlik_documents::Options::default(), &());
    let page = render(&resolution.unwrap());
    assert_sound(&page);
    assert_eq!(painted(&page), ["Hakan Fidan"]);
    assert!(page.contains("&lt;script&gt;alert(1)"), "what the page says is shown");
    assert!(!page.contains("onclick") && !page.contains("alert('x')") && !page.contains("alert(2)"));
}

#[test]
fn an_entry_of_a_knowledge_base_says_why() {
    let text = "Petra Lindqvist spoke.";
    let mut resolution = with_entities(
        Resolution {
            documents: vec![document("1", text)],
            mentions: vec![mention(0, 0..15, 0)],
            ..Resolution::default()
        },
        &["Petra Lindqvist"],
    );
    let line = |what, detail: &str, weight| KnowledgeEvidence { what, detail: detail.to_owned(), weight };
    resolution.entities[0].kb_id = Some("p1".to_owned());
    assert!(!render(&resolution).contains("class=\"detail\""));
    resolution.entities[0].knowledge = Some(KnowledgeLink {
        weight: 7.5,
        evidence: vec![
            line(KnowledgeReason::Name, "Petra <b> ~ Петра", 8.0),
            line(KnowledgeReason::Prior, "3 of 9", -0.5),
        ],
        rival: Some(("p<2>".to_owned(), 1.25)),
        names: Vec::new(),
    });
    let page = render(&resolution);
    assert_sound(&page);
    let told = "Known as <code>p1</code>: name +8.0 <span class=\"detail\">(Petra &lt;b&gt; ~ Петра)</span>, prior -0.5";
    assert!(page.contains(told), "{page}");
    assert!(page.contains("; next <code>p&lt;2&gt;</code> +1.2"));
}
