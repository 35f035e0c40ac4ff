//! Text of files that older spreadsheets wrote: one byte a letter, in the code page windows-1252.

/// What the bytes 0x80 to 0x9F stand for (Unicode's mapping table of CP1252); five of them stand for nothing.
const UPPER: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}',
    '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// The text of `bytes` in UTF-8, else in windows-1252.
pub fn decoded(bytes: &[u8]) -> String {
    let letter = |byte: &u8| match byte {
        0x80..=0x9f => UPPER[usize::from(byte - 0x80)],
        _ => char::from(*byte),
    };
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_string(),
        Err(_) => bytes.iter().map(letter).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_older_spreadsheets_are_letters_and_the_euro() {
        assert_eq!(decoded(b"M\xfcnchen 5,00 \x80 \x96 \x9f"), "München 5,00 € – Ÿ");
        assert_eq!(decoded("München €".as_bytes()), "München €");
    }
}
