/** Starting with the desktop session on Linux: a file that desktops read (freedesktop.org's Desktop Application Autostart Specification). */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

export function autostartFile(env: NodeJS.ProcessEnv = process.env): string {
  const config = env.XDG_CONFIG_HOME || join(homedir(), '.config');
  return join(config, 'autostart', 'majordomo.desktop');
}

export function startsAtLogin(file: string): boolean {
  return existsSync(file);
}

export function setStartsAtLogin(file: string, command: readonly string[] | null): void {
  if (command === null) return rmSync(file, { force: true });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `[Desktop Entry]\nType=Application\nName=Majordomo\nExec=${command.map(quoted).join(' ')}\nX-GNOME-Autostart-enabled=true\n`,
  );
}

/** As the Desktop Entry Specification wants arguments of Exec. */
function quoted(argument: string): string {
  return `"${argument.replaceAll(/[\\"`$]/g, '\\\\$&').replaceAll('%', '%%')}"`;
}
