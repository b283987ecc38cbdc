/**
 * @module dispatch/ssm-client
 * AWS Systems Manager over its own client, for either runtime. The client is read when it is first needed: most bots have
 * no use for it. It tries nothing twice by itself; when to try again is decided where it is written down.
 */
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { SsmSettings } from './ssm-settings.ts';
import type { Looked, Standing, SystemsManager, Trouble } from './systems-manager.ts';

/** SSM gives a command up when the machine has not taken it after this long, in seconds. */
const DELIVERY_S = 60;
const REQUEST_MS = 10_000;

export function systemsManager(settings: SsmSettings): SystemsManager {
  const { region, credentials, endpoint, document, version, hash } = settings;
  let opened: Promise<{ client: SSMClient; sdk: typeof import('@aws-sdk/client-ssm') }> | null = null;

  function open() {
    opened ??= import('@aws-sdk/client-ssm').then((sdk) => ({
      sdk,
      client: new sdk.SSMClient({
        region,
        maxAttempts: 1,
        ...(endpoint !== undefined && { endpoint }),
        ...(credentials && { credentials }),
      }),
    }));
    return opened;
  }

  return {
    document: version === undefined ? document : `${document}:${version}`,
    async send({ instance, order, marker }) {
      try {
        const { client, sdk } = await open();
        const command = new sdk.SendCommandCommand({
          InstanceIds: [instance],
          DocumentName: document,
          ...(version !== undefined && { DocumentVersion: version }),
          ...(hash !== undefined && { DocumentHash: hash, DocumentHashType: 'Sha256' as const }),
          Parameters: { Order: [order] },
          Comment: commentOf(marker),
          TimeoutSeconds: DELIVERY_S,
        });
        const id = (await soon((limit) => client.send(command, limit))).Command?.CommandId;
        return id === undefined ? broken('SendCommand gave no id', 'perhaps') : { command: id };
      } catch (error) {
        return troubleOf(error);
      }
    },
    async find({ instance, marker, since }) {
      try {
        const { client, sdk } = await open();
        // A clock that differs from AWS's must not hide it.
        const after = new Date(since - 120_000).toISOString().replace(/\.\d+Z$/, 'Z');
        let token: string | undefined;
        for (let page = 0; page < 10; page++) {
          const list = new sdk.ListCommandsCommand({
            InstanceId: instance,
            MaxResults: 50,
            Filters: [{ key: 'InvokedAfter', value: after }],
            ...(token !== undefined && { NextToken: token }),
          });
          const listed = await soon((limit) => client.send(list, limit));
          const found = listed.Commands?.find((one) => one.Comment === commentOf(marker));
          if (found?.CommandId !== undefined) return { command: found.CommandId };
          token = listed.NextToken;
          if (token === undefined || token === '') break;
        }
        return { command: null };
      } catch (error) {
        return troubleOf(error);
      }
    },
    async look({ instance, command }): Promise<Looked | Trouble> {
      try {
        const { client, sdk } = await open();
        const ask = new sdk.GetCommandInvocationCommand({ CommandId: command, InstanceId: instance });
        const said = await soon((limit) => client.send(ask, limit));
        const { Status: status = '', StatusDetails: details = '' } = said;
        const how = ENDED[status];
        if (how === undefined) return { state: 'under-way', delivered: DELIVERED.has(status) };
        return {
          state: 'ended',
          how: UNDELIVERED.has(details) ? 'not-delivered' : how,
          code: said.ResponseCode ?? -1,
          printed: said.StandardOutputContent ?? '',
          complained: said.StandardErrorContent ?? '',
          document: nameOf(said.DocumentName, said.DocumentVersion, version),
        };
      } catch (error) {
        if (nameOfError(error) === 'InvocationDoesNotExist') return { state: 'unknown' };
        return troubleOf(error);
      }
    },
    async cancel({ instance, command }) {
      try {
        const { client, sdk } = await open();
        const cancel = new sdk.CancelCommandCommand({ CommandId: command, InstanceIds: [instance] });
        await soon((limit) => client.send(cancel, limit));
      } catch {
        // It is only the end of waiting: the command ends by itself as well.
      }
    },
    async standing(instance): Promise<Standing | Trouble> {
      try {
        const { client, sdk } = await open();
        const filter = { Key: 'InstanceIds', Values: [instance] };
        const asked = new sdk.DescribeInstanceInformationCommand({ Filters: [filter] });
        const [one] = (await soon((limit) => client.send(asked, limit))).InstanceInformationList ?? [];
        if (one === undefined) return { state: 'unmanaged', lastPing: null };
        const lastPing = one.LastPingDateTime?.getTime() ?? null;
        return { state: one.PingStatus === 'Online' ? 'online' : 'offline', lastPing };
      } catch (error) {
        return troubleOf(error);
      }
    },
  };
}

/** A timer that went on after the answer would keep a Durable Object awake. */
async function soon<T>(ask: (limit: { abortSignal: AbortSignal }) => Promise<T>): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), REQUEST_MS);
  try {
    return await ask({ abortSignal: late.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** At most 100 characters; by it a command is found that nobody knows whether it was sent. */
const commentOf = (marker: string): string => `oc:${marker}`;

const ENDED: Readonly<Record<string, Extract<Looked, { state: 'ended' }>['how']>> = {
  Success: 'success',
  Failed: 'failed',
  Cancelled: 'cancelled',
  TimedOut: 'timed-out',
};
/** While it is under way; `Pending` and `Delayed` have not come to the machine. */
const DELIVERED: ReadonlySet<string> = new Set(['InProgress', 'Cancelling']);
const UNDELIVERED: ReadonlySet<string> = new Set(['Delivery Timed Out', 'DeliveryTimedOut', 'Undeliverable']);

const nameOf = (name = '', version = '', pinned?: string): string =>
  pinned === undefined ? name : `${name}:${version}`;

/** By the `__type` of AWS's answer; each certain that nothing was sent, but for those of the server and the way. */
const TROUBLES: Readonly<Record<string, Trouble['trouble']>> = {
  ThrottlingException: 'throttled',
  Throttling: 'throttled',
  TooManyRequestsException: 'throttled',
  RequestLimitExceeded: 'throttled',
  ExpiredTokenException: 'credentials',
  ExpiredToken: 'credentials',
  UnrecognizedClientException: 'credentials',
  InvalidClientTokenId: 'credentials',
  InvalidSignatureException: 'credentials',
  SignatureDoesNotMatch: 'credentials',
  IncompleteSignature: 'credentials',
  MissingAuthenticationTokenException: 'credentials',
  CredentialsProviderError: 'credentials',
  AccessDeniedException: 'denied',
  InvalidDocument: 'document',
  InvalidDocumentVersion: 'document',
  UnsupportedPlatformType: 'document',
  InvalidInstanceId: 'instance',
  InvalidParameters: 'parameters',
  ValidationException: 'parameters',
};

const nameOfError = (error: unknown): string =>
  error instanceof Error ? error.name : String((error as { name?: unknown } | null)?.name);

function troubleOf(error: unknown): Trouble {
  const name = nameOfError(error);
  const trouble = Object.hasOwn(TROUBLES, name) ? TROUBLES[name] : undefined;
  // AWS's own sentence may name accounts and roles, which belong to nobody in the thread: its name is enough.
  if (trouble !== undefined) return { trouble, sent: 'no', why: name };
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  if (status === 429 || status === 503) return { trouble: 'throttled', sent: 'no', why: `HTTP ${status}` };
  if (status !== undefined) return broken(`${name} (HTTP ${status})`, status >= 500 ? 'perhaps' : 'no');
  return { trouble: 'unreachable', sent: 'perhaps', why: name };
}

const broken = (why: string, sent: Trouble['sent']): Trouble => ({ trouble: 'broken', sent, why });
