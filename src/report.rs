//! Text and pictures: pure functions from a forecast to strings and bytes. Knows no files, no terminal, no TOML.
