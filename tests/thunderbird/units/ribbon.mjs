/* ribbon.mjs — what may be shown, and what is made of it: report.js, face.js, details.js, trouble.js, build.js */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import url from "node:url";
import vm from "node:vm";

import { fakeDocument, flatten, makeDanger, makeForms, makeReport, makeView, textOf } from "./samples.mjs";
import { finish, test } from "./tap.mjs";

const addon = path.resolve(process.argv[2]);
const load = name => import(url.pathToFileURL(path.join(addon, name)));
const { cutText, makeExport } = await load("lib/export.js");
const { chooseLook, isExport, isNewEnough, isReport, isView } = await load("lib/report.js");
const { makeFace, makeLoading, makeMark } = await load("lib/face.js");
const { makeTrouble } = await load("lib/trouble.js");
const scope = vm.createContext({});
for (const name of ["build", "choice"])
  vm.runInContext(fs.readFileSync(path.join(addon, `experiment/${name}.js`), "utf8"), scope);
const { certfirstBuild: build, certfirstChoice: choice } = scope;

await test("a look follows from verdict and severity, and only a good verdict is green or blue", () => {
  for (const [verdict, severity, look] of [
    ["verified", "good", "good"], ["verified-domain", "good", "domain"], ["unsigned", "neutral", "quiet"],
    ["unsigned", "good", "unknown"], ["verified", "neutral", "unknown"], ["undetermined", "neutral", "unknown"],
    ["invalid", "good", "unknown"], ["verified", "danger", "danger"], ["undetermined", "caution", "caution"],
  ])
    assert.equal(chooseLook(verdict, severity), look, `${verdict} ${severity}`);
});

await test("a report that contradicts itself is none", () => {
  assert.ok(isReport(makeReport()));
  assert.ok(isReport(makeDanger()));
  for (const [what, report] of [
    ["nothing", null], ["a text", "verified"], ["another version", makeReport({ certfirst: 2 })],
    ["an unknown verdict", makeReport({ verdict: "fine" })], ["an unknown severity", makeReport({ severity: "fine" })],
    ["green without a good verdict", makeReport({ verdict: "invalid" })],
    ["green without a good severity", makeReport({ severity: "neutral" })],
    ["no headline", makeReport({ headline: "" })], ["a headline that is no text", makeReport({ headline: ["x"] })],
    ["no ribbon", { ...makeReport(), ribbon: null }],
    ["a rosette on a danger", makeReport({ verdict: "invalid", severity: "danger" }, { look: "danger" })],
    ["an icon that is a path", makeReport({}, { icon: "../../x" })],
    ["an action that is no truth", makeReport({}, { check_again: "yes" })],
  ])
    assert.ok(!isReport(report), what);
});

await test("details of another shape are none", () => {
  assert.ok(isView(makeView()));
  for (const change of [{ summary: "x" }, { parts: [{ part: "x", title: "", details: [] }] }, { words: null }, { redacted: 1 },
    { parts: [{ part: "advice", title: "t", details: [{ kind: "html", name: null, text: "" }] }] }])
    assert.ok(!isView({ ...makeView(), ...change }), JSON.stringify(change));
});

await test("forms of another shape are none", () => {
  assert.ok(isExport(makeForms()));
  assert.ok(isExport(makeForms().map(form => ({ ...form, everything: null }))), "what had no room is null");
  const change = (i, members) => makeForms().map((form, k) => (k === i ? { ...form, ...members } : form));
  for (const [what, forms] of [["nothing", null], ["no list", {}], ["too few", makeForms().slice(1)], ["another order", makeForms().reverse()],
    ["a form that is no object", [null, ...makeForms().slice(1)]], ["a name that is none", change(0, { name: null })],
    ["a text that is none", change(1, { everything: ["x"] })], ["a text that lacks", change(1, { redacted: undefined })],
    ["a text beyond the frame", change(2, { redacted: "x".repeat(1048577) })],
    ["a file elsewhere", change(0, { file: "../certfirst-x.txt" })], ["a program", change(0, { file: "certfirst-x.sh" })]])
    assert.ok(!isExport(forms), what);
});

await test("redacted data are chosen at first, and every form is there once", () => {
  const parts = makeExport(makeForms(), makeView(), { save: true, compose: true }).flatMap(flatten);
  const previews = parts.filter(part => part[0] === "textarea").map(part => part[1]);
  assert.deepEqual(previews.map(one => one["data-choice"]), ["text redacted", "text everything", "html redacted", "html everything",
    "json redacted", "json everything"]);
  assert.deepEqual(previews.filter(one => !("hidden" in one)).map(one => one["data-choice"]), ["json redacted"]);
  assert.ok(previews.every(one => "readonly" in one && one["aria-label"] === "Report as seen"));
  const inputs = parts.filter(part => part[0] === "input").map(part => part[1]);
  assert.deepEqual(inputs.map(one => [one.type, one.value, "checked" in one]), [["radio", "text", false], ["radio", "html", false],
    ["radio", "json", true], ["checkbox", undefined, false]]);
  assert.deepEqual(parts.filter(part => part[0] === "button").map(part => part[1]["data-action"]), ["copy-report", "save-report", "write-report"]);
  const popup = makeExport(makeForms(), makeView()).flatMap(flatten);
  assert.deepEqual(popup.filter(part => part[0] === "button").map(part => part[1]["data-action"]), ["copy-report"]);
});

await test("a long text is cut for the tree, and is whole when put together", () => {
  for (const text of ["", "x", "a\nb".repeat(20000), "\u{20bb7}".repeat(30000), `y${"\u{20bb7}".repeat(30000)}`]) {
    const pieces = cutText(text);
    assert.equal(pieces.join(""), text);
    assert.ok(pieces.every(piece => piece.length <= 16000 && !/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(piece)));
  }
});

/* As much of a pane as choice.js looks at. */
function makePane(form, isAll, choices) {
  const pane = { ".left-out": {}, ".all-in": {}, "input[type=radio]:checked": form && { value: form },
    "input[type=checkbox]": form && { checked: isAll }, buttons: [{}, {}],
    previews: choices.map(name => ({ dataset: { choice: name, file: `f ${name}` }, textContent: `text ${name}`, hidden: name !== "json redacted" })) };
  pane.querySelector = what => (what === ".preview:not([hidden])" ? pane.previews.find(one => !one.hidden) || null : pane[what]);
  pane.querySelectorAll = what => (what === "button" ? pane.buttons : pane.previews);
  return pane;
}

await test("what is chosen is seen alone, and what is seen is handed over", () => {
  const all = ["text redacted", "text everything", "html redacted", "html everything", "json redacted", "json everything"];
  for (const form of ["text", "html", "json"])
    for (const isAll of [false, true]) {
      const name = `${form} ${isAll ? "everything" : "redacted"}`;
      const pane = makePane(form, isAll, all);
      choice.show(pane);
      assert.deepEqual(pane.previews.filter(one => !one.hidden).map(one => one.dataset.choice), [name]);
      const { text, file } = choice.take(pane);
      assert.deepEqual([text, file], [`text ${name}`, `f ${name}`]);
      assert.deepEqual([pane[".left-out"].hidden, pane[".all-in"].hidden, pane.buttons[0].disabled], [isAll, !isAll, false]);
    }
  const lacking = makePane("html", true, all.slice(0, 3));
  choice.show(lacking);
  assert.equal(choice.take(lacking), null);
  assert.ok(lacking.buttons.every(button => button.disabled), "what is not there cannot be handed over");
  choice.show(makePane(null, false, []));
  assert.equal(choice.take(null), null);
});

await test("an older engine does not fit", () => {
  for (const [program, wanted, fits] of [["certfirst 0.1.0", "0.1.0", true], ["certfirst 0.2.0", "0.1.9", true],
    ["certfirst 1.0.0", "0.9.9", true], ["certfirst 0.1.0", "0.1.1", false], ["certfirst 0.9.9", "1.0.0", false],
    ["other 1.0.0", "0.1.0", false], [null, "0.1.0", false], ["certfirst", "0.1.0", false]])
    assert.equal(isNewEnough(program, wanted), fits, `${program} for ${wanted}`);
});

await test("a ribbon has its words, code and actions", () => {
  const face = makeFace(makeDanger(), makeView(), null);
  assert.equal(face[1].role, "alert");
  assert.equal(face[1]["aria-live"], "assertive");
  assert.match(face[1].class, /\bdanger\b/);
  assert.match(textOf(face), /Danger\|Changed\|The text differs\.\|CF104\|What to do\|Details/);
  const good = makeFace(makeReport(), makeView(), null);
  assert.equal(good[1].role, "status");
  assert.equal(good[1]["aria-live"], "off");
  assert.doesNotMatch(textOf(good), /What to do\||Check again/);
});

await test("what helps is open; the part for the help desk with a danger only", () => {
  const open = report => flatten(makeFace(report, makeView(), null))
    .filter(part => part[0] === "details" && "open" in part[1]).map(part => part[1].class);
  assert.deepEqual(open(makeReport()), ["advice"]);
  assert.deepEqual(open(makeDanger()), ["advice", "help-desk"]);
});

await test("what can be done stands where it can be done, and moving away only with a danger", () => {
  const can = { junk: true, compose: true, certificate: true, export: true, expect: true, again: true };
  const actions = (report, more, view = makeView()) => flatten(makeFace(report, view, null, more))
    .filter(part => part[0] === "button").map(part => part[1]["data-action"]);
  assert.deepEqual(["move-to-junk", "report"].map(name => actions(makeDanger(), can).includes(name)), [true, true]);
  assert.deepEqual(["move-to-junk", "report"].map(name => actions(makeReport(), can).includes(name)), [false, false]);
  assert.ok(actions(makeReport(), can).includes("check-again"));
  assert.ok(!actions(makeReport(), can).includes("copy-report"), "it comes with the forms");
  assert.ok(flatten(makeFace(makeReport(), makeView(), null, can)).some(part => part[1] && part[1].class === "choices"));
  const sender = { ...makeView(), parts: [{ part: "sender", title: "Sender", details: [] }, { part: "certificate", title: "C", details: [] }] };
  assert.ok(["expect", "expect-yes", "expect-no", "view-certificate-0"].every(name => actions(makeReport(), can, sender).includes(name)));
  const bare = { ...sender, expect: null, certificates: [] };
  assert.deepEqual(actions(makeReport(), can, bare).filter(name => /expect|certificate/.test(name)), []);
  assert.deepEqual(actions(makeDanger(), {}).filter(name => !/details|what-to-do|copy-report|close/.test(name)), []);
});

await test("the mark is a sign or a word, and nothing while it is not known", () => {
  const star = { icon: "certfirst-mark-star-symbolic", colour: "violet", word: "", name: "Your mark: star, violet", tooltip: "t" };
  assert.equal(makeMark(null), null);
  assert.ok(flatten(makeMark(star)).some(part => part[0] === "path"));
  assert.equal(textOf(makeMark({ ...star, word: "ひまわり" })), "ひまわり");
  assert.equal(makeMark(star)[1]["aria-label"], "Your mark: star, violet");
  assert.doesNotMatch(JSON.stringify(makeLoading("Checking", star, "en")), /certfirst-verified/);
});

await test("what cannot be asked is undetermined, with its reason and code", () => {
  const say = key => `<${key}>{n}`;
  for (const kind of ["missing", "unfit", "stopped", "timeout", "unread", "anything else"]) {
    const { report, view } = makeTrouble(kind, say, "ja", 45);
    assert.ok(isReport(report), kind);
    assert.ok(isView(view), kind);
    assert.equal(report.ribbon.look, "unknown");
    assert.match(report.ribbon.code, /^CF90[34]$/);
    assert.match(report.detail, /45$/);
  }
});

await test("texts become text nodes, and hidden signs are seen", () => {
  const node = build(fakeDocument, ["p", {}, "<img src=x onerror=y>\u202e\u0000\u2068a\u2069"]);
  assert.equal(node.children[0].text, "<img src=x onerror=y>\ufffd\ufffd\u2068a\u2069");
  assert.equal(node.namespace, "http://www.w3.org/1999/xhtml");
  const face = build(fakeDocument, makeFace(makeDanger(), makeView(), null));
  assert.ok(JSON.stringify(face).includes("<b>x</b>\\nline"), "a line end of ours stays");
});

await test("what could run, load or link is refused", () => {
  for (const tree of [["script", {}], ["a", {}], ["img", {}], ["iframe", {}], ["style", {}], ["constructor", {}],
    ["p", { onclick: "x" }], ["p", { style: "x" }], ["p", { href: "x" }], ["p", { src: "x" }], ["p", { id: "x" }],
    ["input", { type: "file" }], ["input", {}], ["form", {}], ["p", { for: "x" }]])
    assert.throws(() => build(fakeDocument, tree), /certfirst/, JSON.stringify(tree));
  let deep = ["p", {}];
  for (let i = 0; i < 20; i++)
    deep = ["div", {}, deep];
  assert.throws(() => build(fakeDocument, deep));
  assert.throws(() => build(fakeDocument, ["div", {}, ...Array(9000).fill("x")]));
});

finish();
