/** The script that comes after each attack, in the same language: it uses what the attack may have spoilt. */
export const nextScripts = {
  javascript: `const map = new Map([['a', 1]]);
const planted = 'planted' in globalThis || 'planted' in Object.prototype || 'polluted' in {};
const value = await Promise.resolve([1, 2].map((number) => number * 2));
console.log('next');
return [value, map.get('a'), JSON.parse('{"a":1}').a, 'x'.toUpperCase(), planted, input.port > 0];`,
  python: `import json, math, os, builtins
print('next')
[[number * 2 for number in (1, 2)], len('a'), json.loads('{"a":1}')['a'], 'x'.upper(), hasattr(builtins, 'planted') or os.path.exists('/tmp/planted') or 'PLANTED' in os.environ, math.floor(1.5) == 1 and input['port'] > 0]`,
};
export const nextValue = [[2, 4], 1, 1, 'X', false, true];
