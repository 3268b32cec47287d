import { pipeline, type Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import yauzl from 'yauzl';
import { damaged, FileProblem } from '../../drive/problems.ts';

/** The parts of a workbook, which is a ZIP archive of XML files. Part names go in any letter case, as OPC has it. */
export interface Parts {
  has(name: string): boolean;
  /** @throws FileProblem where the part is damaged, or larger than `mostBytes` */
  chunks(name: string, mostBytes: number): AsyncGenerator<Buffer>;
}

const oldContainer = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const encryptedStream = Buffer.from('EncryptedPackage', 'utf16le');

/** What the first bytes tell, where it is no ZIP archive at all. */
function refuse(bytes: Buffer): FileProblem | null {
  if (bytes.length === 0) return new FileProblem('empty', 'is an empty file: upload it again');
  if (bytes.subarray(0, 4).equals(oldContainer)) {
    return bytes.includes(encryptedStream)
      ? new FileProblem(
          'passwordProtected',
          'is protected by a password: remove the password in Excel (File, Info, Protect Workbook), or keep the table in a file without one',
        )
      : new FileProblem('wrongFormat', 'is in the format of Excel 97-2003 (.xls): save it as .xlsx');
  }
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return new FileProblem('wrongFormat', 'is not an Excel workbook: save it as .xlsx');
  return null;
}

const pieceBytes = 131_072;
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** @throws FileProblem */
export async function openParts(content: Uint8Array): Promise<Parts> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const refused = refuse(bytes);
  if (refused) throw refused;
  const { zip, entries } = await readDirectory(bytes);
  return {
    has: (name) => entries.has(name.toLowerCase()),
    async *chunks(name, mostBytes) {
      const entry = entries.get(name.toLowerCase());
      if (!entry) throw damaged(`its part ${name} is missing`);
      if (entry.isEncrypted()) throw new FileProblem('passwordProtected', 'is an encrypted archive: save it without a password');
      if (entry.uncompressedSize > mostBytes) {
        throw new FileProblem(
          'tooLarge',
          `holds too much to be read (${Math.round(entry.uncompressedSize / 1_048_576)} MB unpacked, at most ${Math.round(mostBytes / 1_048_576)}): keep fewer rows in it`,
        );
      }
      let sum = 0;
      try {
        for await (const chunk of await zip.unpack(entry)) {
          sum = crc32(chunk as Buffer, sum);
          yield chunk as Buffer;
        }
      } catch (error) {
        throw error instanceof FileProblem ? error : damaged(messageOf(error));
      }
      if (sum !== entry.crc32) throw damaged(`the checksum of ${name} is wrong`);
    },
  };
}

interface Directory {
  zip: { unpack(entry: yauzl.Entry): Promise<Readable> };
  entries: Map<string, yauzl.Entry>;
}

function readDirectory(bytes: Buffer): Promise<Directory> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: false }, (error, zip) => {
      if (error || !zip) return reject(damaged(messageOf(error)));
      const entries = new Map<string, yauzl.Entry>();
      const unpack = (entry: yauzl.Entry) =>
        new Promise<Readable>((ok, failed) => {
          const isPacked = entry.compressionMethod === 8;
          const received = (problem: Error | null, stream: Readable) => {
            if (problem) return failed(problem);
            if (!isPacked) return ok(stream);
            // In larger pieces than yauzl would: each is handed from thread to thread.
            ok(pipeline(stream, createInflateRaw({ chunkSize: pieceBytes }), () => undefined));
          };
          if (isPacked) zip.openReadStream(entry, { decodeFileData: false }, received);
          else zip.openReadStream(entry, received);
        });
      zip.on('entry', (entry) => entries.set(entry.fileName.toLowerCase(), entry));
      zip.once('error', (problem) => reject(damaged(messageOf(problem))));
      zip.once('end', () => resolve({ zip: { unpack }, entries }));
    });
  });
}
