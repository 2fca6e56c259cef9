import { z } from 'zod';

/**
 * What the user is told of a flow's scheduled runs. `every`: each firing with its outcome; `news`: those that did something;
 * `failures`: those that failed. Failures, questions and what a flow notifies itself are told under each of them.
 */
export const telling = z.enum(['every', 'news', 'failures']);
export type Telling = z.infer<typeof telling>;
