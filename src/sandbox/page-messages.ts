/** What preload script, page and worker of a realm say to each other. */
import type { StartMessage } from '../shared/sandbox-protocol.ts';

/** page → worker, with the port to main. */
export interface StartData {
  start: StartMessage;
  /** Set to 2 to interrupt Python. */
  interrupt: Uint8Array;
}

/** preload script → page. */
export const interruptSignal = 'interrupt';
/** page → preload script, with `message`. */
export const realmFailed = 'realm-failed';
