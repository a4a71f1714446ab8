/* column.js — which mails are dangerous -> a column of the list of messages
 *
 * Danger only, in words: a positive mark in a list would be believed of a mail
 * that nobody looked at.  Kept on this computer, so no server can set it.
 */
/* global Cc, Ci, ChromeUtils, Services */

const { ThreadPaneColumns } = ChromeUtils.importESModule("chrome://messenger/content/ThreadPaneColumns.mjs");
const certfirstColour = /^#[0-9a-f]{6}$/i;

this.CertfirstColumn = class {
  /**
   * @id: of the column
   * @nameOf: header -> the name that a mark is kept by
   */
  constructor({ id, nameOf }) {
    this.id = id;
    this.nameOf = nameOf;
    this.marks = new Set();
    this.shown = null;
    this.sheet = null;
    this.sheets = Cc["@mozilla.org/content/style-sheet-service;1"].getService(Ci.nsIStyleSheetService);
  }

  paint(colour) {
    if (this.sheet)
      this.sheets.unregisterSheet(this.sheet, this.sheets.AUTHOR_SHEET);
    this.sheet = null;
    if (!certfirstColour.test(colour))
      return;
    const css = `tr:not(.selected) td.${this.id.toLowerCase()}-column { color: ${colour}; font-weight: bold; }`;
    this.sheet = Services.io.newURI(`data:text/css,${encodeURIComponent(css)}`);
    this.sheets.loadAndRegisterSheet(this.sheet, this.sheets.AUTHOR_SHEET);
  }

  /* @column: { name, text, colour }; null takes the column away */
  show(column) {
    if (JSON.stringify(column) === JSON.stringify(this.shown))
      return;
    if (this.shown)
      ThreadPaneColumns.removeCustomColumn(this.id);
    this.shown = column;
    this.paint(column ? column.colour : "");
    if (!column)
      return;
    ThreadPaneColumns.addCustomColumn(this.id, {
      name: column.name,
      hidden: false,
      sortable: true,
      textCallback: hdr => (this.marks.has(this.nameOf(hdr)) ? column.text : ""),
    });
  }

  refresh() {
    if (this.shown)
      ThreadPaneColumns.refreshCustomColumn(this.id);
  }

  set(name, danger) {
    if (this.marks.has(name) === danger)
      return;
    if (danger)
      this.marks.add(name);
    else
      this.marks.delete(name);
    this.refresh();
  }

  setAll(names) {
    names.forEach(name => this.marks.add(name));
    this.refresh();
  }
};
