/* export.js — the forms of a report -> a choice of them, what each would hand over, and the buttons that do it
 *
 * Every form is there from the start, all but one of them hidden: what is seen is
 * itself what is copied or saved (experiment/choice.js).  Redacted data for the help
 * desk are chosen at first, as in the other mail programs.
 */
import { button, element } from "./tree.js";

const FIRST = "json";
/* A text of a tree has a limit (build.js); a sign of two code units is not cut in half. */
const PIECE_CHARS = 16000;
const ROWS = 9;

export function cutText(text) {
  const pieces = [];
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at + PIECE_CHARS - 1);
    const length = code >= 0xd800 && code < 0xdc00 ? PIECE_CHARS - 1 : PIECE_CHARS;
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}

function makeChoice(type, attributes, label) {
  return element("label", {}, element("input", { type, ...attributes }), label);
}

/* Nothing where a text is not to be had. */
function makePreviews({ form, file, ...texts }, words) {
  return ["redacted", "everything"].filter(extent => texts[extent] !== null).map(extent =>
    element("textarea", { class: "preview", "data-choice": `${form} ${extent}`, "data-file": file, "aria-label": words.preview, readonly: true,
      rows: ROWS, hidden: form !== FIRST || extent !== "redacted" }, ...cutText(texts[extent])));
}

/**
 * What stands in the part for the help desk.
 * @forms: (nullable): those that isExport() takes; null where the engine gave none: then there is the redacted text
 * @view: one that isView() takes
 * @can: what the place can do: { save, compose }
 */
export function makeExport(forms, view, can = {}) {
  const { words } = view;
  const copy = button("copy-report", words.copy_report);
  if (!forms)
    return view.redacted ? [element("div", { class: "more" }, copy)] : [];
  return [
    element("div", { class: "forms", role: "radiogroup", "aria-label": words.preview }, ...forms.map(({ form, name }) =>
      makeChoice("radio", { name: "certfirst-form", value: form, checked: form === FIRST }, name))),
    makeChoice("checkbox", { name: "certfirst-everything" }, words.everything),
    element("div", { role: "status" }, element("p", { class: "name left-out" }, words.left_out),
      element("p", { class: "name all-in", hidden: true }, words.everything_means)),
    ...forms.flatMap(form => makePreviews(form, words)),
    element("div", { class: "more" }, copy, can.save ? button("save-report", words.save_report) : null,
      can.compose ? button("write-report", words.write_report) : null),
  ];
}
