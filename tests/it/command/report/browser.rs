//! The page in a browser: its script is the one that its policy allows, tables sort, and nothing is wider than a phone.

use std::path::Path;
use std::process::Command;

use super::nasty;
use crate::need;

/// What a page says in its title after it was drawn in a window of this width.
fn title_of(chromium: &Path, place: &Path, width: u32) -> String {
    let output = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=10000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", place.join("profile").display()))
        .arg(format!("--window-size={width},900"))
        .arg(format!("file://{}", place.join("test.html").display()))
        .output()
        .expect("the browser starts");
    let page = String::from_utf8_lossy(&output.stdout).into_owned();
    let title = page.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    title.map(|(title, _)| title.to_owned()).unwrap_or_else(|| panic!("no title: {page}"))
}

/// The page's policy allows its own script alone, so that what a test adds needs a page without a policy.
fn without_policy(html: &str) -> String {
    let (before, rest) = html.split_once("<meta http-equiv").expect("the page has a policy");
    let (_, after) = rest.split_once('>').expect("it ends");
    format!("{before}{after}")
}

/// Clicks on a heading three times, and tells after each click the order of the rows and of the sums.
const CLICKS: &str = r#"<script>
const table = document.querySelector('#bookings-by-place table');
const names = () => [...table.tBodies[0].rows].map((row) => (row.classList.contains("total") ? "T" : "") + row.cells[2].dataset.sort).join(" ");
const told = [names()];
for (let click = 0; click < 3; click++) {
  const head = table.tHead.rows[0].cells[2];
  head.querySelector("button").click();
  told.push(head.getAttribute("aria-sort") + " " + names());
}
document.title = told.join(" / ");
</script></body>"#;

#[test]
fn a_click_on_a_heading_sorts_its_table() {
    let Some(chromium) = need::chromium() else { return };
    let place = tempfile::tempdir().expect("a folder");
    let html = without_policy(&nasty().html).replace("</body>", CLICKS);
    std::fs::write(place.path().join("test.html"), html).expect("a file");
    let title = title_of(&chromium, place.path(), 1_440);
    let told: Vec<&str> = title.split(" / ").collect();
    assert_eq!(told.len(), 4, "{title}");
    let numbers = |order: &str| -> Vec<f64> {
        order.split(' ').filter(|word| !word.starts_with('T')).filter_map(|word| word.parse().ok()).collect()
    };
    let sums_last = |order: &str| {
        order.split(' ').skip_while(|word| !word.starts_with('T')).all(|word| word.starts_with('T'))
    };
    let (down, up) = (numbers(told[1]), numbers(told[2]));
    assert!(
        told[1].starts_with("descending ")
            && told[2].starts_with("ascending ")
            && told[3].starts_with("none ")
    );
    assert_eq!(down.len(), 3, "{title}");
    assert!(
        down.windows(2).all(|pair| pair[0] >= pair[1]) && up.windows(2).all(|pair| pair[0] <= pair[1]),
        "{title}"
    );
    assert!(sums_last(told[1]) && sums_last(told[2]), "{title}");
    assert_eq!(told[3].strip_prefix("none "), Some(told[0]), "the third click restores the order");
}

#[test]
fn the_policy_allows_the_page_s_script_and_no_other() {
    let Some(chromium) = need::chromium() else { return };
    let place = tempfile::tempdir().expect("a folder");
    // The frame keeps its policy; buttons in its headings show that its own script ran, its title that no other did.
    let page = nasty().html.replace("</body>", "<script>document.title = 'broken into'</script></body>");
    let outer = r#"<title>nothing</title><iframe id="page"></iframe><script>
const frame = document.getElementById("page");
frame.onload = () => { const inside = frame.contentDocument;
  document.title = inside.querySelectorAll("th button").length + " buttons, " + inside.title.slice(0, 11); };
frame.srcdoc = PAGE;
</script>"#;
    let quoted = serde_json::to_string(&page).expect("a string").replace("</", "<\\/");
    std::fs::write(place.path().join("test.html"), outer.replace("PAGE", &quoted)).expect("a file");
    let title = title_of(&chromium, place.path(), 1_440);
    let (buttons, inside) = title.split_once(" buttons, ").unwrap_or_else(|| panic!("{title}"));
    assert!(buttons.parse::<u32>().expect("a number") > 20, "{title}");
    assert_ne!(inside, "broken into");
}

#[test]
fn nothing_is_wider_than_a_phone_or_a_desk() {
    let Some(chromium) = need::chromium() else { return };
    let place = tempfile::tempdir().expect("a folder");
    let page = nasty().html;
    for width in [320, 390, 1_440] {
        let outer = r#"<title>nothing</title><iframe id="page" style="width:WIDTHpx;height:900px;border:0"></iframe><script>
const frame = document.getElementById("page");
frame.onload = () => { const inside = frame.contentDocument.documentElement;
  document.title = frame.contentWindow.innerWidth + " " + inside.scrollWidth; };
frame.srcdoc = PAGE;
</script>"#;
        let quoted = serde_json::to_string(&page).expect("a string").replace("</", "<\\/");
        let outer = outer.replace("WIDTH", &width.to_string()).replace("PAGE", &quoted);
        std::fs::write(place.path().join("test.html"), outer).expect("a file");
        let title = title_of(&chromium, place.path(), 1_600);
        let (window, content) = title.split_once(' ').unwrap_or_else(|| panic!("{title}"));
        assert_eq!(window, width.to_string());
        assert!(content.parse::<u32>().expect("a number") <= width, "{content} in {width}");
    }
}
