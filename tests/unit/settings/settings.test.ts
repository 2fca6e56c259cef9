/** What the user set. Hunts: a value that does not fit and is kept, a default that is not one, a change nobody hears of. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { settingNames, settingsCatalogue } from '../../../src/main/settings/catalogue.ts';
import { Settings } from '../../../src/main/settings/settings.ts';
import { openDatabase } from '../../../src/main/store/database.ts';
import { writeSetting } from '../../../src/main/store/tables/settings.ts';

function open() {
  const db = openDatabase(':memory:');
  onTestFinished(() => void db.close());
  const changed: string[] = [];
  return { db, changed, settings: new Settings({ db, nowMs: () => 1, onChanged: (name) => changed.push(name) }) };
}

describe('settings', () => {
  it('each have a default that fits, a line of words, and a name in the form of all', () => {
    for (const name of settingNames) {
      const { schema, initial, words } = settingsCatalogue[name];
      expect(schema.safeParse(initial), name).toMatchObject({ success: true });
      expect(words, name).toMatch(/\S/);
      expect(name).toMatch(/^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/);
    }
  });

  it('have their default until they are set, and again after a reset', () => {
    const { settings, changed } = open();
    expect(settings.get('theme')).toBe('system');
    settings.set('theme', 'dark');
    expect(settings.get('theme')).toBe('dark');
    expect(settings.describe('theme')).toMatchObject({ value: 'dark', initial: 'system', isSet: true });
    settings.reset('theme');
    expect(settings.get('theme')).toBe('system');
    settings.reset('theme');
    expect(changed).toEqual(['theme', 'theme']);
  });

  it('refuse a value that does not fit, and keep the one before', () => {
    const { settings, changed } = open();
    settings.set('theme', 'dark');
    expect(() => settings.setUnchecked('theme', 'loud')).toThrow(
      expect.objectContaining({ code: 'Setting.BadValue', message: expect.stringContaining('system, light or dark') }),
    );
    expect(settings.get('theme')).toBe('dark');
    expect(changed).toEqual(['theme']);
  });

  it('name the nearest one when there is none of that name', () => {
    const { settings } = open();
    expect(() => settings.setUnchecked('them', 'dark')).toThrow(/Did you mean theme\?/);
    expect(() => settings.reset('toString')).toThrow(expect.objectContaining({ code: 'Setting.Unknown' }));
  });

  it('that an older version kept in another form have their default', () => {
    const { settings, db } = open();
    writeSetting(db, 'theme', 7, 1);
    expect(settings.get('theme')).toBe('system');
  });
});
