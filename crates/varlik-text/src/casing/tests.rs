use super::*;

#[test]
fn unchanged_text_is_borrowed() {
    assert!(matches!(lower("ankara", Lang::Tr), Cow::Borrowed(_)));
    assert!(matches!(lower("şırnak", Lang::Tr), Cow::Borrowed(_)));
    assert!(matches!(upper("ŞIRNAK", Lang::Tr), Cow::Borrowed(_)));
    assert!(matches!(upper("ΑΘΗΝΑ", Lang::El), Cow::Borrowed(_)));
    assert!(matches!(title("Şırnak'tan", Lang::Tr), Cow::Borrowed(_)));
}

#[test]
fn dot_above_is_part_of_a_turkish_i_only() {
    assert_eq!(lower("I\u{307}ZMI\u{307}R", Lang::Tr), "izmir");
    assert_eq!(lower("I\u{323}\u{307}", Lang::Tr), "i\u{323}");
    assert_eq!(lower("İ", Lang::En), "i\u{307}");
    assert_eq!(upper("i\u{307}", Lang::Tr), "İ");
    assert_eq!(title("i\u{307}zmir", Lang::Tr), "İzmir");
}
