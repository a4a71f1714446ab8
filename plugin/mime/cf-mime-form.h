/* cf-mime-form.h — bytes -> the form in which they are hashed, piece by piece
 *
 * Inside mime only.  Stands on: base.
 */
#pragma once

#include "cf-limits.h"
#include "cf-mime-pass.h"

G_BEGIN_DECLS

/* Stays in the first cache together with the bytes that are read. */
#define CF_MIME_FORM_BUFFER_BYTES (16u * CF_KIB)

typedef void (*CfMimeFormSink) (gpointer user_data, CfSpan bytes);

/**
 * CfMimeFormer:
 * @cr: a CR was read and not yet written: it may begin a line end
 * @blank: white space was read and not yet written: it may end the line
 * @held: line ends that were not handed on, because nothing may follow them
 * @content: something was handed on; @ended: the last of it was a line end
 */
typedef struct {
  CfMimeForm form;
  CfMimeFormSink sink;
  gpointer user_data;
  gboolean cr;
  gboolean blank;
  guint64 held;
  gboolean content;
  gboolean ended;
  gsize used;
  guint8 *buffer;
} CfMimeFormer;

/* Begins a form; @sink gets its bytes, in order, with @user_data. */
void cf_mime_former_init (CfMimeFormer *self, CfMimeForm form, CfMimeFormSink sink, gpointer user_data);

/* The next bytes; the sink gets what is certain by now. */
void cf_mime_former_feed (CfMimeFormer *self, CfSpan bytes);

/* The bytes are at their end: the sink gets the rest. */
void cf_mime_former_finish (CfMimeFormer *self);

/* Frees what @self owns. */
void cf_mime_former_clear (CfMimeFormer *self);

G_END_DECLS
