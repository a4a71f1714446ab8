/* main.js — events of Thunderbird -> checks -> ribbons; no verdict is decided here
 *
 * An event page: it sleeps when nothing happens and no engine runs, so every
 * listener is added at once, and what must last is in storage.
 */
import { Arrivals } from "./arrivals.js";
import { Checker } from "../lib/checker.js";
import { Desk } from "./desk.js";
import { Engine } from "../lib/engine.js";
import { Person } from "./person.js";
import { Turns } from "../lib/turns.js";

const { messenger } = globalThis;
const say = key => messenger.i18n.getMessage(key);
const engine = new Engine(() => messenger.runtime.connectNative("org.certfirst.engine"),
  messenger.runtime.getManifest().version);
const turns = new Turns();
const person = new Person(messenger);
const checker = new Checker(engine, work => turns.queue(work), say);
const desk = new Desk({ messenger, checker, person, turns, engine });
const arrivals = new Arrivals({ messenger, checker, person, desk });

/* Wakes this page when Thunderbird starts: the column must be there before the first mail is shown. */
messenger.runtime.onStartup.addListener(() => null);
messenger.messageDisplay.onMessagesDisplayed.addListener((tab, list) => desk.show(tab.id, list.messages || list));
messenger.tabs.onRemoved.addListener(tabId => desk.forget(tabId));
messenger.messages.onNewMailReceived.addListener((folder, list) => arrivals.take(folder, list), true);
messenger.notifications.onClicked.addListener(id => arrivals.open(id));
messenger.commands.onCommand.addListener((command, tab) => desk.perform(tab.id, command));
if (messenger.ribbon)
  messenger.ribbon.onAction.addListener((tabId, action, given) => desk.act(tabId, action, given));

/* Our own pages ask: what the popup shows, what the page of options needs. */
const QUESTIONS = {
  details: ({ tabId }) => desk.describe(tabId),
  forms: ({ tabId }) => desk.listForms(tabId),
  act: ({ tabId, action }) => desk.act(tabId, action),
  person: () => person.load(true),
  choose: ({ options }) => person.choose(options),
  "choose-mark": () => person.chooseMark(),
  state: () => desk.getState(engine),
  "set-network": ({ value }) => desk.setNetwork(engine, value),
};

messenger.runtime.onMessage.addListener((question, sender) => {
  if (sender.id !== messenger.runtime.id || !Object.prototype.hasOwnProperty.call(QUESTIONS, question.type))
    return false;
  return Promise.resolve(QUESTIONS[question.type](question));
});

/* Mails that are on the screen already: the add-on was just installed, updated or switched on. */
async function showAll() {
  await person.load();
  await arrivals.restore();
  for (const tab of await messenger.tabs.query({})) {
    const list = await messenger.messageDisplay.getDisplayedMessages(tab.id).catch(() => null);
    if (list && list.messages.length > 0)
      desk.show(tab.id, list.messages);
  }
}

showAll();
