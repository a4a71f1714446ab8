"""reach.py: the ribbon without eyes and without a mouse, and with strong contrast

Usage: reach.py --build BUILD --samples SAMPLES

Keys are sent as the desktop sends them; what a screen reader hears is read from
the tree that Thunderbird gives to the desktop.
"""
import sys

import bird
import handing
import thunderbird

SECONDS = 120
DANGER, CAUTION, GOOD = "danger", "caution", "good"
STEPS = 60
CONTRAST = 7

# A key where the focus is, as trusted events.
KEY = """
  const w = find(given[0]).browsingContext.topChromeWindow;
  w.focus();
  const tip = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
  tip.beginInputTransactionForTests(w);
  const codes = { Tab: w.KeyboardEvent.DOM_VK_TAB, Enter: w.KeyboardEvent.DOM_VK_RETURN, Escape: w.KeyboardEvent.DOM_VK_ESCAPE, " ": w.KeyboardEvent.DOM_VK_SPACE,
    ArrowUp: w.KeyboardEvent.DOM_VK_UP, ArrowDown: w.KeyboardEvent.DOM_VK_DOWN };
  const shift = new w.KeyboardEvent("", { key: "Shift", code: "ShiftLeft", keyCode: w.KeyboardEvent.DOM_VK_SHIFT });
  const key = new w.KeyboardEvent("", { key: given[1], code: given[1] == " " ? "Space" : given[1], keyCode: codes[given[1]] });
  if (given[2]) tip.keydown(shift);
  tip.keydown(key); tip.keyup(key);
  if (given[2]) tip.keyup(shift);
"""

FOCUS = """
  const m = find(given[0]);
  const node = m.document.activeElement;
  const inside = Boolean(node && node.closest("#certfirst-ribbon"));
  const style = inside && m.getComputedStyle(node);
  return { inside, tag: node && node.localName, id: node && node.id, text: node ? node.textContent.trim().slice(0, 60) : "",
           action: node && node.dataset ? node.dataset.action || null : null, type: node ? node.type || null : null,
           ring: inside && node.matches(":focus-visible") ? parseFloat(style.outlineWidth) : 0 };
"""

# Order in which a screen reader meets what has a name or is a text.
HEARD = """
  const service = Cc["@mozilla.org/accessibilityService;1"].getService(Ci.nsIAccessibilityService);
  globalThis.certfirstService = service;
  const node = service.getAccessibleFor(find(given[0]).document.getElementById("certfirst-ribbon"));
  if (!node) return null;
  const found = [];
  const walk = one => {
    for (let i = 0; i < one.childCount; i++) {
      const child = one.getChildAt(i);
      const role = service.getStringRole(child.role);
      if (child.name) found.push([role, child.name]);
      if (role != "pushbutton") walk(child);
    }
  };
  walk(node);
  const live = {};
  const keys = node.attributes.enumerate();
  while (keys.hasMoreElements()) {
    const { key, value } = keys.getNext().QueryInterface(Ci.nsIPropertyElement);
    live[key] = value;
  }
  return { role: service.getStringRole(node.role), name: node.name, description: node.description, live: live.live || null, found };
"""

# What can be chosen of a report: role, name, whether it is chosen, whether it only shows.
CHOICES = """
  const service = Cc["@mozilla.org/accessibilityService;1"].getService(Ci.nsIAccessibilityService);
  globalThis.certfirstService = service;
  const nodes = [...find(given[0]).document.querySelectorAll("#certfirst-ribbon .choices :is(input, .preview:not([hidden]))")];
  const heard = nodes.map(node => service.getAccessibleFor(node)).filter(Boolean);
  const has = (one, state) => { const states = {}; one.getState(states, {}); return Boolean(states.value & state); };
  return heard.map(one => [service.getStringRole(one.role), one.name, has(one, Ci.nsIAccessibleStates.STATE_CHECKED),
    has(one, Ci.nsIAccessibleStates.STATE_READONLY)]);
"""

# The smallest contrast of the ribbon's texts with what lies behind them.
WEAKEST = """
  const m = find(given[0]);
  const wanted = m.matchMedia("(prefers-contrast: more)").matches;
  const context = m.document.createElement("canvas").getContext("2d");
  const rgb = colour => {
    context.clearRect(0, 0, 1, 1); context.fillStyle = colour; context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = node => {
    for (let one = node; one; one = one.parentElement) {
      const colour = rgb(m.getComputedStyle(one).backgroundColor);
      if (colour[3] == 255) return colour;
    }
    return rgb("Canvas");
  };
  const ratios = [];
  const panel = ".panel :is(p, summary, h3, label, button, textarea, .name, .value, .note)";
  for (const node of m.document.querySelectorAll(`#certfirst-ribbon :is(.bar :is(.headline, .detail, .pill, .code, button), ${panel})`)) {
    if (!node.textContent) continue;
    const [a, b] = [light(rgb(m.getComputedStyle(node).color)), light(behind(node))].sort((x, y) => y - x);
    ratios.push([(a + 0.05) / (b + 0.05), node.className]);
  }
  const bar = m.document.getElementById("certfirst-ribbon");
  return { wanted, weakest: ratios.sort((x, y) => x[0] - y[0])[0], frame: parseFloat(m.getComputedStyle(bar).borderInlineStartWidth) };
"""


class Reach(thunderbird.Checks):
    """Each method is one promise, in the three-pane tab and in a window of its own."""

    def show(self, box, place, kind):
        number = next(number for number, report in sorted(self.expected().items()) if report["severity"] == kind)
        box.show(number)
        box.wait_for(self.wanted(number))
        if place == "window":
            box.open_elsewhere(1)
            box.wait_for(self.wanted(number), place)
        return self.expected()[number]

    def leave(self, box, place):
        if place == "window":
            box.close_elsewhere(place)

    def press(self, box, place, key, back=False):
        box.remote.run(bird.PLACES + KEY, place, key, back)

    def focus(self, box, place):
        return box.remote.run(bird.PLACES + FOCUS, place)

    def tab_until(self, box, place, is_there, what, back=False):
        """Tab by Tab; gives what had the focus inside of the ribbon on the way."""
        passed = []
        for _ in range(STEPS):
            self.press(box, place, "Tab", back)
            now = self.focus(box, place)
            if is_there(now):
                return passed, now
            if now["inside"]:
                passed.append(now)
        raise bird.Trouble(f"{what} is not reached by {STEPS} times Tab; passed {[one['text'] for one in passed]}")

    def keys_alone(self, box, place):
        """What to do, Details, all of the details in their order, and out again to the headers; Esc goes back."""
        self.show(box, place, DANGER)
        try:
            box.remote.run(bird.PLACES + "find(given[0]).focus(); find(given[0]).document.activeElement.blur();", place)
            _, first = self.tab_until(box, place, lambda now: now["action"] == "what-to-do", "What to do")
            assert first["ring"] >= 2, f"no ring: {first}"
            self.press(box, place, "Tab")
            assert self.focus(box, place)["action"] == "details", self.focus(box, place)
            self.press(box, place, "Enter")
            bird.until(lambda: box.ribbon(place)["open"], SECONDS, "the details by Enter")
            handing.open_report(box, place)
            passed, after = self.tab_until(box, place, lambda now: not now["inside"], "the way out")
            actions = [one["action"] for one in passed if one["action"]]
            wanted = ["move-to-junk", "report", "expect", "copy-report", "save-report", "write-report", "check-again", "close"]
            assert [one for one in actions if one in wanted] == wanted, actions
            fields = [one["tag"] for one in passed if one["tag"] in ("input", "textarea")]
            assert fields == ["input", "input", "textarea"], f"a form, everything, the preview: {passed}"
            assert all(one["ring"] >= 2 for one in passed), [one for one in passed if one["ring"] < 2]
            self.tab_until(box, place, lambda now: now["action"] == "close", "Close, backwards", back=True)
            self.press(box, place, "Escape")
            bird.until(lambda: not box.ribbon(place)["open"], SECONDS, "the details closed by Esc")
            assert self.focus(box, place)["action"] == "details", self.focus(box, place)
            assert after, "nothing after the ribbon"
        finally:
            self.leave(box, place)

    def report_by_keys(self, box, place):
        """Arrows choose the form, the space bar everything; what is chosen is seen, and Thunderbird takes no key for itself."""
        self.show(box, place, DANGER)
        try:
            if not box.ribbon(place)["open"]:
                box.press("details", place)
            first = handing.open_report(box, place)
            shown = box.ribbon(place)["message"]
            self.tab_until(box, place, lambda now: now["tag"] == "input" and now["type"] == "radio", "the forms")
            for key, form in (("ArrowUp", "html"), ("ArrowUp", "text"), ("ArrowDown", "html")):
                self.press(box, place, key)
                bird.until(lambda: handing.see(box, place)["form"] == form, SECONDS, f"{form} by {key}")  # noqa: B023
            self.tab_until(box, place, lambda now: now["type"] == "checkbox", "everything")
            for everything in (True, False):
                self.press(box, place, " ")
                bird.until(lambda: handing.see(box, place)["everything"] == everything, SECONDS, "everything by the space bar")  # noqa: B023
            now = handing.see(box, place)
            assert now["text"].startswith("<!DOCTYPE html>") and now["text"] != first["text"], now["text"][:60]
            assert box.ribbon(place)["message"] == shown, "another mail is shown"
            self.press(box, place, "Escape")
            bird.until(lambda: not box.ribbon(place)["open"], SECONDS, "the details closed by Esc")
        finally:
            self.leave(box, place)

    def choices_are_heard(self, box):
        """Each choice by its words, which one is chosen, and the preview as a text that cannot be changed."""
        self.show(box, "3pane", DANGER)
        if not box.ribbon()["open"]:
            box.press("details")
        handing.open_report(box)
        heard = bird.until(lambda: (all_ := box.remote.run(bird.PLACES + CHOICES, "3pane")) and len(all_) == 5 and all_, SECONDS, "the choices in the tree")
        assert heard == [["radiobutton", "Text", False, False], ["radiobutton", "Web page (HTML)", False, False],
                         ["radiobutton", "Data for the help desk (JSON)", True, False],
                         ["checkbutton", "Include everything: names, addresses and subject", False, False],
                         ["entry", "Report as it is copied or saved", False, True]], heard

    def is_heard(self, box, place, kind):
        """Role, name, description, what is announced by itself, and the order of the rest."""
        report = self.show(box, place, kind)
        try:
            heard = bird.until(lambda: box.remote.run(bird.PLACES + HEARD, place), SECONDS, "the ribbon in the tree")
        finally:
            self.leave(box, place)
        assert heard["role"] == ("alert" if kind == DANGER else "statusbar"), heard
        assert heard["live"] == {DANGER: "assertive", CAUTION: "polite", GOOD: "off"}[kind], heard
        assert heard["name"] == report["ribbon"]["accessible_name"], heard
        assert heard["description"] == report["ribbon"]["accessible_description"], heard
        names = [name for _, name in heard["found"]]
        wanted = ["Your mark: star, violet", report["headline"], report["detail"], *(["What to do"] if kind == DANGER else []), "Details"]
        assert [name for name in names if name in wanted] == wanted, heard["found"]
        buttons = [name for role, name in heard["found"] if role == "pushbutton"]
        assert buttons == (["What to do"] if kind == DANGER else []) + ["Details"], heard["found"]

    def contrast_is_strong(self, box, kind):
        """With a desktop of high contrast: no tints, a frame, and every text at least 7 : 1."""
        self.show(box, "3pane", kind)
        if not box.ribbon()["open"]:
            box.press("details")
        handing.open_report(box)
        box.remote.run('Services.prefs.setIntPref("ui.useAccessibilityTheme", 1);')
        try:
            # That more is wanted is known some time before it is drawn.
            seen = bird.until(lambda: (now := box.remote.run(bird.PLACES + WEAKEST, "3pane"))["frame"] >= 6 and now, SECONDS, "the frame")
            assert seen["wanted"] and seen["weakest"][0] >= CONTRAST, seen
        finally:
            box.remote.run('Services.prefs.clearUserPref("ui.useAccessibilityTheme");')

    def run_all(self):
        with bird.Bird(self.setup(mails=self.mails[:-1])) as box:
            box.open_folder()
            for place in ("3pane", "window"):
                self.run(f"{place}: keys alone reach everything, and come back", self.keys_alone, box, place)
                self.run(f"{place}: keys alone choose what of the report is handed over", self.report_by_keys, box, place)
                for kind in (DANGER, CAUTION, GOOD):
                    self.run(f"{place}: a screen reader hears {kind}", self.is_heard, box, place, kind)
            self.run("a screen reader hears what can be chosen of the report", self.choices_are_heard, box)
            for kind in (DANGER, CAUTION, GOOD):
                self.run(f"strong contrast: {kind}", self.contrast_is_strong, box, kind)
        return self.plan.finish()


if __name__ == "__main__":
    sys.exit(thunderbird.main(Reach))
