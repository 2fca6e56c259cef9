import { useState } from 'react';
import { AlertDialog } from '../../components/alert-dialog.tsx';
import { Button } from '../../components/button.tsx';
import { client } from '../../ipc-client.ts';
import { selectStatus, useAppStatusStore } from '../../stores/app-status.ts';
import { backUp } from '../../stores/back-up.ts';
import { reportError } from '../../stores/toasts.ts';
import { text } from '../../text.ts';
import { SettingCard, SettingRow } from './setting-row.tsx';

export function DataSection() {
  const status = useAppStatusStore(selectStatus);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const { settings } = text;
  const start = async () => {
    setBusy(true);
    await backUp();
    setBusy(false);
  };
  return (
    <SettingCard>
      <SettingRow title={settings.backup} body={settings.backupBody}>
        <Button busy={busy} onClick={() => void start()}>
          {settings.backupAction}
        </Button>
      </SettingRow>
      <SettingRow title={settings.restore} body={settings.restoreBody}>
        <Button onClick={() => setAsking(true)}>{settings.restoreAction}</Button>
      </SettingRow>
      <SettingRow title={settings.folder} body={<code className="text-s">{status?.dataDir}</code>}>
        <Button onClick={() => void client.settings.showDataFolder().catch(reportError)}>{settings.showFolder}</Button>
      </SettingRow>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={settings.restoreTitle}
        body={settings.restoreAsk}
        keep={text.common.cancel}
        confirm={settings.restoreConfirm}
        onConfirm={() => void client.settings.restore().catch(reportError)}
      />
    </SettingCard>
  );
}
