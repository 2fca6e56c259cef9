/** The flows of the demonstration: what is said in the chat, and two that came as files. */

/** Set up by a conversation with the built-in planner. */
export interface SaidFlow {
  /** What the plan is renamed to before it is approved; null keeps the planner's name. */
  name: string;
  request: string;
  /** Days after the start. */
  onDay: number;
}

export const saidFlows: readonly SaidFlow[] = [
  {
    name: 'Kettle price',
    request:
      'Check https://shop.example/kettle every morning at 9. If the price is below $100 notify me, otherwise log it to price_history',
    onDay: 0,
  },
  {
    name: 'Journal line',
    request: "Every night at 22:30: if the file journal.md exists append today's date to it, else create it",
    onDay: 0,
  },
  {
    name: 'Service status',
    request:
      'Every 2 hours fetch https://api.example/status. If status is not "ok" notify me, otherwise log it to status_history',
    onDay: 2,
  },
  {
    name: 'Disk check',
    request: 'Every evening at 20:00 if disk usage is above 82% notify me, otherwise log it to disk_history',
    onDay: 3,
  },
  {
    name: 'Kitchen offers',
    request:
      'for each product in [https://shop.example/kettle, https://shop.example/toaster, https://shop.example/lamp] check the price; if it is under 50 add it to the alert list; when done, send me a summary; every weekday at 8:30',
    onDay: 8,
  },
  {
    name: 'Inbox folder',
    request: 'every day at 18:00 look at the folder inbox; if it is not empty notify me',
    onDay: 12,
  },
  {
    name: 'Supplier shelf',
    request:
      'Every Monday at 8 check https://supplier.example/shelf. If the price is below $20 notify me, otherwise log it to shelf_prices',
    onDay: 13,
  },
  {
    name: 'Exchange rate',
    request: 'Log the price of https://bank.example/rates to the table rates every day at 16:00',
    onDay: 20,
  },
  {
    name: 'Old lamp watch',
    request:
      'Check https://shop.example/lamp daily at 10. If the price is below $30 notify me, otherwise log it to lamp_prices',
    onDay: 20,
  },
];

/** Changed in the conversation that made them; each becomes a new version. */
export const changes: readonly { name: string; text: string; onDay: number }[] = [
  { name: 'Kettle price', text: 'make it 8am instead', onDay: 22 },
  { name: 'Kettle price', text: 'make it $95', onDay: 40 },
  { name: 'Disk check', text: 'make it 85%', onDay: 46 },
];

/** Asked along the way; nothing comes of it but an answer. */
export const smallTalk: readonly { onDay: number; text: string; model?: string }[] = [
  { onDay: 1, text: 'what can you do?' },
  { onDay: 30, text: 'list my flows' },
  { onDay: 41, text: 'Every day at 9 paint me a picture of the sea' },
  ...[24, 31, 37, 48, 52, 58, 63, 66, 70, 73].map((onDay) => ({
    onDay,
    text: 'How was the week?',
    model: 'environment',
  })),
];

const worker = (tools: Record<string, Record<string, unknown>>, name: string, prompt: string): object[] => [
  { name, prompt, tools: Object.entries(tools).map(([tool, limits]) => ({ tool, limits })) },
];

/** In the form of `flow add`. */
export const fileFlows: readonly { onDay: number; file: object }[] = [
  {
    onDay: 5,
    file: {
      name: 'Weekly newsletter',
      task: 'Send the weekly newsletter, once you have read it',
      schedule: 'every Friday at 15:00',
      workers: worker(
        {
          file_read: { folders: ['newsletter'] },
          file_append: { folders: ['newsletter'] },
          notify: { channels: ['desktop'] },
        },
        'editor',
        'Read the draft and hand it over once it is approved.',
      ),
      definition: {
        QueryLanguage: 'JSONata',
        StartAt: 'Read the draft',
        States: {
          'Read the draft': {
            Type: 'Task',
            Resource: 'worker:editor/file_read',
            Arguments: { path: 'newsletter/draft.md' },
            Assign: { draft: '{% $states.result.text %}' },
            Next: 'May it go out?',
          },
          'May it go out?': {
            Type: 'Task',
            Resource: 'approval',
            Arguments: {
              question: 'Send this week’s newsletter to 48 readers?',
              detail: '{% $draft %}',
              expiresInSeconds: 864000,
            },
            Catch: [{ ErrorEquals: ['Approval.Denied', 'Approval.Expired'], Next: 'Not this week' }],
            Next: 'Note that it was sent',
          },
          'Note that it was sent': {
            Type: 'Task',
            Resource: 'worker:editor/file_append',
            Arguments: { path: 'newsletter/sent.md', text: '{% $states.context.State.EnteredTime & "\\n" %}' },
            End: true,
          },
          'Not this week': {
            Type: 'Task',
            Resource: 'worker:editor/notify',
            Arguments: { title: 'The newsletter stays in the drawer this week' },
            End: true,
          },
        },
      },
    },
  },
  {
    onDay: 15,
    file: {
      name: 'Tidy the downloads',
      task: 'Clear the downloads folder once a month, after asking',
      schedule: 'on the 1st of every month at 11:00',
      workers: worker(
        { file_list: { folders: ['downloads'] }, table_insert: { tables: ['tidied'] } },
        'tidier',
        'List what lies in the downloads folder.',
      ),
      definition: {
        QueryLanguage: 'JSONata',
        StartAt: 'List the downloads',
        States: {
          'List the downloads': {
            Type: 'Task',
            Resource: 'worker:tidier/file_list',
            Arguments: { folder: 'downloads' },
            Assign: { files: '{% $states.result.files %}' },
            Next: 'Clear them?',
          },
          'Clear them?': {
            Type: 'Task',
            Resource: 'approval',
            Arguments: {
              question: '{% "Clear " & $count($files) & " files from the downloads folder?" %}',
              detail: '{% $join($files.path, "\\n") %}',
            },
            Next: 'Note it',
          },
          'Note it': {
            Type: 'Task',
            Resource: 'worker:tidier/table_insert',
            Arguments: { table: 'tidied', row: { files: '{% $count($files) %}' } },
            End: true,
          },
        },
      },
    },
  },
  {
    onDay: 16,
    file: {
      name: 'Weekly letter',
      task: 'Have the week summed up in a letter',
      schedule: 'every Sunday at 17:00',
      workers: [
        {
          name: 'letter writer',
          prompt: 'Read the notes and sum the week up in three sentences.',
          tools: [
            { tool: 'file_read', limits: { folders: ['.'] } },
            { tool: 'file_append', limits: { folders: ['letters'] } },
          ],
          agent: { maxRounds: 5, budget: { tokens: 20_000 } },
        },
      ],
      definition: {
        QueryLanguage: 'JSONata',
        StartAt: 'Sum up the week',
        States: {
          'Sum up the week': {
            Type: 'Task',
            Resource: 'worker:letter writer',
            Assign: { letter: '{% $states.result.text %}' },
            Next: 'Keep the letter',
          },
          'Keep the letter': {
            Type: 'Task',
            Resource: 'worker:letter writer/file_append',
            Arguments: { path: 'letters/2026.md', text: '{% $letter & "\\n\\n" %}' },
            End: true,
          },
        },
      },
    },
  },
  {
    onDay: 18,
    file: {
      name: 'Price bell',
      task: 'Count the looks at the kettle',
      trigger: { kind: 'flow', flow: 'Kettle price', on: 'succeeded' },
      workers: worker({ table_insert: { tables: ['price_looks'] } }, 'bell ringer', 'Note each look at the price.'),
      definition: {
        QueryLanguage: 'JSONata',
        StartAt: 'Note the look',
        States: {
          'Note the look': {
            Type: 'Task',
            Resource: 'worker:bell ringer/table_insert',
            Arguments: { table: 'price_looks', row: { time: '{% $states.context.State.EnteredTime %}' } },
            End: true,
          },
        },
      },
    },
  },
];

/** Set up from the gallery, near the end. Its folder is empty: a copy of the demonstration has files of another age, which would fire it. */
export const galleryFlow = {
  templateId: 'folder-log',
  values: { name: 'Scans log', folder: 'scans', table: 'scans_log' },
};
