/* cf-cli-batch.h — several files, checked at a time, told one after the other
 *
 * One engine checks them, each in a process of its own; what is told comes in
 * the order of the files, whichever was ready first.  Inside cli only.
 */
#pragma once

#include "cf-client.h"

G_BEGIN_DECLS

/**
 * CfCliBatchFunc:
 * @name: of the file, as a person reads it
 * @report: (nullable): %NULL when there is none
 * @problem: (nullable): why there is no report, or why the engine had no part in it
 *
 * Called once for each file, in their order.
 */
typedef void (*CfCliBatchFunc) (const char *name, const CfReport *report, const char *problem, gpointer user_data);

/**
 * CfCliBatch:
 * @request: what is known about each message; bytes and source are set for each
 * @files: (array zero-terminated=1): names, "-" for standard input
 * @jobs: how many are checked at a time; 1 begins none before the last was told
 */
typedef struct {
  CfClient *client;
  const CfClientRequest *request;
  char *const *files;
  guint jobs;
  CfCliBatchFunc tell;
  gpointer user_data;
} CfCliBatch;

/* Checks all files; waits until the last was told. */
void cf_cli_batch_run (const CfCliBatch *self);

G_END_DECLS
