/* cf-cert-class-table.h — policies of older authorities, and what they checked
 *
 * Read where a certificate has none of the S/MIME Baseline Requirements' own
 * policies (in force since September 2023).  A row gives the least that the
 * policy may stand for: one that covers several products counts as the weakest,
 * and one whose document does not say whose organisation stands in the subject
 * names none.  Only identifiers that a public policy document gives; certificates
 * of other authorities keep the class "unknown", which vouches for no name.
 *
 *                 OID                           class         authority and document */
CF_CERT_OLD_CLASS ("2.16.840.1.113733.1.7.23.1", MAILBOX)      /* VeriSign and Symantec, also in Japan: class 1 checks the
                                                                  address only.  Symantec Trust Network (STN) Certificate
                                                                  Policy 2.8.23, December 2016; before it VeriSign Trust
                                                                  Network Certificate Policies 1.3, March 2004 */
CF_CERT_OLD_CLASS ("2.16.840.1.113733.1.7.23.2", INDIVIDUAL)   /* class 2: a person; the organisation of retail ones is the
                                                                  authority itself.  The same documents */
CF_CERT_OLD_CLASS ("2.16.840.1.113733.1.7.23.3", ORGANIZATION) /* class 3: the organisation that Japanese banks are named by
                                                                  ("Class 3 Organizational CA").  The same documents */
CF_CERT_OLD_CLASS ("2.16.840.1.114412.4.1.1",    MAILBOX)      /* DigiCert level 1, personal.  DigiCert Certification
                                                                  Practices Statement 4.11, February 2017 */
CF_CERT_OLD_CLASS ("1.3.6.1.4.1.4146.1.40",      MAILBOX)      /* GlobalSign client certificates, generic: PersonalSign 1, 2
                                                                  and 3 alike.  GlobalSign Certificate Policy 5.3 */
CF_CERT_OLD_CLASS ("1.3.6.1.4.1.4146.1.40.20",   MAILBOX)      /* GlobalSign for the Japan CA Network (JCAN).  The same */
CF_CERT_OLD_CLASS ("1.2.392.200063.30.5300",     MAILBOX)      /* JIPDEC JCAN: its registrars may put their own name where
                                                                  the organisation stands.  JCAN Certificate Policy 4.0,
                                                                  July 2016; named by GlobalSign Certificate Policy 5.3 */
#undef CF_CERT_OLD_CLASS
