/**
 * Which way imports may point: DESIGN's picture of the house as rules.
 *
 *     model ← kpis ← engine ← moves ← nudges, meetings, digest, insight ← server, bot
 *
 * Parsed with swc: TypeScript 7 has no programming interface that dependency-cruiser could use.
 * @type {import('dependency-cruiser').IConfiguration}
 */

/** From the ground up; what stands in one row may not import from a row below it in this table. */
const storeys = [['model'], ['kpis'], ['engine'], ['moves'], ['nudges', 'meetings', 'digest', 'insight'], ['server']];

/** Matches a package by its name, installed or not, and everything inside it. */
const npm = (...names) => `(^|node_modules/)(${names.join('|')})($|/)`;
const folders = (names) => `^src/(${names.join('|')})/`;

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const upward = storeys
  .slice(0, -1)
  .map((storey, index) =>
    forbid(
      `${storey.join('-')}-knows-nothing-above-it`,
      'Imports point one way: model ← kpis ← engine ← moves ← nudges, meetings, digest, insight ← server, bot.',
      { path: folders(storey) },
      { path: folders(storeys.slice(index + 1).flat()) },
    ),
  );

export default {
  forbidden: [
    ...upward,
    forbid('model-stands-alone', 'The record types depend on nothing else of src/.', { path: '^src/model/' }, { path: '^src/(?!model/)' }),
    forbid(
      'kpis-know-only-the-model',
      'A KPI is data: it reads record types, and the engine acts on it.',
      { path: '^src/kpis/' },
      { path: '^src/(?!kpis/|model/)' },
    ),
    forbid(
      'server-is-handed-the-bot',
      'main.ts hands the server the handler of /api/messages; the server never imports the bot.',
      { path: '^src/server/' },
      { path: '^bot/' },
    ),
    forbid(
      'core-knows-no-surface',
      'Only src/main.ts, which wires everything together, imports from outside src/.',
      { path: '^src/(?!main\\.ts$)' },
      { path: '^(bot|tab|demo|appPackage)/' },
    ),
    forbid(
      'tab-knows-only-the-contract',
      'The tab knows the core by its API alone.',
      { path: '^tab/' },
      { path: ['^src/', '^(bot|demo)/'], pathNot: '^src/server/contract\\.ts$' },
    ),
    forbid(
      'bot-never-touches-sql',
      'Commands and cards ask the engine; not even the types of the store reach the bot.',
      { path: '^bot/' },
      { path: ['^src/store/', npm('pg', 'pg-boss', '@electric-sql/pglite', 'kysely')] },
    ),
    forbid(
      'botbuilder-behind-two-files',
      "botbuilder is at rest: its successor must be one file away, so the rest of the bot sees only the bot's own Turn.",
      { path: '^(src|bot|tab|demo|appPackage)/', pathNot: '^bot/(adapter|conversations)\\.ts$' },
      { path: npm('botbuilder[^/]*', 'botframework[^/]*') },
    ),
    forbid(
      'graph-libraries-only-in-graph',
      'src/graph is the only place that speaks to Microsoft Graph and holds credentials.',
      { path: '^(src|bot|tab|demo|appPackage)/', pathNot: '^src/graph/' },
      { path: npm('@microsoft/microsoft-graph-client', '@azure/identity') },
    ),
    forbid(
      'database-drivers-only-in-store',
      'Which database it is, is the secret of src/store.',
      { path: '^(src|bot|tab|demo|appPackage)/', pathNot: '^src/store/' },
      { path: npm('pg', '@electric-sql/pglite') },
    ),
    forbid(
      'pure-rooms-write-no-queries',
      'Record types and KPIs are data, the Graph client and the tab know no database.',
      { path: '^(src/(model|kpis|graph|i18n)|tab|demo|appPackage)/' },
      { path: npm('kysely') },
    ),
    forbid(
      'restify-only-in-server',
      'Only src/server knows the web framework.',
      { path: '^(src|bot|tab)/', pathNot: '^src/server/' },
      { path: npm('restify') },
    ),
    forbid(
      'demo-only-for-main-and-tests',
      'The sample account and the local Graph are a tool for people without a tenant, not a part of the product.',
      { pathNot: '^(src/main\\.ts$|(demo|test|bench|soak)/)' },
      { path: '^demo/' },
    ),
    forbid(
      'nothing-imports-tests',
      'Tests and benchmarks import the product, never the other way round.',
      { path: '^(src|bot|tab|demo|appPackage)/' },
      { path: '^(test|bench|soak)/' },
    ),
    forbid('no-cycles', 'Two files that import each other are one idea in two places.', {}, { circular: true }),
    forbid(
      'imports-resolve',
      'An import must lead somewhere (the one exempted holds types alone, and nothing that runs).',
      {},
      { couldNotResolve: true, pathNot: '^@microsoft/microsoft-graph-types$' },
    ),
    forbid(
      'imports-are-declared',
      'A package that is imported stands in package.json; the product itself needs no development dependency.',
      { path: '^(src|bot)/', pathNot: '^src/main\\.ts$' },
      {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'],
        pathNot: ['node_modules/@types/', 'node_modules/@microsoft/microsoft-graph-types'],
      },
    ),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.data|\\.local|coverage)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
