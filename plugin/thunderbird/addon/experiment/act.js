/* act.js — what a person asked for with a button of the details -> Thunderbird's own commands */
/* global Cc, Ci, Components, ChromeUtils, MailServices, Services, IOUtils, PathUtils */

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

/* Folders with reports that were attached. */
const certfirstAttached = [];

/* Thunderbird attaches files only: one in a folder that nobody else can open, until Thunderbird ends. */
async function certfirstMakeAttachment({ file, text }) {
  const attachment = Cc["@mozilla.org/messengercompose/attachment;1"].createInstance(Ci.nsIMsgAttachment);
  const folder = await IOUtils.createUniqueDirectory(PathUtils.tempDir, "certfirst", 0o700);
  const path = PathUtils.join(folder, file);
  await IOUtils.writeUTF8(path, text);
  certfirstAttached.push(await IOUtils.getDirectory(folder));
  /* Also where the add-on is switched off or updated before that. */
  const launcher = Cc["@mozilla.org/uriloader/external-helper-app-service;1"].getService(Ci.nsPIExternalAppLauncher);
  launcher.deleteTemporaryFileOnExit(await IOUtils.getFile(path));
  attachment.name = file;
  attachment.url = PathUtils.toFileURI(path);
  return attachment;
}

this.certfirstAct = {
  /* When Thunderbird ends: what was written for new mails is gone. */
  cleanUp() {
    for (const folder of certfirstAttached.splice(0))
      try {
        folder.remove(true);
      } catch (error) {
        console.error(error);
      }
  },

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
  async compose(subject, text, attached) {
    const params = Cc["@mozilla.org/messengercompose/composeparams;1"].createInstance(Ci.nsIMsgComposeParams);
    const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
    fields.subject = subject;
    fields.body = text;
    fields.forcePlainText = true;
    if (attached)
      fields.addAttachment(await certfirstMakeAttachment(attached));
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
    picker.defaultExtension = name.replace(/^.*\./, "");
    const answer = await new Promise(resolve => picker.open(resolve));
    if (answer === Ci.nsIFilePicker.returnCancel)
      return null;
    /* It may name persons: nobody else of this computer is to read it. */
    if (!picker.file.exists())
      picker.file.create(Ci.nsIFile.NORMAL_FILE_TYPE, 0o600);
    await IOUtils.writeUTF8(picker.file.path, text);
    return true;
  },
};
