/** The operating system's file dialogs, which no test can press: they are answered, and what they were asked is kept. The files are real. */
import type { OpenApp } from './electron-app.ts';

export interface DialogAsked {
  kind: 'open' | 'save';
  defaultPath: string | undefined;
  extensions: string[];
}

/** Every file dialog is answered with this from now on; null cancels it. */
export async function answerFileDialogs({ electron }: OpenApp, path: string | null): Promise<void> {
  await electron.evaluate(({ dialog }, chosen) => {
    const kept = globalThis as unknown as { dialogsAsked?: DialogAsked[] };
    kept.dialogsAsked ??= [];
    const asked = kept.dialogsAsked;
    const note = (kind: 'open' | 'save', given: unknown[]): void => {
      const options = given.at(-1) as Electron.OpenDialogOptions;
      const extensions = (options.filters ?? []).flatMap((filter) => filter.extensions);
      asked.push({ kind, defaultPath: options.defaultPath, extensions });
    };
    dialog.showSaveDialog = (...given: unknown[]) => {
      note('save', given);
      return Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
    };
    dialog.showOpenDialog = (...given: unknown[]) => {
      note('open', given);
      return Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
    };
  }, path);
}

export async function dialogsAsked({ electron }: OpenApp): Promise<DialogAsked[]> {
  return await electron.evaluate(() => (globalThis as unknown as { dialogsAsked?: DialogAsked[] }).dialogsAsked ?? []);
}
