#pragma once
// The door to OpenSSL's libcrypto: SHA-256, loaded when first used. OpenSSL's own header stays inside: it brings types of
// the C library along, which Swift would then look for here.

#include <stddef.h>

typedef struct cephlua_sha256 cephlua_sha256;

/// Loads libcrypto; thread-safe, once. NULL, or why it could not be loaded. Comes before all others.
const char *cephlua_door_crypto_open(void);

/// A digest in the making; NULL if libcrypto refuses.
cephlua_sha256 *cephlua_sha256_begin(void);
/// Adds bytes.
void cephlua_sha256_update(cephlua_sha256 *digest, const void *bytes, size_t count);
/// Gives the 32 bytes of the digest.
void cephlua_sha256_finish(cephlua_sha256 *digest, unsigned char *bytes);
/// Frees it.
void cephlua_sha256_free(cephlua_sha256 *digest);
