/* fuzz-frames.c — what comes through a socket from another process; the first byte says in which pieces
 *
 * Claims: the pieces do not matter; no frame is larger or deeper than allowed; a request that is taken is written and
 * read again as the same; what is left out of json-glib's sight means what json-glib would have read.
 */
#include "cf-engine-request.h"
#include "cf-frame-json.h"
#include "cf-frame.h"
#include "cf-fuzz.h"
#include "cf-limits.h"

static void
read_request (JsonObject *object)
{
  g_autoptr (CfEngineRequest) request = cf_engine_request_read (object, NULL);
  g_autoptr (JsonObject) written = json_object_new ();
  g_autoptr (CfEngineRequest) again = NULL;

  if (request == NULL)
    return;

  cf_engine_request_write (request, written);
  again = cf_engine_request_read (written, NULL);
  CF_CLAIM (again != NULL && again->exact == request->exact && again->place == request->place);
  CF_CLAIM (g_strcmp0 (again->account, request->account) == 0 && again->received == request->received);
}

/* How many frames came before the end or an error; their texts go to @texts. */
static void
read_all (CfSpan bytes, gsize piece, GString *texts)
{
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (CF_LIMIT_REQUEST_BYTES);
  gboolean is_sound = TRUE;

  for (gsize at = 0; at < bytes.length && is_sound; at += piece) {
    cf_frame_reader_feed (reader, cf_span_sub (bytes, at, MIN (piece, bytes.length - at)), -1);
    for (;;) {
      g_auto (CfFrame) frame = CF_FRAME_INIT;
      g_autoptr (GBytes) written = NULL;

      is_sound = cf_frame_reader_take (reader, &frame, NULL);
      if (!is_sound || frame.object == NULL)
        break;
      CF_CLAIM (frame.size <= CF_LIMIT_REQUEST_BYTES && frame.fd == -1);
      written = cf_frame_write (frame.object);
      g_string_append_len (texts, g_bytes_get_data (written, NULL), (gssize) g_bytes_get_size (written));
      read_request (frame.object);
    }
  }

  g_string_append (texts, is_sound ? " sound" : " broken");
}

static void
read_text (CfSpan text)
{
  g_autoptr (JsonObject) object = text.length == 0 ? NULL : cf_frame_json_read (text, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GBytes) ours = NULL, theirs = NULL;

  if (object == NULL)
    return;

  CF_CLAIM (json_parser_load_from_data (parser, (const char *) text.data, (gssize) text.length, NULL));
  ours = cf_frame_write (object);
  theirs = cf_frame_write (json_node_get_object (json_parser_get_root (parser)));
  CF_CLAIM (g_bytes_equal (ours, theirs));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  CfSpan rest = cf_span (data, size);
  gsize piece = 1 + cf_fuzz_take (&rest, 255);
  g_autoptr (GString) in_pieces = g_string_new (NULL), at_once = g_string_new (NULL);

  read_all (rest, piece, in_pieces);
  read_all (rest, MAX (rest.length, 1), at_once);
  CF_CLAIM (g_string_equal (in_pieces, at_once));
  read_text (rest);
  return 0;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  cf_fuzz_begin ();
  return 0;
}
