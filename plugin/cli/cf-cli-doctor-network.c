/* cf-cli-doctor-network.c — "certfirst doctor": whether questions can be answered */
#include "cf-cli-doctor.h"

#include "cf-engine-network-start.h"

typedef enum { NETWORK_MODE, NETWORK_REVOCATION, NETWORK_AIA, NETWORK_AT_OPENING, NETWORK_ALLOW_PRIVATE, NETWORK_PROXY, N_NETWORK } Setting;

/* Keys of [network], and what counts where no file sets them. */
static const struct {
  const char *key;
  const char *usual;
} settings[N_NETWORK] = {
  [NETWORK_MODE] = { "mode", "all" },
  [NETWORK_REVOCATION] = { "revocation", "hard" },
  [NETWORK_AIA] = { "aia", "known-hosts" },
  [NETWORK_AT_OPENING] = { "at-opening", "allow" },
  [NETWORK_ALLOW_PRIVATE] = { "allow-private", "false" },
  [NETWORK_PROXY] = { "proxy", NULL },
};

/* What DNS and DNSSEC are found to be, and the word in JSON. */
static const struct {
  CfCliDoctorCode dns;
  CfCliDoctorCode dnssec;
  const char *name;
} states[] = {
  [CF_LOOKUP_DNSSEC_UNKNOWN] = { CF_CLI_DOCTOR_DNS_SILENT, CF_CLI_DOCTOR_DNSSEC_UNKNOWN, "unknown" },
  [CF_LOOKUP_DNSSEC_WORKS] = { CF_CLI_DOCTOR_DNS_ANSWERS, CF_CLI_DOCTOR_DNSSEC_WORKS, "works" },
  [CF_LOOKUP_DNSSEC_STRIPPED] = { CF_CLI_DOCTOR_DNS_ANSWERS, CF_CLI_DOCTOR_DNSSEC_STRIPPED, "stripped" },
  /* Without the key nothing was asked. */
  [CF_LOOKUP_DNSSEC_NO_ANCHOR] = { CF_CLI_DOCTOR_NETWORK_NOT_TRIED, CF_CLI_DOCTOR_DNSSEC_NO_ANCHOR, "no-anchor" },
};

static const char *
get_setting (const CfCliDoctor *self, Setting setting)
{
  const char *value = cf_policy_get (self->rules, "network", settings[setting].key);

  return value != NULL ? value : settings[setting].usual;
}

static void
add_settings (CfCliDoctor *self)
{
  for (Setting i = 0; i < N_NETWORK; i++) {
    g_autofree char *name = g_strconcat ("[network] ", settings[i].key, NULL);
    g_autofree char *key = g_strdelimit (g_strdup (settings[i].key), "-", '_');
    const char *value = get_setting (self, i);

    cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, name, "%s", value != NULL ? value : "–");
    json_object_set_string_member (self->section->values, key, value);
  }
}

/* By itself nothing is fetched: the servers are those that certificates name. */
static void
add_http (CfCliDoctor *self, const char *mode)
{
  CfCliDoctorCode answers = g_str_equal (mode, "all") ? CF_CLI_DOCTOR_NETWORK_NOT_TRIED : CF_CLI_DOCTOR_NETWORK_NOT_ALLOWED;
  const char *aia = get_setting (self, NETWORK_AIA);
  gboolean issuers = answers == CF_CLI_DOCTOR_NETWORK_NOT_TRIED && !g_str_equal (aia, "off");

  /* TRANSLATORS: what is asked by HTTP, in "certfirst doctor" */
  cf_cli_doctor_add (self, answers, C_("doctor", "revocation (HTTP)"), NULL);
  cf_cli_doctor_add (self, issuers ? CF_CLI_DOCTOR_NETWORK_NOT_TRIED : CF_CLI_DOCTOR_NETWORK_NOT_ALLOWED,
                     C_("doctor", "missing issuers (HTTP)"), NULL);
}

char *
cf_cli_doctor_ask_lookup (const char *word, const char *argument, const CfLookupOptions *options)
{
  const CfLookupOptions none = { .mode = CF_LOOKUP_NONE };
  g_autofree char *program = cf_engine_network_dup_program ();
  g_auto (GStrv) environment = cf_lookup_options_write (options != NULL ? options : &none, g_get_environ ());
  char *words[] = { program, (char *) word, (char *) argument, NULL };
  g_autofree char *text = NULL;
  int status;

  if (!g_spawn_sync (NULL, words, environment, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text, NULL, &status, NULL) ||
      status != 0)
    return NULL;

  return g_strchomp (g_steal_pointer (&text));
}

static void
ask_dns (CfCliDoctor *self)
{
  const CfLookupOptions options = { .resolver = self->resolver, .root_key = self->root_key };
  g_autofree char *found = cf_cli_doctor_ask_lookup (CF_ENGINE_NETWORK_DNSSEC, NULL, &options);
  guint64 state = CF_LOOKUP_DNSSEC_UNKNOWN;

  if (found != NULL)
    g_ascii_string_to_unsigned (found, 10, 0, G_N_ELEMENTS (states) - 1, &state, NULL);
  if (self->resolver != NULL)
    cf_cli_doctor_add (self, states[state].dns, "DNS", "%s", self->resolver);
  else
    cf_cli_doctor_add (self, states[state].dns, "DNS", NULL);
  cf_cli_doctor_add (self, states[state].dnssec, "DNSSEC", NULL);
  json_object_set_string_member (self->section->values, "dnssec", states[state].name);
}

/* As the look-up process would: through the proxy, and never an inner address unless policy allows it.
 * @tried: gains what became of each address */
static void
try_web (CfCliDoctor *self, JsonObject *tried)
{
  const CfLookupOptions options = { .resolver = self->resolver, .root_key = self->root_key,
                                    .proxy = (char *) get_setting (self, NETWORK_PROXY),
                                    .allow_private = g_str_equal (get_setting (self, NETWORK_ALLOW_PRIVATE), "true") };

  for (char **url = self->tries; url != NULL && *url != NULL; url++) {
    g_autofree char *shown = g_utf8_make_valid (*url, -1);
    g_autofree char *problem = cf_cli_doctor_ask_lookup (CF_ENGINE_NETWORK_FETCH, *url, &options);
    gboolean came = g_strcmp0 (problem, ".") == 0;

    if (came)
      cf_cli_doctor_add (self, CF_CLI_DOCTOR_WEB_ANSWERS, shown, NULL);
    else
      cf_cli_doctor_add (self, CF_CLI_DOCTOR_WEB_SILENT, shown, "%s", problem != NULL ? problem : "–");
    json_object_set_string_member (tried, shown, came ? "came" : problem);
  }
}

void
cf_cli_doctor_network (CfCliDoctor *self)
{
  const char *mode = get_setting (self, NETWORK_MODE);
  g_autofree char *versions = cf_cli_doctor_ask_lookup (CF_ENGINE_NETWORK_VERSIONS, NULL, NULL);
  JsonObject *tried = json_object_new ();

  json_object_set_string_member (self->section->values, "dnssec", "not-tried");
  json_object_set_object_member (self->section->values, "tried", tried);
  add_settings (self);
  if (g_str_equal (mode, "none")) {
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_NETWORK_OFF, "DNS, HTTP", NULL);
    return;
  }

  if (versions == NULL) {
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_LOOKUP_MISSING, "DNS, HTTP", NULL);
    return;
  }

  if (self->offline)
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_NETWORK_OFFLINE, "DNS", NULL);
  else
    ask_dns (self);
  add_http (self, mode);
  if (!self->offline && g_str_equal (mode, "all"))
    try_web (self, tried);
}
