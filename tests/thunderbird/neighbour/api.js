/* api.js — an Experiment that uses every place of the message header that such add-ons use
 *
 * A row of its own, a sign beside the sender, a colour and a tip on the sender,
 * a listener of the header's own list; and it has the header laid out anew.
 */
/* global ExtensionCommon, Services */

const ROW = "neighbourRow";
const SIGN = "neighbourSign";
const TIP = "neighbourTip";

function findWindow(extension, tabId) {
  const native = extension.tabManager.get(tabId).nativeTab;
  const win = native.chromeBrowser ? native.chromeBrowser.contentWindow : native;
  return win.messageBrowser ? win.messageBrowser.contentWindow : win;
}

function addRow(document) {
  const row = document.createElement("div");
  row.id = ROW;
  row.className = "message-header-row";
  document.getElementById("extraHeadersArea").before(row);
  return row;
}

function addSign(document) {
  const list = document.getElementById("expandedfromBox").recipientsList;
  const wrapper = document.createElement("div");
  const sign = document.createElement("span");
  sign.id = SIGN;
  sign.textContent = "*";
  wrapper.style.display = "flex";
  list.before(wrapper);
  wrapper.append(sign, list);
}

function addTip(document) {
  const tip = document.createElement("div");
  tip.id = TIP;
  tip.style.cssText = "visibility: hidden; position: absolute; z-index: 99";
  document.body.append(tip);
  return tip;
}

function removeAll(document) {
  const sign = document.getElementById(SIGN);
  if (sign)
    sign.parentNode.replaceWith(sign.nextElementSibling);
  for (const id of [ROW, TIP])
    document.getElementById(id)?.remove();
}

this.neighbour = class extends ExtensionCommon.ExtensionAPI {
  constructor(extension) {
    super(extension);
    this.windows = new Map();
  }

  listen(win) {
    if (this.windows.has(win))
      return;
    const listener = {
      onStartHeaders: () => (win.document.getElementById(ROW) || {}).textContent = "",
      onEndHeaders() {},
      onEndAttachments() {},
    };
    win.gMessageListeners.push(listener);
    this.windows.set(win, listener);
  }

  onShutdown(isAppShutdown) {
    if (isAppShutdown)
      return;
    for (const [win, listener] of this.windows) {
      win.gMessageListeners.splice(win.gMessageListeners.indexOf(listener), 1);
      removeAll(win.document);
    }
    Services.obs.notifyObservers(null, "startupcache-invalidate");
  }

  getAPI() {
    const { extension } = this;
    return {
      neighbour: {
        draw: async (tabId, text) => {
          const win = findWindow(extension, tabId);
          const { document } = win;
          this.listen(win);
          const row = document.getElementById(ROW) || addRow(document);
          if (!document.getElementById(SIGN))
            addSign(document);
          win.updateExpandedView();
          row.textContent = text;
          (document.getElementById(TIP) || addTip(document)).textContent = text;
          document.getElementById("fromRecipient0Display").style.backgroundColor = "palegreen";
        },
      },
    };
  }
};
