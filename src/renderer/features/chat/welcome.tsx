import { ArrowRight, ConciergeBell } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { focusComposer } from '../../lib/composer-focus.ts';
import { selectFirstRun, selectStatus, useAppStatusStore } from '../../stores/app-status.ts';
import { setDraft } from '../../stores/drafts.ts';
import { openPage } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { FirstSettings, IntroductionPoints } from './introduction.tsx';

/** What an empty conversation says: three requests to start from; the first time of all also what this is. */
export function Welcome({ introduce }: { introduce: boolean }) {
  const firstRun = useAppStatusStore(selectFirstRun);
  const full = introduce || firstRun;
  return (
    <div className={full ? 'animate-appear' : 'my-auto animate-appear py-6'}>
      {!full && (
        <span className="mb-4 flex size-11 items-center justify-center rounded-[13px] bg-linear-135 from-accent to-brand text-on-accent">
          <ConciergeBell aria-hidden size={24} strokeWidth={1.8} />
        </span>
      )}
      <h2 className="font-[620] text-xl tracking-[-0.01em]">{full ? text.welcome.heading : text.chat.emptyTitle}</h2>
      {full ? <IntroductionPoints /> : <p className="mt-1 text-ink-2">{text.chat.emptyBody}</p>}
      {full && (
        <p className="mt-6 text-ink-3 text-s">
          {text.welcome.start}. {text.welcome.startBody}
        </p>
      )}
      <ul aria-label={text.chat.examplesLabel} className={`${full ? 'mt-2' : 'mt-6'} grid gap-2.5 wide:grid-cols-3`}>
        {text.chat.examples.map(({ title, request }) => (
          <li key={title}>
            <button
              type="button"
              onClick={() => {
                setDraft(null, request);
                focusComposer();
              }}
              className="flex h-full w-full flex-col items-start rounded-l border bg-card px-4 py-3.5 text-left shadow-card transition hover:-translate-y-px hover:border-line-2 active:translate-y-0"
            >
              <span className="block font-[570]">{title}</span>
              <span className="mt-1 block text-ink-2 text-ui [overflow-wrap:anywhere]">{request}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="mt-3">
        <Button variant="link" className="-ml-3" onClick={() => openPage('templates')}>
          {text.welcome.templates}
          <ArrowRight aria-hidden size={14} />
        </Button>
      </p>
      {!introduce && <Suggestions />}
      {full && <FirstSettings />}
    </div>
  );
}

/** What can be asked about the flow that comes next. */
function Suggestions() {
  const flow = useAppStatusStore(selectStatus)?.nextFiring?.flowName;
  if (!flow) return null;
  return (
    <ul aria-label={text.chat.suggestionsLabel} className="mt-4 flex flex-wrap gap-2">
      {text.chat.suggestions(flow).map((words) => (
        <li key={words} className="max-w-full">
          <button
            type="button"
            onClick={() => {
              setDraft(null, words);
              focusComposer();
            }}
            className="max-w-full truncate rounded-full border bg-card px-3 py-1 text-ink-2 text-ui transition hover:border-line-2 hover:text-ink active:bg-press"
          >
            {words}
          </button>
        </li>
      ))}
    </ul>
  );
}
