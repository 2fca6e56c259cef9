/** The one place that touches ipcMain: validates the sender, then the request, and answers a Result. */
import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { z } from 'zod';
import { type Result, toWireError } from '../../shared/errors.ts';
import { type IpcChannel, type IpcContract, type IpcResponse, ipcContract } from '../../shared/ipc/contract.ts';

type ParsedRequest<C extends IpcChannel> = z.output<IpcContract[C]['request']>;
type Channels = Record<string, { request: z.ZodType; response: z.ZodType }>;
/** The answers to the channels of one part of the contract. */
export type HandlersOf<M extends Channels> = {
  [C in keyof M]: (
    request: z.output<M[C]['request']>,
  ) => Promise<z.output<M[C]['response']>> | z.output<M[C]['response']>;
};
export type IpcHandlers = HandlersOf<IpcContract>;

/** @param isOurs whether the frame that calls is our own window's page */
export function registerIpc(handlers: IpcHandlers, isOurs: (event: IpcMainInvokeEvent) => boolean): void {
  for (const channel of Object.keys(ipcContract) as IpcChannel[]) {
    ipcMain.handle(channel, (event, request: unknown) => {
      if (!isOurs(event))
        return refusal('Ipc.Sender', `A page that is not Majordomo's asked for ${channel}; it was refused.`);
      return answer(handlers, channel, request);
    });
  }
}

async function answer<C extends IpcChannel>(
  handlers: IpcHandlers,
  channel: C,
  request: unknown,
): Promise<Result<IpcResponse<C>>> {
  const parsed = ipcContract[channel].request.safeParse(request);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'request'}: ${issue.message}`);
    return refusal('Ipc.BadRequest', `The request to ${channel} does not fit: ${problems.join('; ')}.`);
  }
  try {
    return { ok: true, value: await handlers[channel](parsed.data as ParsedRequest<C>) };
  } catch (error) {
    return { ok: false, error: toWireError(error) };
  }
}

function refusal(code: string, message: string): Result<never> {
  return { ok: false, error: { code, message, data: {} } };
}
