//! Whole files: which encoding, and the text.
use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254};

use crate::Error;

/// The encoding a file was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, little-endian, with a byte order mark.
    Utf16Le,
    /// UTF-16, big-endian, with a byte order mark.
    Utf16Be,
    /// windows-1251, Cyrillic.
    Windows1251,
    /// windows-1252, Western European.
    Windows1252,
    /// windows-1254, Turkish.
    Windows1254,
    /// The encoding of this name, as the file itself declares ([`decode_declared`]).
    Declared(&'static str),
}

impl Encoding {
    /// Gives the name of the encoding in the Encoding Standard.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1251 => "windows-1251",
            Self::Windows1252 => "windows-1252",
            Self::Windows1254 => "windows-1254",
            Self::Declared(name) => name,
        }
    }
}

/// A decoded file.
#[derive(Clone, Debug)]
pub struct Decoded<'a> {
    /// The text; borrowed when the file is valid UTF-8.
    pub text: Cow<'a, str>,
    /// What it was read as.
    pub encoding: Encoding,
    /// How many undecodable places became U+FFFD.
    pub replaced: usize,
    /// The first byte that is no UTF-8, and where it is.
    broken: Option<(u8, usize)>,
}

impl Decoded<'_> {
    /// Says in a sentence how the text differs from the bytes read as UTF-8; `None` when it does not.
    #[must_use]
    pub fn repair(&self) -> Option<String> {
        let at = |(byte, offset): (u8, usize)| format!("byte 0x{byte:02X} at offset {offset}");
        match (self.encoding, self.broken) {
            (Encoding::Utf8, None) => None,
            (Encoding::Utf8, Some(broken)) => {
                let places = if self.replaced == 1 { "place" } else { "places" };
                Some(format!(
                    "{} {places} without valid UTF-8 read as U+FFFD (first: {})",
                    self.replaced,
                    at(broken)
                ))
            }
            (encoding, None) => Some(format!("read as {}", encoding.as_str())),
            (encoding, Some(broken)) => {
                Some(format!("read as {}, it is not valid UTF-8 ({})", encoding.as_str(), at(broken)))
            }
        }
    }
}

/// Decodes a whole file.
///
/// UTF-8 comes first; its byte order mark stays in the text as U+FEFF, so that code points agree with other
/// readers. UTF-16 needs its byte order mark, which goes. Bytes that are no UTF-8 are judged by their
/// letters: mostly valid UTF-8 keeps its text with U+FFFD in the broken places, and the rest is read as
/// windows-1251, 1252 or 1254.
///
/// # Errors
///
/// The bytes are binary data ([`Error::is_binary`]): a NUL outside UTF-16, more than one control character
/// in ten, or the signature of a well-known binary format.
///
/// # Example: a Turkish file of an old Windows program
///
/// ```
/// use varlik_text::{Encoding, decode};
///
/// let decoded = decode(b"D\xFD\xFEi\xFEleri Bakan\xFD")?;
/// assert_eq!(decoded.text, "Dışişleri Bakanı");
/// assert_eq!(decoded.encoding, Encoding::Windows1254);
/// assert_eq!(
///     decoded.repair().unwrap(),
///     "read as windows-1254, it is not valid UTF-8 (byte 0xFD at offset 1)"
/// );
/// # Ok::<(), varlik_text::Error>(())
/// ```
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Error> {
    if let Some(decoded) = utf16(bytes) {
        return Ok(decoded);
    }
    check_text(bytes)?;
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => {
            let text = Cow::Borrowed(text);
            return Ok(Decoded { text, encoding: Encoding::Utf8, replaced: 0, broken: None });
        }
        Err(error) => error,
    };
    let offset = error.valid_up_to();
    let broken = bytes.get(offset).map(|byte| (*byte, offset));
    let (replaced, multibyte) = utf8_evidence(bytes);
    let cut_short = replaced == 1 && error.error_len().is_none();
    if cut_short || multibyte >= replaced {
        let text = String::from_utf8_lossy(bytes);
        return Ok(Decoded { text, encoding: Encoding::Utf8, replaced, broken });
    }
    let (encoding, decoder) = match code_page(bytes) {
        Encoding::Windows1251 => (Encoding::Windows1251, WINDOWS_1251),
        Encoding::Windows1254 => (Encoding::Windows1254, WINDOWS_1254),
        _ => (Encoding::Windows1252, WINDOWS_1252),
    };
    let (text, _) = decoder.decode_without_bom_handling(bytes);
    let replaced = text.matches('\u{FFFD}').count();
    Ok(Decoded { text, encoding, replaced, broken })
}

/// Decodes a whole file that says its encoding, as HTML and XML do.
///
/// Does as [`decode`], but bytes that are no UTF-8 and have no byte order mark are read in the encoding of `label`, a name
/// of the Encoding Standard in any case (`iso-8859-9`, `windows-1254`). A declaration that fits no encoding, or that of
/// UTF-8 over other bytes, is not believed.
///
/// # Errors
///
/// Those of [`decode`].
///
/// # Example: a Turkish page of 1999
///
/// ```
/// use varlik_text::decode_declared;
///
/// let decoded = decode_declared(b"<p>Kad\xFDk\xF6y</p>", "ISO-8859-9")?;
/// assert_eq!(decoded.text, "<p>Kadıköy</p>");
/// assert_eq!(decode_declared("Kadıköy".as_bytes(), "iso-8859-9")?.text, "Kadıköy");
/// # Ok::<(), varlik_text::Error>(())
/// ```
pub fn decode_declared<'a>(bytes: &'a [u8], label: &str) -> Result<Decoded<'a>, Error> {
    let decoded = decode(bytes)?;
    let is_sure = matches!(decoded.encoding, Encoding::Utf16Le | Encoding::Utf16Be);
    let declared = encoding_rs::Encoding::for_label(label.as_bytes())
        .filter(|it| it.is_ascii_compatible() && *it != encoding_rs::UTF_8 && !is_sure);
    let (Some(declared), Some(_)) = (declared, decoded.broken) else { return Ok(decoded) };
    let (text, _) = declared.decode_without_bom_handling(bytes);
    let replaced = text.matches('\u{FFFD}').count();
    Ok(Decoded { text, encoding: Encoding::Declared(declared.name()), replaced, broken: decoded.broken })
}

fn utf16(bytes: &[u8]) -> Option<Decoded<'_>> {
    let (encoding, decoder, body) = match bytes {
        // FF FE 00 00 would be UTF-32, which nobody writes articles in.
        [0xFF, 0xFE, body @ ..] if !body.starts_with(&[0, 0]) => (Encoding::Utf16Le, UTF_16LE, body),
        [0xFE, 0xFF, body @ ..] => (Encoding::Utf16Be, UTF_16BE, body),
        _ => return None,
    };
    let (text, broken) = decoder.decode_without_bom_handling(body);
    let replaced = if broken { text.matches('\u{FFFD}').count() } else { 0 };
    Some(Decoded { text, encoding, replaced, broken: None })
}

/// Signatures that text does not start with.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "the signature of PDF"),
    (b"\x89PNG", "the signature of PNG"),
    (b"GIF8", "the signature of GIF"),
    (b"\xFF\xD8\xFF", "the signature of JPEG"),
    (b"PK\x03\x04", "the signature of a ZIP archive"),
    (b"\x1F\x8B", "the signature of gzip"),
    (b"BZh", "the signature of bzip2"),
    (b"\xFD7zXZ", "the signature of xz"),
    (b"\x28\xB5\x2F\xFD", "the signature of Zstandard"),
    (b"7z\xBC\xAF", "the signature of 7-Zip"),
    (b"\x7FELF", "the signature of a program"),
    (b"\xD0\xCF\x11\xE0", "the signature of an old Office file"),
    (b"{\\rtf", "the signature of RTF"),
];

/// A file with more control characters than this share is no text.
const CONTROL_SHARE: usize = 10;

fn check_text(bytes: &[u8]) -> Result<(), Error> {
    if let Some((_, evidence)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Err(Error::binary(evidence, 0));
    }
    if let Some(offset) = memchr::memchr(0, bytes) {
        return Err(Error::binary("a NUL byte", offset));
    }
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B);
    let controls = bytes.iter().filter(|byte| is_control(byte)).count();
    if controls * CONTROL_SHARE > bytes.len() {
        let offset = bytes.iter().position(is_control).unwrap_or(0);
        return Err(Error::binary("more than one control character in ten bytes, the first", offset));
    }
    Ok(())
}

/// Counts the broken places and the valid characters of more than one byte.
fn utf8_evidence(bytes: &[u8]) -> (usize, usize) {
    let (mut broken, mut multibyte) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        multibyte += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (broken, multibyte)
}

/// Tells the code page by the letters beyond ASCII.
fn code_page(bytes: &[u8]) -> Encoding {
    let (mut ascii, mut high, mut high_pairs, mut turkish, mut turkish_only) =
        (0_usize, 0_usize, 0_usize, 0_usize, 0_usize);
    let mut before = false;
    for byte in bytes {
        let letter = *byte >= 0xC0;
        ascii += usize::from(byte.is_ascii_alphabetic());
        high += usize::from(letter);
        high_pairs += usize::from(letter && before);
        // Çç Öö Üü Ââ Îî Ûû, and the six that windows-1254 has in place of Icelandic ones: Ğğ İı Şş.
        let shared = matches!(
            *byte,
            0xC7 | 0xE7 | 0xD6 | 0xF6 | 0xDC | 0xFC | 0xC2 | 0xE2 | 0xCE | 0xEE | 0xDB | 0xFB
        );
        let only = matches!(*byte, 0xD0 | 0xDD | 0xDE | 0xF0 | 0xFD | 0xFE);
        turkish += usize::from(shared || only);
        turkish_only += usize::from(only);
        before = letter;
    }
    // Cyrillic words are all high letters; in Latin ones two in a row are rare.
    if high_pairs * 2 > high && high * 3 > ascii {
        return Encoding::Windows1251;
    }
    if turkish_only > 0 && turkish * 5 >= high * 4 {
        return Encoding::Windows1254;
    }
    Encoding::Windows1252
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Encoding) {
        let decoded = decode(bytes).unwrap();
        (decoded.text.into_owned(), decoded.encoding)
    }

    #[test]
    fn valid_utf8_is_borrowed_with_its_byte_order_mark() {
        let decoded = decode("\u{FEFF}Şişli".as_bytes()).unwrap();
        assert_eq!(decoded.text, "\u{FEFF}Şişli");
        assert!(matches!(decoded.text, Cow::Borrowed(_)));
        assert_eq!(decoded.repair(), None);
    }

    #[test]
    fn utf16_is_read_by_its_mark() {
        assert_eq!(read(b"\xFF\xFE\x5E\x01i\x00"), ("Şi".to_owned(), Encoding::Utf16Le));
        assert_eq!(read(b"\xFE\xFF\x01\x5E\x00i"), ("Şi".to_owned(), Encoding::Utf16Be));
    }

    #[test]
    fn code_pages_are_told_by_their_letters() {
        assert_eq!(read(b"\xC7a\xF0da\xFE T\xFCrkiye"), ("Çağdaş Türkiye".to_owned(), Encoding::Windows1254));
        assert_eq!(
            read(b"caf\xE9 Gu\xF0mundsd\xF3ttir \xC1rni"),
            ("café Guðmundsdóttir Árni".to_owned(), Encoding::Windows1252)
        );
        assert_eq!(
            read(b"\xCF\xF3\xF2\xE8\xED \xE8 \xCB\xE0\xE2\xF0\xEE\xE2"),
            ("Путин и Лавров".to_owned(), Encoding::Windows1251)
        );
    }

    #[test]
    fn a_broken_place_in_utf8_is_marked() {
        let mut bytes = "Erdoğan, Çavuşoğlu".as_bytes().to_vec();
        bytes.push(0xFF);
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.text, "Erdoğan, Çavuşoğlu\u{FFFD}");
        assert_eq!((decoded.encoding, decoded.replaced), (Encoding::Utf8, 1));
        assert_eq!(
            decoded.repair().unwrap(),
            "1 place without valid UTF-8 read as U+FFFD (first: byte 0xFF at offset 22)"
        );
    }

    #[test]
    fn binary_data_is_an_error() {
        for bytes in [&b"%PDF-1.7"[..], b"a\0b", b"\x89PNG\r\n", b"\x01\x02\x03\x04abc"] {
            let error = decode(bytes).unwrap_err();
            assert!(error.is_binary());
            assert!(error.to_string().starts_with("not a text: "), "{error}");
        }
        assert!(decode(b"").unwrap().text.is_empty());
    }
}
