/* trouble.js — the ribbon when the engine cannot be asked: undetermined, with the reason in words
 *
 * Never green, red or empty.  The words come from _locales, which are made of
 * the same catalogue as the engine's.
 */

/* What went wrong -> the text of words.h, and the code that help desks know. */
const TROUBLES = {
  missing: { text: "missing", code: "CF904" },
  unfit: { text: "unfit", code: "CF904" },
  stopped: { text: "stopped", code: "CF904" },
  timeout: { text: "timeout", code: "CF903" },
  unread: { text: "unread", code: "CF904" },
};

const WORDS = ["title", "details", "what_to_do", "check_again", "copy_report", "copied", "left_out", "close"];

/**
 * A report and its view, as the engine would give them.
 * @kind: a key of TROUBLES; anything else counts as "stopped"
 * @say: key -> text, messenger.i18n.getMessage
 * @seconds: how long was waited, of "timeout"
 */
export function makeTrouble(kind, say, lang, seconds = 0) {
  const { text, code } = TROUBLES[kind] || TROUBLES.stopped;
  const headline = say("failed");
  const detail = say(text).replace("{n}", String(seconds));
  const words = Object.fromEntries(WORDS.map(key => [key, say(key)]));
  const report = {
    certfirst: 1, verdict: "undetermined", severity: "neutral", headline, detail, lang, smime: null,
    ribbon: {
      look: "unknown", icon: "certfirst-undetermined", pill: null, tooltip: null, code,
      what_to_do: false, check_again: true, second_look: false,
      accessible_name: headline, accessible_description: `${detail} ${code}`,
    },
  };
  const view = {
    summary: [detail], words, redacted: `${headline}\n${detail}\n${code}\n`,
    certificates: [], expect: null,
    parts: [{ part: "advice", title: say("advice_title"), details: [{ kind: "text", name: null, text: say("advice") }] }],
  };
  return { report, view };
}
