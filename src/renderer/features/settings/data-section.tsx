import { useState } from 'react';
import { AlertDialog } from '../../components/alert-dialog.tsx';
import { Button } from '../../components/button.tsx';
import { client } from '../../ipc-client.ts';
import { selectStatus, useAppStatusStore } from '../../stores/app-status.ts';
import { reportError, showToast } from '../../stores/toasts.ts';
import { text } from '../../text.ts';
import { SettingCard, SettingRow } from './setting-row.tsx';

export function DataSection() {
  const status = useAppStatusStore(selectStatus);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const { settings } = text;
  const backUp = async () => {
    setBusy(true);
    try {
      const report = await client.settings.backup();
      if (report) showToast({ title: settings.backedUp(report.file) });
    } catch (error) {
      reportError(error);
    }
    setBusy(false);
  };
  return (
    <SettingCard>
      <SettingRow title={settings.backup} body={settings.backupBody}>
        <Button busy={busy} onClick={() => void backUp()}>
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
