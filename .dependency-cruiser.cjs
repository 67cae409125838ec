// The import table of docs/architecture.md, as rules. tools/checks/src/boundaries.test.ts breaks each one on purpose.

const { mayImport } = require('./tools/checks/src/rooms.ts');

// The set-up, the harness and the checks start and test everything; only product code is bound by the table.
const testsOf = (room) => [`^${room}/.*[.]test[.]tsx?$`, `^${room}/test/`, `^${room}/e2e/`];
const tests = testsOf('(apps|libs|tools)/[^/]+');
const alternatives = (rooms) => rooms.map((room) => `^${room}/`).join('|');

const roomRules = Object.entries(mayImport).flatMap(([room, allowed]) => {
  const permitted = alternatives([room, ...allowed]);
  const comment = `${room} may import ${allowed.join(', ') || 'no other room'} (docs/architecture.md).`;
  return [
    {
      name: `rooms-of-${room.replace('/', '-')}`,
      comment,
      severity: 'error',
      from: { path: `^${room}/`, pathNot: tests },
      to: { path: '^(apps|libs|tools)/', pathNot: permitted },
    },
    {
      name: `rooms-of-tests-of-${room.replace('/', '-')}`,
      comment: `${comment} Its tests may also use tools/.`,
      severity: 'error',
      from: { path: testsOf(room) },
      to: { path: '^(apps|libs)/', pathNot: permitted },
    },
  ];
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Files that import each other cannot be understood, tested or moved one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'keystore-only-where-it-is-signed',
      comment:
        'The process that faces the network holds no CA key: only the worker and the ceremony open the keystore.',
      severity: 'error',
      from: { pathNot: '^(apps/worker|libs/keystore|tools)/' },
      to: { path: '^libs/keystore/' },
    },
    {
      name: 'pure-rooms-know-no-servers',
      comment: 'contracts, crypto, domain, bundle and client know no HTTP server, database or queue.',
      severity: 'error',
      from: { path: '^libs/(contracts|crypto|domain|bundle|client)/', pathNot: tests },
      to: { path: '(^|/)node_modules/(express|pg|kysely|bullmq|ioredis|next|better-auth|pino)/' },
    },
    {
      name: 'declared-packages-only',
      comment: 'A room imports only packages that its own package.json (or the root one, for tests) names.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'resolvable-imports-only',
      comment: 'An import that cannot be resolved escapes every other rule.',
      severity: 'error',
      // Next.js makes .next/ when it builds.
      from: { path: '^(apps|libs|tools)/', pathNot: 'next-env[.]d[.]ts$' },
      to: { couldNotResolve: true, pathNot: '^[.]/[.]next|[.]css$' },
    },
    ...roomRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)([.]next|dist|fixtures|golden)/' },
    includeOnly: '^(apps|libs|tools|node_modules)/',
    combinedDependencies: true,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
