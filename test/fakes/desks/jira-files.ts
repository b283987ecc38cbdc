/**
 * Files of the fake Jira, by both roads: straight to an issue, and through a service desk, where a file waits under an id
 * until a comment takes it along and says whether customers see it.
 */
import { bad, type File, type JiraIssue, type JiraOptions, type JiraProject } from './jira-site.ts';
import { partsOf } from './multipart.ts';
import { type Asked, noSuchAddress, type Told } from './vendor-server.ts';

type Site = {
  projects: JiraProject[];
  options: JiraOptions;
  nextId: () => string;
  issueOf: (idOrKey: string) => JiraIssue | undefined;
  customersSee: (issue: JiraIssue) => boolean;
};

export type JiraFiles = {
  attach(issue: JiraIssue, asked: Asked): Told;
  /** A call below /rest/servicedeskapi. */
  deskCall(rest: string, asked: Asked): Told;
};

export const UPLOADS = { enabled: true, uploadLimit: 10_000_000 };

export function jiraFiles({ projects, options, nextId, issueOf, customersSee }: Site): JiraFiles {
  const { lacks = [], uploads = UPLOADS } = options;
  const temporary = new Map<string, File>();

  /** Files of a multipart call as Jira takes them, or why not. */
  function filesOf(asked: Asked): File[] | Told {
    // Atlassian's word against forged requests; without it nothing is even read.
    if (asked.headers['x-atlassian-token'] !== 'no-check')
      return { status: 403, text: 'XSRF check failed', type: 'text/html' };
    if (lacks.includes('CREATE_ATTACHMENTS') || !uploads.enabled)
      return bad(['You do not have permission to create attachments for this issue.'], {}, 403);
    const parts = partsOf(asked.headers['content-type'], asked.body);
    if (parts === null || parts.length === 0)
      return bad(['There was an error in parsing multipart content.'], {}, 415);
    if (parts.length > 60 || parts.some(({ name, filename }) => name !== 'file' || filename === null))
      return bad(['No file part'], {}, 400);
    if (parts.some(({ bytes }) => bytes.length > uploads.uploadLimit))
      return bad([`The file exceeds the maximum of ${uploads.uploadLimit} bytes.`], {}, 413);
    return parts.map(({ filename, type, bytes }) => ({
      id: nextId(),
      filename: filename ?? '',
      mimeType: type,
      bytes,
      public: true,
    }));
  }

  function attach(issue: JiraIssue, asked: Asked): Told {
    const files = filesOf(asked);
    if (!Array.isArray(files)) return files;
    issue.files.push(...files);
    return {
      status: 200,
      json: files.map(({ id, filename, bytes, mimeType }) => ({
        id,
        filename,
        size: bytes.length,
        mimeType,
      })),
    };
  }

  /** The service desk's own road: a file waits under an id until a comment takes it along. */
  function deskCall(rest: string, asked: Asked): Told {
    const [, kind, id = '', action] = /^\/(servicedesk|request)\/([^/]+)(?:\/(\w+))?$/.exec(rest) ?? [];
    if (kind === 'servicedesk') {
      const project =
        projects.find(({ key }) => key === id) ?? (/^\d+$/.test(id) ? projects[Number(id) - 1] : undefined);
      if (project?.type !== 'service_desk')
        return { status: 404, json: { errorMessage: 'Service desk not found' } };
      const own = String(projects.indexOf(project) + 1);
      if (asked.method === 'GET' && action === undefined)
        return { status: 200, json: { id: own, projectId: '1', projectKey: project.key } };
      if (asked.method === 'POST' && action === 'attachTemporaryFile') {
        if (id !== own) return { status: 404, json: { errorMessage: 'Service desk not found' } };
        const files = filesOf(asked);
        if (!Array.isArray(files)) return files;
        for (const file of files) temporary.set(`temp${file.id}`, file);
        return {
          status: 201,
          json: {
            temporaryAttachments: files.map((file) => ({
              temporaryAttachmentId: `temp${file.id}`,
              fileName: file.filename,
            })),
          },
        };
      }
    }
    const issue = kind === 'request' ? issueOf(id) : undefined;
    if (kind === 'request' && (issue === undefined || !customersSee(issue)))
      return { status: 404, json: { errorMessage: 'The request does not exist or you have no permission.' } };
    if (issue !== undefined && asked.method === 'GET' && action === undefined)
      return { status: 200, json: { issueId: issue.id, issueKey: issue.key } };
    if (issue !== undefined && asked.method === 'POST' && action === 'attachment') {
      const body = asked.json as {
        temporaryAttachmentIds?: string[];
        public?: boolean;
        additionalComment?: { body?: string };
      };
      const ids = body.temporaryAttachmentIds ?? [];
      if (ids.length === 0 || ids.some((one) => !temporary.has(one)) || typeof body.public !== 'boolean')
        return { status: 400, json: { errorMessage: 'temporaryAttachmentIds, public' } };
      for (const one of ids) {
        const file = temporary.get(one) as File;
        issue.files.push({ ...file, public: body.public });
        temporary.delete(one);
      }
      const text = body.additionalComment?.body ?? '';
      issue.comments.push({ id: nextId(), body: text, text, public: body.public });
      return { status: 201, json: { comment: { body: text, public: body.public } } };
    }
    return noSuchAddress({ errorMessage: 'no such address' });
  }

  return { attach, deskCall };
}
