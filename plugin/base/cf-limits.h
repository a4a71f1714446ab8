/* cf-limits.h — every limit on what a stranger may make us do
 *
 * One row a limit: why that number.  What is beyond a limit is a fact about
 * the message (its reason code stands in the row) and never an approval; each
 * limit has a test under tests/.
 */
#pragma once

#define CF_KIB 1024u
#define CF_MIB (1024u * CF_KIB)

/* CF901.  Above the 25 MB that large providers accept, with base64 on top. */
#define CF_LIMIT_MESSAGE_BYTES (64u * CF_MIB)

/* CF902.  Real mail has under 100 parts; digests of lists a few hundred. */
#define CF_LIMIT_PARTS 1000u

/* CF902.  Forwards of forwards seldom reach 10. */
#define CF_LIMIT_PART_DEPTH 32u

/* CF902.  All header fields of one part together; long Received and ARC chains stay under 100 KiB. */
#define CF_LIMIT_HEADER_BYTES (1u * CF_MIB)

/* CF902.  Header fields of one part. */
#define CF_LIMIT_HEADER_FIELDS 2000u

/* CF614.  Parameters of one Content-Type; looking for doubles must stay cheap.  Real ones have under 10. */
#define CF_LIMIT_PARAMETERS 64u

/* CF614.  One Content-* field: GMime compares every parameter with every other.  Real ones are under 1 KiB. */
#define CF_LIMIT_CONTENT_FIELD_BYTES (16u * CF_KIB)

/* CF614, CF611.  One From or Reply-To field: GMime reads groups by recursion and takes quadratic time over what is no
 * address.  A hundred addresses fit. */
#define CF_LIMIT_ADDRESS_FIELD_BYTES (8u * CF_KIB)

/* CF607.  Addresses of all From fields together that a report lists. */
#define CF_LIMIT_FROM_ADDRESSES 100u

/* CF607.  Those that an expectation is looked up for: as many as the largest header can hold, so that none hides
 * behind others. */
#define CF_LIMIT_FROM_LOOKUPS (CF_LIMIT_HEADER_BYTES / 4u)

/* CF614.  What looks like a field of addresses (From, To, Resent-Cc ...) anywhere in a mail, all together: GMime reads
 * groups by recursion, one a colon, and the whole list again for each field.  A mail to 5,000 people fits. */
#define CF_LIMIT_ADDRESSES_BYTES (256u * CF_KIB)
#define CF_LIMIT_ADDRESSES_FIELDS 2000u
#define CF_LIMIT_ADDRESSES_COLONS 4000u

/* CF107.  A detached signature with a long chain and timestamps is under 100 KiB; opaque ones carry the content. */
#define CF_LIMIT_CMS_BYTES CF_LIMIT_MESSAGE_BYTES

/* CF107.  Nesting of BER values in a ContentInfo; real ones use about 12. */
#define CF_LIMIT_CMS_DEPTH 32u

/* CF107.  Strings in the strings of a carried content: OpenSSL reads no more.  Real content has one level of them. */
#define CF_LIMIT_CMS_STRING_DEPTH 6u

/* CF612.  Signed, compressed or again signed content below one signature; what lies deeper was not looked at. */
#define CF_LIMIT_CMS_LAYERS 4u

/* CF107.  Co-signed mail has two or three signers. */
#define CF_LIMIT_SIGNERS 16u

/* CF107.  A chain with its cross-signed twins is under 10. */
#define CF_LIMIT_CERTIFICATES 64u

/* CF207.  Certificates of one path, anchor included. */
#define CF_LIMIT_CHAIN_LENGTH 10u

/* CF107.  One certificate: real ones are 1 to 4 KiB, those with the new large signatures about 20. */
#define CF_LIMIT_CERTIFICATE_BYTES (64u * CF_KIB)

/* No code: a larger certificate of a signer is described in the report, and not part of it. */
#define CF_LIMIT_REPORT_CERTIFICATE_BYTES (16u * CF_KIB)

/* CF107.  Names in one certificate that are compared with From. */
#define CF_LIMIT_CERT_ADDRESSES 100u

/* CF107.  Everything in a ContentInfo but the content: decoding costs up to 100 times what hashing does. */
#define CF_LIMIT_CMS_STRUCTURE_BYTES (4u * CF_MIB)

/* CF212.  RFC 5321 allows 64 + 1 + 255 bytes; a longer address matches nothing. */
#define CF_LIMIT_ADDRESS_BYTES 320u

/* CF207.  Steps from a certificate to a possible issuer in one search; an ordinary mail needs 2. */
#define CF_LIMIT_PATH_STEPS 256u

/* CF219.  Complete paths of one signer that are verified; cross-signed roots have two or three. */
#define CF_LIMIT_PATHS 8u

/* CF108, CF219.  A larger RSA key costs milliseconds a time; certificates on sale end at 4096. */
#define CF_LIMIT_RSA_BITS 8192u

/* CF104.  Certificates with one issuer and serial number that are tried for one signer; honest mail has one. */
#define CF_LIMIT_SIGNER_CANDIDATES 4u

/* CF219.  Policies and their mappings in one certificate: OpenSSL needs time by the square of their number; real
 * ones with their notices are under 2 KiB. */
#define CF_LIMIT_CERT_POLICY_BYTES (8u * CF_KIB)

/* CF219.  Alternative names of a certificate times the subtrees of a name constraint above it; real ones have under
 * 10 names and some hundred subtrees. */
#define CF_LIMIT_NAME_COMPARISONS 65536u

/* CF307.  A URL in a certificate, and URLs of one kind in one certificate; real ones have under 200 bytes and one or two. */
#define CF_LIMIT_URL_BYTES 1024u
#define CF_LIMIT_CERT_URLS 4u

/* CF207.  The answer to a missing issuer: a certificate has under 4 KiB, a bag of them seldom 64, with under ten in it. */
#define CF_LIMIT_ISSUER_BYTES (256u * CF_KIB)
#define CF_LIMIT_ISSUERS 16u

/* CF107.  Compressed content may grow by this much at most, and to CF_LIMIT_MESSAGE_BYTES. */
#define CF_LIMIT_INFLATE_FACTOR 200u

/* CF307.  One answer about one certificate, with the responder's own: real ones are under 5 KiB. */
#define CF_LIMIT_OCSP_BYTES (64u * CF_KIB)

/* CF307.  Certificates that one such answer speaks of; real ones speak of one. */
#define CF_LIMIT_OCSP_SINGLES 64u

/* CF307.  Certificates that are tried as the signer of an answer or a list: each costs a signature. */
#define CF_LIMIT_ANSWER_SIGNERS 4u

/* CF307.  Certificates on one revocation list; 10 MiB hold half a million of the shortest entries. */
#define CF_LIMIT_CRL_ENTRIES 400000u

/* CF905.  A policy file; the largest known has some thousand senders. */
#define CF_LIMIT_POLICY_BYTES (4u * CF_MIB)

/* CF905.  A signed bundle of policy files: four of the largest, and more files than an administrator can oversee. */
#define CF_LIMIT_BUNDLE_BYTES (16u * CF_MIB)
#define CF_LIMIT_BUNDLE_FILES 256u

/* DOMAIN_NOT_PROVED.  DKIM-Signature fields that are looked at; relayed mail has two or three. */
#define CF_LIMIT_DKIM_SIGNATURES 8u

/* DOMAIN_NOT_PROVED.  Tags of one DKIM-Signature; RFC 6376 names 14. */
#define CF_LIMIT_DKIM_TAGS 32u

/* RFC 8617 section 4.2.1: the largest instance of an ARC set; real chains have one to four. */
#define CF_LIMIT_ARC_SETS 50u

/* ARC fail.  Different keys that one chain may ask for: those of four handlers, with room for more, must not use up
 * the questions about certificates. */
#define CF_LIMIT_ARC_KEYS 16u

/* DKIM permerror.  TXT records at one selector that are tried as its key; there should be one. */
#define CF_LIMIT_DKIM_KEYS 4u
/* DMARC unknown.  Tags of one DMARC or BIMI record; RFC 9989 names 11. */
#define CF_LIMIT_DMARC_TAGS 32u

/* DMARC unknown.  Domains of one From that are walked up, eight questions each; honest mail has one. */
#define CF_LIMIT_DMARC_AUTHORS 3u

/* DMARC unknown.  Domains of passing seals that are walked up beside From's own; relayed mail has two. */
#define CF_LIMIT_DMARC_SEALS 3u

/* No reason code: others' claims, from the top.  Authentication-Results fields of one mail, methods of one,
 * properties of one method, bytes of one field; real ones have three, six, five and 2 KiB. */
#define CF_LIMIT_AUTH_FIELDS 8u
#define CF_LIMIT_AUTH_METHODS 24u
#define CF_LIMIT_AUTH_PROPERTIES 8u
#define CF_LIMIT_AUTH_FIELD_BYTES (8u * CF_KIB)

/* BIMI fail.  A mark certificate with its chain: the picture in it is held to 32 KiB before it is packed. */
#define CF_LIMIT_MARK_BYTES (256u * CF_KIB)

/* DESIGN: one check asks at most this much. */
#define CF_LIMIT_QUESTIONS 64u

/* One question: a URL and an OCSP request, or a domain name. */
#define CF_LIMIT_QUESTION_BYTES 4096u

/* CF307.  Rounds of asking and answering in one check (DESIGN). */
#define CF_LIMIT_ROUNDS 4u

/* CF307.  One answer: the largest revocation lists of public e-mail authorities have some megabytes. */
#define CF_LIMIT_ANSWER_BYTES (10u * CF_MIB)

/* CF307.  Records of one DNS answer, bytes of one such record. */
#define CF_LIMIT_ANSWER_RECORDS 64u
#define CF_LIMIT_DNS_RECORD_BYTES (64u * CF_KIB)

/* CF906.  One record of the history; the list of domains is the longest, 500 names of at most 253 bytes. */
#define CF_LIMIT_HISTORY_RECORD_BYTES (192u * CF_KIB)

/* CF506.  Domains of known correspondents that a name is compared with; few people have that many. */
#define CF_LIMIT_HISTORY_DOMAINS 500u

/* CF906.  One text in the history: a name in a certificate or a Message-ID, made visible; 1000 characters of UTF-8. */
#define CF_LIMIT_HISTORY_TEXT_BYTES (8u * CF_KIB)

/* CF112.  Messages without a counted signed mail among them that are noted for one signature value: who sends more
 * replays fills no disk. */
#define CF_LIMIT_HISTORY_REPLAYS 16u

/* CF906.  How long a client waits for another one that writes the history at the same time. */
#define CF_LIMIT_HISTORY_WAIT_MS 5000

/* Nesting of the JSON in a line of recorded answers or of an exported history: the parser is recursive. */
#define CF_LIMIT_LINE_DEPTH 2u

/* CF307.  One answer on its way between our processes: the largest body in base64, or as text with every letter escaped. */
#define CF_LIMIT_ANSWER_FRAME_BYTES (2u * CF_LIMIT_ANSWER_BYTES + 64u * CF_KIB)

/* CF307.  Questions that the lookup process has open; one check asks 64, and checks run one after the other. */
#define CF_LIMIT_OPEN_QUESTIONS 256u

/* CF307.  Bodies that come in and answers that nobody has read yet, all together: memory, not an answer. */
#define CF_LIMIT_LOOKUP_BYTES (64u * CF_MIB)

/* CF307.  Header fields of one HTTP answer; real ones are under 2 KiB. */
#define CF_LIMIT_HTTP_HEADER_BYTES (64u * CF_KIB)

/* CF307.  Redirects of one fetch: from http to https, and to another host. */
#define CF_LIMIT_HTTP_REDIRECTS 3u

/* Transfers at a time with one web server, and in all: a slow one leaves room for the others. */
#define CF_LIMIT_HTTP_PER_HOST 4u
#define CF_LIMIT_HTTP_CONNECTIONS 64u

/* Answers that are kept: in memory, and in the folder of the cache.  Oldest go first. */
#define CF_LIMIT_CACHE_MEMORY_BYTES (16u * CF_MIB)
#define CF_LIMIT_CACHE_FOLDER_BYTES (50u * CF_MIB)

/* How long answers are kept, in seconds: not shorter than a mail is looked at, a failure not so long that a
 * repaired server is missed, "no such thing" not so long that a new record is. */
#define CF_LIMIT_KEEP_LEAST_SECONDS 30
#define CF_LIMIT_KEEP_FAILED_SECONDS 60
#define CF_LIMIT_KEEP_EMPTY_SECONDS 600
#define CF_LIMIT_KEEP_UNDATED_SECONDS 3600
/* DNS behind a server that takes signatures away: what a café's network says is not to be believed at home. */
#define CF_LIMIT_KEEP_UNCHECKED_SECONDS 600

/* The state of the DNS root's keys in the cache folder; some hundred bytes a key. */
#define CF_LIMIT_ROOT_KEY_BYTES (64u * CF_KIB)

/* One frame from a client or the checking process. */
#define CF_LIMIT_REQUEST_BYTES (64u * CF_KIB)
#define CF_LIMIT_DATA_FRAME_BYTES (1u * CF_MIB)
#define CF_LIMIT_REPLY_BYTES (900u * CF_KIB)

/* What one check may wait in the queue for, per client. */
#define CF_LIMIT_OPEN_CHECKS 256u

/* CF904.  Where evidence is written it is held to about 1 MiB; a process that sends more is not ours any more. */
#define CF_LIMIT_EVIDENCE_BYTES (4u * CF_MIB)

/* Nesting of the JSON in a frame: a report has about 8, and the parser is recursive. */
#define CF_LIMIT_FRAME_DEPTH 32u

/* CF903.  One check: 25 MB take well under a second on a slow machine. */
#define CF_LIMIT_CHECK_SECONDS 10u
#define CF_LIMIT_CHECK_SECONDS_PER_MIB 1u

/* Answers to the questions of one check, all together: revocation lists of a chain; the child's memory is limited too. */
#define CF_LIMIT_ANSWERS_BYTES (32u * CF_MIB)

/* CF307.  What all look-ups of one check may take: a person waits; a slow responder is asked again later. */
#define CF_LIMIT_LOOKUP_SECONDS 15u

/* CF904.  Address space of a checking process beyond what it begins with, and for each byte of its message:
 * decoded, decoded again below a signature, and copied on the way; for each byte of answers alike. */
#define CF_LIMIT_CHILD_BYTES (128u * CF_MIB)
#define CF_LIMIT_CHILD_FACTOR 8u
#define CF_LIMIT_CHILD_ANSWERS_BYTES (3u * CF_LIMIT_ANSWERS_BYTES)

/* Checking processes at work at a time (as many as there are processors, but not more), and with those that wait
 * for answers. */
#define CF_LIMIT_WORKING_CHILDREN 4u
#define CF_LIMIT_CHILDREN 16u

/* A trial's child reads so many messages, one after the other, before a fresh one takes its place, and none that is
 * larger: its memory is limited when it begins. */
#define CF_LIMIT_BULK_MESSAGES 64u
#define CF_LIMIT_BULK_MESSAGE_BYTES (1u * CF_MIB)

/* CF904.  A message that ended so many checking processes is not tried again; how many such messages are remembered. */
#define CF_LIMIT_CULPRIT_DEATHS 2u
#define CF_LIMIT_CULPRITS 64u

/* CF904.  Opening roots and policy takes under 0.1 s; a network folder may be slow. */
#define CF_LIMIT_PREPARE_SECONDS 20u

/* CF904.  A process that others come from, or that looks up, and died this often without doing anything useful rests
 * before it is started again. */
#define CF_LIMIT_DEATHS 3u
#define CF_LIMIT_REST_SECONDS 10u

/* CF903.  How long a client waits for any sign of its engine, beside the seconds per MiB of a check. */
#define CF_LIMIT_WAIT_SECONDS 30u

/* Bytes of messages that a client has given away and not got back: memory, not an answer. */
#define CF_LIMIT_IN_FLIGHT_BYTES CF_LIMIT_MESSAGE_BYTES

/* Messages that arrived and whose text a mail client does not have yet: more of them are checked when they are opened. */
#define CF_LIMIT_INBOX_WAITING 10000u

/* Mails of which a mail client remembers that the mark in its list is ours; the oldest is forgotten, and keeps its mark. */
#define CF_LIMIT_MARKS 5000u

/* Local mails of which a mail client remembers the account; the oldest is forgotten, and has none then. */
#define CF_LIMIT_ORIGINS 20000u

/* A file that a mail client's adapter keeps: names of folders, and the numbers above. */
#define CF_LIMIT_KEPT_BYTES (16u * CF_MIB)

/* Text from a message in a report, in characters of UTF-8. */
#define CF_LIMIT_TEXT_CHARS 1000u

/* Folders below each other in a mailbox on the command line: each holds a descriptor open. */
#define CF_LIMIT_FOLDER_DEPTH 32u

/* Different senders, authorities or rules that "policy dry-run" tells apart: more would not be read by anybody. */
#define CF_LIMIT_TALLY_ROWS 10000u
