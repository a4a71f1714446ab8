/* cf-policy-csv.c — a table of senders → a policy file */
#include "cf-policy-csv.h"

#include <string.h>

#include "cf-limits.h"
#include "cf-policy-internal.h"
#include "cf-text.h"

enum { NAME, DOMAIN, SINCE, CLASS, N_COLUMNS };
static const char *const column_names[N_COLUMNS] = { "name", "domain", "since", "class" };

/* Longer than any organisation's name; nobody reads more in a ribbon. */
#define MAX_NAME_CHARS 100

typedef struct {
  const char *file;
  const char *p;
  guint line;
  guint columns[N_COLUMNS]; /* which field of a row holds it */
  GHashTable *seen;         /* sender → line */
  GPtrArray *problems;
  GString *out;
} Converter;

static void
complain (Converter *self, guint line, const char *column, const char *what)
{
  g_ptr_array_add (self->problems, g_strdup_printf ("%s:%u: %s%s%s", self->file, line, column != NULL ? column : "",
                                                    column != NULL ? ": " : "", _(what)));
}

/* One quoted field, from behind its first quote; FALSE where the text ends in it. */
static gboolean
read_quoted (Converter *self, GString *field)
{
  while (*self->p != '\0') {
    if (*self->p == '"' && self->p[1] != '"') {
      self->p++;
      return TRUE;
    }
    if (*self->p == '"')
      self->p++;
    if (*self->p == '\n')
      self->line++;
    g_string_append_c (field, *self->p++);
  }

  return FALSE;
}

/* One field; what stands after a closing quote, or has a quote in its middle, is a mistake. */
static char *
read_field (Converter *self)
{
  GString *field = g_string_new (NULL);
  gboolean sound = TRUE;
  gsize n;

  if (*self->p == '"') {
    self->p++;
    sound = read_quoted (self, field);
  } else {
    n = strcspn (self->p, ",\r\n\"");
    g_string_append_len (field, self->p, n);
    self->p += n;
  }

  return g_string_free (field, !sound || strchr (",\r\n", *self->p) == NULL);
}

/* Moves behind the end of a row; FALSE where there is none. */
static gboolean
skip_row_end (Converter *self)
{
  if (*self->p == '\r' && self->p[1] == '\n')
    self->p++;
  if (*self->p != '\n')
    return *self->p == '\0';

  self->p++;
  self->line++;
  return TRUE;
}

/* The fields of one row; NULL for a mistake that leaves the rest unreadable. */
static GPtrArray *
read_row (Converter *self)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  guint line = self->line;

  do {
    char *field = read_field (self);

    if (field == NULL) {
      complain (self, line, NULL, N_("a quote is open or misplaced; quote a whole field, and write \"\" for one within"));
      return NULL;
    }
    g_ptr_array_add (fields, g_strstrip (field));
  } while (*self->p == ',' && self->p++);

  if (!skip_row_end (self)) {
    complain (self, line, NULL, N_("has a bare carriage return; end lines with LF or CR LF"));
    return NULL;
  }
  return g_steal_pointer (&fields);
}

static gboolean
read_header (Converter *self)
{
  g_autoptr (GPtrArray) fields = read_row (self);
  gboolean sound = fields != NULL && fields->len == N_COLUMNS;

  for (guint i = 0; sound && i < N_COLUMNS; i++) {
    guint found = 0;

    while (found < fields->len && !g_str_equal (g_ptr_array_index (fields, found), column_names[i]))
      found++;
    self->columns[i] = found;
    sound = found < fields->len;
  }

  if (!sound && fields != NULL)
    complain (self, 1, NULL, N_("is not the line of names; begin with name,domain,since,class"));
  return sound;
}

/* What could end a value, a section or a line, or not be seen, has no place in a name. */
static gboolean
is_name (const char *name)
{
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (cf_text_is_invisible (g_utf8_get_char (p)) || strchr ("[]=\t", *p) != NULL)
      return FALSE;

  return *name != '\0' && *name != '#' && g_utf8_strlen (name, -1) <= MAX_NAME_CHARS;
}

/* As display-names= holds it: ";" and "\" are its own signs. */
static char *
escape_name (const char *name)
{
  GString *out = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++) {
    if (*p == ';' || *p == '\\')
      g_string_append_c (out, '\\');
    g_string_append_c (out, *p);
  }

  return g_string_free (out, FALSE);
}

/* X of [sender X] as it is written out: in A-labels, which nothing can hide in. */
static char *
read_sender (Converter *self, guint line, const char *text)
{
  CfPolicyScope scope;
  g_autofree char *name = strchr (text, '=') == NULL ? cf_policy_parse_name (text, &scope) : NULL;
  g_autofree char *written = NULL;
  guint earlier;

  if (name == NULL || !g_str_is_ascii (name)) {
    complain (self, line, "domain", N_("is no address, domain or *.domain; write one such as bank.example"));
    return NULL;
  }

  written = scope == CF_POLICY_SCOPE_BELOW ? g_strconcat ("*.", name, NULL) : g_strdup (name);
  earlier = GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, written));
  if (earlier != 0) {
    g_autofree char *what = g_strdup_printf (_("is there already in line %u; keep one"), earlier);

    complain (self, line, "domain", what);
    return NULL;
  }

  g_hash_table_insert (self->seen, g_strdup (written), GUINT_TO_POINTER (line));
  return g_steal_pointer (&written);
}

static gboolean
is_day (const char *text)
{
  g_autofree char *moment = g_strdup_printf ("%sT00:00:00Z", text);
  CfTime day;

  return strlen (text) == strlen ("2026-04-01") && cf_time_parse (moment, &day);
}

static void
convert_row (Converter *self, guint line, const GPtrArray *fields)
{
  const char *name = g_ptr_array_index (fields, self->columns[NAME]);
  const char *since = g_ptr_array_index (fields, self->columns[SINCE]);
  const char *class = g_ptr_array_index (fields, self->columns[CLASS]);
  g_autofree char *sender = read_sender (self, line, g_ptr_array_index (fields, self->columns[DOMAIN]));
  g_autofree char *escaped = escape_name (name);

  if (!is_name (name))
    complain (self, line, "name", N_("is empty, too long, or holds [ ] = or what cannot be seen; write the plain name"));
  if (*since != '\0' && !is_day (since))
    complain (self, line, "since", N_("is no day; write a day such as 2026-04-01, or nothing"));
  if (cf_policy_rank_choice (CF_POLICY_KEY_SENDER_CERTIFICATE, class) == G_MAXUINT)
    complain (self, line, "class", N_("is none; write required, expected, usual, optional or exempt"));
  if (self->problems->len > 0)
    return;

  g_string_append_printf (self->out, "%s[sender %s]\ncertificate=%s\n", self->out->len > 0 ? "\n" : "", sender, class);
  if (*since != '\0')
    g_string_append_printf (self->out, "since=%s\n", since);
  g_string_append_printf (self->out, "display-names=%s\n", escaped);
}

static void
convert_rows (Converter *self)
{
  while (*self->p != '\0') {
    guint line = self->line;
    g_autoptr (GPtrArray) fields = read_row (self);

    if (fields == NULL)
      return;
    if (fields->len == 1 && *(char *) g_ptr_array_index (fields, 0) == '\0')
      continue;
    if (fields->len == N_COLUMNS)
      convert_row (self, line, fields);
    else
      complain (self, line, NULL, N_("has not four fields; write name,domain,since,class"));
  }
}

static gboolean
check_text (Converter *self, const char *text, gsize length)
{
  if (length > CF_LIMIT_POLICY_BYTES)
    complain (self, 1, NULL, N_("the table is too large; split it"));
  else if (memchr (text, '\0', length) != NULL || !g_utf8_validate_len (text, length, NULL))
    complain (self, 1, NULL, N_("the table is not UTF-8; save it as CSV UTF-8"));

  return self->problems->len == 0;
}

char *
cf_policy_convert_csv (const char *file, const char *text, gsize length, GPtrArray *problems)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Converter self = { .file = file, .line = 1, .seen = seen, .problems = problems, .out = g_string_new (NULL) };
  g_autoptr (CfPolicy) policy = cf_policy_new ();
  g_autoptr (GError) error = NULL;

  self.p = g_str_has_prefix (text, "\xEF\xBB\xBF") ? text + 3 : text;
  if (check_text (&self, text, length) && read_header (&self))
    convert_rows (&self);
  if (problems->len == 0 && self.out->len == 0)
    complain (&self, 1, NULL, N_("the table has no sender; add one below the line of names"));
  /* What is handed out is what the loader takes. */
  if (problems->len == 0 && !cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, file, self.out->str, &error))
    g_ptr_array_add (problems, g_strdup (error->message));

  return g_string_free (self.out, problems->len > 0);
}
