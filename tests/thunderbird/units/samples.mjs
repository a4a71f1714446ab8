/* samples.mjs — reports as the engine gives them, and a document as far as build.js needs one */

export function makeReport(changes = {}, ribbon = {}) {
  return {
    certfirst: 1, verdict: "verified", severity: "good", headline: "Signed by a@b.example", detail: "Signer", lang: "en",
    smime: { form: "detached" },
    ...changes,
    ribbon: { look: "good", icon: "certfirst-verified", pill: null, tooltip: null, code: null, what_to_do: false,
      check_again: false, second_look: false, accessible_name: "Signed", accessible_description: "Signer", ...ribbon },
  };
}

export function makeDanger() {
  return makeReport({ verdict: "invalid", severity: "danger", headline: "Changed", detail: "The text differs." },
    { look: "danger", icon: "certfirst-invalid", pill: "Danger", code: "CF104", what_to_do: true });
}

export function makeView() {
  const words = { title: "About", details: "Details", what_to_do: "What to do", check_again: "Check again",
    copy_report: "Copy", copied: "Copied", left_out: "Left out", close: "Close", move_to_junk: "Junk", report: "Report", save_report: "Save", write_report: "Write",
    everything: "All", everything_means: "All is in", preview: "Report as seen", view_certificate: "View", expect: "Expect", expect_yes: "Yes", cancel: "Cancel" };
  return {
    summary: ["found", "means"], words, redacted: "text",
    certificates: ["MIIB"], expect: { address: "a@b.example", question: "From now on?" },
    parts: [
      { part: "advice", title: "What you can do", details: [{ kind: "text", name: null, text: "Nothing." }] },
      { part: "domain", title: "Domain", details: [{ kind: "row", name: "DKIM", text: "<b>x</b>\nline" }] },
      { part: "help-desk", title: "For the help desk", details: [{ kind: "code", name: "CF104", text: "C F one" }] },
    ],
  };
}

export function makeForms() {
  return ["text", "html", "json"].map((form, i) => ({ form, name: `As ${form}`, file: `certfirst-K7QM.${["txt", "html", "json"][i]}`,
    redacted: `${form} of nobody`, everything: `${form} of a@b.example` }));
}

/* Everything in a tree: [[tag, attributes], text, …] flattened. */
export function flatten(tree) {
  if (typeof tree === "string")
    return [tree];
  const [tag, attributes, ...children] = tree;
  return [[tag, attributes], ...children.flatMap(flatten)];
}

export const textOf = tree => flatten(tree).filter(part => typeof part === "string").join("|");

class Node {
  constructor(namespace, tag) {
    Object.assign(this, { namespace, tag, attributes: {}, children: [] });
  }

  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  appendChild(child) {
    this.children.push(child);
  }
}

export const fakeDocument = {
  createElementNS: (namespace, tag) => new Node(namespace, tag),
  createTextNode: text => ({ text }),
};
