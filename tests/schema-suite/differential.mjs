// Our engine against ajv: the same verdict on all content of this repository
// and on seeded mutants of it.
//
//   node differential.mjs DRIVER ROOT WORK [MUTANTS [SEED]]
//
// ROOT is the repository. Mutants are written as YAML in flow style with odd
// plain values among them (0x1F, 1e3, .5, ~, True, yes) and read again by the
// npm package yaml for ajv, so that both judge the same text. Exit code 1 if a
// verdict differs or a content file is wrong.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const [driver, root, work, mutants = '1500', seed = '1'] = process.argv.slice(2);
const require = createRequire(join(dirname(fileURLToPath(import.meta.url)), '../npm/package.json'));
const Ajv = require('ajv').default;
const YAML = require('yaml');

// xorshift32: the same mutants for the same seed anywhere
let state = (Number(seed) * 2654435761) >>> 0 || 1;
function random(n) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  state >>>= 0;
  return state % n;
}
const pick = list => list[random(list.length)];

function kindOf(path) {
  if (path === 'pix.yaml') return 'repository';
  if (path.startsWith('tutorials/')) return 'tutorial';
  const name = path.split('/').pop();
  if (path.split('/').length === 2) return name.replace('.yaml', '');
  if (path.startsWith('challenges/paths/')) return 'path';
  if (name === 'calibration.yaml') return 'calibration';
  return name === 'skills.yaml' ? 'skills' : 'challenge';
}

function yamlFiles(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return path.endsWith('.yaml') ? [path] : [];
  return readdirSync(path).sort().flatMap(name => yamlFiles(join(path, name)));
}

// A value that is written as it stands, without quotes.
class Plain {
  constructor(text) {
    this.text = text;
  }
}
const ODD = ['0x1F', '0o17', '1e3', '1.0', '.5', '5.', '-0', '+7', '~', 'null', 'True', 'FALSE', 'yes', 'no', '.inf', '.nan', '12e-1',
  '2004-11', '2019-07-14', '3', '8', '9', '0', '1'].map(text => new Plain(text));
const STRINGS = ['', 'fr', 'any', 'année', 'Vélo', 'a b', 'draft', 'validated', 'withdrawn', 'fields', 'single-choice', 'QCM', '90 s', '10 min',
  'https://a.example/b', 'image.png', '../x', 'true', '12', 'x'.repeat(70), '\u{1f600}', 'computer', 'case', 'lesson', 'link', 'adaptive'];

function flow(value) {
  if (value instanceof Plain) return value.text;
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (value && typeof value === 'object')
    return `{${Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}: ${flow(v)}`).join(', ')}}`;
  return JSON.stringify(value);
}

// Every place in a tree: its holder and key there.
function places(value, out = []) {
  if (value && typeof value === 'object' && !(value instanceof Plain)) {
    for (const key of Object.keys(value)) {
      out.push([value, key]);
      places(value[key], out);
    }
  }
  return out;
}

const isList = Array.isArray;
const mutations = [
  (holder, key) => { if (isList(holder)) holder.splice(key, 1); else delete holder[key]; },
  (holder, key) => { holder[key] = pick(ODD); },
  (holder, key) => { holder[key] = pick(STRINGS); },
  (holder, key) => { holder[key] = [holder[key]]; },
  (holder, key) => { holder[key] = { [pick(['fr', 'en', 'any', 'text', 'right', 'Nom'])]: holder[key] }; },
  (holder, key) => { holder[key] = pick([[], {}, null, true, false, 0, 1, -1, 4.7, 1e21]); },
  (holder, key) => { if (isList(holder)) holder.push(structuredClone(holder[key])); else holder[`${key}s`] = holder[key]; },
  (holder, key) => {
    if (isList(holder)) return;
    const name = pick(['status', 'type', 'kind', 'title', 'id', 'choices', 'fields', 'accept', 'x', key.slice(1), key.toUpperCase()]);
    const value = holder[key];
    delete holder[key];
    holder[name || 'x'] = value;
  },
  (holder, key, all) => { const [h, k] = pick(all); const v = h[k]; h[k] = structuredClone(holder[key]); holder[key] = structuredClone(v); },
  (holder, key, all) => { const [h, k] = pick(all); holder[key] = structuredClone(h[k]); },
];

const restore = value => value instanceof Plain ? value : isList(value) ? value.map(restore)
  : value && typeof value === 'object' ? (typeof value.text === 'string' && Object.keys(value).length === 1 && ODD.some(o => o.text === value.text)
    ? new Plain(value.text) : Object.fromEntries(Object.entries(value).map(([k, v]) => [k, restore(v)]))) : value;

mkdirSync(work, { recursive: true });
// strictNumbers: .inf and .nan are no numbers in JSON
const ajv = new Ajv({ strict: false, strictNumbers: true, validateFormats: false });
const list = [];
const cases = [];
const schemas = readdirSync(join(root, 'schema')).filter(name => name.endsWith('.schema.json')).sort();
for (const name of schemas) {
  ajv.addSchema(JSON.parse(readFileSync(join(root, 'schema', name), 'utf8')));
  list.push(`schema\t${name}\t${join(root, 'schema', name)}`);
}

const groups = new Map();
const content = ['pix.yaml', 'challenges', 'tutorials'].flatMap(name => yamlFiles(join(root, name)));
for (const path of content) {
  const kind = kindOf(relative(root, path));
  if (!schemas.includes(`${kind}.schema.json`)) continue;
  if (!groups.has(kind)) groups.set(kind, []);
  groups.get(kind).push(path);
}
const judge = (kind, text) => {
  const doc = YAML.parseDocument(text, { version: '1.2', schema: 'core', merge: false, uniqueKeys: true });
  if (doc.errors.length) return 'unreadable';
  return ajv.validate(`${kind}.schema.json`, doc.toJS({ mapAsMap: false })) ? 'valid' : 'invalid';
};
let number = 0;
const per = Math.ceil(Number(mutants) / Math.max(1, groups.size));
for (const [kind, paths] of groups) {
  list.push(`build\t${kind}.schema.json\tstrict`);
  cases.push({ what: `build ${kind}`, want: 'built' });
  for (const path of paths) {
    cases.push({ what: relative(root, path), want: judge(kind, readFileSync(path, 'utf8')), content: true });
    list.push(`check\t${path}`);
  }
  for (let i = 0; i < per; i++) {
    const tree = YAML.parse(readFileSync(pick(paths), 'utf8'), { version: '1.2', schema: 'core' });
    for (let n = 1 + random(3); n > 0; n--) {
      const all = places(tree);
      if (all.length === 0) break;
      const [holder, key] = pick(all);
      pick(mutations)(holder, key, all);
    }
    let text;
    try {
      text = flow(restore(tree)) + '\n';
    } catch {
      continue; // a swap made the tree hold itself
    }
    const path = join(work, `${number++}.yaml`);
    writeFileSync(path, text);
    cases.push({ what: `${kind} mutant ${path}`, want: judge(kind, text) });
    list.push(`check\t${path}`);
  }
}
writeFileSync(join(work, 'list'), list.join('\n') + '\n');
const got = execFileSync(driver, [join(work, 'list')], { encoding: 'utf8', maxBuffer: 1 << 26 }).trimEnd().split('\n');

const count = { valid: 0, invalid: 0, unreadable: 0 };
let differ = 0;
let wrong = 0;
cases.forEach(({ what, want, content: isContent }, i) => {
  if (want === 'built' && got[i] === want) return;
  // an unfinished draft may lack keys: that is a warning
  if (isContent && got[i] !== 'valid' && !/^status: draft/m.test(readFileSync(join(root, what), 'utf8'))) {
    wrong++;
    console.log(`WRONG CONTENT ${what}: ${got[i]}`);
  }
  if (got[i]?.startsWith('unreadable')) {
    count.unreadable++; // outside our strict subset: no question to the engine
  } else if (got[i] === want) {
    count[want]++;
  } else {
    differ++;
    console.log(`DIFFERS ${what}: ajv ${want}, ours ${got[i]}`);
  }
});
console.log(`${content.length} content files, ${number} mutants: ${count.valid} valid, ${count.invalid} invalid, ` +
  `${count.unreadable} not read; ${differ} differences, ${wrong} wrong content files`);
process.exit(differ || wrong || got.length !== cases.length ? 1 : 0);
