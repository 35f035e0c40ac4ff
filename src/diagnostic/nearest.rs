//! What a mistyped name may have meant.

/// The `count` names of `known` nearest to `written` that are near enough to be meant, nearest first.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>, count: usize) -> Vec<&'a str> {
    let mut ranked: Vec<(usize, &str)> =
        known.into_iter().filter_map(|name| Some((distance_within_reach(written, name)?, name))).collect();
    ranked.sort();
    ranked.dedup();
    ranked.into_iter().take(count).map(|(_, name)| name).collect()
}

/// The help sentence for a name that is not known: the nearest ones, else all of a short list.
pub fn did_you_mean<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    let near = nearest(written, known.iter().copied(), 3);
    if !near.is_empty() {
        return Some(format!("did you mean {}?", either(&near)));
    }
    match known.len() {
        0 => None,
        1 => Some(format!("there is only `{}`", known[0])),
        2..=12 => Some(format!("there are {}", all(&known))),
        _ => None,
    }
}

/// `` `a`, `b` or `c` ``.
pub fn either(names: &[&str]) -> String {
    joined(names, "or")
}

/// `` `a`, `b` and `c` ``.
pub fn all(names: &[&str]) -> String {
    joined(names, "and")
}

fn joined(names: &[&str], last: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// Most edits between names of which one may be meant by the other.
const REACH: usize = 4;
/// Longest names compared [bytes].
const LONGEST: usize = 200;

/// Edits between two names, if few enough for one to be meant by the other: at most a third of the longer one. A
/// name that is a good part of the other is the last within reach.
fn distance_within_reach(written: &str, name: &str) -> Option<usize> {
    let (short, long) = if written.len() < name.len() { (written, name) } else { (name, written) };
    if long.len() > LONGEST {
        return None;
    }
    let reach = long.chars().count().div_ceil(3).min(REACH);
    let part = long.contains(short) && short.len() >= REACH && 2 * short.len() >= long.len();
    let comparable = long.len() - short.len() <= 4 * reach;
    let edits = if comparable { Some(distance(written, name)).filter(|edits| *edits <= reach) } else { None };
    edits.or(part.then_some(reach + 1))
}

/// Edits (insert, delete, replace, swap of neighbours) that turn `from` into `to`.
fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut rows = vec![vec![0; to.len() + 1]; from.len() + 1];
    rows[0] = (0..=to.len()).collect();
    for i in 1..=from.len() {
        rows[i][0] = i;
        for j in 1..=to.len() {
            let replace = rows[i - 1][j - 1] + usize::from(from[i - 1] != to[j - 1]);
            let mut edits = replace.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] {
                edits = edits.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = edits;
        }
    }
    rows[from.len()][to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swap_of_neighbours_is_one_edit() {
        assert_eq!(distance("headcuont", "headcount"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("same", "same"), 0);
    }

    #[test]
    fn the_nearest_name_comes_first_and_far_ones_not_at_all() {
        let known = ["accounts", "account-executives", "area", "headcount"];
        assert_eq!(nearest("acounts", known, 3), ["accounts"]);
        assert!(nearest("zebra-crossing", known, 3).is_empty());
    }

    #[test]
    fn a_short_list_is_told_whole_when_nothing_is_near() {
        assert_eq!(did_you_mean("xyz", ["dach", "uk"]).as_deref(), Some("there are `dach` and `uk`"));
        assert_eq!(did_you_mean("dahc", ["dach", "uk"]).as_deref(), Some("did you mean `dach`?"));
    }
}
