/* details.js — the button of the message header: the ribbon with its details open */
/* global certfirstBuild, certfirstChoice */
import { makeExport } from "../lib/export.js";
import { makeFace } from "../lib/face.js";

const { messenger } = globalThis;
/* Above or below the button there is at least half of the screen, less what the desktop takes. */
const SHARE_OF_SCREEN = 0.45;

/* @given: (nullable): the report as it is seen beside the button */
async function act(tabId, action, answer, given) {
  if (action === "close")
    window.close();
  else if (action === "copy-report") {
    await navigator.clipboard.writeText(given ? given.text : answer.view.redacted);
    document.querySelector(".note").textContent = answer.view.words.copied;
  } else if (action === "check-again") {
    await messenger.runtime.sendMessage({ type: "act", tabId, action });
    window.close();
  }
}

/* A page may not save a file without a permission of its own, so they are only copied. */
async function addForms(pane, tabId, view) {
  if (!pane)
    return;
  const forms = await messenger.runtime.sendMessage({ type: "forms", tabId });
  pane.replaceChildren(...makeExport(forms, view).map(tree => certfirstBuild(document, tree)));
  pane.addEventListener("change", () => {
    certfirstChoice.show(pane);
    document.querySelector(".note").textContent = "";
  });
}

async function show() {
  const [tab] = await messenger.tabs.query({ active: true, currentWindow: true });
  const answer = await messenger.runtime.sendMessage({ type: "details", tabId: tab.id });
  if (!answer) {
    document.body.textContent = messenger.i18n.getMessage("nothing");
    return;
  }
  const face = certfirstBuild(document, makeFace(answer.report, answer.view, answer.mark, { export: answer.whole }));
  face.querySelector(".panel").hidden = false;
  face.querySelectorAll("button.details, button.what-to-do").forEach(button => button.remove());
  face.addEventListener("click", event => {
    const button = event.target.closest("button[data-action]");
    if (button)
      act(tab.id, button.dataset.action, answer, certfirstChoice.take(button.closest(".choices")));
  });
  document.documentElement.lang = answer.report.lang;
  document.body.style.maxHeight = `min(40em, ${Math.round(screen.availHeight * SHARE_OF_SCREEN)}px)`;
  document.body.replaceChildren(face);
  addForms(face.querySelector(".choices"), tab.id, answer.view);
}

show();
