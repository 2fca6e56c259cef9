export { type FlowRequest, flowRequest } from './request.ts';
export { understand } from './understand.ts';
export {
  type FlowCommand,
  type KnownFlow,
  type PendingRequest,
  type PlannerContext,
  pendingRequest,
  type Understanding,
} from './understanding.ts';
export { type DraftFlow, writeFlow } from './write-flow.ts';
