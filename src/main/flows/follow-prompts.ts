/**
 * What agents are told, after a value of their flow changed. A prompt is free text: it follows only where it can mean nothing else, an
 * address or a number with its unit that the flow has no more. For the rest it is said that the prompt still names the old value.
 */
import type { StateMachine } from '../../shared/domain/flow-definition.ts';
import type { WorkerSpec } from '../../shared/domain/grant.ts';
import type { OutlineEdit, OutlineStep } from '../../shared/domain/plan.ts';
import { shorten } from '../../shared/tools/words.ts';
import { editableOutlineOf } from './describe.ts';
import type { EditedValue } from './edit-value.ts';
import { agentsIn } from './flow-budget.ts';
import { saidAnew } from './follow-edit.ts';

interface Shown {
  edit: OutlineEdit;
  /** As the outline shows it. */
  shown: string;
}

/** @returns the workers, those in `followed` with another prompt */
export function followInPrompts(
  workers: readonly WorkerSpec[],
  { definition, edit, shown, shownAfter, value }: EditedValue,
): { workers: WorkerSpec[]; followed: string[] } {
  const agents = agentsIn(definition);
  const isUnmistakable = edit.kind === 'url' || (edit.kind !== 'text' && shown !== edit.value);
  const isGone = !shownIn(definition).some((other) => other.shown === shown);
  if (!isUnmistakable || !isGone || shown === shownAfter) return { workers: [...workers], followed: [] };
  const followed: string[] = [];
  const told = workers.map((worker) => {
    if (!agents.includes(worker.name)) return worker;
    const prompt =
      edit.kind === 'url'
        ? addressAnew(addressAnew(worker.prompt, edit.value, String(value)), shown, shownAfter)
        : saidAnew(worker.prompt, { shown, shownAfter });
    if (prompt === worker.prompt) return worker;
    followed.push(worker.name);
    return { ...worker, prompt };
  });
  return { workers: told, followed };
}

/** Values of the one version that the other has no more, and that an agent's prompt still names there; a sentence each. */
export function staleInPrompts(
  before: StateMachine,
  after: { definition: StateMachine; workers: readonly WorkerSpec[] },
): string[] {
  const now = shownIn(after.definition);
  const gone = shownIn(before).filter(({ shown }) => !now.some((other) => other.shown === shown));
  const agents = agentsIn(after.definition);
  const notes = after.workers
    .filter(({ name }) => agents.includes(name))
    .flatMap(({ name, prompt }) =>
      gone.flatMap(({ edit, shown }) => {
        // The bare number of a limit may be said without its unit, or be another number.
        const bare = edit.kind === 'number' && !now.some((other) => other.edit.value === edit.value);
        const said = [shown, ...(bare ? [edit.value] : [])].find((words) => names(prompt, words));
        return said === undefined
          ? []
          : [
              `What “${name}” is told still says “${shorten(said, 60)}”. If that is the value that changed, ask for the change in the chat.`,
            ];
      }),
    );
  return [...new Set(notes)];
}

function names(prompt: string, words: string): boolean {
  return saidAnew(prompt, { shown: words, shownAfter: '' }) !== prompt;
}

/** An address that is not the beginning or the end of a longer one. */
function addressAnew(text: string, before: string, after: string): string {
  const escaped = before.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w/.:@-])${escaped}(?![\\w/?#%&=@:-]|\\.\\w)`, 'g'), () => after);
}

function shownIn(definition: StateMachine): Shown[] {
  const inSteps = (steps: readonly OutlineStep[]): Shown[] =>
    steps.flatMap(({ parts, children }) => [
      ...parts.flatMap(({ text, edits = [] }) => edits.map((edit) => ({ edit, shown: text }))),
      ...inSteps(children),
    ]);
  return inSteps(editableOutlineOf(definition));
}
