/* actions.mjs — a button of the details -> what is done: actions.js */
import assert from "node:assert/strict";
import path from "node:path";
import process from "node:process";
import url from "node:url";

import { flatten, makeForms, makeView } from "./samples.mjs";
import { finish, test } from "./tap.mjs";

const addon = path.resolve(process.argv[2]);
const { Actions } = await import(url.pathToFileURL(path.join(addon, "background/actions.js")));

const GIVEN = { text: "as it is seen", file: "certfirst-K7QM.html" };
const WORDS = { ...makeView().words, copied: "Copied.", saved: "Saved.", not_saved: "Not saved.", not_moved: "Not moved.", not_written: "Not written:" };
const VIEW = { words: WORDS, subject: "CF104", redacted: "redacted", certificates: ["AAAA"],
  expect: { address: "a@b.example", question: "?" } };

/* Everything that was done, in order; @can: what Thunderbird answers, @reply: the engine's. */
function makeActions({ can = {}, reply = { type: "settings" } } = {}) {
  const log = [];
  const answers = { junk: true, save: true, ...can };
  const note = name => async (...given) => {
    log.push([name, ...given]);
    if (answers[name] instanceof Error)
      throw answers[name];
    return answers[name];
  };
  const ribbon = Object.fromEntries(["copy", "offer", "save", "junk", "compose", "say", "viewCertificate"].map(name => [name, note(name)]));
  const engine = { ask: async frame => {
    log.push(["ask", frame]);
    return { reply };
  } };
  const actions = new Actions({ messenger: { ribbon, i18n: { getMessage: key => key } }, engine, again: note("again") });
  const press = (action, view = {}, given = null, whole = true) =>
    actions.perform(7, { message: { id: 3 }, answer: { report: { certfirst: 1 }, view: { ...VIEW, ...view }, whole } }, action, given);
  return { log, press };
}

await test("each button does its one thing, and nothing more", async () => {
  const rows = [
    ["copy-report", [["copy", "redacted"], ["say", 7, "Copied."]]],
    ["move-to-junk", [["junk", 3]]],
    ["report", [["compose", "CF104", "redacted"]]],
    ["view-certificate-0", [["viewCertificate", "AAAA"]]],
    ["expect-yes", [["ask", { type: "expect", address: "a@b.example" }], ["again", 7]]],
  ];
  for (const [action, done] of rows) {
    const { log, press } = makeActions();
    await press(action);
    assert.deepEqual(log, done, action);
  }
});

await test("what is copied, saved or attached is what was seen, whatever the view has", async () => {
  for (const [action, done] of [["copy-report", [["copy", GIVEN.text], ["say", 7, "Copied."]]],
    ["save-report", [["save", 7, GIVEN.file, GIVEN.text], ["say", 7, "Saved."]]], ["write-report", [["compose", "CF104", "", GIVEN]]]]) {
    const { log, press } = makeActions();
    await press(action, {}, GIVEN);
    assert.deepEqual(log, done, action);
  }
});

await test("a new mail for the help desk is redacted, also where everything is seen", async () => {
  const { log, press } = makeActions();
  await press("report", {}, GIVEN);
  assert.deepEqual(log, [["compose", "CF104", "redacted"]]);
});

await test("the forms of a report are asked for when somebody looks; without them there is the redacted text", async () => {
  const wide = makeActions({ reply: { type: "export", export: makeForms() } });
  await wide.press("export");
  assert.deepEqual(wide.log[0], ["ask", { type: "export", report: { certfirst: 1 } }]);
  const [name, tab, message, trees] = wide.log[1];
  assert.deepEqual([name, tab, message], ["offer", 7, 3]);
  assert.equal(trees.flatMap(flatten).filter(part => part[0] === "textarea").length, 6);
  for (const [reply, whole] of [[{ type: "error", message: "no" }, true], [null, true], [{ type: "export", export: [] }, true],
    [{ type: "export", export: makeForms() }, false]]) {
    const { log, press } = makeActions({ reply });
    await press("export", {}, null, whole);
    const parts = log[log.length - 1][3].flatMap(flatten);
    assert.deepEqual(parts.filter(part => part[0] === "button").map(part => part[1]["data-action"]), ["copy-report"]);
    assert.equal(log.length, whole ? 2 : 1, "a report of our own is not asked about");
  }
});

await test("what no button is called does nothing", async () => {
  const names = ["", "view-certificate-1", "view-certificate-999", "view-certificate-x", "toString", "__proto__", "constructor", "expect-no"];
  for (const action of names) {
    const { log, press } = makeActions();
    await press(action);
    assert.deepEqual(log, [], action);
  }
});

await test("what the engine gave no text for is neither copied, saved nor sent", async () => {
  const { log, press } = makeActions();
  for (const action of ["copy-report", "report", "save-report", "write-report", "expect-yes", "view-certificate-0"])
    await press(action, { redacted: null, expect: null, certificates: [] });
  assert.deepEqual(log, []);
});

await test("saving says how it ended, and nothing when the person did not want to", async () => {
  const rows = [[true, ["Saved."]], [null, []], [new Error("no space"), ["Not saved."]]];
  for (const [answer, said] of rows) {
    const { log, press } = makeActions({ can: { save: answer } });
    await press("save-report", {}, GIVEN);
    assert.deepEqual(log.filter(([name]) => name === "say").map(([, , text]) => text), said);
  }
});

await test("a mail that could not be moved is said to be where it was", async () => {
  for (const answer of [false, new Error("no such folder")]) {
    const { log, press } = makeActions({ can: { junk: answer } });
    await press("move-to-junk");
    assert.deepEqual(log, [["junk", 3], ["say", 7, "Not moved."]]);
  }
});

await test("a rule that the engine refuses is said to be refused, and the mail is not judged anew", async () => {
  for (const reply of [{ type: "error", message: "locked by /etc/x line 3" }, null]) {
    const { log, press } = makeActions({ reply });
    await press("expect-yes");
    assert.deepEqual(log.map(([name]) => name), ["ask", "say"]);
    assert.ok(log[1][2].startsWith("Not written:"));
    assert.equal(log[1][2].includes("line 3"), Boolean(reply));
  }
});

finish();
