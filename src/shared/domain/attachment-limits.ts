/** Of what goes with one message. Apart from the schemas, so that the page can say what does not fit before it asks. */

/** In characters. */
export const longestAttachment = 200_000;
export const mostAttachments = 10;
export const longestAttachmentName = 200;
