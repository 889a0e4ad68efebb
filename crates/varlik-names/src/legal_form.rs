//! Legal forms of companies and other bodies the world over, sorted into classes.

use crate::table::{HashTable, KeyHasher};

static FORMS: HashTable = HashTable::new(include_bytes!("tables/legal_forms.bin"));

/// Most words a legal form is looked for in.
pub const MAX_LEGAL_FORM_WORDS: usize = 10;

/// What a legal form makes of a body. Forms of one class in two languages are translations of one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LegalClass {
    /// Capital in shares that may be traded: `A.Ş.`, `AG`, `S.A.`, `PJSC`, `ПАО`, `plc`, `Corp.`, `株式会社`.
    JointStock,
    /// Liability limited, shares not traded: `Ltd. Şti.`, `GmbH`, `LLC`, `ООО`, `SRL`, `有限公司`.
    Limited,
    /// Partners, some or all of them liable: `KG`, `LP`, `LLP`, `Kom. Şti.`, `S.C.S.`.
    Partnership,
    /// Owned by its members: `e.G.`, `Koop.`, `Co-op`.
    Cooperative,
    /// A society not for profit: `e.V.`, `ASBL`, `Derneği`.
    Association,
    /// A foundation or trust: `Stiftung`, `Vakfı`.
    Foundation,
    /// Belongs to a state or a town: `ФГУП`, `KİT`, `SOE`.
    State,
    /// One person in business: `e.K.`, `ИП`, `Şahıs Şirketi`.
    SoleTrader,
    /// A bank, fund or insurer by its form: `N.A.`, `SICAV`.
    Fund,
    /// A company of no form told: `Co.`, `& Sons`, `Şirketi`, `公司`.
    Company,
}

impl LegalClass {
    const ALL: [Self; 10] = [
        Self::JointStock,
        Self::Limited,
        Self::Partnership,
        Self::Cooperative,
        Self::Association,
        Self::Foundation,
        Self::State,
        Self::SoleTrader,
        Self::Fund,
        Self::Company,
    ];

    /// The class a source table's word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "joint-stock" => Some(Self::JointStock),
            "limited" => Some(Self::Limited),
            "partnership" => Some(Self::Partnership),
            "cooperative" => Some(Self::Cooperative),
            "association" => Some(Self::Association),
            "foundation" => Some(Self::Foundation),
            "state" => Some(Self::State),
            "sole-trader" => Some(Self::SoleTrader),
            "fund" => Some(Self::Fund),
            "company" => Some(Self::Company),
            _ => None,
        }
    }

    /// The number a table stores for this class.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }
}

/// A legal form found at the front of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegalForm {
    /// What it makes of the body.
    pub class: LegalClass,
    /// How many words it takes.
    pub words: usize,
}

/// Finds the longest legal form that `words`, each a `varlik_text::key` of one word, begin with. Allocates nothing.
///
/// Short forms are words of other languages too (`as`, `sa`, `co`): whether a form can stand where these words do is
/// for the caller to know. A form of dotted letters is found joined and apart: `as` and `a s`.
///
/// # Example: joint stock companies, a partnership of a limited one, no form
///
/// ```
/// use varlik_names::{LegalClass, legal_form};
///
/// let form = |text: &str| {
///     legal_form(varlik_text::key(text).split(' ')).map(|form| (form.class, form.words))
/// };
/// assert_eq!(form("A.Ş."), Some((LegalClass::JointStock, 1)));
/// assert_eq!(form("Anonim Şirketi"), Some((LegalClass::JointStock, 2)));
/// assert_eq!(form("ООО"), form("LLC"));
/// assert_eq!(form("GmbH & Co. KG"), Some((LegalClass::Partnership, 3)));
/// assert_eq!(form("Holding"), None);
/// ```
#[must_use]
pub fn legal_form<'w>(words: impl IntoIterator<Item = &'w str>) -> Option<LegalForm> {
    let mut hasher = KeyHasher::new();
    let mut found = None;
    for (at, word) in words.into_iter().take(MAX_LEGAL_FORM_WORDS).enumerate() {
        hasher.push_word(word.as_bytes());
        let Some(value) = FORMS.get(hasher.finish()) else { break };
        let class = (value >> 1).checked_sub(1).and_then(|code| LegalClass::ALL.get(code as usize));
        if let Some(&class) = class {
            found = Some(LegalForm { class, words: at + 1 });
        }
        // The lowest bit says that some longer form goes on after these words.
        if value & 1 == 0 {
            break;
        }
    }
    found
}

/// Finds the legal form that `words` end with, the longest there is.
///
/// # Example: the end of a name
///
/// ```
/// use varlik_names::{LegalClass, legal_form_at_end};
///
/// let form = legal_form_at_end(&["yildirim", "gida", "ltd", "sti"]).unwrap();
/// assert_eq!((form.class, form.words), (LegalClass::Limited, 2));
/// assert_eq!(legal_form_at_end(&["yildirim", "gida"]), None);
/// ```
#[must_use]
pub fn legal_form_at_end(words: &[&str]) -> Option<LegalForm> {
    let from = words.len().saturating_sub(MAX_LEGAL_FORM_WORDS);
    (from..words.len())
        .filter_map(|at| words.get(at..))
        .find_map(|tail| legal_form(tail.iter().copied()).filter(|form| form.words == tail.len()))
}
