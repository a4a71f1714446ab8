/* fuzz-mime.c — a message's parts, header and words
 *
 * Claims: every part lies inside the message and inside its parent; limits on parts, depth and decoded bytes; all words
 * are UTF-8; the same bytes give the same parts; a signed entity and its signature are two parts of one multipart.
 */
#include "cf-fuzz.h"
#include "cf-limits.h"
#include "cf-mime-address.h"
#include "cf-mime.h"

static gboolean
is_inside (CfSpan outer, CfSpan inner)
{
  return inner.length == 0 || (inner.data >= outer.data && inner.data + inner.length <= outer.data + outer.length);
}

static void
claim_text (const char *text)
{
  CF_CLAIM (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
claim_part (const CfMime *mime, CfSpan message, guint index)
{
  const CfMimePart *part = cf_mime_get_part (mime, index);
  CfSpan outer = part->parent >= 0 ? cf_mime_get_part (mime, (guint) part->parent)->whole : message;
  g_autoptr (GBytes) decoded = cf_mime_decode (part, 65536);

  CF_CLAIM (part->parent < (int) index && is_inside (outer, part->whole));
  CF_CLAIM (is_inside (part->whole, part->header) && is_inside (part->whole, part->body));
  CF_CLAIM (part->depth <= CF_LIMIT_PART_DEPTH + 1);
  CF_CLAIM (decoded == NULL || g_bytes_get_size (decoded) <= 65536);
  CF_CLAIM (decoded == NULL || g_bytes_get_size (decoded) <= part->body.length || part->encoding == CF_MIME_ENCODING_IDENTITY);
  claim_text (part->filename);
  claim_text (part->type);
}

static void
claim_signature (const CfMime *mime)
{
  CfMimeSignature signature;

  cf_mime_get_signature (mime, &signature);
  if (signature.form == CF_SMIME_FORM_DETACHED && signature.coverage == CF_COVERAGE_WHOLE) {
    CF_CLAIM (signature.entity == 1 && signature.signature > 1);
    CF_CLAIM (cf_mime_get_part (mime, (guint) signature.signature)->parent == 0);
  }
}

static void
claim_facts (const CfFacts *facts)
{
  claim_text (facts->subject);
  claim_text (facts->message_id);
  claim_text (facts->sender.address);
  claim_text (facts->sender.display_name);
  claim_text (facts->sender.reply_to);
  claim_text (facts->ambiguous_field);
  /* A field with a character set that nobody knows is named, and no less strict for it. */
  CF_CLAIM ((facts->evidence & CF_M (HEADERS_STRICT)) == 0 || facts->ambiguous_field == NULL ||
            (facts->evidence & CF_M (CHARSET_UNKNOWN)) != 0);
  CF_CLAIM ((facts->evidence & CF_M (HEADERS_STRICT)) == 0 || (facts->evidence & CF_M (HEADERS_AMBIGUOUS)) == 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  CfSpan message = cf_span (data, size);
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfFacts) again = cf_facts_new ();
  g_autoptr (CfFacts) inner = cf_facts_new ();
  g_autoptr (CfMime) mime = cf_mime_read (message, facts);
  g_autoptr (CfMime) second = cf_mime_read (message, again);
  g_autoptr (CfMime) decrypted = cf_mime_read_inner (message, inner);
  g_autofree char *odd = NULL;
  g_autofree char *odd_post = NULL;
  g_autoptr (GPtrArray) addresses = cf_mime_list_addresses (cf_mime_get_part (mime, 0)->header, "To", &odd);
  g_autoptr (GPtrArray) posts = cf_mime_list_posts (cf_mime_get_part (mime, 0)->header, "List-Post", &odd_post);

  CF_CLAIM (cf_mime_get_n_parts (mime) >= 1 && cf_mime_get_n_parts (mime) <= CF_LIMIT_PARTS + 1);
  CF_CLAIM (cf_mime_get_n_parts (mime) == cf_mime_get_n_parts (second));
  CF_CLAIM (facts->evidence == again->evidence && g_strcmp0 (facts->sender.address, again->sender.address) == 0);
  for (guint i = 0; i < cf_mime_get_n_parts (mime); i++)
    claim_part (mime, message, i);
  for (guint i = 0; i < addresses->len; i++)
    claim_text (g_ptr_array_index (addresses, i));
  for (guint i = 0; i < posts->len; i++)
    claim_text (g_ptr_array_index (posts, i));
  claim_text (odd_post);
  claim_signature (mime);
  CF_CLAIM (cf_mime_get_n_parts (decrypted) >= 1);
  claim_facts (facts);
  cf_mime_check_protected (mime, message, facts);
  claim_text (facts->smime.protected_field);
  return 0;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  cf_fuzz_begin ();
  cf_mime_prepare ();
  return 0;
}
