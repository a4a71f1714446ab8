/* actions.js — a button of the details -> what the person wants done with this mail
 *
 * As in the other mail programs, by the same words.  Nothing is sent, and
 * nothing is done without a press.
 */

export class Actions {
  /* @again: tab -> the mail that is shown there is judged anew */
  constructor({ messenger, engine, again }) {
    Object.assign(this, { messenger, engine, again });
  }

  /* @action: as face.js and details.js name it; others do nothing */
  async perform(tabId, { message, answer }, action) {
    const { report, view } = answer;
    const { ribbon } = this.messenger;
    const certificate = /^view-certificate-(\d{1,2})$/.exec(action);
    const table = {
      "copy-report": () => view.redacted && this.copy(tabId, view),
      "save-report": () => view.data && this.save(tabId, view),
      "move-to-junk": () => this.moveToJunk(tabId, message, view),
      report: () => view.redacted && ribbon.compose(view.subject, view.redacted),
      "expect-yes": () => view.expect && this.expect(tabId, view),
    };
    if (certificate && view.certificates[certificate[1]])
      await ribbon.viewCertificate(view.certificates[certificate[1]]);
    else if (Object.prototype.hasOwnProperty.call(table, action))
      await table[action](report);
  }

  async copy(tabId, view) {
    await this.messenger.ribbon.copy(view.redacted);
    await this.messenger.ribbon.say(tabId, view.words.copied);
  }

  async save(tabId, view) {
    const saved = await this.messenger.ribbon.save(tabId, view.file, view.data).catch(() => false);
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
