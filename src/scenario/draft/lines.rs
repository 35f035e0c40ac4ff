//! Lines of a scenario with their comments aligned.

/// Column at which comments start unless the line is longer.
const COMMENT: usize = 40;

/// A block of lines under a header.
#[derive(Clone, Debug, Default)]
pub struct Block {
    header: String,
    lines: Vec<(String, String)>,
}

impl Block {
    /// A block under `[header]`; no header for the top of a file.
    pub fn under(header: &str) -> Block {
        let header = if header.is_empty() { String::new() } else { format!("[{header}]\n") };
        Block { header, lines: Vec::new() }
    }

    /// Adds `key = value` with a comment.
    pub fn line(&mut self, key: &str, value: impl AsRef<str>, comment: impl Into<String>) {
        self.lines.push((format!("{key} = {}", value.as_ref()), comment.into()));
    }

    /// Adds a line that only tells what holds without it.
    pub fn remark(&mut self, key: &str, value: impl AsRef<str>, comment: impl Into<String>) {
        self.lines.push((format!("# {key} = {}", value.as_ref()), comment.into()));
    }

    /// Whether it says nothing, not even in comments.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The text, with a line end.
    pub fn text(&self) -> String {
        let mut text = self.header.clone();
        for (code, comment) in &self.lines {
            match comment.as_str() {
                "" => text.push_str(code),
                _ => text.push_str(&format!("{code:COMMENT$}  # {comment}")),
            }
            text.push('\n');
        }
        text
    }
}

/// `1_250_000`, `0.22`: a number as TOML writes it, thousands set apart.
pub fn toml(value: f64) -> String {
    let plain = value.to_string();
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) && !grouped.ends_with('-') {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    if decimals.is_empty() { grouped } else { format!("{grouped}.{decimals}") }
}

/// A text as TOML writes it.
pub fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|letter| match letter {
            '"' | '\\' => format!("\\{letter}"),
            _ if letter.is_control() => " ".to_string(),
            _ => letter.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_thousands_set_apart() {
        for (value, text) in
            [(20_000_000.0, "20_000_000"), (950.0, "950"), (0.22, "0.22"), (-1_234.5, "-1_234.5")]
        {
            assert_eq!(toml(value), text);
        }
    }

    #[test]
    fn texts_are_quoted_safely() {
        assert_eq!(quoted("a \"b\" \\ \n"), "\"a \\\"b\\\" \\\\  \"");
    }
}
