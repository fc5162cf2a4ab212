#pragma once
// The door to libcurl: the functions of curl.h that this project uses, loaded from libcurl.so.4 when first called, so
// that a start without HTTP does not pay for it (7 ms). Call cephlua_door_curl_open first.

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/// Loads and initialises libcurl; thread-safe, once. NULL, or why it could not be loaded.
const char *cephlua_door_curl_open(void);

// curl_easy_setopt and curl_easy_getinfo take whatever the option wants: Swift needs a name for each kind.
typedef size_t (*cephlua_curl_stream)(char *bytes, size_t size, size_t count, void *context);
typedef int (*cephlua_curl_seek)(void *context, curl_off_t offset, int origin);

CURLcode cephlua_curl_set_long(CURL *easy, CURLoption option, long value);
CURLcode cephlua_curl_set_offset(CURL *easy, CURLoption option, curl_off_t value);
CURLcode cephlua_curl_set_text(CURL *easy, CURLoption option, const char *value);
CURLcode cephlua_curl_set_pointer(CURL *easy, CURLoption option, void *value);
CURLcode cephlua_curl_set_list(CURL *easy, CURLoption option, struct curl_slist *value);
CURLcode cephlua_curl_set_stream(CURL *easy, CURLoption option, cephlua_curl_stream value);
CURLcode cephlua_curl_set_seek(CURL *easy, cephlua_curl_seek value);
CURLcode cephlua_curl_get_long(CURL *easy, CURLINFO info, long *value);
