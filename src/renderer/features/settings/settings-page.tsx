import { useEffect } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { PageBody } from '../../components/page-body.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { cx } from '../../lib/cx.ts';
import { type SettingsSection, settingsSections } from '../../lib/route.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { replaceRoute } from '../../stores/route.ts';
import { loadSettings, type SettingsState, selectSettings, useSettingsStore } from '../../stores/settings.ts';
import { text } from '../../text.ts';
import { AboutSection } from './about-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { BrainSection } from './brain-section.tsx';
import { BudgetsSection } from './budgets-section.tsx';
import { DataSection } from './data-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { PauseSection } from './pause-section.tsx';
import { ShortcutsSection } from './shortcuts-section.tsx';
import { StartSection } from './start-section.tsx';
import { ToolsSection } from './tools-section.tsx';
import { TriggersSection } from './triggers-section.tsx';

/** One section at a time, each at an address of its own. */
export function SettingsPage({ section }: { section: SettingsSection }) {
  const state = useSettingsStore(selectSettings);
  useEffect(() => void loadSettings(), []);
  const settings = loadedValue(state);
  return (
    <>
      <TitleBar title={text.settings.title} />
      <div className="flex min-h-0 grow max-wide:flex-col">
        <nav
          aria-label={text.settings.title}
          className="flex shrink-0 gap-0.5 p-3 max-wide:overflow-x-auto max-wide:border-b wide:w-52 wide:flex-col wide:border-r wide:py-6"
        >
          {settingsSections.map((name) => (
            <button
              key={name}
              type="button"
              aria-current={name === section ? 'page' : undefined}
              onClick={() => replaceRoute({ page: 'settings', section: name })}
              className={cx(
                'h-8 shrink-0 whitespace-nowrap rounded-s px-3 text-left text-body transition',
                name === section ? 'bg-hover font-[550] text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
              )}
            >
              {text.settings.sections[name]}
            </button>
          ))}
        </nav>
        <PageBody narrow reading={section === 'shortcuts' || section === 'about'}>
          {state.status === 'loading' && <SkeletonRows className="late" />}
          {state.status === 'error' && (
            <ErrorNotice what={text.settings.loadError} error={state.error} onRetry={() => void loadSettings()} />
          )}
          {settings && (
            <section aria-labelledby="settings-section" key={section} className="animate-appear">
              <h2 id="settings-section" className="mb-3 font-[620] text-l">
                {text.settings.sections[section]}
              </h2>
              <Section section={section} settings={settings} />
            </section>
          )}
        </PageBody>
      </div>
    </>
  );
}

function Section({ section, settings }: { section: SettingsSection; settings: SettingsState }) {
  switch (section) {
    case 'appearance':
      return <AppearanceSection />;
    case 'pause':
      return <PauseSection />;
    case 'notifications':
      return <NotificationsSection settings={settings} />;
    case 'brain':
      return <BrainSection />;
    case 'tools':
      return <ToolsSection settings={settings} />;
    case 'triggers':
      return <TriggersSection settings={settings} />;
    case 'budgets':
      return <BudgetsSection settings={settings} />;
    case 'start':
      return <StartSection settings={settings} />;
    case 'data':
      return <DataSection />;
    case 'shortcuts':
      return <ShortcutsSection />;
    case 'about':
      return <AboutSection />;
  }
}
