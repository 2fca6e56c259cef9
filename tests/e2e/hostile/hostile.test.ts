/**
 * Hostile scripts, as an ordinary user with Chromium's own sandbox on: each must get nowhere, and the next script must work. Hunts: a
 * way to the host, its files, its network or another realm; a script that stops the app; a realm that spoils the next one.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../../scripts/setup/paths.mjs';
import { electronBundle } from '../../support/electron-bundle.ts';
import { type OrdinaryUser, ordinaryUser } from '../../support/ordinary-user.ts';
import type { Attack, Environment, Report } from './attack.ts';
import { javascriptExhaust } from './javascript-exhaust.ts';
import { javascriptReach } from './javascript-reach.ts';
import { nextValue } from './next-script.ts';
import { pythonExhaust } from './python-exhaust.ts';
import { pythonReach } from './python-reach.ts';

const attacks: Attack[] = [...javascriptReach, ...javascriptExhaust, ...pythonReach, ...pythonExhaust];
const reports = new Map<string, Report>();
let environment: Environment | undefined;
let user: OrdinaryUser | undefined;

const keyOf = ({ language, name }: Pick<Attack, 'language' | 'name'>): string => `${language}: ${name}`;

beforeAll(async () => {
  const app = await electronBundle('hostile-scripts', join(root, 'tests', 'e2e', 'hostile', 'electron-main.ts'));
  user = ordinaryUser();
  const file = join(user.home, 'attacks.json');
  writeFileSync(file, JSON.stringify(attacks));
  chmodSync(file, 0o644);
  const child = user.electron([`--attacks=${file}`, `--out=${join(root, 'out')}`], { app });
  let stderr = '';
  child.stderr?.on('data', (chunk) => (stderr += chunk));
  if (!child.stdout) throw new Error('it has an output');
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const document = JSON.parse(line) as Report | Environment;
    if ('outcome' in document) reports.set(keyOf(document), document);
    else environment = document;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
}, 1_500_000);

afterAll(() => user?.remove());

it(`${attacks.length} scripts were run: ${attacks.filter(({ language }) => language === 'javascript').length} in JavaScript, ${attacks.filter(({ language }) => language === 'python').length} in Python`, () => {
  expect(new Set(attacks.map(keyOf)).size).toBe(attacks.length);
  expect(attacks.length).toBeGreaterThanOrEqual(60);
  expect([...reports.keys()]).toEqual(attacks.map(keyOf));
});

describe.each(attacks.map((attack) => [keyOf(attack), attack] as const))('%s', (key, attack) => {
  const report = (): Report => {
    const found = reports.get(key);
    if (!found) throw new Error(`${key} was not run`);
    return found;
  };

  it('gets nowhere', () => {
    const { outcome, requests, sent } = report();
    const { expect: expected } = attack;
    if (expected === 'refused') expect(outcome).toMatchObject({ ok: true, value: 'refused' });
    else {
      expect(expected.ends, JSON.stringify(outcome)).toContain(outcome.ok ? 'ok' : outcome.error?.code);
      if (outcome.ok && 'value' in expected) expect(outcome.value).toEqual(expected.value);
    }
    expect({ requests, sent }).toEqual({ requests: 0, sent: [] });
    expect(JSON.stringify(outcome)).not.toContain('planted-secret');
  });

  it('does nothing to the next script', () => {
    expect(report().next).toEqual({ ok: true, value: nextValue, printed: 'next\n', error: null });
  });
});

describe('after all of them', () => {
  it('the sandbox of the operating system is on, for the realm and for every other process', () => {
    expect(environment?.realm.seccomp).toBe('2');
    expect(
      environment?.commandLines.filter((line) => /--no-sandbox|--disable-seccomp|--single-process/.test(line)),
    ).toEqual([]);
  });

  it('the main process is whole, and no process is left over', () => {
    expect(environment?.mainIsWhole).toBe(true);
    // The realms kept ready for the next scripts were there before as well.
    expect(environment?.processesAfter).toBeLessThanOrEqual((environment?.processesBefore ?? 0) + 2);
  });
});
