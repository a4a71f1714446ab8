/* checker.js — one message -> what its ribbon says: asks the engine, and never fails */
import { sendChunks } from "./bytes.js";
import { isReport, isView } from "./report.js";
import { makeTrouble } from "./trouble.js";

/* A server that stopped must not hold up other mail; nor does one whose mail nobody waits for any more. */
const READ = { waitMs: 60000, lookMs: 250 };

/* What @work gives, as long as it comes in time and is wanted. */
async function within(work, isWanted, { waitMs, lookMs } = READ) {
  let timer = 0;
  const end = Date.now() + waitMs;
  const over = new Promise((resolve, reject) => {
    timer = setInterval(() => (isWanted() && Date.now() < end) || reject(new Error("certfirst: not read")), lookMs);
  });
  return Promise.race([work, over]).finally(() => clearInterval(timer));
}

/* Whether the whole mail is one enveloped part: only that is sent a second time, opened. */
function isSealed(report) {
  return Boolean(report.smime) && report.smime.form === "encrypted";
}

export class Checker {
  /**
   * @engine: an Engine
   * @queue: work -> promise: one message is read and sent at a time
   * @say: key -> text in the program's own language
   * @read: for tests: how long a mail is waited for
   */
  constructor(engine, queue, say, read = READ) {
    Object.assign(this, { engine, queue, say, reading: read });
  }

  trouble(problem, lang, seconds) {
    return makeTrouble(problem, this.say, lang, seconds);
  }

  /**
   * @mail: { read(), about(), decrypt(file) }: how to get the bytes, what is known of it, the inner part
   * @asked: members of the check: live, background, asked
   * @isWanted: whether anybody still waits
   *
   * Resolves to { report, view, whole }; null when nobody waits any more.  Only a whole one can be exported.
   */
  async check(mail, lang, asked, isWanted) {
    let file = null;
    const first = await this.ask(async () => {
      file = await mail.read();
      return { about: await mail.about(file), file };
    }, lang, asked, isWanted);

    if (!first || !file || !first.report || !isSealed(first.report))
      return first;
    return await this.checkInner(mail, file, { lang, asked, isWanted }) || first;
  }

  /* The same mail with what Thunderbird could open; null when it could not. */
  async checkInner(mail, file, { lang, asked, isWanted }) {
    const inner = isWanted() ? await within(mail.decrypt(file), isWanted, this.reading).catch(() => null) : null;
    if (!inner)
      return null;
    return this.ask(async () => ({ about: await mail.about(file), file, inner }), lang, asked, isWanted);
  }

  async ask(prepare, lang, asked, isWanted) {
    let answer = null;
    let id = 0;
    /* Mails that arrive come one after the other anyhow, and the one that is looked at does not wait for them. */
    const queue = asked.background ? work => work() : this.queue;
    try {
      await queue(async () => {
        if (!isWanted())
          return;
        const { about, file, inner } = await within(prepare(), isWanted, this.reading);
        const frame = { type: "check", from: "data", lang, view: true, ...asked, ...about };
        if (inner)
          frame.decrypted = true;
        answer = this.engine.ask(frame, file.size, given => (id = given));
        await this.send(id, file, inner, isWanted);
      });
    } catch (error) {
      this.engine.cancel(id);
      return isWanted() ? this.trouble("unread", lang) : null;
    }
    return answer === null ? null : this.read(await answer, lang, isWanted);
  }

  async send(id, file, inner, isWanted) {
    const step = part => (bytes, last) => {
      if (!isWanted())
        this.engine.cancel(id);
      return isWanted() && this.engine.sendChunk(id, bytes, last, part);
    };
    if (await sendChunks(file, step("message")) && inner)
      await sendChunks(inner, step("decrypted"));
  }

  read({ reply, problem, seconds }, lang, isWanted) {
    if (!isWanted())
      return null;
    if (problem)
      return this.trouble(problem, lang, seconds);
    if (reply.type !== "report" || !isReport(reply.report)) {
      this.engine.bury("stopped");
      return this.trouble("stopped", lang);
    }
    /* Without details there is still the verdict. */
    if (isView(reply.view))
      return { report: reply.report, view: reply.view, whole: true };
    return { report: reply.report, view: { ...this.trouble("stopped", lang).view, parts: [], summary: [], redacted: null } };
  }
}
