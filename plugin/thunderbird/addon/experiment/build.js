/* build.js — a tree of plain data -> nodes; the only place where the add-on makes nodes that speak of a mail
 *
 * Texts become text nodes, never markup.  Tags and attributes that are not
 * listed are refused, so nothing that came from a message can run, load or
 * link.  Used in Thunderbird's window and in our own pages.
 */
this.certfirstBuild = function (document, tree) {
  const XHTML = "http://www.w3.org/1999/xhtml";
  const SVG = "http://www.w3.org/2000/svg";
  const TAGS = { svg: SVG, path: SVG };
  const ATTRIBUTES = ["class", "role", "title", "hidden", "open", "tabindex", "lang", "type", "data-action",
    "viewBox", "d", "fill-rule", "name", "value", "checked", "readonly", "rows", "data-choice", "data-file"];
  const INPUTS = ["radio", "checkbox"];
  const LIMITS = { depth: 12, nodes: 8000, text: 20000 };
  let count = 0;

  for (const tag of ["section", "div", "span", "b", "p", "h2", "h3", "bdi", "button", "details", "summary", "label", "input", "textarea"])
    TAGS[tag] = XHTML;

  /* Controls and the signs that turn the direction of a line; the two that only isolate (U+2068, U+2069) stay. */
  function makeVisible(text) {
    // eslint-disable-next-line no-control-regex
    return text.slice(0, LIMITS.text).replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066\u2067]/g, "\ufffd");
  }

  function setAttributes(node, attributes) {
    for (const [name, value] of Object.entries(attributes)) {
      if (!ATTRIBUTES.includes(name) && !/^aria-[a-z]+$/.test(name))
        throw new Error(`certfirst: attribute ${name}`);
      node.setAttribute(name, makeVisible(String(value)));
    }
  }

  function build(part, depth) {
    count++;
    if (depth > LIMITS.depth || count > LIMITS.nodes)
      throw new Error("certfirst: too much to show");
    if (typeof part === "string")
      return document.createTextNode(makeVisible(part));

    const [tag, attributes, ...children] = part;
    if (!Object.prototype.hasOwnProperty.call(TAGS, tag))
      throw new Error(`certfirst: element ${tag}`);
    if (tag === "input" && !INPUTS.includes(attributes.type))
      throw new Error(`certfirst: input ${attributes.type}`);
    const node = document.createElementNS(TAGS[tag], tag);
    setAttributes(node, attributes);
    for (const child of children)
      node.appendChild(build(child, depth + 1));
    return node;
  }

  return build(tree, 0);
};
