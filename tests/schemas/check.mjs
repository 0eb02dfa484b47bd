// Checks the schemas and, with them, the content: an independent engine (ajv) must agree with what the schemas mean.
//   node tests/schemas/check.mjs            all of it
//   node tests/schemas/check.mjs FILE...    only these YAML files, by their path in the repository
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const require = createRequire(path.join(root, 'tests/npm/'));
const Ajv = require('ajv').default;
const YAML = require('yaml');

const KEYWORDS = new Set(('$schema $id $ref $comment title description default examples type enum const properties ' +
  'patternProperties additionalProperties required propertyNames minProperties maxProperties dependencies items ' +
  'additionalItems contains minItems maxItems uniqueItems minLength maxLength pattern format minimum maximum ' +
  'exclusiveMinimum exclusiveMaximum multipleOf allOf anyOf oneOf not if then else definitions').split(' '));
const MAPS = ['properties', 'patternProperties', 'definitions', 'dependencies'];
const LISTS = ['allOf', 'anyOf', 'oneOf'];
const SINGLES = ['additionalProperties', 'propertyNames', 'items', 'additionalItems', 'contains', 'not', 'if', 'then', 'else'];
// what PCRE2 and JavaScript read alike: no look-around, no \w \s \b, no named or atomic groups, no lazy or possessive repeats
const PATTERN = /^(\\d|\\[^A-Za-z0-9]|\[\^?(\\d|\\[^A-Za-z0-9]|[^\]\\[])+\]|\((?!\?)|\)|[*+?|^$.]|\{\d+(,\d*)?\}|[A-Za-z0-9 _:\/<>=~-])*$/;

let failures = 0;
const fail = (where, what) => { failures++; console.log(`${where}: ${what}`); };

const schemas = {};
for (const f of fs.readdirSync(path.join(root, 'schema')).sort()) {
  if (f.endsWith('.schema.json')) schemas[f] = JSON.parse(fs.readFileSync(path.join(root, 'schema', f), 'utf8'));
}
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
for (const [f, s] of Object.entries(schemas)) {
  if (s.$id !== f) fail(`schema/${f}`, `$id is ${s.$id}, not the name of the file`);
  if (s.$schema !== 'http://json-schema.org/draft-07/schema#') fail(`schema/${f}`, '$schema is not draft-07');
  if (!ajv.validateSchema(s)) fail(`schema/${f}`, ajv.errorsText(ajv.errors));
  ajv.addSchema(s);
}

const escaped = (k) => encodeURIComponent(k.replaceAll('~', '~0').replaceAll('/', '~1'));
function walk(file, s, at, asked) {
  const where = `schema/${file}#${at}`;
  if (typeof s === 'boolean') return;
  for (const k of Object.keys(s)) if (!KEYWORDS.has(k)) fail(where, `keyword ${k} is not among those that pixc implements`);
  if ('$ref' in s && Object.keys(s).length > 1 && !(Object.keys(s).length === 2 && '$comment' in s)) fail(where, 'draft-07 ignores what stands beside $ref');
  if (s.title !== undefined && s.title.trim() === '') fail(where, 'empty title');
  if ('pattern' in s && (!PATTERN.test(s.pattern) || /[*+?}][?+]/.test(s.pattern))) fail(where, `pattern ${s.pattern} is outside the common subset`);
  if (s.examples) {
    const check = ajv.compile({ $ref: `${file}#${at}` });
    for (const e of s.examples) if (!check(e)) fail(where, `example ${JSON.stringify(e)}: ${leaves(check.errors).join('; ')}`);
  }
  for (const k of MAPS) for (const [name, t] of Object.entries(s[k] ?? {})) {
    if (Array.isArray(t)) continue;
    const below = `${at}/${k}/${escaped(name)}`;
    // a property says what it is, except in an `if`, or where a branch only forbids or narrows
    if (k === 'properties' && asked && typeof t !== 'boolean' && !t.$ref && !narrows(t)) {
      for (const want of ['title', 'description', 'examples']) if (!(want in t)) fail(`schema/${file}#${below}`, `no ${want}`);
      if (t.description && !/[.…]$/.test(t.description)) fail(`schema/${file}#${below}`, 'the description is no sentence');
      if ('examples' in t && t.examples.length === 0) fail(`schema/${file}#${below}`, 'no examples');
    }
    walk(file, t, below, asked);
  }
  for (const k of LISTS) (s[k] ?? []).forEach((t, i) => walk(file, t, `${at}/${k}/${i}`, asked && k === 'allOf'));
  for (const k of SINGLES) if (s[k] !== undefined) walk(file, s[k], `${at}/${k}`, asked && k !== 'if' && k !== 'not');
}
function narrows(t) { return Object.keys(t).every((k) => k === 'items' || k === 'properties'); }

/** One line for each error that is not only the echo of another. */
function leaves(errors) {
  const lines = errors.filter((e) => !(e.keyword === 'if' || e.keyword === 'propertyNames')).map((e) => {
    const at = (e.instancePath || '/') + (e.propertyName ? ` key ${JSON.stringify(e.propertyName)}` : '');
    const more = e.params.additionalProperty ?? e.params.allowedValues?.join(', ') ?? e.params.allowedValue ?? '';
    return `${at}: ${e.keyword === 'false schema' ? 'has no place here' : e.message}${more === '' ? '' : ` (${more})`}`;
  });
  return [...new Set(lines)];
}

/** What kind of file a path of the repository is, or null. */
export function kindOf(p) {
  const kinds = [
    [/^pix\.yaml$/, 'repository'],
    [/^challenges\/(framework|levels|certification)\.yaml$/, null],
    [/^challenges\/paths\/[^/]+\.yaml$/, 'path'],
    [/^challenges\/[^/]+\/calibration\.yaml$/, 'calibration'],
    [/^challenges\/[^/]+\/[^/]+\/skills\.yaml$/, 'skills'],
    [/^challenges\/[^/]+\/[^/]+\/[^/]+\.yaml$/, 'challenge'],
    [/^tutorials\/[^/]+\.yaml$/, 'tutorial'],
  ];
  for (const [re, kind] of kinds) {
    const m = re.exec(p);
    if (m) return kind ?? m[1];
  }
  return null;
}

/** The value of a YAML file in the strict subset that pixc reads, or null after the failures are told. */
function load(file, name) {
  const text = fs.readFileSync(file, 'utf8');
  const docs = YAML.parseAllDocuments(text, { version: '1.2', schema: 'core', uniqueKeys: true, strict: true, merge: false });
  if (docs.length !== 1) { fail(name, `${docs.length ?? 0} documents`); return null; }
  const [doc] = docs;
  for (const e of [...doc.errors, ...doc.warnings]) fail(name, e.message.split('\n')[0]);
  YAML.visit(doc, {
    Alias: () => fail(name, 'an alias'),
    Node: (_, n) => { if (n.anchor) fail(name, 'an anchor'); if (n.tag && !n.tag.startsWith('tag:yaml.org,2002:')) fail(name, 'a tag'); },
  });
  return doc.errors.length ? null : { value: doc.toJS(), text };
}

/** Errors of a value; those of a draft that only miss something are warnings for pixc and left out. */
function judge(kind, value) {
  const check = ajv.getSchema(`${kind}.schema.json`);
  if (!check) return [`no schema ${kind}`];
  if (check(value)) return [];
  const always = ['id', 'type', 'kind', 'status'];
  const inDraft = (e) => {
    let v = value, draft = v?.status === 'draft';
    for (const k of e.instancePath.split('/').slice(1)) {
      v = v?.[k.replaceAll('~1', '/').replaceAll('~0', '~')];
      draft ||= v?.status === 'draft';
    }
    return draft;
  };
  const soft = (e) => (e.keyword === 'anyOf' || (e.keyword === 'required' && !always.includes(e.params.missingProperty))) && inDraft(e);
  return leaves(check.errors.filter((e) => !soft(e)));
}

function* yamlFiles(dir, base = dir) {
  if (!fs.existsSync(dir)) return;
  for (const e of fs.readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const p = path.join(dir, e.name);
    if (e.isDirectory()) yield* yamlFiles(p, base);
    else if (/\.ya?ml$/.test(e.name)) yield path.relative(base, p);
  }
}

function checkTree(dir, files) {
  for (const f of files) {
    const name = path.relative(root, path.join(dir, f));
    const kind = kindOf(f);
    if (!fs.existsSync(path.join(dir, f))) { fail(name, 'missing'); continue; }
    if (!kind) { fail(name, 'a YAML file of no known kind'); continue; }
    const doc = load(path.join(dir, f), name);
    if (doc) for (const line of judge(kind, doc.value)) fail(name, line);
  }
  return files.length;
}

function checkFragments(folder, wanted) {
  const dir = path.join(here, folder);
  const files = [...yamlFiles(dir)];
  for (const f of files) {
    const name = path.relative(root, path.join(dir, f));
    const doc = load(path.join(dir, f), name);
    if (!doc) continue;
    // "# kind: challenge" and, for what must be refused, "# at: /path" of one of the errors
    const kind = /^# kind: ([a-z]+)$/m.exec(doc.text.split('\n')[0])?.[1];
    const at = /^# at: (.*)$/m.exec(doc.text)?.[1];
    if (!kind) { fail(name, 'the first line is not `# kind: …`'); continue; }
    const lines = judge(kind, doc.value);
    if (wanted) for (const line of lines) fail(name, line);
    else if (lines.length === 0) fail(name, 'passes, should be refused');
    else if (!at) fail(name, `no \`# at:\` line; errors: ${lines.join('; ')}`);
    else if (!lines.some((l) => l.startsWith(at))) fail(name, `no error at ${at}, but: ${lines.join('; ')}`);
  }
  return files.length;
}

const only = process.argv.slice(2);
if (only.length) {
  checkTree(root, only.map((f) => path.relative(root, path.resolve(f))));
} else {
  for (const [f, s] of Object.entries(schemas)) walk(f, s, '', true);
  for (const f of Object.keys(schemas)) ajv.getSchema(f);
  const tree = ['pix.yaml', ...[...yamlFiles(path.join(root, 'challenges'))].map((f) => `challenges/${f}`), ...[...yamlFiles(path.join(root, 'tutorials'))].map((f) => `tutorials/${f}`)];
  const samples = path.join(here, 'samples');
  const n = [Object.keys(schemas).length, checkTree(samples, [...yamlFiles(samples)]), checkTree(root, tree), checkFragments('wrong', false), checkFragments('right', true)];
  console.log(`${n[0]} schemas, ${n[1]} samples, ${n[2]} files of content, ${n[3]} wrong and ${n[4]} right fragments: ${failures} failures`);
}
process.exit(failures ? 1 : 0);
