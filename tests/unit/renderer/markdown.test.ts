/** A reply on its way to the page. Hunts: finished blocks that are parsed again with each piece that comes. */
import { parseHTML } from 'linkedom';
import { act, createElement } from 'react';
import { beforeAll, describe, expect, it, vi } from 'vitest';

/** What was given to the parser, in order; it parses for real. */
const parsed = vi.hoisted((): string[] => []);
vi.mock('react-markdown', async (importOriginal) => {
  const { default: ReactMarkdown, ...rest } = await importOriginal<typeof import('react-markdown')>();
  return {
    ...rest,
    default: (props: { children?: string | null }) => {
      parsed.push(String(props.children));
      return ReactMarkdown(props);
    },
  };
});

let render: (source: string, streaming: boolean) => Promise<HTMLElement>;

beforeAll(async () => {
  const { window } = parseHTML('<!doctype html><html><body><div id="root"></div></body></html>');
  // Nothing of a message asks the app for anything.
  Object.assign(window, { location: { hash: '' }, majordomo: { events: {} } });
  vi.stubGlobal('window', window);
  vi.stubGlobal('document', window.document);
  vi.stubGlobal('HTMLElement', window.HTMLElement);
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const { createRoot } = await import('react-dom/client');
  const { Markdown } = await import('../../../src/renderer/features/chat/markdown.tsx');
  const container = window.document.getElementById('root') as unknown as HTMLElement;
  const root = createRoot(container);
  render = async (source, streaming) => {
    await act(() => root.render(createElement(Markdown, { source, streaming })));
    return container;
  };
});

const written = '# Report\n\nA first paragraph.\n\n- one\n- two\n\nA second paragraph that grows';

describe('a reply that is being written', () => {
  it('is parsed anew in its last block only, and once as a whole when it is done', async () => {
    for (let end = 1; end <= written.length; end++) await render(written.slice(0, end), true);
    const lastBlock = 'A second paragraph that grows';
    const during = parsed.length;
    parsed.length = 0;
    let grown = written;
    for (const piece of [' and', ' grows', ' **on**.']) {
      grown += piece;
      await render(grown, true);
    }
    expect(parsed).toEqual([`${lastBlock} and`, `${lastBlock} and grows`, `${lastBlock} and grows **on**.`]);
    // A parse for each letter at most: nothing that was finished is among them.
    expect(during).toBeLessThanOrEqual(written.length);
    parsed.length = 0;
    const page = await render(grown, false);
    expect(parsed).toEqual([grown]);
    expect([...page.querySelectorAll('h1, p, li')].map(({ textContent }) => textContent)).toEqual([
      'Report',
      'A first paragraph.',
      'one',
      'two',
      'A second paragraph that grows and grows on.',
    ]);
  });
});
