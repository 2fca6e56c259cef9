import type { AppStatus } from '../../shared/ipc/contract/app.ts';

/** Without the attribute the tokens follow the system. */
export function applyTheme(theme: AppStatus['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
