//! Numbers in words, and in digits with words: `iki bin yirmi üç`, `1,5 milyon`.
use super::digits::Decimal;
use super::{Item, NumberWord};
use crate::Lang;

/// Parts of one that a value is counted in.
const ONE: u128 = 1_000_000_000;
/// Digits of a fraction that a value can hold.
const FRACTION: usize = 9;
/// Digits before the point that a value can hold beside a scale.
const WHOLE: usize = 12;

/// What was read of a number so far.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    lang: Lang,
    /// What the scales so far make.
    total: u128,
    /// What is counted below the next scale.
    group: u128,
    last: Last,
    /// The power of ten of the last scale; the next must be smaller.
    scale: u8,
    /// Words and numbers read.
    pub(super) items: usize,
    pub(super) ordinal: bool,
    /// Whether the one item read so far is a number by itself.
    alone: bool,
    /// English years: `nineteen eighty-four`.
    century: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    Start,
    Digits,
    Zero,
    Unit,
    Teen,
    Ten,
    Hundred,
    Scale,
    Half,
}

impl Phrase {
    pub(super) fn new(lang: Lang) -> Self {
        Self {
            lang,
            total: 0,
            group: 0,
            last: Last::Start,
            scale: u8::MAX,
            items: 0,
            ordinal: false,
            alone: false,
            century: false,
        }
    }

    /// Takes a number word, when one may stand here.
    pub(super) fn word(&mut self, word: NumberWord) -> bool {
        if self.ordinal || !self.item(word.item) {
            return false;
        }
        self.items += 1;
        self.ordinal = word.ordinal;
        self.alone = !word.phrase;
        true
    }

    /// Takes a number in digits, when one may stand here: first, or up to three digits after counted
    /// thousands. `scaled` tells
    /// that a scale follows it.
    pub(super) fn digits(&mut self, number: &Decimal, scaled: bool) -> bool {
        if self.ordinal || number.whole.len() > WHOLE || number.fraction.len() > FRACTION {
            return false;
        }
        let after_scale = self.last == Last::Scale
            && self.items > 1
            && (scaled || self.scale == 3)
            && number.whole.len() <= 3
            && !number.whole.starts_with('0')
            && (scaled || number.fraction.is_empty());
        if self.last != Last::Start && !after_scale {
            return false;
        }
        let (Ok(whole), Ok(fraction)) =
            (number.whole.parse::<u128>(), format!("{:0<FRACTION$}", number.fraction).parse::<u128>())
        else {
            return false;
        };
        self.group = whole * ONE + fraction;
        self.last = Last::Digits;
        self.items += 1;
        self.alone = true;
        true
    }

    fn item(&mut self, item: Item) -> bool {
        use Last::{Digits, Half, Hundred, Scale, Start, Teen, Ten, Unit, Zero};
        let turkish = self.lang != Lang::En;
        let below_hundred = matches!(self.last, Start | Hundred | Scale);
        let fits = match item {
            Item::Zero => self.last == Start,
            Item::Unit(_) => below_hundred || self.last == Ten,
            Item::Ten(_) | Item::Teen(_) => below_hundred || self.starts_century(),
            Item::Hundred if turkish => {
                matches!(self.last, Start | Scale)
                    || (self.last == Unit && (2..10).contains(&(self.group / ONE)))
            }
            Item::Hundred => matches!(self.last, Unit | Teen) && self.group < 100 * ONE,
            Item::Scale(power) => {
                let counted = self.group > 0 || (turkish && power == 3 && matches!(self.last, Start | Scale));
                let one_thousand = turkish && power == 3 && self.group == ONE && self.last == Unit;
                power < self.scale && counted && !one_thousand && self.last != Zero && !self.century
            }
            Item::Half => {
                turkish
                    && matches!(self.last, Unit | Ten | Hundred | Digits)
                    && self.group.is_multiple_of(ONE)
            }
        };
        if !fits {
            return false;
        }
        match item {
            Item::Zero => {}
            Item::Unit(value) => self.group += u128::from(value) * ONE,
            Item::Teen(value) | Item::Ten(value) => {
                if self.starts_century() {
                    self.group *= 100;
                    self.century = true;
                }
                self.group += u128::from(value) * ONE;
            }
            Item::Hundred => self.group = self.group.max(ONE) * 100,
            Item::Scale(power) => {
                self.total += self.group.max(ONE) * 10_u128.pow(u32::from(power));
                self.group = 0;
                self.scale = power;
            }
            Item::Half => self.group += ONE / 2,
        }
        self.last = match item {
            Item::Zero => Zero,
            Item::Unit(_) => Unit,
            Item::Teen(_) => Teen,
            Item::Ten(_) => Ten,
            Item::Hundred => Hundred,
            Item::Scale(_) => Scale,
            Item::Half => Half,
        };
        true
    }

    /// Whether the number so far is the century of an English year, and no year yet.
    fn starts_century(&self) -> bool {
        self.lang == Lang::En
            && self.items == 1
            && matches!(self.last, Last::Teen | Last::Ten)
            && (17 * ONE..=20 * ONE).contains(&self.group)
    }

    /// Whether "and" may follow: `two hundred and five`.
    pub(super) fn takes_and(&self) -> bool {
        self.lang == Lang::En && self.last == Last::Hundred && !self.ordinal
    }

    /// Whether a hyphen may join the next word: `twenty-nine`.
    pub(super) fn takes_hyphen(&self) -> bool {
        self.lang == Lang::En && matches!(self.last, Last::Ten | Last::Teen) && !self.ordinal
    }

    /// Whether what was read is a number, and more than digits.
    pub(super) fn is_number(&self) -> bool {
        self.items > 1 || (self.items == 1 && self.alone)
    }

    /// The value.
    pub(super) fn value(&self) -> Decimal {
        let value = self.total + self.group;
        let fraction = format!("{:0FRACTION$}", value % ONE);
        Decimal { whole: (value / ONE).to_string(), fraction: fraction.trim_end_matches('0').to_owned() }
    }
}

/// Finds the number words that a word is made of, the last one perhaps ordinal: `yirmidokuz`, `onbirinci`.
pub(super) fn parts(word: &str, words: &[(&str, NumberWord)], found: &mut Vec<NumberWord>) -> bool {
    found.clear();
    let mut rest = word;
    while !rest.is_empty() {
        // The longest word goes first: `yedinci` is not `yedi` and a rest.
        let longest =
            words.iter().filter(|(known, _)| rest.starts_with(known)).max_by_key(|(known, _)| known.len());
        let Some((known, meaning)) = longest else { return false };
        found.push(*meaning);
        rest = rest.get(known.len()..).unwrap_or_default();
    }
    !found.is_empty()
}
