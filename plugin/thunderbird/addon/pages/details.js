/* details.js — the button of the message header: the ribbon with its details open */
/* global certfirstBuild */
import { makeFace } from "../lib/face.js";

const { messenger } = globalThis;

async function act(tabId, action, answer) {
  if (action === "close")
    window.close();
  else if (action === "copy-report") {
    await navigator.clipboard.writeText(answer.view.redacted);
    document.querySelector(".note").textContent = answer.view.words.copied;
  } else if (action === "check-again") {
    await messenger.runtime.sendMessage({ type: "act", tabId, action });
    window.close();
  }
}

async function show() {
  const [tab] = await messenger.tabs.query({ active: true, currentWindow: true });
  const answer = await messenger.runtime.sendMessage({ type: "details", tabId: tab.id });
  if (!answer) {
    document.body.textContent = messenger.i18n.getMessage("nothing");
    return;
  }
  const face = certfirstBuild(document, makeFace(answer.report, answer.view, answer.mark));
  face.querySelector(".panel").hidden = false;
  face.querySelectorAll("button.details, button.what-to-do").forEach(button => button.remove());
  face.addEventListener("click", event => {
    const button = event.target.closest("button[data-action]");
    if (button)
      act(tab.id, button.dataset.action, answer);
  });
  document.documentElement.lang = answer.report.lang;
  document.body.replaceChildren(face);
}

show();
