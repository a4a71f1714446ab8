/* cf-ledger-import.c — JSON Lines into the record: merged, strictly, all or nothing */
#include "cf-ledger-lines.h"

#include <glib/gi18n-lib.h>

#include "cf-limits.h"
#include "cf-question-json.h"

/* Every text of the longest kind of line, each byte escaped. */
#define LINE_BYTES (CF_LIMIT_HISTORY_TEXT_BYTES * 6u * 4u)

static gboolean
refuse (GError **error, const char *member, const char *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "\"%s\" %s", member, _(what));
  return FALSE;
}

/* Where one member goes. */
typedef struct {
  CfLedger *ledger;
  CfLedgerStatement *statement;
  int index;
  const CfLedgerColumn *column;
} Place;

static gboolean
check (const Place *place, int code, gboolean fits, const char *what, GError **error)
{
  if (!fits)
    return refuse (error, place->column->name, what);

  return code == SQLITE_OK || refuse (error, place->column->name, N_("does not fit into memory"));
}

/* --- one member each --- */

static int
bind_text (const Place *place, const char *text)
{
  return sqlite3_bind_text (place->statement, place->index, text, -1, SQLITE_TRANSIENT);
}

/* Folding it again would change nothing: no capital letters, "%" only before two digits. */
static gboolean
is_folded (const char *address)
{
  for (const char *byte = address; *byte != '\0'; byte++)
    if (*byte == '%') {
      if (!g_ascii_isxdigit (byte[1]) || !g_ascii_isxdigit (byte[2]))
        return FALSE;
      byte += 2;
    } else if (*byte <= ' ' || *byte >= 0x7f || g_ascii_isupper (*byte)) {
      return FALSE;
    }

  return strlen (address) <= CF_LIMIT_HISTORY_TEXT_BYTES;
}

static gboolean
take_address (const Place *place, const char *address, GError **error)
{
  gint64 sender;

  if (!is_folded (address))
    return refuse (error, "address", N_("is none that this program writes"));

  sender = cf_ledger_get_sender (place->ledger, address, error);
  return sender != 0 && check (place, sqlite3_bind_int64 (place->statement, place->index, sender), TRUE, NULL, error);
}

static gboolean
take_time (const Place *place, const char *text, GError **error)
{
  CfTime time = 0;
  gboolean fits = cf_time_parse (text, &time);

  return check (place, sqlite3_bind_int64 (place->statement, place->index, time), fits,
                "is no time such as 2026-03-01T09:00:00Z", error);
}

static gboolean
is_day (const char *text)
{
  g_autofree char *midnight = g_strconcat (text, "T00:00:00Z", NULL);
  CfTime time;

  return strlen (text) == strlen ("2026-03-01") && cf_time_parse (midnight, &time);
}

static gboolean
take_text (const Place *place, const char *text, GError **error)
{
  switch (place->column->type) {
    case CF_LEDGER_COLUMN_ADDRESS:
    case CF_LEDGER_COLUMN_ADDRESS_OR_NULL:
      return take_address (place, text, error);
    case CF_LEDGER_COLUMN_TIME:
    case CF_LEDGER_COLUMN_TIME_OR_NULL:
      return take_time (place, text, error);
    case CF_LEDGER_COLUMN_SHA256:
    case CF_LEDGER_COLUMN_SHA256_OR_NULL:
      return check (place, bind_text (place, text), cf_ledger_is_sha256 (text), N_("is no SHA-256 in hexadecimal"), error);
    case CF_LEDGER_COLUMN_DAY:
      return check (place, bind_text (place, text), is_day (text), N_("is no day such as 2026-03-01"), error);
    default:
      return check (place, bind_text (place, text), strlen (text) <= CF_LIMIT_HISTORY_TEXT_BYTES, N_("is too long"), error);
  }
}

static gboolean
take_flag (const Place *place, JsonObject *object, GError **error)
{
  gboolean flag = FALSE;
  gboolean fits = cf_question_json_get_flag (object, place->column->name, &flag);

  return check (place, sqlite3_bind_int (place->statement, place->index, flag), fits, "is neither true nor false", error);
}

static gboolean
take_count (const Place *place, JsonObject *object, GError **error)
{
  gint64 count = 0;
  gboolean fits = cf_question_json_get_number (object, place->column->name, G_MAXINT32, &count) && count > 0;

  return check (place, sqlite3_bind_int64 (place->statement, place->index, count), fits, "is no number above 0", error);
}

static gboolean
is_nullable (CfLedgerColumnType type)
{
  return type == CF_LEDGER_COLUMN_ADDRESS_OR_NULL || type == CF_LEDGER_COLUMN_SHA256_OR_NULL ||
         type == CF_LEDGER_COLUMN_TEXT_OR_NULL || type == CF_LEDGER_COLUMN_TIME_OR_NULL;
}

static gboolean
take_member (const Place *place, JsonObject *object, GError **error)
{
  const CfLedgerColumn *column = place->column;
  const char *text;

  if (column->type == CF_LEDGER_COLUMN_FLAG)
    return take_flag (place, object, error);
  if (column->type == CF_LEDGER_COLUMN_COUNT)
    return take_count (place, object, error);

  text = cf_question_json_get_text (object, column->name);
  if (text != NULL)
    return take_text (place, text, error);
  if (is_nullable (column->type) && cf_question_json_is_null (object, column->name))
    return TRUE; /* what is not bound is NULL */

  return refuse (error, column->name, N_("is missing, or no text"));
}

/* --- one line each --- */

static const CfLedgerLine *
find_line (const char *kind)
{
  for (guint i = 0; kind != NULL && i < cf_ledger_n_lines; i++)
    if (g_str_equal (cf_ledger_lines[i].kind, kind))
      return &cf_ledger_lines[i];

  return NULL;
}

static gboolean
take_object (CfLedger *self, JsonObject *object, GError **error)
{
  const CfLedgerLine *line = find_line (cf_question_json_get_text (object, "kind"));
  g_autoptr (CfLedgerStatement) statement = NULL;
  guint n = 0;

  if (line == NULL)
    return refuse (error, "kind", N_("is none that is known here"));

  statement = cf_ledger_prepare (self, error, line->insert, "");
  if (statement == NULL)
    return FALSE;
  for (; line->columns[n].name != NULL; n++) {
    Place place = { self, statement, (int) n + 1, &line->columns[n] };

    if (!take_member (&place, object, error))
      return FALSE;
  }
  if (json_object_get_size (object) != n + 1)
    return refuse (error, "kind", N_("has members that are not known here"));

  return cf_ledger_finish (self, statement, error);
}

static gboolean
take_mark (JsonObject *object, GError **error)
{
  gint64 version;

  if (g_strcmp0 (cf_question_json_get_text (object, "kind"), CF_LEDGER_LINES_MARK) != 0)
    return refuse (error, "kind", N_("says that this is no exported history"));
  if (!cf_question_json_get_number (object, "version", CF_LEDGER_LINES_VERSION, &version) || version == 0)
    return refuse (error, "version", N_("is of a later Certfirst; use that one"));

  return TRUE;
}

static gboolean
take_line (CfLedger *self, const char *text, guint number, GError **error)
{
  g_autoptr (JsonNode) node = cf_question_json_parse (text, error);

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("is no JSON object"));
    return FALSE;
  }

  return number == 1 ? take_mark (json_node_get_object (node), error)
                     : take_object (self, json_node_get_object (node), error);
}

static gboolean
fail_at_line (GError **error, GError *problem, const char *name, guint number)
{
  g_propagate_prefixed_error (error, problem, "%s:%u: ", name, number);
  return FALSE;
}

static gboolean
take_lines (CfLedger *self, const char *name, FILE *in, GError **error)
{
  g_autofree char *text = g_malloc (LINE_BYTES);
  GError *problem = NULL;
  guint number = 0;

  while (fgets (text, LINE_BYTES, in) != NULL) {
    number++;
    if (strlen (text) == LINE_BYTES - 1)
      g_set_error_literal (&problem, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("the line is too long"));
    if (problem != NULL || !take_line (self, text, number, &problem))
      return fail_at_line (error, problem, name, number);
  }
  if (!ferror (in) && number > 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: %s", name, number > 0 ? _("cannot be read") : _("is empty"));
  return FALSE;
}

/* Two machines may each have counted one of two mails with the same signature
 * value: the earlier one counts. */
static const char count_once[] =
  "UPDATE messages SET counted = 'shown' WHERE counted = 'signed' AND EXISTS ("
  " SELECT 1 FROM signatures AS mine JOIN signatures AS other ON other.value = mine.value"
  " JOIN messages AS first ON first.sha256 = other.message"
  " WHERE mine.message = messages.sha256 AND first.counted = 'signed'"
  " AND (first.arrived, first.sha256) < (messages.arrived, messages.sha256))";

gboolean
cf_ledger_import (CfLedger *self, const char *name, FILE *in, GError **error)
{
  gboolean works;

  if (!cf_ledger_exec (self, "BEGIN IMMEDIATE", error))
    return FALSE;

  works = take_lines (self, name, in, error) && cf_ledger_exec (self, count_once, error);
  return cf_ledger_end (self, works, error);
}
