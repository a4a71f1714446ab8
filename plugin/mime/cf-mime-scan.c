/* cf-mime-scan.c — bytes -> parts: the boundary scan (RFC 2046 section 5.1)
 *
 * Every byte is looked at once: a line is held against the boundaries of all
 * multiparts around it, the outermost first, so that an outer delimiter also
 * ends what was left open inside.
 */
#include "cf-mime-internal.h"

typedef struct {
  CfMime *mime;
  CfSpan message;
  const char *boundary[CF_LIMIT_PART_DEPTH];
  guint n_boundaries;
} Scan;

/**
 * Delimiter:
 *
 * Where content ends.
 * @end: behind the content; the line end before the delimiter is not part of it
 * @next: the first line behind the delimiter
 * @level: whose boundary it is, -1 for the end of the message
 * @close: it says that no more parts follow
 */
typedef struct {
  gsize end;
  gsize next;
  int level;
  gboolean close;
} Delimiter;

/* What a part is given by the one around it. */
typedef struct {
  int parent;
  guint nth; /* from 1 */
  const char *default_type;
} Place;

static Delimiter scan_part (Scan *scan, gsize start, const Place *place);

static Delimiter
end_of_message (const Scan *scan)
{
  return (Delimiter) { scan->message.length, scan->message.length, -1, FALSE };
}

/* Only white space may follow a boundary, else it is a longer boundary or text. */
static gboolean
is_rest_blank (CfSpan line, gsize offset)
{
  for (gsize i = offset; i < line.length; i++)
    if (line.data[i] != ' ' && line.data[i] != '\t' && line.data[i] != '\n' &&
        !(line.data[i] == '\r' && (i + 1 == line.length || line.data[i + 1] == '\n')))
      return FALSE;

  return TRUE;
}

static gboolean
match_boundary (CfSpan line, const char *boundary, gboolean *out_close)
{
  gsize length = strlen (boundary);

  if (line.length < length + 2 || memcmp (line.data + 2, boundary, length) != 0)
    return FALSE;

  *out_close = line.length >= length + 4 && memcmp (line.data + 2 + length, "--", 2) == 0;
  return is_rest_blank (line, length + (*out_close ? 4 : 2));
}

/* The content before a line at @start: without the line end that belongs to the delimiter. */
static gsize
content_end (CfSpan message, gsize start)
{
  if (start > 0 && message.data[start - 1] == '\n')
    start--;
  else
    return start;

  return start > 0 && message.data[start - 1] == '\r' ? start - 1 : start;
}

static gboolean
match_delimiter (const Scan *scan, gsize start, Delimiter *out_delimiter)
{
  CfSpan message = scan->message;
  gsize next = 0;

  if (message.length - start < 2 || message.data[start] != '-' || message.data[start + 1] != '-')
    return FALSE;

  next = cf_mime_line_next (message, start);
  for (guint i = 0; i < scan->n_boundaries; i++) {
    gboolean close = FALSE;

    if (match_boundary (cf_span_sub (message, start, next - start), scan->boundary[i], &close)) {
      *out_delimiter = (Delimiter) { content_end (message, start), next, (int) i, close };
      return TRUE;
    }
  }

  return FALSE;
}

/* From @start, which begins a line, to the next delimiter of any multipart around. */
static Delimiter
find_delimiter (const Scan *scan, gsize start)
{
  Delimiter delimiter;

  if (scan->mime->limit != 0 || scan->n_boundaries == 0)
    return end_of_message (scan);

  for (start = cf_mime_line_find_dashes (scan->message, start); start < scan->message.length;
       start = cf_mime_line_find_dashes (scan->message, cf_mime_line_next (scan->message, start)))
    if (match_delimiter (scan, start, &delimiter))
      return delimiter;

  return end_of_message (scan);
}

static void
state_limit (Scan *scan, guint limit)
{
  if (scan->mime->limit == 0)
    scan->mime->limit = limit;
}

/**
 * Head:
 *
 * Where the header of a part ends.
 * @end: behind the last field
 * @body: behind the empty line; when there is none, the delimiter ended the part
 */
typedef struct {
  gsize end;
  gsize body;
  gboolean ended;
  Delimiter delimiter;
} Head;

static Head
scan_head (Scan *scan, gsize start)
{
  CfSpan message = scan->message;
  gsize line = start;
  guint n_fields = 0;

  while (line < message.length) {
    gsize next = cf_mime_line_next (message, line);
    Delimiter delimiter;

    if (cf_mime_line_is_empty (message, line, next))
      return (Head) { .end = line, .body = next };
    if (match_delimiter (scan, line, &delimiter))
      return (Head) { MAX (start, delimiter.end), MAX (start, delimiter.end), TRUE, delimiter };
    if (message.data[line] != ' ' && message.data[line] != '\t' && n_fields++ == CF_LIMIT_HEADER_FIELDS)
      state_limit (scan, CF_LIMIT_HEADER_FIELDS);
    if (next - start > CF_LIMIT_HEADER_BYTES)
      state_limit (scan, CF_LIMIT_HEADER_BYTES / CF_KIB);
    if (scan->mime->limit != 0)
      return (Head) { .end = line, .body = line };
    line = next;
  }

  return (Head) { message.length, message.length, TRUE, end_of_message (scan) };
}

/* IMAP (RFC 3501 section 6.4.5) gives the parts of an enclosed multipart the number of the message. */
static char *
dup_number (const Scan *scan, const CfMimeNode *node, const Place *place)
{
  const CfMimeNode *parent = NULL;

  if (place->parent < 0)
    return g_strdup (node->boundary != NULL ? "" : "1");

  parent = cf_mime_node (scan->mime, place->parent);
  if (parent->message && node->boundary != NULL)
    return g_strdup (parent->part.number);
  if (*parent->part.number == '\0')
    return g_strdup_printf ("%u", place->nth);

  return g_strdup_printf ("%s.%u", parent->part.number, place->nth);
}

static CfMimeNode *
add_node (Scan *scan, CfSpan header, const Place *place)
{
  CfMimeNode *node = cf_mime_node_new (header, place->default_type);

  node->part.parent = place->parent;
  node->part.number = dup_number (scan, node, place);
  if (place->parent >= 0) {
    CfMimeNode *parent = cf_mime_node (scan->mime, place->parent);

    node->part.depth = parent->part.depth + 1;
    node->enclosed = parent->enclosed || parent->message;
    parent->n_children++;
  }

  g_ptr_array_add (scan->mime->nodes, node);
  return node;
}

static CfSpan
span_between (const Scan *scan, gsize start, gsize end)
{
  return cf_span_sub (scan->message, start, MAX (start, end) - start);
}

/* The parts of a multipart, whose body begins at @body. */
static Delimiter
scan_multipart (Scan *scan, gsize body, int index)
{
  CfMimeNode *node = cf_mime_node (scan->mime, index);
  int level = (int) scan->n_boundaries;
  Place place = { index, 1, "text/plain" };
  Delimiter delimiter;

  if (g_strcmp0 (node->part.type, "multipart/digest") == 0)
    place.default_type = "message/rfc822";

  scan->boundary[scan->n_boundaries++] = node->boundary;
  delimiter = find_delimiter (scan, body);
  node->preamble = span_between (scan, body, delimiter.end);
  while (delimiter.level == level && !delimiter.close) {
    delimiter = scan_part (scan, delimiter.next, &place);
    place.nth++;
  }
  scan->n_boundaries--;

  if (delimiter.level == level) {
    gsize start = delimiter.next;

    delimiter = find_delimiter (scan, start);
    node->epilogue = span_between (scan, start, delimiter.end);
  }
  return delimiter;
}

/* Whether a limit forbids one more part at @place. */
static gboolean
is_over_limit (Scan *scan, const Place *place)
{
  if (scan->mime->nodes->len >= CF_LIMIT_PARTS)
    state_limit (scan, CF_LIMIT_PARTS);
  if (place->parent >= 0 && cf_mime_node (scan->mime, place->parent)->part.depth + 1 >= CF_LIMIT_PART_DEPTH)
    state_limit (scan, CF_LIMIT_PART_DEPTH);

  return scan->mime->limit != 0;
}

static Delimiter
scan_part (Scan *scan, gsize start, const Place *place)
{
  int index = (int) scan->mime->nodes->len;
  CfMimeNode *node = NULL;
  Delimiter delimiter;
  Head head;

  if (is_over_limit (scan, place))
    return end_of_message (scan);

  head = scan_head (scan, start);
  node = add_node (scan, cf_span_sub (scan->message, start, head.end - start), place);
  if (head.ended)
    delimiter = head.delimiter;
  else if (node->boundary != NULL)
    delimiter = scan_multipart (scan, head.body, index);
  else if (node->message)
    delimiter = scan_part (scan, head.body, &(Place) { index, 1, "text/plain" });
  else
    delimiter = find_delimiter (scan, head.body);

  /* The line end before a delimiter may be that of the empty line, or of the delimiter before. */
  start = MIN (start, delimiter.end);
  node->part.whole = span_between (scan, start, delimiter.end);
  node->part.header = cf_span_sub (node->part.whole, 0, MIN (node->part.header.length, node->part.whole.length));
  node->part.body = span_between (scan, MIN (head.body, delimiter.end), delimiter.end);
  node->part.displayed = node->n_children == 0;
  return delimiter;
}

void
cf_mime_scan (CfMime *self, gboolean header_only)
{
  Scan scan = { .mime = self, .message = self->message };
  Place root = { -1, 1, "text/plain" };
  CfMimeNode *node = NULL;
  Head head;

  if (!header_only) {
    scan_part (&scan, 0, &root);
    return;
  }

  head = scan_head (&scan, 0);
  node = add_node (&scan, cf_span_sub (self->message, 0, head.end), &root);
  node->part.whole = self->message;
  node->part.body = cf_span_from (self->message, head.body);
  node->part.displayed = TRUE;
}

int
cf_mime_get_child (const CfMime *self, int parent, guint nth)
{
  for (guint i = 0; i < self->nodes->len; i++)
    if (cf_mime_node (self, i)->part.parent == parent && nth-- == 0)
      return (int) i;

  return -1;
}
