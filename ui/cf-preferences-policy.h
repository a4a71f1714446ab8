/* cf-preferences-policy.h — the rules -> the part of the preferences that the engine answers for
 *
 * What may be asked of others and what is kept, where the rules come from,
 * and whether the engine works.  What an administrator has locked is shown and
 * cannot be chosen.
 * Stands on: ribbon, client, GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

#include "cf-client.h"

G_BEGIN_DECLS

#define CF_TYPE_PREFERENCES_POLICY (cf_preferences_policy_get_type ())
G_DECLARE_FINAL_TYPE (CfPreferencesPolicy, cf_preferences_policy, CF, PREFERENCES_POLICY, GtkBox)

/**
 * cf_preferences_policy_new:
 * @lang: (nullable): %NULL is the locale's
 *
 * Asks the engine; insensitive until it has answered.  Signal "changed" ():
 * the person chose something.
 *
 * Returns: (transfer floating)
 */
GtkWidget *cf_preferences_policy_new (CfClient *client, const char *lang);

/* Gives the engine what was chosen since the last time, one key after the other.  What is refused is said. */
void cf_preferences_policy_save (CfPreferencesPolicy *self);

G_END_DECLS
