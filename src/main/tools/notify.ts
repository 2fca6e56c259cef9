import { MajordomoError } from '../../shared/errors.ts';
import { notify } from '../../shared/tools/notify.ts';
import { type MainTool, mainTool } from './main-tool.ts';

/** Stores the notification and has it shown. A key it has seen gives that one's id and shows nothing again. */
export interface NotificationSender {
  send(notification: {
    key: string;
    channel: Channel;
    title: string;
    body: string;
    flowId: string;
    runId: string;
  }): Promise<{ notificationId: string }>;
}

const CHANNELS = ['desktop', 'telegram'] as const;
export type Channel = (typeof CHANNELS)[number];

export function createNotify(sender: NotificationSender): MainTool {
  return mainTool(notify, async ({ title, body = '', channel: name }, { idempotencyKey, flowId, runId }) => {
    const channel = CHANNELS.find((known) => known === name);
    if (channel === undefined)
      throw new MajordomoError({
        code: 'Tool.NotFound',
        message: `There is no channel ${name}: use ${CHANNELS.join(' or ')}.`,
        data: { channel: name },
      });
    return sender.send({ key: idempotencyKey, channel, title, body, flowId, runId });
  });
}
