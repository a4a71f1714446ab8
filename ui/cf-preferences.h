/* cf-preferences.h — what a person may choose -> one page for every mail client
 *
 * The page of a mail client's own preferences window.  What is chosen for the
 * clients goes into their file (cf-client-options), what is policy is read and
 * written by the engine, which says what an administrator has locked.
 * Stands on: ribbon, report, client, GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

#include "cf-client.h"

G_BEGIN_DECLS

#define CF_TYPE_PREFERENCES (cf_preferences_get_type ())
G_DECLARE_FINAL_TYPE (CfPreferences, cf_preferences, CF, PREFERENCES, GtkBox)

/**
 * CfPreferencesFlags:
 * @CF_PREFERENCES_AT_ONCE: a choice counts when it is made; without it when cf_preferences_save() is called
 * @CF_PREFERENCES_DOWNLOAD: the client can fetch new mail whole in the background
 *
 * What the mail client is like.
 */
typedef enum {
  CF_PREFERENCES_AT_ONCE = 1 << 0,
  CF_PREFERENCES_DOWNLOAD = 1 << 1,
} CfPreferencesFlags;

/**
 * cf_preferences_new:
 * @client: asked for what counts by policy, and for the state of its engine; is given the choices that are policy
 *
 * Shows at once what is known here; what the engine knows comes later, and
 * cannot be chosen before.
 *
 * Returns: (transfer floating)
 */
GtkWidget *cf_preferences_new (CfClient *client, CfPreferencesFlags flags);

/* Keeps what was chosen since the last time.  What goes wrong is said on the page, if it is still there. */
void cf_preferences_save (CfPreferences *self);

G_END_DECLS
