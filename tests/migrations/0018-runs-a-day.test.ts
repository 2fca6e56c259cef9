/** Questions about budgets. Hunts: a raise that the update forgets, a kind that is still refused. */
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/main/store/database.ts';
import { migrations } from '../../src/main/store/migrations/all.ts';
import { raisedBy } from '../../src/main/store/tables/budgets.ts';

it('migration 18 keeps what was allowed, and takes runs', () => {
  const before = migrations.filter(({ version }) => version < 18);
  const db = openDatabase(':memory:', before);
  db.exec(`INSERT INTO scheduled_flows (id, name, task, request, status, listed, current_version, user_id, created_at_ms, updated_at_ms)
      VALUES ('f', 'F', '', '', 'on', 1, 1, 'local', 0, 0);
    INSERT INTO runs (id, flow_id, version, status, origin, dry_run, input, started_at_ms)
      VALUES ('r', 'f', 1, 'RUNNING', '{}', 0, '{}', 0);
    INSERT INTO approvals (id, key, run_id, flow_id, state, question, status, expires_at_ms, created_at_ms)
      VALUES ('a', 'k', 'r', 'f', 'S', '?', 'approved', 9, 0);
    INSERT INTO budget_requests (approval_key, scope, scope_id, kind, amount) VALUES ('k', 'run', 'r', 'tokens', 70)`);
  for (const { version, up } of migrations) if (version === 18) db.exec(up);
  expect(raisedBy(db, { scope: 'run', scopeId: 'r', kind: 'tokens' })).toBe(70);
  db.exec(
    `INSERT INTO budget_requests (approval_key, scope, scope_id, kind, amount, run_id) VALUES ('k2', 'day', 'd', 'runs', 3, 'r')`,
  );
  expect(() =>
    db.exec(
      `INSERT INTO budget_requests (approval_key, scope, scope_id, kind, amount) VALUES ('k3', 'day', 'd', 'x', 3)`,
    ),
  ).toThrow(/CHECK/);
  db.close();
});
