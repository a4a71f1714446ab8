/* mails.js — a message of Thunderbird -> its bytes and what is known of it (docs/protocol.md, "check")
 *
 * There is no time of arrival: neither the Date field nor what Thunderbird
 * calls "received" was said by a server.
 */
import { hasWholeSize } from "../lib/bytes.js";

export class Mail {
  constructor(messenger, message) {
    this.messenger = messenger;
    this.message = message;
    this.origin = undefined;
  }

  async getOrigin() {
    if (this.origin === undefined)
      this.origin = this.messenger.ribbon ? await this.messenger.ribbon.origin(this.message.id) : null;
    return this.origin;
  }

  /* The folder's own bytes where the Experiment gives them, else what Thunderbird hands to every add-on. */
  async read() {
    const own = this.messenger.ribbon && !this.message.external ? await this.messenger.ribbon.raw(this.message.id) : null;
    this.isOwn = Boolean(own);
    return own || this.messenger.messages.getRaw(this.message.id, { data_format: "File" });
  }

  /* Without an Experiment nothing says which server a folder is of, so no account is told. */
  async about(file) {
    const { external, size } = this.message;
    const origin = await this.getOrigin();
    const exact = this.isOwn || await hasWholeSize(file, size);
    if (external || !origin)
      return { place: external ? "file" : "folder", exact, account: null };
    return { place: origin.server ? "server-folder" : "folder", exact, account: origin.account };
  }

  async decrypt(file) {
    return this.messenger.ribbon ? this.messenger.ribbon.decrypt(file) : null;
  }
}
