//! What every picture has around its data: a title that says the finding, a line on what is shown, a footer.

use super::canvas::{Anchor, Canvas, HEIGHT, WIDTH};
use super::color::{GRAY, INK};
use super::font::Lettering;
use super::label;
use crate::replicate::Forecast;
use crate::report::wording;
use crate::study::Origin;

/// Left and right margin.
const MARGIN: i32 = 40;
const TITLE: Lettering = Lettering::bold(20.0, INK);
const TITLE_SHRUNK: Lettering = Lettering::bold(16.0, INK);
const TITLE_LINES: usize = 2;
const TITLE_TOP: i32 = 36;
const SUBTITLE: Lettering = Lettering::regular(13.0, GRAY);
const SUBTITLE_LINES: usize = 2;
const SUBTITLE_HEIGHT: i32 = 18;
const FOOTER: Lettering = Lettering::regular(11.0, GRAY);
const FOOTER_MIDDLE: i32 = HEIGHT - 22;
/// Free units between subtitle and data, and between data's labels and footer.
const GAP_ABOVE: i32 = 28;
const GAP_BELOW: i32 = 50;

/// The part of the canvas that is left for data; labels of axes stand outside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

/// What is written around the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// The finding.
    pub title: String,
    /// What is shown, and in which unit.
    pub subtitle: String,
    /// What the numbers were made from.
    pub footer: String,
}

impl Around {
    pub fn forecast(forecast: &Forecast, title: String, subtitle: String) -> Around {
        let error = wording::simulation_error(forecast).map(|error| format!(" · {error}"));
        let footer = wording::origin(&forecast.facts) + &error.unwrap_or_default();
        Around { title, subtitle, footer }
    }

    /// Around what a study found with so many arms.
    pub fn study(origin: &Origin, arms: usize, title: String, subtitle: String) -> Around {
        let footer = format!(
            "{} of each of {arms} arms, all with the same luck · {}",
            wording::replications(origin.replications),
            wording::made_of(&origin.stem, &origin.provenance)
        );
        Around { title, subtitle, footer }
    }
}

/// Sets title, subtitle and footer, and returns the area between the margins.
pub fn draw(canvas: &mut Canvas, around: &Around) -> Area {
    let room = WIDTH - 2 * MARGIN;
    let mut middle = TITLE_TOP;
    let (lettering, lines) = title_lines(&around.title, f64::from(room));
    for line in lines {
        canvas.text((MARGIN, middle), &line, lettering, Anchor::Start);
        middle += (1.3 * lettering.size) as i32;
    }
    let mut lines = label::balanced(&around.subtitle, SUBTITLE, f64::from(room));
    let rest = lines.split_off(SUBTITLE_LINES.min(lines.len()));
    for line in lines {
        let cut = if rest.is_empty() { line } else { format!("{line}…") };
        canvas.text(
            (MARGIN, middle),
            &label::elided(&cut, SUBTITLE, f64::from(room)),
            SUBTITLE,
            Anchor::Start,
        );
        middle += SUBTITLE_HEIGHT;
    }
    middle -= SUBTITLE_HEIGHT;
    let footer = label::elided(&around.footer, FOOTER, f64::from(room));
    canvas.text((MARGIN, FOOTER_MIDDLE), &footer, FOOTER, Anchor::Start);
    Area { left: MARGIN, top: middle + GAP_ABOVE, right: WIDTH - MARGIN, bottom: FOOTER_MIDDLE - GAP_BELOW }
}

/// The title in one or two lines; a longer one is set smaller, and cut as the last resort.
fn title_lines(title: &str, room: f64) -> (Lettering, Vec<String>) {
    let usual = label::wrapped(title, TITLE, room);
    if usual.len() <= TITLE_LINES {
        return (TITLE, label::balanced(title, TITLE, room));
    }
    let mut lines = label::wrapped(title, TITLE_SHRUNK, room);
    let rest = lines.split_off(TITLE_LINES.min(lines.len()));
    if let (false, Some(last)) = (rest.is_empty(), lines.last_mut()) {
        *last = label::elided(&format!("{last} {}", rest.join(" ")), TITLE_SHRUNK, room);
    }
    let lines = lines.into_iter().map(|line| label::elided(&line, TITLE_SHRUNK, room));
    (TITLE_SHRUNK, lines.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_titles_take_two_lines_then_shrink() {
        assert_eq!(title_lines("short", 880.0), (TITLE, vec!["short".to_owned()]));
        let (lettering, lines) = title_lines(&"a long title ".repeat(30), 880.0);
        assert_eq!((lettering, lines.len()), (TITLE_SHRUNK, 2));
        assert!(lines.iter().all(|line| lettering.width(line) <= 880.0));
    }
}
