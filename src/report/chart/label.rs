//! Text at its place: wrapped and cut by measured width, moved apart where it would overlap.

use super::font::Lettering;

/// Lines of at most `room` units, broken at plain spaces.
pub fn wrapped(text: &str, lettering: Lettering, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let line = lines.last_mut().expect("there is always a line");
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if line.is_empty() || lettering.width(&longer) <= room {
            *line = longer;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// As few lines as [`wrapped`] makes, but of about the same length, so that no lone word stands in the last.
pub fn balanced(text: &str, lettering: Lettering, room: f64) -> Vec<String> {
    let lines = wrapped(text, lettering, room);
    let narrower = (10..20).map(|step| wrapped(text, lettering, room * f64::from(step) / 20.0));
    narrower.into_iter().find(|narrow| narrow.len() <= lines.len()).unwrap_or(lines)
}

/// `text` in at most `room` units, an ellipsis in place of its middle.
pub fn elided(text: &str, lettering: Lettering, room: f64) -> String {
    if lettering.width(text) <= room {
        return text.to_owned();
    }
    let characters = text.chars().count();
    let shortened = (1..characters).rev().map(|columns| crate::report::text::elided(text, columns));
    shortened.into_iter().find(|short| lettering.width(short) <= room).unwrap_or_else(|| "…".to_owned())
}

/// A label on a line: where it belongs and how much room it takes around its middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wish {
    pub middle: i32,
    pub size: f64,
}

/// Middles that overlap nowhere and lie as near to the wishes as possible (least squares), within `low` to `high`
/// where there is room. In the order of the wishes.
pub fn apart(wishes: &[Wish], low: i32, high: i32) -> Vec<i32> {
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by_key(|index| wishes[*index].middle);
    // Labels that touch move as one block, which stands where its members' mean wish is.
    let mut blocks: Vec<Block> = Vec::new();
    for index in order {
        let mut block = Block::of(index, wishes[index]);
        while let Some(before) = blocks.pop_if(|before| before.end(low, high) > block.start(low, high)) {
            block = before.joined(block);
        }
        blocks.push(block);
    }
    let mut middles = vec![0; wishes.len()];
    for block in &blocks {
        let start = block.start(low, high);
        for (index, offset) in &block.members {
            middles[*index] = (start + offset).round() as i32;
        }
    }
    middles
}

/// Labels side by side without a gap.
struct Block {
    /// Index and offset of its middle from the block's start.
    members: Vec<(usize, f64)>,
    length: f64,
    /// Sum over members of the start that each would like the block to have.
    wished_starts: f64,
}

impl Block {
    fn of(index: usize, wish: Wish) -> Block {
        let half = wish.size / 2.0;
        Block {
            members: vec![(index, half)],
            length: wish.size,
            wished_starts: f64::from(wish.middle) - half,
        }
    }

    fn start(&self, low: i32, high: i32) -> f64 {
        let wished = self.wished_starts / self.members.len() as f64;
        wished.min(f64::from(high) - self.length).max(f64::from(low))
    }

    fn end(&self, low: i32, high: i32) -> f64 {
        self.start(low, high) + self.length
    }

    fn joined(mut self, after: Block) -> Block {
        self.wished_starts += after.wished_starts - self.length * after.members.len() as f64;
        self.members.extend(after.members.into_iter().map(|(index, offset)| (index, offset + self.length)));
        self.length += after.length;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_with_room_stay_where_they_belong() {
        let wishes = [100, 200, 300].map(|middle| Wish { middle, size: 40.0 });
        assert_eq!(apart(&wishes, 0, 400), [100, 200, 300]);
    }

    #[test]
    fn labels_of_one_place_stand_around_it() {
        let wishes = [200, 200].map(|middle| Wish { middle, size: 40.0 });
        assert_eq!(apart(&wishes, 0, 400), [180, 220]);
    }

    proptest! {
        #[test]
        fn labels_never_overlap(places in prop::collection::vec(0..900_i32, 1..9)) {
            let wishes: Vec<Wish> = places.iter().map(|middle| Wish { middle: *middle, size: 80.0 }).collect();
            let mut middles = apart(&wishes, 0, 900);
            middles.sort_unstable();
            prop_assert!(middles.windows(2).all(|pair| pair[1] - pair[0] >= 79));
            prop_assert!(middles.iter().all(|middle| (40..=860).contains(middle)));
        }
    }
}
