/** Lets so many in at the same time; the others wait in line. */
export function gate(width: number): <T>(work: () => Promise<T>) => Promise<T> {
  const line: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    if (inside >= width) await new Promise<void>((enter) => line.push(enter));
    else inside += 1;
    try {
      return await work();
    } finally {
      const next = line.shift();
      // The place goes to the next in line, or is free.
      if (next) next();
      else inside -= 1;
    }
  };
}
