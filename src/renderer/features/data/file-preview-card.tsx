import { FolderOpen, X } from 'lucide-react';
import { useCallback } from 'react';
import { Card } from '../../components/card.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { client } from '../../ipc-client.ts';
import { loadedValue } from '../../stores/loadable.ts';
import { reportError } from '../../stores/toasts.ts';
import { text } from '../../text.ts';

export function FilePreviewCard({ path, onClose }: { path: string; onClose: () => void }) {
  const load = useCallback(() => client.files.preview({ path }), [path]);
  const { state, reload } = useLoaded(load, path);
  const file = loadedValue(state);
  return (
    <Card aria-label={text.data.preview(path)} className="min-w-0 animate-appear overflow-hidden">
      <div className="flex items-center gap-1 border-b py-1.5 pr-2 pl-4">
        <h2 className="min-w-0 grow truncate font-[550] text-body">{path}</h2>
        {file?.text != null && <CopyButton value={() => file.text ?? ''} />}
        <IconButton
          label={text.data.showInFolder}
          onClick={() => void client.files.show({ path }).catch(reportError)}
          icon={<FolderOpen aria-hidden size={14} />}
        />
        <IconButton label={text.data.closePreview} onClick={onClose} icon={<X aria-hidden size={15} />} />
      </div>
      {state.status === 'error' && <ErrorNotice error={state.error} onRetry={reload} />}
      {file && file.text === null && <p className="p-4 text-ink-2">{text.data.notText}</p>}
      {file && file.text !== null && (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
          tabIndex={0}
          className="max-h-[60vh] overflow-auto whitespace-pre-wrap p-4 text-s [overflow-wrap:anywhere] focus-visible:-outline-offset-2"
        >
          {file.text}
        </pre>
      )}
      {file && !file.whole && file.text !== null && (
        <p className="border-t px-4 py-2 text-ink-3 text-s">{text.data.firstPart}</p>
      )}
    </Card>
  );
}
