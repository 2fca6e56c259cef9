import { writeBackup } from '../../main/store/backup.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { Command } from '../command.ts';
import { absolute } from '../files.ts';

const backup: Command = {
  words: 'backup',
  usage: 'FILE',
  summary: 'everything in one file, also while flows run; the file is read back and checked',
  takes: { min: 1, max: 1 },
  needs: 'app',
  async run({ positionals, terminal }, app) {
    const report = await writeBackup(app, absolute(terminal.cwd, positionals[0] ?? ''), app.clock.nowMs());
    return {
      document: report as unknown as JsonValue,
      words: `${report.file}: ${report.files} files, ${(report.bytes / 1e6).toFixed(1)} MB, checked.`,
    };
  },
};

export const backupCommands: Command[] = [backup];
