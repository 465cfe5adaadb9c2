//! The part of encoding_rs that the program, calamine and what that depends on name, for the four encodings in which spreadsheets save text: UTF-8,
//! UTF-16 in both byte orders, and Windows-1252. All others exist, so that tables of them compile, and read nothing.

use std::borrow::Cow;

/// An encoding.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Encoding {
    name: &'static str,
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Form {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
    /// One that is not read.
    Other,
}

macro_rules! encodings {
    ($($form:ident $name:literal: $initial:ident $encoding:ident,)*) => {$(
        #[doc = $name]
        pub static $initial: Encoding = Encoding { name: $name, form: Form::$form };
        #[doc = $name]
        pub static $encoding: &Encoding = &$initial;
    )*};
}

encodings! {
    Utf8 "UTF-8": UTF_8_INIT UTF_8,
    Utf16Le "UTF-16LE": UTF_16LE_INIT UTF_16LE,
    Utf16Be "UTF-16BE": UTF_16BE_INIT UTF_16BE,
    Windows1252 "windows-1252": WINDOWS_1252_INIT WINDOWS_1252,
    Other "BIG5": BIG5_INIT BIG5,
    Other "EUC-JP": EUC_JP_INIT EUC_JP,
    Other "EUC-KR": EUC_KR_INIT EUC_KR,
    Other "GB18030": GB18030_INIT GB18030,
    Other "GBK": GBK_INIT GBK,
    Other "IBM866": IBM866_INIT IBM866,
    Other "ISO-2022-JP": ISO_2022_JP_INIT ISO_2022_JP,
    Other "ISO-8859-10": ISO_8859_10_INIT ISO_8859_10,
    Other "ISO-8859-13": ISO_8859_13_INIT ISO_8859_13,
    Other "ISO-8859-14": ISO_8859_14_INIT ISO_8859_14,
    Other "ISO-8859-15": ISO_8859_15_INIT ISO_8859_15,
    Other "ISO-8859-16": ISO_8859_16_INIT ISO_8859_16,
    Other "ISO-8859-2": ISO_8859_2_INIT ISO_8859_2,
    Other "ISO-8859-3": ISO_8859_3_INIT ISO_8859_3,
    Other "ISO-8859-4": ISO_8859_4_INIT ISO_8859_4,
    Other "ISO-8859-5": ISO_8859_5_INIT ISO_8859_5,
    Other "ISO-8859-6": ISO_8859_6_INIT ISO_8859_6,
    Other "ISO-8859-7": ISO_8859_7_INIT ISO_8859_7,
    Other "ISO-8859-8": ISO_8859_8_INIT ISO_8859_8,
    Other "ISO-8859-8-I": ISO_8859_8_I_INIT ISO_8859_8_I,
    Other "KOI8-R": KOI8_R_INIT KOI8_R,
    Other "KOI8-U": KOI8_U_INIT KOI8_U,
    Other "MACINTOSH": MACINTOSH_INIT MACINTOSH,
    Other "REPLACEMENT": REPLACEMENT_INIT REPLACEMENT,
    Other "SHIFT-JIS": SHIFT_JIS_INIT SHIFT_JIS,
    Other "WINDOWS-1250": WINDOWS_1250_INIT WINDOWS_1250,
    Other "WINDOWS-1251": WINDOWS_1251_INIT WINDOWS_1251,
    Other "WINDOWS-1253": WINDOWS_1253_INIT WINDOWS_1253,
    Other "WINDOWS-1254": WINDOWS_1254_INIT WINDOWS_1254,
    Other "WINDOWS-1255": WINDOWS_1255_INIT WINDOWS_1255,
    Other "WINDOWS-1256": WINDOWS_1256_INIT WINDOWS_1256,
    Other "WINDOWS-1257": WINDOWS_1257_INIT WINDOWS_1257,
    Other "WINDOWS-1258": WINDOWS_1258_INIT WINDOWS_1258,
    Other "WINDOWS-874": WINDOWS_874_INIT WINDOWS_874,
    Other "X-MAC-CYRILLIC": X_MAC_CYRILLIC_INIT X_MAC_CYRILLIC,
}

/// Windows-1252 from 80 to 9F; below and above, a byte is the number of its character.
const UPPER: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}', '\u{2030}',
    '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}', '\u{90}', '\u{2018}', '\u{2019}', '\u{201c}',
    '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}', '\u{153}', '\u{9d}',
    '\u{17e}', '\u{178}',
];

fn of_windows_1252(byte: u8) -> char {
    let place = usize::from(byte).checked_sub(0x80);
    place.and_then(|place| UPPER.get(place)).copied().unwrap_or(char::from(byte))
}

/// Text of units of 16 bits, and whether some were damaged.
fn of_utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, bool) {
    let pairs = bytes.chunks_exact(2);
    let is_cut = !pairs.remainder().is_empty();
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    let (mut text, mut is_damaged, mut is_half) = (String::with_capacity(bytes.len()), is_cut, false);
    for one in char::decode_utf16(units) {
        is_damaged |= one.is_err();
        is_half = one.as_ref().is_err_and(|half| half.unpaired_surrogate() < 0xdc00);
        text.push(one.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    // A byte after half a character belongs to that.
    if is_cut && !is_half {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    (text, is_damaged)
}

impl Encoding {
    /// The encoding of a byte-order mark, and its length.
    #[must_use]
    pub fn for_bom(bytes: &[u8]) -> Option<(&'static Self, usize)> {
        match bytes {
            [0xef, 0xbb, 0xbf, ..] => Some((UTF_8, 3)),
            [0xff, 0xfe, ..] => Some((UTF_16LE, 2)),
            [0xfe, 0xff, ..] => Some((UTF_16BE, 2)),
            _ => None,
        }
    }

    /// The encoding of a label, if it is read.
    #[must_use]
    pub fn for_label(label: &[u8]) -> Option<&'static Self> {
        let label = label.trim_ascii().to_ascii_lowercase();
        match label.as_slice() {
            b"utf-8" | b"utf8" | b"unicode-1-1-utf-8" => Some(UTF_8),
            b"utf-16" | b"utf-16le" => Some(UTF_16LE),
            b"utf-16be" => Some(UTF_16BE),
            b"windows-1252" | b"cp1252" | b"iso-8859-1" | b"latin1" | b"us-ascii" | b"ascii" => Some(WINDOWS_1252),
            _ => None,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The text, and whether something was damaged: that becomes U+FFFD.
    #[must_use]
    pub fn decode_without_bom_handling<'a>(&self, bytes: &'a [u8]) -> (Cow<'a, str>, bool) {
        match self.form {
            Form::Utf8 => {
                let text = String::from_utf8_lossy(bytes);
                let is_damaged = matches!(text, Cow::Owned(_));
                (text, is_damaged)
            }
            Form::Utf16Le => {
                let (text, is_damaged) = of_utf_16(bytes, u16::from_le_bytes);
                (text.into(), is_damaged)
            }
            Form::Utf16Be => {
                let (text, is_damaged) = of_utf_16(bytes, u16::from_be_bytes);
                (text.into(), is_damaged)
            }
            Form::Windows1252 => (bytes.iter().copied().map(of_windows_1252).collect::<String>().into(), false),
            Form::Other => (char::REPLACEMENT_CHARACTER.to_string().into(), true),
        }
    }

    /// The text; `None` if something was damaged.
    #[must_use]
    pub fn decode_without_bom_handling_and_without_replacement<'a>(&self, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
        let (text, is_damaged) = self.decode_without_bom_handling(bytes);
        (!is_damaged).then_some(text)
    }

    /// The text, by its byte-order mark if there is one, with the encoding and whether something was damaged.
    #[must_use]
    pub fn decode<'a>(&'static self, bytes: &'a [u8]) -> (Cow<'a, str>, &'static Self, bool) {
        let (encoding, length) = Self::for_bom(bytes).unwrap_or((self, 0));
        let (text, is_damaged) = encoding.decode_without_bom_handling(&bytes[length..]);
        (text, encoding, is_damaged)
    }

    /// A decoder for all of a text at once.
    #[must_use]
    pub fn new_decoder_without_bom_handling(&'static self) -> Decoder {
        Decoder(self)
    }
}

/// How decoding ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecoderResult {
    /// All was read.
    InputEmpty,
    /// There is no more room.
    OutputFull,
    /// Something was damaged.
    Malformed(u8, u8),
}

/// A decoder for all of a text at once.
#[derive(Debug)]
pub struct Decoder(&'static Encoding);

impl Decoder {
    /// Its encoding.
    #[must_use]
    pub fn encoding(&self) -> &'static Encoding {
        self.0
    }

    /// The most bytes that the text of so many bytes has.
    #[must_use]
    pub fn max_utf8_buffer_length_without_replacement(&self, bytes: usize) -> Option<usize> {
        bytes.checked_mul(3)?.checked_add(3)
    }

    /// Adds the text to a string, and returns how many bytes were read: all or none.
    pub fn decode_to_string_without_replacement(
        &mut self,
        bytes: &[u8],
        text: &mut String,
        _: bool,
    ) -> (DecoderResult, usize) {
        match self.0.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(more) => {
                text.push_str(&more);
                (DecoderResult::InputEmpty, bytes.len())
            }
            None => (DecoderResult::Malformed(1, 0), 0),
        }
    }

    /// Refuses a text in pieces, which nothing here reads.
    pub fn decode_to_utf8_without_replacement(
        &mut self,
        _: &[u8],
        _: &mut [u8],
        _: bool,
    ) -> (DecoderResult, usize, usize) {
        (DecoderResult::Malformed(1, 0), 0, 0)
    }
}
