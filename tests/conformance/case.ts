/** One conformance case file; the format is described in cases/README.md. */
import type { StateMachine } from '../../src/shared/domain/flow-definition.ts';
import type { JsonObject, JsonValue } from '../../src/shared/json.ts';

export interface Mock {
  state?: string;
  args?: JsonValue;
  result?: JsonValue;
  error?: string | null;
  cause?: string | null;
  hang?: boolean;
}

export interface ExpectedEvent extends JsonObject {
  type: string;
}

export interface ConformanceCase {
  name: string;
  tier: string;
  definition: StateMachine;
  input: JsonValue;
  mocks: Record<string, Mock[]>;
  expect: {
    status: 'SUCCEEDED' | 'FAILED' | 'INVALID';
    output?: JsonValue;
    error?: string | null;
    cause?: string | null;
    causeIsExact?: boolean;
    elapsedSeconds?: number;
    elapsedAtMostSeconds?: number;
  };
  eventsOrdered: boolean;
  eventsPartial?: boolean;
  events: ExpectedEvent[];
}
