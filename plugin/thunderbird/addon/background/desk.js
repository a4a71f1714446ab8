/* desk.js — which mail is shown where, and what its ribbon says */
import { Actions } from "./actions.js";
import { makeFace } from "../lib/face.js";
import { Mail } from "./mails.js";

/* A window may be there a moment after Thunderbird tells of its mail. */
const DRAW_TRIES = 20;
const DRAW_PAUSE_MS = 100;
/* MEANING 6 and 8: what lacks an answer is looked at again by itself, not for ever. */
const SECOND_LOOK_MS = 70000;
const SECOND_LOOKS = 3;
const SECOND_LOOK_FACTOR = 5;
/* Feeds and news are no mail. */
const NO_MAIL = ["nntp", "rss"];

/* The button's badge: the pill's words in one sign, never colour alone. */
const BADGES = { danger: ["!!", "#a81420"], caution: ["!", "#8a5a00"], unknown: ["?", "#535a80"], good: ["✓", "#1a7340"],
  domain: ["✓", "#1b63b0"], quiet: ["", "#5e5c64"] };

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

export class Desk {
  constructor({ messenger, checker, person, turns, engine }) {
    Object.assign(this, { messenger, checker, person, turns });
    this.actions = new Actions({ messenger, engine, again: tabId => this.again(tabId, {}) });
    this.shown = new Map();
  }

  /* A person turned to these mails; only one alone has a ribbon. */
  async show(tabId, selected) {
    const isWanted = this.turns.begin(tabId);
    this.drop(tabId);
    const messages = await this.findShown(tabId, selected);
    if (!isWanted())
      return;
    if (messages.length !== 1 || !await this.isMail(messages[0])) {
      await this.clear(tabId);
      return;
    }
    const entry = { message: messages[0], answer: null, looks: 0, timer: 0 };
    this.shown.set(tabId, entry);
    await this.check(tabId, entry, isWanted, {});
  }

  /* Thunderbird names what is selected, which may be ahead of what has loaded, and nothing while a folder is being listed. */
  async findShown(tabId, selected) {
    const id = this.messenger.ribbon ? await this.messenger.ribbon.shown(tabId) : -1;
    if (id < 0 || selected.length > 1)
      return selected;
    const same = selected.find(message => message.id === id);
    const message = same || await this.messenger.messages.get(id).catch(() => null);
    return message ? [message] : selected;
  }

  async isMail(message) {
    if (message.external || !message.folder)
      return true;
    const account = await this.messenger.accounts.get(message.folder.accountId, false).catch(() => null);
    const origin = this.messenger.ribbon ? await this.messenger.ribbon.origin(message.id).catch(() => null) : null;
    return !(account && NO_MAIL.includes(account.type)) && !(origin && origin.unsent);
  }

  async check(tabId, entry, isWanted, asked) {
    const known = await this.person.load();
    const lang = known.options.lang || known.lang;
    const answer = await this.checker.check(new Mail(this.messenger, entry.message), lang, asked, isWanted);
    if (!answer || !isWanted())
      return;
    Object.assign(entry, { answer });
    await this.present(tabId, entry, isWanted);
    this.planSecondLook(tabId, entry);
    await this.setMark(entry.message, answer.report);
  }

  async present(tabId, entry, isWanted) {
    const { report, view } = entry.answer;
    const { mark } = await this.person.load();
    await this.showButton(tabId, report);
    if (!this.messenger.ribbon)
      return;
    const can = { junk: !entry.message.external, compose: true, certificate: true, export: entry.answer.whole, expect: true,
      again: true };
    const face = makeFace(report, view, mark, can);
    for (let i = 0; i < DRAW_TRIES && isWanted(); i++) {
      if (await this.messenger.ribbon.draw(tabId, entry.message.id, face))
        return;
      await pause(DRAW_PAUSE_MS);
    }
  }

  /* The button in the message header carries the verdict too. */
  async showButton(tabId, report) {
    const action = this.messenger.messageDisplayAction;
    const [badge, colour] = BADGES[report.ribbon.look];
    const name = report.ribbon.icon;
    await Promise.all([
      action.enable(tabId),
      action.setTitle({ tabId, title: report.ribbon.accessible_name }),
      action.setLabel({ tabId, label: report.ribbon.pill || "Certfirst" }),
      action.setBadgeText({ tabId, text: badge }),
      action.setBadgeBackgroundColor({ tabId, color: colour }),
      action.setIcon({ tabId, path: `icons/${name}.svg` }),
    ]).catch(() => null);
  }

  async clear(tabId) {
    const action = this.messenger.messageDisplayAction;
    await Promise.all([action.setTitle({ tabId, title: null }), action.setBadgeText({ tabId, text: null }),
      action.setLabel({ tabId, label: null }), action.setIcon({ tabId, path: "" }), action.disable(tabId)]).catch(() => null);
    if (this.messenger.ribbon)
      await this.messenger.ribbon.clear(tabId);
  }

  planSecondLook(tabId, entry) {
    if (!entry.answer.report.ribbon.second_look || entry.looks >= SECOND_LOOKS)
      return;
    const delay = SECOND_LOOK_MS * SECOND_LOOK_FACTOR ** entry.looks;
    entry.looks++;
    entry.timer = setTimeout(() => this.again(tabId, {}), delay);
  }

  async again(tabId, asked) {
    const entry = this.shown.get(tabId);
    if (entry)
      await this.check(tabId, entry, this.turns.begin(tabId), asked);
  }

  drop(tabId) {
    const entry = this.shown.get(tabId);
    if (entry)
      clearTimeout(entry.timer);
    this.shown.delete(tabId);
  }

  forget(tabId) {
    this.drop(tabId);
    this.turns.end(tabId);
  }

  /* A button of the ribbon or of the popup. */
  async act(tabId, action, given = null) {
    const entry = this.shown.get(tabId);
    if (!entry || !entry.answer)
      return;
    if (action === "check-again")
      await this.again(tabId, { asked: true });
    else if (this.messenger.ribbon)
      await this.actions.perform(tabId, entry, action, given);
  }

  /* A key: it presses the button of the ribbon, else it opens the popup. */
  async perform(tabId, action) {
    if (!this.messenger.ribbon || !await this.messenger.ribbon.perform(tabId, action))
      await this.messenger.messageDisplayAction.openPopup().catch(() => null);
  }

  /* What the popup shows; null when no mail is checked there. */
  async describe(tabId) {
    const entry = this.shown.get(tabId);
    return entry && entry.answer ? { ...entry.answer, mark: (await this.person.load()).mark } : null;
  }

  /* The forms of the report of that mail, for the popup. */
  async listForms(tabId) {
    const entry = this.shown.get(tabId);
    return entry && entry.answer ? this.actions.listForms(entry.answer) : null;
  }

  /* A danger is marked in the list, and a mail that turned out to be none is not; the person may not want either. */
  async setMark(message, report) {
    if (!this.messenger.ribbon || message.external)
      return null;
    const danger = report.severity === "danger";
    const name = await this.messenger.ribbon.mark(message.id, danger).catch(() => null);
    if (!name)
      return null;
    const { marks = [] } = await this.messenger.storage.local.get("marks");
    if (marks.includes(name) !== danger) {
      const kept = marks.filter(other => other !== name);
      await this.messenger.storage.local.set({ marks: danger ? [...kept, name].slice(-MARKS) : kept });
    }
    return name;
  }

  /* For the page of options. */
  async getState(engine) {
    engine.start();
    for (let i = 0; i < 50 && !engine.hello && !engine.problem; i++)
      await pause(DRAW_PAUSE_MS);
    const { reply } = engine.hello ? await engine.ask({ type: "settings" }) : {};
    const settings = reply && reply.type === "settings" ? reply.settings : null;
    return { hello: engine.hello, problem: engine.hello ? null : engine.problem || "stopped", settings };
  }

  /* The engine writes it, and refuses what would not count. */
  async setNetwork(engine, value) {
    const { reply } = await engine.ask({ type: "set", section: "network", key: "mode", value });
    return Boolean(reply) && reply.type === "settings";
  }
}

/* Marks that are kept; the oldest go first. */
const MARKS = 2000;
