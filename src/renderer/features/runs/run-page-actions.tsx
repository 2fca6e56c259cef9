import { CircleStop, Ellipsis, Play, RotateCw } from 'lucide-react';
import type { ShownRun } from '../../../shared/domain/run.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Menu, MenuItem } from '../../components/menu.tsx';
import { text } from '../../text.ts';
import { runCommands } from './run-commands.tsx';

/** What suits the run's state as a button, and everything in the menu; what cannot be done says why. */
export function RunPageActions({ detail }: { detail: ShownRun }) {
  const commands = runCommands(detail);
  const can = (id: (typeof commands)[number]['id']) =>
    commands.find((command) => command.id === id && command.why === null);
  const [cancel, resume, again] = [can('cancel'), can('resume'), can('again')];
  return (
    <>
      {cancel && (
        <Button icon={<CircleStop aria-hidden size={14} />} onClick={cancel.run}>
          {text.run.cancel}
        </Button>
      )}
      {resume && (
        <Button icon={<Play aria-hidden size={12} fill="currentColor" />} onClick={resume.run}>
          {text.run.resume}
        </Button>
      )}
      {!cancel && again && (
        <Button variant={resume ? 'quiet' : 'plain'} icon={<RotateCw aria-hidden size={13} />} onClick={again.run}>
          {text.run.again}
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label={text.runActions.more} hint={text.common.more} icon={<Ellipsis aria-hidden size={16} />} />
        }
      >
        {commands.map(({ id, icon, words, why, run }) => (
          <MenuItem key={id} icon={icon} disabled={why !== null} note={why} danger={id === 'cancel'} onSelect={run}>
            {words}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
