/* arrivals.mjs — which mail arrives, and what becomes of it: arrival.js, arrivals.js */
import assert from "node:assert/strict";
import path from "node:path";
import process from "node:process";
import url from "node:url";

import { finish, test } from "./tap.mjs";

const addon = path.resolve(process.argv[2]);
const load = name => import(url.pathToFileURL(path.join(addon, name)));
const { findArrivals } = await load("lib/arrival.js");
const { Arrivals } = await load("background/arrivals.js");

const HOUR_MS = 60 * 60 * 1000;
const NOW = 100 * HOUR_MS;
const mailOf = (key, more = {}) => ({ folder: "imap://a/INBOX", key, validity: 5, server: true, read: false, listed: null, ...more });
const localOf = (key, more = {}) => mailOf(key, { folder: "mailbox://a/Inbox", server: false, validity: 0, ...more });
const upTo = highest => ({ listed: { validity: 5, highest } });

await test("an arrival is unread, above what was known, in a folder that was listed before", () => {
  const rows = [
    ["a first listing", null, [mailOf(1), mailOf(2)], [], null],
    ["a first listing together with a new mail", null, [mailOf(1, upTo(2)), mailOf(2, upTo(2)), mailOf(3, upTo(2))], [2], 3],
    ["a listing that is told in parts, before its end", null, [mailOf(3)], [], null],
    ["and after its end", null, [mailOf(3, upTo(4)), mailOf(4, upTo(4))], [], 4],
    ["a new mail", { validity: 5, highest: 2 }, [mailOf(3)], [0], 3],
    ["what came while Thunderbird was off", { validity: 5, highest: 2 }, [mailOf(3, upTo(2)), mailOf(4, upTo(2))], [0, 1], 4],
    ["what was told before a crash is told again", { validity: 5, highest: 4 }, [mailOf(4, upTo(2))], [], 4],
    ["an old mail again", { validity: 5, highest: 2 }, [mailOf(2)], [], 2],
    ["a mail that was read elsewhere", { validity: 5, highest: 2 }, [mailOf(3, { read: true })], [], 3],
    ["a folder that was made anew", { validity: 4, highest: 9 }, [mailOf(1), mailOf(10)], [], null],
    ["made anew, and listed", { validity: 4, highest: 9 }, [mailOf(1, upTo(1)), mailOf(2, upTo(1))], [1], 2],
    ["listed before it was made anew", null, [mailOf(3, { listed: { validity: 4, highest: 1 } })], [], null],
  ];
  for (const [what, known, mails, arrived, highest] of rows) {
    const found = findArrivals(known, mails, NOW);
    assert.deepEqual(found.arrived, arrived, what);
    assert.equal(found.state && found.state.highest, highest, what);
  }
});

await test("what a local folder is told of within an hour of its first mail is old", () => {
  const first = findArrivals(undefined, [localOf(1), localOf(2)], NOW);
  assert.deepEqual(first.arrived, []);
  const second = findArrivals(first.state, [localOf(3)], NOW + HOUR_MS - 1);
  assert.deepEqual(second, { arrived: [], state: first.state });
  assert.deepEqual(findArrivals(second.state, [localOf(4)], NOW + HOUR_MS).arrived, [0]);
  assert.deepEqual(findArrivals({ validity: 0, highest: 900 }, [localOf(10)], NOW).arrived, [0], "its numbers begin again");
  assert.deepEqual(findArrivals({ validity: 0, highest: 1 }, [localOf(2, { listed: { validity: 0, highest: 2 } })], NOW).arrived, [],
    "fetched just before the add-on came");
  assert.deepEqual(findArrivals(undefined, [localOf(3, { listed: { validity: 0, highest: 2 } })], NOW).arrived, [0], "fetched by an earlier run");
});

/* Thunderbird and an engine: @origins of each mail by its id, @severity of every report. */
function makeArrivals({ origins = {}, severity = "danger", options = {}, experiment = true, stored = {} } = {}) {
  const log = { checked: [], marked: [], told: [], opened: [], stored: { ...stored } };
  const messenger = {
    storage: { local: { get: async key => ({ [key]: log.stored[key] }), set: async values => Object.assign(log.stored, values) } },
    messages: { continueList: async () => ({ id: null, messages: [{ id: 99 }] }) },
    notifications: { create: async (id, notice) => log.told.push({ id, ...notice }) },
    messageDisplay: { open: async what => log.opened.push(what) },
    ribbon: experiment ? { origin: async id => origins[id] || null, setMarks: async names => (log.marks = names) } : undefined,
  };
  const checker = { check: async (mail, lang, asked) => {
    log.checked.push([mail.message.id, lang, asked]);
    return severity && { report: { severity, detail: "why", sender: { address: "a@b.example" }, ribbon: { accessible_name: "Danger" } } };
  } };
  const person = { load: async () => ({ options: { notify: true, lang: null, ...options }, lang: "ja" }) };
  const desk = { setMark: async (message, report) => log.marked.push([message.id, report.severity]) };
  return { log, arrivals: new Arrivals({ messenger, checker, person, desk }) };
}

const two = { 1: mailOf(1, upTo(1)), 2: mailOf(2, upTo(1)) };

await test("an arrival is checked in the background, with answers from outside, marked and told", async () => {
  const { log, arrivals } = makeArrivals({ origins: two });
  await arrivals.take({}, { id: null, messages: [{ id: 1 }, { id: 2 }] });
  assert.deepEqual(log.checked, [[2, "ja", { live: true, background: true }]]);
  assert.deepEqual(log.marked, [[2, "danger"]]);
  assert.deepEqual(log.told.map(({ title, message }) => [title, message]), [["Danger", "why\na@b.example"]]);
  assert.equal(log.stored["folder imap://a/INBOX"].highest, 2);
  await arrivals.open(log.told[0].id);
  assert.deepEqual(log.opened, [{ messageId: 2, active: true }]);
  await arrivals.open("another add-on's");
  assert.equal(log.opened.length, 1);
});

await test("all pages of what is told are looked at", async () => {
  const { log, arrivals } = makeArrivals({ origins: { ...two, 99: mailOf(3, upTo(1)) } });
  await arrivals.take({}, { id: "more", messages: [{ id: 2 }] });
  assert.deepEqual(log.checked.map(([id]) => id), [2, 99]);
});

await test("no notice without danger, or where the person wants none", async () => {
  for (const given of [{ severity: "caution" }, { options: { notify: false } }, { severity: null }]) {
    const { log, arrivals } = makeArrivals({ origins: two, ...given });
    await arrivals.take({}, { id: null, messages: [{ id: 2 }] });
    assert.equal(log.checked.length, 1);
    assert.deepEqual(log.told, [], JSON.stringify(given));
  }
});

await test("nothing arrives where nothing tells old from new", async () => {
  for (const given of [{ origins: two, experiment: false }, { origins: {} }, { origins: { 1: mailOf(1), 2: mailOf(2) } }]) {
    const { log, arrivals } = makeArrivals(given);
    await arrivals.take({}, { id: null, messages: [{ id: 1 }, { id: 2 }] });
    assert.deepEqual([log.checked, log.told], [[], []]);
  }
});

await test("marks come back after a restart, and one bad mail does not stop the next", async () => {
  const { log, arrivals } = makeArrivals({ origins: two, stored: { marks: ["a#5#1"] } });
  await arrivals.restore();
  assert.deepEqual(log.marks, ["a#5#1"]);
  const { error } = console;
  console.error = () => null;
  await arrivals.take({}, null);
  console.error = error;
  await arrivals.take({}, { id: null, messages: [{ id: 2 }] });
  assert.equal(log.checked.length, 1);
});

finish();
