/**
 * Renders pages of the web in a hidden page of Chromium's: sandboxed, without a window, one at a time, each from nothing.
 * Owns: the session of those pages and what it may reach. Does not own: what is read out of a page (a worker's part).
 *
 * R1 Every request of a page is made by src/net under the grant of the call, like any other request of a flow: Chromium itself has no
 *    way to the network (its proxy leads nowhere), so neither sockets, nor WebRTC, nor a name's second answer leave the grant.
 * R2 Nothing of a page outlives its call: its processes are ended, its storage cleared.
 * R3 A page may do nothing but draw: no permissions, downloads, windows, dialogs.
 */
import { type Session, session, type WebContents, WebContentsView } from 'electron';
import { MajordomoError } from '../../shared/errors.ts';
import { toolFailure } from '../../shared/tools/tool-failure.ts';
import type { PageRenderer, RenderRequest } from '../tools/read-page.ts';
import { createPageRequests, type PageRequests } from './page-requests.ts';

const partition = 'pages';
/** Drawn, when nothing has been asked for this long, and the page has had this long by its own clock since it was parsed. */
const quietMs = 500;
/** Of a page that wanted to go elsewhere before it was parsed, and waits, or is busy: what there is of it is read. */
const stuckMs = 2_000;
const pollMs = 50;
/** A page that keeps its process busy cannot be asked for its HTML. */
const readWithinMs = 2_000;
const isolatedWorld = 999;

export function electronPageRenderer(): PageRenderer {
  const requests = createPageRequests();
  let shared: Session | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return {
    render(request) {
      const result = last.then(async () => {
        shared ??= openSession(requests);
        try {
          return await renderOne(shared, requests, request);
        } finally {
          await shared.clearStorageData();
        }
      });
      last = result.catch(() => undefined);
      return result;
    },
  };
}

async function renderOne(
  pages: Session,
  requests: PageRequests,
  { url, hosts, timeoutMs, signal, maxCharacters }: RenderRequest,
): Promise<{ url: string; html: string }> {
  const ended = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const own = requests.begin(hosts, ended);
  // Held until the end: a view that nobody holds takes its page with it.
  const view = openView(pages);
  const { webContents } = view;
  try {
    let failed: unknown = null;
    let committed = false;
    let hadItsTime = false;
    webContents.once('did-navigate', () => {
      committed = true;
    });
    webContents.on('dom-ready', () => {
      // A page that goes elsewhere takes its timer with it; the next one has its own.
      afterQuietTime(webContents).then(
        () => (hadItsTime = true),
        () => undefined,
      );
    });
    const isDrawn = (): boolean => committed && own.quietForMs() >= (hadItsTime ? quietMs : stuckMs);
    webContents.once('render-process-gone', (_event, { reason }) => {
      failed = toolFailure('Tool.NotRendered', `${url} broke off while it was rendered (${reason}).`, { url });
    });
    webContents.loadURL(url).catch((error: unknown) => {
      // A page that goes on to another address on its own ends the first one's loading.
      if (!committed && (error as { code?: string }).code !== 'ERR_ABORTED') failed = error;
    });
    while (!ended.aborted && failed === null && !isDrawn()) await new Promise((resolve) => setTimeout(resolve, pollMs));
    if (signal.aborted) throw toolFailure('Worker.Cancelled', `The rendering of ${url} was cancelled.`, { url });
    if (failed !== null) throw own.refusal() ?? asFailure(failed, url);
    if (!committed)
      throw own.refusal() ?? toolFailure('Tool.Timeout', `${url} did not render within ${timeoutMs} ms.`, { url });
    return { url: webContents.getURL(), html: await htmlOf(webContents, url, maxCharacters) };
  } finally {
    own.end();
    // A busy page does not hear that it is closed.
    if (!view.webContents.isDestroyed()) view.webContents.forcefullyCrashRenderer();
    if (!view.webContents.isDestroyed()) view.webContents.close();
  }
}

/** By the page's own timer: on a busy machine its scripts come later than the clock of this process says. */
async function afterQuietTime(webContents: WebContents): Promise<void> {
  const code = `new Promise((done) => setTimeout(done, ${quietMs}))`;
  await webContents.executeJavaScriptInIsolatedWorld(isolatedWorld, [{ code }]);
}

async function htmlOf(webContents: WebContents, url: string, maxCharacters: number): Promise<string> {
  const busy = toolFailure('Tool.NotRendered', `${url} is busy with its own scripts and cannot be read.`, { url });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(busy), readWithinMs);
  });
  // In a world of its own: the page's scripts cannot change what is asked.
  const code = `document.documentElement.outerHTML.slice(0, ${maxCharacters})`;
  // What still loads is not waited for.
  webContents.stop();
  const read: Promise<unknown> = webContents.executeJavaScriptInIsolatedWorld(isolatedWorld, [{ code }]);
  try {
    const html = await Promise.race([read, late]);
    return typeof html === 'string' ? html : '';
  } finally {
    clearTimeout(timer);
    read.catch(() => undefined);
  }
}

function openView(pages: Session): WebContentsView {
  const view = new WebContentsView({
    webPreferences: {
      session: pages,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      images: false,
      webgl: false,
      plugins: false,
      spellcheck: false,
      disableDialogs: true,
      navigateOnDragDrop: false,
      autoplayPolicy: 'document-user-activation-required',
      // As a page that nobody sees it would be slowed down.
      backgroundThrottling: false,
    },
  });
  const { webContents } = view;
  webContents.setAudioMuted(true);
  webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  webContents.on('will-prevent-unload', (event) => event.preventDefault());
  webContents.on('login', (event) => event.preventDefault());
  return view;
}

function openSession(requests: PageRequests): Session {
  const pages = session.fromPartition(partition, { cache: false });
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
  pages.on('will-download', (event) => event.preventDefault());
  for (const scheme of ['http', 'https']) pages.protocol.handle(scheme, (request) => requests.answer(request));
  // What is not answered by us: sockets, files, other programs' schemes.
  pages.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !/^(https?|data|blob|about):/i.test(url) }));
  void pages.setProxy({ mode: 'fixed_servers', proxyRules: 'http://127.0.0.1:1', proxyBypassRules: '<-loopback>' });
  return pages;
}

function asFailure(error: unknown, url: string): MajordomoError {
  if (error instanceof MajordomoError) return error;
  const { code = '' } = error as { code?: string };
  return toolFailure('Tool.NotRendered', `${url} could not be rendered (${code || String(error)}).`, { url });
}
