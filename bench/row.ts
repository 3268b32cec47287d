/** One row of the table: what was measured here, what it is held against in the same run, and what is asked of the quotient. */
export interface Row {
  work: string;
  ours: string;
  against: string;
  ratio: number | null;
  must: string;
  isMet: boolean;
  aim: string;
}
export interface Bench {
  name: string;
  run(): Promise<Row[]>;
}

export const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

/** Milliseconds of each of `runs` calls, in ascending order, after `warmUps` that do not count. */
export async function timed(runs: number, work: (turn: number) => Promise<unknown>, warmUps = 2): Promise<number[]> {
  for (let turn = 0; turn < warmUps; turn += 1) await work(turn);
  const times: number[] = [];
  for (let turn = 0; turn < runs; turn += 1) {
    const begun = performance.now();
    await work(turn + warmUps);
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b);
}
export const median = (times: readonly number[]): number => times[Math.floor(times.length / 2)] ?? Number.NaN;
export const p99 = (times: readonly number[]): number =>
  times[Math.min(times.length - 1, Math.ceil(times.length * 0.99) - 1)] ?? Number.NaN;
