/** The arrows of docs/ARCHITECTURE.md, as rules. tests/architecture proves that each one fires. */
const electronOnly = '^src/main/(index\\.ts|windows/|tray/|platform/|ipc/|workers/|sandbox/)';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'shared-imports-only-shared',
      comment: 'src/shared is contracts: no Node, no DOM, no electron, nothing of the processes.',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { pathNot: '^src/shared/|node_modules/zod/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shared-types-only-shared',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { path: '^src/(main|renderer|preload|worker|sandbox|cli|net)/' },
    },
    {
      name: 'processes-share-only-contracts',
      comment: 'renderer, preload, worker, sandbox and main meet in src/shared alone, not even in a type.',
      severity: 'error',
      from: { path: '^src/(renderer|preload|worker|sandbox)/' },
      to: { path: '^src/(main|renderer|preload|worker|sandbox|cli)/', pathNot: '^src/$1/' },
    },
    {
      name: 'net-stands-alone',
      comment: 'The one way out to the web, for main and worker alike: it knows neither.',
      severity: 'error',
      from: { path: '^src/net/' },
      to: { path: '^src/(?!net/|shared/)|node_modules/electron/' },
    },
    {
      name: 'main-is-not-the-window',
      severity: 'error',
      from: { path: '^src/(main|cli)/' },
      to: { path: '^src/(renderer|preload|worker|sandbox)/' },
    },
    {
      name: 'workflow-is-pure',
      comment: 'The engine knows only its ports: no electron, no SQLite, no scheduler, no other room of main.',
      severity: 'error',
      from: { path: '^src/main/workflow/' },
      to: { path: '^src/main/(?!workflow/)|node_modules/(electron|better-sqlite3|node-schedule)/' },
    },
    {
      name: 'arrows-inside-main',
      comment: 'assistant -> orchestrator -> workflow; what implements a port does not know who uses it.',
      severity: 'error',
      from: {
        path: '^src/main/(orchestrator|store|schedule|triggers|workers|tools|sandbox|notifications|planner|budgets|agents)/',
      },
      to: { path: '^src/main/(assistant|ipc|windows|tray)/|^src/main/(app|index)\\.ts$|^src/cli/' },
    },
    {
      name: 'only-store-opens-sqlite',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main/store/|cli/commands/doctor\\.ts$)' },
      to: { path: 'node_modules/better-sqlite3/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-adapters-import-electron',
      severity: 'error',
      from: { path: '^src/(main|cli|worker|shared|renderer)/', pathNot: electronOnly },
      to: { path: 'node_modules/electron/' },
    },
    {
      name: 'one-file-imports-node-schedule',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main/schedule/wake-up\\.ts$' },
      to: { path: 'node_modules/node-schedule/' },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration describes a past schema; live code describes today.',
      severity: 'error',
      from: { path: '^src/main/store/migrations/' },
      to: { path: '^src/', pathNot: '^src/main/store/migrations/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs'] },
  },
};
