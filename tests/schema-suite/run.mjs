// The official JSON Schema test suite (draft 7) against our engine.
//
//   node run.mjs DRIVER SUITE WORK
//
// DRIVER is the program made from driver.c, SUITE the folder of the suite (with
// tests/ and remotes/; Debian package json-schema-test-suite puts it in
// /usr/share/json-schema-test-suite), WORK an empty folder for the files that
// the driver reads. Prints what differs and what was skipped, with the reason;
// exit code 1 if anything differs.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const [driver, suite, work] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, '../npm/package.json'));
const metaschema = require.resolve('ajv/dist/refs/json-schema-draft-07.json');

// Files of optional/ that speak of what we implement. The others (format/*,
// content, cross-draft, float-overflow) are about annotations or other drafts.
const OPTIONAL = ['bignum', 'zeroTerminatedFloats', 'non-bmp-regex', 'ecmascript-regex', 'unicode', 'float-overflow',
  'id', 'refOfUnknownKeyword', 'dependencies-compatibility', 'unknownKeyword'];

const skipped = new Map(); // reason: count
const skip = (reason, what) => {
  if (!skipped.has(reason)) skipped.set(reason, []);
  skipped.get(reason).push(what);
};

// What our YAML reader refuses on purpose: it is no question to the engine.
function notOurs(value) {
  const text = JSON.stringify(value);
  if (/\\u00(0[0-8bcef]|1[0-9a-f]|7f)|\\[bf]/.test(text)) return 'control characters in a text: refused by the YAML reader';
  return null;
}

function files(folder) {
  return readdirSync(folder).flatMap(name => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

const list = [];
const expected = []; // one per line that the driver prints
let number = 0;
const write = value => {
  const path = join(work, `${number++}.json`);
  writeFileSync(path, JSON.stringify(value, null, 1)); // [4,7] is a mistake in content
  return path;
};

mkdirSync(work, { recursive: true });
const remotes = [['http://json-schema.org/draft-07/schema', metaschema]];
for (const path of files(join(suite, 'remotes'))) {
  const name = relative(join(suite, 'remotes'), path);
  // those of other drafts have keywords of their own, which mean nothing here
  if (/^(draft2019-09|draft2020-12|draft3|draft4|draft6|v1)\//.test(name)) continue;
  if (name === 'locationIndependentIdentifierDraft4.json') continue;
  remotes.push([`http://localhost:1234/${name}`, path]);
}

// extra/ holds cases of our own in the same form
for (const path of [...files(join(suite, 'tests/draft7')), ...files(join(here, 'extra'))].sort()) {
  const name = relative(join(suite, 'tests/draft7'), path).replace(/\.json$/, '').replace(/^.*schema-suite\//, '');
  const groups = JSON.parse(readFileSync(path, 'utf8'));
  const count = groups.reduce((n, g) => n + g.tests.length, 0);
  if (name.startsWith('optional/') && !OPTIONAL.includes(name.slice(9))) {
    const reason = name.startsWith('optional/format/') ? 'optional/format: format is an annotation' : `${name}: optional`;
    skip(reason, count);
    continue;
  }
  for (const group of groups) {
    const why = group.schema.format && Object.keys(group.schema).length === 1
      ? 'a test of format alone: format is an annotation' : notOurs(group.schema);
    if (why) {
      for (const test of group.tests) skip(why, `${name}: ${group.description}: ${test.description}`);
      continue;
    }
    list.push('clear', `schema\tmain\t${write(group.schema)}`);
    for (const [id, remote] of remotes) list.push(`schema\t${id}\t${remote}`);
    list.push('build\tmain\tlax');
    expected.push({ what: `${name}: ${group.description}: build`, name, want: 'built' });
    for (const test of group.tests) {
      const reason = notOurs(test.data);
      const what = `${name}: ${group.description}: ${test.description}`;
      if (reason) {
        skip(reason, what);
        continue;
      }
      list.push(`check\t${write(test.data)}`);
      expected.push({ what, name, want: test.valid ? 'valid' : 'invalid' });
    }
  }
}
writeFileSync(join(work, 'list'), list.join('\n') + '\n');
const got = execFileSync(driver, [join(work, 'list')], { encoding: 'utf8', maxBuffer: 1 << 26 }).trimEnd().split('\n');

let failed = 0;
let passed = 0;
expected.forEach(({ what, want }, i) => {
  if (got[i] === want) passed += want === 'built' ? 0 : 1;
  else {
    failed++;
    console.log(`FAILED ${what}: want ${want}, got ${got[i]}`);
  }
});
for (const [reason, what] of skipped) {
  const n = what.reduce((sum, x) => sum + (typeof x === 'number' ? x : 1), 0);
  console.log(`skipped ${n}: ${reason}`);
  for (const x of what) if (typeof x !== 'number') console.log(`  ${x}`);
}
console.log(`${passed} tests passed, ${failed} failed`);
process.exit(failed || got.length !== expected.length ? 1 : 0);
