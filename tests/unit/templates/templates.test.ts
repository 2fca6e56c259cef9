/**
 * Every template of the gallery, as a flow: built, agreed, stored, run dry and run with the real tools over a temporary workspace and
 * servers on loopback. Hunts: a template that cannot be set up as it comes, that asks for too few rights, or that does not do what its
 * line says.
 */
import { describe, expect, it } from 'vitest';
import { templates } from '../../../src/main/templates/catalogue.ts';
import { template as templateSchema } from '../../../src/shared/domain/template.ts';
import { templateHome } from '../../support/template-home.ts';
import { worldOfFile } from '../../support/world.ts';

const world = await worldOfFile({
  price: 89.5,
  prices: { dear: 140 },
  rates: { cpu: 42, value: 120 },
  pages: 3,
  jobCompletesAfter: 3,
  feed: ['Pears are in', 'Plums are out'],
  terms: ['Be kind.', 'Be kind and brave.'],
});
const { base } = world;
const home = templateHome();
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'UTC' });
const dated = (folder: string, text = ''): string => `${folder}/${text}${today.format(Date.now())}`;

/** One scenario a template; what runs in Python is in tests/e2e, where there is a sandbox. */
const scenarios: Record<string, () => Promise<void>> = {
  async 'disk-warning'() {
    // Any disk is fuller than 0 %, and not so full as 100 %.
    const flow = await home.use('disk-warning', { warn: 1, critical: 99 });
    await succeeds(flow);
    await succeeds(flow);
    const told = home.told(flow).map(({ title }) => title);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^The disk is (filling up|almost full)$/);
  },
  async 'memory-warning'() {
    const flow = await home.use('memory-warning', { percent: 1 });
    await succeeds(flow);
    expect(home.told(flow)).toMatchObject([{ title: 'Memory is short', body: expect.stringMatching(/% are in use/) }]);
    const calm = await home.use('memory-warning', { percent: 99 });
    expect((await home.dryRun(calm)).status).toBe('SUCCEEDED');
  },
  async 'low-battery'() {
    const flow = await home.use('low-battery', { percent: 5 });
    await succeeds(flow);
  },
  async 'folder-log'() {
    const flow = await home.use('folder-log', { folder: 'in1', table: 'in1_log' });
    const changes = [
      { path: 'in1/a.txt', change: 'created' },
      { path: 'in1/b.txt', change: 'deleted' },
    ];
    await succeeds(flow, { trigger: { kind: 'file', changes } });
    expect(await home.rows('in1_log')).toMatchObject([
      { file: 'in1/a.txt', change: 'created' },
      { file: 'in1/b.txt', change: 'deleted' },
    ]);
    expect(home.told(flow)).toEqual([{ title: 'New in in1', body: 'in1/a.txt' }]);
    // By hand nothing has happened, and that is no error.
    await succeeds(flow);
  },
  async 'sort-files'() {
    home.write('dl/cat.JPG', 'a cat');
    home.write('dl/bill.pdf', 'a bill');
    home.write('dl/song.mp3', 'a song');
    home.write('dl/box.tar.gz', 'a box');
    home.write('dl/odd.xyz', 'odd');
    home.write('kept/Pictures/dog.png', 'an older dog');
    home.write('dl/dog.png', 'a dog');
    const flow = await home.use('sort-files', { from: 'dl', to: 'kept' });
    await succeeds(flow);
    expect({
      cat: home.read('kept/Pictures/cat.JPG'),
      bill: home.read('kept/Documents/bill.pdf'),
      song: home.read('kept/Music/song.mp3'),
      box: home.read('kept/Archives/box.tar.gz'),
      odd: home.read('dl/odd.xyz'),
      older: home.read('kept/Pictures/dog.png'),
      dog: home.read('dl/dog.png'),
    }).toEqual({
      cat: 'a cat',
      bill: 'a bill',
      song: 'a song',
      box: 'a box',
      odd: 'odd',
      older: 'an older dog',
      dog: 'a dog',
    });
  },
  async 'weekly-cleanup'() {
    home.write('old/ancient.txt', 'ancient', 40);
    home.write('old/fresh.txt', 'fresh', 1);
    const flow = await home.use('weekly-cleanup', { folder: 'old', days: 30 });
    const parked = await home.run(flow);
    expect(parked.status).toBe('PARKED');
    expect(home.read('old/ancient.txt')).toBe('ancient');
    const [asked] = (await home.command('approval', 'list')) as unknown as Array<{
      id: string;
      runId: string;
      question: string;
    }>;
    expect(asked?.question).toBe('Put 1 old files of old into the trash?');
    await home.command('approval', 'approve', asked?.id ?? '');
    await expect
      .poll(async () => ((await home.command('run', 'show', asked?.runId ?? '')).run as { status: string }).status)
      .toBe('SUCCEEDED');
    expect(home.read('old/ancient.txt')).toBeNull();
    expect(home.read('old/fresh.txt')).toBe('fresh');
    // Nothing old is left: nobody is asked.
    await succeeds(flow);
    await home.command('file', 'undo', '--run', asked?.runId ?? '');
    expect(home.read('old/ancient.txt')).toBe('ancient');
  },
  async 'backup-reminder'() {
    const none = await home.use('backup-reminder', { folder: 'no-backups' });
    await succeeds(none);
    expect(home.told(none)[0]?.body).toBe('There is none in no-backups yet.');
    home.write('copies/monday.zip', 'zip', 12);
    home.write('copies/older.zip', 'zip', 30);
    const flow = await home.use('backup-reminder', { folder: 'copies' });
    await succeeds(flow);
    expect(home.told(flow)).toEqual([{ title: 'Time for a backup', body: 'The newest in copies is 12 days old.' }]);
    home.write('copies/today.zip', 'zip');
    await succeeds(flow);
    expect(home.told(flow)).toHaveLength(1);
  },
  async 'log-watcher'() {
    const flow = await home.use('log-watcher', { file: 'logs/web.log', table: 'web_errors' });
    await succeeds(flow);
    home.write('logs/web.log', 'started\nERROR no disk\n');
    await succeeds(flow);
    home.write('logs/web.log', 'started\nERROR no disk\nfine\nERROR no net\n');
    await succeeds(flow);
    await succeeds(flow);
    expect((await home.rows('web_errors')).map(({ line }) => line)).toEqual(['ERROR no disk', 'ERROR no net']);
    expect(home.told(flow).map(({ body }) => body)).toEqual(['ERROR no disk', 'ERROR no net']);
  },
  async 'page-changed'() {
    const flow = await home.use('page-changed', { page: `${base}/terms` });
    await succeeds(flow);
    await succeeds(flow);
    await succeeds(flow);
    expect(home.told(flow)).toHaveLength(1);
    expect(home.told(flow)[0]?.body).toContain('Be kind and brave.');
  },
  async 'price-watch'() {
    const flow = await home.use('price-watch', { product: `${base}/product`, table: 'kettles' });
    await succeeds(flow);
    expect(await home.rows('kettles')).toMatchObject([{ address: `${base}/product`, price: 89.5 }]);
    expect(home.told(flow)).toMatchObject([{ title: 'The price is down to 89.5' }]);
    const dear = await home.use('price-watch', { product: `${base}/product?id=dear`, table: 'kettles' });
    await succeeds(dear);
    expect(await home.rows('kettles')).toHaveLength(2);
    expect(home.told(dear)).toEqual([]);
  },
  async 'website-up'() {
    // Down for the first two runs with a try more each, then up again.
    world.world.flakyFails = 4;
    const flow = await home.use('website-up', { site: `${base}/flaky`, tries: 1 });
    for (let round = 0; round < 4; round += 1) await succeeds(flow);
    const host = new URL(base).host;
    expect(home.told(flow).map(({ title }) => title)).toEqual([`${host} is down`, `${host} is back`]);
    expect(world.requests['/flaky']).toBe(6);
  },
  async 'broken-links'() {
    const pages = [`${base}/product`, `${base}/nowhere`, `${base}/terms`];
    const flow = await home.use('broken-links', { pages });
    await succeeds(flow);
    expect(home.told(flow)).toEqual([{ title: 'Some addresses do not answer', body: `${base}/nowhere` }]);
    const fine = await home.use('broken-links', { pages: [`${base}/product`] });
    await succeeds(fine);
    expect(home.told(fine)).toEqual([]);
  },
  async 'feed-digest'() {
    const flow = await home.use('feed-digest', { feed: `${base}/feed.xml` });
    await succeeds(flow);
    await succeeds(flow);
    expect(home.read(`${dated('digests')}.md`)).toBe(
      '## News\n\n- [Pears are in](http://127.0.0.1/entry/0)\n- [Plums are out](http://127.0.0.1/entry/1)\n\n',
    );
  },
  async 'wait-for-job'() {
    const before = world.requests['/job.json'] ?? 0;
    world.world.jobCompletesAfter = before + 3;
    const flow = await home.use('wait-for-job', { job: `${base}/job.json` });
    await succeeds(flow);
    expect(world.requests['/job.json']).toBe(before + 3);
    expect(home.told(flow)).toMatchObject([{ title: 'The job is complete' }]);
    const never = await home.use('wait-for-job', { job: `${base}/job.json`, status: 'gone', minutes: 60, hours: 2 });
    await succeeds(never);
    expect(home.told(never)).toMatchObject([{ title: 'The job takes too long' }]);
  },
  async 'daily-note'() {
    const flow = await home.use('daily-note', { headings: 'To do, Met' });
    await succeeds(flow);
    const note = home.read(`${dated('notes')}.md`) ?? '';
    expect(note).toMatch(/^# \w+, \d+ \w+ \d{4}\n\n## To do\n\n## Met\n\n$/);
    home.write(`${dated('notes')}.md`, `${note}milk\n`);
    await succeeds(flow);
    expect(home.read(`${dated('notes')}.md`)).toContain(`${note}milk\n`);
  },
  async 'morning-summary'() {
    const flow = await home.use('morning-summary', { feed: `${base}/feed.xml`, headlines: 1 });
    await succeeds(flow);
    expect(home.read(`${dated('mornings')}.md`)).toMatch(
      /^# Good morning\n\n- Pears are in\n\nDisk [\d.]+% full, memory [\d.]+% in use/,
    );
    expect(home.told(flow)).toHaveLength(1);
    const alone = await home.use('morning-summary', { feed: `${base}/nowhere`, folder: 'alone' });
    await succeeds(alone);
    expect(home.read(`${dated('alone')}.md`)).toContain('- The feed did not answer.');
  },
  async 'api-value'() {
    const flow = await home.use('api-value', { api: `${base}/rates.json` });
    await succeeds(flow);
    expect(await home.rows('api_values')).toMatchObject([{ value: 120 }]);
    expect(home.told(flow)).toMatchObject([{ body: 'It is above 100.' }]);
    const low = await home.use('api-value', { api: `${base}/rates.json`, path: '$.cpu' });
    await succeeds(low);
    expect(home.told(low)).toEqual([]);
  },
  async 'csv-report'() {
    const flow = await home.use('csv-report', { table: 'prices_to_report' });
    await succeeds(flow);
    expect(home.told(flow)).toMatchObject([{ title: 'There is no table prices_to_report yet' }]);
    const prices = await home.use('price-watch', { product: `${base}/product`, table: 'prices_to_report' });
    await succeeds(prices);
    await succeeds(flow);
    expect(home.read(`${dated('reports', 'prices_to_report-')}.csv`)).toMatch(/^time,address,price\r?\n.*,89\.5\r?\n$/);
    expect(home.told(flow)[1]?.body).toMatch(/^reports\/prices_to_report-[\d-]+\.csv, 1 rows$/);
  },
  async 'collect-pages'() {
    const flow = await home.use('collect-pages', { api: `${base}/items` });
    await succeeds(flow);
    const lines = Array.from({ length: 9 }, (_, index) => `item ${index + 1}`);
    expect(home.read('collected/items.txt')).toBe(`${lines.join('\n')}\n`);
    const few = await home.use('collect-pages', { api: `${base}/items`, pages: 2, file: 'few.txt' });
    await succeeds(few);
    expect(home.read('few.txt')?.trim().split('\n')).toHaveLength(6);
  },
};
const needASandbox = ['table-statistics'];

async function succeeds(flowId: string, input?: Parameters<typeof home.run>[1]): Promise<void> {
  const ended = await home.run(flowId, input);
  expect(ended, JSON.stringify(ended)).toMatchObject({ status: 'SUCCEEDED', error: null });
}

/** Where a template needs an address, one that answers. */
const addressesOf = (id: string): Record<string, string> =>
  Object.fromEntries(
    (templates.find(({ shown }) => shown.id === id)?.shown.parameters ?? [])
      .filter(({ initial }) => initial === null)
      .map(({ name, kind }) => [
        name,
        `${base}${kind === 'address' && name === 'feed' ? '/feed.xml' : name === 'job' ? '/job.json' : name === 'api' ? (id === 'collect-pages' ? '/items' : '/rates.json') : '/product'}`,
      ]),
  );

describe('every template', () => {
  it('has a scenario here or in the tests that have a sandbox', () => {
    expect([...Object.keys(scenarios), ...needASandbox].sort()).toEqual(templates.map(({ shown }) => shown.id).sort());
    expect(templates.length).toBeGreaterThanOrEqual(14);
  });

  it.each(templates.map(({ shown }) => shown))(
    '$id is shown as the contract says, and asks for what it uses',
    (shown) => {
      expect(templateSchema.parse(shown)).toEqual(shown);
      const labels = shown.parameters.map(({ label }) => label);
      expect(new Set(labels).size).toBe(labels.length);
      expect(shown.summary.length).toBeLessThanOrEqual(100);
    },
  );

  it.each(templates.map(({ shown }) => shown.id))(
    '%s becomes a flow with its initial values, and runs dry',
    async (id) => {
      const flow = await home.use(id, addressesOf(id));
      if (needASandbox.includes(id)) return;
      expect(await home.dryRun(flow)).toMatchObject({ status: 'SUCCEEDED' });
    },
  );

  it.each(Object.entries(scenarios))('%s does what its line says', async (_id, play) => {
    await play();
  });
});

describe('a value that will not do', () => {
  it.each([
    ['disk-warning', { warn: 'much' }, 'Warn above: is not a number.'],
    ['disk-warning', { warn: 120 }, 'Warn above: must be at most 99.'],
    ['page-changed', {}, 'The page: needs a value.'],
    ['page-changed', { page: 'shop.example' }, 'The page: is not an address'],
    ['page-changed', { page: 'file:///etc/passwd' }, 'The page: is not an address'],
    ['weekly-cleanup', { folder: '../../home' }, 'Folder: is not a folder of the workspace'],
    ['weekly-cleanup', { folder: '/etc' }, 'Folder: is not a folder of the workspace'],
    ['weekly-cleanup', { folder: '.' }, 'Folder: is not a folder of the workspace'],
    ['csv-report', { table: 'a table' }, 'Table: is not a table name'],
    ['daily-note', { at: '25:00' }, 'Every day at: is not a time of day'],
    ['daily-note', { headings: '{% $now() %}' }, 'Headings: must not begin with {%'],
    ['daily-note', { colour: 'red' }, "This template asks for no 'colour'"],
    ['disk-warning', { when: 'now and then' }, ''],
  ])('of %s: %j', async (id, values, message) => {
    await expect(home.use(id, values)).rejects.toThrow(message);
  });

  it('may hold quotes and braces without becoming an expression', async () => {
    const flow = await home.use('daily-note', { folder: `o'neill "x"`, headings: `{{a}}, 'b' & "c"` });
    await succeeds(flow);
    expect(home.read(`${dated(`o'neill "x"`)}.md`)).toContain(`## {{a}}\n\n## 'b' & "c"\n\n`);
  });
});
