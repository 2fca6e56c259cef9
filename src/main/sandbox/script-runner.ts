/**
 * The sandbox: takes scripts, gives each a realm that nobody used before, and keeps one more ready per language once that language has
 * been used. Owns: how many run at once, the realms in reserve. Does not own: a script's limits (run-script.ts), processes (realm.ts).
 *
 * S1 A realm runs one script, then it is destroyed.
 * S2 No realm exists before the first script, nor `idleMs` after the last one.
 */
import { MajordomoError } from '../../shared/errors.ts';
import type { ScriptLanguage } from '../../shared/sandbox-protocol.ts';
import { inTurn } from './in-turn.ts';
import type { OpenRealm, Realm } from './realm.ts';
import { runScript } from './run-script.ts';
import type { Sandbox } from './sandbox.ts';
import { readWheels } from './wheels.ts';

export interface ScriptRunnerOptions {
  openRealm: OpenRealm;
  wheelsDir: string;
  log: (line: string) => void;
  /** Scripts at once; more wait in line. */
  atOnce?: number;
  /** How long a realm is kept in reserve. */
  idleMs?: number;
  /** False: Python starts the slow way; for measuring. */
  snapshot?: boolean;
}

/** A script that is short has ended by then, and its reserve costs it nothing. */
const refillAfterMs = 150;

interface Reserve {
  realm: Promise<Realm>;
  drop: NodeJS.Timeout;
}

export function createScriptRunner(options: ScriptRunnerOptions): Sandbox {
  const { openRealm, wheelsDir, log, atOnce = 4, idleMs = 300_000, snapshot = true } = options;
  const reserves = new Map<ScriptLanguage, Reserve>();
  const refills = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<unknown>>();
  const stopping = new AbortController();
  const turn = inTurn(atOnce);

  function dropReserve(language: ScriptLanguage): void {
    const reserve = reserves.get(language);
    reserves.delete(language);
    clearTimeout(reserve?.drop);
    reserve?.realm.then((realm) => realm.destroy()).catch(() => undefined);
  }

  function refill(language: ScriptLanguage): void {
    if (stopping.signal.aborted || reserves.has(language)) return;
    const realm = openRealm(language, { snapshot });
    const reserve: Reserve = { realm, drop: setTimeout(() => dropReserve(language), idleMs) };
    reserve.drop.unref();
    reserves.set(language, reserve);
    const remove = (): void => {
      if (reserves.get(language) === reserve) dropReserve(language);
    };
    realm
      .then((ready) => ready.onGone(remove))
      .catch((error: unknown) => {
        remove();
        if (stopping.signal.aborted) return;
        log(
          `sandbox: no ${language} realm could be kept ready: ${error instanceof Error ? error.message : String(error)}`,
        );
      });
  }

  function refillSoon(language: ScriptLanguage): () => void {
    const timer = setTimeout(now, refillAfterMs);
    refills.add(timer);
    function now(): void {
      clearTimeout(timer);
      if (refills.delete(timer)) refill(language);
    }
    return now;
  }

  async function takeRealm(language: ScriptLanguage): Promise<Realm> {
    const reserve = reserves.get(language);
    if (!reserve) return await openRealm(language, { snapshot });
    reserves.delete(language);
    clearTimeout(reserve.drop);
    // One in reserve that could not be opened has been logged; this script's own attempt tells it what is wrong.
    return await reserve.realm.catch(() => openRealm(language, { snapshot }));
  }

  const run: Sandbox['run'] = async (request, ports = {}) => {
    const wheels = await readWheels(wheelsDir, request.packages ?? []);
    return await turn(async () => {
      let refillNow: (() => void) | undefined;
      try {
        if (stopping.signal.aborted) throw stopped();
        const realm = await takeRealm(request.language);
        if (stopping.signal.aborted) {
          realm.destroy();
          throw stopped();
        }
        refillNow = refillSoon(request.language);
        const signal = ports.signal ? AbortSignal.any([ports.signal, stopping.signal]) : stopping.signal;
        return await runScript(realm, request, wheels, { ...ports, signal });
      } finally {
        refillNow?.();
      }
    });
  };

  return {
    run(request, ports) {
      const outcome = run(request, ports);
      running.add(outcome);
      const forget = (): void => void running.delete(outcome);
      outcome.then(forget, forget);
      return outcome;
    },
    async stop() {
      stopping.abort();
      for (const timer of refills) clearTimeout(timer);
      refills.clear();
      for (const language of [...reserves.keys()]) dropReserve(language);
      await Promise.allSettled(running);
    },
  };
}

function stopped(): MajordomoError {
  return new MajordomoError({ code: 'Sandbox.Stopped', message: 'The script was not run: the app is stopping.' });
}
