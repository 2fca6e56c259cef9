import { call, type ModelServerRequest, type ScriptedAnswer, say } from './model-server.ts';

/** Passes every part of the connection test. */
export function capableModel({ messages, tools, body }: ModelServerRequest): ScriptedAnswer {
  if (body.response_format !== undefined) return say('{"age": 36}');
  if (tools.includes('add_numbers'))
    return messages.at(-1)?.role === 'tool' ? say('The sum is 42.') : call('add_numbers', { a: 2, b: 40 });
  return say('one, two, three, four, five, six, seven, eight, nine, ten');
}
