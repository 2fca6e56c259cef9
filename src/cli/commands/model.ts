import { modelPresets } from '../../main/models/presets.ts';
import type { ModelEndpoint, ModelList, ModelTestReport } from '../../shared/domain/model.ts';
import type { JsonValue } from '../../shared/json.ts';
import { nearestName } from '../../shared/tools/nearest-name.ts';
import { type Command, type Invocation, usageError } from '../command.ts';

const presets: Command = {
  words: 'model presets',
  usage: '',
  summary: 'the usual model endpoints and where they are',
  takes: { min: 0, max: 0 },
  needs: 'nothing',
  run: () => ({
    document: modelPresets as unknown as JsonValue,
    words: modelPresets.map(({ id, label, baseUrl, hint }) => `${id}  ${label}  ${baseUrl}\n    ${hint}`).join('\n'),
  }),
};

const add: Command = {
  words: 'model add',
  usage:
    '--preset P|--url U --model M [--id ID] [--label L] [--context N] [--max-output N] [--input-price USD --output-price USD]',
  summary: 'adds a model, or changes the one of that id; prices are dollars per million tokens',
  options: {
    preset: 'text',
    url: 'text',
    model: 'text',
    id: 'text',
    label: 'text',
    context: 'text',
    'max-output': 'text',
    'input-price': 'text',
    'output-price': 'text',
  },
  takes: { min: 0, max: 0 },
  needs: 'app',
  run({ options }, app) {
    const model = textOf(options, 'model');
    if (model === undefined) throw usageError('Which model? Give its name at the endpoint: --model M.');
    const preset = presetOf(options);
    const baseUrl = textOf(options, 'url') ?? preset?.baseUrl;
    if (baseUrl === undefined)
      throw usageError("Where is it? Give --url U, or --preset P ('model presets' lists them).");
    const contextTokens = numberOf(options, 'context') ?? preset?.contextTokens ?? 32_768;
    const inputUsd = numberOf(options, 'input-price');
    const outputUsd = numberOf(options, 'output-price');
    if ((inputUsd === undefined) !== (outputUsd === undefined))
      throw usageError('Give both prices, --input-price and --output-price, or none.');
    const endpoint = app.models.save({
      id: textOf(options, 'id') ?? idFrom(model),
      label: textOf(options, 'label') ?? (preset ? `${model} on ${preset.label}` : model),
      baseUrl: baseUrl.replace(/\/$/, ''),
      model,
      contextTokens,
      maxOutputTokens: numberOf(options, 'max-output') ?? Math.min(8_192, Math.floor(contextTokens / 4)),
      price:
        inputUsd === undefined || outputUsd === undefined
          ? undefined
          : { inputPerMillion: inputUsd, outputPerMillion: outputUsd },
    });
    const key = preset?.needsKey ? ` Give its key: 'secret set model:${endpoint.id}'.` : '';
    return {
      document: endpoint as unknown as JsonValue,
      words: `${lineOf(endpoint)}\nAdded.${key} Then test it: 'model test ${endpoint.id}'.`,
    };
  },
};

const list: Command = {
  words: 'model list',
  usage: '',
  summary: 'the models, and which one answers',
  takes: { min: 0, max: 0 },
  needs: 'app',
  run(_invocation, app) {
    const models = app.models.list();
    return { document: models as unknown as JsonValue, words: listInWords(models) };
  },
};

const test: Command = {
  words: 'model test',
  usage: 'ID',
  summary: 'tries out what a model can do; it must pass before it is used',
  takes: { min: 1, max: 1 },
  needs: 'app',
  async run({ positionals: [id = ''] }, app) {
    const report = await app.models.test(id, new AbortController().signal);
    return { document: report as unknown as JsonValue, words: reportInWords(report), exitCode: report.usable ? 0 : 1 };
  },
};

const use: Command = {
  words: 'model use',
  usage: 'ID|planner',
  summary: 'lets this model answer from now on, or the built-in planner',
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals: [id = ''] }, app) {
    app.models.use(id);
    return { document: { brain: id }, words: id === 'planner' ? 'The built-in planner answers.' : `${id} answers.` };
  },
};

const remove: Command = {
  words: 'model remove',
  usage: 'ID',
  summary: 'forgets a model and its key',
  takes: { min: 1, max: 1 },
  needs: 'app',
  run({ positionals: [id = ''] }, app) {
    app.models.remove(id);
    return { document: { id, removed: true }, words: `${id} is forgotten.` };
  },
};

function presetOf(options: Invocation['options']) {
  const id = textOf(options, 'preset');
  if (id === undefined) return undefined;
  const found = modelPresets.find((preset) => preset.id === id);
  if (found) return found;
  const names = modelPresets.map((preset) => preset.id);
  const near = nearestName(id, names);
  throw usageError(
    `There is no preset '${id}'. ${near ? `Did you mean '${near}'?` : `There are ${names.join(', ')}.`}`,
  );
}

function textOf(options: Invocation['options'], name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function numberOf(options: Invocation['options'], name: string): number | undefined {
  const text = textOf(options, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw usageError(`--${name} must be a number; it is ${text}.`);
  return value;
}

/** `meta-llama/Llama-3.3:70b` -> `meta-llama-llama-3.3-70b`. */
function idFrom(model: string): string {
  return model
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 60);
}

function lineOf({ id, label, baseUrl, test: tested }: ModelEndpoint): string {
  const state = tested === null ? 'not tested' : tested.usable ? 'tested' : 'does not work';
  return `${id}  ${label}  ${baseUrl}  [${state}]`;
}

function listInWords({ brain, endpoints }: ModelList): string {
  const answers = brain === 'planner' ? 'The built-in planner answers.' : `${brain} answers.`;
  return [
    ...endpoints.map((endpoint) => `${lineOf(endpoint)}${endpoint.fromEnvironment ? '  from the environment' : ''}`),
    answers,
  ].join('\n');
}

function reportInWords({ checks, usable, usage }: ModelTestReport): string {
  const lines = checks.map(
    ({ name, ok, needed, detail }) => `  ${ok ? 'yes' : needed ? 'NO ' : 'no '}  ${name}: ${detail}`,
  );
  const verdict = usable ? 'It can be used.' : 'It cannot be used.';
  return [...lines, `${verdict} The test took ${usage.inputTokens + usage.outputTokens} tokens.`].join('\n');
}

export const modelCommands: Command[] = [presets, add, list, test, use, remove];
