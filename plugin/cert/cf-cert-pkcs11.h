/* cf-cert-pkcs11.h — the little of PKCS #11 that reading NSS's root list takes
 *
 * Own declarations after PKCS #11 2.40 (OASIS) and the vendor values that NSS
 * documents, so that no header package is needed.  On Unix nothing is packed.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef gulong CfPkcs11Long;

#define CF_PKCS11_OK 0ul
#define CF_PKCS11_ALREADY_INITIALIZED 0x191ul
#define CF_PKCS11_UNAVAILABLE ((CfPkcs11Long) -1)
#define CF_PKCS11_SERIAL_SESSION 4ul

/* Object classes and attributes.  NSS's own live at vendor + "NSCP". */
#define CF_PKCS11_NSS 0xce534350ul
#define CF_PKCS11_CLASS_CERTIFICATE 1ul
#define CF_PKCS11_CLASS_NSS_TRUST (CF_PKCS11_NSS + 3)
#define CF_PKCS11_CLASS 0x0ul
#define CF_PKCS11_VALUE 0x11ul
#define CF_PKCS11_SUBJECT 0x101ul
#define CF_PKCS11_ISSUER 0x81ul
#define CF_PKCS11_SERIAL 0x82ul
#define CF_PKCS11_NSS_EMAIL_DISTRUST_AFTER (CF_PKCS11_NSS + 36)
#define CF_PKCS11_NSS_TRUST_EMAIL (CF_PKCS11_NSS + 0x2000 + 11)

/* The one value of a trust attribute that makes an anchor. */
#define CF_PKCS11_NSS_TRUSTED_DELEGATOR (CF_PKCS11_NSS + 2)

/* The one that makes a certificate distrusted wherever it stands in a path. */
#define CF_PKCS11_NSS_NOT_TRUSTED (CF_PKCS11_NSS + 10)

typedef struct {
  CfPkcs11Long type;
  void *value;
  CfPkcs11Long length;
} CfPkcs11Attribute;

/* CK_INFO. */
typedef struct {
  guint8 version[2];
  guint8 manufacturer[32];
  CfPkcs11Long flags;
  guint8 description[32];
  guint8 library_version[2];
} CfPkcs11Info;

/* CK_FUNCTION_LIST: all functions in their fixed order; those between are never called. */
typedef struct _CfPkcs11Functions {
  guint8 version[2];
  CfPkcs11Long (*initialize) (void *arguments);
  CfPkcs11Long (*finalize) (void *reserved);
  CfPkcs11Long (*get_info) (CfPkcs11Info *info);
  void *get_function_list;
  CfPkcs11Long (*get_slot_list) (guint8 with_token, CfPkcs11Long *slots, CfPkcs11Long *n);
  void *slot[7]; /* C_GetSlotInfo to C_SetPIN */
  CfPkcs11Long (*open_session) (CfPkcs11Long slot, CfPkcs11Long flags, void *data, void *notify,
                                CfPkcs11Long *session);
  CfPkcs11Long (*close_session) (CfPkcs11Long session);
  void *session[10]; /* C_CloseAllSessions to C_GetObjectSize */
  CfPkcs11Long (*get_attribute_value) (CfPkcs11Long session, CfPkcs11Long object,
                                       CfPkcs11Attribute *attributes, CfPkcs11Long n);
  void *set_attribute_value;
  CfPkcs11Long (*find_objects_init) (CfPkcs11Long session, CfPkcs11Attribute *attributes, CfPkcs11Long n);
  CfPkcs11Long (*find_objects) (CfPkcs11Long session, CfPkcs11Long *objects, CfPkcs11Long max,
                                CfPkcs11Long *n);
  CfPkcs11Long (*find_objects_final) (CfPkcs11Long session);
} CfPkcs11Functions;

typedef CfPkcs11Long (*CfPkcs11GetFunctionList) (CfPkcs11Functions **functions);

G_END_DECLS
