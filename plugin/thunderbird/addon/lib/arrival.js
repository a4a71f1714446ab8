/* arrival.js — which mail of a folder has just arrived, and which was only listed for the first time
 *
 * A new account is told of all its old mail at once.  Such mail must not count
 * as arriving now, or its certificates would have "expired before arrival".
 */

/**
 * @known: (nullable): what was kept of this folder: { validity, highest }
 * @mails: [{ key, validity, server, read }] of one folder, as it was told
 *
 * Returns: { arrived: indices into @mails, state: to be kept }
 */
export function findArrivals(known, mails) {
  const server = mails.some(mail => mail.server);
  const validity = mails.length > 0 ? mails[0].validity : 0;
  const listed = Boolean(known) && (!server || known.validity === validity);
  const highest = listed ? known.highest : -1;
  const arrived = [];

  mails.forEach((mail, i) => {
    /* Keys of a local folder are places in a file, and start again when it is compacted. */
    if (listed && !mail.read && (!server || mail.key > highest))
      arrived.push(i);
  });
  return { arrived, state: { validity, highest: Math.max(highest, ...mails.map(mail => mail.key)) } };
}
