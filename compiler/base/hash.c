#include "base/hash.h"

#include <openssl/evp.h>
#include <stdio.h>

#include "base/alloc.h"

void hash_sha256(uint8_t out[32], struct str bytes)
{
	if (!EVP_Digest(bytes.n ? bytes.p : "", bytes.n, out, NULL, EVP_sha256(), NULL))
		alloc_failed(bytes.n);
}

void hash_hex(char out[65], const uint8_t sum[32])
{
	size_t i;

	for (i = 0; i < 32; i++)
		snprintf(out + 2 * i, 3, "%02x", sum[i]);
}
