import type { Problem } from '../../../shared/domain/flow-definition.ts';
import { nearestName } from '../../../shared/tools/nearest-name.ts';

/** Where in a definition: field names and list places, from the top. */
export type Path = readonly (string | number)[];

/** Gathers the problems of one definition. Paths are JSON Pointers (RFC 6901). */
export class Report {
  readonly problems: Problem[] = [];

  add(path: Path, code: string, message: string, suggestion: string | null = null): void {
    const pointer = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    this.problems.push({ path: pointer, code, message, suggestion });
  }

  /** For a name that is not known: with the nearest one that is. */
  unknownName(path: Path, code: string, what: string, name: string, known: readonly string[]): void {
    const near = nearestName(name, known);
    const hint = near
      ? `Did you mean '${near}'?`
      : known.length > 0 && known.length <= 12
        ? `Known: ${known.join(', ')}.`
        : null;
    this.add(path, code, `${what} '${name}'.`, hint);
  }
}
