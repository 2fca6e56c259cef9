/**
 * How a terminal command's arguments reach the main process. Hunts: arguments that Chromium would take for its own, a window
 * that opens for a command, and a variable inherited from elsewhere that turns a window into a command.
 */
import { describe, expect, it } from 'vitest';
import { cliArguments } from '../../../src/main/platform/cli-arguments.ts';

describe('cliArguments', () => {
  it('hands over what the environment carries, untouched, when the marker is there', () => {
    const typed = ['flow', 'run', 'a b.json', '--json', '--input', '{"a":"$x \\"q\\""}', '--', '--version', ''];
    const argv = ['electron', '--no-sandbox', '/app', '--majordomo-cli'];
    expect(cliArguments(argv, { MAJORDOMO_CLI_ARGS: JSON.stringify(typed) })).toEqual(typed);
  });

  it('takes what follows the marker where the environment carries nothing', () => {
    expect(cliArguments(['majordomo', '--majordomo-cli', 'flow', 'list', '--json'], {})).toEqual([
      'flow',
      'list',
      '--json',
    ]);
  });

  it('answers undefined without the marker, whatever the environment carries', () => {
    expect(cliArguments(['electron', '/app', '--data-dir', 'x'], { MAJORDOMO_CLI_ARGS: '["flow"]' })).toBeUndefined();
  });

  it('refuses a variable that is not a list of strings', () => {
    const argv = ['electron', '/app', '--majordomo-cli'];
    expect(() => cliArguments(argv, { MAJORDOMO_CLI_ARGS: '{"a":1}' })).toThrow(TypeError);
    expect(() => cliArguments(argv, { MAJORDOMO_CLI_ARGS: '["a",1]' })).toThrow(TypeError);
    expect(() => cliArguments(argv, { MAJORDOMO_CLI_ARGS: 'flow' })).toThrow(SyntaxError);
  });
});
