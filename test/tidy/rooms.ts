/** The arrows of ARCHITECTURE.md: which room may import which. A room not named here may not exist. */
export interface RoomRule {
  readonly mayImport: readonly string[];
  /** Pure: no Node I/O modules at all. */
  readonly isPure: boolean;
  readonly mayBeImportedBy?: readonly string[];
}

const pureBase = ['model', 'protocols', 'facts'];

export const rooms: Readonly<Record<string, RoomRule>> = {
  model: { mayImport: [], isPure: true },
  protocols: { mayImport: ['model'], isPure: true },
  profiles: { mayImport: ['model', 'protocols'], isPure: true },
  facts: { mayImport: ['model', 'protocols'], isPure: true },
  checks: { mayImport: pureBase, isPure: true },
  fixes: { mayImport: pureBase, isPure: true },
  tools: { mayImport: pureBase, isPure: true },
  secrets: { mayImport: ['model'], isPure: true },
  outside: { mayImport: ['model', 'protocols'], isPure: false },
  collectors: { mayImport: [...pureBase, 'secrets'], isPure: true },
  journeys: { mayImport: [...pureBase, 'mail', 'secrets'], isPure: true },
  load: { mayImport: [...pureBase, 'journeys', 'secrets'], isPure: true },
  db: { mayImport: [...pureBase, 'collectors'], isPure: true },
  mail: { mayImport: [...pureBase, 'journeys', 'secrets'], isPure: true },
  providers: { mayImport: ['model', 'protocols'], isPure: true },
  monitor: { mayImport: ['model', 'protocols', 'journeys'], isPure: true },
  ingest: { mayImport: ['model', 'protocols'], isPure: true },
  assistant: { mayImport: pureBase, isPure: true },
  store: { mayImport: ['model', 'protocols'], isPure: false, mayBeImportedBy: ['cli', 'server'] },
  manifest: { mayImport: ['model', 'protocols', 'facts', 'profiles'], isPure: true },
  engine: { mayImport: pureBase, isPure: true },
  deploy: { mayImport: [...pureBase, 'journeys'], isPure: true },
  report: { mayImport: pureBase, isPure: true },
  server: {
    mayImport: [
      'model',
      'protocols',
      'engine',
      'monitor',
      'secrets',
      'ingest',
      'report',
      'manifest',
      'store',
      'tools',
      'facts',
      'profiles',
    ],
    isPure: true,
  },
  world: { mayImport: ['model', 'protocols', 'manifest'], isPure: false },
  cli: {
    mayImport: [
      'model',
      'protocols',
      'profiles',
      'facts',
      'checks',
      'fixes',
      'tools',
      'secrets',
      'outside',
      'collectors',
      'journeys',
      'load',
      'db',
      'mail',
      'providers',
      'monitor',
      'ingest',
      'assistant',
      'store',
      'manifest',
      'engine',
      'deploy',
      'report',
      'server',
      'world',
    ],
    isPure: false,
    mayBeImportedBy: [],
  },
};

/** Node modules a pure room may use: they compute, they do not reach out. */
export const pureNodeModules = [
  'node:crypto',
  'node:zlib',
  'node:util',
  'node:buffer',
  'node:url',
  'node:path',
  'node:perf_hooks',
  'node:events',
];
