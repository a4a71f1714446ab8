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
/* A wait ends in words, whatever it was that did not answer: the engine has its own, shorter limit. */
const certfirstLateMs = 60000;
const certfirstChrome = ["messenger.xhtml", "messageWindow.xhtml"].map(name => `chrome://messenger/content/${name}`);
/* Feeds and news: nobody signs these, and nobody asked for them. */
const certfirstNoMail = ["nntp", "rss"];

this.CertfirstView = class {
  /**
   * @key: of the listeners, one for each add-on
   * @build: (document, tree) -> node
   * @styleUrl: of the style sheet
   * @choice: certfirstChoice
   * @onAction: (tabId, action, given): a button that only the add-on can serve, and the report that was seen beside it
   * @tabOf: about:message window -> tab id
   * @messageOf: about:message window -> id of the message that it has loaded; -1 while it has none
   */
  constructor({ key, build, choice, styleUrl, onAction, tabOf, messageOf }) {
    Object.assign(this, { key, build, choice, styleUrl, onAction, tabOf, messageOf });
    /* about:message window -> { timer, watch, spinnerSince, answer } */
    this.states = new WeakMap();
    this.styled = new Set();
    this.loadingTree = null;
    this.lateTree = null;
    const windowOf = event => event.target.defaultView || event.target;
    this.listeners = { MsgLoading: event => this.begin(windowOf(event)), MsgLoaded: event => this.drawAnswer(windowOf(event)) };
  }

  listen(win, isOn) {
    for (const [name, listener] of Object.entries(this.listeners))
      win[isOn ? "addEventListener" : "removeEventListener"](name, listener, true);
  }

  start() {
    ExtensionSupport.registerWindowListener(this.key, {
      chromeURLs: certfirstChrome,
      onLoadWindow: win => this.listen(win, true),
      onUnloadWindow: win => this.listen(win, false),
    });
  }

  stop() {
    for (const win of ExtensionSupport.openWindows)
      this.listen(win, false);
    ExtensionSupport.unregisterWindowListener(this.key);
    for (const win of this.styled) {
      this.remove(win);
      win.windowUtils.removeSheetUsingURIString(this.styleUrl, win.windowUtils.AUTHOR_SHEET);
    }
    this.styled.clear();
  }

  stateOf(win) {
    if (!this.states.has(win))
      this.states.set(win, { timer: 0, watch: 0, spinnerSince: 0, answer: null });
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
    section.addEventListener("change", event => this.onChange(win, event));
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
    Object.assign(state, { timer: 0, spinnerSince: 0 });
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
    this.watch(win);
  }

  showSpinner(win) {
    if (this.loadingTree && this.put(win, this.loadingTree))
      this.stateOf(win).spinnerSince = win.performance.now();
  }

  /* From now on something is waited for, but not for ever. */
  watch(win) {
    const state = this.stateOf(win);
    win.clearTimeout(state.watch);
    state.watch = win.setTimeout(() => this.giveUp(win), certfirstLateMs);
  }

  /* It can be said of any mail that it was not checked, so nobody asks which one it is. */
  giveUp(win) {
    const section = this.sectionOf(win);
    if (this.lateTree && section && ["loading", "empty", "again"].some(name => section.classList.contains(name)))
      this.put(win, this.lateTree);
  }

  /* What is to be said of a message: at once, or when that message has loaded; false where there is no place for it. */
  take(win, messageId, tree) {
    if (!win.document.getElementById("singleMessage"))
      return false;
    this.stateOf(win).answer = { messageId, tree };
    this.drawAnswer(win);
    return true;
  }

  /* The window may show another message than the one that was asked for, or load the same one again. */
  drawAnswer(win) {
    const state = this.states.get(win);
    if (!state || !state.answer || this.messageOf(win) !== state.answer.messageId)
      return;
    const left = state.spinnerSince ? certfirstSpinner.atLeastMs - (win.performance.now() - state.spinnerSince) : 0;
    win.clearTimeout(state.timer);
    if (left > 0) {
      state.timer = win.setTimeout(() => this.drawAnswer(win), left);
      return;
    }
    win.clearTimeout(state.watch);
    Object.assign(state, { timer: 0, watch: 0, spinnerSince: 0 });
    this.put(win, state.answer.tree);
  }

  remove(win) {
    const section = this.sectionOf(win);
    const state = this.stateOf(win);
    win.clearTimeout(state.timer);
    win.clearTimeout(state.watch);
    state.answer = null;
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
    this.askForms(win, panel, !isOpen);
    if (isOpen) {
      button.focus();
      return;
    }
    if (only)
      panel.querySelectorAll("details").forEach(node => (node.open = only.includes(node.className)));
    panel.focus();
  }

  /* The forms of the report are asked for anew each time: nobody finds "everything" chosen from the last time. */
  askForms(win, panel, isOpen) {
    const pane = panel.querySelector(".choices");
    if (!pane)
      return;
    pane.replaceChildren();
    this.say(win, "");
    if (isOpen)
      this.onAction(this.tabOf(win), "export");
  }

  /* The forms of a report, as long as the details of that message are open. */
  offer(win, messageId, trees) {
    const section = this.sectionOf(win);
    const pane = section && section.querySelector(".panel:not([hidden]) .choices");
    if (pane && this.messageOf(win) === messageId)
      pane.replaceChildren(...trees.map(tree => this.build(win.document, tree)));
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
      this.onAction(this.tabOf(win), action, this.choice.take(button.closest(".choices")));
    /* The same mail again: its words fade until the answer comes; the mark does not. */
    if (action === "check-again") {
      this.sectionOf(win).classList.add("again");
      this.watch(win);
    }
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

  /* What was said of the last choice is not said of this one. */
  onChange(win, event) {
    const pane = event.target.closest(".choices");
    if (!pane || !event.isTrusted)
      return;
    this.choice.show(pane);
    this.say(win, "");
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
