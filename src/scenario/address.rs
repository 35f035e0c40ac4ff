//! Addresses: dotted paths of table names, `regions.dach.team.account-executives.headcount`.

/// `prefix.key`, the key in quotes where it is not a bare one.
pub fn joined(prefix: &str, key: &str) -> String {
    let key = quoted(key);
    if prefix.is_empty() { key } else { format!("{prefix}.{key}") }
}

/// The address of a path of keys.
pub fn of(path: &[String]) -> String {
    path.iter().fold(String::new(), |address, key| joined(&address, key))
}

/// The keys of an address.
///
/// # Errors
/// A few words on what is wrong with it.
pub fn parse(address: &str) -> Result<Vec<String>, String> {
    let mut path = Vec::new();
    let mut rest = address.trim();
    loop {
        let (key, after) = first_key(rest)?;
        path.push(key);
        match after.trim_start().strip_prefix('.') {
            Some(next) => rest = next.trim_start(),
            None if after.trim().is_empty() => return Ok(path),
            None => return Err(format!("`{}` stands where a dot or the end belongs", after.trim())),
        }
    }
}

/// The first key of `text` and what follows it.
fn first_key(text: &str) -> Result<(String, &str), String> {
    if let Some(mark) = text.chars().next().filter(|c| *c == '"' || *c == '\'') {
        let inner = &text[1..];
        let end = inner.find(mark).ok_or("a quotation mark is not closed")?;
        return Ok((inner[..end].to_owned(), &inner[end + 1..]));
    }
    let end = text.find(|c: char| c == '.' || c.is_whitespace()).unwrap_or(text.len());
    if end == 0 {
        return Err("a name is missing between the dots".to_owned());
    }
    Ok((text[..end].to_owned(), &text[end..]))
}

fn quoted(key: &str) -> String {
    let bare = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    match (bare, key.contains('"')) {
        (true, _) => key.to_owned(),
        (false, false) => format!("\"{key}\""),
        (false, true) => format!("'{key}'"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_survives_being_taken_apart_and_joined() {
        for address in ["target", "regions.dach.accounts", "events.recession.times.\"every-region.demand\""] {
            assert_eq!(of(&parse(address).unwrap()), address);
        }
    }

    #[test]
    fn spaces_around_dots_do_not_matter() {
        assert_eq!(parse(" a . b ").unwrap(), ["a", "b"]);
    }

    #[test]
    fn broken_addresses_say_what_is_wrong() {
        for address in ["", ".", "a.", "a..b", "a b", "\"a"] {
            assert!(parse(address).is_err(), "{address:?}");
        }
    }
}
