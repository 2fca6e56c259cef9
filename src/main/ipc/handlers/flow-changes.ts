import { writeFile } from 'node:fs/promises';
import type { flowChangeChannels } from '../../../shared/ipc/contract/flow-changes.ts';
import type { App } from '../../app.ts';
import { flowDocument } from '../../flows/flow-document.ts';
import { differenceOf, flowVersions } from '../../flows/flow-versions.ts';
import { readFlowFile } from '../../flows/read-flow-file.ts';
import type { Desktop } from '../../platform/desktop.ts';
import type { HandlersOf } from '../channel.ts';

export function flowChangeHandlers(app: App, desktop: Desktop): HandlersOf<typeof flowChangeChannels> {
  const { db } = app;
  const { changes, copies } = app.flowEditing;
  return {
    'flow-changes:check': ({ flowId, definition }) => changes.check(flowId, definition),
    'flow-changes:save': ({ flowId, ...change }) => changes.save(flowId, { ...change, why: 'Edited in the source' }),
    'flow-changes:set-values': ({ flowId, ...change }) => changes.changeValues(flowId, change),
    'flow-changes:versions': ({ flowId }) => flowVersions(db, flowId),
    'flow-changes:difference': ({ flowId, from, to }) => differenceOf(db, flowId, from, to),
    'flow-changes:restore': ({ flowId, version }) => changes.restore(flowId, version),

    'flow-files:duplicate': ({ flowId }) => ({ flowId: copies.duplicate(flowId) }),
    'flow-files:export': async ({ flowId }) => {
      const document = flowDocument(db, flowId);
      const file = await desktop.chooseFileToSave({
        name: `${fileNameOf(String(document.name))}.json`,
        kind: 'Flow',
        extension: 'json',
      });
      if (file !== null) await writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
      return { file };
    },
    'flow-files:choose': async () => {
      const file = await desktop.chooseFileToOpen({ kind: 'Flow', extension: 'json' });
      return file === null ? null : await readFlowFile(file);
    },
    'flow-files:look': (file) => copies.look(file),
    'flow-files:add': (file) => ({ flowId: copies.add(file) }),
  };
}

/** Every file system takes it. */
function fileNameOf(name: string): string {
  return name.replace(/[^\p{L}\p{N} ._()-]+/gu, '-').slice(0, 100) || 'flow';
}
