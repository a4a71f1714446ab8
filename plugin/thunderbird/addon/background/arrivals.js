/* arrivals.js — mail that has just arrived -> checked at once, in the background
 *
 * Answers from outside are fetched now, and not when the mail is opened; the
 * engine learns of earlier mail only from here.  A danger is told of.
 */
import { findArrivals } from "../lib/arrival.js";
import { Mail } from "./mails.js";

const always = () => true;
const NOTICE = "certfirst-";
const keyOf = folder => `folder ${folder}`;

export class Arrivals {
  constructor({ messenger, checker, person, desk }) {
    Object.assign(this, { messenger, checker, person, desk });
    this.chain = Promise.resolve();
  }

  /* What was kept over a restart. */
  async restore() {
    const { marks = [] } = await this.messenger.storage.local.get("marks");
    if (this.messenger.ribbon)
      await this.messenger.ribbon.setMarks(marks);
  }

  /* One folder after the other, one mail after the other. */
  take(folder, list) {
    this.chain = this.chain.then(() => this.takeAll(list)).catch(error => console.error(error));
    return this.chain;
  }

  async takeAll(list) {
    const messages = [...list.messages];
    for (let id = list.id; id;) {
      const page = await this.messenger.messages.continueList(id);
      messages.push(...page.messages);
      id = page.id;
    }
    for (const message of await this.choose(messages))
      await this.check(message);
  }

  async choose(messages) {
    /* Without the Experiment nothing tells a first listing from an arrival. */
    if (!this.messenger.ribbon)
      return [];
    const origins = await Promise.all(messages.map(message => this.messenger.ribbon.origin(message.id)));
    const found = messages.map((message, i) => ({ message, origin: origins[i] })).filter(({ origin }) => origin);
    if (found.length === 0)
      return [];
    const key = keyOf(found[0].origin.folder);
    const known = (await this.messenger.storage.local.get(key))[key];
    const { arrived, state } = findArrivals(known, found.map(({ origin }) => origin), Date.now());
    if (state)
      await this.messenger.storage.local.set({ [key]: state });
    return arrived.map(i => found[i].message);
  }

  async check(message) {
    const { options, lang } = await this.person.load();
    const mail = new Mail(this.messenger, message);
    const answer = await this.checker.check(mail, options.lang || lang, { live: true, background: true }, always);
    if (!answer)
      return;
    await this.desk.setMark(message, answer.report);
    if (answer.report.severity === "danger" && options.notify)
      await this.tell(message, answer.report);
  }

  async tell(message, report) {
    await this.messenger.notifications.create(`${NOTICE}${message.id}`, {
      type: "basic", iconUrl: "icons/certfirst-missing-certificate.svg", title: report.ribbon.accessible_name,
      message: [report.detail, report.sender && report.sender.address].filter(Boolean).join("\n"),
    });
  }

  async open(id) {
    if (id.startsWith(NOTICE))
      await this.messenger.messageDisplay.open({ messageId: Number(id.slice(NOTICE.length)), active: true });
  }
}
