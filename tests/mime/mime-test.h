/* mime-test.h — what the tests of mime share */
#pragma once

#include "cf-mime-internal.h"

#include <time.h>

/* Of this process alone, so that a busy machine does not matter; valgrind takes some twenty times as long, and says so. */
static inline double
test_seconds_since (clock_t start)
{
  double seconds = (double) (clock () - start) / CLOCKS_PER_SEC;

  return g_getenv ("CF_TEST_SLOW") != NULL ? seconds / 20 : seconds;
}

/* A mail written with LF, read as it is.  @text must outlive the result. */
static inline CfMime *
test_read (const char *text, CfFacts *facts)
{
  return cf_mime_read (cf_span_str (text), facts);
}

/* Every LF as CRLF. */
static inline char *
test_to_crlf (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '\n')
      g_string_append_c (out, '\r');
    g_string_append_c (out, *p);
  }

  return g_string_free (out, FALSE);
}

/* A field as the header of a mail holds it; @line must outlive the result. */
static inline CfMimeField
test_field (const char *line)
{
  CfSpan rest = cf_span_str (line);
  CfMimeField field;

  g_assert_true (cf_mime_header_next (&rest, &field));
  return field;
}

/* "1 text/plain; 2 image/png": number and type of every part, "*" behind those that are not displayed. */
static inline char *
test_dump_parts (const CfMime *mime)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < cf_mime_get_n_parts (mime); i++) {
    const CfMimePart *part = cf_mime_get_part (mime, i);

    g_string_append_printf (out, "%s%s %s%s", i == 0 ? "" : "; ", part->number, part->type,
                            part->displayed ? "" : "*");
  }

  return g_string_free (out, FALSE);
}

/* Whether @inner lies inside @outer. */
static inline gboolean
test_is_within (CfSpan inner, CfSpan outer)
{
  return inner.data >= outer.data && inner.data + inner.length <= outer.data + outer.length;
}

/* What must hold for any bytes at all. */
static inline void
test_check_invariants (const CfMime *mime, const CfFacts *facts, CfSpan message)
{
  CfMimeSignature signature;
  guint n = cf_mime_get_n_parts (mime);

  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpuint (n, <=, CF_LIMIT_PARTS);
  for (guint i = 0; i < n; i++) {
    const CfMimePart *part = cf_mime_get_part (mime, i);

    g_assert_cmpint (part->parent, <, (int) i);
    g_assert_true ((i == 0) == (part->parent == -1));
    g_assert_true (test_is_within (part->whole, part->parent < 0 ? message
                                                                 : cf_mime_get_part (mime, part->parent)->body));
    g_assert_true (test_is_within (part->header, part->whole));
    g_assert_true (test_is_within (part->body, part->whole));
    g_assert_cmpuint (part->depth, <, CF_LIMIT_PART_DEPTH);
    g_assert_true (g_utf8_validate (part->type, -1, NULL));
  }

  cf_mime_get_signature (mime, &signature);
  g_assert_cmpint (signature.entity, <, (int) n);
  g_assert_cmpint (signature.signature, <, (int) n);
  g_assert_cmpint (signature.form, ==, facts->smime.form);
  g_assert_true (signature.coverage == CF_COVERAGE_NONE || signature.signature >= 0);
  if (facts->limit == 0)
    g_assert_true (!(facts->evidence & CF_M (HEADERS_STRICT)) == !!(facts->evidence & CF_M (HEADERS_AMBIGUOUS)));
  else
    g_assert_false (facts->evidence & CF_M (HEADERS_STRICT));
  g_assert_true (!(facts->evidence & CF_M (CHARSETS_READ)) == !!(facts->evidence & CF_M (CHARSET_UNKNOWN)));
  g_assert_true ((facts->ambiguous_field != NULL) ==
                 !!(facts->evidence & (CF_M (HEADERS_AMBIGUOUS) | CF_M (CHARSET_UNKNOWN))));
  g_assert_true ((facts->limit == 0) == !!(facts->evidence & CF_M (WITHIN_LIMITS)));
  g_assert_true (!(facts->evidence & CF_M (COVERAGE_WHOLE)) || facts->limit == 0);
}
