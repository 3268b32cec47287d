#!/usr/bin/env node
// usage: node check-graph-log.mjs LOG.jsonl [--slice graph-v1-slice.json] [--cloud china|usgov] [--strict-links] [--any-host] [--allow-http] [--host-map host=global] [--report out.json] [--quiet] [--max N]
// LOG.jsonl: one JSON object a line: {method,url,requestHeaders?,requestBody?,status?,responseHeaders?,responseBody?}
// exit 0: no errors; 1: errors; 2: cannot run. Warnings never fail the run unless --fail-on warn.
import fs from 'node:fs'; import path from 'node:path'; import { fileURLToPath } from 'node:url';
import { createChecker } from './graph-contract.mjs';
const a = process.argv.slice(2); const opt = (n, d) => { const i = a.indexOf(n); return i < 0 ? d : a[i + 1]; }; const has = (n) => a.includes(n);
const here = path.dirname(fileURLToPath(import.meta.url));
const valued = new Set(['--slice', '--cloud', '--report', '--max', '--host-map', '--fail-on']);
const file = a.find((x, i) => !x.startsWith('--') && !valued.has(a[i - 1]));
if (!file) { console.error('no log given'); process.exit(2); }
const slice = JSON.parse(fs.readFileSync(opt('--slice', path.join(here, 'graph-v1-slice.json')), 'utf8'));
const hosts = Object.fromEntries(a.flatMap((x, i) => (a[i - 1] === '--host-map' ? [x.split('=')] : [])));
const c = createChecker(slice, { cloud: opt('--cloud'), strictLinks: has('--strict-links'), anyHost: has('--any-host'), allowHttp: has('--allow-http'), truncated: has('--truncated'), hosts });
let n = 0, bad = 0, warned = 0; const tally = {}; const rows = []; const templates = {};
const max = +opt('--max', 200); let shown = 0;
for (const [i, line] of fs.readFileSync(file, 'utf8').split('\n').entries()) {
  if (!line.trim()) continue; n++;
  let e; try { e = JSON.parse(line); } catch { rows.push({ line: i + 1, findings: [{ severity: 'error', rule: 'log', where: '', message: 'line is not JSON' }] }); bad++; continue; }
  const r = c.check(e); if (r.template) templates[`${String(e.method).toUpperCase()} ${r.template}`] = (templates[`${String(e.method).toUpperCase()} ${r.template}`] ?? 0) + 1;
  const errs = r.findings.filter((f) => f.severity === 'error'); if (errs.length) bad++; else if (r.findings.length) warned++;
  for (const f of r.findings) tally[`${f.severity}:${f.rule}`] = (tally[`${f.severity}:${f.rule}`] ?? 0) + 1;
  rows.push({ line: i + 1, id: e.id, method: e.method, url: e.url, status: e.status, template: r.template, findings: r.findings });
  if (r.findings.length && !has('--quiet')) for (const f of r.findings) if (shown++ < max) console.log(`${file}:${i + 1} ${f.severity.toUpperCase()} [${f.rule}] ${e.method} ${String(e.url).slice(0, 90)} ${f.where}: ${f.message}`);
}
console.log(`${n} exchanges, ${bad} with errors, ${warned} with warnings only, ${n - bad - warned} clean`);
console.log('findings', JSON.stringify(tally));
const rep = opt('--report'); if (rep) fs.writeFileSync(rep, JSON.stringify({ exchanges: n, withErrors: bad, withWarnings: warned, tally, templates, rows }, null, 1));
process.exit(bad || (opt('--fail-on') === 'warn' && warned) ? 1 : 0);
