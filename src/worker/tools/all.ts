import type { WorkerTool } from '../tool.ts';
import { extractTool } from './extract/extract.ts';
import { readFeedPart } from './feed.ts';
import { fileAppendTool } from './file-append.ts';
import { fileDeleteTool } from './file-delete.ts';
import { fileExistsTool } from './file-exists.ts';
import { fileListTool } from './file-list.ts';
import { fileMoveTool } from './file-move.ts';
import { fileReadTool } from './file-read.ts';
import { fileWriteTool } from './file-write.ts';
import { keepAnswerTextPart, sendPlainRequestPart } from './http-request.ts';
import { comparePagePart } from './page-changed.ts';
import { readHtmlPart } from './read-page/read-page.ts';
import { prepareScriptFilesPart, writeScriptOutputPart } from './script-files.ts';
import { readSearchPagePart } from './search-page.ts';
import { systemInfoTool } from './system-info.ts';
import { webFetchTool } from './web-fetch.ts';

/** The tools that run in a worker, and the parts there of those that run in main (src/main/tools). */
export const workerTools: readonly WorkerTool[] = [
  webFetchTool,
  sendPlainRequestPart,
  keepAnswerTextPart,
  extractTool,
  fileWriteTool,
  fileAppendTool,
  fileMoveTool,
  fileDeleteTool,
  fileReadTool,
  fileExistsTool,
  fileListTool,
  systemInfoTool,
  readFeedPart,
  comparePagePart,
  readHtmlPart,
  readSearchPagePart,
  prepareScriptFilesPart,
  writeScriptOutputPart,
];
