/** Every page of the window with something on it, by its address. */
export interface ShownPage {
  name: string;
  /** What to find there before it counts as shown: a text of its content, at any hour of any day of the week. */
  shows: string;
  hash: string;
}

/** `ids` of the demonstration: what only its database knows. */
export function shownPages(ids: {
  conversation: string;
  flow: string;
  run: string;
  /** Of the same flow. */
  otherRun: string;
  failedRun: string;
  /** Of a flow with a Map. */
  mapRun: string;
}): ShownPage[] {
  return [
    { name: 'chat-new', hash: '#/chat', shows: 'What should happen?' },
    { name: 'chat-introduction', hash: '#/welcome', shows: 'Say what should happen. It happens by itself.' },
    { name: 'chat-plan', hash: `#/chat/${ids.conversation}`, shows: 'What happens' },
    { name: 'flows', hash: '#/flows', shows: 'Kettle price' },
    { name: 'templates', hash: '#/templates', shows: 'This computer' },
    { name: 'template', hash: '#/templates/disk-warning', shows: 'If disk is above' },
    { name: 'flow', hash: `#/flows/${ids.flow}`, shows: 'Lately' },
    { name: 'flow-graph', hash: `#/flows/${ids.flow}/graph`, shows: 'Is the price below' },
    { name: 'flow-source', hash: `#/flows/${ids.flow}/source`, shows: 'Amazon States Language' },
    { name: 'flow-schedule', hash: `#/flows/${ids.flow}/schedule`, shows: 'When it cannot fire on time' },
    { name: 'flow-limits', hash: `#/flows/${ids.flow}/limits`, shows: 'Refused lately' },
    { name: 'flow-versions', hash: `#/flows/${ids.flow}/versions`, shows: 'Set up' },
    { name: 'flow-runs', hash: `#/flows/${ids.flow}/runs`, shows: 'Firings' },
    { name: 'agenda-week', hash: '#/agenda', shows: 'Kettle price' },
    { name: 'agenda-list', hash: '#/agenda/list', shows: 'Kettle price' },
    { name: 'approvals', hash: '#/approvals', shows: 'Waiting for you' },
    { name: 'runs', hash: '#/runs', shows: 'Kettle price' },
    { name: 'run', hash: `#/runs/${ids.run}`, shows: 'About this run' },
    { name: 'run-lanes', hash: `#/runs/${ids.mapRun}`, shows: 'Item 1' },
    { name: 'run-compare', hash: `#/runs/${ids.run}/compare/${ids.otherRun}`, shows: 'Step by step' },
    { name: 'run-compare-choose', hash: `#/runs/${ids.run}/compare`, shows: 'Choose the run' },
    { name: 'run-failed', hash: `#/runs/${ids.failedRun}`, shows: 'The run failed' },
    { name: 'notifications', hash: '#/notifications', shows: 'Kettle price' },
    { name: 'data', hash: '#/data', shows: 'price_history' },
    { name: 'data-table', hash: '#/data/table/price_history', shows: 'Over time' },
    { name: 'data-files', hash: '#/data/files/newsletter', shows: 'draft.md' },
    { name: 'usage', hash: '#/usage', shows: 'Runs a day' },
    { name: 'workers', hash: '#/workers', shows: 'Nothing else.' },
    { name: 'settings-appearance', hash: '#/settings', shows: 'Like the system follows' },
    { name: 'settings-pause', hash: '#/settings/pause', shows: 'Pause everything' },
    { name: 'settings-notifications', hash: '#/settings/notifications', shows: 'Show on the desktop' },
    { name: 'settings-brain', hash: '#/settings/brain', shows: 'Built-in planner' },
    { name: 'settings-tools', hash: '#/settings/tools', shows: 'Web search' },
    { name: 'settings-triggers', hash: '#/settings/triggers', shows: 'Stay awake' },
    { name: 'settings-budgets', hash: '#/settings/budgets', shows: 'Tokens a run' },
    { name: 'settings-start', hash: '#/settings/start', shows: 'Quick ask' },
    { name: 'settings-data', hash: '#/settings/data', shows: 'Back up now' },
    { name: 'settings-shortcuts', hash: '#/settings/shortcuts', shows: 'Search and commands' },
    { name: 'settings-about', hash: '#/settings/about', shows: 'Show licences' },
  ];
}
