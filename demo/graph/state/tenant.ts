import type { PersonSeed, TenantSeed } from '../../tenant.ts';
import { Calendars } from './calendars.ts';
import type { ListColumn } from './columns.ts';
import { addressName, guidOf } from './identifiers.ts';
import { type Edit, type FileEdit, isFileEdit, isShapeEdit, type Journal, type ShapeEdit } from './journal.ts';
import { Library, type LibraryItem } from './library.ts';
import { type Item, ListStore } from './listStore.ts';
import { Plans } from './plans.ts';
import { Registrations } from './registrations.ts';
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
  readonly lists: ListStore[];
  private readonly listNames = new Set<string>();
  /** The site's people, by the numbers under which cells name them. */
  readonly users: ListStore;
  readonly library: Library;
  readonly tickets: Tickets;
  readonly calendars: Calendars;
  readonly plans: Plans;
  readonly registrations: Registrations;
  /** Told of every edit, once it is done. */
  onEdit: ((list: ListStore) => void) | null = null;
  private readonly journal: Journal;
  private readonly clock: () => Date;
  private readonly people = new Map<string, PersonSeed>();
  private readonly teamIds: ReadonlySet<string>;

  constructor(seed: TenantSeed, journal: Journal, clock: () => Date, registrations = new Registrations(null, clock)) {
    this.seed = seed;
    this.journal = journal;
    this.registrations = registrations;
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
    this.lists = seed.lists.map((list) => {
      const id = guidOf(seed.tenantId, 'list', list.displayName);
      return new ListStore(list, { id, name: freshName(addressName(list.displayName), this.listNames), bornAt: this.bornAt, by });
    });
    this.users = usersOf(seed, { bornAt: this.bornAt, by });
    this.library = new Library(seed.files ?? [], { tenantId: seed.tenantId, bornAt: this.bornAt, by });
    this.tickets = openTickets(clock);
    this.calendars = new Calendars(seed.events ?? [], this.bornAt, clock);
    this.plans = new Plans(seed.plans ?? [], seed.team.id, this.bornAt, clock);
    for (const edit of journal.edits) {
      if (isShapeEdit(edit)) this.shape(edit);
      else if (isFileEdit(edit))
        this.library.apply(edit, edit.content === undefined ? new Uint8Array() : journal.contents.read(edit.content));
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
    return (
      [...this.lists, this.users].find((list) => [list.id, list.displayName, list.name].some((known) => known.toLowerCase() === wanted)) ??
      null
    );
  }

  /** Makes or changes a list itself; the caller has checked it. */
  reshape(edit: Omit<ShapeEdit, 'at'>): ListStore | null {
    const whole: ShapeEdit = { ...edit, at: this.clock().toISOString() };
    this.journal.append(whole);
    return this.shape(whole);
  }

  private shape(edit: ShapeEdit): ListStore | null {
    if (edit.kind === 'makeList') {
      const { list: id, displayName = '', description = '', columns = [], at, by } = edit;
      const name = freshName(addressName(displayName), this.listNames);
      const made = new ListStore({ displayName, columns: [], rows: [] }, { id, name, bornAt: at, by, description, columns });
      this.lists.push(made);
      return made;
    }
    const list = this.listById(edit.list);
    if (list && edit.kind === 'dropList') this.lists.splice(this.lists.indexOf(list), 1);
    if (list && edit.column && edit.kind === 'addColumn') list.addColumn(edit.column as ListColumn);
    if (list && edit.column && edit.kind === 'changeColumn') list.changeColumn(edit.column);
    return list;
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

/** Every site has it, hidden: item 6 is the first person, before them stand the system's own. */
function usersOf(seed: TenantSeed, { bornAt, by }: { bornAt: string; by: string }): ListStore {
  const columns = ['EMail', 'UserName'].map((displayName) => ({ displayName, type: 'text' as const }));
  const people = seed.people.map(({ userPrincipalName }) => ({ EMail: userPrincipalName, UserName: userPrincipalName }));
  const rows = [...Array.from({ length: 5 }, () => ({})), ...people];
  const id = guidOf(seed.tenantId, 'list', 'User Information List');
  return new ListStore({ displayName: 'User Information List', columns, rows }, { id, name: 'users', bornAt, by });
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
