import type { LibraryItem } from './state/library.ts';
import type { Tenant } from './state/tenant.ts';

/** Edits the files of the document library as people do, without HTTP. Files go by their path below the library's root. */
export interface FileEditing {
  /** Uploads a file, or another content of one that there is. */
  put(path: string, content: Uint8Array, by?: string): void;
  /** Renames a file, or moves it; it stays the same item. */
  move(path: string, to: string, by?: string): void;
  remove(path: string, by?: string): void;
  /** Somebody works in the file and lets nobody else, until it is unlocked. */
  lock(path: string): void;
  unlock(path: string): void;
  read(path: string): Uint8Array | null;
  /** Delta tokens handed out so far answer 410 from now on. */
  expireDeltaTokens(): void;
}

export function fileEditing(tenant: Tenant): FileEditing {
  const { library } = tenant;
  const owner = tenant.seed.team.ownerIds[0] ?? tenant.seed.people[0]?.id ?? '';
  const existing = (path: string): LibraryItem => {
    const item = library.at(path);
    if (item?.kind === 'file') return item;
    const files = library.all.filter(({ kind }) => kind === 'file').map((file) => file.path);
    throw new RangeError(`There is no file '${path}'; there are ${files.join(', ') || 'none'}.`);
  };
  return {
    put: (path, content, by = owner) => {
      if (library.at(path)?.kind === 'folder') throw new RangeError(`'${path}' is a folder.`);
      tenant.editFile({ kind: 'put', path, by }, content);
    },
    move: (path, to, by = owner) => {
      existing(path);
      if (library.at(to)) throw new RangeError(`There is already a file '${to}'.`);
      tenant.editFile({ kind: 'move', path, to, by });
    },
    remove: (path, by = owner) => {
      existing(path);
      tenant.editFile({ kind: 'remove', path, by });
    },
    lock: (path) => {
      existing(path).isLocked = true;
    },
    unlock: (path) => {
      existing(path).isLocked = false;
    },
    read: (path) => library.at(path)?.content ?? null,
    expireDeltaTokens: () => library.expireTokens(),
  };
}
