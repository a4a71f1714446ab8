/* cf-lookup-record.h — what a DNS question asks, and the data of DNS records -> answer
 *
 * No input or output.  Stands on: base, question, libunbound's result.
 */
#pragma once

#include <unbound.h>

#include "cf-question-answer.h"

G_BEGIN_DECLS

/**
 * cf_lookup_record_parse_key:
 * @key: "TYPE name"
 * @out_type: (out): its number
 * @out_name: (out) (transfer none): the name inside @key
 *
 * Takes the types TXT, SMIMEA, A, AAAA and MX, and names of at most 253
 * characters: labels of 1 to 63 letters, digits, "-" and "_", no dot at the end.
 *
 * Returns: whether it may be asked
 */
gboolean cf_lookup_record_parse_key (const char *key, int *out_type, const char **out_name) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @name is a name as above. */
gboolean cf_lookup_record_is_name (const char *name);

/**
 * cf_lookup_record_read:
 * @now: the time it is
 * @result: what libunbound says of the question @key
 *
 * What is bogus hands on no data.  More than CF_LIMIT_ANSWER_RECORDS records,
 * one that is too large, or a TXT record that is none, is a failed answer.
 *
 * Returns: (transfer full)
 */
CfAnswer *cf_lookup_record_read (const char *key, const struct ub_result *result, CfTime now);

/* Whether the answer about a name without alias came with signatures (RFC 4035 section 3.1.1). */
gboolean cf_lookup_record_is_signed (const struct ub_result *result);

G_END_DECLS
