// What a usual JavaScript pipeline needs for the files of a content repository: reads, parses (yaml) and checks (ajv)
// each YAML file against its schema. For comparison with `pixc check`, which does much more.
//   node tests/generate/peer.mjs DIR
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(path.join(root, 'tests/npm/'));
const Ajv = require('ajv').default;
const YAML = require('yaml');

const KINDS = [
  [/^pix\.yaml$/, 'repository'],
  [/^challenges\/framework\.yaml$/, 'framework'],
  [/^challenges\/levels\.yaml$/, 'levels'],
  [/^challenges\/certification\.yaml$/, 'certification'],
  [/^challenges\/paths\/[^/]+\.yaml$/, 'path'],
  [/^challenges\/[^/]+\/calibration\.yaml$/, 'calibration'],
  [/^challenges\/[^/]+\/[^/]+\/skills\.yaml$/, 'skills'],
  [/^challenges\/[^/]+\/[^/]+\/[^/]+\.yaml$/, 'challenge'],
  [/^tutorials\/[^/]+\.yaml$/, 'tutorial'],
];

const dir = process.argv[2];
if (!dir) {
  console.error('usage: peer.mjs DIR');
  process.exit(2);
}
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
for (const f of fs.readdirSync(path.join(root, 'schema'))) {
  if (f.endsWith('.schema.json')) ajv.addSchema(JSON.parse(fs.readFileSync(path.join(root, 'schema', f), 'utf8')));
}

const spent = { read: 0n, parse: 0n, validate: 0n };
function timed(what, work) {
  const start = process.hrtime.bigint();
  const result = work();
  spent[what] += process.hrtime.bigint() - start;
  return result;
}

let files = 0, bytes = 0, refused = 0;
function visit(folder) {
  for (const e of fs.readdirSync(path.join(dir, folder), { withFileTypes: true })) {
    const name = folder ? `${folder}/${e.name}` : e.name;
    if (e.isDirectory()) {
      if (e.name !== '.git') visit(name);
      continue;
    }
    const kind = KINDS.find(([re]) => re.test(name))?.[1];
    if (!kind) continue;
    const text = timed('read', () => fs.readFileSync(path.join(dir, name), 'utf8'));
    const value = timed('parse', () => YAML.parse(text, { version: '1.2', schema: 'core' }));
    if (!timed('validate', () => ajv.getSchema(`${kind}.schema.json`)(value))) {
      refused++;
      console.log(`${name}: ${ajv.errorsText(ajv.getSchema(`${kind}.schema.json`).errors)}`);
    }
    files++;
    bytes += Buffer.byteLength(text);
  }
}
visit('');
const ms = (ns) => (Number(ns) / 1e6).toFixed(1).padStart(8);
for (const [what, ns] of Object.entries(spent)) console.log(`  ${what.padEnd(10)} ${ms(ns)} ms`);
console.log(`${files} files, ${bytes} bytes, ${refused} refused`);
process.exit(refused ? 1 : 0);
