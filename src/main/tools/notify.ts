import { MajordomoError } from '../../shared/errors.ts';
import { notify } from '../../shared/tools/notify.ts';
import { type MainTool, mainTool } from './main-tool.ts';

/** Stores the notification and has it shown. A key it has seen gives that one's id and shows nothing again. */
export interface NotificationSender {
  send(notification: {
    key: string;
    title: string;
    body: string;
    flowId: string;
    runId: string;
  }): Promise<{ notificationId: string }>;
}

const CHANNELS = ['desktop'];

export function createNotify(sender: NotificationSender): MainTool {
  return mainTool(notify, async ({ title, body = '', channel }, { idempotencyKey, flowId, runId }) => {
    if (!CHANNELS.includes(channel))
      throw new MajordomoError({
        code: 'Tool.NotFound',
        message: `There is no channel ${channel}: use ${CHANNELS.join(' or ')}.`,
        data: { channel },
      });
    return sender.send({ key: idempotencyKey, title, body, flowId, runId });
  });
}
