//! Where scenario texts come from: whoever loads passes it in, so that nothing here opens a file.

use std::collections::BTreeMap;

/// A place that holds scenario texts by name.
pub trait Sources {
    /// Text of the scenario `name`, asked for by the scenario shown as `from` (`None`: by the user).
    ///
    /// Returns the name to show and the text.
    ///
    /// # Errors
    /// A sentence that says why there is no text.
    fn text(&self, name: &str, from: Option<&str>) -> Result<(String, String), String>;
}

/// Texts held in memory, by name.
#[derive(Clone, Debug, Default)]
pub struct Memory(pub BTreeMap<String, String>);

impl Memory {
    /// The texts `(name, text)`.
    pub fn of<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Memory {
        Memory(texts.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect())
    }
}

impl Sources for Memory {
    fn text(&self, name: &str, _from: Option<&str>) -> Result<(String, String), String> {
        match self.0.get(name) {
            Some(text) => Ok((name.to_owned(), text.clone())),
            None => Err(format!("there is no `{name}`")),
        }
    }
}
