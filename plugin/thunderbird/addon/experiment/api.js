/* api.js — the Experiment: what the add-on may do in Thunderbird's own window, and nothing more
 *
 * It has full rights, so it takes only data: trees that build.js checks, ids,
 * files.  It knows no verdict and asks no engine.
 */
/* global ExtensionCommon, ExtensionSupport, IOUtils, PathUtils, Services, Cu, Cc, Ci, Components, ChromeUtils */
/* exported ribbon */

const certfirstScope = { ChromeUtils, Services, Cc, Ci, Components, console };

ChromeUtils.defineESModuleGetters(certfirstScope, {
  ExtensionSupport: "resource:///modules/ExtensionSupport.sys.mjs",
  MailServices: "resource:///modules/MailServices.sys.mjs",
});
Cu.importGlobalProperties(["atob", "File", "TextDecoder"]);

/* Thunderbird loads scripts with full rights only from addresses that it knows as its own. */
const certfirstHost = "certfirst-experiment";
const certfirstProtocol = Services.io.getProtocolHandler("resource").QueryInterface(Ci.nsIResProtocolHandler);

/* The other files of the Experiment; read anew each time, so that an update needs no restart. */
function certfirstLoad(extension) {
  const folder = Services.io.newURI("experiment/", null, extension.rootURI);
  certfirstProtocol.setSubstitution(certfirstHost, folder);
  Object.assign(certfirstScope, { atob, File, TextDecoder, IOUtils, PathUtils });
  for (const name of ["build", "choice", "view", "listed", "mail", "column", "act"])
    Services.scriptloader.loadSubScriptWithOptions(`resource://${certfirstHost}/${name}.js`,
      { target: certfirstScope, ignoreCache: true });
}

/* The about:message window of a tab; null while it shows something else. */
function certfirstWindow(extension, tabId) {
  const tab = extension.tabManager.get(tabId, null);
  const native = tab && tab.nativeTab;
  if (!native)
    return null;
  if (native.messageBrowser)
    return native.messageBrowser.contentWindow;
  const mode = native.mode && native.mode.name;
  const inner = native.chromeBrowser && native.chromeBrowser.contentWindow;
  if (mode === "mail3PaneTab")
    return inner && inner.messageBrowser ? inner.messageBrowser.contentWindow : null;
  return mode === "mailMessageTab" ? inner : null;
}

/* The tab of an about:message window; -1 where it has gone. */
function certfirstTab(extension, win) {
  for (const tab of extension.tabManager.query())
    if (certfirstWindow(extension, tab.id) === win)
      return tab.id;
  return -1;
}

/* The message that a window shows and has loaded: what is selected may be ahead of it.  -1 for none. */
function certfirstMessage(extension, win) {
  const shown = win && win.gMessage && win.msgLoaded && extension.messageManager.convert(win.gMessage);
  return shown ? shown.id : -1;
}

this.ribbon = class extends ExtensionCommon.ExtensionAPIPersistent {
  constructor(extension) {
    super(extension);
    /* A press wakes a background page that sleeps. */
    this.PERSISTENT_EVENTS = {
      onAction: ({ fire }) => {
        const listener = async (...given) => {
          if (fire.wakeup)
            await fire.wakeup();
          fire.async(...given);
        };
        this.listeners.add(listener);
        return {
          unregister: () => this.listeners.delete(listener),
          convert: newFire => (fire = newFire),
        };
      },
    };
  }

  onStartup() {
    this.begin();
  }

  begin() {
    if (this.view)
      return;
    const { extension } = this;
    certfirstLoad(extension);
    this.listeners = new Set();
    this.mail = certfirstScope.certfirstMail;
    this.act = certfirstScope.certfirstAct;
    this.column = new certfirstScope.CertfirstColumn({ id: "certfirstDanger", nameOf: this.mail.nameOf });
    this.view = new certfirstScope.CertfirstView({
      key: extension.id,
      build: certfirstScope.certfirstBuild,
      choice: certfirstScope.certfirstChoice,
      styleUrl: extension.rootURI.resolve("pages/ribbon.css"),
      tabOf: win => certfirstTab(extension, win),
      messageOf: win => certfirstMessage(extension, win),
      onAction: (...given) => this.listeners.forEach(listener => listener(...given)),
    });
    this.listed = new certfirstScope.CertfirstListed(extension.id);
    this.view.start();
    this.listed.start();
  }

  onShutdown(isAppShutdown) {
    if (isAppShutdown && this.act)
      this.act.cleanUp();
    if (isAppShutdown || !this.view)
      return;
    this.view.stop();
    this.listed.stop();
    this.column.show(null);
    certfirstProtocol.setSubstitution(certfirstHost, null);
    Services.obs.notifyObservers(null, "startupcache-invalidate");
  }

  /* What the functions share. */
  getTools() {
    const { extension } = this;
    const windowOf = tabId => certfirstWindow(extension, tabId);
    const headerOf = messageId => {
      const hdr = extension.messageManager.get(messageId);
      return hdr && hdr.folder ? hdr : null;
    };
    return { windowOf, headerOf };
  }

  getDrawing() {
    const { column, extension, view } = this;
    const { windowOf } = this.getTools();
    return {
      async prepare(loading, late, shownColumn) {
        Object.assign(view, { loadingTree: loading, lateTree: late });
        column.show(shownColumn);
      },
      async draw(tabId, messageId, tree) {
        const win = windowOf(tabId);
        return Boolean(win) && view.take(win, messageId, tree);
      },
      async shown(tabId) {
        return certfirstMessage(extension, windowOf(tabId));
      },
      async clear(tabId) {
        const win = windowOf(tabId);
        if (win)
          view.remove(win);
      },
      async perform(tabId, action) {
        const win = windowOf(tabId);
        return Boolean(win) && view.perform(win, action);
      },
      async offer(tabId, messageId, trees) {
        const win = windowOf(tabId);
        if (win)
          view.offer(win, messageId, trees);
      },
      async say(tabId, text) {
        const win = windowOf(tabId);
        if (win)
          view.say(win, text);
      },
      async copy(text) {
        Cc["@mozilla.org/widget/clipboardhelper;1"].getService(Ci.nsIClipboardHelper).copyString(text);
      },
    };
  }

  getActing() {
    const { act } = this;
    const { windowOf, headerOf } = this.getTools();
    return {
      async junk(messageId) {
        const hdr = headerOf(messageId);
        return Boolean(hdr) && act.junk(hdr);
      },
      compose: act.compose,
      viewCertificate: act.viewCertificate,
      async save(tabId, name, text) {
        const win = windowOf(tabId);
        return win ? act.save(win, name, text) : null;
      },
    };
  }

  getReading() {
    const { column, listed, mail } = this;
    const { headerOf } = this.getTools();
    const withHeader = work => async (messageId, ...more) => {
      const hdr = headerOf(messageId);
      return hdr ? work(hdr, ...more) : null;
    };
    return {
      raw: withHeader(mail.readStream),
      origin: withHeader(hdr => mail.describe(hdr, listed.find(hdr.folder))),
      mark: withHeader((hdr, danger) => {
        column.set(mail.nameOf(hdr), danger);
        return mail.nameOf(hdr);
      }),
      async decrypt(file) {
        return mail.decrypt(file);
      },
      async setMarks(names) {
        column.setAll(names);
      },
    };
  }

  getAPI(context) {
    this.begin();
    return {
      ribbon: {
        ...this.getDrawing(),
        ...this.getActing(),
        ...this.getReading(),
        onAction: new ExtensionCommon.EventManager({ context, module: "ribbon", event: "onAction", extensionApi: this }).api(),
      },
    };
  }
};
