import { clauseEnd, clauseStart, type Paraphrase, says } from './parts.ts';

/** What is said beside the matter. */
export const asides: Paraphrase[] = [
  // "every 3 hours is fine"
  [
    says(
      `${clauseStart}(?:(?:that |which |it )?(?:is|would be|will be|should be|sounds|seems) (?:more than )?(?:fine|enough|ok|okay|good|great|plenty|sufficient|perfect|nice|often enough) |(?:that )?(?:will|should|would) (?:do|suffice) |is all i need )(?:for me |for now )?${clauseEnd}`,
    ),
    '',
  ],
  [says('(?<=^|[.;] )(?:run|execute|schedule|perform|do this|do it|run this|run it) : '), ''],
  [says('(?<=^|[.;,:] |so |and )(?:check|look|run|do)(?: it| this| that| again)* and '), ''],
  [says(String.raw`\? `), '. '],
];
