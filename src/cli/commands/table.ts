import { eachRow } from '../../main/store/browse-table.ts';
import { knownColumns, listTables, readTable } from '../../main/store/user-tables.ts';
import { writeCsv } from '../../main/workspace/write-csv.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { Command } from '../command.ts';
import { absolute } from '../files.ts';

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

const exportTable: Command = {
  words: 'table export',
  usage: 'NAME [FILE]',
  summary: 'a whole table as CSV, into FILE or NAME.csv',
  takes: { min: 1, max: 2 },
  needs: 'app',
  async run({ positionals: [name = '', file = `${name}.csv`], terminal }, app) {
    // Before the file is made: a name that is no table leaves nothing.
    knownColumns(app.userTables, name);
    const path = absolute(terminal.cwd, file);
    const rows = await writeCsv(path, eachRow(app.userTables, { table: name, search: '' }));
    return { document: { table: name, file: path, rows }, words: `${path}: ${rows} ${rows === 1 ? 'row' : 'rows'}.` };
  },
};

export const tableCommands: Command[] = [list, query, exportTable];
