/** Where the user is told. Hunts: a message that goes elsewhere than asked, a word that is looked for and taken for a place. */
import { describe, expect, it } from 'vitest';
import { understand, writeFlow } from '../../../src/main/planner/index.ts';

const context = { timezone: 'UTC', nowMs: Date.UTC(2026, 2, 2, 9), pending: null, flows: [], plans: [] };

function written(said: string) {
  const understood = understand(said, context);
  if (understood.kind !== 'flow') throw new Error(`${said}: ${JSON.stringify(understood)}`);
  return { request: understood.request, ...writeFlow(understood.request, context) };
}

function channelsIn(said: string): unknown {
  const { definition, workers } = written(said);
  const asked = [...JSON.stringify(definition).matchAll(/"channel":"(\w+)"/g)].map(([, name]) => name);
  const granted = workers.flatMap(({ tools }) => tools.flatMap(({ limits }) => limits.channels ?? []));
  return [asked, granted];
}

describe('a request that says Telegram', () => {
  it.each([
    'every hour check http://h/p and notify me on Telegram if the price is below 100',
    'every hour check http://h/p, telegram me if the price is below 100',
    'every hour check http://h/p and send me a telegram message if the price is below 100',
    'every hour check http://h/p and alert me via telegram when the price is below $100',
  ])('%s', (said) => {
    expect(channelsIn(said)).toEqual([['telegram'], ['telegram']]);
  });

  it('is the same request when its canonical text is read again', () => {
    const { request, flowText, scheduleText } = written(
      'every hour check http://h/p and notify me on Telegram if the price is below 100, else log it to the table prices',
    );
    expect(flowText).toContain('on Telegram');
    expect(written(`${scheduleText}: ${flowText}`).request.steps).toEqual(request.steps);
    expect(written(`${scheduleText}: ${flowText}`).request.channel).toBe('telegram');
  });

  it.each([
    'every hour check http://h/p and notify me if the price is below 100',
    'every hour check http://h/p and notify me if the page contains "telegram"',
    'every hour check http://telegram.example/p and notify me if the price is below 100',
    'every day at 9 notify me "telegram the office"',
  ])('only where it means a place: %s', (said) => {
    expect(channelsIn(said)).toEqual([[], ['desktop']]);
  });

  it('and the desktop as well is not guessed at', () => {
    expect(
      understand(
        'every hour check http://h/p and notify me on Telegram and on my desktop if the price is below 1',
        context,
      ).kind,
    ).toBe('not-understood');
  });
});
