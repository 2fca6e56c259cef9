/** Folders with the crash flow in them, and the history each kind of run must have. */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../test-flow.ts';
import { byScope } from './compare-history.ts';
import { CrashWorld } from './crash-world.ts';

export class CrashFolders {
  readonly #root = temporaryFolder();
  readonly #template = join(this.#root.path, 'template');
  readonly #references = new Map<string, ReturnType<typeof byScope>>();
  #count = 0;

  constructor() {
    mkdirSync(this.#template);
    new CrashWorld(this.#template).close();
  }

  /** With the flow in it and nothing else; or a copy of another one. */
  make(from = this.#template): string {
    const path = join(this.#root.path, String(this.#count++));
    cpSync(from, path, { recursive: true });
    return path;
  }

  /** The history of a run in which exactly these unsafe steps' outcome is unknown. */
  async referenceWhere(unknown: readonly string[]): Promise<ReturnType<typeof byScope>> {
    const name = [...unknown].sort().join();
    const known = this.#references.get(name);
    if (known) return known;
    const world = new CrashWorld(this.make(), { unknown: new Set(unknown) });
    await world.takeUp();
    await world.runToRest();
    const reference = byScope(world.history());
    world.close();
    this.#references.set(name, reference);
    return reference;
  }

  remove(): void {
    this.#root.remove();
  }
}
