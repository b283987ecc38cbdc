-- Written by the bot of 97494a1, "Hear the complaint, and let only the gateway's own words decide", run from its own commit: node src/node.ts serve.
-- In its terminal: enroll node-3 prod; the host joined by host.ts join of that commit and was then away: triage node-3. Then SIGTERM.
-- object incident inc-4t8h1krn2f
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
INSERT INTO "_object" VALUES ('name', 'inc-4t8h1krn2f');
INSERT INTO "_object" VALUES ('schema', 8.0);
INSERT INTO "_wake" VALUES (1, 1803226886755, NULL, 0);
INSERT INTO "incident" VALUES (1, 3, '{"v":1,"id":"inc-4t8h1krn2f","state":"closed","requester":{"id":"root","via":"terminal","name":"root"},"text":"triage node-3","startedAt":1795450886384,"closed":{"at":1795450886755,"why":"nothing-learned","by":null},"places":[{"via":"terminal","session":"884f41af-aaca-41ce-96c8-2ab26ebd9b33"}],"runs":[{"host":"node-3","gateway":null,"n":1,"order":"inc-4t8h1krn2f.node-3.1","state":"absent","why":"absent","lastSeen":null,"askedAt":1795450886384,"asker":{"id":"root","via":"terminal","name":"root"},"endedAt":1795450886755,"tookMs":null,"delivered":false,"reading":null,"judgedAt":null,"judgeAt":null,"unresolved":false,"held":false}],"revision":2,"quietSince":1795450886755,"said":{"status":"status"},"inThread":[],"unsaid":[],"seen":["ask:884f41af-aaca-41ce-96c8-2ab26ebd9b33/1:node-3","hub:inc-4t8h1krn2f.node-3.1","said:status"]}');
INSERT INTO "outbox" VALUES (1, 'status', 'status', 0, NULL, NULL, 2, 2, 2, 'due', 'status', 0, 1795450887512, 1795450887112, NULL, NULL, NULL, NULL, 0);
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
CREATE TABLE outbox (
     n INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, name TEXT NOT NULL, message TEXT NOT NULL,
     made_at INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL
   );
CREATE INDEX outbox_by_target ON outbox (kind, name, n);
INSERT INTO "_object" VALUES ('name', 'node-3');
INSERT INTO "_object" VALUES ('schema', 2.0);
INSERT INTO "_wake" VALUES (1, NULL, NULL, 0);
INSERT INTO "host" VALUES (1, '3Z2SQiT21Wb1lkL6ep2wx8C_o7q--C_uPhh4mi8IcWc', 'TPKPngZPavWn3FiuxKtoskEqUjHKKxNKHxEc36mCef4', 1, 1795450880444, 0, NULL, NULL, NULL, '[]', 0, 0, NULL, NULL, NULL, NULL, '0.0.0-dev', NULL, 'linux x64', NULL, 1795450886755, NULL);
INSERT INTO "tokens" VALUES ('n8JpzSsz5kobIuN0Oriy3QdwD__ulJe74wcK0ESjaLo', 'terminal:root', 1795451766387, 1795450880444);
INSERT INTO "orders" VALUES ('inc-4t8h1krn2f.node-3.1', 'inc-4t8h1krn2f', '{"payload":"eyJhcmdzIjp7fSwiZXhwIjoxNzk1NDUxMTg2Mzg0LCJob3N0IjoiM1oyU1FpVDIxV2IxbGtMNmVwMnd4OENfbzdxLS1DX3VQaGg0bWk4SWNXYyIsImlhdCI6MTc5NTQ1MDg4NjU4MSwiaWQiOiJpbmMtNHQ4aDFrcm4yZi5ub2RlLTMuMSIsImluY2lkZW50IjoiaW5jLTR0OGgxa3JuMmYiLCJtb2RlIjoicmVhZCIsIm9wIjoidHJpYWdlIiwicHJlY29uZGl0aW9ucyI6W10sInJlcXVlc3RlciI6InRlcm1pbmFsOnJvb3QiLCJ2IjoxfQ","signatures":[{"protected":"eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiLUZlWWJrOHQ5RkVyY3RXNllBS1ZpZDc3azVkMUY2dl9oUXlITFh1ZlhSZyIsInR5cCI6Im9jb3JkZXIrandzIn0","signature":"b2-E9myxCkmhIzszIOPmHATaO6JAV-k5a4Tl2UByCM8YeO4TZLtnviz3B8aEzJAaMDtALFXQ29tyTaK6oKeaCw"}]}', '-tabCOIhJ10ojXFG4DLiHFEoeuabjZ8nvK1KMDG7INs', 1795451186384, 'waiting', 0, 0, NULL, 0, 0, 0);
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
INSERT INTO "taken" VALUES ('enroll:465dbc6e-e42a-4f68-ab14-d3dc9b3fefed/1', 1795450866346);
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
