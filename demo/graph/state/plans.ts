import { createHash } from 'node:crypto';
import type { PlanSeed, TaskSeed } from '../../tenant.ts';

export interface LocalTask extends TaskSeed {
  id: string;
  /** Grows with each edit: the etag is made of it. */
  version: number;
}
export interface LocalPlan {
  id: string;
  title: string;
  buckets: { id: string; name: string }[];
  categories: Record<string, string>;
  tasks: LocalTask[];
  createdAt: string;
}

/** As Planner writes them: 28 characters. */
const idOf = (...parts: string[]) => createHash('sha256').update(parts.join('\u0000')).digest('base64url').slice(0, 28);

/** The team's plans in Planner. */
export class Plans {
  readonly plans: LocalPlan[];
  private readonly clock: () => Date;

  constructor(seed: readonly PlanSeed[], groupId: string, bornAt: string, clock: () => Date) {
    this.clock = clock;
    this.plans = seed.map((plan) => ({
      id: idOf(groupId, plan.title),
      title: plan.title,
      buckets: plan.buckets.map((name) => ({ id: idOf(groupId, plan.title, 'bucket', name), name })),
      categories: { ...plan.categories },
      tasks: plan.tasks.map((task) => ({ ...task, id: idOf(groupId, plan.title, 'task', task.key), version: 1 })),
      createdAt: bornAt,
    }));
  }

  plan(idOrTitle: string): LocalPlan | null {
    return this.plans.find(({ id, title }) => id === idOrTitle || title === idOrTitle) ?? null;
  }
  task(id: string): { plan: LocalPlan; task: LocalTask } | null {
    for (const plan of this.plans) for (const task of plan.tasks) if (task.id === id) return { plan, task };
    return null;
  }
  today(): string {
    return this.clock().toISOString().slice(0, 10);
  }
  newId(plan: LocalPlan, key: string): string {
    return idOf(plan.id, 'task', key, String(plan.tasks.length));
  }
}
