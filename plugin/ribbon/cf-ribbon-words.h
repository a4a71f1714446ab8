/* cf-ribbon-words.h — the headlines, meanings and advice that reasons point to
 *
 * One row a sentence; the character is the one in cf-reason-table.h.
 */
#ifndef CF_HEADLINE
#define CF_HEADLINE(key, text)
#endif
#ifndef CF_MEANING
#define CF_MEANING(key, text)
#endif
#ifndef CF_ADVICE
#define CF_ADVICE(key, text)
#endif

/* TRANSLATORS: headline of the ribbon; up to 56 characters plus names, 32 full-width. */
CF_HEADLINE ('1', N_("Signed by {o}"))
CF_HEADLINE ('2', N_("Signed by {a}"))
CF_HEADLINE ('3', N_("Really sent from {d}"))
CF_HEADLINE ('4', N_("Not signed"))
CF_HEADLINE ('5', N_("No valid certificate from {o}: treat this mail as fraud"))
CF_HEADLINE ('6', N_("The usual signature is missing"))
CF_HEADLINE ('7', N_("This mail was changed after it was signed"))
CF_HEADLINE ('8', N_("The signature is broken"))
CF_HEADLINE ('9', N_("We cannot confirm who signed this"))
CF_HEADLINE ('A', N_("Signed by someone other than the sender"))
CF_HEADLINE ('B', N_("Signed with a cancelled certificate"))
CF_HEADLINE ('C', N_("Perhaps not sent from {d}"))
CF_HEADLINE ('D', N_("Unclear who sent this"))
CF_HEADLINE ('E', N_("Not checked yet"))
CF_HEADLINE ('F', N_("This mail could not be checked"))
CF_HEADLINE ('G', N_("Replies go somewhere else"))
CF_HEADLINE ('H', N_("Another address is using the name {o}"))
CF_HEADLINE ('I', N_("This address only looks like {d}"))
CF_HEADLINE ('J', N_("Only part of this mail is signed"))
CF_HEADLINE ('K', N_("Changed by a mailing list"))
CF_HEADLINE ('L', N_("This can no longer be checked"))
CF_HEADLINE ('M', N_("Perhaps an older mail, sent again"))
CF_HEADLINE ('N', N_("For reference"))

/* TRANSLATORS: what a reason means; one sentence in Details and on the answer sheet. */
CF_MEANING ('0', N_("Nothing is wrong."))
CF_MEANING ('1', N_("It is from the signer named and was not altered."))
CF_MEANING ('2', N_("The address is proven; a personal or company name is not."))
CF_MEANING ('3', N_("Tampered with, or damaged on the way; we cannot tell which."))
CF_MEANING ('4', N_("Someone may be posing as this sender."))
CF_MEANING ('5', N_("It may be genuine, but there is no proof."))
CF_MEANING ('6', N_("It was valid on arrival, and still counts."))
CF_MEANING ('7', N_("Someone else may be able to sign as this sender."))
CF_MEANING ('8', N_("Often a slip in the sender's settings or renewal."))
CF_MEANING ('9', N_("Normal for mailing lists and forwarding."))
CF_MEANING ('A', N_("This tells which servers sent it, not which person."))
CF_MEANING ('B', N_("Other letters can look the same."))
CF_MEANING ('C', N_("The check is unfinished: neither safe nor dangerous."))
CF_MEANING ('D', N_("Your administrator has set this."))
CF_MEANING ('E', N_("Anyone can write any name there."))
CF_MEANING ('F', N_("Anyone could have added the unsigned text."))
CF_MEANING ('G', N_("Often harmless, but also used in fraud."))
CF_MEANING ('H', N_("The text is signed; subject, date and recipients may not be."))
CF_MEANING ('J', N_("Some issuers soon cancel if receipt is not confirmed."))

/* TRANSLATORS: what the reader can do; one sentence, read out by help desks. */
CF_ADVICE ('0', N_("Nothing is needed."))
CF_ADVICE ('1', N_("Do not open links or attachments, and do not reply."))
CF_ADVICE ('2', N_("Ask through a phone number or site you already know."))
CF_ADVICE ('3', N_("Tell your help desk the code."))
CF_ADVICE ('4', N_("Ask the sender to renew or fix the certificate."))
CF_ADVICE ('5', N_("Once online or decrypted, choose Check again."))
CF_ADVICE ('6', N_("Read it as ordinary mail."))
CF_ADVICE ('7', N_("Look at the address before you reply or pay."))
CF_ADVICE ('9', N_("Rely only on the part marked as signed."))

#undef CF_HEADLINE
#undef CF_MEANING
#undef CF_ADVICE
