import type { Graph, RequestOptions } from './client.ts';
import { errorOf, type GraphError } from './errors.ts';

export interface BatchAnswer<T> {
  status: number;
  body: T | null;
  error: GraphError | null;
}
interface BatchResponse {
  id: string;
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Graph takes twenty requests a batch (concepts/json-batching). */
const largestBatch = 20;
const mostRounds = 5;

/** Many GETs in few exchanges, answered in the order in which they were asked; those that Graph throttles are asked again. */
export async function batchGet<T>(
  graph: Graph,
  paths: readonly string[],
  sleep: (ms: number) => Promise<void>,
  options: RequestOptions = {},
): Promise<BatchAnswer<T>[]> {
  const answers: BatchAnswer<T>[] = new Array(paths.length);
  let open = paths.map((url, index) => ({ id: String(index), method: 'GET', url }));
  for (let round = 1; open.length > 0; round += 1) {
    let waitMs = 0;
    const again: typeof open = [];
    for (let start = 0; start < open.length; start += largestBatch) {
      const requests = open.slice(start, start + largestBatch);
      const { body } = await graph.request<{ responses: BatchResponse[] }>(
        'POST',
        '/$batch',
        { requests },
        { ...options, repeatable: true },
      );
      for (const response of body.responses) {
        const isThrottled = response.status === 429 || response.status === 503;
        if (isThrottled && round < mostRounds) {
          const request = requests.find(({ id }) => id === response.id);
          if (request) again.push(request);
          waitMs = Math.max(waitMs, Number(new Headers(response.headers).get('retry-after') ?? 1) * 1000);
          continue;
        }
        const answer = { status: response.status, headers: new Headers(response.headers), body: response.body };
        const failed = response.status >= 400 ? errorOf(answer, options.permission ?? null) : null;
        answers[Number(response.id)] = { status: response.status, body: failed ? null : (response.body as T), error: failed };
      }
    }
    open = again;
    if (open.length > 0) await sleep(waitMs);
  }
  return answers;
}
