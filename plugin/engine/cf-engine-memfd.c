/* cf-engine-memfd.c — messages in sealed memory */
#include "cf-engine-memfd.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cf-digest.h"

#define ALL_SEALS (F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL)

int
cf_engine_memfd_new (void)
{
  return memfd_create ("certfirst-message", MFD_CLOEXEC | MFD_ALLOW_SEALING);
}

gboolean
cf_engine_memfd_append (int fd, CfSpan bytes)
{
  while (bytes.length > 0) {
    gssize length = write (fd, bytes.data, bytes.length);

    if (length < 0 && errno != EINTR)
      return FALSE;
    bytes = cf_span_from (bytes, (gsize) MAX (length, 0));
  }

  return TRUE;
}

gboolean
cf_engine_memfd_seal (int fd)
{
  return fcntl (fd, F_ADD_SEALS, ALL_SEALS) == 0;
}

int
cf_engine_memfd_new_sealed (const char *text, gsize length)
{
  int fd = cf_engine_memfd_new ();

  if (fd < 0 || (cf_engine_memfd_append (fd, cf_span (text, length)) && cf_engine_memfd_seal (fd)))
    return fd;

  close (fd);
  return -1;
}

gboolean
cf_engine_memfd_is_sealed (int fd)
{
  /* Other descriptors have no seals and give an error here. */
  int seals = fcntl (fd, F_GET_SEALS);

  return seals >= 0 && (seals & ALL_SEALS) == ALL_SEALS;
}

guint64
cf_engine_memfd_get_size (int fd)
{
  struct stat status;

  return fstat (fd, &status) == 0 ? (guint64) status.st_size : 0;
}

GMappedFile *
cf_engine_memfd_map (int fd)
{
  return g_mapped_file_new_from_fd (fd, FALSE, NULL);
}

CfSpan
cf_engine_memfd_get_span (GMappedFile *map)
{
  gsize length = g_mapped_file_get_length (map);

  /* An empty message is no bytes somewhere, not bytes nowhere. */
  return length > 0 ? cf_span (g_mapped_file_get_contents (map), length) : cf_span ("", 0);
}

typedef struct {
  void *data;
  gsize size;
} Mapping;

static void
unmap (gpointer data)
{
  Mapping *mapping = data;

  munmap (mapping->data, mapping->size);
  g_free (mapping);
}

GBytes *
cf_engine_memfd_map_bytes (int fd, gsize size)
{
  Mapping *mapping;
  void *data;

  if (size == 0)
    return g_bytes_new_static ("", 0);

  data = mmap (NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (data == MAP_FAILED)
    return NULL;

  mapping = g_new (Mapping, 1);
  *mapping = (Mapping) { data, size };
  return g_bytes_new_with_free_func (data, size, unmap, mapping);
}

CfSpan
cf_engine_memfd_get_bytes_span (GBytes *bytes)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  return length > 0 ? cf_span (data, length) : cf_span ("", 0);
}

char *
cf_engine_memfd_digest (int fd)
{
  g_autoptr (GMappedFile) map = cf_engine_memfd_map (fd);
  g_autoptr (CfDigester) digester = cf_digester_new (CF_DIGEST_SHA256);
  CfDigestSet digests;

  if (map != NULL)
    cf_digester_update (digester, cf_engine_memfd_get_span (map));
  cf_digester_finish (digester, &digests);
  return cf_digest_to_hex (cf_digest_set_get (&digests, CF_DIGEST_SHA256));
}
