import { Card } from '../../components/card.tsx';
import { KeyList } from '../../components/key-list.tsx';

export function ShortcutsSection() {
  return (
    <Card className="px-5 py-2.5">
      <KeyList />
    </Card>
  );
}
