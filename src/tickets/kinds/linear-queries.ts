/**
 * @module tickets/kinds/linear-queries
 * What Linear is asked, in its own language, and the shapes of what it answers. Every query selects only what is used, so
 * that a field that Linear takes away elsewhere breaks nothing here.
 */
import * as z from 'zod';

const many = <T extends z.ZodType>(node: T) =>
  z.looseObject({
    nodes: z.array(node),
    pageInfo: z
      .looseObject({ hasNextPage: z.boolean(), endCursor: z.string().nullish() })
      .default({ hasNextPage: false }),
  });

/** A page of a list. */
export type Many<T> = {
  nodes: T[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null | undefined };
};

export const Issue = z.looseObject({
  id: z.string(),
  identifier: z.string(),
  url: z.url({ protocol: /^https?$/ }),
});
const ISSUE = 'id identifier url';

export const CREATE = `mutation Open($input: IssueCreateInput!) {
  issueCreate(input: $input) { success issue { ${ISSUE} } }
}`;
export const IssueCreated = z.looseObject({
  issueCreate: z.looseObject({ success: z.boolean(), issue: Issue.nullish() }),
});

/** As a list: one that is not there is no error then, whose form nobody has written down. */
export const ISSUE_BY_ID = `query Find($id: ID!) {
  issues(first: 2, includeArchived: true, filter: { id: { eq: $id } }) { nodes { ${ISSUE} } }
}`;
export const ISSUE_BY_KEY = `query Read($key: String!, $number: Float!) {
  issues(first: 2, includeArchived: true, filter: { number: { eq: $number }, team: { key: { eq: $key } } }) {
    nodes { ${ISSUE} }
  }
}`;
export const Issues = z.looseObject({ issues: many(Issue) });

export const COMMENT = `mutation Comment($input: CommentCreateInput!) {
  commentCreate(input: $input) { success comment { id } }
}`;
export const CommentCreated = z.looseObject({ commentCreate: z.looseObject({ success: z.boolean() }) });

export const COMMENTS = `query Comments($id: String!, $after: String) {
  issue(id: $id) { comments(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }
}`;
export const Comments = z.looseObject({
  issue: z.looseObject({ comments: many(z.looseObject({ id: z.string() })) }),
});

export const UPLOAD = `mutation Upload($contentType: String!, $filename: String!, $size: Int!) {
  fileUpload(contentType: $contentType, filename: $filename, size: $size) {
    success uploadFile { uploadUrl assetUrl headers { key value } }
  }
}`;
export const UploadPrepared = z.looseObject({
  fileUpload: z.looseObject({
    success: z.boolean(),
    uploadFile: z
      .looseObject({
        uploadUrl: z.url(),
        assetUrl: z.url(),
        headers: z.array(z.looseObject({ key: z.string(), value: z.string() })),
      })
      .nullish(),
  }),
});

export const ATTACH = `mutation Attach($input: AttachmentCreateInput!) {
  attachmentCreate(input: $input) { success attachment { id } }
}`;
export const AttachmentCreated = z.looseObject({ attachmentCreate: z.looseObject({ success: z.boolean() }) });

export const ATTACHMENTS = `query Attachments($id: String!, $after: String) {
  issue(id: $id) {
    attachments(first: 100, after: $after) { nodes { id metadata } pageInfo { hasNextPage endCursor } }
  }
}`;
export const Attachments = z.looseObject({
  issue: z.looseObject({
    attachments: many(
      z.looseObject({ id: z.string(), metadata: z.record(z.string(), z.unknown()).default({}) }),
    ),
  }),
});

export const WHO = 'query Who { viewer { id name } organization { urlKey } }';
export const Viewer = z.looseObject({
  viewer: z.looseObject({ id: z.string(), name: z.string() }),
  organization: z.looseObject({ urlKey: z.string() }),
});

const TEAM_FIELDS = 'nodes { id key name }';
export const TEAM = `query Team($key: String!) {
  teams(first: 2, filter: { key: { eq: $key } }) { ${TEAM_FIELDS} }
}`;
export const TEAM_BY_ID = `query Team($id: ID!) {
  teams(first: 2, filter: { id: { eq: $id } }) { ${TEAM_FIELDS} }
}`;
export const Teams = z.looseObject({
  teams: many(z.looseObject({ id: z.string(), key: z.string(), name: z.string() })),
});
