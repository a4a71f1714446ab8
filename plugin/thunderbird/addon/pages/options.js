/* options.js — what the person may choose, and how the engine is: rows of a table, made of text nodes
 *
 * Nothing is kept here: choices go to the person's own file, which all mail
 * programs read; rules belong to the engine.
 */
/* global certfirstBuild */
import { element } from "../lib/tree.js";
import { makeMark } from "../lib/face.js";

const { messenger } = globalThis;
const say = key => messenger.i18n.getMessage(key);
const ask = (type, more) => messenger.runtime.sendMessage({ type, ...more });

const COLOURS = [["red", say("colour_red")], ["orange", say("colour_orange")], ["pink", say("colour_pink")],
  ["brown", say("colour_brown")]];
const NETWORK = [["all", say("network_all")], ["dns-only", say("network_dns")], ["none", say("network_none")]];
/* Languages are called by their own names. */
const LANGUAGES = [["", say("language_system")], ["ja", "日本語"], ["en", "English"]];

function add(parent, ...trees) {
  trees.forEach(tree => parent.append(certfirstBuild(document, tree)));
}

function addCheck(parent, key, isOn) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.type = "checkbox";
  input.checked = isOn;
  label.append(input, ` ${say(key)}`);
  parent.append(label);
  return input;
}

function addChoice(parent, key, entries, chosen) {
  const label = document.createElement("label");
  const select = document.createElement("select");
  label.className = "choice";
  label.append(say(key), select);
  for (const [value, text] of entries)
    select.add(new Option(text, value, false, value === chosen));
  parent.append(label);
  return select;
}

function addOwnMark(parent, person) {
  const row = document.createElement("p");
  const button = document.createElement("button");
  row.className = "certfirst-own-mark";
  if (person.mark) {
    const tile = certfirstBuild(document, element("span", { class: "certfirst" }, makeMark(person.mark)));
    row.append(tile, ` ${person.mark.name} `);
  }
  button.textContent = say("option_choose_mark");
  button.addEventListener("click", () => ask("choose-mark"));
  row.append(button);
  parent.append(row);
  add(parent, element("p", { class: "note" }, say("option_own_mark_note")));
}

function addChoices(parent, person) {
  const { options } = person;
  const status = document.createElement("p");
  add(parent, element("h2", {}, say("option_look")));
  const language = addChoice(parent, "option_language", LANGUAGES, options.lang || "");
  addOwnMark(parent, person);
  add(parent, element("h2", {}, say("option_danger")));
  const marks = addCheck(parent, "option_marks", options.mark_dangers);
  add(parent, element("p", { class: "note" }, say("option_marks_note")));
  const colour = addChoice(parent, "option_colour", COLOURS, options.mark_colour);
  const notify = addCheck(parent, "option_notify", options.notify);
  add(parent, element("p", { class: "note" }, say("option_for_all")));
  status.setAttribute("role", "status");
  parent.append(status);

  const save = async () => {
    const answer = await ask("choose", { options: { mark_dangers: marks.checked, mark_colour: colour.value,
      notify: notify.checked, chosen_lang: language.value } });
    status.textContent = answer && !answer.failed ? say("saved") : say("not_saved");
    status.className = answer && !answer.failed ? "" : "problem";
  };
  for (const control of [language, marks, colour, notify]) {
    control.disabled = Boolean(person.failed);
    control.addEventListener("change", save);
  }
}

/* A rule of the engine's own file; a locked one is shown with the line that locks it. */
function addNetwork(parent, settings) {
  const rule = settings && settings.values.find(({ section, key }) => section === "network" && key === "mode");
  if (!rule)
    return;
  const entries = NETWORK.filter(([value]) => value === rule.value || rule.choices.includes(value));
  const select = addChoice(parent, "option_network", entries, rule.value);
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  select.disabled = !rule.writable;
  if (rule.lock)
    status.textContent = `${say("option_locked")} ${rule.lock}`;
  select.addEventListener("change", async () => {
    const answer = await ask("set-network", { value: select.value });
    status.textContent = say(answer ? "saved" : "not_saved");
  });
  parent.append(status);
}

function addFact(list, name, value) {
  const term = document.createElement("dt");
  const fact = document.createElement("dd");
  term.textContent = name;
  fact.textContent = value;
  list.append(term, fact);
}

/* What an administrator's file says or locks, with its line; a person asks the help desk about it by this. */
function addPolicy(parent, settings) {
  const rules = settings ? settings.values.filter(({ lock, owner }) => lock || owner === "administrator") : [];
  if (rules.length === 0)
    return;
  const list = document.createElement("dl");
  add(parent, element("p", {}, say("option_locked")));
  for (const { section, key, value, lock, source } of rules)
    addFact(list, `[${section}] ${key}=${value === null ? "" : value}`, lock || source || "");
  parent.append(list);
}

/* How the engine is, in words; how it is confined is its own account. */
function addState(parent, { hello, problem, settings }) {
  add(parent, element("h2", {}, say("option_state")));
  addNetwork(parent, settings);
  addPolicy(parent, settings);
  if (!hello) {
    add(parent, element("p", { class: "problem", role: "alert" }, say(problem)));
    return;
  }
  const { seccomp, landlock, limits } = hello.sandbox || {};
  const list = document.createElement("dl");
  addFact(list, say("option_state"), say("state_works"));
  addFact(list, say("state_version"), String(hello.program));
  addFact(list, say("state_sandbox"), say(seccomp && landlock && limits ? "state_full" : "state_part"));
  parent.append(list);
}

async function show() {
  const [person, state] = await Promise.all([ask("person"), ask("state")]);
  document.documentElement.lang = messenger.i18n.getUILanguage();
  addChoices(document.body, person);
  addState(document.body, state);
}

show();
