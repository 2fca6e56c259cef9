/**
 * A demonstration's data directory: some months of flows, runs, misses, approvals, notifications, tables and conversations. The app
 * itself makes them, with its own store, engine, scheduler and planner, on a virtual clock and in a made-up world, so that the data is
 * what use would have left. The same seed and the same end give the same story.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from '../../src/main/app.ts';
import { dataDirAt } from '../../src/main/data-dir.ts';
import { draftFromFile } from '../../src/main/flows/flow-file.ts';
import { listApprovals } from '../../src/main/store/tables/approvals.ts';
import { listConversations, renameConversation } from '../../src/main/store/tables/conversations.ts';
import { listFlows } from '../../src/main/store/tables/flows.ts';
import { countOpenRuns } from '../../src/main/store/tables/runs.ts';
import { templateDraft } from '../../src/main/templates/template-draft.ts';
import { noRealms } from '../support/no-realms.ts';
import { DemoClock } from './demo-clock.ts';
import { changes, fileFlows, galleryFlow, type SaidFlow, saidFlows, smallTalk } from './demo-flows.ts';
import { startDemoModel } from './demo-model.ts';
import { demoWorkers } from './demo-worker.ts';
import { demoWorld } from './demo-world.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

export interface DemoOptions {
  timezone: string;
  /** When the story ends; now when left out. */
  endMs?: number;
  /** How long it lasts, in days. */
  days?: number;
  seed?: number;
}

/** What happens by itself is the scheduler's; these are the things a person and a machine do, in order of time. */
interface Happening {
  atMs: number;
  act: () => Promise<void>;
}

export async function seedDemo(root: string, options: DemoOptions): Promise<void> {
  const { timezone, days = 75, seed = 7, endMs = Date.now() } = options;
  const startMs = endMs - days * dayMs;
  const time = new DemoClock(startMs);
  const world = demoWorld(seed, startMs, endMs - 14 * dayMs);
  const model = await startDemoModel(world.random);
  const restore = useModel(model.baseUrl);
  const dataDir = dataDirAt(root);
  writeFiles(dataDir.workspace);
  let told = 0;
  const app = new App({
    dataDir,
    timezone,
    version: '0.0.0-demo',
    // Now and then a desktop has nobody at home.
    desktop: {
      show: () =>
        Promise.resolve(
          ++told % 40 === 0
            ? { shown: false, reason: 'the notification service did not answer within 3 s' }
            : { shown: true },
        ),
    },
    spawnWorker: demoWorkers(time.clock, world),
    openRealm: noRealms,
    plannerThread: new URL('../../src/main/assistant/planner-thread.ts', import.meta.url),
    promptsDir: 'resources/prompts',
    integrityThread: new URL('../../src/main/store/integrity-thread.ts', import.meta.url),
    log: () => undefined,
    clock: time.clock,
    wakeUp: time.wakeUp,
  });
  // Nothing is lost with a demonstration that a power cut ends; each commit flushed would take minutes.
  app.db.pragma('synchronous = OFF');
  app.userTables.pragma('synchronous = OFF');
  time.watch({
    nextFiringMs: () => app.scheduler.nextFiring()?.dueAtMs ?? null,
    isIdle: () => app.engine.idle && world.busy.size === 0,
  });
  try {
    await app.start();
    app.settings.set('models.prices', { [modelName]: { inputPerMillion: 0.35, outputPerMillion: 1.4 } });
    for (const { atMs, act } of story(app, time, { startMs, endMs, days })) {
      if (atMs >= endMs) break;
      if (atMs > time.clock.nowMs()) await time.liveUntil(atMs);
      await act();
      await time.settle();
    }
    await time.liveUntil(endMs);
    // The real tools know no virtual time: what they changed is dated by its run.
    app.db.exec('UPDATE file_changes SET at_ms = (SELECT started_at_ms FROM runs WHERE runs.id = file_changes.run_id)');
    app.settings.set('notifications.seen-ms', endMs - dayMs);
    // What fired at the very end is let finish.
    if (countOpenRuns(app.db) > 0) await time.liveUntil(endMs + 10_000);
  } finally {
    await app.stop();
    await model.close();
    restore();
  }
}

const modelName = 'qwen3:14b';

/** As whoever starts the app says which model there is. @returns what puts the environment back */
function useModel(baseUrl: string): () => void {
  const { OPENAI_BASE_URL, MAJORDOMO_MODEL } = process.env;
  Object.assign(process.env, { OPENAI_BASE_URL: baseUrl, MAJORDOMO_MODEL: modelName });
  return () => {
    for (const [name, value] of Object.entries({ OPENAI_BASE_URL, MAJORDOMO_MODEL }))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  };
}

function story(
  app: App,
  time: DemoClock,
  { startMs, endMs, days }: { startMs: number; endMs: number; days: number },
): Happening[] {
  const happenings: Happening[] = [];
  const at = (day: number, hours: number, act: () => Promise<void> | void): void => {
    happenings.push({ atMs: startMs + day * dayMs + hours * hourMs, act: async () => await act() });
  };
  const flowId = (name: string): string => {
    const flow = listFlows(app.db).find((candidate) => candidate.name === name);
    if (!flow) throw new Error(`the demonstration has no flow ${name} yet`);
    return flow.id;
  };
  saidFlows.forEach((flow, index) => {
    at(flow.onDay, 0.2 + index * 0.1, () => agree(app, flow));
  });
  for (const { onDay, file } of fileFlows)
    at(onDay, 1, () => {
      const now = { timezone: app.timezone, nowMs: time.clock.nowMs() };
      app.orchestrator.setUp(draftFromFile(file, 'flow.json', now), { listed: true });
    });
  for (const { onDay, text, model = null } of smallTalk)
    at(onDay, 2, async () => {
      // What a model is asked again and again stays in one conversation.
      const before = model === null ? undefined : listConversations(app.db).find(({ title }) => title === text);
      await app.assistant.send({ conversationId: before?.id ?? null, text, model }).done;
    });
  for (const { name, text, onDay } of changes) at(onDay, 2.5, () => change(app, name, text));
  at(days - 1, 1, () => {
    const draft = templateDraft(galleryFlow.templateId, galleryFlow.values, {
      timezone: app.timezone,
      nowMs: time.clock.nowMs(),
    });
    app.plans.approve(app.plans.propose(draft, null).id);
  });
  // Without a model of its own the demonstration could not go on with it.
  at(days - 1, 2, () => app.control.pause(flowId('Weekly letter')));
  // The machine sleeps: over some nights, one long weekend, and not long ago.
  for (const [day, hours, lasts] of [
    [9, 6, 9],
    [25, 10, 62],
    [44, 3, 8],
    [days - 12, 7, 11],
    [days - 4, 4, 14],
  ] as const)
    at(day, hours, () => time.sleepUntil(startMs + day * dayMs + (hours + lasts) * hourMs));
  at(33, 5, () => app.control.pause(flowId('Inbox folder')));
  at(36, 5, () => app.control.resume(flowId('Inbox folder')));
  at(50, 3, () => app.control.cancel(flowId('Old lamp watch')));
  at(days - 6, 2, () => app.control.pause(flowId('Exchange rate')));
  for (const day of [4, 17, 39, 61, days - 2])
    at(day, 3, async () => void (await app.control.run(flowId('Kettle price'), { kind: 'manual' })));
  // A person looks in the evening, and answers what waits; what was asked last still waits at the end.
  for (let day = 6; day < days; day += 1)
    at(day, 11, () => {
      for (const [index, approval] of listApprovals(app.db, { pendingOnly: true, limit: 20 }).entries()) {
        if (approval.createdAtMs > endMs - 7 * dayMs || onHoliday(day)) continue;
        const no = (day + index) % 4 === 0;
        app.approvals.decide(approval.id, no ? 'denied' : 'approved', no ? 'Two links in it are broken' : null);
      }
    });
  return happenings.sort((a, b) => a.atMs - b.atMs);
}

/** Nobody answers for a while; a question runs out. */
const onHoliday = (day: number): boolean => day > 20 && day < 34;

/** A conversation that ends in a flow: asked, given a name, approved. */
async function agree({ assistant, db }: App, { name, request }: SaidFlow): Promise<void> {
  const turn = assistant.send({ conversationId: null, text: request });
  const { message } = await turn.done;
  if (!message.plan) throw new Error(`the planner made no plan of: ${request}; it said: ${message.text}`);
  const plan = await assistant.revise(message.plan.id, { name });
  await assistant.approve(plan.id);
  renameConversation(db, turn.conversation.id, name);
}

/** A flow that is spoken of again, in the conversation it came from. */
async function change({ assistant, db }: App, name: string, text: string): Promise<void> {
  const conversation = listConversations(db).find(({ title }) => title === name);
  if (!conversation) throw new Error(`the demonstration has no conversation of ${name}`);
  const { message } = await assistant.send({ conversationId: conversation.id, text }).done;
  if (!message.plan?.changes) throw new Error(`the planner changed nothing for: ${text}; it said: ${message.text}`);
  await assistant.approve(message.plan.id);
  renameConversation(db, conversation.id, name);
}

function writeFiles(workspace: string): void {
  const files: Record<string, string> = {
    'newsletter/draft.md':
      '# This week\n\nThe orchard opens on Saturday at ten. Bring a basket.\n\n- New: pears\n- Last call: plums\n',
    'downloads/invoice-0412.pdf': 'A bill.',
    'downloads/holiday.jpg': 'A picture.',
    'downloads/setup.tar.gz': 'An archive.',
    'inbox/scan-001.txt': 'A letter from the town hall.',
    'notes.md': '# Notes\n\nCall the plumber.\n',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(workspace, path, '..'), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
}
