/* cf-text.h — text of strangers, made safe to show
 *
 * Stands on: GLib.
 */
#pragma once

#include "cf-span.h"

G_BEGIN_DECLS

/**
 * cf_text_make_visible:
 * @text: any bytes
 * @length: bytes of @text, or -1 when it ends with NUL
 *
 * Text of a message as it may be shown and put into a report: valid UTF-8;
 * invalid bytes become U+FFFD; control, bidirectional and zero-width
 * characters become visible "\u{202E}"; line ends become a space; at most
 * CF_LIMIT_TEXT_CHARS characters, then "…".
 *
 * Returns: (transfer full): never %NULL
 */
char *cf_text_make_visible (const char *text, gssize length);

/* As g_utf8_normalize(), which reads past the end of a text that breaks off inside a character.
 * (transfer full) (nullable): NULL for what is not UTF-8 */
char *cf_text_normalize (const char *text, GNormalizeMode mode);

/* Whether every byte is printable ASCII. */
gboolean cf_text_is_ascii (const char *text);

/**
 * cf_text_domain_to_ascii:
 * @domain: any bytes: g_hostname_to_ascii() reads beyond the end of what is not UTF-8
 *
 * Returns: (transfer full) (nullable): A-labels (RFC 3490); %NULL when there are none
 */
char *cf_text_domain_to_ascii (const char *domain);

/* Whether an addr-spec may stand in a file of ours: dot-atoms of RFC 5322 section 3.2.3 in ASCII without "=", which parts
 * key and value there, one "@", a host name. */
gboolean cf_text_is_strict_address (const char *address);

/* Whether @c is a control, format, bidirectional or zero-width character that hides or moves text. */
gboolean cf_text_is_invisible (gunichar c);

/**
 * cf_text_isolate:
 * @text: one of ours, made safe to show
 *
 * Text that runs from right to left, such as a Hebrew name, reorders what stands around it, and turns a sentence that
 * begins with it.  Each such run is put between U+2068 and U+2069 (UAX #9 section 2.4), so that the sentence stays as
 * it is.  For what is drawn; files and terminals have the text without.
 *
 * Returns: (transfer full)
 */
char *cf_text_isolate (const char *text);

/* Whether the nullable strings are equal; %NULL equals only %NULL. */
static inline gboolean
cf_text_equal (const char *a, const char *b)
{
  return g_strcmp0 (a, b) == 0;
}

G_END_DECLS
