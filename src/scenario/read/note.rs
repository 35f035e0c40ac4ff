//! Notes: where numbers come from.

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::Note;
use crate::scenario::address;
use crate::scenario::extends::addresses;
use crate::scenario::keys::NOTE;
use crate::scenario::tree::{Table, Value};

impl Reader<'_> {
    /// The notes, each on an address that is written or inherited.
    pub(super) fn notes(&mut self, top: &Scope<'_>, written: &Table) -> Vec<Note> {
        let scopes = top.named("notes", &NOTE);
        for (address, scope) in &scopes {
            let path = address::parse(address).unwrap_or_default();
            let exists = written.at(&path).is_some()
                || top.table.at(&path).is_some()
                || self.register.find(&path).is_some()
                || self.is_of_an_orphan(&path);
            if !exists {
                let mut known = Vec::new();
                addresses(written, "", &mut known);
                known.retain(|known| !known.starts_with("notes"));
                let help =
                    nearest::did_you_mean(address, known.iter().map(String::as_str)).unwrap_or_else(|| {
                        "write the address of a number in quotation marks: [notes.\"regions.dach.accounts\"]"
                            .to_owned()
                    });
                let message = format!("there is no `{address}` to take a note of");
                self.complain(Diagnostic::error("unknown-address", message).at(&scope.place, "").help(help));
            }
        }
        scopes.into_iter().map(|(address, scope)| note(address, &scope)).collect()
    }
}

fn note(address: &str, scope: &Scope<'_>) -> Note {
    let text = |key: &str| scope.text(key).map(str::to_owned);
    let date = scope.entry("date").and_then(|(entry, _)| match &entry.node.value {
        Value::Date(date) => Some(date.to_string()),
        _ => None,
    });
    Note {
        address: address.to_owned(),
        source: text("source"),
        owner: text("owner"),
        date,
        confidence: text("confidence"),
    }
}
