/* tree.js — a ribbon as plain data: [tag, attributes, children…], a string is a text
 *
 * experiment/build.js makes nodes of it, in Thunderbird's own window and in our
 * pages; so everything up to that point can be tested without a window.
 */
import { icons } from "./icons.js";

/* Attributes that are null, undefined or false are left out. */
export function element(tag, attributes, ...children) {
  const kept = {};
  for (const [name, value] of Object.entries(attributes || {}))
    if (value !== null && value !== undefined && value !== false)
      kept[name] = value === true ? "" : String(value);
  return [tag, kept, ...children.filter(child => child !== null && child !== undefined && child !== "")];
}

/* A picture of icons/: decoration, its words stand elsewhere. */
export function icon(name, className) {
  const paths = icons[name] || [];
  return element("svg", { class: className, viewBox: "0 0 16 16", "aria-hidden": "true" },
    ...paths.map(d => element("path", { d, "fill-rule": "evenodd" })));
}

export function button(action, label, attributes) {
  return element("button", { type: "button", class: action, "data-action": action, ...attributes }, label);
}
