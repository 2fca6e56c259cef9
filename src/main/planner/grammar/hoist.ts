/**
 * Lets the grammar be written freely: ohm wants every alternative of a choice to have the same number of parts, which is
 * right for semantic actions over positions and in the way here, where readers look parts up by rule name.
 * Every group and every compound alternative becomes a rule of its own (`x1`, `x2` …), which the syntax tree leaves out.
 */
type Piece = { kind: 'text' | 'name' | 'sign'; text: string };

export const isHoisted = (rule: string): boolean => /^x\d+$/.test(rule);

export function hoist(source: string): string {
  const pieces = lex(source);
  let position = 0;
  let count = 0;
  let hoisted: string[] = [];

  const peek = (offset = 0): string => pieces[position + offset]?.text ?? '';
  const take = (): Piece => {
    const piece = pieces[position];
    if (piece === undefined) throw new Error('The grammar text ends too early');
    position += 1;
    return piece;
  };
  const asRule = (body: string): string => {
    count += 1;
    hoisted.push(`  x${count} = ${body}`);
    return `x${count}`;
  };
  const choice = (): string => {
    const alternatives = [sequence()];
    while (peek() === '|') {
      take();
      alternatives.push(sequence());
    }
    if (alternatives.length === 1) return (alternatives[0] ?? []).join(' ');
    return alternatives
      .map((factors) =>
        factors.length === 1 && !/^[~&]/.test(factors[0] ?? '') ? factors[0] : asRule(factors.join(' ')),
      )
      .join(' | ');
  };
  const sequence = (): string[] => {
    const factors: string[] = [];
    const ends = () => ['|', ')', '}', ''].includes(peek()) || (pieces[position]?.kind === 'name' && peek(1) === '=');
    while (!ends()) factors.push(factor());
    return factors;
  };
  const factor = (): string => {
    const piece = take();
    if (piece.text === '~' || piece.text === '&') return piece.text + factor();
    let base = piece.text;
    if (piece.kind === 'sign') {
      base = asRule(choice());
      take();
    }
    return ['?', '*', '+'].includes(peek()) ? base + take().text : base;
  };

  const out: string[] = [];
  while (position < pieces.length) {
    const header: string[] = [];
    while (peek() !== '{') header.push(take().text);
    take();
    const rules: string[] = [];
    hoisted = [];
    while (peek() !== '}') {
      const name = take().text;
      take();
      rules.push(`  ${name} = ${choice()}`);
    }
    take();
    out.push(`${header.join(' ')} {\n${[...rules, ...hoisted].join('\n')}\n}`);
  }
  return out.join('\n');
}

function lex(source: string): Piece[] {
  const pattern = /\/\/[^\n]*|("(?:[^"\\]|\\.)*")|([A-Za-z]\w*)|(<:|[{}=|()?*+~&])/g;
  return [...source.matchAll(pattern)].flatMap(([, text, name, sign]): Piece[] => {
    if (text !== undefined) return [{ kind: 'text', text }];
    if (name !== undefined) return [{ kind: 'name', text: name }];
    return sign === undefined ? [] : [{ kind: 'sign', text: sign }];
  });
}
