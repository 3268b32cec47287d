import type { PersonSeed, TenantSeed } from '../../tenant.ts';
import { addressName, guidOf } from './identifiers.ts';
import { type Edit, type FileEdit, isFileEdit, type Journal } from './journal.ts';
import { Library, type LibraryItem } from './library.ts';
import { type Item, ListStore } from './listStore.ts';
import { openTickets, type Tickets } from './tickets.ts';

export interface LocalSite {
  /** hostname,guid,guid, as Graph writes it. */
  id: string;
  hostname: string;
  /** Server-relative, without a slash at the beginning: 'sites/Contoso'. */
  path: string;
  name: string;
}

/** All that the local Graph knows: directory, team, site, lists and files. */
export class Tenant {
  readonly seed: TenantSeed;
  readonly bornAt: string;
  readonly epoch: string;
  readonly site: LocalSite;
  readonly lists: readonly ListStore[];
  readonly library: Library;
  readonly tickets: Tickets;
  /** Told of every edit, once it is done. */
  onEdit: ((list: ListStore) => void) | null = null;
  private readonly journal: Journal;
  private readonly clock: () => Date;
  private readonly people = new Map<string, PersonSeed>();
  private readonly teamIds: ReadonlySet<string>;

  constructor(seed: TenantSeed, journal: Journal, clock: () => Date) {
    this.seed = seed;
    this.journal = journal;
    this.clock = clock;
    this.bornAt = journal.bornAt;
    this.epoch = journal.epoch;
    for (const person of seed.people) {
      this.people.set(person.id.toLowerCase(), person);
      this.people.set(person.userPrincipalName.toLowerCase(), person);
    }
    this.teamIds = new Set([...seed.team.memberIds, ...seed.team.ownerIds]);
    this.site = siteOf(seed);
    const by = seed.team.ownerIds[0] ?? seed.people[0]?.id ?? seed.tenantId;
    const names = new Set<string>();
    this.lists = seed.lists.map((list) => {
      const id = guidOf(seed.tenantId, 'list', list.displayName);
      return new ListStore(list, { id, name: freshName(addressName(list.displayName), names), bornAt: this.bornAt, by });
    });
    this.library = new Library(seed.files ?? [], { tenantId: seed.tenantId, bornAt: this.bornAt, by });
    this.tickets = openTickets(clock);
    for (const edit of journal.edits) {
      if (isFileEdit(edit)) this.library.apply(edit, edit.content === undefined ? new Uint8Array() : journal.contents.read(edit.content));
      else this.listById(edit.list)?.apply(edit);
    }
  }

  /** By directory id or user@domain, in any letter case. */
  person(idOrAddress: string): PersonSeed | null {
    return this.people.get(idOrAddress.toLowerCase()) ?? null;
  }

  isOnTeam(personId: string): boolean {
    return this.teamIds.has(personId);
  }

  private listById(id: string): ListStore | null {
    return this.lists.find((list) => list.id === id) ?? null;
  }

  /** By id, label or name in the address, in any letter case. */
  list(idOrTitle: string): ListStore | null {
    const wanted = idOrTitle.toLowerCase();
    return this.lists.find((list) => [list.id, list.displayName, list.name].some((known) => known.toLowerCase() === wanted)) ?? null;
  }

  /** Writes an edit to the journal, then does it: what was answered is never lost. */
  edit(list: ListStore, edit: Pick<Edit, 'kind' | 'item' | 'fields' | 'by'>): Item {
    const whole: Edit = { ...edit, list: list.id, at: this.clock().toISOString() };
    this.journal.append(whole);
    const item = list.apply(whole);
    this.onEdit?.(list);
    return item;
  }

  editFile(edit: Pick<FileEdit, 'kind' | 'path' | 'to' | 'by'>, content: Uint8Array = new Uint8Array()): LibraryItem {
    const kept = edit.kind === 'put' ? { content: this.journal.contents.keep(content) } : {};
    const whole: FileEdit = { ...edit, ...kept, at: this.clock().toISOString() };
    this.journal.append(whole);
    return this.library.apply(whole, content);
  }
}

function siteOf(seed: TenantSeed): LocalSite {
  const name = addressName(seed.team.displayName);
  const hostname = `${seed.domain.split('.')[0] ?? 'local'}.sharepoint.com`.toLowerCase();
  const id = [hostname, guidOf(seed.tenantId, 'site collection', seed.team.id), guidOf(seed.tenantId, 'site', seed.team.id)].join(',');
  return { id, hostname, path: `sites/${name}`, name };
}

function freshName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 1; taken.has(name.toLowerCase()); number++) name = `${wanted}${number}`;
  taken.add(name.toLowerCase());
  return name;
}
