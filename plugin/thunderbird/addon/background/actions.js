/* actions.js — a button of the details -> what the person wants done with this mail
 *
 * As in the other mail programs, by the same words.  Nothing is sent, and
 * nothing is done without a press.
 */
import { isExport } from "../lib/report.js";
import { makeExport } from "../lib/export.js";

export class Actions {
  /* @again: tab -> the mail that is shown there is judged anew */
  constructor({ messenger, engine, again }) {
    Object.assign(this, { messenger, engine, again });
  }

  /**
   * @action: as face.js, details.js and export.js name it; others do nothing
   * @given: (nullable): { text, file }: the report as it was seen beside the button
   */
  async perform(tabId, { message, answer }, action, given) {
    const { report, view } = answer;
    const { ribbon } = this.messenger;
    const certificate = /^view-certificate-(\d{1,2})$/.exec(action);
    const table = {
      export: () => this.offer(tabId, message, answer),
      "copy-report": () => this.copy(tabId, view, given ? given.text : view.redacted),
      "save-report": () => given && this.save(tabId, view, given),
      "write-report": () => given && ribbon.compose(view.subject, "", given),
      "move-to-junk": () => this.moveToJunk(tabId, message, view),
      report: () => view.redacted && ribbon.compose(view.subject, view.redacted),
      "expect-yes": () => view.expect && this.expect(tabId, view),
    };
    if (certificate && view.certificates[certificate[1]])
      await ribbon.viewCertificate(view.certificates[certificate[1]]);
    else if (Object.prototype.hasOwnProperty.call(table, action))
      await table[action](report);
  }

  /* The engine makes them when somebody looks: few do. */
  async offer(tabId, message, answer) {
    const forms = await this.listForms(answer);
    await this.messenger.ribbon.offer(tabId, message.id, makeExport(forms, answer.view, { save: true, compose: true }));
  }

  /* Every form of a report, redacted and with everything; null where the engine gave none. */
  async listForms({ report, whole }) {
    const { reply } = whole ? await this.engine.ask({ type: "export", report }) : {};
    return reply && reply.type === "export" && isExport(reply.export) ? reply.export : null;
  }

  async copy(tabId, view, text) {
    if (!text)
      return;
    await this.messenger.ribbon.copy(text);
    await this.messenger.ribbon.say(tabId, view.words.copied);
  }

  async save(tabId, view, { text, file }) {
    const saved = await this.messenger.ribbon.save(tabId, file, text).catch(() => false);
    if (saved !== null)
      await this.messenger.ribbon.say(tabId, saved ? view.words.saved : view.words.not_saved);
  }

  /* Where it worked another mail is shown now. */
  async moveToJunk(tabId, message, view) {
    const moved = await this.messenger.ribbon.junk(message.id).catch(() => false);
    if (!moved)
      await this.messenger.ribbon.say(tabId, view.words.not_moved);
  }

  /* The engine writes the rule, and refuses an address that would not count. */
  async expect(tabId, view) {
    const { reply } = await this.engine.ask({ type: "expect", address: view.expect.address });
    if (reply && reply.type === "settings")
      await this.again(tabId);
    else
      await this.messenger.ribbon.say(tabId, `${view.words.not_written} ${(reply && reply.message) || ""}`);
  }
}
