import { Zip, ZipDeflate } from 'fflate';

export interface ZipEntry {
  name: string;
  /** Texts, one after the other; asked for only as fast as the archive is taken. */
  chunks: AsyncIterable<string>;
}

/** An archive that is made while it is sent: no more of it is in memory than one chunk. */
export async function* zipped(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const archive = new Zip((error, data) => {
    if (error) failure = error;
    else ready.push(data);
  });
  function* taken(): Generator<Uint8Array> {
    if (failure) throw failure;
    const parts = ready;
    ready = [];
    yield* parts;
  }
  const encoder = new TextEncoder();
  for await (const { name, chunks } of entries) {
    const file = new ZipDeflate(name, { level: 6 });
    archive.add(file);
    for await (const chunk of chunks) {
      file.push(encoder.encode(chunk));
      yield* taken();
    }
    file.push(new Uint8Array(), true);
    yield* taken();
  }
  archive.end();
  yield* taken();
}
