/* cf-cli-doctor-versions.c — "certfirst doctor": what runs here */
#include "cf-cli-doctor.h"

#include <gmime/gmime.h>
#include <openssl/crypto.h>
#include <sqlite3.h>
#include <sys/utsname.h>
#include <unicode/uversion.h>

#include "cf-engine-network-start.h"

static char *
dup_certfirst (void)
{
  return g_strdup (CF_VERSION);
}

static char *
dup_glib (void)
{
  return g_strdup_printf ("%u.%u.%u", glib_major_version, glib_minor_version, glib_micro_version);
}

static char *
dup_openssl (void)
{
  return g_strdup (OpenSSL_version (OPENSSL_VERSION_STRING));
}

static char *
dup_gmime (void)
{
  return g_strdup_printf ("%u.%u.%u", gmime_major_version, gmime_minor_version, gmime_micro_version);
}

static char *
dup_sqlite (void)
{
  return g_strdup (sqlite3_libversion ());
}

static char *
dup_icu (void)
{
  UVersionInfo version;
  char text[U_MAX_VERSION_STRING_LENGTH];

  u_getVersion (version);
  u_versionToString (version, text);
  return g_strdup (text);
}

static char *
dup_linux (void)
{
  struct utsname name;

  return uname (&name) == 0 ? g_strdup (name.release) : NULL;
}

/* The libraries that run, not those that it was built with.  Without a function: a library of the look-ups' program,
 * in the order in which that says them. */
static const struct {
  const char *key;
  const char *name;
  char *(*dup) (void);
} parts[] = {
  { "certfirst", "Certfirst", dup_certfirst }, { "glib", "GLib", dup_glib },   { "openssl", "OpenSSL", dup_openssl },
  { "gmime", "GMime", dup_gmime },             { "libunbound", "libunbound", NULL }, { "libcurl", "libcurl", NULL },
  { "sqlite", "SQLite", dup_sqlite },          { "icu", "ICU", dup_icu },      { "linux", "Linux", dup_linux },
};

/* What the look-ups' program says of its libraries; none when it cannot be asked. */
static char **
ask_lookup (void)
{
  g_autofree char *text = cf_cli_doctor_ask_lookup (CF_ENGINE_NETWORK_VERSIONS, NULL, NULL);

  return g_strsplit (text != NULL ? text : "", " ", -1);
}

void
cf_cli_doctor_versions (CfCliDoctor *self)
{
  g_auto (GStrv) looked_up = ask_lookup ();
  char **next = looked_up;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *version = parts[i].dup != NULL ? parts[i].dup () : g_strdup (*next);

    if (parts[i].dup == NULL && *next != NULL)
      next++;
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, parts[i].name, "%s", version != NULL ? version : "–");
    json_object_set_string_member (self->section->values, parts[i].key, version);
  }
}
