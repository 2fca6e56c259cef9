import { Bell, Power, Sparkles } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { SectionHeading } from '../../components/page-body.tsx';
import { Switch } from '../../components/switch.tsx';
import { useTrialNotification } from '../../hooks/use-trial-notification.ts';
import { selectBrain, useAppStatusStore } from '../../stores/app-status.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { navigate } from '../../stores/route.ts';
import { loadSettings, selectSettings, setStartAtLogin, useSettingsStore } from '../../stores/settings.ts';
import { text } from '../../text.ts';

const words = text.welcome;

/** What this is, for somebody who sees it for the first time. */
export function IntroductionPoints() {
  return (
    <>
      <p className="mt-1.5 text-ink-2">{words.lead}</p>
      <ul className="mt-4 grid gap-x-6 gap-y-3 wide:grid-cols-3">
        {words.points.map(({ title, body }) => (
          <li key={title}>
            <p className="font-[570] text-body">{title}</p>
            <p className="mt-0.5 text-ink-2 text-ui">{body}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Who answers, whether flows can reach the user, and whether they run after the next start. */
export function FirstSettings() {
  useEffect(() => void loadSettings(), []);
  const brain = useAppStatusStore(selectBrain);
  const settings = loadedValue(useSettingsStore(selectSettings));
  const { trial, show } = useTrialNotification();
  return (
    <section aria-label={words.setUp} className="mt-6">
      <SectionHeading>{words.setUp}</SectionHeading>
      <Card className="divide-y">
        <Row icon={<Sparkles aria-hidden size={16} />} title={`${words.brain}: ${brain ?? ''}`} body={words.brainBody}>
          <Button variant="quiet" onClick={() => navigate({ page: 'settings', section: 'brain' })}>
            {text.settings.addModel}
          </Button>
        </Row>
        <Row icon={<Bell aria-hidden size={16} />} title={words.notifications} body={words.notificationsBody}>
          <span role="status" className="text-ink-2 text-s">
            {trial.status === 'shown' && words.shown}
            {trial.status === 'failed' && words.notShown(trial.reason)}
          </span>
          <Button busy={trial.status === 'busy'} onClick={() => void show()}>
            {words.tryNotification}
          </Button>
        </Row>
        <Row icon={<Power aria-hidden size={16} />} title={words.login} body={words.loginBody}>
          <Switch
            label={words.login}
            checked={settings?.desktop.startAtLogin.on ?? false}
            disabled={!settings}
            onChange={(on) => void setStartAtLogin(on)}
          />
        </Row>
      </Card>
    </section>
  );
}

function Row({ icon, title, body, children }: { icon: ReactNode; title: string; body: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
      <span className="text-ink-3">{icon}</span>
      <div className="min-w-52 flex-1">
        <p className="font-[550] text-body">{title}</p>
        <p className="text-ink-2 text-s">{body}</p>
      </div>
      {children}
    </div>
  );
}
