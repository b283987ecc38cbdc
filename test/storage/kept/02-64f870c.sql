-- Written by the bot of 64f870c, "Let people in Slack press, mention, explain and look at a board", run from its own commit: node src/node.ts serve.
-- In its terminal: enroll node-3 prod; the host joined by host.ts join of that commit and was then away: triage node-3. Then SIGTERM.
-- object incident inc-xx3k1109xe
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE incident (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, record TEXT NOT NULL);
CREATE TABLE evidence (
     order_id TEXT NOT NULL, seq INTEGER NOT NULL, host TEXT NOT NULL, received_at INTEGER NOT NULL,
     body TEXT NOT NULL, PRIMARY KEY (order_id, seq));
CREATE TABLE host_orders (
     place_in_line INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, host TEXT NOT NULL,
     body TEXT NOT NULL, tries INTEGER NOT NULL, not_before INTEGER NOT NULL, made_at INTEGER NOT NULL);
CREATE TABLE outbox (
     place_in_line INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, what TEXT NOT NULL,
     place INTEGER NOT NULL, host TEXT, order_id TEXT, wanted INTEGER NOT NULL, shown INTEGER NOT NULL,
     trying INTEGER NOT NULL, state TEXT NOT NULL, ref TEXT, tries INTEGER NOT NULL, not_before INTEGER NOT NULL,
     posted_at INTEGER, failing_since INTEGER, why TEXT, within TEXT, file_of TEXT, missing INTEGER NOT NULL DEFAULT 0);
CREATE TABLE silences (
     place INTEGER PRIMARY KEY, since INTEGER, limited INTEGER NOT NULL,
     last_from INTEGER, last_to INTEGER, last_limited INTEGER);
INSERT INTO "_object" VALUES ('name', 'inc-xx3k1109xe');
INSERT INTO "_object" VALUES ('schema', 8.0);
INSERT INTO "_wake" VALUES (1, NULL, NULL, 0);
INSERT INTO "incident" VALUES (1, 3, '{"v":1,"id":"inc-xx3k1109xe","state":"closed","requester":{"id":"root","via":"terminal","name":"root"},"text":"triage node-3","startedAt":1795449562753,"closed":{"at":1795449562799,"why":"nothing-learned","by":null},"places":[{"via":"terminal","session":"ff7a2f6f-4155-477c-8680-5f7c354f559a"}],"runs":[{"host":"node-3","gateway":null,"n":1,"order":"inc-xx3k1109xe.node-3.1","state":"absent","why":"absent","lastSeen":null,"askedAt":1795449562753,"asker":{"id":"root","via":"terminal","name":"root"},"endedAt":1795449562799,"tookMs":null,"delivered":false,"reading":null,"unresolved":false,"held":false}],"revision":2,"quietSince":1795449562799,"said":{"status":"status"},"unsaid":[],"seen":["ask:ff7a2f6f-4155-477c-8680-5f7c354f559a/1:node-3","hub:inc-xx3k1109xe.node-3.1","said:status"]}');
INSERT INTO "outbox" VALUES (1, 'status', 'status', 0, NULL, NULL, 2, 2, 2, 'due', 'status', 0, 1795449563228, 1795449562828, NULL, NULL, NULL, NULL, 0);
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
   );
CREATE TABLE frames (
     order_id TEXT NOT NULL, seq INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (order_id, seq)
   );
CREATE TABLE outbox (
     n INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, name TEXT NOT NULL, message TEXT NOT NULL,
     made_at INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL
   );
CREATE INDEX outbox_by_target ON outbox (kind, name, n);
INSERT INTO "_object" VALUES ('name', 'node-3');
INSERT INTO "_object" VALUES ('schema', 1.0);
INSERT INTO "_wake" VALUES (1, NULL, NULL, 0);
INSERT INTO "host" VALUES (1, 'rS8JeVvSZCD2INp2t12IiqqDcfEU0yI7m2iQUrm43Tc', 'DvT70nLLMQXQhxdqIXcBPH-zjY_xBO609YrlVJzErJg', 1, 1795449558042, 0, NULL, NULL, NULL, '[]', 0, 0, NULL, NULL, NULL, NULL, '0.0.0-dev', NULL, 'linux x64', NULL, 1795449562799, NULL);
INSERT INTO "tokens" VALUES ('FnTKD58aTM8EuujFtrZw-JR-CJgiC--uxMjlv0ez9rg', 'terminal:root', 1795450433408, 1795449558042);
INSERT INTO "orders" VALUES ('inc-xx3k1109xe.node-3.1', 'inc-xx3k1109xe', '{"payload":"eyJhcmdzIjp7fSwiZXhwIjoxNzk1NDQ5ODYyNzUzLCJob3N0IjoiclM4SmVWdlNaQ0QySU5wMnQxMklpcXFEY2ZFVTB5STdtMmlRVXJtNDNUYyIsImlhdCI6MTc5NTQ0OTU2Mjc4MSwiaWQiOiJpbmMteHgzazExMDl4ZS5ub2RlLTMuMSIsImluY2lkZW50IjoiaW5jLXh4M2sxMTA5eGUiLCJtb2RlIjoicmVhZCIsIm9wIjoidHJpYWdlIiwicHJlY29uZGl0aW9ucyI6W10sInJlcXVlc3RlciI6InRlcm1pbmFsOnJvb3QiLCJ2IjoxfQ","signatures":[{"protected":"eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiWGo4b3ZZOFJ6TFJfMzEyODBfcDFtUzlVcFRsX2x4YTA5S3VaWUljNGVhZyIsInR5cCI6Im9jb3JkZXIrandzIn0","signature":"xXZ94J4jWnCeJfmZofS9e2iHA3ez3Vhg4M3Vjno_RqOP0eRWFxlIJDtZIhHY08ZBZA2DGc57FyebKZleCdUSCw"}]}', 'Olr0L__FRWYQ2e6yBb5_cwJUE9Rc3AviacIGDj8GRnY', 1795449862753, 'waiting', 0, 0, NULL);
-- object fleet fleet-1
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
INSERT INTO "_object" VALUES ('name', 'fleet-1');
INSERT INTO "_object" VALUES ('schema', 2.0);
INSERT INTO "names" VALUES ('node-3');
-- object fleet fleet-2
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
INSERT INTO "_object" VALUES ('name', 'fleet-2');
INSERT INTO "_object" VALUES ('schema', 2.0);
