-- Written by the bot of 4fe01a3, "Let a host's object hold its gateways still for one freeze", run from its own commit: node src/node.ts serve.
-- In its terminal: enroll node-3 prod; the host joined by host.ts join of that commit and was then away: triage node-3. Then SIGTERM.
-- object incident inc-h63a0etg7t
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
     host TEXT, person TEXT, body TEXT NOT NULL);
INSERT INTO "_object" VALUES ('name', 'inc-h63a0etg7t');
INSERT INTO "_object" VALUES ('schema', 10.0);
INSERT INTO "_wake" VALUES (1, 1803226456070, NULL, 0);
INSERT INTO "incident" VALUES (1, 5, '{"v":1,"id":"inc-h63a0etg7t","state":"closed","requester":{"id":"root","via":"terminal","name":"root"},"text":"triage node-3","startedAt":1795450455628,"closed":{"at":1795450456070,"why":"nothing-learned","by":null},"places":[{"via":"terminal","session":"26418110-f410-4116-ac84-03009ba126c4"}],"runs":[{"host":"node-3","gateway":null,"n":1,"order":"inc-h63a0etg7t.node-3.1","state":"absent","why":"absent","lastSeen":null,"askedAt":1795450455628,"asker":{"id":"root","via":"terminal","name":"root"},"endedAt":1795450456070,"tookMs":null,"delivered":false,"reading":null,"judgedAt":null,"judgeAt":null,"unresolved":false,"held":false}],"jobs":[],"revision":2,"quietSince":1795450456070,"said":{"status":"status"},"inThread":[],"unsaid":[],"seen":["ask:26418110-f410-4116-ac84-03009ba126c4/1:node-3","hub:inc-h63a0etg7t.node-3.1","said:status"]}');
INSERT INTO "outbox" VALUES (1, 'status', 'status', 0, NULL, NULL, 2, 2, 2, 'due', 'status', 0, 1795450456986, 1795450456586, NULL, NULL, NULL, NULL, 0);
INSERT INTO "events" VALUES (1, 1795450455448, 1795450455680, 'asked', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"place":{"via":"terminal","session":"26418110-f410-4116-ac84-03009ba126c4"},"text":"triage node-3"}');
INSERT INTO "events" VALUES (2, 1795450456070, 1795450456070, 'host-absent', 'node-3', NULL, '{"order":"inc-h63a0etg7t.node-3.1","lastSeen":null,"why":"absent"}');
INSERT INTO "events" VALUES (3, 1795450456586, 1795450456586, 'said', NULL, NULL, '{"key":"status","ref":"status"}');
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
   , pieces INTEGER NOT NULL DEFAULT 0, facts INTEGER NOT NULL DEFAULT 0, redact_ms INTEGER NOT NULL DEFAULT 0, changes INTEGER NOT NULL DEFAULT 0, gateway TEXT, freeze TEXT, tell TEXT);
CREATE TABLE frames (
     order_id TEXT NOT NULL, seq INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (order_id, seq)
   );
CREATE TABLE mailbox (
    n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, receiver TEXT NOT NULL, body TEXT NOT NULL,
    made_at INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL
  );
CREATE INDEX mailbox_by_receiver ON mailbox (receiver, n);
CREATE TABLE holds (
    freeze TEXT NOT NULL, gateway TEXT NOT NULL, by TEXT NOT NULL, because TEXT, begins INTEGER NOT NULL,
    until INTEGER NOT NULL, incident TEXT, link TEXT, PRIMARY KEY (freeze, gateway));
INSERT INTO "_object" VALUES ('name', 'node-3');
INSERT INTO "_object" VALUES ('schema', 4.0);
INSERT INTO "_wake" VALUES (1, NULL, NULL, 0);
INSERT INTO "host" VALUES (1, 'AWJAi_JaT9jafXgnWZliZOgMz_17arONPbaUYBKyFD4', 'UsD12IB9zxdiYTY541isXjTRbsyMJWPfevlBCmds5FY', 1, 1795450443886, 0, NULL, NULL, NULL, '[]', 0, 0, NULL, NULL, NULL, NULL, '0.0.0-source', NULL, 'linux x64', NULL, 1795450456070, NULL);
INSERT INTO "tokens" VALUES ('_x9sELRZWbEKGP9LxWU-A-dyvm9UvdVYS3LfNcYy7jg', 'terminal:root', 1795451326111, 1795450443886);
INSERT INTO "orders" VALUES ('inc-h63a0etg7t.node-3.1', 'inc-h63a0etg7t', '{"payload":"eyJhcmdzIjp7fSwiZXhwIjoxNzk1NDUwNzU1NjI4LCJob3N0IjoiQVdKQWlfSmFUOWphZlhnbldabGlaT2dNel8xN2FyT05QYmFVWUJLeUZENCIsImlhdCI6MTc5NTQ1MDQ1NTgwMiwiaWQiOiJpbmMtaDYzYTBldGc3dC5ub2RlLTMuMSIsImluY2lkZW50IjoiaW5jLWg2M2EwZXRnN3QiLCJtb2RlIjoicmVhZCIsIm9wIjoidHJpYWdlIiwicHJlY29uZGl0aW9ucyI6W10sInJlcXVlc3RlciI6InRlcm1pbmFsOnJvb3QiLCJ2IjoxfQ","signatures":[{"protected":"eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiX2hwc2JCT2c5WHpHUWZEUFBmRlNkN3diSzFZaVJ6RE1zVXpHZzI0R2o2ayIsInR5cCI6Im9jb3JkZXIrandzIn0","signature":"g45d3DiVgWWebG0GSIDUdDrEfwf9Rt3R871f2lCCnFJPL2K7zoCzfVxtMGvmpZCtE2owQXtAMn2hrfC5Igd2Bg"}]}', 'lReMZF3sYhL66FlBSN3IcPbfpLcp9NeybWlnvmAbBMw', 1795450755628, 'waiting', 0, 0, NULL, 0, 0, 0, 0, NULL, NULL, NULL);
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
INSERT INTO "taken" VALUES ('enroll:17f47eac-7372-4db0-9130-f56028afce08/1', 1795450425992);
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
