/* choice.js — what a person chose of a report's forms -> what is seen, and so what is handed over
 *
 * Used in Thunderbird's window and in our own pages, on what lib/export.js made.
 */
this.certfirstChoice = {
  /* The preview of what is chosen alone is seen; without one nothing can be handed over. */
  show(pane) {
    const chosen = pane.querySelector("input[type=radio]:checked");
    const everything = pane.querySelector("input[type=checkbox]");
    if (!chosen || !everything)
      return;
    const choice = `${chosen.value} ${everything.checked ? "everything" : "redacted"}`;
    pane.querySelectorAll(".preview").forEach(preview => (preview.hidden = preview.dataset.choice !== choice));
    pane.querySelector(".left-out").hidden = everything.checked;
    pane.querySelector(".all-in").hidden = !everything.checked;
    pane.querySelectorAll("button").forEach(button => (button.disabled = !pane.querySelector(".preview:not([hidden])")));
  },

  /* { text, file } exactly as it is seen; null where nothing is. */
  take(pane) {
    const preview = pane && pane.querySelector(".preview:not([hidden])");
    return preview ? { text: preview.textContent, file: preview.dataset.file } : null;
  },
};
