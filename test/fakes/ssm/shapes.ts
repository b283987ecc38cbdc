/**
 * What Systems Manager takes, of the operations that this product uses: written from AWS's API model (ssm 2014-11-06,
 * aws/api-models-aws, Apache-2.0). A member that is not there is a mistake of the caller.
 */
import * as z from 'zod';

const InstanceId = z.string().regex(/^(i-(\w{8}|\w{17})|mi-\w{17})$/);
const CommandId = z.string().length(36);
const MaxResults = z.number().int().min(1).max(50);
const Filters = z
  .array(
    z.strictObject({
      key: z.enum(['InvokedAfter', 'InvokedBefore', 'Status', 'ExecutionStage', 'DocumentName']),
      value: z.string().min(1).max(128),
    }),
  )
  .min(1)
  .max(5);

export const REQUESTS = {
  SendCommand: z.strictObject({
    InstanceIds: z.array(InstanceId).max(50),
    DocumentName: z.string().regex(/^[a-zA-Z0-9_\-.:/]{3,128}$/),
    DocumentVersion: z
      .string()
      .regex(/^([$]LATEST|[$]DEFAULT|[1-9][0-9]*)$/)
      .optional(),
    DocumentHash: z.string().max(256).optional(),
    DocumentHashType: z.enum(['Sha256', 'Sha1']).optional(),
    TimeoutSeconds: z.number().int().min(30).max(2_592_000).optional(),
    Comment: z.string().max(100).optional(),
    Parameters: z.record(z.string(), z.array(z.string())).optional(),
  }),
  GetCommandInvocation: z.strictObject({
    CommandId,
    InstanceId,
    PluginName: z.string().min(4).optional(),
  }),
  ListCommands: z.strictObject({
    CommandId: CommandId.optional(),
    InstanceId: InstanceId.optional(),
    MaxResults: MaxResults.optional(),
    NextToken: z.string().optional(),
    Filters: Filters.optional(),
  }),
  CancelCommand: z.strictObject({ CommandId, InstanceIds: z.array(InstanceId).max(50).optional() }),
  DescribeInstanceInformation: z.strictObject({
    Filters: z
      .array(z.strictObject({ Key: z.string().min(1), Values: z.array(z.string().min(1)).min(1).max(100) }))
      .optional(),
    MaxResults: z.number().int().min(5).max(50).optional(),
    NextToken: z.string().optional(),
  }),
} as const;

export type Operation = keyof typeof REQUESTS;
export type Request<O extends Operation> = z.infer<(typeof REQUESTS)[O]>;

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
