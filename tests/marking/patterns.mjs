// Patterns of text fields: what our reader and PCRE2 say against JavaScript.
//
//   node patterns.mjs DRIVER FAST PAIRS SEED
//
// DRIVER and FAST are pattern_driver, with sanitizers and fast. What is done to
// patterns and texts before JavaScript gets them is written here once more, from
// docs/marking.md. Exit code 1 if one verdict differs.
import { spawnSync } from 'node:child_process';

const [driver, fast, pairs, seed] = process.argv.slice(2);

// xorshift32: the same pairs for the same seed anywhere
let state = (Number(seed) * 2654435761) >>> 0 || 1;
function random(n) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  state >>>= 0;
  return state % n;
}
const pick = list => list[random(list.length)];
const hex = text => Buffer.from(text).toString('hex');

let differences = 0;
function differ(...words) {
  if (++differences <= 20) console.log('DIFFERS', ...words);
}

function ask(program, lines) {
  const run = spawnSync(program, { input: lines.join('\n') + '\n', maxBuffer: 1 << 28 });
  if (run.status !== 0) {
    console.error(run.stderr.toString());
    throw new Error(`the driver ended with ${run.status ?? run.signal}`);
  }
  const answers = run.stdout.toString().split('\n').slice(0, -1);
  if (answers.length !== lines.length) throw new Error(`${lines.length} lines, ${answers.length} answers`);
  return answers;
}

// --- what is made alike ------------------------------------------------------

const ALIKE = new Map();
for (const [plain, others] of [
  [' ', '\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000'],
  ["'", '\xb4\u02b9\u02bc\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\uff07'],
  ['"', '\xab\xbb\u201c\u201d\u201e\u201f\u2033\u2036\u301d\u301e\u301f\uff02'],
  ['-', '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d'],
  ['\n', '\u2028\u2029'],
  ['', '\xad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff'],
]) for (const c of others) ALIKE.set(c, plain);

function foldText(text) {
  const alike = [...text.normalize('NFC').replace(/\r\n?/g, '\n')].map(c => ALIKE.get(c) ?? c).join('');
  return alike.normalize('NFC').replace(/^[ \n]+|[ \n]+$/g, '');
}

// Some engines (Node.js 18) do not find characters beyond U+FFFF in [^…] without the
// flag i: there a negated set is written as any character but one of the set.
const NEGATED_WORKS = /^[^z]a$/u.test('\u{1f600}a');

// A pattern as JavaScript takes it: only the backslashes that it knows, the folded
// characters in their plain form, in [ ] never as operators.
function javascript(pattern) {
  const cs = [...pattern.normalize('NFC')];
  let out = '', inSet = false, around = false;
  for (let i = 0; i < cs.length; i++) {
    const c = cs[i];
    if (c === '\\' && i + 1 < cs.length) {
      const next = cs[++i];
      const needless = /^[!-/:-@[-`{-~]$/.test(next) && !'^$\\.*+?()[]{}|/'.includes(next) && !(next === '-' && inSet);
      out += needless ? next : c + next;
      continue;
    }
    if (c === '[' && !inSet) {
      inSet = true;
      around = !NEGATED_WORKS && cs[i + 1] === '^';
      out += around ? '(?:(?![' : '[';
      i += around;
      continue;
    }
    if (c === ']' && inSet) {
      inSet = false;
      out += around ? '])[\\0-\\u{10ffff}])' : ']';
      continue;
    }
    const plain = ALIKE.get(c) ?? c;
    out += plain !== c && plain === '-' && inSet ? '\\-' : plain;
  }
  return out;
}

function regexp(pattern, ignoreCase) {
  try {
    return new RegExp(`^(?:${javascript(pattern)})$`, ignoreCase ? 'iu' : 'u');
  } catch {
    return null;
  }
}

// --- case: every letter against every other -----------------------------------

function letters() {
  const list = [];
  for (let c = 0x21; c < 0x110000; c++) {
    if (c >= 0xd800 && c < 0xe000) continue;
    const s = String.fromCodePoint(c);
    const cased = s.toLowerCase() !== s || s.toUpperCase() !== s || /[\p{CWCF}\p{CWCM}\p{Lt}]/u.test(s);
    if (cased && foldText(s) === s && !/\p{Cn}/u.test(s)) list.push(s);
  }
  const known = ask(fast, list.map(s => `U ${hex(s)}`));
  return list.filter((s, i) => known[i] === '1');
}

function checkCase() {
  const list = letters();
  const all = list.join('');
  const at = new Map(list.map((s, i) => [s, i]));
  const more = ['.', '\\w', '\\d', '\\s', '[a-z]', '[^a-z]', '[à-ÿ]', '[^À-Þ]', '[α-ω]', '[Ā-ſ]', '[ŉ-ƒ]', '[ﬀ-ﬅ]', '[ﬆ-ﬗ]', '[^ﬅ]', '[\\w-]',
    '[^\\w]', '[Ꭰ-Ᏼ]', '[ꭰ-ꮿ]', '[𐐀-𐐧]', '[ᲀ-ᲈ]'];
  let count = 0, pairs = 0, equal = 0;
  for (const flag of ['i', '-']) {
    const patterns = flag === 'i' ? [...list, ...list.map(s => `[^${s}]`), ...more] : more;
    const got = ask(fast, [`T ${hex(all)}`, ...patterns.map(p => `S ${flag} ${hex(p)}`)]).slice(1);
    count += patterns.length;
    patterns.forEach((p, k) => {
      const found = all.match(new RegExp(javascript(p), flag === 'i' ? 'giu' : 'gu')) ?? [];
      const want = found.map(s => at.get(s) + ' ').join('');
      pairs += list.length;
      equal += found.length;
      if (got[k] !== want) {
        const g = new Set(got[k].split(' ')), w = new Set(want.split(' '));
        const odd = list.filter((s, i) => g.has(`${i}`) !== w.has(`${i}`));
        differ('case', flag, p, 'and', ...odd.slice(0, 5).map(s => `${s} U+${s.codePointAt(0).toString(16)}`));
      }
    });
  }
  console.log(`case: ${list.length} letters, ${count} patterns, ${pairs} pairs, ${equal} match`);
}

// --- random patterns and texts -----------------------------------------------

const CHARS = [...'aaabbbccABC019 ', 'é', 'É', 'e\u0301', 'E', 'e', 'ß', 'ẞ', 's', 'S', 'ſ', 'k', 'K', '\u212a', 'i', 'I', 'ı', 'İ', 'σ', 'ς', 'Σ', "'", '’',
  '‘', '"', '“', '«', '–', '—', '−', '\xa0', '\u202f', '日', '😀', '/', '@', ',', ':', '<', '=', '!', '#', '&', '%', '~', '_', '`', ';', 'ﬅ', 'ﬆ', 'ι', '\u0345',
  '\u1fbe', 'ŉ', 'ǆ', 'ǅ', 'Ǆ', 'µ', 'μ', 'Å', '\u212b', 'å', 'Ω', '\u2126', 'ω', 'θ', 'ϑ', 'ϴ', 'Ꭰ', 'ꭰ', '𐐀', '𐐨', '\u0301', '\u0323', '\u0338', '\u1100',
  '\u1161', '\u11a8', '가', 'ﬁ', 'œ', 'Œ', 'ÿ', 'Ÿ', 'ώ', '\u1f7d', '\u0344', '\u{1d15e}', 'क', '\u093c', '\u0958'];
const PUNCTUATION = [...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'];
const RANGES = ['a-c', 'A-C', '0-9', 'à-ÿ', 'À-Þ', 'α-ω', 'b-z', 'Z-a', '!-/', ' -~', '日-月', '😀-😎', 'a-😀', '\\--/', '!-\\-', 'Ā-ſ', 'ﬀ-ﬅ', 'ﬆ-ﬗ', '\\]-\\^', 'е-я'];

// Each gives [pattern, a text that it may match].
function member() {
  switch (random(8)) {
  case 0: return pick([['\\d', '7'], ['\\w', 'b'], ['\\s', ' ']]);
  case 1: {
    const p = pick(PUNCTUATION);
    return ['\\' + p, p];
  }
  case 2: case 3: {
    const r = pick(RANGES);
    return [r, [...r.replaceAll('\\', '')][random(2) * 2] ?? 'a'];
  }
  default: {
    const c = pick(CHARS);
    return [c, c];
  }
  }
}

function set() {
  const members = Array.from({ length: 1 + random(4) }, member);
  const inside = members.map(m => m[0]).join(pick(['', '', '', '.', '*', '$', '^']));
  const negated = random(4) === 0;
  const text = negated ? pick(CHARS) : pick(members)[1];
  return [`[${negated ? '^' : ''}${random(12) ? '' : '-'}${inside}${random(12) ? '' : '-'}]`, text];
}

function atom(depth) {
  switch (random(depth > 0 ? 12 : 9)) {
  case 0: return ['.', pick(CHARS)];
  case 1: return pick([['\\d', '4'], ['\\w', 'a'], ['\\s', ' ']]);
  case 2: {
    const p = pick(PUNCTUATION);
    return ['\\' + p, p];
  }
  case 3: case 4: return set();
  case 9: case 10: case 11: {
    const [p, t] = branches(depth - 1);
    return [`${pick(['(', '(?:'])}${p})`, t];
  }
  default: {
    const c = pick(CHARS);
    return [c, c];
  }
  }
}

function repeated(depth) {
  const [p, t] = atom(depth);
  if (random(5) > 1) return [p, t];
  const n = random(4), m = n + random(3);
  const [q, low, high] = pick([['*', 0, 3], ['+', 1, 3], ['?', 0, 1], [`{${n}}`, n, n], [`{${n},}`, n, n + 2], [`{${n},${m}}`, n, m], [`{0${n},0${m}}`, n, m]]);
  return [p + q + (random(3) ? '' : '?'), t.repeat(low + random(high - low + 1))];
}

function sequence(depth) {
  const parts = Array.from({ length: random(4) + (random(6) > 0) }, () => repeated(depth));
  return [parts.map(p => p[0]).join(''), parts.map(p => p[1]).join('')];
}

function branches(depth) {
  const list = Array.from({ length: random(3) ? 1 : 1 + random(3) }, () => sequence(depth));
  return [list.map(p => p[0]).join('|'), pick(list)[1]];
}

function change(text, from) {
  const cs = [...text];
  for (let k = random(3); k > 0; k--) cs.splice(random(cs.length + 1), random(2), ...(random(3) ? [pick(from)] : []));
  return cs.join('');
}

function textFor(text) {
  let t = [...text].slice(0, 24).join('');
  if (random(3) === 0) t = change(t, CHARS);
  if (random(4) === 0) t = pick([s => s.toUpperCase(), s => s.toLowerCase(), s => s.normalize('NFD')])(t);
  if (random(30) === 0) t = t.replace('a', '\n').replace(' ', '\u2028');
  return foldText(t);
}

const WRONG = [...'^$\\.*+?()[]{}|-,:=!<&', '\\b', '\\1', '(?=', '(?<a>', '(?i)', '(*', '\\p{L}', '\\x41', '\\u0041', '++', '{2}', '[:alpha:]', '\\Q', '\\R', '\\n', '\\é',
  'é-', '-’', '–-', '{,3}', '{1001}', '{3,2}', '\\D', '&&', '--', '[^', ']', '\u200b', '\t', '(?#'];

function randomPairs() {
  const list = [];
  while (list.length < Number(pairs)) {
    let [pattern, text] = branches(4);
    const wild = random(5) === 0;
    if (wild) pattern = change(pattern, WRONG);
    if (!pattern || Buffer.from(pattern).length > 1000) continue;
    list.push({ pattern, wild, text: textFor(text), ignoreCase: random(2) === 1 });
  }
  return list;
}

function checkPairs() {
  const list = randomPairs();
  const answers = ask(driver, list.map(x => `M ${x.ignoreCase ? 'i' : '-'} ${hex(x.pattern)} ${hex(x.text)}`));
  const count = { match: 0, not: 0, limits: 0, refused: 0, strict: 0 };
  list.forEach((x, k) => {
    const r = regexp(x.pattern, x.ignoreCase);
    const shown = JSON.stringify(x.pattern) + (x.ignoreCase ? 'i' : '');
    const got = answers[k];
    if (got.startsWith('E')) {
      const [, code, offset] = got.split(' ').map(Number);
      if (code !== 2 && code !== 3) differ('code', got, shown);
      if (offset > Buffer.from(x.pattern).length) differ('offset', got, shown);
      count.refused++;
      count.strict += r !== null;
      // one of our own making is refused for what follows a set or a member only
      if (!x.wild && r !== null && !/is neither first nor last|ends at a character|a range begins|no end of a range|&& inside|-- inside|stands for another/.test(got))
        differ('refused', got, shown);
    } else if (!r) {
      differ('JavaScript refuses', shown, javascript(x.pattern));
    } else if (got === '-1') {
      count.limits++;
    } else {
      const want = r.test(x.text) ? '1' : '0';
      count[want === '1' ? 'match' : 'not']++;
      if (got !== want) differ('got', got, 'JavaScript', want, shown, JSON.stringify(x.text));
    }
  });
  console.log(`pairs: ${list.length}: ${count.match} match, ${count.not} do not, ${count.limits} at the limits, ` +
    `${count.refused} patterns refused (${count.strict} of them known to JavaScript)`);
  if (count.match < list.length / 5 || count.not < list.length / 10 || count.refused < list.length / 50) differ('too few of a kind');
  return list;
}

// --- texts made alike, attacks ------------------------------------------------

function checkFolds(list) {
  const texts = list.map(x => x.text);
  for (let c = 0x20; c < 0x30000; c++) if (!(c >= 0x7f && c < 0xa0) && !(c >= 0xd800 && c < 0xe000)) texts.push(`.${String.fromCodePoint(c)}.`);
  const got = ask(fast, texts.map(t => `F ${hex(t)}`));
  const known = ask(fast, texts.map(t => `U ${hex([...t][1] ?? 'a')}`));
  texts.forEach((t, i) => {
    if (got[i] !== hex(foldText(t)) && (i < list.length || known[i] === '1')) differ('fold', JSON.stringify(t), got[i]);
  });
  console.log(`folds: ${texts.length}`);
}

function checkAttacks(list) {
  const some = list.slice(0, 300);
  let found = 0;
  ask(fast, some.map(x => `A ${x.ignoreCase ? 'i' : '-'} ${hex(x.pattern)}`)).forEach((got, i) => {
    const [length, verdict] = got.split(' ');
    if (length === 'E' || length === '0') return;
    found++;
    if (verdict !== '-1') differ('attack', got, JSON.stringify(some[i].pattern));
  });
  console.log(`attacks: ${found} of ${some.length} patterns reach the limits with the longest text`);
}

checkCase();
const list = checkPairs();
checkFolds(list);
checkAttacks(list);
console.log(`patterns: ${differences} differences`);
process.exit(differences ? 1 : 0);
