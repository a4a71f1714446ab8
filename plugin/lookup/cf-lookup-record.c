/* cf-lookup-record.c — DNS records -> answer */
#include "cf-lookup-record.h"

#include <arpa/nameser.h>
#include <netdb.h>

#include "cf-limits.h"

#define MAX_NAME_CHARS 253
#define MAX_LABEL_CHARS 63

/* What may be asked; SMIMEA (RFC 8162) is younger than the C library's list. */
static const struct {
  const char *name;
  int number;
} types[] = {
  { "TXT", ns_t_txt },
  { "SMIMEA", 53 },
  { "A", ns_t_a },
  { "AAAA", ns_t_aaaa },
  { "MX", ns_t_mx },
};

/* Why a server did not answer, by the code of RFC 1035 section 4.1.1. */
static const char *const rcode_names[] = {
  [ns_r_formerr] = "FORMERR",
  [ns_r_servfail] = "SERVFAIL",
  [ns_r_notimpl] = "NOTIMP",
  [ns_r_refused] = "REFUSED",
};

gboolean
cf_lookup_record_is_name (const char *name)
{
  gsize label = 0;
  gsize i;

  for (i = 0; name[i] != '\0'; i++) {
    if (name[i] == '.') {
      if (label == 0)
        return FALSE;
      label = 0;
      continue;
    }
    if (!g_ascii_isalnum (name[i]) && name[i] != '-' && name[i] != '_')
      return FALSE;
    if (++label > MAX_LABEL_CHARS)
      return FALSE;
  }

  return label > 0 && i <= MAX_NAME_CHARS;
}

gboolean
cf_lookup_record_parse_key (const char *key, int *out_type, const char **out_name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    gsize length = strlen (types[i].name);

    if (!g_str_has_prefix (key, types[i].name) || key[length] != ' ')
      continue;
    if (!cf_lookup_record_is_name (key + length + 1))
      return FALSE;
    *out_type = types[i].number;
    *out_name = key + length + 1;
    return TRUE;
  }

  return FALSE;
}

/* The strings of a TXT record one after the other (RFC 6376 section 3.6.2.2, RFC 9989). */
static gboolean
add_text (CfAnswer *answer, const guint8 *data, gsize length)
{
  g_autoptr (GByteArray) joined = g_byte_array_new ();

  for (gsize i = 0; i < length; i += 1u + data[i]) {
    if (data[i] > length - i - 1)
      return FALSE;
    g_byte_array_append (joined, data + i + 1, data[i]);
  }

  cf_answer_add_record (answer, joined->data != NULL ? joined->data : (const guint8 *) "", joined->len);
  return TRUE;
}

static gboolean
add_record (CfAnswer *answer, int type, const guint8 *data, gsize length)
{
  if (length > CF_LIMIT_DNS_RECORD_BYTES || answer->records->len >= CF_LIMIT_ANSWER_RECORDS)
    return FALSE;
  if (type == ns_t_txt)
    return add_text (answer, data, length);

  cf_answer_add_record (answer, data, length);
  return TRUE;
}

/* All of them or none: half a set of records would mean something else. */
static void
read_data (CfAnswer *answer, const struct ub_result *result)
{
  for (guint i = 0; result->data[i] != NULL; i++)
    if (!add_record (answer, result->qtype, (const guint8 *) result->data[i], (gsize) MAX (result->len[i], 0))) {
      g_ptr_array_set_size (answer->records, 0);
      answer->detail = g_strdup ("records that are too many, too large or broken");
      return;
    }

  answer->status = CF_ANSWER_FOUND;
}

static void
read_failure (CfAnswer *answer, int rcode)
{
  const char *name = rcode > 0 && rcode < (int) G_N_ELEMENTS (rcode_names) ? rcode_names[rcode] : NULL;

  answer->detail = name != NULL ? g_strdup (name) : g_strdup_printf ("DNS error %d", rcode);
}

/* A time to live is bounded on both sides; one of 0 would have us ask for every mail. */
static CfTime
bound_ttl (int ttl)
{
  return CLAMP ((CfTime) ttl, CF_LIMIT_KEEP_LEAST_SECONDS, CF_TIME_DAY);
}

CfAnswer *
cf_lookup_record_read (const char *key, const struct ub_result *result, CfTime now)
{
  CfAnswer *answer = cf_answer_new (CF_QUESTION_DNS, key);

  answer->fetched = now;
  answer->expires = now + CF_LIMIT_KEEP_FAILED_SECONDS;
  /* First of all: what is bogus still carries its data. */
  if (result->bogus) {
    answer->dnssec = CF_DNSSEC_BOGUS;
    answer->detail = g_strdup ("bogus");
    return answer;
  }

  if (result->havedata)
    read_data (answer, result);
  else if (result->nxdomain)
    answer->status = CF_ANSWER_NO_NAME;
  else if (result->rcode == ns_r_noerror)
    answer->status = CF_ANSWER_EMPTY;
  else
    read_failure (answer, result->rcode);

  if (answer->status == CF_ANSWER_FAILED)
    return answer;

  answer->dnssec = result->secure ? CF_DNSSEC_SECURE : CF_DNSSEC_INSECURE;
  answer->expires = now + bound_ttl (result->ttl);
  return answer;
}

gboolean
cf_lookup_record_is_signed (const struct ub_result *result)
{
  const guint8 *packet = result->answer_packet;
  guint n_data = 0;
  guint n_answers;

  if (packet == NULL || result->answer_len < NS_HFIXEDSZ)
    return FALSE;

  while (result->data[n_data] != NULL)
    n_data++;
  /* ANCOUNT (RFC 1035 section 4.1.1).  Beside the records asked for there are only their signatures: the root has no alias. */
  n_answers = (guint) packet[6] << 8 | packet[7];
  return n_data > 0 && n_answers > n_data;
}
