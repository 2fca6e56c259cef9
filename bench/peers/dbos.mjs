// DBOS Transact on PostgreSQL; start that first: ./postgres.sh start
import { createRequire } from 'node:module';
import { DBOS } from '@dbos-inc/dbos-sdk';
import { runLoads, stepResult, steps } from './workload.mjs';

// The driver that DBOS itself uses.
const pg = createRequire(createRequire(import.meta.url).resolve('@dbos-inc/dbos-sdk'))('pg');
const server = 'postgresql://postgres@127.0.0.1:25432';

const client = new pg.Client(`${server}/postgres`);
await client.connect();
await client.query('DROP DATABASE IF EXISTS bench_dbos WITH (FORCE)');
await client.query('CREATE DATABASE bench_dbos');
await client.end();

DBOS.setConfig({
  name: 'bench',
  systemDatabaseUrl: `${server}/bench_dbos?sslmode=disable`,
  systemDatabasePoolSize: Number(process.env.POOL ?? 10),
  logLevel: 'error',
});
let note = () => undefined;
const flow = DBOS.registerWorkflow(
  async (index) => {
    for (let step = 0; step < steps; step++) {
      const at = performance.now();
      await DBOS.runStep(async () => stepResult(index, step), { name: `s${step}` });
      note(performance.now() - at);
    }
    return { done: true };
  },
  { name: 'flow' },
);
await DBOS.launch();
await runLoads('DBOS on PostgreSQL', (noteStep) => {
  note = noteStep;
  return flow;
});
await DBOS.shutdown();
process.exit(0);
