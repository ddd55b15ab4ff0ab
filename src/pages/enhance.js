// Sorting of tables: everything reads without it.
const value = (row, column) => {
  const cell = row.cells[column];
  const sort = cell.dataset.sort ?? cell.textContent.trim();
  const number = Number(sort);
  return sort !== "" && Number.isFinite(number) ? number : sort;
};

const compare = (a, b) =>
  typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en");

function sortBy(table, head, column) {
  const next = head.getAttribute("aria-sort") === "descending" ? "ascending" : "descending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", next);
  const sign = next === "ascending" ? 1 : -1;
  const body = table.tBodies[0];
  const rows = [...body.rows].sort((a, b) => sign * compare(value(a, column), value(b, column)));
  body.append(...rows);
}

export function enhanceTables(root = document) {
  for (const table of root.querySelectorAll(".table table")) {
    if (table.tBodies[0].rows.length < 3) continue;
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", () => sortBy(table, head, column));
      head.replaceChildren(button);
    });
  }
}
