/** What the window's pages need of the desktop, apart from how a desktop does it. */
import type { DesktopState } from '../../shared/ipc/contract/settings.ts';

export interface Desktop {
  /** Where to write; null when the user thought better of it. */
  chooseFileToSave(options: { name: string; kind: string; extension: string }): Promise<string | null>;
  chooseFileToOpen(options: { kind: string; extension: string }): Promise<string | null>;
  /** Shows it in the file manager; nothing is opened or run. */
  showFile(file: string): void;
  state(): DesktopState;
  setStartAtLogin(on: boolean): void;
  tryNotification(): Promise<{ shown: boolean; reason: string | null }>;
  /** Ends the app and starts it anew with this backup in the place of its data. */
  restartWith(backup: string): void;
}
