#pragma once
// The door to OpenSSL's libcrypto: digests, loaded when first used. OpenSSL's own header stays inside: it brings types of
// the C library along, which Swift would then look for here.

#include <stddef.h>

typedef struct cephlua_digest cephlua_digest;

/// Loads libcrypto; thread-safe, once. NULL, or why it could not be loaded. Comes before all others.
const char *cephlua_door_crypto_open(void);

/// A digest in the making, of the algorithm "sha256", "sha512" or "md5"; NULL if libcrypto refuses.
cephlua_digest *cephlua_digest_begin(const char *algorithm);
/// Adds bytes.
void cephlua_digest_update(cephlua_digest *digest, const void *bytes, size_t count);
/// Gives the bytes of the digest, at most 64; how many they are.
size_t cephlua_digest_finish(cephlua_digest *digest, unsigned char *bytes);
/// Frees it.
void cephlua_digest_free(cephlua_digest *digest);
