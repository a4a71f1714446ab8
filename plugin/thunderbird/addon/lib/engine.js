/* engine.js — one running engine: frames in and out (docs/protocol.md)
 *
 * Every question gets exactly one answer: a reply of the engine, or why there
 * is none.  An engine that died is started again with the next question, but
 * not for ever.
 */
import { isNewEnough } from "./report.js";

const PROTOCOL = 1;
const LIMITS = { deaths: 3, restMs: 10000, waitMs: 45000, perMiBMs: 1500, missingMs: 3000 };

/* Why a port closed, by what Thunderbird says of it. */
function findReason(port) {
  const text = port && port.error ? String(port.error.message || port.error) : "";
  return /No such native application|unexpected error/i.test(text) ? "missing" : "stopped";
}

export class Engine {
  /**
   * @connect: () -> port with postMessage, disconnect, onMessage, onDisconnect
   * @version: of the add-on; an older engine does not fit
   * @clock: { now, set, clear }, for tests
   */
  constructor(connect, version, clock = {}) {
    this.connect = connect;
    this.version = version;
    this.now = clock.now || (() => Date.now());
    this.set = clock.set || ((work, ms) => setTimeout(work, ms));
    this.clear = clock.clear || (timer => clearTimeout(timer));
    this.open = new Map();
    this.port = null;
    this.lastId = 0;
    this.deaths = 0;
    this.restsUntil = 0;
    this.hello = null;
    this.problem = null;
  }

  /* The port, connected and greeted; null while it rests. */
  start() {
    if (this.port)
      return this.port;
    if (this.now() < this.restsUntil)
      return null;

    const port = this.connect();
    this.port = port;
    this.hello = null;
    port.onMessage.addListener(reply => this.port === port && this.receive(reply));
    port.onDisconnect.addListener(gone => this.port === port && this.bury(findReason(gone)));
    this.greet();
    return this.port;
  }

  greet() {
    this.ask({ type: "hello", version: PROTOCOL, client: "thunderbird" }).then(({ reply, problem }) => {
      if (problem)
        return;
      if (reply.type === "hello" && reply.version === PROTOCOL && isNewEnough(reply.program, this.version))
        this.hello = reply;
      else
        this.bury("unfit");
    });
  }

  post(frame) {
    try {
      this.port.postMessage(frame);
      return true;
    } catch (error) {
      this.bury(findReason(this.port));
      return false;
    }
  }

  /**
   * Sends one question.  @bytes: how much it will take, for the time that is waited.
   * Resolves to { reply } or { problem, seconds }; @out_id gets the id, for chunks and cancel().
   */
  ask(frame, bytes = 0, outId = () => null) {
    const id = ++this.lastId;
    const waitMs = LIMITS.waitMs + Math.ceil(bytes / 1048576) * LIMITS.perMiBMs;
    return new Promise(resolve => {
      if (!this.start()) {
        resolve({ problem: this.problem || "stopped" });
        return;
      }
      const timer = this.set(() => this.bury("timeout", Math.round(waitMs / 1000)), waitMs);
      this.open.set(id, { resolve, timer });
      outId(id);
      this.post({ ...frame, id });
    });
  }

  /* The next chunk of a check; false when nobody waits for it any more.  @part: "message" or "decrypted" */
  sendChunk(id, bytes, last, part = "message") {
    return this.open.has(id) && this.post({ id, type: "data", part, bytes, last });
  }

  cancel(id) {
    if (this.open.has(id))
      this.post({ id, type: "cancel" });
  }

  settle(id, answer) {
    const entry = this.open.get(id);
    if (!entry)
      return;
    this.open.delete(id);
    this.clear(entry.timer);
    entry.resolve(answer);
  }

  receive(reply) {
    if (reply === null || typeof reply !== "object" || !Number.isSafeInteger(reply.id) || typeof reply.type !== "string") {
      this.bury("stopped");
      return;
    }
    if (reply.type === "error" && reply.fatal === true) {
      this.bury("unfit");
      return;
    }
    if (reply.type === "report") {
      this.deaths = 0;
      this.problem = null;
    }
    this.settle(reply.id, { reply });
  }

  /* Everybody who waits hears why; the next question starts another engine. */
  bury(problem, seconds = 0) {
    const { port } = this;
    this.port = null;
    this.hello = null;
    this.problem = problem;
    this.deaths++;
    /* What is missing or does not fit is looked for again soon: a person may be installing it. */
    if (problem === "missing" || problem === "unfit")
      this.restsUntil = this.now() + LIMITS.missingMs;
    else if (this.deaths >= LIMITS.deaths)
      this.restsUntil = this.now() + LIMITS.restMs;
    for (const id of [...this.open.keys()])
      this.settle(id, { problem, seconds });
    try {
      port.disconnect();
    } catch (error) {
      /* It is gone already. */
    }
  }
}
