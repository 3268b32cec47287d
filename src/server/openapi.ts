import { z } from 'zod';
import { type Operation, operations, Problem } from './contract.ts';
import { problemTypes } from './problems.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document, made from the contract: its schemas are JSON Schema 2020-12 as they are. */
export function openApi(version: string): Json {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { uri: (id) => `#/components/schemas/${id}`, io: 'output', unrepresentable: 'any' });
  const paths: Record<string, Json> = {};
  for (const [id, operation] of Object.entries(operations) as [string, Operation][]) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.method]: describe(id, operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Account Pulse',
      version,
      description: `Errors are problem details (RFC 9457) whose \`type\` is one of: ${Object.keys(problemTypes).join(', ')}.`,
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutIdentity(schema as Json)])),
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function describe(id: string, operation: Operation): Json {
  const problem = { description: 'What went wrong', content: { 'application/problem+json': { schema: refer(Problem) } } };
  return {
    operationId: id,
    summary: operation.summary,
    ...(operation.authenticated === false ? { security: [] } : {}),
    parameters: [...pathParameters(operation.path), ...queryParameters(operation.query)],
    ...(operation.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: refer(operation.body, 'input') } } } }
      : {}),
    responses: {
      200: { description: operation.summary, content: { 'application/json': { schema: refer(operation.response) } } },
      default: problem,
    },
  };
}

const pathParameters = (path: string): Json[] =>
  [...path.matchAll(/:(\w+)/g)].map((match) => ({ name: match[1], in: 'path', required: true, schema: { type: 'string' } }));

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = inline(query, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description ? { description } : {}),
    schema,
  }));
}

/** A schema with an id by reference, another in place. */
function refer(schema: z.ZodType, io: 'input' | 'output' = 'output'): Json {
  const id = z.globalRegistry.get(schema)?.id;
  return id ? { $ref: `#/components/schemas/${id}` } : inline(schema, io);
}

const inline = (schema: z.ZodType, io: 'input' | 'output'): Json =>
  withoutIdentity(z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json);

function withoutIdentity({ $schema: _schema, $id: _id, ...schema }: Json): Json {
  return schema;
}
