import type { appChannels } from '../../../shared/ipc/contract/app.ts';
import type { App } from '../../app.ts';
import type { HandlersOf } from '../channel.ts';

export function appHandlers(app: App): HandlersOf<typeof appChannels> {
  return {
    'app:status': () => app.status(),
    'app:pause-all': ({ paused, until }) => {
      app.pauseAll(paused, until ? Date.parse(until) : null);
      return app.status();
    },
    'app:set-theme': ({ theme }) => {
      app.settings.set('theme', theme);
      return app.status();
    },
  };
}
