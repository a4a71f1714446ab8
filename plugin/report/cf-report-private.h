/* cf-report-private.h — facts and words <-> JSON, HTML, terminal: what the files of this folder share */
#pragma once

#include "cf-limits.h"
#include "cf-report.h"
#include "cf-text.h"

#define N_(text) text

typedef struct _CfField CfField;

/* Kinds of a field.  What is nullable in the struct is null in JSON. */
typedef enum {
  CF_FIELD_TEXT,             /* char *, nullable */
  CF_FIELD_STRING,           /* char *, never null */
  CF_FIELD_TIME,             /* CfTime: RFC 3339, null for unknown */
  CF_FIELD_BOOLEAN,          /* gboolean */
  CF_FIELD_FLAG,             /* gboolean: @word for TRUE, null for FALSE */
  CF_FIELD_UINT,             /* guint */
  CF_FIELD_UINT64,           /* guint64, below G_MAXINT64 */
  CF_FIELD_INT64,            /* gint64, not negative */
  CF_FIELD_ENUM,             /* by the names of cf-name-table.h; "" is null */
  CF_FIELD_TEXTS,            /* GPtrArray of strings, @max at most */
  CF_FIELD_OBJECT,           /* a struct inside, or the same struct under a key */
  CF_FIELD_RECORD,           /* pointer to a struct, nullable, made by @add */
  CF_FIELD_LIST,             /* GPtrArray of structs, made by @add, @max at most */
  CF_FIELD_SIGNER_EVIDENCE,  /* CfEvidence: a list of names */
  CF_FIELD_MESSAGE_EVIDENCE, /* CfEvidence: a list of names */
  CF_FIELD_DOMAIN_EVIDENCE,  /* CfEvidence: a list of names */
  CF_FIELD_PROPERTIES,       /* GPtrArray of CfAuthProperty: an object, @max keys at most */
  CF_FIELD_LATER,            /* no fact: null until the report fills it in; keeps its place in the order */
} CfFieldKind;

/* Name of a value and back; the value is the enumeration itself. */
typedef struct {
  const char *(*get_name) (gconstpointer value);
  gboolean (*find) (const char *name, gpointer out_value);
} CfFieldNames;

/**
 * CfField:
 *
 * One key of a record: the same row writes it and reads it back.
 * @fields: keys of the struct below, ended by a row without key
 * @add: makes the struct below and hands it to the struct above
 * @max: the most items of a list
 * @whole: a list that is never cut short: what it holds is judged
 * @added: a key that came after reports were saved without it: one that lacks it is read, as if it were null.  Only for
 *   what nothing is judged by
 */
struct _CfField {
  const char *key;
  CfFieldKind kind;
  gsize offset;
  const CfFieldNames *names;
  const char *word;
  const CfField *fields;
  gpointer (*add) (gpointer record);
  guint max;
  gboolean whole;
  gboolean added;
};

/* Longest lists that are believed.  A path may hold its anchor and one twin more than we build. */
#define CF_REPORT_MAX_CHAIN (CF_LIMIT_CHAIN_LENGTH + 2)
#define CF_REPORT_MAX_ATTACHED 100
#define CF_REPORT_MAX_REASONS 200
#define CF_REPORT_MAX_EVIDENCE 64
#define CF_REPORT_MAX_DOMAIN_RESULTS 100

/* The rows of a record: key, kind, member of @Type; then what the kind needs. */
#define CF_FIELD_ROW(Type, name, KIND, member, ...) \
  { .key = name, .kind = CF_FIELD_##KIND, .offset = G_STRUCT_OFFSET (Type, member), __VA_ARGS__ }
#define CF_FIELD_ROW_LATER(name) { .key = name, .kind = CF_FIELD_LATER }
#define CF_FIELD_ROW_END { .key = NULL }

/* The names of the enumerations of cf-name-table.h, as the rows need them. */
#define CF_NAMES(Type, prefix) extern const CfFieldNames prefix##_names;
#define CF_NAME(VALUE, name)
#define CF_NAMES_END(Type, prefix)
#include "cf-name-table.h"

/* The longest string that is believed. */
#define CF_REPORT_MAX_STRING_BYTES (64u * CF_KIB)

/* How one kind of evidence is named. */
typedef struct {
  CfFieldKind kind;
  guint n_bits;
  const char *(*get_name) (guint bit);
  gboolean (*find) (const char *name, CfEvidence *out_evidence);
} CfEvidenceNames;

/* The names of a kind of field that holds evidence.  Static. */
const CfEvidenceNames *cf_report_get_evidence_names (CfFieldKind kind);

/* Whether a text may stand in a report: valid UTF-8, nothing hidden, not too long. */
gboolean cf_report_is_safe (const char *text);

/* The records: evidence, and the words of a ribbon. */
extern const CfField cf_report_fact_fields[];
extern const CfField cf_report_domain_fields[];
extern const CfField cf_report_ribbon_fields[];
extern const CfField cf_report_timing_fields[];
extern const CfField cf_report_head_fields[];

/* What a whole report says beside evidence and words. */
typedef struct {
  CfVerdictKind verdict;
  CfSeverity severity;
  char *headline;
  char *detail;
  char *lang;
} CfReportHead;

/**
 * CfReportRoom:
 *
 * What one hostile mail may write into a report.  When it is used up, texts
 * are cut short and lists end; what is judged (evidence, signers) stays whole.
 */
typedef struct {
  gsize bytes_left;
  gboolean truncated;
} CfReportRoom;

/* Writes the record at @record by its rows; keys that are there keep their place. */
void cf_report_write_fields (JsonObject *object, const CfField *fields, gconstpointer record,
                             CfReportRoom *room);

/* Reads a record by its rows; FALSE with @error at the first key that lacks or does not fit. */
gboolean cf_report_read_fields (JsonObject *object, const CfField *fields, gpointer record, GError **error);

/* Sets a string, or null: valid UTF-8 without characters that hide or move text. */
void cf_report_set_text (JsonObject *object, const char *key, const char *text);

/* A copy of the facts without message text, names of persons and local parts.  (transfer full) */
CfFacts *cf_report_redact (const CfFacts *facts);

/* @text in lines behind @first, whose columns are the indent of the others; @colour may be NULL. */
void cf_report_append_wrapped (GString *out, const char *first, const char *text, const char *colour, guint columns);

/* The sign of a look in text; its words say the same.  Static. */
const char *cf_report_get_sign (CfRibbonLook look);
