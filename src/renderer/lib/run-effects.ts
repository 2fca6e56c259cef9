import type { EffectView } from '../../shared/domain/run.ts';

/** Whether a call may have changed files of the workspace. */
export const changesFiles = ({ tool }: Pick<EffectView, 'tool'>): boolean =>
  /^(file_|table_export|execute_)/.test(tool);
