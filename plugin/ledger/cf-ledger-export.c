/* cf-ledger-export.c — the record as JSON Lines */
#include "cf-ledger-lines.h"

#include <errno.h>
#include <json-glib/json-glib.h>

#define T(name, type) { name, CF_LEDGER_COLUMN_##type }

/* Of a mail that is known here the line changes nothing: the first verdict stays.  Messages come before what points to them. */
const CfLedgerLine cf_ledger_lines[] = {
  { "message",
    { T ("address", ADDRESS_OR_NULL), T ("sha256", SHA256), T ("arrived", TIME_OR_NULL), T ("checked", TIME),
      T ("verdict", TEXT), T ("verified", FLAG), T ("certificate", SHA256_OR_NULL), T ("revocation_known", FLAG),
      T ("counted", TEXT) },
    "SELECT address, sha256, arrived, checked, verdict, verified, certificate, revocation_known, counted"
    " FROM messages LEFT JOIN senders ON id = sender ORDER BY address, coalesce (arrived, checked), sha256",
    "INSERT INTO messages (sender, sha256, arrived, checked, verdict, verified, certificate, revocation_known, counted)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING" },
  { "certificate",
    { T ("address", ADDRESS), T ("sha256", SHA256), T ("issuer", TEXT_OR_NULL), T ("names", TEXT_OR_NULL),
      T ("assurance", TEXT_OR_NULL), T ("not_before", TIME_OR_NULL), T ("not_after", TIME_OR_NULL),
      T ("first_seen", TIME), T ("last_seen", TIME) },
    "SELECT address, sha256, issuer, names, assurance, not_before, not_after, first_seen, last_seen"
    " FROM certificates JOIN senders ON id = sender ORDER BY address, sha256",
    "INSERT INTO certificates VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (sender, sha256) DO UPDATE SET"
    " first_seen = min (first_seen, ?8), last_seen = max (last_seen, ?9)" },
  { "signature",
    { T ("value", SHA256), T ("message", SHA256), T ("message_id", TEXT) },
    "SELECT value, message, message_id FROM signatures ORDER BY value, message",
    "INSERT INTO signatures VALUES (?, ?, ?) ON CONFLICT DO NOTHING" },
  { "observed",
    { T ("rule", TEXT), T ("day", DAY), T ("severity", TEXT), T ("count", COUNT) },
    "SELECT rule, day, severity, count FROM observed ORDER BY rule, day, severity",
    "INSERT INTO observed VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET count = max (count, ?4)" },
};

const guint cf_ledger_n_lines = G_N_ELEMENTS (cf_ledger_lines);

static char *
dup_value (CfLedgerStatement *statement, int index, CfLedgerColumnType type)
{
  if (type == CF_LEDGER_COLUMN_TIME || type == CF_LEDGER_COLUMN_TIME_OR_NULL)
    return cf_time_format (cf_ledger_get_time (statement, index));

  return cf_ledger_dup_column (statement, index);
}

static void
add_column (JsonObject *object, const CfLedgerColumn *column, CfLedgerStatement *statement, int index)
{
  g_autofree char *text = NULL;

  if (column->type == CF_LEDGER_COLUMN_FLAG) {
    json_object_set_boolean_member (object, column->name, sqlite3_column_int (statement, index) != 0);
    return;
  }
  if (column->type == CF_LEDGER_COLUMN_COUNT) {
    json_object_set_int_member (object, column->name, sqlite3_column_int64 (statement, index));
    return;
  }

  text = dup_value (statement, index, column->type);
  if (text == NULL)
    json_object_set_null_member (object, column->name);
  else
    json_object_set_string_member (object, column->name, text);
}

static gboolean
write_object (FILE *out, JsonObject *object, GError **error)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (node, FALSE);

  if (fprintf (out, "%s\n", text) >= 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), "%s", g_strerror (errno));
  return FALSE;
}

static gboolean
write_row (FILE *out, const CfLedgerLine *line, CfLedgerStatement *statement, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "kind", line->kind);
  for (int i = 0; line->columns[i].name != NULL; i++)
    add_column (object, &line->columns[i], statement, i);

  return write_object (out, object, error);
}

static gboolean
write_kind (CfLedger *self, FILE *out, const CfLedgerLine *line, GError **error)
{
  g_autoptr (CfLedgerStatement) statement = cf_ledger_prepare (self, error, line->select, "");
  int more = statement == NULL ? -1 : cf_ledger_step (self, statement, error);

  for (; more == 1; more = cf_ledger_step (self, statement, error))
    if (!write_row (out, line, statement, error))
      return FALSE;

  return more == 0;
}

static gboolean
write_mark (FILE *out, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "kind", CF_LEDGER_LINES_MARK);
  json_object_set_int_member (object, "version", CF_LEDGER_LINES_VERSION);
  return write_object (out, object, error);
}

static gboolean
write_everything (CfLedger *self, FILE *out, GError **error)
{
  if (!write_mark (out, error))
    return FALSE;

  for (guint i = 0; i < cf_ledger_n_lines; i++)
    if (!write_kind (self, out, &cf_ledger_lines[i], error))
      return FALSE;

  if (fflush (out) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), "%s", g_strerror (errno));
  return FALSE;
}

gboolean
cf_ledger_export (CfLedger *self, FILE *out, GError **error)
{
  if (!cf_ledger_exec (self, "BEGIN", error))
    return FALSE;

  return cf_ledger_end (self, write_everything (self, out, error), error);
}
