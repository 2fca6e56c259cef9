import { memo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { Tooltip } from '../../components/tooltip.tsx';
import { copyText } from '../../lib/copy-text.ts';
import { notifyCopied } from '../../stores/toasts.ts';
import { text } from '../../text.ts';

const plugins = [remarkGfm];

/** Nothing in a message navigates or loads: a link shows and copies its address, an image shows its words. */
const components: Components = {
  a: ({ href, children }) => <Address href={href ?? ''}>{children}</Address>,
  img: ({ alt, src }) => <span className="text-ink-3">{alt || String(src ?? '')}</span>,
};

export interface MarkdownProps {
  source: string;
  streaming: boolean;
}

export const Markdown = memo(function Markdown({ source, streaming }: MarkdownProps) {
  return (
    <div className="prose" data-streaming={streaming}>
      <ReactMarkdown remarkPlugins={plugins} components={components} skipHtml>
        {source}
      </ReactMarkdown>
    </div>
  );
});

function Address({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <Tooltip
      content={
        <>
          {href}
          <span className="block opacity-70">{text.chat.linkHint}</span>
        </>
      }
    >
      <button
        type="button"
        onClick={() => void copyText(href).then(notifyCopied)}
        className="inline rounded-[3px] text-left text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
      >
        {children}
      </button>
    </Tooltip>
  );
}
