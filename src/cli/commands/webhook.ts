/** `webhook on|off|address`: whether flows can be called from this machine, and where. */
import type { App } from '../../main/app.ts';
import { webhookAddress } from '../../main/flows/flow-triggers.ts';
import { existingFlow } from '../../main/flows/flow-views.ts';
import type { Answer, Command } from '../command.ts';

function turn(word: 'on' | 'off'): Command {
  return {
    words: `webhook ${word}`,
    usage: word === 'on' ? '[--port N]' : '',
    summary:
      word === 'on'
        ? 'lets webhooks of flows be called, from this machine only (127.0.0.1)'
        : 'closes the way in; flows and their webhooks stay',
    options: word === 'on' ? { port: 'text' } : {},
    takes: { min: 0, max: 0 },
    needs: 'app',
    async run({ options }, app) {
      if (options.port !== undefined) app.settings.setUnchecked('webhook.port', Number(options.port));
      app.settings.set('webhook.enabled', word === 'on');
      await app.triggering.webhooks.apply();
      return stateAnswer(app);
    },
  };
}

const address: Command = {
  words: 'webhook address',
  usage: 'FLOW [--new]',
  summary:
    "where a flow's webhook is called (POST). The secret in it is shown once; --new makes another and ends the one before",
  options: { new: 'flag' },
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals, options }, app) {
    const { triggering, settings, db } = app;
    const flow = existingFlow(db, positionals[0] ?? '');
    const deps = { db, settings, triggering, scheduleChanged: () => undefined };
    const { triggerId, url, isNew, on } = webhookAddress(flow.id, options.new === true, deps);
    const lines = [
      url,
      isNew ? 'Keep it: it is shown only now.' : 'Its secret was shown when it was made. --new makes another.',
      ...(on ? [] : ['Webhooks are off: webhook on']),
    ];
    const token = isNew ? url.slice(url.lastIndexOf('/') + 1) : null;
    return { document: { flowId: flow.id, triggerId, url, token }, words: lines.join('\n') };
  },
};

function stateAnswer(app: App): Answer {
  const on = app.settings.get('webhook.enabled');
  const { port, error } = app.triggering.webhooks.state;
  const where = port === null ? 'They listen while Majordomo runs.' : `They listen on http://127.0.0.1:${port}.`;
  return {
    document: { on, port, error },
    words: on ? (error ?? `Webhooks are on. ${where}`) : 'Webhooks are off.',
    exitCode: error === null ? 0 : 1,
  };
}

export const webhookCommands: Command[] = [turn('on'), turn('off'), address];
