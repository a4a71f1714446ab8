/* cf-ribbon-bar-private.h — ribbon -> pixels: what the files of the widget share
 */
#pragma once

#include "cf-ribbon-bar.h"

struct _CfRibbonBar {
  GtkBox parent_instance;

  GtkWidget *row;
  GtkWidget *lead;
  GtkWidget *mark;
  GtkWidget *mark_word; /* instead of @mark */
  GtkWidget *icon;
  GtkWidget *spinner;
  GtkWidget *text;
  GtkWidget *head;
  GtkWidget *pill;
  GtkWidget *headline;
  GtkWidget *detail;
  GtkWidget *actions;
  GtkWidget *code;
  GtkWidget *what_to_do;
  GtkWidget *check_again;
  GtkWidget *details;

  CfReport *report;           /* what is shown */
  CfReport *pending;          /* waits until the spinner has been seen */
  GtkWidget *dialog;          /* weak */
  GtkWindow *mnemonic_window; /* weak: where Alt+D and Alt+W are bound */
  const char *lang;           /* of the last report; NULL before the first */
  CfRibbonLook look;
  gboolean narrow;
  gboolean announced;
  gint64 spinner_since;
  guint timer_id; /* the next step of empty or loading */
  guint announce_id;
  guint second_look_id;
  CfHostAbilities abilities;
  guint n_second_looks; /* at the message that is shown */
  guint second_look_ms; /* until the first one */
};

/* A mark, no words and the quiet look. */
void cf_ribbon_face_clear (CfRibbonBar *self);

/* The words while the engine works. */
void cf_ribbon_face_show_loading (CfRibbonBar *self);

/* Words, icon, look and buttons of one ribbon. */
void cf_ribbon_face_show (CfRibbonBar *self, const CfRibbon *ribbon);

/* Fades the contents while the same mail is checked again. */
void cf_ribbon_face_set_checking_again (CfRibbonBar *self, gboolean again);

/* Sets the sizes that a style sheet cannot give, for font, look and width. */
void cf_ribbon_face_update_metrics (CfRibbonBar *self);

/* After how many milliseconds of rest the ribbon is spoken; 0 is never. */
guint cf_ribbon_face_get_announce_ms (CfRibbonBar *self);
