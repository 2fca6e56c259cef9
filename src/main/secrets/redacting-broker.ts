/** What a tool answers goes into the journal: known secrets are taken out of it here, whatever a server or a tool echoed. */
import type { Broker } from '../workers/broker.ts';
import type { Redactor } from './redactor.ts';

export function redactingBroker(broker: Broker, redactor: Redactor): Broker {
  return {
    async call(call, signal) {
      const answer = await broker.call(call, signal);
      if (answer.ok) return { ok: true, value: redactor.json(answer.value) };
      const { code, message, data } = answer.error;
      return { ok: false, error: { code, message: redactor.text(message), data: redactor.json(data) } };
    },
    runEnded: (runId) => broker.runEnded(runId),
  };
}
