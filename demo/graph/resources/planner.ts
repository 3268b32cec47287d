import { type Call, contextOf, ok, type Route } from '../call.ts';
import { forbidden, notFound } from '../http/errors.ts';
import type { GraphReply } from '../http/exchange.ts';
import { collectionReply } from '../odata/collection.ts';
import { selected } from '../odata/query.ts';
import { PERMISSIONS } from '../permissions.ts';
import type { LocalPlan, LocalTask } from '../state/plans.ts';

const etag = (kind: string, id: string, version = 1) => `W/"${Buffer.from(`${kind}-${id}-${version}`).toString('base64')}"`;
const gone = () => notFound('The requested item is not found.', '');

/** Plans of a group are for its members. */
function openGroupPlans(call: Call): readonly LocalPlan[] {
  const { tenant, caller } = call;
  if (caller.kind === 'person' && !tenant.isOnTeam(caller.person.id))
    throw forbidden('You do not have the required permissions to access this item.', '');
  return tenant.plans.plans;
}
function openPlan(call: Call): LocalPlan {
  const plan = openGroupPlans(call).find(({ id }) => id === call.params.plan);
  if (!plan) throw gone();
  return plan;
}
function openTask(call: Call): { plan: LocalPlan; task: LocalTask } {
  openGroupPlans(call);
  const found = call.tenant.plans.task(call.params.task ?? '');
  if (!found) throw gone();
  return found;
}

const by = (call: Call) => ({ user: { displayName: null, id: call.tenant.seed.team.ownerIds[0] ?? null } });
const planResource = (call: Call, plan: LocalPlan) => ({
  '@odata.etag': etag('plan', plan.id),
  createdDateTime: plan.createdAt,
  owner: call.tenant.seed.team.id,
  title: plan.title,
  id: plan.id,
  createdBy: by(call),
  container: {
    containerId: call.tenant.seed.team.id,
    type: 'group',
    url: `${call.request.root}/v1.0/groups/${call.tenant.seed.team.id}`,
  },
});
const bucketResource = (plan: LocalPlan, bucket: LocalPlan['buckets'][number]) => ({
  '@odata.etag': etag('bucket', bucket.id),
  name: bucket.name,
  planId: plan.id,
  orderHint: '85866496!',
  id: bucket.id,
});

function taskResource(call: Call, plan: LocalPlan, task: LocalTask) {
  const assigned = (task.assignedTo ?? []).flatMap((address) => call.tenant.person(address)?.id ?? []);
  const createdAt = task.createdOn ? `${task.createdOn}T08:00:00Z` : plan.createdAt;
  const isDone = task.completedOn !== undefined;
  return {
    '@odata.etag': etag('task', task.id, task.version),
    planId: plan.id,
    bucketId: plan.buckets.find(({ name }) => name === task.bucket)?.id ?? null,
    title: task.title,
    orderHint: '8587094707721254251P]',
    assigneePriority: '',
    percentComplete: isDone ? 100 : 0,
    startDateTime: null,
    createdDateTime: createdAt,
    // Planner keeps a day as ten in the morning, UTC.
    dueDateTime: task.dueOn ? `${task.dueOn}T10:00:00Z` : null,
    hasDescription: Boolean(task.description),
    previewType: 'automatic',
    completedDateTime: task.completedOn ? `${task.completedOn}T12:34:56.789Z` : null,
    completedBy: isDone ? by(call) : null,
    referenceCount: 0,
    checklistItemCount: 0,
    activeChecklistItemCount: 0,
    conversationThreadId: null,
    priority: 5,
    id: task.id,
    createdBy: by(call),
    appliedCategories: Object.fromEntries((task.categories ?? []).map((name) => [name, true])),
    assignments: Object.fromEntries(
      assigned.map((id) => [
        id,
        { '@odata.type': '#microsoft.graph.plannerAssignment', assignedDateTime: createdAt, orderHint: '', assignedBy: by(call) },
      ]),
    ),
  };
}

const entity = (call: Call, what: string, resource: Record<string, unknown>): GraphReply =>
  ok({ '@odata.context': contextOf(call, `${what}/$entity`), ...selected(resource, call.query.select) });
const permissions = PERMISSIONS.readPlans;
const get = (path: string, answer: Route['answer']): Route => ({ method: 'GET', path, permissions, answer });
const MOST_TASKS = 400;

export const plannerRoutes: Route[] = [
  get('/groups/{group}/planner/plans', (call) => {
    if ((call.params.group ?? '').toLowerCase() !== call.tenant.seed.team.id.toLowerCase()) throw gone();
    return collectionReply(
      call,
      'Collection(microsoft.graph.plannerPlan)',
      openGroupPlans(call).map((plan) => planResource(call, plan)),
    );
  }),
  get('/planner/plans/{plan}', (call) => entity(call, 'planner/plans', planResource(call, openPlan(call)))),
  get('/planner/plans/{plan}/details', (call) => {
    const plan = openPlan(call);
    const categories = Array.from({ length: 25 }, (_, index) => [`category${index + 1}`, plan.categories[`category${index + 1}`] ?? null]);
    return entity(call, 'planner/plans', {
      '@odata.etag': etag('details', plan.id),
      id: plan.id,
      sharedWith: {},
      categoryDescriptions: Object.fromEntries(categories),
    });
  }),
  get('/planner/plans/{plan}/buckets', (call) => {
    const plan = openPlan(call);
    return collectionReply(
      call,
      'Collection(microsoft.graph.plannerBucket)',
      plan.buckets.map((bucket) => bucketResource(plan, bucket)),
    );
  }),
  get('/planner/plans/{plan}/tasks', (call) => {
    const plan = openPlan(call);
    const tasks = plan.tasks.map((task) => taskResource(call, plan, task));
    return collectionReply(call, 'Collection(microsoft.graph.plannerTask)', tasks, MOST_TASKS);
  }),
  get('/planner/tasks/{task}', (call) => {
    const { plan, task } = openTask(call);
    return entity(call, 'planner/tasks', taskResource(call, plan, task));
  }),
  get('/planner/tasks/{task}/details', (call) => {
    const { task } = openTask(call);
    return entity(call, 'planner/tasks', {
      '@odata.etag': etag('taskDetails', task.id, task.version),
      id: task.id,
      description: task.description ?? '',
      previewType: 'automatic',
      references: {},
      checklist: {},
    });
  }),
];
