/* listed.js — what each folder held when it was first listed: such mail is old, however new its telling
 *
 * Thunderbird tells of the mail of a first listing together with what comes
 * soon after it, so the line between the two is drawn here, at the moment
 * when the listing ends.  Only numbers of messages are looked at.
 */
/* global Ci, ExtensionSupport, MailServices */

/* Thunderbird's "not known" of such numbers. */
const certfirstNoValidity = 0xffffffff;
const certfirstMainChrome = ["chrome://messenger/content/messenger.xhtml"];

function certfirstIsServer(folder) {
  return folder.server.type === "imap";
}

/* UIDVALIDITY (RFC 3501 section 2.3.1.1); 0 for a folder of this computer, and where it is not known. */
function certfirstValidity(folder) {
  if (!certfirstIsServer(folder))
    return 0;
  const { imapUidValidity } = folder.msgDatabase.dBFolderInfo;
  return imapUidValidity < certfirstNoValidity ? imapUidValidity : 0;
}

/* The next number that the server will give, as it said when the folder was opened (UIDNEXT); 0: not known. */
function certfirstNextUid(folder) {
  const next = certfirstIsServer(folder) ? folder.QueryInterface(Ci.nsIMsgImapMailFolder).serverNextUID : 0;
  return next > 0 && next < certfirstNoValidity ? next : 0;
}

/* { validity, highest }; null for a folder that was never listed. */
function certfirstLook(folder) {
  try {
    const { highWater } = folder.msgDatabase.dBFolderInfo;
    const validity = certfirstValidity(folder);
    const isListed = certfirstIsServer(folder) ? validity > 0 : highWater > 0;
    return isListed ? { validity, highest: Math.max(highWater, certfirstNextUid(folder) - 1) } : null;
  } catch (error) {
    /* It has no list of messages yet, or one that must be made again. */
    return null;
  }
}

this.CertfirstListed = class {
  /* @key: of the listener, one for each add-on */
  constructor(key) {
    this.key = `${key}-listed`;
    /* URI of a folder -> { validity, highest } */
    this.folders = new Map();
  }

  /* Inboxes as the last run left them are read before anything is fetched: with Thunderbird's window. */
  start() {
    MailServices.mailSession.AddFolderListener(this, Ci.nsIFolderListener.event);
    ExtensionSupport.registerWindowListener(this.key, { chromeURLs: certfirstMainChrome, onLoadWindow: () => this.readInboxes() });
  }

  stop() {
    MailServices.mailSession.RemoveFolderListener(this);
    ExtensionSupport.unregisterWindowListener(this.key);
  }

  readInboxes() {
    MailServices.accounts.allServers.filter(server => ["imap", "pop3"].includes(server.type))
      .map(server => server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox))
      .forEach(folder => folder && this.keep(folder, certfirstLook(folder)));
  }

  /* Only the first look counts, until the server numbers its messages anew. */
  keep(folder, look) {
    const kept = this.folders.get(folder.URI);
    if (look && (!kept || kept.validity !== look.validity))
      this.folders.set(folder.URI, look);
  }

  /* nsIFolderListener: a listing has ended, well or not.  Without the server's own number it may have been cut short. */
  onFolderEvent(folder, event) {
    if (event === "FolderLoaded" && certfirstIsServer(folder) && certfirstNextUid(folder) > 0)
      this.keep(folder, certfirstLook(folder));
  }

  /* { validity, highest }: what is up to there is old; null where nothing is known. */
  find(folder) {
    return this.folders.get(folder.URI) || null;
  }
};
