import { Ellipsis, Workflow } from 'lucide-react';
import { IconButton } from '../../components/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../components/menu.tsx';
import { openFlow } from '../../stores/route.ts';
import { text } from '../../text.ts';
import { type ActedOnFlow, type FlowCommand, flowCommands } from './flow-commands.tsx';

interface FlowMenuProps {
  flow: ActedOnFlow;
  /** On the flow's own page there is nothing to open. */
  onOwnPage?: boolean;
}

export function FlowMenu({ flow, onOwnPage = false }: FlowMenuProps) {
  const commands = flowCommands(flow);
  const item = (id: FlowCommand['id']) =>
    commands
      .filter((command) => command.id === id)
      .map(({ icon, words, able, run }) => (
        <MenuItem key={id} icon={icon} disabled={!able} danger={id === 'cancel'} onSelect={run}>
          {words}
        </MenuItem>
      ));
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
      {item('last-run')}
      <MenuSeparator />
      {item('duplicate')}
      {item('export')}
      {flow.status !== 'cancelled' && (
        <>
          <MenuSeparator />
          {item('cancel')}
        </>
      )}
    </Menu>
  );
}
