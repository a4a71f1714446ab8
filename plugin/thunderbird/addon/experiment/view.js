/* view.js — a tree -> Thunderbird's window: the ribbon above the message header
 *
 * It stands in about:message beside the header, never in the message document:
 * a message can neither cover, hide nor reach it.  At any moment it is empty,
 * loading or shows one message; MsgLoading empties it before anything else.
 */
/* global ExtensionSupport */

const certfirstId = "certfirst-ribbon";
/* Most answers come sooner; a spinner that only flashes is worse than none. */
const certfirstSpinner = { afterMs: 200, atLeastMs: 300 };
const certfirstChrome = ["messenger.xhtml", "messageWindow.xhtml"].map(name => `chrome://messenger/content/${name}`);
/* Feeds and news: nobody signs these, and nobody asked for them. */
const certfirstNoMail = ["nntp", "rss"];

this.CertfirstView = class {
  /**
   * @key: of the listeners, one for each add-on
   * @build: (document, tree) -> node
   * @styleUrl: of the style sheet
   * @onAction: (tabId, action): a button that only the add-on can serve
   * @tabOf: about:message window -> tab id
   */
  constructor({ key, build, styleUrl, onAction, tabOf }) {
    Object.assign(this, { key, build, styleUrl, onAction, tabOf });
    /* about:message window -> { timer, spinnerSince, pending } */
    this.states = new WeakMap();
    this.styled = new Set();
    this.loadingTree = null;
    this.onLoading = event => this.begin(event.target.defaultView || event.target);
  }

  start() {
    ExtensionSupport.registerWindowListener(this.key, {
      chromeURLs: certfirstChrome,
      onLoadWindow: win => win.addEventListener("MsgLoading", this.onLoading, true),
      onUnloadWindow: win => win.removeEventListener("MsgLoading", this.onLoading, true),
    });
  }

  stop() {
    for (const win of ExtensionSupport.openWindows)
      win.removeEventListener("MsgLoading", this.onLoading, true);
    ExtensionSupport.unregisterWindowListener(this.key);
    for (const win of this.styled) {
      this.remove(win);
      win.windowUtils.removeSheetUsingURIString(this.styleUrl, win.windowUtils.AUTHOR_SHEET);
    }
    this.styled.clear();
  }

  stateOf(win) {
    if (!this.states.has(win))
      this.states.set(win, { timer: 0, spinnerSince: 0, pending: null });
    return this.states.get(win);
  }

  sectionOf(win) {
    return win.document.getElementById(certfirstId);
  }

  addStyle(win) {
    if (this.styled.has(win))
      return;
    win.windowUtils.loadSheetUsingURIString(this.styleUrl, win.windowUtils.AUTHOR_SHEET);
    this.styled.add(win);
    win.addEventListener("unload", () => this.styled.delete(win), { once: true });
  }

  /* In place of what was there; false where Thunderbird has no such place (the button serves then). */
  put(win, tree) {
    const place = win.document.getElementById("singleMessage");
    if (!place)
      return false;
    const old = this.sectionOf(win);
    const section = this.build(win.document, tree);
    section.id = certfirstId;
    section.addEventListener("click", event => this.onClick(win, event));
    section.addEventListener("keydown", event => this.onKey(win, event));
    this.addStyle(win);
    if (old)
      old.replaceWith(section);
    else
      place.prepend(section);
    return true;
  }

  /* No old word beside new headers, also not for a screen reader; the height stays until the next words come. */
  empty(win) {
    const state = this.stateOf(win);
    const section = this.sectionOf(win);
    win.clearTimeout(state.timer);
    Object.assign(state, { timer: 0, spinnerSince: 0, pending: null });
    if (!section)
      return;
    section.style.minHeight = `${section.querySelector(".bar").getBoundingClientRect().height}px`;
    section.className = "certfirst quiet empty";
    section.removeAttribute("aria-label");
    section.removeAttribute("aria-description");
    section.querySelectorAll(".bar > :not(.mark), .panel").forEach(node => node.remove());
  }

  /* Another message begins to load. */
  begin(win) {
    if (!win.document || !win.document.getElementById("singleMessage"))
      return;
    const { gMessage } = win;
    this.empty(win);
    if (gMessage && gMessage.folder && certfirstNoMail.includes(gMessage.folder.server.type))
      this.remove(win);
    else
      this.stateOf(win).timer = win.setTimeout(() => this.showSpinner(win), certfirstSpinner.afterMs);
  }

  showSpinner(win) {
    if (this.loadingTree && this.put(win, this.loadingTree))
      this.stateOf(win).spinnerSince = win.performance.now();
  }

  draw(win, tree) {
    const state = this.stateOf(win);
    const since = state.spinnerSince;
    const left = since ? certfirstSpinner.atLeastMs - (win.performance.now() - since) : 0;
    win.clearTimeout(state.timer);
    if (left > 0) {
      state.pending = tree;
      state.timer = win.setTimeout(() => this.draw(win, state.pending), left);
      return true;
    }
    Object.assign(state, { timer: 0, spinnerSince: 0, pending: null });
    return this.put(win, tree);
  }

  remove(win) {
    const section = this.sectionOf(win);
    win.clearTimeout(this.stateOf(win).timer);
    if (section)
      section.remove();
  }

  /* The details open below the bar; a second press, or Esc, closes them, and focus goes back. */
  toggle(win, button, only) {
    const section = this.sectionOf(win);
    const panel = section.querySelector(".panel");
    const isOpen = !panel.hidden && panel.dataset.by === button.dataset.action;
    section.querySelectorAll("[aria-expanded]").forEach(node => node.setAttribute("aria-expanded", "false"));
    panel.hidden = isOpen;
    panel.dataset.by = button.dataset.action;
    button.setAttribute("aria-expanded", String(!isOpen));
    if (isOpen) {
      button.focus();
      return;
    }
    if (only)
      panel.querySelectorAll("details").forEach(node => (node.open = only.includes(node.className)));
    panel.focus();
  }

  /* The question before a rule is written. */
  ask(win, isOpen) {
    const section = this.sectionOf(win);
    const button = section.querySelector("button.expect");
    section.querySelector(".ask").hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    (isOpen ? section.querySelector("button.expect-yes") : button).focus();
  }

  close(win) {
    const section = this.sectionOf(win);
    const panel = section.querySelector(".panel");
    const button = panel && !panel.hidden && section.querySelector(`.actions button[data-action="${panel.dataset.by}"]`);
    if (button)
      this.toggle(win, button);
    return Boolean(button);
  }

  act(win, button) {
    const { action } = button.dataset;
    if (action === "details")
      this.toggle(win, button);
    else if (action === "what-to-do")
      this.toggle(win, button, ["advice", "help-desk"]);
    else if (action === "close")
      this.close(win);
    else if (action === "expect" || action === "expect-no")
      this.ask(win, action === "expect");
    else
      this.onAction(this.tabOf(win), action);
    /* The same mail again: its words fade until the answer comes; the mark does not. */
    if (action === "check-again")
      this.sectionOf(win).classList.add("again");
  }

  /* A press by the add-on's keys. */
  perform(win, action) {
    const section = this.sectionOf(win);
    const button = section && section.querySelector(`.actions button[data-action="${action}"]`);
    if (button)
      this.act(win, button);
    return Boolean(button);
  }

  onClick(win, event) {
    const button = event.target.closest("button[data-action]");
    if (button && event.isTrusted)
      this.act(win, button);
  }

  onKey(win, event) {
    if (event.key === "Escape" && this.close(win))
      event.preventDefault();
  }

  say(win, text) {
    const section = this.sectionOf(win);
    const note = section && section.querySelector(".note");
    if (note)
      note.textContent = text;
  }
};
