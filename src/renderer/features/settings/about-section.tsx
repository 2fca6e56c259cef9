import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Fact, Facts } from '../../components/facts.tsx';
import { selectStatus, useAppStatusStore } from '../../stores/app-status.ts';
import { reportError } from '../../stores/toasts.ts';
import { text } from '../../text.ts';

interface Licence {
  name: string;
  version: string;
  licence: string;
}

export function AboutSection() {
  const status = useAppStatusStore(selectStatus);
  const [licences, setLicences] = useState<readonly Licence[] | null>(null);
  const toggle = () => {
    if (licences) return setLicences(null);
    import('virtual:licences').then(({ licences: read }) => setLicences(read), reportError);
  };
  return (
    <div className="flex flex-col gap-4">
      <Card className="px-5 py-4">
        <p className="mb-3 font-[620] text-l">{text.appName}</p>
        <Facts>
          <Fact name={text.settings.version}>{status?.version}</Fact>
          <Fact name={text.settings.runtime}>{status?.timezone}</Fact>
          <Fact name={text.settings.folder}>{status?.dataDir}</Fact>
        </Facts>
        <div className="mt-4">
          <Button aria-expanded={licences !== null} onClick={toggle}>
            {licences ? text.settings.hideLicences : text.settings.showLicences}
          </Button>
        </div>
      </Card>
      {licences && (
        <Card aria-label={text.settings.licences(licences.length)} className="animate-appear px-5 py-4">
          <h3 className="mb-2 font-semibold text-ui">{text.settings.licences(licences.length)}</h3>
          <ul className="text-body">
            {licences.map(({ name, version, licence }) => (
              <li key={`${name} ${version}`} className="lazy-row flex gap-3 border-t py-1 first:border-t-0">
                <span className="min-w-0 grow truncate">{name}</span>
                <span className="text-ink-3 tabular-nums">{version}</span>
                <span className="w-32 shrink-0 truncate text-right text-ink-2">{licence}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
