/** Whether a grant allows what a call needs. Deny by default: a need without its limit is refused. */
import type { ToolGrant, ToolLimits } from '../../shared/domain/grant.ts';
import { isHostGranted } from '../../shared/tools/hosts.ts';
import type { ToolNeeds } from '../../shared/tools/tool-spec.ts';
import { listWords } from '../../shared/tools/words.ts';
import { isWithinFolders, workspaceRelative } from '../../shared/tools/workspace-path.ts';

export interface Shortfall {
  kind: 'host' | 'folder' | 'table' | 'channel' | 'key';
  /** What was asked for, and what is allowed instead. */
  wanted: string;
  allowed: string[];
}

/** The first need the limits do not cover; null when they cover all. */
export function shortfallOf(needs: ToolNeeds, limits: ToolLimits, workspaceDir: string): Shortfall | null {
  const { hosts = [], folders = [], tables = [], channels = [], keys = [] } = limits;
  for (const wanted of needs.hosts ?? [])
    if (!isHostGranted(wanted, hosts)) return { kind: 'host', wanted, allowed: hosts };
  for (const wanted of needs.paths ?? []) {
    const path = workspaceRelative(wanted, workspaceDir);
    // Outside the workspace there is nothing to grant: the tool refuses it in its own words.
    if (path !== null && !isWithinFolders(path, folders, workspaceDir))
      return { kind: 'folder', wanted: path, allowed: folders };
  }
  // SQLite's names: upper and lower case are the same table.
  const known = new Set(tables.map((table) => table.toLowerCase()));
  for (const wanted of needs.tables ?? [])
    if (!known.has(wanted.toLowerCase())) return { kind: 'table', wanted, allowed: tables };
  for (const wanted of needs.channels ?? [])
    if (!channels.includes(wanted)) return { kind: 'channel', wanted, allowed: channels };
  for (const wanted of needs.keys ?? []) if (!keys.includes(wanted)) return { kind: 'key', wanted, allowed: keys };
  return null;
}

/** "evil.example: its grant allows only shop.example". */
export function shortfallWords({ kind, wanted, allowed }: Shortfall): string {
  return `the ${kind} ${wanted}: its grant allows ${allowed.length > 0 ? `only ${listWords(allowed)}` : `no ${kind}`}`;
}

/** The first grant of the tool that covers the needs, or the shortfall of the first one. Null when the tool is not granted at all. */
export function grantFor(
  tool: string,
  needs: ToolNeeds,
  grants: readonly ToolGrant[],
  workspaceDir: string,
): { grant: ToolGrant; shortfall: Shortfall | null } | null {
  const own = grants.filter((grant) => grant.tool === tool);
  const checked = own.map((grant) => ({ grant, shortfall: shortfallOf(needs, grant.limits, workspaceDir) }));
  return checked.find(({ shortfall }) => shortfall === null) ?? checked[0] ?? null;
}
