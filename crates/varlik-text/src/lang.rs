//! Languages, as the span of text they govern needs them.

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

impl Lang {
    /// Tells whether the language pairs `i` with `İ` and `ı` with `I`.
    #[must_use]
    pub const fn dotless(self) -> bool {
        matches!(self, Self::Tr | Self::Az | Self::Crh | Self::Gag)
    }
}
