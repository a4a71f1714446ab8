/* face.js — report -> the ribbon as a tree (RIBBON section 1) */
import { button, element, icon } from "./tree.js";
import { makeDetails } from "./details.js";

/* Who is told, and when: danger at once, caution when the speaker rests, others never. */
const LIVE = { danger: "assertive", caution: "polite" };

/* The tile that only the reader knows; null until the person's own is known. */
export function makeMark(mark) {
  if (!mark)
    return null;
  const sign = mark.word ? element("b", {}, mark.word) : icon(mark.icon.replace(/-symbolic$/, ""), "sign");
  return element("span", { class: `mark ${mark.colour}${mark.word ? " word" : ""}`, role: "img", "aria-label": mark.name,
    title: mark.tooltip }, sign);
}

/* Everything that a line may have had to cut. */
function makeTooltip(report) {
  return [report.headline, report.ribbon.tooltip, report.detail].filter(Boolean).join("\n");
}

function makeText(report) {
  const { pill } = report.ribbon;
  return element("div", { class: "text", title: makeTooltip(report) },
    element("div", { class: "head" },
      pill ? element("span", { class: "pill" }, pill) : null,
      element("span", { class: "headline" }, report.headline)),
    report.detail ? element("div", { class: "detail" }, report.detail) : null);
}

function makeActions(report, words) {
  const { code, what_to_do: whatToDo, check_again: checkAgain } = report.ribbon;
  return element("div", { class: "actions" },
    code ? element("span", { class: "code" }, code) : null,
    whatToDo ? button("what-to-do", words.what_to_do, { "aria-expanded": "false" }) : null,
    checkAgain ? button("check-again", words.check_again) : null,
    button("details", words.details, { "aria-expanded": "false" }));
}

/**
 * The whole ribbon.
 * @report: one that isReport() takes
 * @view: one that isView() takes
 * @mark: (nullable): of the person
 * @can: what the place can do: { junk, compose, certificate, export, expect, again }
 */
export function makeFace(report, view, mark, can = {}) {
  const { look, accessible_name: name, accessible_description: description } = report.ribbon;
  return element("section", {
    class: `certfirst ${look}${report.detail ? " two-lines" : ""}`, lang: report.lang,
    role: look === "danger" ? "alert" : "status", "aria-live": LIVE[look] || "off",
    "aria-label": name, "aria-description": description,
  },
  element("div", { class: "bar" }, makeMark(mark), icon(report.ribbon.icon, "icon"), makeText(report),
    makeActions(report, view.words)),
  element("div", { class: "panel", hidden: true, role: "group", tabindex: "-1", "aria-label": view.words.title },
    ...makeDetails(report, view, can)));
}

/* While the engine works: the person's mark, and nothing of the last mail. */
export function makeLoading(text, mark, lang) {
  return element("section", { class: "certfirst quiet loading", lang, role: "status", "aria-live": "off", "aria-label": text },
    element("div", { class: "bar" }, makeMark(mark), element("span", { class: "spinner", "aria-hidden": "true" }),
      element("div", { class: "text" }, element("div", { class: "head" }, element("span", { class: "headline" }, text)))));
}
