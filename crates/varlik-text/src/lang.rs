//! Languages, as the span of text they govern needs them.
use std::str::FromStr;

use crate::Error;
use crate::choice::unknown;

macro_rules! languages {
    ($($variant:ident $code:literal $name:literal,)*) => {
        /// A language, or `Und` when there is no evidence for one.
        ///
        /// Casing, tokens and suffixes follow the language of the *span*; a comparison [`key`](crate::key)
        /// needs none.
        ///
        /// # Example
        ///
        /// ```
        /// use varlik_text::Lang;
        ///
        /// assert_eq!(Lang::from_code("tr"), Some(Lang::Tr));
        /// assert_eq!(Lang::from_code("tr-TR"), Some(Lang::Tr));
        /// assert_eq!(Lang::Tr.code(), "tr");
        /// assert_eq!(Lang::from_code("klingon"), None);
        /// ```
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Lang {
            /// No evidence for a language.
            #[default]
            Und,
            $(#[doc = $name] $variant,)*
        }

        impl Lang {
            /// Gives the ISO 639 code: two letters where there are two.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    Self::Und => "und",
                    $(Self::$variant => $code,)*
                }
            }

            /// Every language, [`Lang::Und`] first.
            pub const ALL: &'static [Self] = &[Self::Und, $(Self::$variant,)*];

            /// Finds the language of a code such as `tr`, `TR` or `tr-TR`; `und` is [`Lang::Und`].
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                let main = code.split(['-', '_']).next().unwrap_or(code);
                if main.eq_ignore_ascii_case("und") {
                    return Some(Self::Und);
                }
                $(if main.eq_ignore_ascii_case($code) {
                    return Some(Self::$variant);
                })*
                None
            }
        }
    };
}

languages! {
    En "en" "English.",
    Tr "tr" "Turkish.",
    Az "az" "Azerbaijani.",
    Crh "crh" "Crimean Tatar.",
    Gag "gag" "Gagauz.",
    Tt "tt" "Tatar.",
    Kk "kk" "Kazakh.",
    Ky "ky" "Kyrgyz.",
    Uz "uz" "Uzbek.",
    Tk "tk" "Turkmen.",
    Ku "ku" "Kurdish (Kurmanji, Latin script).",
    Ckb "ckb" "Kurdish (Sorani, Arabic script).",
    De "de" "German.",
    Fr "fr" "French.",
    Es "es" "Spanish.",
    It "it" "Italian.",
    Nl "nl" "Dutch.",
    Pt "pt" "Portuguese.",
    Pl "pl" "Polish.",
    Cs "cs" "Czech.",
    Sk "sk" "Slovak.",
    Sl "sl" "Slovene.",
    Hr "hr" "Croatian.",
    Hu "hu" "Hungarian.",
    Ro "ro" "Romanian.",
    Sv "sv" "Swedish.",
    Da "da" "Danish.",
    No "no" "Norwegian.",
    Fi "fi" "Finnish.",
    Is "is" "Icelandic.",
    Lt "lt" "Lithuanian.",
    Lv "lv" "Latvian.",
    Et "et" "Estonian.",
    Sq "sq" "Albanian.",
    Id "id" "Indonesian.",
    Vi "vi" "Vietnamese.",
    Tg "tg" "Tajik.",
    Mn "mn" "Mongolian.",
    Ru "ru" "Russian.",
    Uk "uk" "Ukrainian.",
    Bg "bg" "Bulgarian.",
    Sr "sr" "Serbian.",
    Mk "mk" "Macedonian.",
    Be "be" "Belarusian.",
    El "el" "Greek.",
    Hy "hy" "Armenian.",
    Ka "ka" "Georgian.",
    Ar "ar" "Arabic.",
    Fa "fa" "Persian.",
    Ur "ur" "Urdu.",
    Ug "ug" "Uyghur.",
    He "he" "Hebrew.",
    Hi "hi" "Hindi.",
    Bn "bn" "Bengali.",
    Th "th" "Thai.",
    Ja "ja" "Japanese.",
    Ko "ko" "Korean.",
    Zh "zh" "Chinese.",
}

/// As [`Lang::from_code`], with an error that lists the codes there are.
///
/// # Example: a code that is none
///
/// ```
/// use varlik_text::Lang;
///
/// assert_eq!("tr-TR".parse::<Lang>()?, Lang::Tr);
/// let error = "tur".parse::<Lang>().unwrap_err();
/// assert!(error.to_string().starts_with("no language \"tur\"; did you mean \"tr\"?"));
/// # Ok::<(), varlik_text::Error>(())
/// ```
impl FromStr for Lang {
    type Err = Error;

    fn from_str(code: &str) -> Result<Self, Error> {
        Self::from_code(code)
            .ok_or_else(|| unknown("language", code, Self::ALL.iter().map(|lang| lang.code())))
    }
}

impl Lang {
    /// Tells whether the language pairs `i` with `İ` and `ı` with `I`.
    #[must_use]
    pub const fn dotless(self) -> bool {
        matches!(self, Self::Tr | Self::Az | Self::Crh | Self::Gag)
    }
}
