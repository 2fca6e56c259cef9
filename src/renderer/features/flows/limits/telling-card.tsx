import type { FlowDetail } from '../../../../shared/domain/flow.ts';
import type { Telling } from '../../../../shared/domain/telling.ts';
import { Card } from '../../../components/card.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { client } from '../../../ipc-client.ts';
import { refreshFlow } from '../../../stores/flows.ts';
import { reportError } from '../../../stores/toasts.ts';
import { text } from '../../../text.ts';

const words = text.limits;
const options = (['every', 'news', 'failures'] as const).map((value) => ({ value, label: words.tellings[value] }));

/** Which of its firings the user hears of. */
export function TellingCard({ flow }: { flow: FlowDetail }) {
  const choose = async (telling: Telling) => {
    try {
      await client.flows.setTelling({ flowId: flow.id, telling });
    } catch (error) {
      reportError(error);
    }
    refreshFlow(flow.id);
  };
  return (
    <Card aria-label={words.telling} className="flex flex-wrap items-center gap-x-6 gap-y-2.5 px-5 py-4">
      <div className="min-w-52 flex-1">
        <h2 className="font-semibold text-ui">{words.telling}</h2>
        <p className="mt-0.5 text-body text-ink-2">{words.tellingBody[flow.telling]}</p>
      </div>
      <Segmented
        label={words.telling}
        value={flow.telling}
        options={options}
        onChange={(telling) => void choose(telling)}
      />
    </Card>
  );
}
