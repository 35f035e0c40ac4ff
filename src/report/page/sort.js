"use strict";
// A click on a column's heading sorts by it: the largest number or the first word first, then the other way round, then as
// it was. What sums other rows stays below them; what is missing comes last.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const asWritten = [...body.rows];
  const totals = asWritten.filter((row) => row.classList.contains("total"));
  const others = asWritten.filter((row) => !row.classList.contains("total"));
  const heads = [...table.tHead.rows[0].cells];
  const words = new Intl.Collator("en", { numeric: true });

  const compare = (column, one, other) => {
    const [left, right] = [one.cells[column], other.cells[column]];
    return heads[column].classList.contains("number")
      ? Number(left.dataset.sort) - Number(right.dataset.sort)
      : words.compare(left.textContent, right.textContent);
  };
  const isMissing = (column, row) =>
    heads[column].classList.contains("number") ? !("sort" in row.cells[column].dataset) : !row.cells[column].textContent.trim();

  const sort = (column) => {
    const first = heads[column].classList.contains("number") ? "descending" : "ascending";
    const second = first === "descending" ? "ascending" : "descending";
    const order = { none: first, [first]: second, [second]: "none" }[heads[column].getAttribute("aria-sort")];
    heads.forEach((head, index) => head.setAttribute("aria-sort", index === column ? order : "none"));
    table.classList.toggle("sorted", order !== "none");
    if (order === "none") return body.append(...asWritten);
    const sign = order === "ascending" ? 1 : -1;
    const known = others.filter((row) => !isMissing(column, row));
    known.sort((one, other) => sign * compare(column, one, other));
    body.append(...known, ...others.filter((row) => isMissing(column, row)), ...totals);
  };

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    if (!button.textContent) button.setAttribute("aria-label", "name");
    head.replaceChildren(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => sort(column));
  });
}
