/* background.js — each mail that is shown is read and told of in a row of its header */
browser.messageDisplay.onMessageDisplayed.addListener(async (tab, message) => {
  if (message) {
    await browser.messages.getRaw(message.id);
    await browser.neighbour.draw(tab.id, message.headerMessageId);
  }
});
