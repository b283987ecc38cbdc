/**
 * A strict Jira Cloud with one or more projects, software or service desk. Bodies and answers are held against
 * Atlassian's own schemas (jira.schemas.json); what those lack is in here: the search index that lags behind, fields that
 * are not on the screen or that are required, the header without which files are refused, and who sees a comment.
 */

import { textOfAdf, whyNoAdf } from './adf-rules.ts';
import schemas from './jira.schemas.json' with { type: 'json' };
import { jiraFiles, UPLOADS } from './jira-files.ts';
import {
  bad,
  type Comment,
  type JiraIssue,
  type JiraOptions,
  type JiraProject,
  SCREEN,
} from './jira-site.ts';
import { type Shape, shapesIn } from './shapes.ts';
import {
  type Asked,
  basicOf,
  credentialOf,
  noSuchAddress,
  startVendor,
  type Told,
  type VendorServer,
} from './vendor-server.ts';

export type FakeJira = VendorServer & {
  issues: JiraIssue[];
  /** The token is dead from now on. */
  expire(): void;
  renew(): void;
  move(key: string, to: string): void;
  remove(key: string): void;
};

const shapes = shapesIn(schemas, 'components/schemas');
const CREATE = shapes('IssueUpdateDetails');
const COMMENT = shapes('Comment');
const SEARCH = shapes('SearchAndReconcileRequestBean');
const ANSWERS = new Map<string, Shape>(
  [
    'CreatedIssue',
    'Comment',
    'PageOfComments',
    'SearchAndReconcileResults',
    'IssueBean',
    'AttachmentSettings',
    'Permissions',
    'PageOfCreateMetaIssueTypes',
    'ErrorCollection',
  ].map((name) => [name, shapes(name)]),
);

const TEXT_LIMIT = 32_767;
const JQL =
  /^project = "([A-Z][A-Z0-9_]+)" AND \(labels = "([a-z0-9-]+)" OR text ~ "\\"([a-z0-9-]+)\\""\) ORDER BY created ASC$/;

/** An answer; one that is not of the vendor's shape is a fault of this fake. */
function told(name: string, json: unknown, status = 200): Told {
  const why = ANSWERS.get(name)?.(json) ?? null;
  if (why !== null) throw new Error(`the fake's ${name} is none: ${why}`);
  return { status, json };
}

export async function startJira(options: JiraOptions = {}): Promise<FakeJira> {
  const now = options.now ?? Date.now;
  const { basic = 'bot@example.org:token-of-jira', cloudId, lacks = [], indexLagMs = 0 } = options;
  const { uploads = UPLOADS } = options;
  const projects = (options.projects ?? [{}]).map(
    (one): JiraProject => ({ key: 'OPS', type: 'software', screen: [...SCREEN], requests: true, ...one }),
  );
  const issues: JiraIssue[] = [];
  let expired = false;
  let last = 10_000;
  const nextId = (): string => {
    last += 1;
    return String(last);
  };
  const base = cloudId === undefined ? '' : `/ex/jira/${cloudId}`;

  const projectOf = (key: string): JiraProject | undefined => projects.find((one) => one.key === key);
  const issueOf = (idOrKey: string): JiraIssue | undefined =>
    issues.find(
      ({ id, key, fields }) => id === idOrKey || key === idOrKey || (fields.was as string) === idOrKey,
    );
  const isDesk = (issue: JiraIssue): boolean => projectOf(issue.project)?.type === 'service_desk';
  const customersSee = (issue: JiraIssue): boolean =>
    isDesk(issue) && projectOf(issue.project)?.requests === true;

  const { attach, deskCall } = jiraFiles({ projects, options, nextId, issueOf, customersSee });

  function create(asked: Asked): Told {
    const why = CREATE(asked.json);
    if (why !== null) return bad([`Invalid request payload. ${why}`]);
    const { fields, properties = [] } = asked.json as {
      fields: Record<string, unknown>;
      properties?: { key: string; value: unknown }[];
    };
    if (properties.some(({ key, value }) => !key || value === undefined))
      return bad(['Invalid entity property']);
    const project = projectOf((fields.project as { key?: string } | undefined)?.key ?? '');
    if (project === undefined) return bad([], { project: 'Specify a valid project ID or key' });
    if (lacks.includes('CREATE_ISSUES'))
      return bad([], { project: 'You do not have permission to create issues in this project.' });
    const { issuetype, summary, description } = fields as {
      issuetype?: { id?: string; name?: string };
      summary?: unknown;
      description?: unknown;
    };
    const errors: Record<string, string> = {};
    if (issuetype?.id !== '10001' && issuetype?.name !== 'Incident')
      errors.issuetype = 'Specify an issue type';
    for (const { fieldId, name, required, hasDefaultValue } of project.screen)
      if (required && hasDefaultValue !== true && fields[fieldId] === undefined)
        errors[fieldId] = `${name} is required.`;
    for (const name of Object.keys(fields)) {
      const there =
        ['project', 'issuetype'].includes(name) || project.screen.some((one) => one.fieldId === name);
      if (!there)
        errors[name] = `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`;
    }
    if (typeof summary !== 'string' || /[\r\n]/.test(summary))
      errors.summary = 'The summary is invalid because it contains newline characters.';
    else if (summary.length > 255) errors.summary = 'Summary must be less than 255 characters.';
    const noAdf = description === undefined ? null : whyNoAdf(description);
    if (noAdf !== null)
      errors.description =
        'Operation value must be an Atlassian Document (see the Atlassian Document Format)';
    else if (JSON.stringify(description ?? '').length > TEXT_LIMIT)
      errors.description = 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.';
    const labels = fields.labels as unknown;
    if (
      labels !== undefined &&
      !(Array.isArray(labels) && labels.every((one) => /^\S{1,255}$/.test(String(one))))
    )
      errors.labels = "The label can't contain spaces.";
    if (Object.keys(errors).length > 0) return bad([], errors);
    const id = nextId();
    const key = `${project.key}-${issues.length + 1}`;
    issues.push({
      id,
      key,
      project: project.key,
      fields,
      text: textOfAdf(description),
      createdAt: now(),
      comments: [],
      files: [],
    });
    return told('CreatedIssue', { id, key, self: `${server.url}/rest/api/3/issue/${id}` }, 201);
  }

  const bean = (issue: JiraIssue, names: readonly string[]) => {
    const all: Record<string, unknown> = {
      ...issue.fields,
      project: { key: issue.project, projectTypeKey: projectOf(issue.project)?.type },
      attachment: issue.files.map(({ id, filename, bytes, mimeType }) => ({
        id,
        filename,
        size: bytes.length,
        mimeType,
      })),
    };
    const wanted = names.includes('*all') ? Object.keys(all) : names.filter((name) => name in all);
    return {
      id: issue.id,
      key: issue.key,
      self: `${server.url}/rest/api/3/issue/${issue.id}`,
      ...(wanted.length > 0 && { fields: Object.fromEntries(wanted.map((name) => [name, all[name]])) }),
    };
  };

  function search(asked: Asked): Told {
    const why = SEARCH(asked.json);
    if (why !== null) return bad([`Invalid request payload. ${why}`]);
    const {
      jql = '',
      fields = [],
      maxResults = 50,
    } = asked.json as {
      jql?: string;
      fields?: string[];
      maxResults?: number;
    };
    const [, project, label, word] = JQL.exec(jql) ?? [];
    if (project === undefined) return bad([`Error in the JQL Query: ${jql}`]);
    const found = issues.filter(
      (one) =>
        one.project === project &&
        now() - one.createdAt >= indexLagMs &&
        ((one.fields.labels as string[] | undefined)?.includes(label ?? '') === true ||
          one.text.includes(word ?? '') ||
          one.comments.some(({ text }) => text.includes(word ?? ''))),
    );
    return told('SearchAndReconcileResults', {
      issues: found.slice(0, maxResults).map((one) => bean(one, fields)),
      isLast: found.length <= maxResults,
      ...(found.length > maxResults && { nextPageToken: 'more' }),
    });
  }

  function comment(issue: JiraIssue, asked: Asked): Told {
    const why = COMMENT(asked.json);
    if (why !== null) return bad([`Invalid request payload. ${why}`]);
    if (lacks.includes('ADD_COMMENTS'))
      return bad(['You do not have the permission to comment on this issue.']);
    if (issue.comments.length >= 5_000)
      return bad(['The issue exceeds the limit of 5000 comments.'], {}, 413);
    const { body, properties = [] } = asked.json as {
      body: unknown;
      properties?: { key: string; value: unknown }[];
    };
    const noAdf = whyNoAdf(body);
    if (noAdf !== null) return bad([], { comment: noAdf });
    if (JSON.stringify(body).length > TEXT_LIMIT) return bad([], { comment: 'CONTENT_LIMIT_EXCEEDED' });
    const told_ = properties.find(({ key }) => key === 'sd.public.comment')?.value as
      | { internal?: boolean }
      | undefined;
    const hidden = told_?.internal === true && options.allPublic !== true && isDesk(issue);
    const one: Comment = { id: nextId(), body, text: textOfAdf(body), public: !hidden, properties };
    issue.comments.push(one);
    return told('Comment', commentBean(one), 201);
  }

  const commentBean = (one: Comment, expanded = false) => ({
    id: one.id,
    body: one.body,
    created: new Date(now()).toISOString(),
    jsdPublic: one.public,
    ...(expanded && { properties: one.properties }),
  });

  function comments(issue: JiraIssue, { query }: Asked): Told {
    const startAt = Number(query.get('startAt') ?? 0);
    const maxResults = Math.min(Number(query.get('maxResults') ?? 50), 100);
    const sorted = query.get('orderBy') === '-created' ? [...issue.comments].reverse() : issue.comments;
    return told('PageOfComments', {
      startAt,
      maxResults,
      total: sorted.length,
      comments: sorted
        .slice(startAt, startAt + maxResults)
        .map((one) => commentBean(one, query.get('expand') === 'properties')),
    });
  }

  function issueCall(rest: string, asked: Asked): Told {
    const [, idOrKey = '', action, part] = /^\/issue\/([^/]+)(?:\/(\w+)(?:\/(\w+))?)?$/.exec(rest) ?? [];
    const issue = issueOf(idOrKey);
    if (issue === undefined)
      return bad(['Issue does not exist or you do not have permission to see it.'], {}, 404);
    const call = `${asked.method} ${action ?? ''}`;
    if (call === 'GET ')
      return told('IssueBean', bean(issue, (asked.query.get('fields') ?? '*all').split(',')));
    if (call === 'POST comment') return comment(issue, asked);
    if (call === 'GET comment') return comments(issue, asked);
    if (call === 'POST attachments') return attach(issue, asked);
    if (call === 'DELETE comment' && part !== undefined) {
      if (options.mayDelete === false)
        return bad(['You do not have permission to delete comments.'], {}, 403);
      issue.comments = issue.comments.filter(({ id }) => id !== part);
      return { status: 204 };
    }
    return noSuchAddress({ errorMessages: ['no such address'] });
  }

  function meta(rest: string, asked: Asked): Told | null {
    const [, key, type] = /^\/issue\/createmeta\/([^/]+)\/issuetypes(?:\/([^/]+))?$/.exec(rest) ?? [];
    if (key === undefined) return null;
    const project = projectOf(key);
    if (project === undefined || lacks.includes('CREATE_ISSUES'))
      return bad(['No project could be found.'], {}, 404);
    const startAt = Number(asked.query.get('startAt') ?? 0);
    if (type === undefined)
      return told('PageOfCreateMetaIssueTypes', {
        startAt: 0,
        maxResults: 50,
        total: 2,
        issueTypes: [
          { id: '10000', name: 'Task', subtask: false },
          { id: '10001', name: 'Incident', subtask: false },
        ],
      });
    const all = [
      { fieldId: 'project', name: 'Project', required: true },
      { fieldId: 'issuetype', name: 'Issue Type', required: true },
      ...project.screen,
    ].map((one) => ({ key: one.fieldId, hasDefaultValue: false, operations: ['set'], ...one }));
    return {
      status: 200,
      json: { startAt, maxResults: 50, total: all.length, fields: all.slice(startAt, startAt + 50) },
    };
  }

  function answer(asked: Asked): Told {
    const entered =
      options.bearer === undefined
        ? basicOf(asked) === basic
        : credentialOf(asked).scheme === 'Bearer' && credentialOf(asked).value === options.bearer;
    if (!asked.path.startsWith(`${base}/rest/`)) return noSuchAddress({ errorMessages: ['no such site'] });
    if (!entered || expired)
      return {
        ...bad(['Client must be authenticated to access this resource.'], {}, 401),
        headers: { 'x-seraph-loginreason': 'AUTHENTICATED_FAILED' },
      };
    const rest = asked.path.slice(base.length);
    if (rest.startsWith('/rest/servicedeskapi/'))
      return deskCall(rest.slice('/rest/servicedeskapi'.length), asked);
    const inside = rest.replace('/rest/api/3', '');
    if (inside === rest) return noSuchAddress({ errorMessages: ['no such address'] });
    const call = `${asked.method} ${inside}`;
    if (call === 'POST /issue') return create(asked);
    if (call === 'POST /search/jql') return search(asked);
    if (call === 'GET /search') return bad(['The requested API has been removed.'], {}, 410);
    if (call === 'GET /myself')
      return {
        status: 200,
        json: { accountId: '5b1', accountType: 'app', displayName: 'Incident bot', active: true },
      };
    if (call === 'GET /attachment/meta') return told('AttachmentSettings', uploads);
    if (call === 'GET /mypermissions') {
      const key = asked.query.get('projectKey') ?? '';
      if (projectOf(key) === undefined || lacks.includes('BROWSE_PROJECTS'))
        return bad([`No project could be found with key '${key}'.`], {}, 404);
      const names = (asked.query.get('permissions') ?? '').split(',');
      return told('Permissions', {
        permissions: Object.fromEntries(
          names.map((name) => [name, { key: name, havePermission: !lacks.includes(name) }]),
        ),
      });
    }
    const project = /^GET \/project\/([^/]+)$/.exec(call)?.[1];
    if (project !== undefined) {
      const found = projectOf(project);
      return found === undefined || lacks.includes('BROWSE_PROJECTS')
        ? bad([`No project could be found with key '${project}'.`], {}, 404)
        : { status: 200, json: { id: '1', key: found.key, name: found.key, projectTypeKey: found.type } };
    }
    return meta(inside, asked) ?? issueCall(inside, asked);
  }

  const server = await startVendor({
    answer,
    ...(options.elsewhere !== undefined && { elsewhere: options.elsewhere }),
    limited: () => ({
      status: 429,
      json: { errorMessages: ['Rate limit exceeded.'], errors: {} },
      headers: {
        'retry-after': '7',
        'x-ratelimit-limit': '350',
        'x-ratelimit-remaining': '0',
        'ratelimit-reason': 'jira-burst-based',
      },
    }),
  });
  return {
    ...server,
    issues,
    expire: () => {
      expired = true;
    },
    renew: () => {
      expired = false;
    },
    move: (key, to) => {
      const issue = issueOf(key);
      if (issue === undefined) return;
      issue.fields = { ...issue.fields, was: issue.key };
      issue.project = to;
      issue.key = `${to}-${issues.length + 100}`;
    },
    remove: (key) => {
      issues.splice(
        issues.findIndex((one) => one.key === key),
        1,
      );
    },
  };
}
