/** The process that dies: `node child.ts '{"folder", "killAt", "journal"?}'`. Prints the points it passed when it lives to the end. */
import { CrashWorld } from './crash-world.ts';

const { folder, killAt } = JSON.parse(process.argv[2] ?? '{}') as { folder: string; killAt: string | null };

const points: string[] = [];
const world = new CrashWorld(folder, {
  reach(point) {
    points.push(point);
    if (point === killAt) process.kill(process.pid, 'SIGKILL');
  },
});
await world.takeUp();
await world.runToRest();
const broken = [...world.broken.values()].map((error) => {
  const { code, message } = error as { code?: string; message?: string };
  return { code, message };
});
process.stdout.write(JSON.stringify({ points, ended: [...world.ends.keys()], broken }));
world.close();
