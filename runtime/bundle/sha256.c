#include "bundle/sha256.h"

#include <string.h>

static const uint32_t round_constant[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t x, unsigned n)
{
	return x >> n | x << (32 - n);
}

static uint32_t load_be32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void store_be32(uint8_t *p, uint32_t v)
{
	p[0] = (uint8_t)(v >> 24);
	p[1] = (uint8_t)(v >> 16);
	p[2] = (uint8_t)(v >> 8);
	p[3] = (uint8_t)v;
}

/* One round; the caller passes the eight words shifted by one, so that none is moved. */
static inline void round_of(uint32_t a, uint32_t b, uint32_t c, uint32_t *d, uint32_t e, uint32_t f,
			    uint32_t g, uint32_t *h, uint32_t w)
{
	uint32_t t = *h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + (g ^ (e & (f ^ g))) + w;

	*d += t;
	*h = t + (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) | (c & (a | b)));
}

static void add_block(uint32_t state[8], const uint8_t *p)
{
	uint32_t w[64];
	uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
	uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
	unsigned i;

	for (i = 0; i < 16; i++)
		w[i] = load_be32(p + 4 * i);
	for (; i < 64; i++) {
		uint32_t x = w[i - 15], y = w[i - 2];

		w[i] = w[i - 16] + w[i - 7] + (rotate(x, 7) ^ rotate(x, 18) ^ x >> 3) +
		       (rotate(y, 17) ^ rotate(y, 19) ^ y >> 10);
	}
	for (i = 0; i < 64; i += 8) {
		const uint32_t *k = round_constant + i;

		round_of(a, b, c, &d, e, f, g, &h, w[i] + k[0]);
		round_of(h, a, b, &c, d, e, f, &g, w[i + 1] + k[1]);
		round_of(g, h, a, &b, c, d, e, &f, w[i + 2] + k[2]);
		round_of(f, g, h, &a, b, c, d, &e, w[i + 3] + k[3]);
		round_of(e, f, g, &h, a, b, c, &d, w[i + 4] + k[4]);
		round_of(d, e, f, &g, h, a, b, &c, w[i + 5] + k[5]);
		round_of(c, d, e, &f, g, h, a, &b, w[i + 6] + k[6]);
		round_of(b, c, d, &e, f, g, h, &a, w[i + 7] + k[7]);
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
	state[4] += e;
	state[5] += f;
	state[6] += g;
	state[7] += h;
}

void pxb_sha256_init(struct pxb_sha256 *s)
{
	static const uint32_t start[8] = {
	    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
	};

	memcpy(s->state, start, sizeof(start));
	s->nbytes = 0;
}

void pxb_sha256_add(struct pxb_sha256 *s, const void *p, size_t n)
{
	const uint8_t *at = p;
	size_t have = (size_t)(s->nbytes & 63);

	s->nbytes += n;
	if (have) {
		size_t take = 64 - have < n ? 64 - have : n;

		memcpy(s->block + have, at, take);
		at += take;
		n -= take;
		if (have + take < 64)
			return;
		add_block(s->state, s->block);
	}
	for (; n >= 64; n -= 64, at += 64)
		add_block(s->state, at);
	if (n)
		memcpy(s->block, at, n);
}

void pxb_sha256_end(struct pxb_sha256 *s, uint8_t out[32])
{
	size_t have = (size_t)(s->nbytes & 63);
	unsigned i;

	s->block[have++] = 0x80;
	if (have > 56) {
		memset(s->block + have, 0, 64 - have);
		add_block(s->state, s->block);
		have = 0;
	}
	memset(s->block + have, 0, 56 - have);
	store_be32(s->block + 56, (uint32_t)(s->nbytes >> 29));
	store_be32(s->block + 60, (uint32_t)(s->nbytes << 3));
	add_block(s->state, s->block);
	for (i = 0; i < 8; i++)
		store_be32(out + 4 * i, s->state[i]);
}

void pxb_sha256_of(uint8_t out[32], const void *p, size_t n)
{
	struct pxb_sha256 s;

	pxb_sha256_init(&s);
	pxb_sha256_add(&s, p, n);
	pxb_sha256_end(&s, out);
}
