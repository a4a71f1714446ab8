/* arrival.js — which mail of a folder has just arrived, and which was only listed for the first time
 *
 * A new account is told of all its old mail, in one or more parts, and
 * together with what arrives soon after.  Old mail must not count as arriving
 * now, or its certificates would have "expired before arrival".  In doubt
 * nothing arrives: a mail that is opened is judged all the same.
 */

/* The first fetch of an account by POP has no end that anybody tells of. */
const FIRST_FETCH_MS = 60 * 60 * 1000;

/* What is known of the folder from before; undefined for nothing. */
function findBase(known, { server, validity, listed }, now) {
  const isBase = server
    /* Of a server whose numbers began anew nothing that was kept says anything. */
    ? seen => seen && seen.validity === validity
    : seen => seen && now - (seen.since || 0) >= FIRST_FETCH_MS;
  return [known, listed].find(isBase);
}

/**
 * @known: (nullable): what was kept of this folder: { validity, highest, since }
 * @mails: [{ key, validity, server, read, listed }] of one folder, as it was told, at least one;
 *   listed: (nullable): { validity, highest } when the folder was first listed
 * @now: in milliseconds
 *
 * Returns: { arrived: indices into @mails, state: to be kept; null for nothing }
 */
export function findArrivals(known, mails, now) {
  const [{ server, validity }] = mails;
  const base = findBase(known, mails[0], now);
  const top = Math.max(...mails.map(mail => mail.key));
  const arrived = [];

  if (!base)
    return { arrived, state: server ? null : known || { validity, highest: top, since: now } };
  /* Keys of a local folder may start again when it is compacted: only what was there when Thunderbird started is old. */
  const old = server ? base : mails[0].listed || { highest: -1 };
  mails.forEach((mail, i) => {
    if (!mail.read && mail.key > old.highest)
      arrived.push(i);
  });
  return { arrived, state: { validity, highest: Math.max(base.highest, top), since: base.since || 0 } };
}
