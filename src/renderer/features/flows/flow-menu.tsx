import { CircleOff, Ellipsis, History, Workflow } from 'lucide-react';
import type { FlowSummary } from '../../../shared/domain/flow.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../components/menu.tsx';
import { openFlow, openRun } from '../../stores/route.ts';
import { text } from '../../text.ts';

interface FlowMenuProps {
  flow: FlowSummary;
  onCancel: (flow: FlowSummary) => void;
  /** On the flow's own page there is nothing to open. */
  onOwnPage?: boolean;
}

export function FlowMenu({ flow, onCancel, onOwnPage = false }: FlowMenuProps) {
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
