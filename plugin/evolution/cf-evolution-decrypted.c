/* cf-evolution-decrypted.c — bytes -> client: what Evolution decrypted of an encrypted mail */
#include "cf-evolution-decrypted.h"

#include <string.h>

#include <em-format/e-mail-part-secure-button.h>

/* Parts below the root of the message alone begin so. */
#define ROOT_ENCRYPTED ".message.encrypted-smime."

gboolean
cf_evolution_decrypted_may_come (CamelMimeMessage *message)
{
  CamelContentType *type = camel_mime_part_get_content_type (CAMEL_MIME_PART (message));

  return camel_content_type_is (type, "application", "pkcs7-mime") || camel_content_type_is (type, "application", "x-pkcs7-mime");
}

static gboolean
is_signed (CamelMimePart *part)
{
  CamelContentType *type = camel_mime_part_get_content_type (part);

  return camel_content_type_is (type, "multipart", "signed") || camel_content_type_is (type, "application", "pkcs7-mime") ||
         camel_content_type_is (type, "application", "x-pkcs7-mime");
}

static GBytes *
write_part (CamelMimePart *part)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  if (camel_data_wrapper_write_to_output_stream_sync (CAMEL_DATA_WRAPPER (part), stream, NULL, NULL) < 0 ||
      !g_output_stream_close (stream, NULL, NULL))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

/* The host's own line about a signature belongs to the part that carries it.  For a mail that holds no second
 * envelope that part is the message itself, of which nothing new can be learned. */
static GBytes *
take_part (EMailPart *part, CamelMimeMessage *message)
{
  const char *id = e_mail_part_get_id (part);
  g_autoptr (CamelMimePart) mime_part = NULL;

  if (!E_IS_MAIL_PART_SECURE_BUTTON (part) || id == NULL || !g_str_has_prefix (id, ROOT_ENCRYPTED))
    return NULL;

  mime_part = e_mail_part_ref_mime_part (part);
  if (mime_part == NULL || mime_part == CAMEL_MIME_PART (message) || !is_signed (mime_part))
    return NULL;
  return write_part (mime_part);
}

GBytes *
cf_evolution_decrypted_take (EMailPartList *parts)
{
  GQueue queue = G_QUEUE_INIT;
  GBytes *found = NULL;
  EMailPart *part;

  e_mail_part_list_queue_parts (parts, NULL, &queue);
  while ((part = g_queue_pop_head (&queue)) != NULL) {
    if (found == NULL)
      found = take_part (part, e_mail_part_list_get_message (parts));
    g_object_unref (part);
  }
  return found;
}
