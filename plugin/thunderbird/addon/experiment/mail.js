/* mail.js — a message of Thunderbird -> its bytes, where it lies, its inside
 *
 * Bytes are read from the folder itself: the WebExtension call loses what
 * follows a NUL.  Nothing is written anywhere.
 */
/* global Cc, Ci, Components, ChromeUtils, MailServices, certfirstIsServer, certfirstValidity */

const certfirstFile = { name: "message.eml", options: { type: "message/rfc822" } };
/* A sealed message is taken into memory whole, and the decoder takes an array of numbers. */
const certfirstSealedBytes = 32 * 1024 * 1024;
/* The base64 body of a message that is one enveloped part; null for any other. */
function certfirstFindSealed(text) {
  const end = /\r?\n\r?\n/.exec(text);
  const head = end ? text.slice(0, end.index).replace(/\r?\n[ \t]+/g, " ") : "";
  if (!/^content-type:\s*application\/(x-)?pkcs7-mime\b/im.test(head) || !/^content-transfer-encoding:\s*base64\s*$/im.test(head))
    return null;
  return text.slice(end.index + end[0].length).replace(/[^A-Za-z0-9+/=]/g, "");
}

/* user@incoming-host, as policies name an account.  The host's name has had two spellings since Thunderbird 140. */
function certfirstAccount({ username, hostname, hostName }) {
  const host = hostname || hostName;
  return username && host ? `${username}@${host}` : null;
}

/* Collects a stream; settles once. */
function certfirstListener(resolve, reject) {
  const parts = [];
  return {
    QueryInterface: ChromeUtils.generateQI(["nsIStreamListener"]),
    onStartRequest() {},
    onDataAvailable(request, stream, offset, count) {
      const binary = Cc["@mozilla.org/binaryinputstream;1"].createInstance(Ci.nsIBinaryInputStream);
      const buffer = new ArrayBuffer(count);
      binary.setInputStream(stream);
      binary.readArrayBuffer(count, buffer);
      parts.push(buffer);
    },
    onStopRequest(request, status) {
      if (Components.isSuccessCode(status))
        resolve(new File(parts, certfirstFile.name, certfirstFile.options));
      else
        reject(new Error(`certfirst: reading failed, ${status}`));
    },
  };
}

this.certfirstMail = {
  /* The bytes as the folder holds them. */
  readStream(hdr) {
    const uri = hdr.folder.getUriForMsg(hdr);
    return new Promise((resolve, reject) =>
      MailServices.messageServiceFromURI(uri).streamMessage(uri, certfirstListener(resolve, reject), null, null, false, ""));
  },

  /* A name for one mail in one folder, for marks. */
  nameOf(hdr) {
    return `${hdr.folder.URI}#${certfirstValidity(hdr.folder)}#${hdr.messageKey}`;
  },

  /* @listed: { validity, highest } of its folder, or null */
  describe(hdr, listed) {
    const { folder } = hdr;
    const { Drafts, Queue, Templates } = Ci.nsMsgFolderFlags;
    const server = certfirstIsServer(folder);
    return {
      folder: folder.URI,
      server,
      account: server ? certfirstAccount(folder.server) : null,
      key: hdr.messageKey,
      validity: certfirstValidity(folder),
      read: hdr.isRead,
      listed,
      unsent: folder.isSpecialFolder(Drafts | Queue | Templates, false),
    };
  },

  /* What an enveloped message holds; null where it is none or its key is not here. */
  async decrypt(file) {
    const sealed = file.size <= certfirstSealedBytes &&
      certfirstFindSealed(new TextDecoder("latin1").decode(await file.arrayBuffer()));
    if (!sealed)
      return null;
    const der = Uint8Array.from(atob(sealed), letter => letter.charCodeAt(0));
    const inner = Cc["@mozilla.org/nsCMSDecoderJS;1"].createInstance(Ci.nsICMSDecoderJS).decrypt(der);
    return inner.length > 0 ? new File([Uint8Array.from(inner)], certfirstFile.name, certfirstFile.options) : null;
  },
};
