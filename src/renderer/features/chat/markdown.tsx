import { memo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { Tooltip } from '../../components/tooltip.tsx';
import { copyText } from '../../lib/copy-text.ts';
import { notifyCopied } from '../../stores/toasts.ts';
import { text } from '../../text.ts';
import { CodeBlock } from './code-block.tsx';
import { useHighlighter } from './use-highlighter.ts';

const remarkPlugins = [remarkGfm];
/** What is not known to be harmless goes; the highlighter comes after, so that only its own marks are added to what is left. */
const plain = [rehypeSanitize];

/** Nothing in a message navigates or loads: a link shows and copies its address, an image shows its words. */
const components: Components = {
  a: ({ href, children }) => <Address href={href ?? ''}>{children}</Address>,
  img: ({ alt, src }) => <span className="text-ink-3">{alt || String(src ?? '')}</span>,
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself can be scrolled by keys
    <section tabIndex={0} aria-label={text.chat.code.table} className="overflow-x-auto">
      <table>{children}</table>
    </section>
  ),
};

export interface MarkdownProps {
  source: string;
  streaming: boolean;
}

export const Markdown = memo(function Markdown({ source, streaming }: MarkdownProps) {
  // While it is written each piece would colour all of the code anew.
  const highlighter = useHighlighter(!streaming && source.includes('```'));
  return (
    <div className="prose" data-streaming={streaming}>
      <ReactMarkdown
        remarkPlugins={remarkPlugins}
        rehypePlugins={highlighter ? [...plain, highlighter] : plain}
        components={components}
        skipHtml
      >
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
