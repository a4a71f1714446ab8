/* test-memfd.c — messages in sealed memory: which descriptors are taken, and that their bytes stay */
#include <fcntl.h>
#include <unistd.h>

#include "cf-engine-memfd.h"

static void
test_memfd (void)
{
  static const struct {
    const char *says;
    int seals;
    gboolean taken;
  } rows[] = {
    { "no seal", 0, FALSE },
    { "may grow", F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_SEAL, FALSE },
    { "may shrink", F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SEAL, FALSE },
    { "may be written", F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL, FALSE },
    { "may not be sealed further", F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW, FALSE },
    { "all", F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    int fd = cf_engine_memfd_new ();

    g_test_message ("%s", rows[i].says);
    g_assert_true (cf_engine_memfd_append (fd, cf_span_str ("abc")));
    g_assert_cmpint (fcntl (fd, F_ADD_SEALS, rows[i].seals), ==, 0);
    g_assert_cmpint (cf_engine_memfd_is_sealed (fd), ==, rows[i].taken);
    close (fd);
  }
}

static void
test_memfd_others (void)
{
  g_autofree char *name = NULL;
  int file = g_file_open_tmp ("certfirst-XXXXXX", &name, NULL);
  int null = open ("/dev/null", O_RDONLY | O_CLOEXEC);

  g_assert_false (cf_engine_memfd_is_sealed (file));
  g_assert_false (cf_engine_memfd_is_sealed (null));
  g_assert_false (cf_engine_memfd_is_sealed (-1));
  close (file);
  close (null);
  unlink (name);
}

static void
test_memfd_bytes (void)
{
  static const struct {
    const char *text;
    const char *sha256;
  } rows[] = {
    { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    int fd = cf_engine_memfd_new ();
    g_autoptr (GMappedFile) map = NULL;
    g_autofree char *sha256 = NULL;

    g_assert_true (cf_engine_memfd_append (fd, cf_span_str (rows[i].text)));
    g_assert_true (cf_engine_memfd_seal (fd));
    g_assert_true (cf_engine_memfd_is_sealed (fd));
    g_assert_false (cf_engine_memfd_append (fd, cf_span_str ("more")));
    g_assert_cmpuint (cf_engine_memfd_get_size (fd), ==, strlen (rows[i].text));

    map = cf_engine_memfd_map (fd);
    g_assert_true (cf_span_is (cf_engine_memfd_get_span (map), rows[i].text));
    sha256 = cf_engine_memfd_digest (fd);
    g_assert_cmpstr (sha256, ==, rows[i].sha256);
    close (fd);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/memfd/seals", test_memfd);
  g_test_add_func ("/engine/memfd/others", test_memfd_others);
  g_test_add_func ("/engine/memfd/bytes", test_memfd_bytes);
  return g_test_run ();
}
