import type { RunDetail } from '../../shared/domain/run.ts';

/** A firing's outcome in a title and a line: what the tray notification says when the flow itself said nothing. */
export function firingOutcome(
  flowName: string,
  detail: Pick<RunDetail, 'run' | 'effects' | 'steps'>,
): { title: string; body: string } {
  const { run, effects, steps } = detail;
  switch (run.status) {
    case 'SUCCEEDED': {
      const did = effects.map(({ summary }) => summary);
      return {
        title: flowName,
        body:
          did.length > 0
            ? `Ran: ${did.slice(0, 3).join('; ')}${did.length > 3 ? ` and ${did.length - 3} more` : ''}`
            : 'Ran. There was nothing to tell.',
      };
    }
    case 'ABORTED':
      return { title: flowName, body: `Cancelled: ${run.cause ?? 'by you'}` };
    default: {
      const failed = steps.findLast(({ status }) => status === 'failed');
      const where = failed ? ` at “${failed.state}”` : '';
      return {
        title: `${flowName} failed`,
        body: `Stopped${where}: ${run.cause ?? run.error ?? 'no reason was given'}`,
      };
    }
  }
}
