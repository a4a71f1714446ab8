"""handing.py: the part of the details where a report is chosen, seen, copied and saved"""
import bird

SECONDS = 120
FORMS = {"text": ".txt", "html": ".html", "json": ".json"}

SEEN = bird.PLACES + """
  const pane = find(given[0]).document.querySelector("#certfirst-ribbon .panel:not([hidden]) .choices");
  const preview = pane && pane.querySelector(".preview:not([hidden])");
  if (!preview || preview.getBoundingClientRect().height == 0) return null;
  return { text: preview.value, file: preview.dataset.file, number: pane.querySelectorAll(".preview:not([hidden])").length,
           form: pane.querySelector("input[type=radio]:checked").value, everything: pane.querySelector("input[type=checkbox]").checked,
           note: [...pane.querySelectorAll(".name")].filter(one => !one.hidden).map(one => one.textContent).join("|"),
           labels: [...pane.querySelectorAll("label, button")].map(one => one.textContent) };
"""

CLIPBOARD = """
  const t = Cc["@mozilla.org/widget/transferable;1"].createInstance(Ci.nsITransferable);
  t.init(null); t.addDataFlavor("text/plain");
  Services.clipboard.getData(t, Services.clipboard.kGlobalClipboard);
  const data = {};
  try { t.getTransferData("text/plain", data); } catch (e) { return ""; }
  return data.value.QueryInterface(Ci.nsISupportsString).data;
"""


# Something in the window of the button of the message header, a page of the add-on in a process of its own; a press there is a person's.
POPUP = """
  const main = Services.wm.getMostRecentWindow("mail:3pane");
  const browser = main.document.querySelector("browser.webextension-popup-browser");
  const global = browser && browser.browsingContext && browser.browsingContext.currentWindowGlobal;
  if (!global || !browser.currentURI.spec.startsWith("moz-extension:")) return null;
  return global.getActor("MarionetteCommands").executeScript(given[0], [given[1]], { sandboxName: "system", newSandbox: true }).catch(() => null);
"""

POPUP_SEEN = """
  const preview = document.querySelector(".choices .preview:not([hidden])");
  return preview && { text: preview.value, choice: preview.dataset.choice, number: document.querySelectorAll(".preview").length,
    end: window.mozInnerScreenY + window.innerHeight, screen: screen.height, inner: window.innerHeight, body: document.body.clientHeight,
    note: document.querySelector(".note").textContent, buttons: [...document.querySelectorAll(".choices button")].map(one => one.textContent) };
"""

POPUP_CLICK = """
  const node = document.querySelector(arguments[0]);
  node.scrollIntoView();
  document.notifyUserGestureActivation();
  node.click();
  return true;
"""


POPUP_END = """
  const part = document.querySelector("details.help-desk");
  part.open = true;
  (document.querySelector(".export button.close") || part).scrollIntoView({ block: "end" });
  return true;
"""


def scroll_popup(box):
    """To its end, with the part for the help desk open."""
    bird.until(lambda: box.remote.run(POPUP, POPUP_END, None), SECONDS, "the end of the window of the button")


def see_popup(box):
    """{text, choice, number, note, buttons, end, screen, …} of the report in the window of the button; None without one."""
    return box.remote.run(POPUP, POPUP_SEEN, None)


def click_popup(box, selector):
    return bird.until(lambda: box.remote.run(POPUP, POPUP_CLICK, selector), SECONDS, f"{selector} in the window of the button")


def open_report(box, place="3pane"):
    """The part for the help desk, opened in details that are open; gives what is seen of the report at first."""
    def is_open():
        box.remote.run(bird.PLACES + """
          const part = find(given[0]).document.querySelector("#certfirst-ribbon details.help-desk");
          if (part) part.open = true;
        """, place)
        return see(box, place)
    return bird.until(is_open, SECONDS, "the forms of the report")


def see(box, place="3pane"):
    """{text, file, form, everything, note, labels} of the preview; None without one."""
    return box.remote.run(SEEN, place)


def choose(box, form, everything, place="3pane"):
    """By clicks, as a person does."""
    box.click(f'.choices input[value="{form}"]', place)
    if see(box, place)["everything"] != everything:
        box.click(".choices input[type=checkbox]", place)
    return bird.until(lambda: (now := see(box, place)) and (now["form"], now["everything"]) == (form, everything) and now, SECONDS,
                      f"{form}, {'everything' if everything else 'redacted'}")


def copied(box):
    """What is on the clipboard as text."""
    return box.remote.run(CLIPBOARD)
