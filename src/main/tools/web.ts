import { createHttpRequest, type HttpRequestPorts } from './http-request.ts';
import type { MainTool } from './main-tool.ts';
import { createReadPage, type PageRenderer } from './read-page.ts';
import { createWebSearch, type WebSearchPorts } from './web-search.ts';

/** The tools of the web that need main: a key, or a window. */
export function createWebTools(ports: {
  search: WebSearchPorts;
  renderer: PageRenderer | null;
  http: HttpRequestPorts;
}): MainTool[] {
  return [createWebSearch(ports.search), createReadPage(ports.renderer), createHttpRequest(ports.http)];
}
