/* cf-domain-auth-lex.h — words, quoted strings and comments of a structured field
 *
 * Inside domain only.  Reads hostile bytes (RFC 5322 section 3.2, with the
 * UTF-8 of RFC 6532); nesting costs no depth of calls.
 */
#pragma once

#include "cf-span.h"

G_BEGIN_DECLS

/* Blanks, folding and comments at the beginning of @rest; FALSE when a comment has no end. */
gboolean cf_domain_lex_skip (CfSpan *rest);

/* Takes @byte off @rest, when that is what comes next. */
gboolean cf_domain_lex_take (CfSpan *rest, char byte);

/* Letters, digits, "-" and "_", at least one: Keyword of RFC 8601 section 2.2. */
gboolean cf_domain_lex_keyword (CfSpan *rest, CfSpan *out_word);

/**
 * cf_domain_lex_value:
 * @stop: ASCII bytes that end it beside blanks, quotes and parentheses
 *
 * A run of words and quoted strings without anything between, as a
 * token, an address with a quoted local part, or one quoted string.
 *
 * Returns: (transfer full) (nullable): without the quotes of a string that
 *   stands alone; %NULL when there is nothing or a quote has no end
 */
char *cf_domain_lex_value (CfSpan *rest, const char *stop);

/* Passes over everything up to the next @byte outside quotes and comments, or to the end.  FALSE as in skip. */
gboolean cf_domain_lex_seek (CfSpan *rest, char byte);

G_END_DECLS
