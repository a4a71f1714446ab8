/* details.js — view -> the details as a tree: the same parts, order and words as in the other mail programs */
import { button, element } from "./tree.js";

/* RIBBON section 2: what helps at once is open; what explains it is one key away. */
const OPEN = ["advice", "sender", "certificate"];

function makeDetail(detail) {
  switch (detail.kind) {
  case "row":
  case "fingerprint":
    return element("div", { class: `row ${detail.kind}` },
      element("span", { class: "name" }, detail.name || ""), element("bdi", { class: "value" }, detail.text));
  case "heading":
    return element("h3", {}, detail.text);
  case "code":
    return element("p", {}, element("span", { class: "big" }, detail.name || ""), " ", detail.text);
  default:
    return element("p", {}, detail.text);
  }
}

function makePart(part, isOpen) {
  return element("details", { class: part.part, open: isOpen },
    element("summary", {}, part.title), ...part.details.map(makeDetail));
}

/* What stands below the bar, or in the window of the button. */
export function makeDetails(report, view) {
  const { words } = view;
  const parts = view.parts.map(part =>
    makePart(part, OPEN.includes(part.part) || (part.part === "help-desk" && report.severity === "danger")));
  return [
    ...view.summary.map((line, i) => element("p", { class: i === 0 ? "found" : "meaning" }, line)),
    ...parts,
    element("div", { class: "export" },
      view.redacted ? button("copy-report", words.copy_report) : null,
      button("close", words.close),
      element("span", { class: "note", role: "status" }, view.redacted ? words.left_out : "")),
  ];
}
