import type { TaskSeed } from '../tenant.ts';
import type { LocalPlan, Plans } from './state/plans.ts';

/** Edits plans as people do in Planner, without HTTP. Plans go by their title, tasks by their key. */
export interface PlanEditing {
  add(plan: string, task: TaskSeed): void;
  change(plan: string, key: string, change: Partial<Omit<TaskSeed, 'key'>>): void;
  remove(plan: string, key: string): void;
  rename(plan: string, title: string): void;
  removePlan(plan: string): void;
}

export function planEditing(plans: Plans): PlanEditing {
  const open = (title: string): LocalPlan => {
    const plan = plans.plan(title);
    if (!plan) throw new RangeError(`There is no plan '${title}'.`);
    return plan;
  };
  const find = (plan: LocalPlan, key: string) => {
    const task = plan.tasks.find((one) => one.key === key);
    if (!task) throw new RangeError(`The plan '${plan.title}' has no task '${key}'.`);
    return task;
  };
  return {
    add(title, task) {
      const plan = open(title);
      plan.tasks.push({ createdOn: plans.today(), ...task, id: plans.newId(plan, task.key), version: 1 });
    },
    change(title, key, change) {
      const task = find(open(title), key);
      Object.assign(task, change, { version: task.version + 1 });
    },
    remove(title, key) {
      const plan = open(title);
      plan.tasks = plan.tasks.filter((task) => task !== find(plan, key));
    },
    rename(title, to) {
      open(title).title = to;
    },
    removePlan(title) {
      plans.plans.splice(plans.plans.indexOf(open(title)), 1);
    },
  };
}
