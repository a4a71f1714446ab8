/* cf-mime-gmime.h — what the files that use GMime share
 *
 * GMime never opens a file here: it sees the message through a stream without
 * encoded words, and header fields with character sets of our table only.
 * Stands on: base, GMime.
 */
#pragma once

#include "cf-span.h"

#include <gmime/gmime.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeParser, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeParserOptions, g_mime_parser_options_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InternetAddressList, g_object_unref)

/* Raw 8-bit text is guessed from opened converters only, whatever the locale.  (transfer full) */
GMimeParserOptions *cf_mime_gmime_options_new (void);

/* The message as a stream over borrowed bytes: it must outlive the stream and
 * everything that is parsed from it.  (transfer full) */
GMimeStream *cf_mime_stream_new (CfSpan message);

/* What the stream gives for @text.  (transfer full) */
char *cf_mime_stream_show (const char *text);

G_END_DECLS
