//! Prints the reference of the scenario language: `cargo run --example reference > docs/src/reference.md`.

use std::io::{self, Write};

use quarterdeck::scenario::reference;

fn main() -> io::Result<()> {
    io::stdout().write_all(reference::reference().as_bytes())
}
