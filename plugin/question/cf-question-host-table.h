/* cf-question-host-table.h — hosts where e-mail certificate authorities publish their issuers
 *
 * One row a registrable domain: its hosts are asked for a missing issuer before a
 * chain reaches an anchor (MEANING section 13, aia=known-hosts).  A unique URL in
 * a self-made certificate names another host and is not fetched.
 */
CF_KNOWN_HOST ("actalis.it")
CF_KNOWN_HOST ("camerfirma.com")
CF_KNOWN_HOST ("certum.pl")
CF_KNOWN_HOST ("cybertrust.ne.jp")
CF_KNOWN_HOST ("d-trust.net")
CF_KNOWN_HOST ("digicert.com")
CF_KNOWN_HOST ("entrust.net")
CF_KNOWN_HOST ("globalsign.com")
CF_KNOWN_HOST ("harica.gr")
CF_KNOWN_HOST ("identrust.com")
CF_KNOWN_HOST ("jcan-ca.jp")
CF_KNOWN_HOST ("jprs.jp")
CF_KNOWN_HOST ("netlock.hu")
CF_KNOWN_HOST ("nii.ac.jp")
CF_KNOWN_HOST ("quovadisglobal.com")
CF_KNOWN_HOST ("secomtrust.net")
CF_KNOWN_HOST ("sectigo.com")
CF_KNOWN_HOST ("swisssign.net")
CF_KNOWN_HOST ("telesec.de")
CF_KNOWN_HOST ("usertrust.com")
#undef CF_KNOWN_HOST
