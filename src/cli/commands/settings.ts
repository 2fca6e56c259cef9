import type { ListedSetting } from '../../main/settings/settings.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { Command } from '../command.ts';

const list: Command = {
  words: 'settings list',
  usage: '',
  summary: 'every setting with its value and what it means',
  takes: { min: 0, max: 0 },
  needs: 'app',
  run(_invocation, app) {
    const settings = app.settings.list();
    return { document: settings as unknown as JsonValue, words: settings.map(lineOf).join('\n') };
  },
};

const get: Command = {
  words: 'settings get',
  usage: 'NAME',
  summary: 'one setting',
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals: [name = ''] }, app) {
    const setting = app.settings.describe(name);
    return { document: setting as unknown as JsonValue, words: valueWords(setting.value) };
  },
};

const set: Command = {
  words: 'settings set',
  usage: 'NAME VALUE',
  summary: 'changes a setting, at once; VALUE is JSON or plain text',
  takes: { min: 2, max: 2 },
  needs: 'app',
  run({ positionals: [name = '', value = ''] }, app) {
    app.settings.setUnchecked(name, jsonOrText(value));
    const setting = app.settings.describe(name);
    return { document: setting as unknown as JsonValue, words: lineOf(setting) };
  },
};

const reset: Command = {
  words: 'settings reset',
  usage: 'NAME',
  summary: 'back to the default',
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals: [name = ''] }, app) {
    app.settings.reset(name);
    const setting = app.settings.describe(name);
    return { document: setting as unknown as JsonValue, words: lineOf(setting) };
  },
};

function lineOf({ name, value, isSet, words }: ListedSetting): string {
  return `${name} = ${valueWords(value)}${isSet ? '' : ' (default)'}\n    ${words}`;
}

function valueWords(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `dark` is a text and `true` is not: whoever means the text writes it as JSON, `"true"`. */
function jsonOrText(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

export const settingsCommands: Command[] = [list, get, set, reset];
