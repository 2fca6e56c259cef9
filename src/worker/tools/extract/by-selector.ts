import { toolFailure } from '../../tool.ts';
import type { Finding } from './finding.ts';
import { plainText } from './html.ts';
import { KIND_WORDS, type Source } from './source.ts';

/** Texts, or one attribute, of the elements a CSS selector matches. */
export async function findBySelector(
  source: Source,
  selector: string,
  attribute: string | undefined,
): Promise<Finding[]> {
  if (source.kind === 'json' || source.kind === 'text')
    throw toolFailure(
      'Tool.NotFound',
      `The selector ${selector} needs a page, but this is ${KIND_WORDS[source.kind]}: use ${source.kind === 'json' ? 'path or field' : 'pattern'}.`,
      { selector },
    );
  const $ = await source.markup();
  try {
    return $(selector)
      .toArray()
      .flatMap((element) => {
        const value = attribute === undefined ? plainText($(element).text()) : $(element).attr(attribute);
        return value === undefined ? [] : [{ value, foundBy: `the selector ${selector}` }];
      });
  } catch (error) {
    throw toolFailure('Tool.BadArguments', `The selector ${selector} cannot be read: ${(error as Error).message}.`, {
      selector,
    });
  }
}
