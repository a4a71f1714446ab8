/* act.js — what a person asked for with a button of the details -> Thunderbird's own commands */
/* global Cc, Ci, Components, ChromeUtils, MailServices, Services, IOUtils */

const { MailUtils: certfirstMailUtils } = ChromeUtils.importESModule("resource:///modules/MailUtils.sys.mjs");
/* A certificate is text in an address; longer ones are no certificates. */
const certfirstCertificateChars = 100000;

function certfirstMainWindow() {
  return Services.wm.getMostRecentWindow("mail:3pane");
}

/* Where Thunderbird itself moves what a person calls junk: the account's folder, else its trash. */
function certfirstFindJunk({ server, rootFolder }) {
  const { Junk, Trash } = Ci.nsMsgFolderFlags;
  const uri = server.spamSettings.spamFolderURI;
  return rootFolder.getFolderWithFlags(Junk) || (uri ? certfirstMailUtils.getExistingFolder(uri) : null) ||
    rootFolder.getFolderWithFlags(Trash);
}

/* Tells whether a move ended well. */
function certfirstCopyListener(resolve) {
  return {
    QueryInterface: ChromeUtils.generateQI(["nsIMsgCopyServiceListener"]),
    onStartCopy() {},
    onProgress() {},
    setMessageKey() {},
    getMessageId: () => null,
    onStopCopy: status => resolve(Components.isSuccessCode(status)),
  };
}

this.certfirstAct = {
  async junk(hdr) {
    const { folder } = hdr;
    const junk = certfirstFindJunk(folder);
    if (!junk || junk === folder)
      return false;
    const win = certfirstMainWindow();
    MailServices.junk.setMessageClassification(folder.getUriForMsg(hdr), null, Ci.nsIJunkMailPlugin.JUNK,
      win && win.msgWindow, null);
    folder.msgDatabase.setStringProperty(hdr.messageKey, "junkscore", Ci.nsIJunkMailPlugin.IS_SPAM_SCORE);
    folder.msgDatabase.setStringProperty(hdr.messageKey, "junkscoreorigin", "user");
    return new Promise(resolve =>
      MailServices.copy.copyMessages(folder, [hdr], junk, true, certfirstCopyListener(resolve), win && win.msgWindow, true));
  },

  /* What is seen is what would be sent; it has no recipient yet. */
  async compose(subject, text) {
    const params = Cc["@mozilla.org/messengercompose/composeparams;1"].createInstance(Ci.nsIMsgComposeParams);
    const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
    fields.subject = subject;
    fields.body = text;
    fields.forcePlainText = true;
    params.type = Ci.nsIMsgCompType.New;
    params.format = Ci.nsIMsgCompFormat.PlainText;
    params.composeFields = fields;
    params.identity = MailServices.accounts.defaultAccount ? MailServices.accounts.defaultAccount.defaultIdentity : null;
    MailServices.compose.OpenComposeWindowWithParams(null, params);
  },

  async viewCertificate(der) {
    if (der.length > certfirstCertificateChars || !/^[A-Za-z0-9+/]+=*$/.test(der))
      return false;
    const win = certfirstMainWindow();
    win.openContentTab(`about:certificate?cert=${encodeURIComponent(der)}`);
    win.focus();
    return true;
  },

  async save(win, name, text) {
    const picker = Cc["@mozilla.org/filepicker;1"].createInstance(Ci.nsIFilePicker);
    picker.init(win.browsingContext, "", Ci.nsIFilePicker.modeSave);
    picker.defaultString = name;
    picker.defaultExtension = "json";
    const answer = await new Promise(resolve => picker.open(resolve));
    if (answer === Ci.nsIFilePicker.returnCancel)
      return null;
    await IOUtils.writeUTF8(picker.file.path, text);
    return true;
  },
};
