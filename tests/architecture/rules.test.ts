/**
 * The arrows between the rooms of the code (.dependency-cruiser.cjs). Hunts: a forbidden import that slips in, and a rule that no
 * longer fires because a folder moved: each rule is shown to fail on a violation planted in a copy of the tree.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type IForbiddenRuleType } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = process.cwd();
const config = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
  forbidden: IForbiddenRuleType[];
  options: ICruiseOptions;
};

async function violationsIn(folder: string): Promise<string[]> {
  const { output } = await cruise(['src'], {
    ...config.options,
    baseDir: folder,
    ruleSet: { forbidden: config.forbidden },
    validate: true,
  });
  if (typeof output === 'string') throw new Error('dependency-cruiser answers an object');
  expect(output.summary.totalCruised).toBeGreaterThan(0);
  return output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

describe('the architecture', () => {
  it('holds in the code as it is', async () => {
    expect(await violationsIn(root)).toEqual([]);
  }, 60_000);
});

/** For each rule a file, and an import in it that the rule forbids. */
const plants: Record<string, { file: string; text: string }> = {
  'no-cycles': { file: 'src/shared/errors.ts', text: "import './worker-protocol.ts';" },
  'shared-imports-only-shared': { file: 'src/shared/planted.ts', text: "import 'node:fs';" },
  'shared-types-only-shared': {
    file: 'src/shared/planted-types.ts',
    text: "import type { App } from '../main/app.ts'; export type Planted = App;",
  },
  'processes-share-only-contracts': {
    file: 'src/renderer/planted.ts',
    text: "import type { App } from '../main/app.ts'; export type Planted = App;",
  },
  'net-stands-alone': { file: 'src/net/planted.ts', text: "import '../worker/pages.ts';" },
  'main-is-not-the-window': { file: 'src/main/planted.ts', text: "import '../renderer/text.ts';" },
  'workflow-is-pure': { file: 'src/main/workflow/planted.ts', text: "import 'better-sqlite3';" },
  'arrows-inside-main': { file: 'src/main/orchestrator/planted.ts', text: "import '../assistant/brain.ts';" },
  'only-store-opens-sqlite': { file: 'src/main/flows/planted.ts', text: "import 'better-sqlite3';" },
  'only-adapters-import-electron': { file: 'src/main/assistant/planted.ts', text: "import 'electron';" },
  'one-file-imports-node-schedule': { file: 'src/main/schedule/planted.ts', text: "import 'node-schedule';" },
  'migrations-stand-alone': { file: 'src/main/store/migrations/planted.ts', text: "import '../sql.ts';" },
};

describe('each rule of the architecture', () => {
  let copy: string;
  let fired: string[];
  beforeAll(async () => {
    copy = mkdtempSync(join(tmpdir(), 'majordomo-architecture-'));
    cpSync(join(root, 'src'), join(copy, 'src'), { recursive: true });
    for (const name of ['tsconfig.base.json', 'package.json']) cpSync(join(root, name), join(copy, name));
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const { file, text } of Object.values(plants)) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), `${text}\n`);
    }
    fired = await violationsIn(copy);
  }, 60_000);
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('has a planted violation below', () => {
    expect(Object.keys(plants).sort()).toEqual(config.forbidden.map(({ name }) => name).sort());
  });

  it.each(Object.entries(plants))('%s fires on a planted import', (rule, { file }) => {
    expect(fired.filter((violation) => violation.startsWith(`${rule}: ${file} ->`))).not.toEqual([]);
  });
});
