/* cf-engine-sandbox.h — what our processes give up before they work
 *
 * Entered by the template after everything is open, and again by each child
 * before its message.  Where a kernel or a container has no seccomp or no
 * Landlock the rest still holds, and "hello" says what lacks.
 * Stands on: base, libseccomp, Linux (Landlock).
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CfEngineSandbox:
 * @seccomp: whether system calls are filtered
 * @landlock: version of Landlock that closes files and network off; 0 for none
 * @limits: whether memory of a child is limited: not in builds with the address sanitizer
 * @filter, @filter_length: the child's filter, ready for the kernel; of struct sock_filter
 */
typedef struct {
  gboolean seccomp;
  guint landlock;
  gboolean limits;
  gpointer filter;
  guint16 filter_length;
} CfEngineSandbox;

/* The template: no file and no network from now on, only the calls of the table. */
void cf_engine_sandbox_enter_template (CfEngineSandbox *out_sandbox);

/* A child: nothing but reading its message and answering. */
void cf_engine_sandbox_enter_child (const CfEngineSandbox *self);

/**
 * cf_engine_sandbox_enter_lookup:
 * @folder: (nullable): its cache, the one place that it may write to
 * @file: (nullable): one more file that it reads
 *
 * The look-up process: network, system files to read, no other process.
 */
void cf_engine_sandbox_enter_lookup (const char *folder, const char *file);

/* The limits of one child's memory and time, set from outside by the monitor; @memory 0 for none. */
void cf_engine_sandbox_limit (int pid, guint64 memory, guint seconds);

/* What "hello" tells: {"seccomp": true, "landlock": 7, "limits": true}.  (transfer full) */
JsonObject *cf_engine_sandbox_write (const CfEngineSandbox *self);

G_END_DECLS
