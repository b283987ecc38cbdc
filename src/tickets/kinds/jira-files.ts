/**
 * @module tickets/kinds/jira-files
 * Files on a Jira issue. In a service desk they go by its own road with `public: false`, where an internal comment takes
 * them along; elsewhere straight to the issue.
 * Sources: https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-attachments/,
 * https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/ (attachment),
 * https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-servicedesk/ (attachTemporaryFile).
 */
import * as z from 'zod';
import { readAs } from '../answer.ts';
import { beforehand } from '../beforehand.ts';
import { type Desk, DeskError, type Ticket, type TicketFile } from '../desk.ts';
import type { DeskHttp } from '../http.ts';

const DESK = 'Jira';
/** Without it Jira takes a call with files for a forged one. */
const NOT_FORGED = { 'x-atlassian-token': 'no-check' };

const Limits = z.object({ enabled: z.boolean(), uploadLimit: z.number().optional() });
const Listed = z.object({
  fields: z.object({ attachment: z.array(z.object({ filename: z.string() })).optional() }),
});
const Attached = z.array(z.object({ filename: z.string(), size: z.number() }));
const Temporary = z.object({
  temporaryAttachments: z.array(z.object({ temporaryAttachmentId: z.string() })).min(1),
});
/** Jira's own answer, whatever it says. */
const Anything = z.looseObject({});
const ServiceDesk = z.object({ id: z.string() });

type Parts = {
  api: string;
  http: DeskHttp;
  issueUrl: (ticket: Ticket, rest?: string) => string;
  isServiceDesk: (ticket: Ticket) => Promise<{ desk: boolean; project: string }>;
};

function formOf({ name, bytes, contentType }: TicketFile): FormData {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)], { type: contentType }), name);
  return form;
}

export function jiraFiles({ api, http, issueUrl, isServiceDesk }: Parts): Pick<Desk, 'attach' | 'hasFile'> {
  const portal = `${api}/rest/servicedeskapi`;

  async function mayBeSent({ bytes, name }: TicketFile): Promise<void> {
    const answer = await http({ method: 'GET', url: `${api}/rest/api/3/attachment/meta` });
    const { enabled, uploadLimit } = readAs(Limits, answer, DESK);
    if (!enabled)
      throw new DeskError('refused', 'Attachments are switched off in this Jira; nothing was sent.');
    if (uploadLimit !== undefined && bytes.length > uploadLimit)
      throw new DeskError(
        'refused',
        `${name} has ${bytes.length} bytes and this Jira takes ${uploadLimit} at most; nothing was sent.`,
      );
  }

  /** The service desk's id, when the issue is a request that customers may see; null when no customer can. */
  async function requestOf(to: Ticket, project: string): Promise<string | null> {
    // An account that sees no service desk here could not tell an issue without customers from one with them.
    const answer = await http({
      method: 'GET',
      url: `${portal}/servicedesk/${encodeURIComponent(project)}`,
      also: [404],
    });
    // A web page that says 404 comes from something in between, and knows nothing of customers.
    readAs(Anything, answer, DESK);
    if (answer.status === 404)
      throw new DeskError(
        'denied',
        `This account is no agent of the service desk ${project}, so that a file could not be kept from customers; nothing was sent.`,
      );
    const { id } = readAs(ServiceDesk, answer, DESK);
    const request = await http({
      method: 'GET',
      url: `${portal}/request/${encodeURIComponent(to.id)}`,
      also: [404],
    });
    readAs(Anything, request, DESK);
    return request.status === 404 ? null : id;
  }

  async function attachInternally(to: Ticket, file: TicketFile, desk: string): Promise<void> {
    const sent = await http({
      method: 'POST',
      url: `${portal}/servicedesk/${encodeURIComponent(desk)}/attachTemporaryFile`,
      headers: NOT_FORGED,
      form: formOf(file),
    });
    const answer = await http({
      method: 'POST',
      url: `${portal}/request/${encodeURIComponent(to.id)}/attachment`,
      json: {
        temporaryAttachmentIds: readAs(Temporary, sent, DESK).temporaryAttachments.map(
          ({ temporaryAttachmentId }) => temporaryAttachmentId,
        ),
        public: false,
        additionalComment: {
          body: `${file.name}: ${file.bytes.length} bytes, sha256 ${file.sha256}. ${file.marker}`,
        },
      },
    });
    readAs(Anything, answer, DESK);
  }

  return {
    async attach(to, file) {
      const { desk, project } = await isServiceDesk(to);
      const request = await beforehand(async () => {
        await mayBeSent(file);
        return desk ? requestOf(to, project) : null;
      });
      if (request !== null) {
        await attachInternally(to, file, request);
        return;
      }
      const answer = await http({
        method: 'POST',
        url: issueUrl(to, '/attachments'),
        headers: NOT_FORGED,
        form: formOf(file),
      });
      readAs(Attached, answer, DESK);
    },

    async hasFile(on, { name }) {
      const answer = await http({ method: 'GET', url: issueUrl(on, '?fields=attachment') });
      return (readAs(Listed, answer, DESK).fields.attachment ?? []).some(({ filename }) => filename === name);
    },
  };
}
