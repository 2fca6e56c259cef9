import { CircleOff, Copy, Ellipsis, FileDown, History, Workflow } from 'lucide-react';
import type { FlowListItem } from '../../../shared/domain/flow.ts';

/** What the menu needs to know of a flow. */
export type MenuFlow = Pick<FlowListItem, 'id' | 'name' | 'status' | 'lastRun'>;

import { IconButton } from '../../components/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../components/menu.tsx';
import { duplicateFlow, exportFlow } from '../../stores/flow-files.ts';
import { openFlow, openRun } from '../../stores/route.ts';
import { text } from '../../text.ts';

interface FlowMenuProps<F extends MenuFlow> {
  flow: F;
  onCancel: (flow: F) => void;
  /** On the flow's own page there is nothing to open. */
  onOwnPage?: boolean;
}

export function FlowMenu<F extends MenuFlow>({ flow, onCancel, onOwnPage = false }: FlowMenuProps<F>) {
  const last = flow.lastRun;
  return (
    <Menu
      trigger={
        <IconButton
          label={text.flows.moreFor(flow.name)}
          hint={text.common.more}
          icon={<Ellipsis aria-hidden size={16} />}
        />
      }
    >
      {!onOwnPage && (
        <MenuItem icon={<Workflow aria-hidden size={14} />} onSelect={() => openFlow(flow.id)}>
          {text.flows.open}
        </MenuItem>
      )}
      <MenuItem icon={<History aria-hidden size={14} />} disabled={!last} onSelect={() => last && openRun(last.id)}>
        {text.flows.lastRun}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Copy aria-hidden size={14} />} onSelect={() => void duplicateFlow(flow.id, flow.name)}>
        {text.change.files.duplicate}
      </MenuItem>
      <MenuItem icon={<FileDown aria-hidden size={14} />} onSelect={() => void exportFlow(flow.id)}>
        {text.change.files.export}
      </MenuItem>
      {flow.status !== 'cancelled' && (
        <>
          <MenuSeparator />
          <MenuItem icon={<CircleOff aria-hidden size={14} />} danger onSelect={() => onCancel(flow)}>
            {text.flows.cancel}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
