/* report.js — what the engine says -> what may be shown, or nothing
 *
 * Strict: a reply that is not understood counts as none, and then the mail is
 * undetermined.  Nothing here can make a verdict better than it came.
 */
const VERDICTS = ["verified", "verified-domain", "unsigned", "missing-certificate", "untrusted", "invalid", "undetermined"];
const SEVERITIES = ["good", "neutral", "caution", "danger"];
const PARTS = ["advice", "sender", "certificate", "domain", "rules", "times", "reasons", "help-desk"];
const FORMS = ["text", "html", "json"];
/* As much as a frame of the engine holds. */
const EXPORT_CHARS = 1048576;
const KINDS = ["row", "fingerprint", "heading", "code", "text"];

/* The look follows from verdict and severity, as in plugin/ribbon/cf-ribbon.c. */
export function chooseLook(verdict, severity) {
  if (severity === "danger" || severity === "caution")
    return severity;
  if (severity === "good" && verdict === "verified")
    return "good";
  if (severity === "good" && verdict === "verified-domain")
    return "domain";
  return severity === "neutral" && verdict === "unsigned" ? "quiet" : "unknown";
}

function isText(value) {
  return typeof value === "string";
}

function isTextOrNull(value) {
  return value === null || isText(value);
}

function isRibbon(ribbon, look) {
  return ribbon !== null && typeof ribbon === "object" && ribbon.look === look &&
    isText(ribbon.icon) && /^certfirst-[a-z-]+$/.test(ribbon.icon) &&
    (ribbon.icon !== "certfirst-verified" || look === "good") &&
    (ribbon.icon !== "certfirst-verified-domain" || look === "domain") &&
    [ribbon.pill, ribbon.tooltip, ribbon.code].every(isTextOrNull) &&
    [ribbon.accessible_name, ribbon.accessible_description].every(isText) &&
    [ribbon.what_to_do, ribbon.check_again, ribbon.second_look].every(value => typeof value === "boolean");
}

/* Whether a ribbon may be drawn from a report. */
export function isReport(report) {
  return report !== null && typeof report === "object" && report.certfirst === 1 &&
    VERDICTS.includes(report.verdict) && SEVERITIES.includes(report.severity) &&
    isText(report.headline) && report.headline !== "" && isTextOrNull(report.detail) && isText(report.lang) &&
    isRibbon(report.ribbon, chooseLook(report.verdict, report.severity));
}

function isDetail(detail) {
  return detail !== null && typeof detail === "object" && KINDS.includes(detail.kind) &&
    isTextOrNull(detail.name) && isText(detail.text);
}

function isPart(part) {
  return part !== null && typeof part === "object" && PARTS.includes(part.part) && isText(part.title) &&
    Array.isArray(part.details) && part.details.every(isDetail);
}

function isExpect(expect) {
  return expect === null || (typeof expect === "object" && isText(expect.address) && isText(expect.question));
}

/* What the buttons of the details hand over. */
function isGiven({ redacted, certificates, expect }) {
  return isTextOrNull(redacted) && Array.isArray(certificates) && certificates.every(der => isText(der) && /^[A-Za-z0-9+/]+=*$/.test(der)) &&
    isExpect(expect);
}

/* Whether details may be drawn from a view. */
export function isView(view) {
  return view !== null && typeof view === "object" &&
    Array.isArray(view.summary) && view.summary.every(isText) &&
    Array.isArray(view.parts) && view.parts.every(isPart) &&
    view.words !== null && typeof view.words === "object" && Object.values(view.words).every(isText) &&
    isGiven(view);
}

function isForm(form, i) {
  return form !== null && typeof form === "object" && form.form === FORMS[i] && isText(form.name) &&
    isText(form.file) && /^certfirst-[A-Za-z0-9]{1,20}\.(txt|html|json)$/.test(form.file) &&
    [form.redacted, form.everything].every(text => isTextOrNull(text) && (text === null || text.length <= EXPORT_CHARS));
}

/* Whether a report may be copied and saved in the forms that the engine made of it. */
export function isExport(forms) {
  return Array.isArray(forms) && forms.length === FORMS.length && forms.every(isForm);
}

/* "certfirst 0.1.0" -> [0, 1, 0]; null for anything else. */
function readVersion(text) {
  const found = isText(text) && /^(?:certfirst )?(\d{1,5})\.(\d{1,5})\.(\d{1,5})/.exec(text);
  return found ? found.slice(1).map(Number) : null;
}

/* Whether an engine is as new as the add-on: both come from one release. */
export function isNewEnough(program, wanted) {
  const has = readVersion(program);
  const needs = readVersion(wanted);
  if (!has || !needs)
    return false;
  const first = has.findIndex((number, i) => number !== needs[i]);
  return first < 0 || has[first] > needs[first];
}
