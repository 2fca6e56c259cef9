import type { dataChannels } from '../../../shared/ipc/contract/data.ts';
import type { App } from '../../app.ts';
import type { Desktop } from '../../platform/desktop.ts';
import { browseTable, eachRow, seriesOf } from '../../store/browse-table.ts';
import { listTables } from '../../store/user-tables.ts';
import { listFolder, previewFile, within } from '../../workspace/workspace-view.ts';
import { writeCsv } from '../../workspace/write-csv.ts';
import type { HandlersOf } from '../channel.ts';

export function dataHandlers({ userTables, dataDir }: App, desktop: Desktop): HandlersOf<typeof dataChannels> {
  return {
    'tables:list': () => listTables(userTables),
    'tables:rows': (view) => browseTable(userTables, view),
    'tables:series': ({ table, column }) => seriesOf(userTables, table, column),
    'tables:export': async ({ table, search }) => {
      const file = await desktop.chooseFileToSave({ name: `${table}.csv`, kind: 'CSV', extension: 'csv' });
      if (file === null) return { file, rows: 0 };
      return { file, rows: await writeCsv(file, eachRow(userTables, { table, search })) };
    },
    'files:list': ({ folder }) => listFolder(dataDir.workspace, folder),
    'files:preview': ({ path }) => previewFile(dataDir.workspace, path),
    'files:show': ({ path }) => {
      desktop.showFile(within(dataDir.workspace, path).file);
      return {};
    },
  };
}
