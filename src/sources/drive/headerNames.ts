/** The names of columns from their headers: none is empty, none stands twice. What was made of them is said. */
export function headerNames(header: readonly string[], width: number, problems: string[]): string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, index) => {
    const written = (header[index] ?? '').trim();
    const wanted = written || `Column ${index + 1}`;
    let name = wanted;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wanted} (${number})`;
    taken.add(name.toLowerCase());
    if (name !== written && index < header.length)
      problems.push(
        written
          ? `the header "${written}" stands twice; the second is read as "${name}"`
          : `column ${index + 1} has no header; read as "${name}"`,
      );
    return name;
  });
}
