import { Toast } from '@base-ui/react/toast';
import { CircleAlert, X } from 'lucide-react';
import { cx } from '../lib/cx.ts';
import { selectRoute, useRouteStore } from '../stores/route.ts';
import { type ToastData, toastManager } from '../stores/toasts.ts';
import { text } from '../text.ts';
import { IconButton } from './icon-button.tsx';

export function ToastRegion() {
  const overComposer = useRouteStore(selectRoute).page === 'chat';
  return (
    <Toast.Provider toastManager={toastManager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport
          className={cx(
            overComposer ? 'bottom-24' : 'bottom-5',
            'fixed right-5 z-50 flex w-[min(380px,calc(100vw-40px))] flex-col gap-2 outline-none',
          )}
        >
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  const { toasts } = Toast.useToastManager<ToastData>();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-m border bg-raised py-2 pr-2 pl-3.5 shadow-float transition duration-200 data-ending-style:translate-y-1 data-starting-style:translate-y-2 data-ending-style:opacity-0 data-limited:opacity-0 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-center gap-2.5">
        {toast.data?.tone === 'bad' && <CircleAlert aria-hidden size={16} className="shrink-0 text-bad" />}
        <div className="min-w-0 grow py-0.5 text-ui leading-5">
          <Toast.Title className="line-clamp-4 font-[550] [overflow-wrap:anywhere]" />
          <Toast.Description className="text-ink-2" />
        </div>
        <Toast.Action className="h-7 shrink-0 rounded-s px-2 font-[550] text-ui text-accent transition hover:bg-hover active:bg-press" />
        <Toast.Close render={<IconButton label={text.common.dismiss} icon={<X aria-hidden size={15} />} />} />
      </Toast.Content>
    </Toast.Root>
  ));
}
