//! A scenario as written: a tree of values that remember their places through merging and inheritance.

use crate::diagnostic::Place;
use crate::unit::Date;

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub value: Value,
    pub place: Place,
    /// Address at which it was written, before inheritance; empty until [`Table::stamp`].
    pub written_at: String,
}

/// What can be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    /// Integer or float; TOML's `nan` and `inf` included.
    Number(f64),
    Flag(bool),
    Date(Date),
    /// A time of day, or a date with one: no key takes it.
    Moment,
    List(Vec<Node>),
    Table(Table),
}

impl Value {
    /// What it is, in words with an article.
    pub fn what(&self) -> &'static str {
        match self {
            Value::Text(_) => "a text",
            Value::Number(_) => "a number",
            Value::Flag(true) => "`true`",
            Value::Flag(false) => "`false`",
            Value::Date(_) => "a date",
            Value::Moment => "a time",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

impl Node {
    pub fn table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn number(&self) -> Option<f64> {
        match self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    pub fn list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// Notes on this value and all below at which address they were written.
    fn stamp(&mut self, address: String) {
        if let Value::Table(table) = &mut self.value {
            table.stamp(&address);
        }
        self.written_at = address;
    }
}

/// Keys and their values in the file's order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub entries: Vec<Entry>,
    /// Written as `{ ... }`.
    pub inline: bool,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: String,
    pub key_place: Place,
    pub node: Node,
}

impl Table {
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.key == key)
    }

    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        let index = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(index))
    }

    /// The table under `key`, if a table stands there.
    pub fn table(&self, key: &str) -> Option<&Table> {
        self.get(key)?.node.table()
    }

    /// The entry at a path of keys.
    pub fn at(&self, path: &[String]) -> Option<&Entry> {
        let (last, parents) = path.split_last()?;
        let mut table = self;
        for key in parents {
            table = table.table(key)?;
        }
        table.get(last)
    }

    /// Removes the entry at a path of keys; whether there was one.
    pub fn remove_at(&mut self, path: &[String]) -> bool {
        match path {
            [] => false,
            [only] => self.remove(only).is_some(),
            [first, rest @ ..] => match self.get_mut(first).map(|entry| &mut entry.node.value) {
                Some(Value::Table(table)) => table.remove_at(rest),
                _ => false,
            },
        }
    }

    /// Notes on every value at which address it was written: `prefix` and its own path.
    pub fn stamp(&mut self, prefix: &str) {
        for entry in &mut self.entries {
            let address = super::address::joined(prefix, &entry.key);
            entry.node.stamp(address);
        }
    }

    /// Names of the keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.key.as_str())
    }
}
