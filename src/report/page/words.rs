//! Sentences as markup: what stands between backticks is something to type.

use maud::{Markup, html};

/// A sentence, escaped; where its backticks pair up, what stands between them is code.
pub fn rich(sentence: &str) -> Markup {
    let parts: Vec<&str> = sentence.split('`').collect();
    let pairs_up = parts.len() % 2 == 1;
    html! {
        @if pairs_up {
            @for (index, part) in parts.iter().enumerate() {
                @if index % 2 == 1 { code { (part) } } @else { (part) }
            }
        } @else { (sentence) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_marked_and_everything_is_escaped() {
        assert_eq!(rich("set `a < b` & go").into_string(), "set <code>a &lt; b</code> &amp; go");
        assert_eq!(rich("one ` alone").into_string(), "one ` alone");
        assert_eq!(rich("`<script>`").into_string(), "<code>&lt;script&gt;</code>");
    }
}
