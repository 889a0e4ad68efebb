//! The names of the months.

/// The month of a word in key form ([`varlik_text::key`]), 1 to 12: a name of [`NAMES`] or at least its first three
/// letters, where these begin the names of no other month.
pub(super) fn month(word: &str) -> Option<u8> {
    if word.len() < 3 {
        return None;
    }
    let mut found = None;
    for (names, number) in NAMES.iter().zip(1..) {
        if names.contains(&word) {
            return Some(number);
        }
        if names.iter().any(|name| name.starts_with(word)) {
            if found.is_some() {
                return None;
            }
            found = Some(number);
        }
    }
    found
}

/// The names of each month in Turkish, English, German, French, Spanish and Russian (nominative and genitive), from
/// the Unicode CLDR (`months`, wide), in key form. German `März` is also written `Maerz`, Austrian `Januar` `Jänner`,
/// Russian `июнь` also read `iun`.
#[rustfmt::skip]
const NAMES: [&[&str]; 12] = [
    &["ocak", "january", "januar", "janner", "jaenner", "janvier", "enero", "yanvar", "yanvarya"],
    &["subat", "february", "februar", "fevrier", "febrero", "fevral", "fevralya"],
    &["mart", "march", "marz", "maerz", "mars", "marzo", "marta"],
    &["nisan", "april", "avril", "abril", "aprel", "aprelya"],
    &["mayis", "may", "mai", "mayo", "maya"],
    &["haziran", "june", "juni", "juin", "junio", "iyun", "iyunya", "iun", "iunya"],
    &["temmuz", "july", "juli", "juillet", "julio", "iyul", "iyulya", "iul", "iulya"],
    &["agustos", "august", "aout", "agosto", "avgust", "avgusta"],
    &["eylul", "september", "septembre", "septiembre", "setiembre", "sentyabr", "sentyabrya"],
    &["ekim", "october", "oktober", "octobre", "octubre", "oktyabr", "oktyabrya"],
    &["kasim", "november", "novembre", "noviembre", "noyabr", "noyabrya"],
    &["aralik", "december", "dezember", "decembre", "diciembre", "dekabr", "dekabrya"],
];

#[cfg(test)]
mod tests {
    use varlik_text::key;

    use super::*;

    #[test]
    fn months_of_six_languages_whole_and_cut() {
        let rows: [(u8, &str); 12] = [
            (1, "Ocak oca. January Jan Januar Jän. janvier janv enero ene января янв"),
            (2, "Şubat Şub February Feb Februar février févr. febrero февраля февр фев"),
            (3, "Mart Mar March März Mär Maerz mars marzo марта март мар"),
            (4, "Nisan Nis April Apr avril avr. abril abr апреля апр"),
            (5, "Mayıs May Mai mayo мая май"),
            (6, "Haziran Haz June Jun Juni juin junio июня июнь июн"),
            (7, "Temmuz Tem July Jul Juli juillet juil. julio июля июль июл"),
            (8, "Ağustos Ağu August Aug août aoû agosto ago августа авг"),
            (9, "Eylül Eyl September Sep Sept septembre septiembre сентября сент сен"),
            (10, "Ekim Eki October Oct Oktober Okt octobre octubre октября окт"),
            (11, "Kasım Kas November Nov novembre noviembre ноября нояб"),
            (12, "Aralık Ara December Dec Dezember Dez décembre déc diciembre dic декабря дек"),
        ];
        for (number, words) in rows {
            for word in words.split(' ') {
                assert_eq!(month(&key(word)), Some(number), "{word} is read {}", key(word));
            }
        }
    }

    #[test]
    fn no_month_is_made_of_other_words() {
        // "jui" begins juin and juillet.
        for word in ["jui", "ja", "m", "", "marty", "sunday", "pazar", "decimal", "am", "pm", "street"] {
            assert_eq!(month(word), None, "{word}");
        }
    }
}
