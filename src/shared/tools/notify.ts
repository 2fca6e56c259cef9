import { z } from 'zod';
import type { ToolSpec } from './tool-spec.ts';
import { shorten, templateWords } from './words.ts';

const notifyArguments = z.strictObject({
  title: z.string().min(1).max(500).describe('One short line.'),
  body: z.string().max(10_000).optional().describe('More, when there is more to say.'),
  channel: z.string().min(1).max(60).default('desktop').describe('Where: desktop, when left out, or telegram.'),
});
export type NotifyArguments = z.infer<typeof notifyArguments>;

const notifyResult = z.object({ notificationId: z.string() });
export type NotifyResult = z.infer<typeof notifyResult>;

export const notify: ToolSpec<NotifyArguments, NotifyResult> = {
  name: 'notify',
  description: 'Shows the user a notification, once for each step even after a crash, and gives {notificationId}.',
  arguments: notifyArguments,
  result: notifyResult,
  effect: 'idempotent',
  runsIn: 'main',
  needs: ({ channel }) => ({ channels: [channel] }),
  describe: (args) => [
    { kind: 'text', text: args.channel === 'telegram' ? 'Notify you on Telegram: ' : 'Notify you: ' },
    { kind: 'value', text: templateWords(args.title) },
  ],
  may: ({ channels = [] }) => {
    if (channels.length === 0) return 'notify nobody';
    return channels.includes('telegram') ? 'notify you, on Telegram as well' : 'notify you';
  },
  effectSummary: ({ title, body }) => `notify you: ${shorten(body ? `${title} – ${body}` : title, 200)}`,
  preview: () => ({ notificationId: 'dry-run' }),
};
