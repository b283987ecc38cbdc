/**
 * Systems Manager as far as Run Command goes, over HTTP: awsJson1.1, signatures checked, requests and its own answers held
 * against AWS's model, errors by their `__type`, and a real process for each command. Of the peers that there are, moto
 * answers every command at once with success and has neither CancelCommand nor DescribeInstanceInformation; MiniStack has
 * the second, and runs no document but AWS's. So this one is ours; what it cannot show is how AWS really paces.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Machine, type Running, runStep } from './machine.ts';
import {
  CommandDocument,
  isOperation,
  type Operation,
  type Request,
  statusOfError,
  wrongIn,
} from './shapes.ts';
import { type Key, signatureRefusal } from './sigv4.ts';

export const REGION = 'eu-central-1';
export const KEY: Key = { id: 'AKIATESTTESTTEST0001', secret: 'a-secret-access-key-of-nobody-0001' };
export const DOCUMENT = 'OpenClaw-Order';
const DOCUMENT_FILE = new URL('../../../infra/aws/openclaw-order.json', import.meta.url);

type Status = 'Pending' | 'InProgress' | 'Cancelling' | 'Success' | 'Failed' | 'Cancelled' | 'TimedOut';
type Command = {
  id: string;
  instance: string;
  comment: string;
  order: string;
  version: string;
  sentAt: number;
  /** Given up when the machine has not taken it by then. */
  until: number;
  status: Status;
  details: string;
  code: number;
  out: string;
  err: string;
  /** How long the machine was busy with it. */
  tookMs: number;
  running: Running | null;
};

/** What can go wrong, switched by a test. */
export type Faults = {
  /** Asked before anything else; a name of an error refuses the request. */
  refuse: (operation: Operation) => string | null;
  /** What AWS makes of a printed answer. */
  tamper: (printed: string, command: Command) => string;
  /** The command is taken and the answer to it never comes. */
  loseAnswer: boolean;
  /** Another text of the document than that of infra/aws. */
  documentText: string;
  documentVersion: number;
  /** Milliseconds until a command is known to GetCommandInvocation, and until the machine takes it. */
  knownAfterMs: number;
  takenAfterMs: number;
  /** Milliseconds from CancelCommand until the machine is told: a command may end by itself before. */
  cancelledAfterMs: number;
  /** AWS finds no way to the machine at all. */
  undeliverable: boolean;
};

export type FakeSsm = {
  url: string;
  faults: Faults;
  machines: Machine[];
  keys: Key[];
  commands: Command[];
  /** Every request that came, with what it was answered. */
  calls: { operation: string; answer: string; at: number }[];
  /** Requests, and answers of this stand-in, that the vendor's model does not know. */
  mistakes: string[];
  /** The settings of a bot that is to use it. */
  settings: Record<string, string>;
  /** Sends a command as somebody else with rights would; gives its id. */
  sendAs(instance: string, order: string): string;
  /** Cancels it as somebody else with rights would. */
  cancelAs(command: string): void;
  ended(command: string): Promise<Command>;
  stop(): Promise<void>;
};

class Refusal extends Error {}

export async function startSsm(now: () => number = Date.now): Promise<FakeSsm> {
  const machines: Machine[] = [];
  const keys: Key[] = [{ ...KEY }];
  const commands: Command[] = [];
  const calls: FakeSsm['calls'] = [];
  const mistakes: string[] = [];
  let stopped = false;
  const faults: Faults = {
    refuse: () => null,
    tamper: (printed) => printed,
    loseAnswer: false,
    documentText: readFileSync(DOCUMENT_FILE, 'utf8'),
    documentVersion: 1,
    knownAfterMs: 50,
    takenAfterMs: 100,
    cancelledAfterMs: 0,
    undeliverable: false,
  };

  const find = (id: string): Command => {
    const known = commands.find((one) => one.id === id);
    if (known === undefined) throw new Refusal('InvalidCommandId');
    return known;
  };

  /** By the clock of the test: what no machine has taken in its time is given up. */
  function seen(command: Command): Command {
    if (command.status === 'Pending' && now() >= command.until)
      Object.assign(command, { status: 'TimedOut', details: 'Delivery Timed Out' });
    return command;
  }

  function cancel(command: Command): void {
    if (seen(command).status === 'Pending')
      Object.assign(command, { status: 'Cancelled', details: 'Cancelled' });
    if (command.status !== 'InProgress') return;
    Object.assign(command, { status: 'Cancelling', details: 'Cancelling' });
    setTimeout(() => command.running?.kill(), faults.cancelledAfterMs);
  }

  function begin(instance: string, order: string, comment: string, deliveryS = 3_600): Command {
    const [step] = CommandDocument.parse(JSON.parse(faults.documentText)).mainSteps;
    const machine = machines.find((one) => one.id === instance);
    if (machine === undefined || step === undefined) throw new Refusal('InvalidInstanceId');
    const sentAt = now();
    const command: Command = {
      ...{ id: randomUUID(), instance, comment, order, sentAt, until: sentAt + deliveryS * 1_000 },
      version: String(faults.documentVersion),
      ...{ status: 'Pending', details: 'Pending', code: -1, out: '', err: '', tookMs: 0, running: null },
    };
    commands.push(command);
    if (faults.undeliverable) Object.assign(command, { status: 'Failed', details: 'Undeliverable' });
    const { runCommand: lines, timeoutSeconds } = step.inputs;
    const timeoutMs = Number(timeoutSeconds) * 1_000;
    const take = (): void => {
      if (stopped || seen(command).status !== 'Pending') return;
      // One that comes back in time takes what waits for it.
      if (!machine.online) return void setTimeout(take, 50).unref();
      const running = runStep(machine, { lines, order, timeoutMs, command: command.id });
      const startedAt = performance.now();
      Object.assign(command, { status: 'InProgress', details: 'InProgress', running });
      void running.ended.then(({ code, out, err, killed }) => {
        const stopped = command.status === 'Cancelling' ? 'Cancelled' : 'TimedOut';
        const status = killed ? stopped : code === 0 ? 'Success' : 'Failed';
        const details = status === 'TimedOut' ? 'Execution Timed Out' : status;
        Object.assign(command, { status, details, code, out, err, tookMs: performance.now() - startedAt });
      });
    };
    setTimeout(take, faults.takenAfterMs);
    return command;
  }

  const answers: { [O in Operation]: (ask: Request<O>) => object } = {
    SendCommand(ask) {
      const [instance = '', ...more] = ask.InstanceIds;
      if (more.length > 0 || instance === '') throw new Refusal('InvalidInstanceId');
      if (ask.DocumentName !== DOCUMENT) throw new Refusal('InvalidDocument');
      const versions = ['$LATEST', '$DEFAULT', String(faults.documentVersion), undefined];
      if (!versions.includes(ask.DocumentVersion)) throw new Refusal('InvalidDocumentVersion');
      const hash = createHash('sha256').update(faults.documentText).digest('hex');
      if (ask.DocumentHash !== undefined && ask.DocumentHash !== hash) throw new Refusal('InvalidDocument');
      const machine = machines.find((one) => one.id === instance);
      if (machine === undefined) throw new Refusal('InvalidInstanceId');
      const { parameters } = CommandDocument.parse(JSON.parse(faults.documentText));
      const given = ask.Parameters ?? {};
      if (Object.keys(given).sort().join() !== Object.keys(parameters).sort().join())
        throw new Refusal('InvalidParameters');
      for (const [name, rule] of Object.entries(parameters)) {
        const [value = '', ...others] = given[name] ?? [];
        const fits = new RegExp(rule.allowedPattern).test(value) && value.length <= rule.maxChars;
        if (others.length > 0 || !fits) throw new Refusal('InvalidParameters');
      }
      const command = begin(instance, given.Order?.[0] ?? '', ask.Comment ?? '', ask.TimeoutSeconds);
      return { Command: shown(command) };
    },
    GetCommandInvocation(ask) {
      const command = commands.find((one) => one.id === ask.CommandId && one.instance === ask.InstanceId);
      if (command === undefined || now() - command.sentAt < faults.knownAfterMs)
        throw new Refusal('InvocationDoesNotExist');
      const over = isOver(seen(command));
      return {
        CommandId: command.id,
        InstanceId: command.instance,
        Comment: command.comment,
        DocumentName: DOCUMENT,
        DocumentVersion: command.version,
        PluginName: 'order',
        ResponseCode: command.code,
        Status: command.status,
        StatusDetails: command.details,
        StandardOutputContent: over ? faults.tamper(command.out, command) : '',
        StandardErrorContent: over ? command.err : '',
      };
    },
    ListCommands(ask) {
      const after = ask.Filters?.find((one) => one.key === 'InvokedAfter')?.value;
      const since = after === undefined ? 0 : Date.parse(after);
      if (Number.isNaN(since)) throw new Refusal('InvalidFilterKey');
      const fitting = commands
        .filter((one) => one.instance === (ask.InstanceId ?? one.instance) && one.sentAt >= since)
        .reverse();
      const from = Number(ask.NextToken ?? 0);
      const most = ask.MaxResults ?? 50;
      const more = from + most < fitting.length ? { NextToken: String(from + most) } : {};
      return { Commands: fitting.slice(from, from + most).map(shown), ...more };
    },
    CancelCommand(ask) {
      cancel(find(ask.CommandId));
      return {};
    },
    DescribeInstanceInformation(ask) {
      const wanted = ask.Filters?.find((one) => one.Key === 'InstanceIds')?.Values;
      return {
        InstanceInformationList: machines
          .filter(({ id }) => wanted?.includes(id) ?? true)
          .map(({ id, online }) => ({
            InstanceId: id,
            PingStatus: online ? 'Online' : 'ConnectionLost',
            LastPingDateTime: Math.floor(now() / 1_000) - (online ? 20 : 3_600),
            AgentVersion: '3.3.2746.0',
            PlatformType: 'Linux',
            ResourceType: id.startsWith('mi-') ? 'ManagedInstance' : 'EC2Instance',
          })),
      };
    },
  };

  function answer(
    request: IncomingMessage,
    body: Buffer,
  ): { status: number; body: object; operation: string } {
    const target = String(request.headers['x-amz-target'] ?? '');
    const operation = target.replace(/^AmazonSSM\./, '');
    const answered = (status: number, told: object) => ({ status, body: told, operation });
    const refused = (type: string) => {
      const status = statusOfError(operation, type);
      // It must not answer what AWS never would.
      if (status === null) return mistaken(`${operation} knows no ${type}`);
      const message = type === 'ThrottlingException' ? 'Rate exceeded' : `${type} at the stand-in`;
      return answered(status, { __type: type, message });
    };
    const mistaken = (why: string) => {
      mistakes.push(why);
      return answered(500, { __type: 'InternalServerError', message: why });
    };
    if (request.method !== 'POST' || request.url !== '/') return refused('UnknownOperationException');
    if (request.headers['content-type'] !== 'application/x-amz-json-1.1')
      return refused('SerializationException');
    const signed = { method: 'POST', path: '/', headers: request.headers, body };
    // Signatures are of the time at which they are made, whatever clock a test turns.
    const scope = { region: REGION, service: 'ssm', now: Date.now() };
    const unsigned = signatureRefusal(signed, keys, scope);
    if (unsigned !== null) return refused(unsigned);
    if (!target.startsWith('AmazonSSM.') || !isOperation(operation))
      return refused('UnknownOperationException');
    const fault = faults.refuse(operation);
    if (fault !== null) return refused(fault);
    const asked: unknown = JSON.parse(body.toString('utf8'));
    const wrong = wrongIn(operation, 'request', asked);
    if (wrong !== null) {
      mistakes.push(`${operation}: ${wrong}`);
      return refused('ValidationException');
    }
    try {
      const told = (answers[operation] as (ask: unknown) => object)(asked);
      const mistake = wrongIn(operation, 'response', told);
      return mistake === null ? answered(200, told) : mistaken(`${operation} answered: ${mistake}`);
    } catch (error) {
      if (error instanceof Refusal) return refused(error.message);
      throw error;
    }
  }

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { status, body, operation } = answer(request, Buffer.concat(pieces));
      const type = (body as { __type?: string }).__type;
      calls.push({ operation, answer: type ?? 'ok', at: now() });
      if (faults.loseAnswer && operation === 'SendCommand' && status === 200) {
        faults.loseAnswer = false;
        response.destroy();
        return;
      }
      response.writeHead(status, {
        'content-type': 'application/x-amz-json-1.1',
        'x-amzn-requestid': randomUUID(),
      });
      response.end(JSON.stringify(body));
    });
  }

  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    faults,
    machines,
    keys,
    commands,
    calls,
    mistakes,
    settings: {
      SSM_DOCUMENT: DOCUMENT,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: KEY.id,
      AWS_SECRET_ACCESS_KEY: KEY.secret,
      AWS_ENDPOINT_URL_SSM: url,
    },
    sendAs: (instance, order) => begin(instance, order, '').id,
    cancelAs: (id) => cancel(find(id)),
    async ended(id) {
      const command = find(id);
      while (!isOver(seen(command))) await new Promise((resolve) => setTimeout(resolve, 20));
      return command;
    },
    async stop() {
      stopped = true;
      for (const { running } of commands) running?.kill();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const isOver = ({ status }: Command): boolean => !['Pending', 'InProgress', 'Cancelling'].includes(status);

const shown = ({ id, instance, comment, sentAt, version, status }: Command): object => ({
  CommandId: id,
  DocumentName: DOCUMENT,
  DocumentVersion: version,
  Comment: comment,
  InstanceIds: [instance],
  RequestedDateTime: sentAt / 1_000,
  Status: status,
});
