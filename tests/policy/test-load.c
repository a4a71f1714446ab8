/* test-load.c — files and folders of rules */
#include <glib/gstdio.h>
#include <unistd.h>

#include "cf-limits.h"
#include "cf-policy.h"

typedef struct {
  char *folder;
  CfPolicy *policy;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("cf-policy-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->policy = cf_policy_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);

    g_assert_cmpint (g_remove (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  cf_policy_free (self->policy);
}

static char *
write_file (Fixture *self, const char *name, const char *text, gssize length)
{
  char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
  return path;
}

static void
put (Fixture *self, const char *name, const char *text)
{
  g_free (write_file (self, name, text, -1));
}

static const char *
certificate_of (Fixture *self, const char *address)
{
  CfPolicyRule rule;

  cf_policy_find (self->policy, address, 0, &rule);
  return rule.certificate;
}

static void
test_source_names_the_file (Fixture *self, gconstpointer data)
{
  g_autofree char *path = write_file (self, "bank.policy", "\n[sender bank.example]\n\ncertificate=required\n", -1);
  CfPolicyRule rule;

  g_assert_true (cf_policy_load (self->policy, CF_POLICY_ORIGIN_ADMINISTRATOR, path, NULL));
  cf_policy_find (self->policy, "a@bank.example", 0, &rule);
  /* Without the folder: the same rules elsewhere give the same report. */
  g_assert_cmpstr (rule.source, ==, "bank.policy:4 [sender bank.example]");
}

static void
test_folder_order (Fixture *self, gconstpointer data)
{
  put (self, "20-b.policy", "[sender a.example]\ncertificate=required\n");
  put (self, "10-a.policy", "[sender a.example]\ncertificate=usual\n[sender b.example]\ncertificate=usual\n");
  put (self, "100-c.policy", "[sender b.example]\ncertificate=expected\n");
  put (self, "99.policy.bak", "[sender a.example]\ncertificate=exempt\n");
  put (self, ".99.policy", "[sender a.example]\ncertificate=exempt\n");
  put (self, "99.policy~", "not a policy");
  put (self, "README", "not a policy");

  g_assert_true (cf_policy_load_folder (self->policy, CF_POLICY_ORIGIN_ADMINISTRATOR, self->folder, NULL));
  g_assert_cmpstr (certificate_of (self, "x@a.example"), ==, "required");
  /* By bytes: "10-a" comes before "100-c". */
  g_assert_cmpstr (certificate_of (self, "x@b.example"), ==, "expected");
  g_assert_null (cf_policy_get_problem (self->policy));
}

/* One broken file takes nothing from the others and is told. */
static void
test_folder_with_an_error (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  put (self, "1.policy", "[sender a.example]\ncertificate=required\n");
  put (self, "2.policy", "[sender a.example]\ncertificate=exempt\nmodes=bad\n");
  put (self, "3.policy", "[sender b.example]\ncertificate=required\n");
  put (self, "4.policy", "no policy\n");

  g_assert_false (cf_policy_load_folder (self->policy, CF_POLICY_ORIGIN_ADMINISTRATOR, self->folder, &error));
  message = g_strdup_printf ("%s/2.policy:3: [sender a.example] modes: unknown key here; did you mean mode?",
                             self->folder);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_error (error, CF_POLICY_ERROR, (int) CF_POLICY_ERROR_KEY);
  g_assert_cmpstr (cf_policy_get_problem (self->policy), ==, message);
  g_assert_cmpstr (certificate_of (self, "x@a.example"), ==, "required");
  g_assert_cmpstr (certificate_of (self, "x@b.example"), ==, "required");
}

static void
test_missing (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, "none", NULL);
  g_autofree char *message =
    g_strdup_printf ("%s: cannot be read (%s); check the name and its rights", path, g_strerror (ENOENT));

  g_assert_true (cf_policy_load_folder (self->policy, CF_POLICY_ORIGIN_ADMINISTRATOR, path, NULL));
  g_assert_null (cf_policy_get_problem (self->policy));

  g_assert_false (cf_policy_load (self->policy, CF_POLICY_ORIGIN_ADMINISTRATOR, path, &error));
  g_assert_error (error, CF_POLICY_ERROR, (int) CF_POLICY_ERROR_FILE);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpstr (cf_policy_get_problem (self->policy), ==, message);
}

/* A rule that should be there and is not is no missing folder. */
static void
test_unreadable (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dangling = g_build_filename (self->folder, "1.policy", NULL);
  g_autofree char *file = write_file (self, "2.policy", "[default]\nmode=warn\n", -1);

  g_assert_cmpint (symlink ("nowhere", dangling), ==, 0);
  g_assert_false (cf_policy_load_folder (self->policy, CF_POLICY_ORIGIN_ADMINISTRATOR, self->folder, &error));
  g_assert_error (error, CF_POLICY_ERROR, (int) CF_POLICY_ERROR_FILE);
  g_assert_cmpstr (cf_policy_get (self->policy, "default", "mode"), ==, "warn");
  g_clear_error (&error);

  g_assert_false (cf_policy_load_folder (self->policy, CF_POLICY_ORIGIN_ADMINISTRATOR, file, &error));
  g_assert_error (error, CF_POLICY_ERROR, (int) CF_POLICY_ERROR_FILE);
  g_clear_error (&error);

  g_assert_false (cf_policy_load (self->policy, CF_POLICY_ORIGIN_ADMINISTRATOR, self->folder, &error));
  g_assert_error (error, CF_POLICY_ERROR, (int) CF_POLICY_ERROR_FILE);
}

static void
test_nul (Fixture *self, gconstpointer data)
{
  static const char text[] = "[default]\nmode=warn\n\0[sender a.example]\ncertificate=exempt\n";
  g_autofree char *path = write_file (self, "n.policy", text, sizeof text - 1);
  g_autofree char *message =
    g_strdup_printf ("%s:3: holds a NUL byte; save the file as plain text in UTF-8", path);
  g_autoptr (GError) error = NULL;

  g_assert_false (cf_policy_load (self->policy, CF_POLICY_ORIGIN_ADMINISTRATOR, path, &error));
  g_assert_cmpstr (error->message, ==, message);
  g_assert_null (cf_policy_get (self->policy, "default", "mode"));
}

static void
test_utf16 (Fixture *self, gconstpointer data)
{
  static const char text[] = "\xff\xfe[\0d\0e\0f\0a\0u\0l\0t\0]\0\n\0";
  g_autofree char *path = write_file (self, "u.policy", text, sizeof text - 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (cf_policy_load (self->policy, CF_POLICY_ORIGIN_ADMINISTRATOR, path, &error));
  g_assert_error (error, CF_POLICY_ERROR, (int) CF_POLICY_ERROR_SYNTAX);
}

/* CF_LIMIT_POLICY_BYTES: the last size that is read, and one byte more. */
static void
test_size (Fixture *self, gconstpointer data)
{
  static const char head[] = "[default]\nmode=warn\n#";
  g_autofree char *text = g_strnfill (CF_LIMIT_POLICY_BYTES + 1, '#');
  g_autofree char *good = NULL;
  g_autofree char *bad = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (text, head, strlen (head));
  good = write_file (self, "good.policy", text, CF_LIMIT_POLICY_BYTES);
  bad = write_file (self, "bad.policy", text, CF_LIMIT_POLICY_BYTES + 1);

  g_assert_true (cf_policy_load (self->policy, CF_POLICY_ORIGIN_ADMINISTRATOR, good, &error));
  g_assert_cmpstr (cf_policy_get (self->policy, "default", "mode"), ==, "warn");
  g_assert_false (cf_policy_load (self->policy, CF_POLICY_ORIGIN_ADMINISTRATOR, bad, &error));
  g_assert_error (error, CF_POLICY_ERROR, (int) CF_POLICY_ERROR_FILE);
  g_assert_true (g_str_has_suffix (error->message, "/bad.policy: larger than 4 MiB; split it"));
  g_clear_error (&error);

  g_assert_false (cf_policy_load (self->policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "/dev/zero", &error));
  g_assert_error (error, CF_POLICY_ERROR, (int) CF_POLICY_ERROR_FILE);
  g_clear_error (&error);
  g_assert_false (cf_policy_parse (self->policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "text", text, &error));
  g_assert_cmpstr (error->message, ==, "text: larger than 4 MiB; split it");
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/policy/load/source-names-the-file", test_source_names_the_file);
  add ("/policy/load/folder-order", test_folder_order);
  add ("/policy/load/folder-with-an-error", test_folder_with_an_error);
  add ("/policy/load/missing", test_missing);
  add ("/policy/load/unreadable", test_unreadable);
  add ("/policy/load/nul", test_nul);
  add ("/policy/load/utf16", test_utf16);
  add ("/policy/load/size", test_size);
  return g_test_run ();
}
