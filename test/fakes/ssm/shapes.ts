/**
 * What Systems Manager takes and answers, of the operations that this product uses, by the vendor's own model. A member
 * that it does not have is a mistake of the caller here, and one of this stand-in where it answers so itself.
 */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { shapesIn } from '../desks/shapes.ts';

/** What this stand-in reads of a request that fits the vendor's shape. */
type Requests = {
  SendCommand: {
    InstanceIds: string[];
    DocumentName: string;
    DocumentVersion?: string;
    DocumentHash?: string;
    TimeoutSeconds?: number;
    Comment?: string;
    Parameters?: Record<string, string[]>;
  };
  GetCommandInvocation: { CommandId: string; InstanceId: string };
  ListCommands: {
    InstanceId?: string;
    MaxResults?: number;
    NextToken?: string;
    Filters?: { key: string; value: string }[];
  };
  CancelCommand: { CommandId: string; InstanceIds?: string[] };
  DescribeInstanceInformation: { Filters?: { Key: string; Values: string[] }[] };
};
export type Operation = keyof Requests;
export type Request<O extends Operation> = Requests[O];

type Named = { request: string; response: string; errors: Record<string, number> };
const VENDOR = JSON.parse(readFileSync(new URL('./ssm.schemas.json', import.meta.url), 'utf8')) as {
  operations: Record<Operation, Named>;
};
const named = shapesIn(VENDOR, 'definitions');
const SHAPES = new Map(
  Object.entries(VENDOR.operations).map(([operation, { request, response }]) => [
    operation,
    { request: named(request), response: named(response) },
  ]),
);

export const isOperation = (name: string): name is Operation => SHAPES.has(name);

/** What is wrong with a request or an answer by the vendor's shape; null when nothing is. */
export const wrongIn = (operation: Operation, side: 'request' | 'response', value: unknown): string | null =>
  SHAPES.get(operation)?.[side](value) ?? null;

/** What every service of AWS may answer, whatever was asked of it. */
const OF_ALL_SERVICES: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'SerializationException',
  'ThrottlingException',
  'UnknownOperationException',
  'UnrecognizedClientException',
  'ValidationException',
]);

/** The HTTP status of an error, by its name; null where this operation knows no such error. */
export function statusOfError(operation: string, error: string): number | null {
  if (OF_ALL_SERVICES.has(error)) return 400;
  return (isOperation(operation) ? VENDOR.operations[operation].errors[error] : undefined) ?? null;
}

/** What a document's own text must be for SSM to take it, as far as ours uses it. */
export const CommandDocument = z.strictObject({
  schemaVersion: z.literal('2.2'),
  description: z.string(),
  parameters: z.record(
    z.string().regex(/^[A-Za-z0-9]+$/),
    z.strictObject({
      type: z.literal('String'),
      description: z.string(),
      allowedPattern: z.string(),
      maxChars: z.number().int().positive(),
    }),
  ),
  mainSteps: z
    .array(
      z.strictObject({
        action: z.literal('aws:runShellScript'),
        name: z.string().regex(/^[A-Za-z0-9_-]+$/),
        precondition: z.strictObject({
          StringEquals: z.tuple([z.literal('platformType'), z.literal('Linux')]),
        }),
        inputs: z.strictObject({
          timeoutSeconds: z.string().regex(/^\d+$/),
          runCommand: z.array(z.string()).min(1),
        }),
      }),
    )
    .length(1),
});
export type CommandDocument = z.infer<typeof CommandDocument>;
