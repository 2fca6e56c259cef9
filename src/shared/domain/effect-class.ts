import { z } from 'zod';

/**
 * What recovery may do with a call whose outcome is not recorded (invariant I4):
 * - pure: run it again freely; it changes nothing.
 * - transactional: effect and receipt commit together in the user-tables file, so it happens exactly once.
 * - idempotent: run it again with the same key.
 * - unsafe: never run again on a guess; the step fails with `Worker.OutcomeUnknown`.
 */
export const effectClass = z.enum(['pure', 'transactional', 'idempotent', 'unsafe']);
export type EffectClass = z.infer<typeof effectClass>;
