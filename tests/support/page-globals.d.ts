import type { MajordomoApi } from '../../src/shared/ipc/api.ts';

declare global {
  interface Window {
    /** Exposed by the preload; only `ipc-client.ts` reads it. */
    readonly majordomo: MajordomoApi;
  }
}
