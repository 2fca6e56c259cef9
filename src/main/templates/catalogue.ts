/** Every template, in the order of the gallery. */
import { apiValue } from './catalogue/api-value.ts';
import { backupReminder } from './catalogue/backup-reminder.ts';
import { brokenLinks } from './catalogue/broken-links.ts';
import { collectPages } from './catalogue/collect-pages.ts';
import { csvReport } from './catalogue/csv-report.ts';
import { dailyNote } from './catalogue/daily-note.ts';
import { diskWarning } from './catalogue/disk-warning.ts';
import { feedDigest } from './catalogue/feed-digest.ts';
import { folderLog } from './catalogue/folder-log.ts';
import { logWatcher } from './catalogue/log-watcher.ts';
import { lowBattery } from './catalogue/low-battery.ts';
import { memoryWarning } from './catalogue/memory-warning.ts';
import { morningSummary } from './catalogue/morning-summary.ts';
import { pageChanged } from './catalogue/page-changed.ts';
import { priceWatch } from './catalogue/price-watch.ts';
import { sortFiles } from './catalogue/sort-files.ts';
import { tableStatistics } from './catalogue/table-statistics.ts';
import { waitForJob } from './catalogue/wait-for-job.ts';
import { websiteUp } from './catalogue/website-up.ts';
import { weeklyCleanup } from './catalogue/weekly-cleanup.ts';
import type { FlowTemplate } from './template.ts';

export const templates: readonly FlowTemplate[] = [
  diskWarning,
  memoryWarning,
  lowBattery,
  folderLog,
  sortFiles,
  weeklyCleanup,
  backupReminder,
  logWatcher,
  pageChanged,
  priceWatch,
  websiteUp,
  brokenLinks,
  feedDigest,
  waitForJob,
  dailyNote,
  morningSummary,
  apiValue,
  csvReport,
  tableStatistics,
  collectPages,
];
