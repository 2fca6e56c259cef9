/** Every tool there is. A tool is added here, with its executor in src/worker/tools or src/main/tools. */
import { executeJavascript } from './execute-javascript.ts';
import { executePython } from './execute-python.ts';
import { extract } from './extract.ts';
import { feed } from './feed.ts';
import { fileAppend } from './file-append.ts';
import { fileDelete } from './file-delete.ts';
import { fileExists } from './file-exists.ts';
import { fileList } from './file-list.ts';
import { fileMove } from './file-move.ts';
import { fileRead } from './file-read.ts';
import { fileWrite } from './file-write.ts';
import { httpRequest } from './http-request.ts';
import { notify } from './notify.ts';
import { pageChanged } from './page-changed.ts';
import { readPage } from './read-page.ts';
import { stateGet } from './state-get.ts';
import { stateSet } from './state-set.ts';
import { systemInfo } from './system-info.ts';
import { tableCreate } from './table-create.ts';
import { tableExport } from './table-export.ts';
import { tableInsert } from './table-insert.ts';
import { tableQuery } from './table-query.ts';
import { tableUpsert } from './table-upsert.ts';
import { type AnyToolSpec, forgetTypes } from './tool-spec.ts';
import { webFetch } from './web-fetch.ts';
import { webSearch } from './web-search.ts';

export const toolCatalogue: readonly AnyToolSpec[] = [
  forgetTypes(webFetch),
  forgetTypes(httpRequest),
  forgetTypes(readPage),
  forgetTypes(webSearch),
  forgetTypes(extract),
  forgetTypes(feed),
  forgetTypes(pageChanged),
  forgetTypes(stateGet),
  forgetTypes(stateSet),
  forgetTypes(tableCreate),
  forgetTypes(tableInsert),
  forgetTypes(tableUpsert),
  forgetTypes(tableQuery),
  forgetTypes(tableExport),
  forgetTypes(fileWrite),
  forgetTypes(fileAppend),
  forgetTypes(fileMove),
  forgetTypes(fileDelete),
  forgetTypes(fileRead),
  forgetTypes(fileExists),
  forgetTypes(fileList),
  forgetTypes(notify),
  forgetTypes(systemInfo),
  forgetTypes(executePython(isPureTool)),
  forgetTypes(executeJavascript(isPureTool)),
];

const byName = new Map(toolCatalogue.map((spec) => [spec.name, spec]));

export function findTool(name: string): AnyToolSpec | undefined {
  return byName.get(name);
}

export function toolNames(): string[] {
  return [...byName.keys()];
}

/** Whether every call of it is pure. */
export function isPureTool(name: string): boolean {
  return findTool(name)?.effect === 'pure';
}
