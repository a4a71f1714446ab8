/* cf-time.h — moments, in seconds since 1970 UTC
 *
 * Times are arguments: nothing in the checking core reads a clock.
 * Stands on: GLib, OpenSSL's time type.
 */
#pragma once

#include <glib.h>
#include <openssl/asn1.h>

G_BEGIN_DECLS

/* Seconds since 1970-01-01T00:00:00Z. */
typedef gint64 CfTime;

/* "Not known": no moment at all. */
#define CF_TIME_UNKNOWN G_MININT64

#define CF_TIME_DAY ((CfTime) 24 * 60 * 60)

/**
 * cf_time_parse:
 * @text: RFC 3339 date and time, with "Z" or a numeric offset
 * @out_time: (out): written only on success
 *
 * Returns: whether @text is a moment
 */
gboolean cf_time_parse (const char *text, CfTime *out_time) G_GNUC_WARN_UNUSED_RESULT;

/**
 * cf_time_format:
 *
 * Returns: (transfer full) (nullable): RFC 3339 in UTC with seconds; %NULL for %CF_TIME_UNKNOWN
 */
char *cf_time_format (CfTime time);

/* The moment of an ASN.1 time; %CF_TIME_UNKNOWN when it is no time at all. */
CfTime cf_time_from_asn1 (const ASN1_TIME *time);

G_END_DECLS
