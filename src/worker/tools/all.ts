import type { WorkerTool } from '../tool.ts';
import { extractTool } from './extract/extract.ts';
import { fileAppendTool } from './file-append.ts';
import { fileExistsTool } from './file-exists.ts';
import { fileListTool } from './file-list.ts';
import { fileReadTool } from './file-read.ts';
import { fileWriteTool } from './file-write.ts';
import { httpRequestTool } from './http-request.ts';
import { systemInfoTool } from './system-info.ts';
import { webFetchTool } from './web-fetch.ts';

/** The tools that run in a worker; the others are in src/main/tools. */
export const workerTools: readonly WorkerTool[] = [
  webFetchTool,
  httpRequestTool,
  extractTool,
  fileWriteTool,
  fileAppendTool,
  fileReadTool,
  fileExistsTool,
  fileListTool,
  systemInfoTool,
];
