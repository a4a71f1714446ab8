/* cf-ribbon-check.h — bytes -> client -> ribbon: the question behind one ribbon
 *
 * What every mail client with a GTK ribbon does alike: ask about the message
 * that is shown, drop the answer when another one is shown, ask once more
 * when that is due.  The adapter gives the bytes and says when they change.
 * Stands on: client, report, the ribbon widget.
 */
#pragma once

#include "cf-client.h"
#include "cf-ribbon-bar.h"

G_BEGIN_DECLS

#define CF_TYPE_RIBBON_CHECK (cf_ribbon_check_get_type ())
G_DECLARE_FINAL_TYPE (CfRibbonCheck, cf_ribbon_check, CF, RIBBON_CHECK, GObject)

/* Signals: "checked" (const CfReport *report): the engine answered about the mail that is shown; before the ribbon
 * shows it. */

/**
 * cf_ribbon_check_new:
 * @bar: may be destroyed before this object; nothing is shown from then on
 *
 * Answers the ribbon's "check-again" by itself.
 *
 * Returns: (transfer full)
 */
CfRibbonCheck *cf_ribbon_check_new (CfRibbonBar *bar, CfClient *client);

/* Another message, or none, is shown: takes every word away and drops the open question. */
void cf_ribbon_check_clear (CfRibbonCheck *self);

/* Another message is shown and its bytes are on their way: the same, and the spinner. */
void cf_ribbon_check_set_loading (CfRibbonCheck *self);

/**
 * cf_ribbon_check_ask:
 * @request: copied; @asked of it is not looked at; without @lang the language that the person chose counts
 *
 * Asks about the message that is shown now.  No answer to an earlier question
 * reaches the ribbon after this.
 */
void cf_ribbon_check_ask (CfRibbonCheck *self, const CfClientRequest *request);

/* Asks about the same message once more, as its "Check again" does; nothing before cf_ribbon_check_ask().
 * @asked: a person wants answers from outside now */
void cf_ribbon_check_again (CfRibbonCheck *self, gboolean asked);

G_END_DECLS
