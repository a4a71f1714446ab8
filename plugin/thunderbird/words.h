/* words.h — the texts of the Thunderbird add-on, one row each: CF_WORD (key, text)
 *
 * No C is made of it: pack.py makes _locales/ of these rows and po/.  What a
 * ribbon says comes from the engine; here is only what must be said without it.
 */

/* TRANSLATORS: what the add-on is, in Thunderbird's list of add-ons. */
CF_WORD (description, N_("Check the certificate first: shows above each mail whether it is really from its sender."))
CF_WORD (loading, N_("Checking the certificate…"))

/* TRANSLATORS: ribbon of the Thunderbird add-on when the engine cannot be asked; headline, and a line below it. */
CF_WORD (failed, N_("This mail could not be checked"))
CF_WORD (stopped, N_("The checking program stopped."))
CF_WORD (timeout, N_("The check did not finish in {n} seconds."))
CF_WORD (missing, N_("Certfirst's checking program was not found. Install Certfirst, or ask your administrator."))
CF_WORD (unfit, N_("Certfirst's checking program does not fit this add-on. Install both from one release, then restart Thunderbird."))
CF_WORD (unread, N_("Thunderbird did not hand over this mail."))
CF_WORD (advice, N_("Tell your help desk the code."))
CF_WORD (advice_title, N_("What you can do"))
CF_WORD (title, N_("About this mail — Certfirst"))
CF_WORD (details, N_("Details"))
CF_WORD (what_to_do, N_("What to do"))
CF_WORD (check_again, N_("Check again"))
CF_WORD (copy_report, N_("Copy report"))
CF_WORD (copied, N_("Copied. It is sent nowhere by itself."))
CF_WORD (left_out, N_("Subject, names of persons and the part of addresses before the @ are left out."))
CF_WORD (close, N_("Close"))
/* TRANSLATORS: in the button of Thunderbird's message header while no message is checked. */
CF_WORD (nothing, N_("No mail is shown."))

/* TRANSLATORS: text of a cell in the list of messages, and the pill of the ribbon: one short word. */
CF_WORD (danger, N_("Danger"))

/* TRANSLATORS: what keys do, in Thunderbird's list of the add-on's keys. */
CF_WORD (key_details, N_("Show or hide the details of the mail"))
CF_WORD (key_what_to_do, N_("Show what to do about the mail"))

/* TRANSLATORS: the add-on's page of settings in Thunderbird: headings, switches, short notes. */
CF_WORD (option_marks, N_("Mark dangerous mail in the list of messages. Other mail is never marked"))
CF_WORD (option_marks_note, N_("A column “Certfirst” says “Danger”. The mark stays on this computer. Good mail gets no mark."))
CF_WORD (option_colour, N_("Colour of the mark:"))
CF_WORD (colour_red, N_("red"))
CF_WORD (colour_orange, N_("orange"))
CF_WORD (colour_pink, N_("pink"))
CF_WORD (colour_brown, N_("brown"))
CF_WORD (option_notify, N_("Tell me on the desktop when a dangerous mail arrives"))
CF_WORD (option_language, N_("Language:"))
CF_WORD (language_system, N_("As the desktop"))
CF_WORD (option_danger, N_("Dangerous mail"))
CF_WORD (option_own_mark_note, N_("It stands at the left end of every ribbon. A ribbon without it is not ours."))
CF_WORD (option_choose_mark, N_("Choose Your Mark…"))
CF_WORD (option_for_all, N_("These choices count for all mail programs of yours on this computer."))
CF_WORD (option_look, N_("Ribbon"))
CF_WORD (option_state, N_("Checking program"))
CF_WORD (state_works, N_("It works."))
CF_WORD (state_version, N_("Version"))
CF_WORD (state_sandbox, N_("Confinement"))
CF_WORD (state_full, N_("Checking processes are confined."))
CF_WORD (state_part, N_("Checking processes are confined only in part. “certfirst doctor” says more."))
CF_WORD (saved, N_("Saved."))
CF_WORD (not_saved, N_("Your choice was not saved."))
CF_WORD (option_network, N_("Asking the network:"))
CF_WORD (network_all, N_("Whatever a check needs"))
CF_WORD (network_dns, N_("DNS only"))
CF_WORD (network_none, N_("Nobody"))
CF_WORD (option_locked, N_("Set by your administrator:"))
