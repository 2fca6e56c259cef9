import type { SecretName } from './secrets.ts';

const PREFIX = 'MAJORDOMO_SECRET_';

/** `model:my-server` -> `MAJORDOMO_SECRET_MODEL_MY_SERVER`: the way for servers, where no key store is. */
export function secretVariable(name: SecretName): string {
  return PREFIX + name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}

/** Takes them out of `env`, so that no process that is started later inherits one. @returns variable -> value */
export function takeEnvironmentSecrets(env: NodeJS.ProcessEnv): ReadonlyMap<string, string> {
  const taken = new Map<string, string>();
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith(PREFIX) || value === undefined) continue;
    if (value !== '') taken.set(name, value);
    delete env[name];
  }
  return taken;
}
