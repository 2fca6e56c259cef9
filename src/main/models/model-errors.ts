/** What went wrong with a model, in words that name the endpoint and the remedy. */
import type { WireError } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';

export interface NamedEndpoint {
  label: string;
  baseUrl: string;
}

/** What the `openai` package throws for an answer that is not 2xx: recognised by shape, so that the package stays unloaded here. */
interface ApiError {
  status: number;
  message: string;
  headers?: { get(name: string): string | null } | null;
}

function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && typeof (error as Partial<ApiError>).status === 'number';
}

/** @param begun whether some of the answer had arrived */
export function modelError(error: unknown, { label, baseUrl }: NamedEndpoint, begun: boolean): WireError {
  const of = (code: string, message: string, data: JsonObject = {}): WireError => ({
    code: `Model.${code}`,
    message,
    data: { endpoint: label, ...data },
  });
  if (isApiError(error)) {
    const { status } = error;
    const said = withoutStatus(error.message, status);
    if (status === 429) {
      const wait = error.headers?.get('retry-after') ?? null;
      const when =
        wait === null ? 'Try again later' : `Try again in ${wait} ${/^\d+$/.test(wait) ? 'seconds' : ''}`.trim();
      return of('Busy', `${label} takes no more requests now (429: ${said}). ${when}, or use another model.`, {
        status,
      });
    }
    if (status >= 500)
      return of('Unavailable', `${label} failed (${status}: ${said}). Try again later, or use another model.`, {
        status,
      });
    const remedy =
      status === 401 || status === 403
        ? 'Check its key.'
        : status === 404
          ? `Check the address ${baseUrl} and the model's name.`
          : 'Check that the model can do this: its connection test says what works.';
    return of('Refused', `${label} refused the request (${status}: ${said}). ${remedy}`, { status });
  }
  // The package throws this for an event whose data is not JSON.
  if (error instanceof SyntaxError)
    return of(
      'BadAnswer',
      `${label} sent something that is not an answer. Check that ${baseUrl} is an OpenAI-compatible address.`,
    );
  const cause = causeWords(error);
  if (begun) return of('Interrupted', `${label} broke off in the middle of its answer (${cause}). Try again.`);
  return of(
    'Unreachable',
    `${label} cannot be reached at ${baseUrl} (${cause}). Check the address and that it is running.`,
  );
}

export function timedOutError({ label }: NamedEndpoint, idleMs: number): WireError {
  return {
    code: 'Model.Timeout',
    message: `${label} said nothing for ${Math.round(idleMs / 1000)} seconds. Try again, or use a faster model.`,
    data: { endpoint: label, idleMs },
  };
}

export function cancelledError({ label }: NamedEndpoint): WireError {
  return { code: 'Model.Cancelled', message: `The question to ${label} was stopped.`, data: { endpoint: label } };
}

export function badAnswerError({ label, baseUrl }: NamedEndpoint, what: string): WireError {
  return {
    code: 'Model.BadAnswer',
    message: `${label} ${what}. Check that ${baseUrl} is an OpenAI-compatible address and run its connection test.`,
    data: { endpoint: label },
  };
}

export function interruptedError({ label }: NamedEndpoint): WireError {
  return {
    code: 'Model.Interrupted',
    message: `${label} ended its answer before it was complete. Try again.`,
    data: { endpoint: label },
  };
}

export function filteredError({ label }: NamedEndpoint): WireError {
  return {
    code: 'Model.Refused',
    message: `${label} held its answer back (content filter). Say it in other words, or use another model.`,
    data: { endpoint: label },
  };
}

/** The package writes "400 the message". */
function withoutStatus(message: string, status: number): string {
  const said = message.replace(new RegExp(`^${status}\\s*`), '').trim();
  return said === '' ? 'no reason given' : said.slice(0, 500);
}

function causeWords(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = (at as NodeJS.ErrnoException).code;
    if (code !== undefined) return String(code);
    if (!(at.cause instanceof Error)) return at.message;
  }
  return String(error);
}
