/* cf-cli-doctor-versions.c — "certfirst doctor": what runs here */
#include "cf-cli-doctor.h"

#include <curl/curl.h>
#include <gmime/gmime.h>
#include <openssl/crypto.h>
#include <sqlite3.h>
#include <sys/utsname.h>
#include <unbound.h>
#include <unicode/uversion.h>

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
dup_unbound (void)
{
  return g_strdup (ub_version ());
}

static char *
dup_curl (void)
{
  return g_strdup (curl_version_info (CURLVERSION_NOW)->version);
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

/* The libraries that run, not those that it was built with. */
static const struct {
  const char *key;
  const char *name;
  char *(*dup) (void);
} parts[] = {
  { "certfirst", "Certfirst", dup_certfirst }, { "glib", "GLib", dup_glib },         { "openssl", "OpenSSL", dup_openssl },
  { "gmime", "GMime", dup_gmime },             { "libunbound", "libunbound", dup_unbound },
  { "libcurl", "libcurl", dup_curl },          { "sqlite", "SQLite", dup_sqlite },   { "icu", "ICU", dup_icu },
  { "linux", "Linux", dup_linux },
};

void
cf_cli_doctor_versions (CfCliDoctor *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *version = parts[i].dup ();

    cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, parts[i].name, "%s", version != NULL ? version : "–");
    json_object_set_string_member (self->section->values, parts[i].key, version);
  }
}
