/* cf-cli-doctor-table.h — everything that "certfirst doctor" can find
 *
 * One row each; codes are what scripts and docs/doctor.md know it by, and are
 * never reused.  A problem always has a remedy.
 *
 *   CF_DOCTOR (NAME, "code", status, what was found, what to do)
 */

#ifndef CF_DOCTOR
#define CF_DOCTOR(NAME, code, status, what, remedy)
#endif

/* A thing as it should be, or a setting: only its name and value are shown. */
CF_DOCTOR (VALUE, "value", OK, NULL, NULL)

/* TRANSLATORS: lines of "certfirst doctor": what was found, without a full stop, and what to do about it */
CF_DOCTOR (ROOTS_UNREADABLE, "roots-unreadable", PROBLEM,
           N_("the e-mail roots cannot be read, so no certificate is trusted (CF907)"),
           N_("Install NSS (Debian: libnss3)."))
CF_DOCTOR (ROOTS_BUILT_IN, "roots-built-in", NOTE, N_("the list that came with Certfirst is used instead"),
           N_("Install NSS (Debian: libnss3) or update it."))
CF_DOCTOR (ROOTS_OLD, "roots-old", NOTE,
           N_("the list is more than two years old"), N_("Update NSS (Debian: libnss3) or Certfirst."))

CF_DOCTOR (ANCHORS_NONE, "anchors-none", OK, N_("none; only the e-mail roots count"), NULL)
CF_DOCTOR (ANCHOR_UNREADABLE, "anchor-unreadable", PROBLEM,
           N_("its file cannot be used, so it vouches for nobody (CF905)"),
           N_("Put the certificates in PEM form where file= says, readable for everybody."))
CF_DOCTOR (ANCHOR_ENDED, "anchor-ended", PROBLEM, N_("its last day has passed, so it vouches for nobody"),
           N_("Ask the registry whether it still stands; then set a new until=, or remove the section."))
CF_DOCTOR (ANCHOR_ENDS, "anchor-ends", NOTE, N_("its last day is near"),
           N_("Ask the registry whether it stands longer, and set a new until=."))
CF_DOCTOR (ANCHOR_WEAK, "anchor-weak", NOTE, N_("it vouches by certificates that others may be able to forge"),
           N_("Ask the authority for stronger certificates; then remove accept=."))

CF_DOCTOR (POLICY_NONE, "policy-none", OK, N_("no policy file; nothing is expected of anybody"), NULL)
CF_DOCTOR (POLICY_COUNTS, "policy-counts", OK, N_("counts"), NULL)
CF_DOCTOR (POLICY_REPLACED, "policy-replaced", OK,
           N_("the administrator's file of the same name takes its place"), NULL)
CF_DOCTOR (POLICY_BROKEN, "policy-broken", PROBLEM, N_("has an error, so nothing in it counts (CF905)"),
           N_("Correct what is named here; \"certfirst policy lint\" checks the file again."))
CF_DOCTOR (POLICY_NAMES_MISSING, "policy-names-missing", NOTE, N_("counts, but a file that it names is missing"),
           N_("Put the file in place, or correct file=."))
CF_DOCTOR (POLICY_FOLDER, "policy-folder", PROBLEM,
           N_("the folder cannot be read (CF905)"), N_("Make the folder readable for everybody."))
CF_DOCTOR (BUNDLE_COUNTS, "bundle-counts", OK, N_("counts, version"), NULL)
CF_DOCTOR (BUNDLE_BROKEN, "bundle-broken", PROBLEM, N_("the signed bundle does not count (CF905)"),
           N_("Fetch the bundle again; signer.pem beside it must be the certificate that it is signed under."))
CF_DOCTOR (BUNDLE_STATE, "bundle-state", PROBLEM, N_("the bundle counts, but its version cannot be kept (CF905)"),
           N_("Make the folder of this file writable for the user, or remove the file."))

CF_DOCTOR (DIRECTORY_NONE, "directory-none", NOTE, N_("no directory of known signers is in use"),
           N_("Install Certfirst's known-signers.policy, unless it is turned off on purpose."))
CF_DOCTOR (DIRECTORY_ENDED, "directory-ended", PROBLEM,
           N_("entries have ended, so nothing is expected of these senders"),
           N_("Update Certfirst, or write the senders into the administrator's policy."))
CF_DOCTOR (DIRECTORY_ENDS, "directory-ends", NOTE,
           N_("entries end within 60 days"), N_("Update Certfirst before that day."))

CF_DOCTOR (HISTORY_OFF, "history-off", NOTE, N_("no record of earlier mail is kept"),
           N_("If that is not wanted, remove keep=false from [history]."))
CF_DOCTOR (HISTORY_NONE, "history-none", OK, N_("not looked at (--history=none)"), NULL)
CF_DOCTOR (HISTORY_MISSING, "history-missing", OK, N_("not there yet; the first mail makes it"), NULL)
CF_DOCTOR (HISTORY_DAMAGED, "history-damaged", PROBLEM, N_("the record is damaged (CF906)"),
           N_("The next check sets it aside and begins a new one; if there is an export, \"certfirst history import\" brings it back."))
CF_DOCTOR (HISTORY_UNREADABLE, "history-unreadable", PROBLEM, N_("the record cannot be opened (CF906)"),
           N_("Check the rights of the file; if a later version of Certfirst wrote it, update Certfirst."))
CF_DOCTOR (HISTORY_READ_ONLY, "history-read-only", PROBLEM, N_("the record cannot be written (CF906)"),
           N_("Make the file and its folder writable for their owner."))
CF_DOCTOR (HISTORY_SET_ASIDE, "history-set-aside", NOTE, N_("a damaged record was set aside here"),
           N_("Import an export if there is one; then delete the file."))

CF_DOCTOR (CACHE_MISSING, "cache-missing", OK, N_("not there yet; the first answer makes it"), NULL)
CF_DOCTOR (CACHE_READ_ONLY, "cache-read-only", PROBLEM, N_("cannot be written, so every answer is fetched again"),
           N_("Make the folder writable for its owner."))
CF_DOCTOR (CACHE_NOT_OURS, "cache-not-ours", PROBLEM, N_("others may look into it, so it is not used"),
           N_("Make it the user's own with chmod 700, or delete it."))
CF_DOCTOR (CACHE_NO_FOLDER, "cache-no-folder", PROBLEM, N_("is no folder, so every answer is fetched again"),
           N_("Move away what stands at this place."))

CF_DOCTOR (NETWORK_OFF, "network-off", NOTE, N_("nobody is asked ([network] mode=none)"),
           N_("If that is not wanted, change mode= in the policy."))
CF_DOCTOR (NETWORK_OFFLINE, "network-offline", OK, N_("not tried (--offline)"), NULL)
CF_DOCTOR (NETWORK_NOT_TRIED, "network-not-tried", OK,
           N_("allowed; not tried, because nothing is fetched without need"), NULL)
CF_DOCTOR (NETWORK_NOT_ALLOWED, "network-not-allowed", NOTE, N_("not allowed by [network] in the policy"), NULL)
CF_DOCTOR (LOOKUP_MISSING, "lookup-missing", PROBLEM,
           N_("the program for look-ups does not start, so nobody is asked"), N_("Install Certfirst again."))
CF_DOCTOR (DNS_ANSWERS, "dns-answers", OK, N_("the server answers"), NULL)
CF_DOCTOR (DNS_SILENT, "dns-silent", PROBLEM, N_("gives no usable answer"),
           N_("Check the connection and the DNS server (/etc/resolv.conf, --resolver)."))
CF_DOCTOR (WEB_ANSWERS, "web-answers", OK, N_("can be fetched"), NULL)
CF_DOCTOR (WEB_SILENT, "web-silent", PROBLEM, N_("cannot be fetched"),
           N_("Check the address, the firewall, and proxy= and allow-private= in [network] of the policy."))
CF_DOCTOR (DNSSEC_WORKS, "dnssec-works", OK, N_("signatures come and are checked"), NULL)
CF_DOCTOR (DNSSEC_UNKNOWN, "dnssec-unknown", NOTE, N_("cannot be known while DNS does not answer"), NULL)
CF_DOCTOR (DNSSEC_STRIPPED, "dnssec-stripped", PROBLEM,
           N_("the DNS server takes the signatures away, so every answer is insecure"),
           N_("Ask the network's administrator for a DNS server that passes DNSSEC on, or name one with --resolver to compare."))
CF_DOCTOR (DNSSEC_NO_ANCHOR, "dnssec-no-anchor", PROBLEM,
           N_("the key of the DNS root cannot be read, so every answer is insecure"),
           N_("Install it (Debian: dns-root-data), or correct --root-key."))

CF_DOCTOR (ENGINE_SILENT, "engine-silent", PROBLEM, N_("does not start, so no mail is checked"),
           N_("Install Certfirst again; \"certfirst check\" of any mail says more."))
CF_DOCTOR (ENGINE_NO_REPORT, "engine-no-report", PROBLEM, N_("gave no sound report on a test message"),
           N_("Install Certfirst again; \"certfirst check\" of any mail says more."))
CF_DOCTOR (SANDBOX_NO_FILTER, "sandbox-no-filter", PROBLEM,
           N_("checking processes run without a filter of system calls"),
           N_("Use a kernel with seccomp, and allow it in the container's profile."))
CF_DOCTOR (SANDBOX_NO_LANDLOCK, "sandbox-no-landlock", NOTE,
           N_("this kernel or container has none; the filter of system calls stands alone"), NULL)
CF_DOCTOR (SANDBOX_NO_LIMITS, "sandbox-no-limits", NOTE, N_("checking processes run without a limit of memory"), NULL)

CF_DOCTOR (CLIENT_NONE, "client-none", OK, N_("not installed"), NULL)
CF_DOCTOR (CLIENT_THERE, "client-there", OK, N_("installed"), NULL)
CF_DOCTOR (CLAWS_LOADED, "claws-loaded", OK, N_("loaded"), NULL)
CF_DOCTOR (CLAWS_NO_PLUGIN, "claws-no-plugin", NOTE, N_("not installed, so mail in Claws Mail is not checked"),
           N_("Install Certfirst's plug-in for Claws Mail."))
CF_DOCTOR (CLAWS_NOT_LOADED, "claws-not-loaded", NOTE, N_("installed, but this user has not loaded it"),
           N_("In Claws Mail choose Configuration, Plugins, Load, and then certfirst.so."))
CF_DOCTOR (CLAWS_LOST, "claws-lost", PROBLEM, N_("loaded in the settings, but the file is not there"),
           N_("Install Certfirst's plug-in for Claws Mail again, or unload it in Configuration, Plugins."))
CF_DOCTOR (EVOLUTION_MODULE, "evolution-module", OK, N_("where Evolution looks for it; it is loaded at its next start"), NULL)
CF_DOCTOR (EVOLUTION_NO_MODULE, "evolution-no-module", NOTE, N_("not installed, so mail in Evolution is not checked"),
           N_("Install Certfirst's module for Evolution."))
CF_DOCTOR (EVOLUTION_LOADED, "evolution-loaded", OK, N_("loaded in the Evolution that is running"), NULL)
CF_DOCTOR (EVOLUTION_NOT_LOADED, "evolution-not-loaded", NOTE, N_("not loaded in the Evolution that is running"),
           N_("Quit Evolution and start it again."))
CF_DOCTOR (THUNDERBIRD_LOADED, "thunderbird-loaded", OK, N_("active in this profile"), NULL)
CF_DOCTOR (THUNDERBIRD_ADDON, "thunderbird-addon", OK, N_("where Thunderbird looks for it; it is active from its next start"), NULL)
CF_DOCTOR (THUNDERBIRD_OFF, "thunderbird-off", NOTE, N_("switched off in this profile, so mail in Thunderbird is not checked"),
           N_("In Thunderbird choose Add-ons and Themes, Extensions, and switch Certfirst on."))
CF_DOCTOR (THUNDERBIRD_NO_ADDON, "thunderbird-no-addon", NOTE, N_("not installed, so mail in Thunderbird is not checked"),
           N_("Install Certfirst's add-on for Thunderbird."))
CF_DOCTOR (THUNDERBIRD_NO_HOST, "thunderbird-no-host", PROBLEM,
           N_("is missing, so the add-on cannot start the checking engine"), N_("Install Certfirst's add-on for Thunderbird again."))
CF_DOCTOR (THUNDERBIRD_BAD_HOST, "thunderbird-bad-host", PROBLEM,
           N_("does not name Certfirst's add-on, or names a program that cannot be started"),
           N_("Remove this file if it is in your home folder. Else install Certfirst's add-on for Thunderbird again."))

#undef CF_DOCTOR
