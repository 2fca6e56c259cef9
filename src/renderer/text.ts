/** Every word the window says, in one place so that it can be translated: this catalogue and the parts in text/. */
import { chatText, planText } from './text/chat.ts';
import { changeText } from './text/flow-change.ts';
import { flowsText, flowText, occurrenceText, runsText, runText } from './text/flows.ts';
import { graphText } from './text/graph.ts';
import { limitsText, secretsText } from './text/limits.ts';
import {
  agendaText,
  approvalsText,
  dataText,
  notificationsText,
  paletteText,
  settingsText,
  welcomeText,
  workersText,
} from './text/pages.ts';
import { changesText, compareText, runActionsText, timelineText } from './text/runs.ts';
import { scheduleText, triggersText } from './text/schedule.ts';
import { commonText, keysText, navText, statusText, timeText } from './text/shell.ts';
import { templatesText } from './text/templates.ts';
import { usageText } from './text/usage.ts';

export const text = {
  /** The language of this catalogue; dates follow it in the user's region. */
  language: 'en',
  appName: 'Majordomo',
  nav: navText,
  status: statusText,
  keys: keysText,
  time: timeText,
  common: commonText,
  chat: chatText,
  plan: planText,
  flows: flowsText,
  flow: flowText,
  change: changeText,
  graph: graphText,
  schedule: scheduleText,
  triggers: triggersText,
  limits: limitsText,
  secrets: secretsText,
  occurrence: occurrenceText,
  runs: runsText,
  run: runText,
  timeline: timelineText,
  runActions: runActionsText,
  changes: changesText,
  compare: compareText,
  agenda: agendaText,
  approvals: approvalsText,
  notifications: notificationsText,
  workers: workersText,
  templates: templatesText,
  usage: usageText,
  data: dataText,
  settings: settingsText,
  palette: paletteText,
  welcome: welcomeText,
} as const;
