import { listTables, readTable } from '../../main/store/user-tables.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { Command } from '../command.ts';

const rowsShown = 1000;

const list: Command = {
  words: 'table list',
  usage: '',
  summary: 'the tables flows have written',
  takes: { min: 0, max: 0 },
  needs: 'app',
  run(_invocation, app) {
    const tables = listTables(app.userTables);
    return {
      document: tables as unknown as JsonValue,
      words:
        tables.length === 0
          ? 'There are no tables yet.'
          : tables.map(({ name, rows }) => `${name}  ${rows} ${rows === 1 ? 'row' : 'rows'}`).join('\n'),
    };
  },
};

const query: Command = {
  words: 'table query',
  usage: 'NAME',
  summary: `the first ${rowsShown} rows of a table`,
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals }, app) {
    const { columns, rows } = readTable(app.userTables, positionals[0] ?? '', rowsShown);
    const lines = rows.map((row) => columns.map((column) => String(row[column] ?? '')).join('\t'));
    return { document: { columns, rows } as unknown as JsonValue, words: [columns.join('\t'), ...lines].join('\n') };
  },
};

export const tableCommands: Command[] = [list, query];
