/* cf-question-table.h — the kinds of questions, one row each, in the order of the enumeration
 *
 *   record bytes   the most that one record of an answer may have
 *   seconds        how long the lookup process tries at most; 0: it is not for it
 *   keep           how long an answer may be used again at most, whatever its sender says
 *
 * Freshness of revocation answers is judged by whoever checks their signature:
 * keeping one never makes it count for longer than it says itself.
 */
/*                kind     name       record bytes                seconds  keep */
CF_QUESTION_KIND (DNS,     "dns",     CF_LIMIT_DNS_RECORD_BYTES,  5,       1 * CF_TIME_DAY)
CF_QUESTION_KIND (OCSP,    "ocsp",    CF_LIMIT_ANSWER_BYTES,      10,      7 * CF_TIME_DAY)
CF_QUESTION_KIND (CRL,     "crl",     CF_LIMIT_ANSWER_BYTES,      10,      7 * CF_TIME_DAY)
CF_QUESTION_KIND (ISSUER,  "issuer",  CF_LIMIT_ANSWER_BYTES,      10,      30 * CF_TIME_DAY)
CF_QUESTION_KIND (HISTORY, "history", CF_LIMIT_ANSWER_BYTES,      0,       0)
#undef CF_QUESTION_KIND
