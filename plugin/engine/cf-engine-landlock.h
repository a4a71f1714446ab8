/* cf-engine-landlock.h — files and network closed off by the kernel (Landlock)
 *
 * Stands on: base, Linux.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No file, no TCP, no signal to others from now on.  Returns: the kernel's version of Landlock, 0 when it has none */
guint cf_engine_landlock_close_all (void);

/* System files to read, @folder to write (nullable), @file to read (nullable); TCP stays.  Returns: as above */
guint cf_engine_landlock_close_for_lookup (const char *folder, const char *file);

G_END_DECLS
