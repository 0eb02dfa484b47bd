/*
 * hash.h: SHA-256 of bytes (OpenSSL's libcrypto).
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/base.h"
#include "base/str.h"

/* The SHA-256 of BYTES. */
void hash_sha256(uint8_t out[32], struct str bytes);

/* SUM as 64 lower-case hexadecimal digits and a NUL. */
void hash_hex(char out[65], const uint8_t sum[32]);

#endif
