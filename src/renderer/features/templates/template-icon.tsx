import {
  Activity,
  BadgePercent,
  BatteryLow,
  CalendarCheck,
  ChartLine,
  FileDiff,
  FileSpreadsheet,
  FolderDown,
  FolderTree,
  HardDrive,
  Hourglass,
  LayoutTemplate,
  Link2Off,
  ListPlus,
  type LucideIcon,
  MemoryStick,
  Newspaper,
  NotebookPen,
  Save,
  ScrollText,
  Sigma,
  Sunrise,
} from 'lucide-react';

const icons: Readonly<Record<string, LucideIcon>> = {
  'disk-warning': HardDrive,
  'memory-warning': MemoryStick,
  'low-battery': BatteryLow,
  'folder-log': FolderDown,
  'sort-files': FolderTree,
  'weekly-cleanup': CalendarCheck,
  'backup-reminder': Save,
  'log-watcher': ScrollText,
  'page-changed': FileDiff,
  'price-watch': BadgePercent,
  'website-up': Activity,
  'broken-links': Link2Off,
  'feed-digest': Newspaper,
  'wait-for-job': Hourglass,
  'daily-note': NotebookPen,
  'morning-summary': Sunrise,
  'api-value': ChartLine,
  'csv-report': FileSpreadsheet,
  'table-statistics': Sigma,
  'collect-pages': ListPlus,
};

export function TemplateIcon({ id }: { id: string }) {
  const Icon = icons[id] ?? LayoutTemplate;
  return (
    <span className="flex size-8 shrink-0 items-center justify-center rounded-[9px] bg-accent-bg text-accent">
      <Icon aria-hidden size={17} strokeWidth={1.9} />
    </span>
  );
}
