/** What a Jira site is made of, for the fake: projects, issues, comments, files, and how it says no. */
import type { Told } from './vendor-server.ts';

export type Field = { fieldId: string; name: string; required: boolean; hasDefaultValue?: boolean };

export type JiraProject = {
  key: string;
  type: 'software' | 'service_desk';
  /** What stands on the screen for new issues, besides project and issuetype. */
  screen: Field[];
  /** Issues here are requests of a portal, so that customers may see them. */
  requests: boolean;
};

export const SCREEN: readonly Field[] = [
  { fieldId: 'summary', name: 'Summary', required: true },
  { fieldId: 'description', name: 'Description', required: false },
  { fieldId: 'labels', name: 'Labels', required: false },
  { fieldId: 'reporter', name: 'Reporter', required: true, hasDefaultValue: true },
];

export type Comment = {
  id: string;
  body: unknown;
  text: string;
  public: boolean;
  properties?: { key: string; value: unknown }[];
};
export type File = { id: string; filename: string; mimeType: string; bytes: Buffer; public: boolean };
export type JiraIssue = {
  id: string;
  key: string;
  project: string;
  fields: Record<string, unknown>;
  text: string;
  createdAt: number;
  comments: Comment[];
  files: File[];
};

export type JiraOptions = {
  now?: () => number;
  /** `email:token` of Basic, or a Bearer token. */
  basic?: string;
  bearer?: string;
  /** With it the API stands where scoped tokens go, at /ex/jira/ID. */
  cloudId?: string;
  projects?: Partial<JiraProject>[];
  indexLagMs?: number;
  /** Permissions that the account lacks. */
  lacks?: readonly string[];
  uploads?: { enabled: boolean; uploadLimit: number };
  /** An app or a rule of the site makes every comment public. */
  allPublic?: boolean;
  /** Nobody may delete comments, as shipped for most roles. */
  mayDelete?: boolean;
  elsewhere?: string;
};

/** No, in Jira's form. */
export const bad = (messages: string[], errors: Record<string, string> = {}, status = 400): Told => ({
  status,
  json: { errorMessages: messages, errors },
});
