//! Tokens: words, numbers, signs, and the suffixes that apostrophes part from names.
use crate::Lang;
use crate::scanner::Scanner;

/// A piece of text: half-open byte range, kind and shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is.
    pub kind: TokenKind,
    /// How its letters are cased.
    pub case: CaseShape,
    /// No white space stands before it (the first token of a text is not glued).
    pub glued: bool,
    /// It is the first token of its line.
    pub line_start: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// Letters, with digits or dots that belong to them: `Erdoğan`, `F16`, `U.S.`, `A.Ş.`, `Caliber.Az`.
    Word,
    /// Digits with the points and commas between them.
    Number,
    /// A hyphen or dash, or a run of them.
    Hyphen,
    /// An apostrophe that is neither part of a word nor a quotation mark.
    Apostrophe,
    /// An apostrophe with the suffix after it: `'nin`, `’s`, or the bare apostrophe of `States'`.
    Suffix,
    /// A full stop.
    Period,
    /// `!`, `?`, `…`, `...`.
    Terminal,
    /// A comma.
    Comma,
    /// A colon or semicolon.
    Colon,
    /// A quotation mark, opening or closing.
    Quote,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A slash or backslash.
    Slash,
    /// An `@` outside an address or handle.
    At,
    /// A `#` outside a hash tag.
    Hash,
    /// `&`.
    Ampersand,
    /// A web or mail address, an `@handle` or a `#tag`.
    Url,
    /// Any other sign.
    Other,
}

/// How the letters of a word are cased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CaseShape {
    /// No cased letter.
    None,
    /// All lower case; also an English contraction (`I'm`).
    Lower,
    /// One capital, at the start, and lower case after it.
    Capital,
    /// All capitals, one letter too.
    Upper,
    /// Anything else: `iPhone`, `McDonald`, `O'Brien`.
    Mixed,
}

/// Cuts `text` into tokens and appends them to `out`.
///
/// Hyphens always part words (`Russia-Ukraine` is three glued tokens). An apostrophe inside a word is judged
/// by language and shape: an English possessive or a Turkish ending is a [`TokenKind::Suffix`], and
/// otherwise it belongs to the word (`O'Brien`, `Xi'an`, `don't`). Text of more than 4 GiB is cut off
/// there.
///
/// # Example: a Turkish sentence
///
/// ```
/// use varlik_text::{Lang, TokenKind, tokenize};
///
/// let text = "Türkiye’nin A.Ş. ortağı O'Brien geldi.";
/// let mut tokens = Vec::new();
/// tokenize(text, Lang::Tr, &mut tokens);
/// let words: Vec<&str> = tokens.iter().map(|token| &text[token.start as usize..token.end as usize]).collect();
/// assert_eq!(words, ["Türkiye", "’nin", "A.Ş.", "ortağı", "O'Brien", "geldi", "."]);
/// assert_eq!(tokens[1].kind, TokenKind::Suffix);
/// ```
pub fn tokenize(text: &str, lang: Lang, out: &mut Vec<Token>) {
    let mut end = text.len().min(u32::MAX as usize);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Scanner::new(text.get(..end).unwrap_or_default(), lang, out).run();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str, lang: Lang) -> Vec<(&str, TokenKind)> {
        let mut tokens = Vec::new();
        tokenize(text, lang, &mut tokens);
        tokens.iter().map(|token| (&text[token.start as usize..token.end as usize], token.kind)).collect()
    }

    fn words(text: &str, lang: Lang) -> Vec<&str> {
        kinds(text, lang).into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn a_token_is_small() {
        assert!(size_of::<Token>() <= 16);
    }

    #[test]
    fn lines_and_glue_are_marked() {
        let mut tokens = Vec::new();
        tokenize("Rusya-Ukrayna\n\nF-16'lar", Lang::Tr, &mut tokens);
        let glue: Vec<bool> = tokens.iter().map(|token| token.glued).collect();
        assert_eq!(glue, [false, true, true, false, true, true, true]);
        let lines: Vec<bool> = tokens.iter().map(|token| token.line_start).collect();
        assert_eq!(lines, [true, false, false, true, false, false, false]);
    }

    #[test]
    fn shapes_follow_the_letters() {
        for (word, want) in [
            ("ankara", CaseShape::Lower),
            ("İzmir", CaseShape::Capital),
            ("NATO", CaseShape::Upper),
            ("X", CaseShape::Upper),
            ("iPhone", CaseShape::Mixed),
            ("McDonald", CaseShape::Mixed),
            ("東京", CaseShape::None),
            ("I'm", CaseShape::Lower),
        ] {
            let mut tokens = Vec::new();
            tokenize(word, Lang::Und, &mut tokens);
            assert_eq!(tokens.len(), 1, "{word}");
            assert_eq!(tokens[0].case, want, "{word}");
        }
    }

    #[test]
    fn abbreviations_keep_their_dots() {
        assert_eq!(words("The U.S. and the U.N", Lang::En), ["The", "U.S.", "and", "the", "U.N"]);
        assert_eq!(words("J. R. Smith, Ph.D.", Lang::En), ["J.", "R.", "Smith", ",", "Ph.D."]);
        assert_eq!(words("Dr. Ali geldi.Bunu", Lang::Tr), ["Dr", ".", "Ali", "geldi", ".", "Bunu"]);
        assert_eq!(words("Caliber.Az yazdı", Lang::Tr), ["Caliber.Az", "yazdı"]);
        assert_eq!(words("T.C.'nin", Lang::Tr), ["T.C.", "'nin"]);
        assert_eq!(words("5. sınıf... Evet", Lang::Tr), ["5", ".", "sınıf", "...", "Evet"]);
    }

    #[test]
    fn quotes_are_no_apostrophes() {
        assert_eq!(
            kinds("'Ankara' dedi", Lang::Tr),
            [
                ("'", TokenKind::Quote),
                ("Ankara", TokenKind::Word),
                ("'", TokenKind::Quote),
                ("dedi", TokenKind::Word)
            ]
        );
        assert_eq!(words("the ‘United States’ of", Lang::En), ["the", "‘", "United", "States", "’", "of"]);
        assert_eq!(words("“Barış Pınarı”nın", Lang::Tr), ["“", "Barış", "Pınarı", "”", "nın"]);
    }

    #[test]
    fn addresses_are_one_token() {
        assert_eq!(
            kinds("See https://example.com/a?b=1. Or me@example.com, @kemal'in #tag", Lang::Und)
                .into_iter()
                .filter(|(_, kind)| *kind == TokenKind::Url)
                .map(|(word, _)| word)
                .collect::<Vec<_>>(),
            ["https://example.com/a?b=1", "me@example.com", "@kemal", "#tag"]
        );
    }
}
