/** Changing a flow: its definition, one value of it, its versions; a copy, a file to keep and a file to take in. */
import { z } from 'zod';
import {
  definitionCheck,
  flowFileCard,
  flowVersionSummary,
  savedChange,
  shortfall,
  versionDifference,
} from '../../domain/flow-change.ts';
import { jsonValue } from '../../json.ts';
import { id, nothing } from './common.ts';

const version = z.number().int().min(1);
/** What the user allowed with this very change. */
const allow = z.array(shortfall).max(100).default([]);
const newFlow = z.object({ flowId: z.string() });

/** A flow's file: its name, and at most a few megabytes of text. */
const flowFile = z.object({ fileName: z.string().min(1).max(500), text: z.string().max(4_000_000) });

export const flowChangeChannels = {
  /** Every problem that saving this definition would have; nothing is stored. */
  'flow-changes:check': {
    request: z.object({ flowId: id, definition: jsonValue }).strict(),
    response: definitionCheck,
  },
  'flow-changes:save': {
    request: z.object({ flowId: id, definition: jsonValue, basedOn: version, allow }).strict(),
    response: savedChange,
  },
  /** Values that a line of the outline shows; `text` as written in its field. */
  'flow-changes:set-values': {
    request: z
      .object({
        flowId: id,
        basedOn: version,
        values: z
          .array(
            z
              .object({
                path: z.string().max(4_000),
                place: z.number().int().min(0).nullable(),
                text: z.string().max(100_000),
              })
              .strict(),
          )
          .min(1)
          .max(100),
        allow,
      })
      .strict(),
    response: savedChange,
  },
  'flow-changes:versions': { request: z.object({ flowId: id }).strict(), response: z.array(flowVersionSummary) },
  'flow-changes:difference': {
    request: z.object({ flowId: id, from: version, to: version }).strict(),
    response: versionDifference,
  },
  'flow-changes:restore': { request: z.object({ flowId: id, version }).strict(), response: savedChange },

  /** Another flow that is the same, paused. */
  'flow-files:duplicate': { request: z.object({ flowId: id }).strict(), response: newFlow },
  /** Asks where to; null when the user thought better of it. */
  'flow-files:export': {
    request: z.object({ flowId: id }).strict(),
    response: z.object({ file: z.string().nullable() }),
  },
  /** Asks which; null when the user thought better of it. Nothing is stored. */
  'flow-files:choose': { request: nothing, response: flowFile.nullable() },
  /** What a file would set up; nothing is stored. */
  'flow-files:look': { request: flowFile.strict(), response: flowFileCard },
  'flow-files:add': { request: flowFile.strict(), response: newFlow },
} as const;
