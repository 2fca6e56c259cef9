/**
 * What the page may not do, whatever it is made to show. Hunts: Node in the page, a way to any channel, a page that goes elsewhere,
 * code or requests that come from content.
 */
import { beforeAll, expect, it } from 'vitest';
import { ipcContract, ipcEvents } from '../../src/shared/ipc/contract.ts';
import type { OpenApp } from '../support/electron-app.ts';
import { eventually } from '../support/eventually.ts';
import { homeOfFile } from '../support/home.ts';
import { worldOfFile } from '../support/world.ts';

const home = homeOfFile();
const { base, requests } = await worldOfFile();
let app: OpenApp;
beforeAll(async () => {
  app = await home.open();
});

it('the page runs isolated, in the sandbox, without Node', async () => {
  const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { contextIsolation, sandbox, nodeIntegration, webSecurity } = contents.getLastWebPreferences();
    return { contextIsolation, sandbox, nodeIntegration, webSecurity };
  });
  expect(preferences).toEqual({ contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true });
  const found = await app.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', '__dirname'].filter(
      (name) => name in window,
    ),
  );
  expect(found).toEqual([]);
});

it('the bridge has a named method for each channel and event, and no way to any other', async () => {
  const shape = await app.page.evaluate(() =>
    Object.fromEntries(
      Object.entries(window.majordomo).map(([group, methods]) => [
        group,
        Object.entries(methods).map(([name, method]) => `${name}: ${typeof method}`),
      ]),
    ),
  );
  const { events = [], ...groups } = shape;
  expect(Object.values(groups).flat()).toHaveLength(Object.keys(ipcContract).length);
  expect(events).toHaveLength(Object.keys(ipcEvents).length);
  expect(shape.chat).toEqual(['send: function', 'stop: function', 'regenerate: function', 'edit: function']);
  for (const method of Object.values(shape).flat()) {
    expect(method).toMatch(/: function$/);
    expect(method).not.toMatch(/^(invoke|sendSync|sendToHost|on|once|off|emit|postMessage|call|subscribe): /);
  }
  const replaced = await app.page.evaluate(() => {
    try {
      (window.majordomo.app as { status: unknown }).status = () => 'mine';
    } catch {
      // Frozen objects may say so.
    }
    return String(window.majordomo.app.status) === "() => 'mine'";
  });
  expect(replaced).toBe(false);
});

it('a request that does not fit the contract is refused with the reason', async () => {
  const answers = await app.page.evaluate(async () => {
    const { flows, chat } = window.majordomo;
    return [
      await flows.run({ flowId: 7 } as never),
      await chat.send({ conversationId: null, text: '' }),
      await flows.pause({ flowId: 'x', also: 'this' } as never),
    ];
  });
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'Ipc.BadRequest' } });
});

it('it goes nowhere else: not by address, link, form, new window or frame', async () => {
  const { page } = app;
  const opened = await page.evaluate((address) => {
    const link = document.createElement('a');
    link.href = address;
    document.body.append(link);
    link.click();
    const form = document.createElement('form');
    form.action = address;
    document.body.append(form);
    form.submit();
    const frame = document.createElement('iframe');
    frame.src = address;
    document.body.append(frame);
    const answer = window.open(address);
    window.location.assign(address);
    return answer === null;
  }, `${base}/product`);
  expect(opened).toBe(true);
  // A question that goes to the main process and back is answered after what was asked before it.
  expect(await page.evaluate(async () => (await window.majordomo.app.status()).ok)).toBe(true);
  expect(page.url()).toMatch(/^app:\/\/majordomo\//);
  expect(app.electron.windows()).toHaveLength(1);
  expect(requests).toEqual({});
});

it('it asks nothing of the network', async () => {
  const outcome = await app.page.evaluate(async (address) => {
    const fetched = await fetch(address).then(
      () => 'fetched',
      () => 'refused',
    );
    const image = await new Promise((resolve) => {
      const element = new Image();
      element.onload = () => resolve('loaded');
      element.onerror = () => resolve('refused');
      element.src = address;
    });
    return { fetched, image };
  }, `${base}/product`);
  expect({ outcome, requests }).toEqual({ outcome: { fetched: 'refused', image: 'refused' }, requests: {} });
});

it('text never becomes code: no eval, no inline script, no handler in markup', async () => {
  const { page } = app;
  await page.evaluate(() => {
    const record = window as unknown as { ran: string[]; blocked: string[] };
    record.ran = [];
    record.blocked = [];
    document.addEventListener('securitypolicyviolation', (event) => record.blocked.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = "window.ran.push('inline script')";
    document.body.append(script);
    const markup = document.createElement('div');
    markup.innerHTML = '<img src="data:," onerror="window.ran.push(\'handler\')">';
    document.body.append(markup);
    // Out of Playwright's own call, which is let through.
    setTimeout(() => {
      try {
        // biome-ignore lint/security/noGlobalEval: this is what must not work
        eval("window.ran.push('eval')");
      } catch {
        record.blocked.push('eval');
      }
    });
  });
  const record = await eventually(async () => {
    const { ran, blocked } = await page.evaluate(() => {
      const { ran, blocked } = window as unknown as { ran: string[]; blocked: string[] };
      return { ran, blocked };
    });
    expect(blocked).toEqual(expect.arrayContaining(['eval', 'script-src-elem', 'script-src-attr']));
    return { ran };
  });
  expect(record.ran).toEqual([]);
});

it('permissions are refused', async () => {
  const states = await app.page.evaluate(async () =>
    Promise.all(
      ['geolocation', 'notifications', 'camera', 'microphone'].map(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
      ),
    ),
  );
  expect(states).toEqual(['denied', 'denied', 'denied', 'denied']);
});

it('nothing outside the page’s folder is served to it', async () => {
  const statuses = await app.page.evaluate(async () =>
    Promise.all(
      ['/../main/index.js', '/%2e%2e/main/index.js', '/..%2f..%2fpackage.json', '/etc/passwd'].map(
        async (path) => (await fetch(`app://majordomo${path}`)).status,
      ),
    ),
  );
  expect(statuses).toEqual([404, 404, 404, 404]);
});
