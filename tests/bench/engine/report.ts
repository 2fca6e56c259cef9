/** The figures for people: rates, step times, the event loop's delay, ratios to the floor, and the targets beside them. */
import type { Figures } from '../engine.ts';
import type { Measured } from './measure.ts';

export function printReport({
  machine,
  floor,
  engine,
  ratios,
  slow,
  recovery,
  history,
  interpretation,
}: Figures): void {
  line(machine);
  line('');
  line(`${''.padEnd(44)}${columns('steps/s', 'p50 ms', 'p99 ms', 'cpu µs', 'loop p50', 'p99', 'max', 'of floor')}`);
  row('floor: one row a commit', floor.row1);
  row('floor: 20 rows a commit', floor.row20);
  row('bare journal loop, in turn', floor.inTurn);
  row('bare journal loop, 20 at a time', floor.at20);
  row('engine, pure steps, in turn', engine.inTurn, floor.inTurn);
  row('engine, pure steps, 20 at a time', engine.at20, floor.at20);
  row('  with the writer on a thread, in turn', engine.inTurnThread, floor.inTurn);
  row('  with the writer on a thread, 20 at a time', engine.at20Thread, floor.at20);
  row('engine, transactional, in turn', engine.transactionalInTurn, floor.inTurn);
  row('engine, transactional, 20 at a time', engine.transactionalAt20, floor.at20);
  row('engine, worker process, in turn', engine.workerInTurn, floor.inTurn);
  row('engine, worker process, 4 at a time', engine.workerAt4, floor.inTurn);
  if (slow) {
    line('with 4 ms added to each flush, 20 at a time:');
    row('  bare journal loop', slow.floorAt20);
    row('  engine, pure steps', slow.at20, slow.floorAt20);
    row('  with the writer on a thread', slow.at20Thread, slow.floorAt20);
    row('  engine, transactional', slow.transactionalAt20, slow.floorAt20);
  } else line('with 4 ms added to each flush: skipped, strace is missing (apt-get install strace)');
  line('');
  line(
    `deciding alone: ${us(interpretation.usPerState)} a state, ${us(interpretation.usPerReference)} more with a reference, ${us(interpretation.usPerExpression)} more with an expression; a Task with its three: ${us(interpretation.usPerTask)}`,
  );
  line(
    `recovery with ${recovery.runs} runs in flight: opened and checked after ${ms(recovery.openMs)}, all drivers ${ms(recovery.driversMs)}, first new event ${ms(recovery.firstEventMs)}, every run went on ${ms(recovery.allMs)}; event loop held at most ${ms(recovery.loopMaxMs)}`,
  );
  line(
    `start-up, ${history.runs} runs (${history.megabytes.toFixed(0)} MB) / empty: engine and first list ${ms(history.full.engineMs)} / ${ms(history.empty.engineMs)}, whole app ${ms(history.full.appMs)} / ${ms(history.empty.appMs)}`,
  );
  line(
    `pages, p99: all runs ${ms(history.pages.listMs)}, a flow's runs ${ms(history.pages.flowListMs)}, a run ${ms(history.pages.runMs)}, a run of 100 steps ${ms(history.pages.longRunMs)}`,
  );
  line('');
  target('pure steps in turn, of the bare loop', ratios.inTurn, 'at least', 0.7);
  target('pure steps 20 at a time, of the bare loop', ratios.at20, 'at least', 0.4);
  target('start-up with the history, of an empty one', history.full.appMs / history.empty.appMs, 'at most', 1.2);
  target('a run’s page, ms', Math.max(history.pages.runMs, history.pages.longRunMs), 'at most', 20);
  target('event-loop delay p99 at full load, ms', engine.at20.loopP99Ms, 'at most', 16);
  target('  with transactional steps, ms', engine.transactionalAt20.loopP99Ms, 'at most', 16);
  if (!slow) return;
  target('event-loop delay p99, 4 ms more a flush, ms', slow.at20.loopP99Ms, 'at most', 16);
  target('  with transactional steps, ms', slow.transactionalAt20.loopP99Ms, 'at most', 16);
}

function row(name: string, measured: Measured, floor?: Measured): void {
  const { perS, p50Ms, p99Ms, cpuUs, loopP50Ms, loopP99Ms, loopMaxMs } = measured;
  line(
    `${name.padEnd(44)}${columns(
      Math.round(perS).toString(),
      p50Ms.toFixed(2),
      p99Ms.toFixed(2),
      cpuUs.toFixed(0),
      loopP50Ms.toFixed(1),
      loopP99Ms.toFixed(1),
      loopMaxMs.toFixed(1),
      floor ? (perS / floor.perS).toFixed(2) : '',
    )}`,
  );
}

function target(what: string, value: number, bound: 'at least' | 'at most', limit: number): void {
  const met = bound === 'at least' ? value >= limit : value <= limit;
  line(`${met ? 'met   ' : 'MISSED'} ${what.padEnd(46)} ${value.toFixed(2).padStart(7)}  (${bound} ${limit})`);
}

function columns(...texts: string[]): string {
  return texts.map((text) => text.padStart(10)).join('');
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function us(value: number): string {
  return `${value.toFixed(1)} µs`;
}

function line(text: string): void {
  process.stdout.write(`${text}\n`);
}
