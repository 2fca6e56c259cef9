import { Dialog } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { FlowListItem } from '../../../shared/domain/flow.ts';
import type { Template } from '../../../shared/domain/template.ts';
import { backdropClass } from '../../components/dialog.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { useDebounced } from '../../hooks/use-debounced.ts';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { useSearch } from '../../hooks/use-search.ts';
import { client } from '../../ipc-client.ts';
import { cx } from '../../lib/cx.ts';
import { keyName } from '../../lib/shortcuts.ts';
import { selectFlows, useFlowsStore, wantFlows } from '../../stores/flows.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { closePalette } from '../../stores/palette.ts';
import { text } from '../../text.ts';
import type { PaletteAction } from './action.ts';
import { actionsFor } from './actions.tsx';
import { hitActions } from './search-hits.tsx';

const searchAfterMs = 60;
const none: FlowListItem[] = [];
const noTemplates: Template[] = [];
const loadTemplates = () => client.templates.list();

/** One field that reaches every page, action, flow and conversation, and everything that was ever said or told. */
export function Palette({ onShowShortcuts }: { onShowShortcuts: () => void }) {
  const [query, setQuery] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(wantFlows, []);
  const flows = loadedValue(useFlowsStore(selectFlows)) ?? none;
  const templates = loadedValue(useLoaded(loadTemplates).state) ?? noTemplates;
  const groups = useMemo(
    () => actionsFor(query, { flows, templates }, onShowShortcuts),
    [query, flows, templates, onShowShortcuts],
  );
  const search = useSearch(useDebounced(query, searchAfterMs));
  const hits = useMemo(() => hitActions(search.hits), [search.hits]);
  const [chosen, setChosen] = useState('');
  const first = groups.find(({ actions }) => actions.length > 0)?.actions[0]?.id ?? hits[0]?.id ?? '';
  // What is typed decides what Enter does: the first of what is shown now.
  useEffect(() => setChosen(first), [first]);
  const run = (action: PaletteAction) => {
    closePalette();
    action.run();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && closePalette()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Popup
          initialFocus={input}
          aria-label={text.palette.title}
          className="fixed inset-x-0 top-[12vh] z-50 mx-auto w-[min(620px,calc(100vw-48px))] overflow-hidden rounded-l border bg-raised shadow-float outline-none transition duration-150 data-starting-style:scale-[0.98] data-starting-style:opacity-0"
        >
          <Command
            label={text.palette.title}
            shouldFilter={false}
            loop
            value={chosen}
            onValueChange={setChosen}
            className="flex max-h-[min(460px,70vh)] flex-col"
          >
            <div className="flex items-center gap-3 border-b px-4">
              {search.busy ? <Spinner size={16} /> : <Search aria-hidden size={16} className="shrink-0 text-ink-3" />}
              <Command.Input
                ref={input}
                value={query}
                onValueChange={setQuery}
                placeholder={text.palette.placeholder}
                className="h-12 min-w-0 grow bg-transparent text-m outline-none placeholder:text-ink-3"
              />
            </div>
            <Command.List className="min-h-0 overflow-y-auto p-1.5 [scroll-padding-block:36px]">
              <Command.Empty className="px-4 py-8 text-center text-ink-2">
                {search.busy ? text.palette.searching : text.palette.nothing}
              </Command.Empty>
              {groups.map(({ heading, actions }) => (
                <PaletteGroup key={heading} heading={heading} actions={actions} onRun={run} />
              ))}
              <PaletteGroup heading={text.palette.groups.found} actions={hits} onRun={run} />
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface PaletteGroupProps {
  heading: string;
  actions: PaletteAction[];
  onRun: (action: PaletteAction) => void;
}

function PaletteGroup({ heading, actions, onRun }: PaletteGroupProps) {
  if (actions.length === 0) return null;
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-ink-3 [&_[cmdk-group-heading]]:text-xs"
    >
      {actions.map((action) => (
        <Command.Item
          key={action.id}
          value={action.id}
          onSelect={() => onRun(action)}
          className={cx(
            'flex select-none items-center gap-3 rounded-s px-2.5 text-body data-[selected=true]:bg-hover',
            action.detail ? 'min-h-12 py-1.5' : 'h-9',
          )}
        >
          <span className="flex w-4 shrink-0 justify-center text-ink-3">{action.icon}</span>
          <span className="min-w-0 grow">
            <span className="block truncate">{action.words}</span>
            {action.detail && <span className="block truncate text-ink-2 text-s">{action.detail}</span>}
          </span>
          {action.kind && <span className="shrink-0 text-ink-3 text-s">{action.kind}</span>}
          {action.keys && <Keys keys={action.keys} />}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

function Keys({ keys }: { keys: readonly string[] }): ReactNode {
  return (
    <span className="flex shrink-0 gap-1">
      {keys.map((key) => (
        <Kbd key={key}>{keyName(key)}</Kbd>
      ))}
    </span>
  );
}
