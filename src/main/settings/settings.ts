/** What the user set, typed by the catalogue. Owns: reading, checking and telling changes. Does not own: what a setting does. */
import { MajordomoError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { nearestName } from '../../shared/tools/nearest-name.ts';
import type { Database } from '../store/database.ts';
import { deleteSetting, hasSetting, readSetting, writeSetting } from '../store/tables/settings.ts';
import { type Setting, type SettingName, type SettingValue, settingNames, settingsCatalogue } from './catalogue.ts';

export interface ListedSetting {
  name: SettingName;
  value: JsonValue;
  initial: JsonValue;
  /** False while it has its default. */
  isSet: boolean;
  words: string;
}

export interface SettingsDeps {
  db: Database;
  nowMs: () => number;
  /** After each change, also one that a terminal command made. */
  onChanged?: (name: SettingName) => void;
}

export class Settings {
  readonly #deps: SettingsDeps;

  constructor(deps: SettingsDeps) {
    this.#deps = deps;
  }

  get<N extends SettingName>(name: N): SettingValue<N> {
    const { schema, initial } = entryOf(name);
    return readSetting(this.#deps.db, name, schema, initial);
  }

  set<N extends SettingName>(name: N, value: SettingValue<N>): void {
    this.setUnchecked(name, value as JsonValue);
  }

  /** A value that came from outside. @throws MajordomoError `Setting.Unknown`, `Setting.BadValue` */
  setUnchecked(name: string, value: JsonValue): void {
    const known = knownName(name);
    const parsed = entryOf(known).schema.safeParse(value);
    if (!parsed.success) {
      const problems = parsed.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ');
      throw new MajordomoError({
        code: 'Setting.BadValue',
        message: `The setting ${name} cannot be ${JSON.stringify(value)}: ${problems}. It is: ${entryOf(known).words}.`,
        data: { name },
      });
    }
    writeSetting(this.#deps.db, known, parsed.data as JsonValue, this.#deps.nowMs());
    this.#deps.onChanged?.(known);
  }

  /** Back to its default. @throws MajordomoError `Setting.Unknown` */
  reset(name: string): void {
    const known = knownName(name);
    if (deleteSetting(this.#deps.db, known)) this.#deps.onChanged?.(known);
  }

  /** @throws MajordomoError `Setting.Unknown` */
  describe(name: string): ListedSetting {
    const known = knownName(name);
    const { initial, words } = entryOf(known);
    return {
      name: known,
      value: this.get(known) as JsonValue,
      initial: initial as JsonValue,
      isSet: hasSetting(this.#deps.db, known),
      words,
    };
  }

  list(): ListedSetting[] {
    return settingNames.map((name) => this.describe(name));
  }
}

/** The catalogue's entry, its type told by the name: what indexing a union of entries forgets. */
function entryOf<N extends SettingName>(name: N): Setting<SettingValue<N>> {
  return settingsCatalogue[name] as unknown as Setting<SettingValue<N>>;
}

function knownName(name: string): SettingName {
  const known = settingNames.find((candidate) => candidate === name);
  if (known !== undefined) return known;
  const near = nearestName(name, settingNames);
  throw new MajordomoError({
    code: 'Setting.Unknown',
    message: `There is no setting ${name}. ${near === null ? `There are: ${settingNames.join(', ')}.` : `Did you mean ${near}?`}`,
    data: { name, nearest: near },
  });
}
