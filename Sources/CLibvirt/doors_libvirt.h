// The functions of libvirt that are used, one a line: result, name, parameters, arguments.
DOOR(int, virInitialize, (void), ())
DOOR(void, virSetErrorFunc, (void *data, virErrorFunc handler), (data, handler))
DOOR(virErrorPtr, virGetLastError, (void), ())
DOOR(void, virResetLastError, (void), ())
DOOR(int, virGetVersion, (unsigned long *library, const char *type, unsigned long *driver), (library, type, driver))
DOOR(int, virEventRegisterDefaultImpl, (void), ())
DOOR(int, virEventRunDefaultImpl, (void), ())

DOOR(virConnectPtr, virConnectOpenAuth, (const char *name, virConnectAuthPtr auth, unsigned int flags),
     (name, auth, flags))
DOOR(int, virConnectClose, (virConnectPtr connection), (connection))
DOOR(int, virConnectSetKeepAlive, (virConnectPtr connection, int interval, unsigned int count),
     (connection, interval, count))
DOOR(const char *, virConnectGetType, (virConnectPtr connection), (connection))
DOOR(int, virConnectGetVersion, (virConnectPtr connection, unsigned long *version), (connection, version))
DOOR(int, virConnectGetLibVersion, (virConnectPtr connection, unsigned long *version), (connection, version))
DOOR(char *, virConnectGetHostname, (virConnectPtr connection), (connection))
DOOR(char *, virConnectGetCapabilities, (virConnectPtr connection), (connection))

DOOR(int, virConnectListAllSecrets, (virConnectPtr connection, virSecretPtr **secrets, unsigned int flags),
     (connection, secrets, flags))
DOOR(virSecretPtr, virSecretLookupByUUIDString, (virConnectPtr connection, const char *uuid), (connection, uuid))
DOOR(virSecretPtr, virSecretLookupByUsage, (virConnectPtr connection, int type, const char *usage),
     (connection, type, usage))
DOOR(virSecretPtr, virSecretDefineXML, (virConnectPtr connection, const char *xml, unsigned int flags),
     (connection, xml, flags))
DOOR(char *, virSecretGetXMLDesc, (virSecretPtr secret, unsigned int flags), (secret, flags))
DOOR(int, virSecretSetValue, (virSecretPtr secret, const unsigned char *value, size_t size, unsigned int flags),
     (secret, value, size, flags))
DOOR(unsigned char *, virSecretGetValue, (virSecretPtr secret, size_t *size, unsigned int flags),
     (secret, size, flags))
DOOR(int, virSecretUndefine, (virSecretPtr secret), (secret))
DOOR(int, virSecretFree, (virSecretPtr secret), (secret))

DOOR(int, virConnectListAllDomains, (virConnectPtr connection, virDomainPtr **domains, unsigned int flags),
     (connection, domains, flags))
DOOR(virDomainPtr, virDomainLookupByUUIDString, (virConnectPtr connection, const char *uuid), (connection, uuid))
DOOR(virDomainPtr, virDomainLookupByName, (virConnectPtr connection, const char *name), (connection, name))
DOOR(const char *, virDomainGetName, (virDomainPtr domain), (domain))
DOOR(int, virDomainGetUUIDString, (virDomainPtr domain, char *uuid), (domain, uuid))
DOOR(unsigned int, virDomainGetID, (virDomainPtr domain), (domain))
DOOR(int, virDomainGetState, (virDomainPtr domain, int *state, int *reason, unsigned int flags),
     (domain, state, reason, flags))
DOOR(char *, virDomainGetXMLDesc, (virDomainPtr domain, unsigned int flags), (domain, flags))
DOOR(int, virDomainSuspend, (virDomainPtr domain), (domain))
DOOR(int, virDomainResume, (virDomainPtr domain), (domain))
DOOR(int, virDomainFSFreeze, (virDomainPtr domain, const char **mounts, unsigned int count, unsigned int flags),
     (domain, mounts, count, flags))
DOOR(int, virDomainFSThaw, (virDomainPtr domain, const char **mounts, unsigned int count, unsigned int flags),
     (domain, mounts, count, flags))
DOOR(int, virDomainFree, (virDomainPtr domain), (domain))
