import type { ModelEndpoint } from '../../shared/domain/model.ts';

export const environmentId = 'environment';

/** What an unknown model is taken to hold: less than nearly all do, so that no request is too long. */
const cautiousContext = 32_768;

export interface ModelEnvironment {
  OPENAI_BASE_URL?: string | undefined;
  OPENAI_API_KEY?: string | undefined;
  MAJORDOMO_MODEL?: string | undefined;
}

/**
 * The endpoint that OPENAI_BASE_URL, OPENAI_API_KEY and MAJORDOMO_MODEL give without any configuration; null when none is given.
 * It is not tested before use: whoever sets the variables for one command vouches for them.
 * @param model in place of MAJORDOMO_MODEL
 */
export function environmentEndpoint(environment: ModelEnvironment, model?: string): ModelEndpoint | null {
  const { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: key, MAJORDOMO_MODEL } = environment;
  const name = model ?? MAJORDOMO_MODEL;
  if ((!baseUrl && !key) || !name) return null;
  return {
    id: environmentId,
    label: `${name} (from the environment)`,
    baseUrl: (baseUrl || 'https://api.openai.com/v1').replace(/\/$/, ''),
    model: name,
    contextTokens: cautiousContext,
    maxOutputTokens: 8_192,
    test: null,
  };
}
