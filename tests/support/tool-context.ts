import { randomUUID } from 'node:crypto';
import type { ToolContext } from '../../src/worker/tool.ts';

export function toolContext(own: Partial<ToolContext> = {}): ToolContext {
  return {
    limits: {},
    idempotencyKey: randomUUID(),
    recovering: false,
    workspaceDir: '/nowhere/workspace',
    pagesDir: '/nowhere/pages',
    trashDir: '/nowhere/trash',
    origin: { flowId: 'f1', runId: 'r1', state: 'S' },
    appVersion: '1.2.3',
    signal: new AbortController().signal,
    log: () => undefined,
    ...own,
  };
}
