/*
 * sha256.h: SHA-256 (FIPS 180-4) in portable C.
 */
#ifndef BUNDLE_SHA256_H
#define BUNDLE_SHA256_H

#include <stddef.h>
#include <stdint.h>

struct pxb_sha256 {
	uint32_t state[8];
	uint64_t nbytes;
	uint8_t block[64];
};

void pxb_sha256_init(struct pxb_sha256 *s);
void pxb_sha256_add(struct pxb_sha256 *s, const void *p, size_t n);
void pxb_sha256_end(struct pxb_sha256 *s, uint8_t out[32]);

/* The SHA-256 of N bytes at P. */
void pxb_sha256_of(uint8_t out[32], const void *p, size_t n);

#endif
