//! Prints `docs/src/data.md`: what every column of the data means.

fn main() {
    print!("{}", quarterdeck::report::data::dictionary());
}
