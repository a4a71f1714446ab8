/* engine.mjs — how mail reaches the engine and what becomes of its answers: engine.js, checker.js, bytes.js, turns.js */
import assert from "node:assert/strict";
import { Blob } from "node:buffer";
import path from "node:path";
import process from "node:process";
import url from "node:url";

import { makeReport, makeView } from "./samples.mjs";
import { finish, test } from "./tap.mjs";

const addon = path.resolve(process.argv[2]);
const load = name => import(url.pathToFileURL(path.join(addon, name)));
const { hasWholeSize, sendChunks } = await load("lib/bytes.js");
const { Checker } = await load("lib/checker.js");
const { Engine } = await load("lib/engine.js");
const { Turns } = await load("lib/turns.js");

const HELLO = { type: "hello", version: 1, program: "certfirst 0.1.0" };
const rest = () => new Promise(resolve => setImmediate(resolve));

class Port {
  constructor() {
    this.sent = [];
    this.error = null;
    this.onMessage = { addListener: listener => (this.hear = listener) };
    this.onDisconnect = { addListener: listener => (this.lose = listener) };
  }

  postMessage(frame) {
    if (this.broken)
      throw new Error("disconnected");
    this.sent.push(frame);
  }

  disconnect() {
    this.closed = true;
  }

  answer(index, reply) {
    this.hear({ ...reply, id: this.sent[index].id });
  }
}

/* An engine with ports that the test answers, and a clock that it turns. */
function makeEngine() {
  const ports = [];
  const clock = { time: 0, timers: new Map(), next: 1 };
  const engine = new Engine(() => {
    ports.push(new Port());
    return ports[ports.length - 1];
  }, "0.1.0", {
    now: () => clock.time,
    set: (work, ms) => {
      clock.timers.set(clock.next, { work, ms });
      return clock.next++;
    },
    clear: timer => clock.timers.delete(timer),
  });
  return { engine, ports, clock };
}

await test("hello first; an answer goes to its question", async () => {
  const { engine, ports } = makeEngine();
  const first = engine.ask({ type: "check" });
  const second = engine.ask({ type: "check" });
  assert.deepEqual(ports[0].sent.map(frame => frame.type), ["hello", "check", "check"]);
  ports[0].answer(0, HELLO);
  ports[0].answer(2, { type: "report", what: 2 });
  ports[0].answer(1, { type: "report", what: 1 });
  assert.equal((await first).reply.what, 1);
  assert.equal((await second).reply.what, 2);
  assert.ok(engine.hello);
});

await test("an older engine, another protocol, a refusal: it does not fit", async () => {
  for (const reply of [{ ...HELLO, program: "certfirst 0.0.9" }, { ...HELLO, version: 2 }, { type: "report" },
    { type: "error", code: "version", fatal: true, message: "" }]) {
    const { engine, ports } = makeEngine();
    const check = engine.ask({ type: "check" });
    ports[0].answer(0, reply);
    assert.equal((await check).problem, "unfit", JSON.stringify(reply));
    assert.ok(ports[0].closed);
  }
});

await test("why there is no engine, by what Thunderbird says", async () => {
  for (const [error, problem] of [[{ message: "No such native application org.certfirst.engine" }, "missing"],
    [{ message: "An unexpected error occurred" }, "missing"], [null, "stopped"]]) {
    const { engine, ports } = makeEngine();
    const check = engine.ask({ type: "check" });
    ports[0].error = error;
    ports[0].lose(ports[0]);
    assert.equal((await check).problem, problem);
  }
});

await test("a dead engine costs one answer, three in a row a rest", async () => {
  const { engine, ports, clock } = makeEngine();
  for (let i = 0; i < 3; i++) {
    const check = engine.ask({ type: "check" });
    ports[i].lose(ports[i]);
    assert.equal((await check).problem, "stopped");
  }
  assert.equal((await engine.ask({ type: "check" })).problem, "stopped");
  assert.equal(ports.length, 3, "it rests");
  clock.time += 10001;
  const check = engine.ask({ type: "check" });
  ports[3].answer(0, HELLO);
  ports[3].answer(1, { type: "report" });
  assert.equal((await check).reply.type, "report");
  assert.equal(engine.deaths, 0);
});

await test("what is no frame is an engine's death, and so is silence", async () => {
  for (const reply of [null, "x", {}, { id: "1", type: "report" }]) {
    const { engine, ports } = makeEngine();
    const check = engine.ask({ type: "check" });
    ports[0].hear(reply);
    assert.equal((await check).problem, "stopped");
  }
  const { engine, clock } = makeEngine();
  const check = engine.ask({ type: "check" }, 100 * 1048576);
  const timer = [...clock.timers.values()].find(({ ms }) => ms > 100000);
  timer.work();
  assert.deepEqual(await check, { problem: "timeout", seconds: 195 });
});

await test("a late frame of a port that was given up is not heard", async () => {
  const { engine, ports } = makeEngine();
  const check = engine.ask({ type: "check" });
  ports[0].lose(ports[0]);
  await check;
  const next = engine.ask({ type: "check" });
  ports[0].hear({ id: engine.lastId, type: "report", old: true });
  ports[1].answer(0, HELLO);
  ports[1].answer(1, { type: "report", old: false });
  assert.equal((await next).reply.old, false);
});

await test("chunks are the file, each but the last without padding", async () => {
  for (const size of [0, 1, 2, 3, 8, 9, 10, 100, 71, 72, 73, 144, 300]) {
    const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 7) % 256);
    const chunks = [];
    await sendChunks(new Blob([bytes]), (text, last) => chunks.push([text, last]), 9);
    assert.deepEqual(Buffer.from(chunks.map(([text]) => text).join(""), "base64"), Buffer.from(bytes));
    assert.deepEqual(chunks.map(([, last]) => last), chunks.map((_, i) => i === chunks.length - 1));
  }
  let count = 0;
  assert.equal(await sendChunks(new Blob([new Uint8Array(300)]), () => ++count < 10, 9), false);
  assert.equal(count, 10, "it stops where nobody wants more");
  const slow = { size: 9 * 8 * 40, asked: 0, open: 0, most: 0 };
  slow.slice = (from, to) => ({ arrayBuffer: async () => {
    slow.most = Math.max(slow.most, ++slow.open);
    await rest();
    slow.open--;
    slow.asked++;
    if (from >= 9 * 8 * 20)
      throw new Error("gone");
    return new ArrayBuffer(Math.min(to, slow.size) - from);
  } });
  count = 0;
  await assert.rejects(sendChunks(slow, () => ++count, 9), /gone/, "a reading that fails is told, and others that fail are not");
  await rest();
  assert.equal(count, 8 * 20);
  assert.ok(slow.most > 1 && slow.most < 10 && slow.asked < 30, "some readings are ahead, not all");
});

await test("a file that is shorter than the folder says lost something", async () => {
  const own = "X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\n";
  assert.ok(await hasWholeSize(new Blob(["abc\n"]), 4));
  assert.ok(await hasWholeSize(new Blob([own, "abc\n"]), 4));
  assert.ok(await hasWholeSize(new Blob([own, "abc\n"]), 3), "a last line end that was missing");
  assert.ok(!await hasWholeSize(new Blob(["abc\n"]), 40));
  assert.ok(!await hasWholeSize(new Blob([own, "abc\n"]), 40));
});

/* A checker over an engine that answers as the test says. */
function makeChecker(answers) {
  const { engine, ports } = makeEngine();
  const turns = new Turns();
  const checker = new Checker(engine, work => turns.queue(work), key => key);
  const asked = [];
  const read = setInterval(() => {
    const port = ports[ports.length - 1];
    while (port && port.sent.length > (port.read || 0)) {
      const frame = port.sent[port.read || 0];
      port.read = (port.read || 0) + 1;
      if (frame.type === "hello")
        port.hear({ ...HELLO, id: frame.id });
      if (frame.type === "check")
        asked.push(frame);
      if (frame.type === "data" && frame.last && (!asked[asked.length - 1].decrypted || frame.part === "decrypted") && answers.length > 0)
        port.hear({ ...answers.shift(), id: frame.id });
    }
  }, 1);
  return { checker, engine, ports, asked, end: () => clearInterval(read) };
}

const mail = (inner = null) => ({
  read: async () => new Blob(["From: a\r\n\r\nb\r\n"]),
  about: async () => ({ place: "folder", exact: true, account: null }),
  decrypt: async () => inner,
});
const REPORT = { type: "report", report: makeReport(), view: makeView() };

await test("a mail that is checked has the engine's words", async () => {
  const { checker, asked, end } = makeChecker([REPORT]);
  const answer = await checker.check(mail(), "ja", { live: true }, () => true);
  end();
  assert.equal(answer.report.headline, makeReport().headline);
  assert.equal(answer.whole, true);
  assert.deepEqual([asked[0].lang, asked[0].view, asked[0].live, asked[0].place, asked[0].exact], ["ja", true, true, "folder", true]);
});

await test("a reply that is not understood is undetermined, never good", async () => {
  for (const reply of [{ type: "report", report: makeReport({ verdict: "invalid" }) }, { type: "cancelled" },
    { type: "error", code: "too-many", message: "", fatal: false }]) {
    const { checker, end } = makeChecker([reply]);
    const answer = await checker.check(mail(), "en", {}, () => true);
    end();
    assert.equal(answer.report.verdict, "undetermined", JSON.stringify(reply));
  }
});

await test("without details there is still the verdict", async () => {
  const { checker, end } = makeChecker([{ ...REPORT, view: null }]);
  const answer = await checker.check(mail(), "en", {}, () => true);
  end();
  assert.equal(answer.report.verdict, "verified");
  assert.deepEqual([answer.view.parts, answer.view.redacted, answer.whole], [[], null, undefined]);
});

await test("a mail that cannot be read is undetermined", async () => {
  const { checker, end } = makeChecker([]);
  const answer = await checker.check({ ...mail(), read: async () => Promise.reject(new Error("gone")) }, "en", {}, () => true);
  end();
  assert.equal(answer.report.detail, "unread");
});

await test("a server that stops is undetermined in the end, and holds up nobody else", async () => {
  const { checker, asked, end } = makeChecker([REPORT, REPORT]);
  checker.reading = { waitMs: 200, lookMs: 5 };
  const stuck = { ...mail(), read: () => new Promise(() => null) };
  let isWanted = true;
  const left = checker.check(stuck, "en", {}, () => isWanted);
  const next = checker.check(mail(), "en", {}, () => true);
  isWanted = false;
  assert.equal(await left, null);
  assert.equal((await next).report.verdict, "verified");
  const background = checker.check(stuck, "en", { background: true }, () => true);
  assert.equal((await checker.check(mail(), "en", {}, () => true)).report.verdict, "verified", "an arrival is not waited for");
  assert.equal((await background).report.detail, "unread");
  end();
  assert.equal(asked.length, 2);
});

await test("nobody waits: nothing is read, nothing is said", async () => {
  const { checker, asked, end } = makeChecker([REPORT]);
  let reads = 0;
  const answer = await checker.check({ ...mail(), read: async () => reads++ }, "en", {}, () => false);
  end();
  assert.deepEqual([answer, reads, asked.length], [null, 0, 0]);
});

await test("of several mails in one place only the last one counts", async () => {
  const turns = new Turns();
  const first = turns.begin(7);
  const other = turns.begin(8);
  const second = turns.begin(7);
  assert.deepEqual([first(), second(), other()], [false, true, true]);
  turns.end(7);
  assert.equal(second(), false);
});

await test("one mail is read at a time, and a failure is not the next one's", async () => {
  const turns = new Turns();
  const log = [];
  const work = name => async () => {
    log.push(`${name} begins`);
    await rest();
    log.push(`${name} ends`);
    if (name === "a")
      throw new Error("a");
  };
  await Promise.allSettled([turns.queue(work("a")), turns.queue(work("b"))]);
  assert.deepEqual(log, ["a begins", "a ends", "b begins", "b ends"]);
});

finish();
