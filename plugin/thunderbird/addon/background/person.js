/* person.js — the person's mark and choices, asked of a small program that never sees a mail
 *
 * The mark is kept in memory only: in no storage, no log, and never near a
 * message document.
 */
import { makeFace, makeLoading } from "../lib/face.js";
import { makeTrouble } from "../lib/trouble.js";

const PROGRAM = "org.certfirst.person";
/* A mark that was chosen anew shows within this time. */
const FRESH_MS = 20000;
/* As long as view.js waits. */
const LATE_SECONDS = 60;
const NOBODY = { mark: null, options: { mark_dangers: false, mark_colour: "red", mark_rgb: "#e6515b", notify: false, lang: null } };

export class Person {
  constructor(messenger) {
    this.messenger = messenger;
    this.known = null;
    this.loadedAt = 0;
    this.loading = null;
  }

  /* What is known, asked anew now and then; never fails. */
  async load(anew = false) {
    if (this.known && !anew && Date.now() - this.loadedAt < FRESH_MS)
      return this.known;
    if (!this.loading)
      this.loading = this.ask({ type: "person" }).finally(() => (this.loading = null));
    return this.loading;
  }

  async ask(question) {
    const lang = this.messenger.i18n.getUILanguage();
    let answer = null;
    try {
      answer = await this.messenger.runtime.sendNativeMessage(PROGRAM, { ...question, lang });
    } catch (error) {
      answer = null;
    }
    if (answer && answer.type === question.type && answer.options)
      this.known = answer;
    else if (!this.known)
      this.known = { ...NOBODY, lang, loading: this.messenger.i18n.getMessage("loading") };
    this.loadedAt = Date.now();
    await this.prepare();
    return { ...this.known, failed: !answer || answer.type !== question.type };
  }

  choose(options) {
    return this.ask({ type: "choose", mark_dangers: options.mark_dangers, notify: options.notify,
      mark_colour: options.mark_colour, chosen_lang: options.chosen_lang });
  }

  async chooseMark() {
    await this.messenger.runtime.sendNativeMessage(PROGRAM, { type: "choose-mark" }).catch(() => null);
    this.loadedAt = 0;
  }

  /* What the window shows by itself while the engine works, and the column. */
  async prepare() {
    const { loading, mark, lang, options } = this.known;
    if (!this.messenger.ribbon)
      return;
    const column = options.mark_dangers
      ? { name: "Certfirst", text: this.messenger.i18n.getMessage("danger"), colour: options.mark_rgb }
      : null;
    const { report, view } = makeTrouble("timeout", key => this.messenger.i18n.getMessage(key), lang, LATE_SECONDS);
    await this.messenger.ribbon.prepare(makeLoading(loading, mark, lang), makeFace(report, view, mark, { again: true }), column);
  }
}
