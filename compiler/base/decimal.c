#include "base/decimal.h"

/* Room for a sum: both numbers lie within the same window of places. */
#define WINDOW (2 * LIMIT_DECIMAL_EXPONENT + 2)

static void set_zero(struct decimal *d)
{
	memset(d, 0, sizeof(*d));
}

/* Takes N digits without leading zeros; drops trailing ones and checks limits. */
static bool set_digits(struct decimal *out, int sign, const uint8_t *digit, size_t n, int64_t exp)
{
	while (n > 0 && digit[0] == 0) {
		digit++;
		n--;
	}
	while (n > 0 && digit[n - 1] == 0) {
		n--;
		exp++;
	}
	set_zero(out);
	if (n == 0)
		return true;
	if (n > LIMIT_DECIMAL_DIGITS || exp < -LIMIT_DECIMAL_EXPONENT ||
	    exp + (int64_t)n > LIMIT_DECIMAL_EXPONENT)
		return false;
	out->sign = sign;
	out->exp = (int32_t)exp;
	out->n = (uint32_t)n;
	memcpy(out->digit, digit, n);
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The exponent at S[I]; false if there is none or it is beyond all limits. */
static bool read_exponent(int64_t *out, struct str s, size_t i)
{
	bool negative = false;
	int64_t e = 0;

	if (i < s.n && (s.p[i] == '+' || s.p[i] == '-'))
		negative = s.p[i++] == '-';
	if (i >= s.n)
		return false;
	for (; i < s.n; i++) {
		if (!is_digit(s.p[i]))
			return false;
		if (e < 1000000)
			e = e * 10 + (s.p[i] - '0');
	}
	*out = negative ? -e : e;
	return true;
}

/*
 * Collects the significant digits from S[*I] on: zeros before the first one
 * and, while more than fits has been seen, none at all. DIGIT holds one more
 * than the limit, so that too many are noticed; trailing zeros are counted in
 * *ZEROS until another digit follows.
 */
struct reader {
	uint8_t digit[LIMIT_DECIMAL_DIGITS + 1];
	size_t n;
	int64_t zeros; /* behind digit[n - 1] */
	int64_t exp;
	bool any, overflow;
};

static void read_digit(struct reader *r, uint8_t d, bool behind_point)
{
	r->any = true;
	if (behind_point)
		r->exp--;
	if (d == 0) {
		r->zeros += r->n > 0;
		return;
	}
	while (r->zeros > 0 && r->n < countof(r->digit)) {
		r->digit[r->n++] = 0;
		r->zeros--;
	}
	if (r->n < countof(r->digit))
		r->digit[r->n++] = d;
	else
		r->overflow = true;
	r->zeros = 0;
}

bool decimal_parse(struct decimal *out, struct str s)
{
	struct reader r;
	size_t i = 0;
	int sign = 1;
	bool point = false;
	int64_t e = 0;

	memset(&r, 0, sizeof(r));
	if (i < s.n && (s.p[i] == '+' || s.p[i] == '-'))
		sign = s.p[i++] == '-' ? -1 : 1;
	for (; i < s.n; i++) {
		if (s.p[i] == '.' && !point)
			point = true;
		else if (is_digit(s.p[i]))
			read_digit(&r, (uint8_t)(s.p[i] - '0'), point);
		else
			break;
	}
	if (!r.any)
		return false;
	if (i < s.n && (s.p[i] == 'e' || s.p[i] == 'E')) {
		if (!read_exponent(&e, s, i + 1))
			return false;
	} else if (i < s.n) {
		return false;
	}
	if (r.overflow)
		return false;
	return set_digits(out, sign, r.digit, r.n, r.exp + r.zeros + e);
}

/* DIGIT (N long, most significant first) times BASE plus ADD; false on overflow. */
static bool times_plus(uint8_t *digit, size_t n, unsigned base, unsigned add)
{
	for (size_t i = n; i-- > 0;) {
		unsigned v = digit[i] * base + add;

		digit[i] = (uint8_t)(v % 10);
		add = v / 10;
	}
	return add == 0;
}

static int hex_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool decimal_parse_yaml(struct decimal *out, struct str s)
{
	uint8_t digit[LIMIT_DECIMAL_DIGITS] = {0};
	int base = 0;

	if (s.n > 2 && s.p[0] == '0')
		base = s.p[1] == 'x' ? 16 : s.p[1] == 'o' ? 8 : 0;
	if (base == 0)
		return decimal_parse(out, s);
	for (size_t i = 2; i < s.n; i++) {
		int d = hex_digit(s.p[i]);

		if (d < 0 || d >= base || !times_plus(digit, countof(digit), (unsigned)base, (unsigned)d))
			return false;
	}
	return set_digits(out, 1, digit, countof(digit), 0);
}

/* As decimal_cmp for the digits alone, both numbers not being zero. */
static int cmp_size(const struct decimal *a, const struct decimal *b)
{
	int64_t first_a = (int64_t)a->exp + a->n, first_b = (int64_t)b->exp + b->n;
	uint32_t n = a->n < b->n ? a->n : b->n;
	int c;

	if (first_a != first_b)
		return first_a < first_b ? -1 : 1;
	c = memcmp(a->digit, b->digit, n);
	if (c != 0)
		return c;
	return a->n < b->n ? -1 : a->n > b->n;
}

int decimal_cmp(const struct decimal *a, const struct decimal *b)
{
	if (a->sign != b->sign)
		return a->sign < b->sign ? -1 : 1;
	if (a->sign == 0)
		return 0;
	return a->sign * cmp_size(a, b);
}

/* Writes the digits of A into W so that W[N - 1] has the power of ten LOW. */
static void spread(uint8_t *w, size_t n, const struct decimal *a, int32_t low)
{
	memset(w, 0, n);
	if (a->n > 0)
		memcpy(w + n - (size_t)(a->exp - low) - a->n, a->digit, a->n);
}

bool decimal_add(struct decimal *out, const struct decimal *a, const struct decimal *b)
{
	const struct decimal *big, *small;
	uint8_t x[WINDOW], y[WINDOW];
	int carry = 0, sign;
	int32_t low;

	if (a->sign == 0 || b->sign == 0) {
		*out = a->sign == 0 ? *b : *a;
		return true;
	}
	big = cmp_size(a, b) >= 0 ? a : b;
	small = big == a ? b : a;
	low = a->exp < b->exp ? a->exp : b->exp;
	sign = big->sign;
	spread(x, WINDOW, big, low);
	spread(y, WINDOW, small, low);
	for (size_t i = WINDOW; i-- > 0;) {
		int v = a->sign == b->sign ? x[i] + y[i] + carry : x[i] - y[i] - carry;

		carry = v < 0 || v > 9;
		x[i] = (uint8_t)(v < 0 ? v + 10 : v % 10);
	}
	return set_digits(out, sign, x, WINDOW, low);
}

bool decimal_sub(struct decimal *out, const struct decimal *a, const struct decimal *b)
{
	struct decimal minus = *b;

	minus.sign = -minus.sign;
	return decimal_add(out, a, &minus);
}

bool decimal_is_integer(const struct decimal *a)
{
	return a->exp >= 0;
}

/* Takes D off the remainder R as often as it goes; both are N digits long. */
static void reduce(uint8_t *r, const uint8_t *d, size_t n)
{
	while (memcmp(r, d, n) >= 0) {
		int borrow = 0;

		for (size_t i = n; i-- > 0;) {
			int v = r[i] - d[i] - borrow;

			borrow = v < 0;
			r[i] = (uint8_t)(v < 0 ? v + 10 : v);
		}
	}
}

bool decimal_is_multiple(const struct decimal *a, const struct decimal *unit)
{
	uint8_t r[LIMIT_DECIMAL_DIGITS + 1] = {0}, d[LIMIT_DECIMAL_DIGITS + 1] = {0};
	size_t n = unit->n + 1u;

	if (unit->sign == 0)
		BUG("multiple of zero");
	if (a->sign == 0)
		return true;
	if (a->exp < unit->exp) /* the last digit of A is not 0 */
		return false;
	memcpy(d + 1, unit->digit, unit->n);
	for (int64_t i = 0; i < a->n + (int64_t)a->exp - unit->exp; i++) {
		memmove(r, r + 1, n - 1);
		r[n - 1] = i < a->n ? a->digit[i] : 0;
		reduce(r, d, n);
	}
	for (size_t i = 0; i < n; i++) {
		if (r[i] != 0)
			return false;
	}
	return true;
}

void decimal_add_text(struct buf *out, const struct decimal *a)
{
	int64_t point = (int64_t)a->n + a->exp; /* digits before the point */

	if (a->sign < 0)
		buf_add_byte(out, '-');
	if (point <= 0)
		buf_add_byte(out, '0');
	if (point < 0 || (point == 0 && a->n > 0))
		buf_add_byte(out, '.');
	for (int64_t i = point; i < 0; i++)
		buf_add_byte(out, '0');
	for (int64_t i = 0; i < a->n; i++) {
		if (i > 0 && i == point)
			buf_add_byte(out, '.');
		buf_add_byte(out, (char)('0' + a->digit[i]));
	}
	for (int64_t i = a->n; i < point; i++)
		buf_add_byte(out, '0');
}

bool decimal_mantissa(int64_t *mantissa, unsigned *scale, const struct decimal *a)
{
	uint64_t v = 0;
	uint32_t i;
	int32_t e;

	if (a->exp < -(int32_t)LIMIT_DECIMAL_SCALE)
		return false;
	for (i = 0; i < a->n; i++) {
		if (v > (INT64_MAX - 9) / 10)
			return false;
		v = v * 10 + a->digit[i];
	}
	for (e = a->exp; e > 0; e--) {
		if (v > (INT64_MAX - 9) / 10)
			return false;
		v *= 10;
	}
	*mantissa = a->sign < 0 ? -(int64_t)v : (int64_t)v;
	*scale = a->exp < 0 ? (unsigned)-a->exp : 0;
	return true;
}
