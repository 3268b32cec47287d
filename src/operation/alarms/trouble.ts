/** Something that the operator must see to. */
export interface Trouble {
  /** What it is about, ids alone: the same trouble has the same key as long as it lasts. */
  key: string;
  kind: 'source' | 'outbox' | 'doubt' | 'secret' | 'jobs' | 'database' | 'clock' | 'manager';
  /** One sentence in English: what, since when, and what to do. Ids and numbers, never a name. */
  text: string;
  facts: Readonly<Record<string, string | number | null>>;
}

/** A place where trouble is looked for. Where it throws, nothing is concluded about its kinds: they neither begin nor end. */
export interface Look {
  kinds: readonly Trouble['kind'][];
  /** Each server sees its own; else all see the same. */
  isOwn: boolean;
  look(now: Date): Promise<readonly Trouble[]>;
}
