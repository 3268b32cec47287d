import { doubles, type Item, type Lists } from './lists.ts';
import { isReadable } from './truth.ts';
import { amount, badValue, type Cells, countries, type Dice, day, keyColumn, type ListName, listNames, newRow, spoilt } from './world.ts';

/** Somebody who edits the lists at random, and remembers which rows were never readable. */
export interface Editor {
  /** One edit, or a few that belong together. @returns how many it was */
  edit(): Promise<number>;
  /** Clears a list and loads the same rows anew, as a nightly export does. @returns how many edits it was */
  reload(list: ListName): Promise<number>;
  /** Mends what once could be read and takes away what holds the key of another: from then on the truth is one, whenever it was read. */
  settle(): Promise<void>;
}

interface Row extends Item {
  /** Could not be read when it was made, and stays so. */
  bornBad: boolean;
}

export async function openEditor(lists: Lists, dice: Dice): Promise<Editor> {
  const rows = {} as Record<ListName, Row[]>;
  for (const list of listNames) rows[list] = (await lists.items(list)).map((item) => ({ ...item, bornBad: !isReadable(list, item.cells) }));
  let made = 0;
  const newKey = (list: ListName) => `${list.slice(0, 2)}n${++made}`;
  const any = (list: ListName): Row | null => {
    const sound = rows[list].filter((row) => !row.bornBad);
    return sound.length > 0 ? dice.oneOf(sound) : null;
  };
  const companies = () => rows.Companies.filter((row) => !row.bornBad).map((row) => row.cells);

  const add = async (list: ListName, cells: Cells, bornBad = false) => {
    rows[list].push({ id: await lists.add(list, cells), cells, bornBad });
  };
  const change = async (list: ListName, row: Row, cells: Cells) => {
    await lists.change(list, row.id, cells);
    row.cells = { ...row.cells, ...cells };
  };
  const remove = async (list: ListName, row: Row) => {
    await lists.remove(list, row.id);
    rows[list] = rows[list].filter((other) => other !== row);
  };

  const someValue = (list: ListName): Cells => {
    const company = companies().length > 0 ? dice.oneOf(companies()) : {};
    const changes: Record<ListName, Cells[]> = {
      Companies: [{ Country: dice.oneOf(countries) }, { Name: `Renamed ${++made}` }],
      Pipeline: [
        { Value: amount(dice) },
        { Closed: day(dice) },
        { Stage: dice.oneOf(['Won', 'Lost', 'Open']) },
        { Deal: `Renamed ${++made}` },
        { Company: company.Name ?? 'Nobody' },
        { Owner: `owner${dice.below(9)}@contoso.example` },
        { Company: 'Nobody at all' },
      ],
      Contracts: [{ Worth: amount(dice) }, { Ends: day(dice) }, { Customer: company.Key ?? 'none' }],
      Central: [{ Value: amount(dice) }, { Region: dice.oneOf(['Global', 'North']) }, { Deal: `Renamed ${++made}` }],
    };
    return dice.oneOf(changes[list]);
  };
  const kinds: Readonly<Record<string, { weight: number; run(list: ListName): Promise<number> }>> = {
    change: { weight: 40, run: async (list) => ((row) => (row ? change(list, row, someValue(list)).then(() => 1) : 0))(any(list)) },
    spoil: {
      weight: 6,
      run: async (list) => ((row) => (row ? change(list, row, { [spoilt[list]]: badValue }).then(() => 1) : 0))(any(list)),
    },
    add: { weight: 12, run: (list) => add(list, newRow(list, newKey(list), dice, companies())).then(() => 1) },
    addBad: {
      weight: 2,
      run: (list) => add(list, { ...newRow(list, newKey(list), dice, companies()), [spoilt[list]]: badValue }, true).then(() => 1),
    },
    remove: { weight: 8, run: async (list) => ((row) => (row && rows[list].length > 20 ? remove(list, row).then(() => 1) : 0))(any(list)) },
    reload: {
      weight: 4,
      async run(list) {
        const row = any(list);
        if (!row) return 0;
        await remove(list, row);
        await add(list, row.cells);
        return 2;
      },
    },
    key: {
      weight: 3,
      run: async (list) => ((row) => (row ? change(list, row, { [keyColumn[list]]: newKey(list) }).then(() => 1) : 0))(any(list)),
    },
    double: { weight: 2, run: async (list) => ((row) => (row ? add(list, row.cells).then(() => 1) : 0))(any(list)) },
    swap: {
      weight: 1,
      async run(list) {
        const [one, other] = [any(list), any(list)];
        if (!one || !other || one === other) return 0;
        const key = keyColumn[list];
        const [mine, theirs] = [one.cells[key] ?? '', other.cells[key] ?? ''];
        await change(list, one, { [key]: theirs });
        await change(list, other, { [key]: mine });
        return 2;
      },
    },
  };
  const drawn = Object.values(kinds).flatMap((kind) => Array.from({ length: kind.weight }, () => kind));
  const share: readonly ListName[] = ['Pipeline', 'Pipeline', 'Pipeline', 'Contracts', 'Central', 'Companies'];

  return {
    edit: () => dice.oneOf(drawn).run(dice.oneOf(share)),
    async reload(list) {
      const all = [...rows[list]];
      for (const row of all) await lists.remove(list, row.id);
      rows[list] = [];
      for (const { cells, bornBad } of all) await add(list, cells, bornBad);
      return all.length * 2;
    },
    async settle() {
      for (const list of listNames) {
        const again = new Set(doubles(list, rows[list]).map(({ id }) => id));
        for (const row of rows[list].filter(({ id }) => again.has(id))) await remove(list, row);
        for (const row of rows[list]) {
          if (row.bornBad || isReadable(list, row.cells)) continue;
          await change(list, row, { [spoilt[list]]: list === 'Companies' ? 'DE' : '1.5' });
        }
      }
    },
  };
}
