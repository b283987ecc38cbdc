-- Written by the bot of 719edec, "Bring a gateway back from wish to look, with a chained record", run from its own commit: node src/node.ts serve.
-- In its terminal: enroll node-3 prod; the host joined by host.ts join of that commit and was then away: triage node-3. Then SIGTERM.
-- object incident inc-qhd5107gmd
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE incident (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, record TEXT NOT NULL);
CREATE TABLE evidence (
     order_id TEXT NOT NULL, seq INTEGER NOT NULL, host TEXT NOT NULL, received_at INTEGER NOT NULL,
     body TEXT NOT NULL, PRIMARY KEY (order_id, seq));
CREATE TABLE outbox (
     place_in_line INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, what TEXT NOT NULL,
     place INTEGER NOT NULL, host TEXT, order_id TEXT, wanted INTEGER NOT NULL, shown INTEGER NOT NULL,
     trying INTEGER NOT NULL, state TEXT NOT NULL, ref TEXT, tries INTEGER NOT NULL, not_before INTEGER NOT NULL,
     posted_at INTEGER, failing_since INTEGER, why TEXT, within TEXT, file_of TEXT, missing INTEGER NOT NULL DEFAULT 0);
CREATE TABLE silences (
     place INTEGER PRIMARY KEY, since INTEGER, limited INTEGER NOT NULL,
     last_from INTEGER, last_to INTEGER, last_limited INTEGER);
CREATE TABLE mailbox (
    n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, receiver TEXT NOT NULL, body TEXT NOT NULL,
    made_at INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL
  );
CREATE INDEX mailbox_by_receiver ON mailbox (receiver, n);
CREATE TABLE events (
     n INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, received_at INTEGER NOT NULL, type TEXT NOT NULL,
     host TEXT, person TEXT, body TEXT NOT NULL, prev TEXT, hash TEXT);
INSERT INTO "_object" VALUES ('name', 'inc-qhd5107gmd');
INSERT INTO "_object" VALUES ('schema', 12.0);
INSERT INTO "_wake" VALUES (1, 1803226596266, NULL, 0);
INSERT INTO "incident" VALUES (1, 4, '{"v":1,"id":"inc-qhd5107gmd","state":"closed","requester":{"id":"root","via":"terminal","name":"root"},"text":"triage node-3","startedAt":1795450595737,"closed":{"at":1795450596266,"why":"nothing-learned","by":null},"places":[{"via":"terminal","session":"69c9fb73-3571-47a2-87d9-4250d069657f"}],"runs":[{"host":"node-3","gateway":null,"n":1,"order":"inc-qhd5107gmd.node-3.1","state":"absent","why":"absent","lastSeen":null,"askedAt":1795450595737,"asker":{"id":"root","via":"terminal","name":"root"},"endedAt":1795450596266,"tookMs":null,"delivered":false,"reading":null,"judgedAt":null,"judgeAt":null,"unresolved":false,"held":false}],"jobs":[],"recoveries":[],"revision":2,"quietSince":1795450596266,"said":{"status":"status"},"inThread":[],"unsaid":[],"seen":["ask:69c9fb73-3571-47a2-87d9-4250d069657f/1:node-3","hub:inc-qhd5107gmd.node-3.1","said:status"]}');
INSERT INTO "outbox" VALUES (1, 'status', 'status', 0, NULL, NULL, 2, 2, 2, 'due', 'status', 0, 1795450596851, 1795450596451, NULL, NULL, NULL, NULL, 0);
INSERT INTO "events" VALUES (1, 1795450595320, 1795450595738, 'asked', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"place":{"via":"terminal","session":"69c9fb73-3571-47a2-87d9-4250d069657f"},"text":"triage node-3"}', '-', '-VYFXZMq4sSzJQ81IDlYtFtXzIT1EobcgZyKQGY4TLU');
INSERT INTO "events" VALUES (2, 1795450596266, 1795450596266, 'host-absent', 'node-3', NULL, '{"order":"inc-qhd5107gmd.node-3.1","lastSeen":null,"why":"absent"}', '-VYFXZMq4sSzJQ81IDlYtFtXzIT1EobcgZyKQGY4TLU', 'k5SOucVHxWjGBadM9rITN8ciMuafu-9rHCfJUmTE_cA');
INSERT INTO "events" VALUES (3, 1795450596452, 1795450596452, 'said', NULL, NULL, '{"key":"status","ref":"status"}', 'k5SOucVHxWjGBadM9rITN8ciMuafu-9rHCfJUmTE_cA', 'TqpIVMJtizvm7rhXClIaFPZoInVY2wm3QF2SDMJtR8c');
-- object host node-3
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE host (
     one INTEGER PRIMARY KEY CHECK (one = 1),
     kid TEXT, public_x TEXT, join_seq INTEGER NOT NULL DEFAULT 0, joined_at INTEGER,
     confirmed INTEGER NOT NULL DEFAULT 0, quarantined TEXT, marked TEXT,
     run TEXT, past_runs TEXT NOT NULL DEFAULT '[]',
     counter INTEGER NOT NULL DEFAULT 0, taken INTEGER NOT NULL DEFAULT 0,
     journal_length INTEGER, journal_head TEXT,
     last_seen INTEGER, clock_ahead_ms INTEGER,
     agent_version TEXT, openclaw_version TEXT, platform TEXT,
     verdict TEXT, verdict_at INTEGER, open_incident TEXT
   );
CREATE TABLE tokens (sha256 TEXT PRIMARY KEY, by TEXT NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER);
CREATE TABLE orders (
     id TEXT PRIMARY KEY, incident TEXT NOT NULL, envelope TEXT NOT NULL, digest TEXT NOT NULL,
     exp INTEGER NOT NULL, state TEXT NOT NULL, counter INTEGER NOT NULL DEFAULT 0,
     bytes INTEGER NOT NULL DEFAULT 0, ended_at INTEGER
   , pieces INTEGER NOT NULL DEFAULT 0, facts INTEGER NOT NULL DEFAULT 0, redact_ms INTEGER NOT NULL DEFAULT 0);
CREATE TABLE frames (
     order_id TEXT NOT NULL, seq INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (order_id, seq)
   );
CREATE TABLE mailbox (
    n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, receiver TEXT NOT NULL, body TEXT NOT NULL,
    made_at INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL
  );
CREATE INDEX mailbox_by_receiver ON mailbox (receiver, n);
INSERT INTO "_object" VALUES ('name', 'node-3');
INSERT INTO "_object" VALUES ('schema', 3.0);
INSERT INTO "_wake" VALUES (1, NULL, NULL, 0);
INSERT INTO "host" VALUES (1, 'dJZJqnmOJpPepGUp6zaxnxa6xv4LOwYBsQunddnxxcQ', 'YZZIP6pHZqzO4KSOLLSZVqj64MuMR3-4JbSo7S-LGjo', 1, 1795450590488, 0, NULL, NULL, NULL, '[]', 0, 0, NULL, NULL, NULL, NULL, '0.0.0-source', NULL, 'linux x64', NULL, 1795450596266, NULL);
INSERT INTO "tokens" VALUES ('UVuH3fF-nq-eOZkCc0yM7sLCDoFxox1qh-uqwLl2e14', 'terminal:root', 1795451480020, 1795450590488);
INSERT INTO "orders" VALUES ('inc-qhd5107gmd.node-3.1', 'inc-qhd5107gmd', '{"payload":"eyJhcmdzIjp7fSwiZXhwIjoxNzk1NDUwODk1NzM3LCJob3N0IjoiZEpaSnFubU9KcFBlcEdVcDZ6YXhueGE2eHY0TE93WUJzUXVuZGRueHhjUSIsImlhdCI6MTc5NTQ1MDU5NjAyOSwiaWQiOiJpbmMtcWhkNTEwN2dtZC5ub2RlLTMuMSIsImluY2lkZW50IjoiaW5jLXFoZDUxMDdnbWQiLCJtb2RlIjoicmVhZCIsIm9wIjoidHJpYWdlIiwicHJlY29uZGl0aW9ucyI6W10sInJlcXVlc3RlciI6InRlcm1pbmFsOnJvb3QiLCJ2IjoxfQ","signatures":[{"protected":"eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiRnppVGlBOGE4NmNQdkJIb21MbjF6QUdHd3h3YzdtQ0VkRkFnajRkLUNpZyIsInR5cCI6Im9jb3JkZXIrandzIn0","signature":"PbgODhhuZ5JjDykBUmznaIxSxVMLmvfJaP0KZUNR-nh0oJlf_uYsV4i_Cgdxnl2E-SrWx4WPnKVRSOtQsnTSDQ"}]}', 'KpgmkcEjiA3fPYaC23XZoA0Q33AfXaXnvEP2KeUrD9c', 1795450895737, 'waiting', 0, 0, NULL, 0, 0, 0);
-- object fleet fleet-0
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;
INSERT INTO "_object" VALUES ('name', 'fleet-0');
INSERT INTO "_object" VALUES ('schema', 3.0);
-- object fleet fleet-1
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;
INSERT INTO "_object" VALUES ('name', 'fleet-1');
INSERT INTO "_object" VALUES ('schema', 3.0);
INSERT INTO "names" VALUES ('node-3');
INSERT INTO "labels" VALUES ('node-3', 'prod');
-- object fleet fleet-2
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;
INSERT INTO "_object" VALUES ('name', 'fleet-2');
INSERT INTO "_object" VALUES ('schema', 3.0);
INSERT INTO "taken" VALUES ('enroll:aa8e14b1-1049-45dd-9a9e-93239d1c704b/1', 1795450579968);
-- object fleet fleet-3
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;
INSERT INTO "_object" VALUES ('name', 'fleet-3');
INSERT INTO "_object" VALUES ('schema', 3.0);
-- object fleet fleet-4
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;
INSERT INTO "_object" VALUES ('name', 'fleet-4');
INSERT INTO "_object" VALUES ('schema', 3.0);
-- object fleet fleet-5
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;
INSERT INTO "_object" VALUES ('name', 'fleet-5');
INSERT INTO "_object" VALUES ('schema', 3.0);
-- object fleet fleet-6
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;
INSERT INTO "_object" VALUES ('name', 'fleet-6');
INSERT INTO "_object" VALUES ('schema', 3.0);
-- object fleet fleet-7
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;
INSERT INTO "_object" VALUES ('name', 'fleet-7');
INSERT INTO "_object" VALUES ('schema', 3.0);
