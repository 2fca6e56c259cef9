/** One realm as the script runner sees it: a process of its own that runs one script. `electron-realm.ts` makes them. */
import type { HostMessage, ScriptLanguage } from '../../shared/sandbox-protocol.ts';

/** Why a realm is gone: its process ended (`crashed`, `killed`) or its engine had no memory left. */
export type RealmEnd = 'crashed' | 'killed' | 'out-of-memory';

export interface Realm {
  readonly language: ScriptLanguage;
  /** Of the operating system. */
  readonly pid: number;
  post(message: HostMessage): void;
  /** From now on; not validated. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, not after `destroy`; at once when it is gone already. */
  onGone(listener: (end: RealmEnd) => void): void;
  /** Raises KeyboardInterrupt in Python. */
  interrupt(): void;
  /** Memory of its process, in bytes; null where that is not known. */
  memoryBytes(): number | null;
  /** Ends its process, whatever that is doing. */
  destroy(): void;
}

/** Opens a realm that is ready for its script. @throws MajordomoError `Sandbox.NotReady` */
export type OpenRealm = (language: ScriptLanguage, options: { snapshot: boolean }) => Promise<Realm>;
