//! A reader of markup that takes nothing but what is well formed.

/// Elements without an end.
const VOID: [&str; 4] = ["!doctype", "meta", "br", "hr"];
/// Elements whose text is not markup.
const RAW: [&str; 2] = ["script", "style"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// Text directly after the opening tag and within its children.
    pub text: String,
}

pub struct Html {
    /// Every element, in the order in which they open.
    pub tags: Vec<Tag>,
}

impl Html {
    /// Reads `text`; every element must end where it should, and every attribute be quoted.
    #[track_caller]
    pub fn read(text: &str) -> Html {
        let (mut tags, mut open): (Vec<Tag>, Vec<usize>) = (Vec::new(), Vec::new());
        let mut rest = text;
        while let Some((before, from)) = rest.split_once('<') {
            say(&mut tags, &open, before);
            let (inside, after) = whole_tag(from);
            rest = after;
            if let Some(name) = inside.strip_prefix('/') {
                let at = open.pop().unwrap_or_else(|| panic!("</{name}> ends nothing"));
                assert_eq!(tags[at].name, name, "an element ends within another");
                continue;
            }
            let (inside, ends) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
            let tag = read_tag(inside);
            let name = tag.name.clone();
            tags.push(tag);
            if RAW.contains(&name.as_str()) {
                let (_, after) = rest.split_once(&format!("</{name}>")).expect("it ends");
                rest = after;
            } else if !ends && !VOID.contains(&name.as_str()) {
                open.push(tags.len() - 1);
            }
        }
        say(&mut tags, &open, rest);
        let unended: Vec<&str> = open.iter().map(|at| tags[*at].name.as_str()).collect();
        assert!(unended.is_empty(), "{unended:?} do not end");
        Html { tags }
    }

    pub fn attributes<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let attributes = self.tags.iter().flat_map(|tag| &tag.attributes);
        attributes.filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Texts of every element with one of these names.
    pub fn texts_of(&self, names: &[&str]) -> Vec<String> {
        let wanted = self.tags.iter().filter(|tag| names.contains(&tag.name.as_str()));
        wanted.map(|tag| tag.text.trim().to_owned()).collect()
    }

    /// Every name is given once, and whatever refers to a name finds it.
    #[track_caller]
    pub fn assert_links_resolve(&self) {
        let mut names: Vec<&str> = self.attributes("id").collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "a name is given twice");
        for link in self.attributes("href") {
            let name = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leads out of the page"));
            assert!(names.contains(&name), "{link} leads nowhere");
        }
        for name in self.attributes("aria-labelledby") {
            assert!(names.contains(&name), "nothing is called {name}");
        }
    }

    /// One first heading, and below it no level is left out.
    #[track_caller]
    pub fn assert_headings_in_order(&self) {
        let level = |tag: &Tag| tag.name.strip_prefix('h').and_then(|level| level.parse::<u32>().ok());
        let levels: Vec<u32> = self.tags.iter().filter_map(level).collect();
        assert_eq!(levels.first(), Some(&1));
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    }
}

fn say(tags: &mut [Tag], open: &[usize], text: &str) {
    assert!(!text.contains('>'), "a bare > in `{text}`");
    let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    open.iter().for_each(|at| tags[*at].text.push_str(&plain));
}

/// What stands in a tag, and what follows it; quoted values may hold anything but quotes.
fn whole_tag(from: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, letter) in from.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '>' if !quoted => return (&from[..at], &from[at + 1..]),
            '<' => panic!("a tag within a tag: <{}", &from[..at]),
            _ => {}
        }
    }
    panic!("a tag does not end")
}

fn read_tag(inside: &str) -> Tag {
    let (name, mut rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    while !rest.trim().is_empty() {
        let Some((key, after)) = rest.trim_start().split_once("=\"") else {
            assert_eq!(rest.trim().to_lowercase(), "html", "an attribute without a quoted value: {inside}");
            break;
        };
        let (value, after) = after.split_once('"').expect("a value ends");
        attributes.push((key.to_owned(), value.to_owned()));
        rest = after;
    }
    Tag { name: name.to_lowercase(), attributes, text: String::new() }
}
