/**
 * The one way to a tool. Every call of every worker passes here, whoever wrote the flow.
 * Owns: the order of the checks, the count of calls per run, the choice of process.
 * Does not own: the journal (the engine's), the processes (the pool's), the tools.
 *
 * B1 Nothing runs that is not granted, within its limits, with valid arguments; what is refused is reported to `onRefusal`.
 * B2 In a dry run no effect happens: everything but a `pure` tool answers with its preview.
 * B3 A call answers a value or an error as data; it throws only for a bug of the broker itself.
 */
import type { z } from 'zod';
import type { ToolGrant } from '../../shared/domain/grant.ts';
import { fromWireError, MajordomoError, type Result, toWireError } from '../../shared/errors.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { boundExceeded, hasPrototypeKey } from '../../shared/json-bounds.ts';
import { checkArguments } from '../../shared/tools/argument-problems.ts';
import { toolCatalogue } from '../../shared/tools/catalogue.ts';
import { nearestName } from '../../shared/tools/nearest-name.ts';
import { type AnyToolSpec, effectOf } from '../../shared/tools/tool-spec.ts';
import type { WorkerPart } from '../../shared/tools/worker-part.ts';
import type { MainTool, MainToolContext } from '../tools/main-tool.ts';
import { createCallCounter } from './call-counter.ts';
import type { CallOwner } from './fair-queue.ts';
import { grantFor, shortfallWords } from './grants.ts';
import { withDeadline } from './with-deadline.ts';
import type { WorkerRequest } from './worker-request.ts';

export interface BrokerCall {
  worker: { id: string; name: string; tools: readonly ToolGrant[] };
  tool: string;
  /** Evaluated; not yet checked. */
  arguments: JsonValue;
  runId: string;
  flowId: string;
  state: string;
  /** The same for every try of this step's attempt. */
  idempotencyKey: string;
  /** An earlier try may have happened already and its outcome is not known. */
  recovering: boolean;
  timeoutMs: number;
  dryRun: boolean;
}

export interface Refusal {
  /** Its name. */
  worker: string;
  tool: string;
  reason: string;
  runId: string;
}

export interface BrokerDeps {
  /** All tools when left out. */
  catalogue?: readonly AnyToolSpec[];
  mainTools: readonly MainTool[];
  pool: { call(request: WorkerRequest, signal: AbortSignal, owner: CallOwner): Promise<Result<JsonValue>> };
  /**
   * Calls of this tool that the run made and that have ended, by its journal; asked once per run and tool, before the first call of
   * this process. Those that were under way when an earlier process died come again and are counted here.
   */
  countCalls(runId: string, tool: string): number;
  onRefusal(refusal: Refusal): void;
  /** A tool of the main process failed in a way it does not expect. */
  onBug?(tool: string, error: unknown): void;
  workspaceDir: string;
  pagesDir: string;
  trashDir: string;
}

export interface Broker {
  call(call: BrokerCall, signal: AbortSignal): Promise<Result<JsonValue>>;
  /** Forgets the run's counts. */
  runEnded(runId: string): void;
}

/** Of a call's arguments: above the 5 MB that a file is written with, far below what memory holds. */
const ARGUMENT_BOUNDS = { maxSize: 6_000_000, maxDepth: 64 };
/** A reason is stored and shown: it must not carry along whatever was refused. */
const MAX_REASON_CHARACTERS = 2_000;
/** How a tool says that something is not allowed which only it could see. */
const REFUSALS_OF_TOOLS = new Set([
  'Worker.NotGranted',
  'Tool.OutsideWorkspace',
  'Secret.WrongHost',
  'Secret.NeedsHttps',
  'Secret.Leaked',
]);

type Admitted = { spec: AnyToolSpec; grant: ToolGrant; args: JsonObject };

export function createBroker(deps: BrokerDeps): Broker {
  const specs = new Map((deps.catalogue ?? toolCatalogue).map((spec) => [spec.name, spec]));
  const mainTools = new Map(deps.mainTools.map((tool) => [tool.spec.name, tool]));
  const counter = createCallCounter(deps.countCalls);

  function refuse(call: BrokerCall, code: string, why: string, data: JsonObject = {}): Result<never> {
    const reason = why.length > MAX_REASON_CHARACTERS ? `${why.slice(0, MAX_REASON_CHARACTERS)}…` : why;
    deps.onRefusal({ worker: call.worker.name, tool: call.tool, reason, runId: call.runId });
    return {
      ok: false,
      error: { code, message: reason, data: { worker: call.worker.name, tool: call.tool, ...data } },
    };
  }

  function admit(call: BrokerCall): Result<Admitted> {
    const who = `The worker ${call.worker.name} may not use ${call.tool}`;
    const spec = specs.get(call.tool);
    if (!spec) {
      const near = nearestName(call.tool, [...specs.keys()]);
      return refuse(
        call,
        'Tool.Unknown',
        `There is no tool ${call.tool}. ${near === null ? `There are: ${[...specs.keys()].join(', ')}.` : `Did you mean ${near}?`}`,
        { nearest: near },
      );
    }
    if (!call.worker.tools.some((grant) => grant.tool === call.tool))
      return refuse(
        call,
        'Worker.NotGranted',
        `${who}: it was granted ${call.worker.tools.map(({ tool }) => tool).join(', ') || 'no tool'}. Add the tool to the plan and approve it again.`,
      );
    const unfit = unfitForChecking(call);
    if (unfit !== null) return refuse(call, 'Tool.BadArguments', unfit);
    const checked = checkArguments(spec, call.arguments);
    if (!checked.ok) return refuse(call, checked.error.code, checked.error.message, checked.error.data);
    const found = grantFor(call.tool, spec.needs(checked.arguments), call.worker.tools, deps.workspaceDir);
    if (found === null) return refuse(call, 'Worker.NotGranted', `${who}.`);
    const { grant, shortfall } = found;
    if (shortfall !== null)
      return refuse(
        call,
        'Worker.NotGranted',
        `${who} on ${shortfallWords(shortfall)}. Add the ${shortfall.kind} to the plan and approve it again.`,
        { [shortfall.kind]: shortfall.wanted },
      );
    const { callsPerRun } = grant.limits;
    if (callsPerRun !== undefined && !counter.take(call.runId, call.tool, callsPerRun))
      return refuse(
        call,
        'Worker.NotGranted',
        `${who} more than ${callsPerRun} times in one run. Raise the limit in the plan and approve it again.`,
        { callsPerRun },
      );
    return { ok: true, value: { spec, grant, args: checked.arguments } };
  }

  async function execute(
    call: BrokerCall,
    { spec, grant, args }: Admitted,
    signal: AbortSignal,
  ): Promise<Result<JsonValue>> {
    const rehearsed = call.dryRun && effectOf(spec, args) !== 'pure';
    const tool = mainTools.get(spec.name);
    if (rehearsed && tool?.rehearse === undefined) return { ok: true, value: spec.preview(args) };
    const { idempotencyKey, recovering, timeoutMs, flowId, runId, state } = call;
    const inWorker = (name: string, own: JsonObject, inner: AbortSignal, key = idempotencyKey) =>
      deps.pool.call(
        {
          tool: name,
          arguments: own,
          limits: grant.limits,
          idempotencyKey: key,
          recovering,
          timeoutMs,
          workspaceDir: deps.workspaceDir,
          pagesDir: deps.pagesDir,
          trashDir: deps.trashDir,
          origin: { flowId, runId, state },
        },
        inner,
        { flowId, workerId: call.worker.id },
      );
    if (spec.runsIn === 'worker') return inWorker(spec.name, args, signal);
    if (!tool)
      return {
        ok: false,
        error: {
          code: 'Tool.Unknown',
          message: `The tool ${spec.name} has nothing that executes it here.`,
          data: { tool: spec.name },
        },
      };
    let ownCalls = 0;
    return withDeadline(spec.name, timeoutMs, signal, (inner) =>
      runInMain(tool, rehearsed ? (tool.rehearse ?? tool.execute) : tool.execute, args, {
        flowId,
        runId,
        idempotencyKey,
        recovering,
        signal: inner,
        limits: grant.limits,
        inWorker: async (part, own, step) => {
          const key = step === undefined ? idempotencyKey : `${idempotencyKey}/${step}`;
          return partAnswer(part, await inWorker(part.name, own as JsonObject, inner, key));
        },
        workspaceDir: deps.workspaceDir,
        callTool(name, own) {
          ownCalls += 1;
          const key = `${idempotencyKey}/${ownCalls}`;
          return admitAndCall({ ...call, tool: name, arguments: own, idempotencyKey: key, recovering: false }, inner);
        },
      }),
    );
  }

  async function runInMain(
    tool: MainTool,
    execute: MainTool['execute'],
    args: JsonObject,
    context: MainToolContext,
  ): Promise<Result<JsonValue>> {
    try {
      return { ok: true, value: await execute(args, context) };
    } catch (error) {
      if (error instanceof MajordomoError) return { ok: false, error: toWireError(error) };
      deps.onBug?.(tool.spec.name, error);
      const message = error instanceof Error ? error.message : String(error);
      return {
        ok: false,
        error: {
          code: 'Tool.Failed',
          message: `${tool.spec.name} failed in a way it does not expect: ${message}`,
          data: { tool: tool.spec.name },
        },
      };
    }
  }

  async function admitAndCall(call: BrokerCall, signal: AbortSignal): Promise<Result<JsonValue>> {
    const admitted = admit(call);
    if (!admitted.ok) return admitted;
    const answer = await execute(call, admitted.value, signal);
    if (!answer.ok) {
      // What only the tool could see: a redirect, a link, a name that leads to a private address.
      return REFUSALS_OF_TOOLS.has(answer.error.code)
        ? refuse(call, answer.error.code, answer.error.message, answer.error.data)
        : answer;
    }
    const valid = admitted.value.spec.result.safeParse(answer.value);
    if (valid.success) return { ok: true, value: valid.data };
    return { ok: false, error: toWireError(badResult(call.tool, valid.error)) };
  }

  return {
    call: admitAndCall,
    runEnded: (runId) => counter.forget(runId),
  };
}

/** What no schema may be asked about. Null: the arguments can be checked. */
function unfitForChecking({ tool, arguments: args }: BrokerCall): string | null {
  const beyond = boundExceeded(args, ARGUMENT_BOUNDS);
  if (beyond?.what === 'size')
    return `The arguments of ${tool} are larger than ${beyond.limit / 1e6} MB. Hand over less at once.`;
  if (beyond) return `The arguments of ${tool} are nested deeper than ${beyond.limit} levels. Flatten them.`;
  if (hasPrototypeKey(args)) return `The arguments of ${tool} have a key __proto__. Leave it out or rename it.`;
  return null;
}

function partAnswer<A, R>({ name, result }: WorkerPart<A, R>, answer: Result<JsonValue>): R {
  if (!answer.ok) throw fromWireError(answer.error);
  const valid = result.safeParse(answer.value);
  if (!valid.success) throw badResult(name, valid.error);
  return valid.data;
}

function badResult(tool: string, { issues }: z.ZodError): MajordomoError {
  const problems = issues.map(({ path, message }) => `${path.join('.') || 'the result'}: ${message}`).join('; ');
  return new MajordomoError({
    code: 'Tool.BadResult',
    message: `${tool} gave a result that is not what it promises (${problems}). This is a fault of the tool.`,
    data: { tool },
  });
}
