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

/* Asked before the rule is written; hidden until then. */
function makeExpect(view) {
  const { expect, words } = view;
  if (!expect)
    return [];
  return [
    element("div", { class: "more" }, button("expect", words.expect, { "aria-expanded": "false" })),
    element("div", { class: "ask", hidden: true, role: "group" }, element("p", {}, expect.question),
      element("div", { class: "more" }, button("expect-yes", words.expect_yes), button("expect-no", words.cancel))),
  ];
}

/* What can be done, below what it is about; only what the program can do. */
const MORE = {
  advice: ({ severity }, view, can) => (severity === "danger" && (can.junk || can.compose) ? [element("div", { class: "more" },
    can.junk ? button("move-to-junk", view.words.move_to_junk) : null,
    can.compose ? button("report", view.words.report) : null)] : []),
  sender: (report, view, can) => (can.expect ? makeExpect(view) : []),
  certificate: (report, view, can) => (can.certificate && view.certificates.length > 0
    ? [element("div", { class: "more" }, ...view.certificates.map((der, i) =>
      button(`view-certificate-${i}`, view.words.view_certificate)))]
    : []),
  /* Filled when it is opened: the forms are asked for then (export.js). */
  "help-desk": (report, view, can) => (can.export ? [element("div", { class: "choices" })] : []),
};

function makePart(part, isOpen, more) {
  return element("details", { class: part.part, open: isOpen },
    element("summary", {}, part.title), ...part.details.map(makeDetail), ...more);
}

/* What stands below the bar, or in the window of the button.  @can: what the place can do beyond showing. */
export function makeDetails(report, view, can = {}) {
  const { words } = view;
  const parts = view.parts.map(part =>
    makePart(part, OPEN.includes(part.part) || (part.part === "help-desk" && report.severity === "danger"),
      MORE[part.part] ? MORE[part.part](report, view, can) : []));
  return [
    ...view.summary.map((line, i) => element("p", { class: i === 0 ? "found" : "meaning" }, line)),
    ...parts,
    element("div", { class: "export" },
      view.redacted && !can.export ? button("copy-report", words.copy_report) : null,
      can.again ? button("check-again", words.check_again) : null,
      button("close", words.close),
      element("span", { class: "note", role: "status" }, view.redacted && !can.export ? words.left_out : "")),
  ];
}
