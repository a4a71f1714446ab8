/* cf-engine-memfd.h — messages in sealed memory: what nobody can change between hash and parse
 *
 * Stands on: base, Linux (memfd_create, F_ADD_SEALS).
 */
#pragma once

#include <glib.h>

#include "cf-span.h"

G_BEGIN_DECLS

/* An empty memfd that takes seals; -1 when the system has none left. */
int cf_engine_memfd_new (void);

/* Appends all bytes; FALSE when memory is used up. */
gboolean cf_engine_memfd_append (int fd, CfSpan bytes) G_GNUC_WARN_UNUSED_RESULT;

/* A sealed memfd with @text, which has @length bytes; -1 when memory is used up. */
int cf_engine_memfd_new_sealed (const char *text, gsize length);

/* Nobody writes, shrinks, grows or unseals it from now on. */
gboolean cf_engine_memfd_seal (int fd) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @fd is a memfd with all four seals.  A file could change under the
 * reader's hands, and one that is cut short while mapped kills the process. */
gboolean cf_engine_memfd_is_sealed (int fd);

/* Bytes in it. */
guint64 cf_engine_memfd_get_size (int fd);

/* The bytes, mapped read-only.  (transfer full) (nullable): %NULL when memory is used up */
GMappedFile *cf_engine_memfd_map (int fd);

/**
 * cf_engine_memfd_map_bytes:
 * @size: bytes in it, as whoever looked at its seals found
 *
 * The same for a process that may not ask the system for a size.
 *
 * Returns: (transfer full) (nullable): %NULL when memory is used up
 */
GBytes *cf_engine_memfd_map_bytes (int fd, gsize size);

/* The bytes of @bytes, which they do not outlive; of none "", never nowhere. */
CfSpan cf_engine_memfd_get_bytes_span (GBytes *bytes);

/* The bytes of @map, which they do not outlive; of an empty message "", never nowhere. */
CfSpan cf_engine_memfd_get_span (GMappedFile *map);

/* Hexadecimal SHA-256 of the bytes; of none when they cannot be mapped.  (transfer full) */
char *cf_engine_memfd_digest (int fd);

G_END_DECLS
