-- Written by a bot of the shape of 592e989, "Send orders by SSM where a host has no socket, and let keys change without joining again", run from its own build: node dist/bot.mjs serve.
-- In its terminal: enroll node-3 prod; the host joined by host.mjs join of that build and was then away: triage node-3, freeze node-3 for 2h because upgrade. Then SIGTERM.
-- object incident inc-df1fe75hq3
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
CREATE TABLE bundle_made (bundle TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE bundle_pieces (
     bundle TEXT NOT NULL, start INTEGER NOT NULL, base64 TEXT NOT NULL, PRIMARY KEY (bundle, start));
CREATE TABLE errands (
    n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, desk TEXT NOT NULL, what TEXT NOT NULL,
    about TEXT NOT NULL, marker TEXT NOT NULL, body TEXT NOT NULL, made_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'wanted', sends INTEGER NOT NULL DEFAULT 0, sent_at INTEGER,
    tries INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL, failing_since INTEGER, how TEXT, why TEXT,
    ticket TEXT, look_again_at INTEGER, doubles TEXT
  );
CREATE INDEX errands_by_ticket ON errands (about, n);
INSERT INTO "_object" VALUES ('name', 'inc-df1fe75hq3');
INSERT INTO "_object" VALUES ('needs', 14.0);
INSERT INTO "_object" VALUES ('schema', 14.0);
INSERT INTO "_wake" VALUES (1, 1803230552793, NULL, 0);
INSERT INTO "incident" VALUES (1, 4, '{"v":1,"id":"inc-df1fe75hq3","state":"closed","requester":{"id":"root","via":"terminal","name":"root"},"text":"triage node-3","startedAt":1795454552741,"closed":{"at":1795454552793,"why":"nothing-learned","by":null},"places":[{"via":"terminal","session":"3091f581-14d0-499b-a224-57e762fb67d9"}],"runs":[{"host":"node-3","gateway":null,"n":1,"order":"inc-df1fe75hq3.node-3.1","state":"absent","why":"absent","lastSeen":null,"askedAt":1795454552741,"asker":{"id":"root","via":"terminal","name":"root"},"endedAt":1795454552793,"tookMs":null,"delivered":false,"reading":null,"judgedAt":null,"judgeAt":null,"unresolved":false,"held":false}],"jobs":[],"recoveries":[],"bundles":[],"tickets":[],"revision":2,"quietSince":1795454552793,"said":{"status":"status"},"inThread":[],"unsaid":[],"seen":["ask:3091f581-14d0-499b-a224-57e762fb67d9/1:node-3","hub:inc-df1fe75hq3.node-3.1","said:status"]}');
INSERT INTO "outbox" VALUES (1, 'status', 'status', 0, NULL, NULL, 2, 2, 2, 'due', 'status', 0, 1795454553220, 1795454552820, NULL, NULL, NULL, NULL, 0);
INSERT INTO "events" VALUES (1, 1795454552708, 1795454552742, 'asked', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"place":{"via":"terminal","session":"3091f581-14d0-499b-a224-57e762fb67d9"},"text":"triage node-3"}', '-', 'gTDOVuGYoJnNo9tO-dko43uOV0rLryxGTgAbnVj8Xvc');
INSERT INTO "events" VALUES (2, 1795454552793, 1795454552793, 'host-absent', 'node-3', NULL, '{"order":"inc-df1fe75hq3.node-3.1","lastSeen":null,"why":"absent"}', 'gTDOVuGYoJnNo9tO-dko43uOV0rLryxGTgAbnVj8Xvc', 'MB3Iu-LwNCRoUgv0ldHMboTeTqeTQn0cg-G8zEt9E-I');
INSERT INTO "events" VALUES (3, 1795454552820, 1795454552820, 'said', NULL, NULL, '{"key":"status","ref":"status"}', 'MB3Iu-LwNCRoUgv0ldHMboTeTqeTQn0cg-G8zEt9E-I', 'o7-AE-7G5FKo4dt1jgMzDxOAMWg-MEFho5sy7gq40OY');
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
   , ssm_instance TEXT, ssm_joining TEXT, former_kid TEXT, former_x TEXT, rotated_at INTEGER, quarantined_by TEXT, speaks INTEGER);
CREATE TABLE tokens (sha256 TEXT PRIMARY KEY, by TEXT NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER);
CREATE TABLE orders (
     id TEXT PRIMARY KEY, incident TEXT NOT NULL, envelope TEXT NOT NULL, digest TEXT NOT NULL,
     exp INTEGER NOT NULL, state TEXT NOT NULL, counter INTEGER NOT NULL DEFAULT 0,
     bytes INTEGER NOT NULL DEFAULT 0, ended_at INTEGER
   , pieces INTEGER NOT NULL DEFAULT 0, facts INTEGER NOT NULL DEFAULT 0, redact_ms INTEGER NOT NULL DEFAULT 0, changes INTEGER NOT NULL DEFAULT 0, gateway TEXT, freeze TEXT, tell TEXT, op TEXT, trace TEXT, begun INTEGER);
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
CREATE TABLE errands (
    id TEXT PRIMARY KEY, instance TEXT NOT NULL, body TEXT, expires_at INTEGER NOT NULL,
    next_at INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, looks INTEGER NOT NULL DEFAULT 0,
    jti TEXT, command TEXT, sent_at INTEGER, trouble TEXT,
    here INTEGER NOT NULL DEFAULT 0, rest TEXT NOT NULL DEFAULT ''
  );
CREATE TABLE maintenance (
    one INTEGER PRIMARY KEY CHECK (one = 1), by TEXT NOT NULL, because TEXT NOT NULL, begins INTEGER NOT NULL,
    until INTEGER NOT NULL
  );
CREATE TABLE told (one INTEGER PRIMARY KEY CHECK (one = 1), card TEXT NOT NULL);
INSERT INTO "_object" VALUES ('name', 'node-3');
INSERT INTO "_object" VALUES ('needs', 7.0);
INSERT INTO "_object" VALUES ('schema', 7.0);
INSERT INTO "_wake" VALUES (1, NULL, NULL, 0);
INSERT INTO "host" VALUES (1, 'DYEY2Ke7LnOb0ysgYt7JdjO3qO9Q8BxI3cWs-e0c5_w', 'XbuKWED4aRcL-h0uhUDf_HP5S99RUxNitKgdoQ-3UCQ', 1, 1795454552209, 0, NULL, NULL, NULL, '[]', 0, 0, NULL, NULL, NULL, NULL, '0.1.0', NULL, 'linux x64', NULL, 1795454552793, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "tokens" VALUES ('yDaxHpDEL1cuwSKY8iln-nvnZYvQ-2BEGd2JVW3kAzs', 'terminal:root', 1795455451726, 1795454552209);
INSERT INTO "orders" VALUES ('inc-df1fe75hq3.node-3.1', 'inc-df1fe75hq3', '{"payload":"eyJhcmdzIjp7fSwiZXhwIjoxNzk1NDU0ODUyNzQxLCJob3N0IjoiRFlFWTJLZTdMbk9iMHlzZ1l0N0pkak8zcU85UThCeEkzY1dzLWUwYzVfdyIsImlhdCI6MTc5NTQ1NDU1Mjc2OSwiaWQiOiJpbmMtZGYxZmU3NWhxMy5ub2RlLTMuMSIsImluY2lkZW50IjoiaW5jLWRmMWZlNzVocTMiLCJtb2RlIjoicmVhZCIsIm9wIjoidHJpYWdlIiwicHJlY29uZGl0aW9ucyI6W10sInJlcXVlc3RlciI6InRlcm1pbmFsOnJvb3QiLCJ2IjoxfQ","signatures":[{"protected":"eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiaElDZC10T3YxUmFSQ2NnV2w5ZzlXVDdSLU5rMmdSSFRzVmFURmR6ZlpvWSIsInR5cCI6Im9jb3JkZXIrandzIn0","signature":"T1cbNdLqR84NoAsHmbmE0BhGrXH0G6obJltKhIw6mYxwEsPIoiVLodfdYrf5qIa72kV1_wUlBQB90uCbug14CA"}]}', 'WYg0QUiwIP2zLp-wlybhWNPh28bGaIY3MMA_NJ9SkFw', 1795454852741, 'waiting', 0, 0, NULL, 0, 0, 0, 0, NULL, NULL, NULL, 'triage', NULL, 1795454552769);
INSERT INTO "holds" VALUES ('frz-z1g995zk2g', '', 'root', 'upgrade', 1795454553346, 1795461753323, NULL, NULL);
INSERT INTO "told" VALUES (1, '{"name":"node-3","enrolled":true,"connected":false,"lastSeen":null,"agentVersion":"0.1.0","openclawVersion":null,"platform":"linux x64","keyFingerprint":"DYEY2Ke7LnOb0ysgYt7JdjO3qO9Q8BxI3cWs-e0c5_w","confirmed":false,"quarantined":null,"marked":null,"verdict":null,"verdictAt":1795454552793,"openIncident":null,"speaks":null,"rotatedAt":null,"quarantinedBy":null,"held":[{"freeze":"frz-z1g995zk2g","by":"root","because":"upgrade","until":1795461753323,"incident":null,"link":null,"from":1795454553346,"gateway":null}],"maintenance":null}');
-- object fleet audit
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY, card TEXT) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;
CREATE TABLE counters (series TEXT PRIMARY KEY, n REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE behind (who TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE audit (
    n INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, type TEXT NOT NULL, host TEXT, person TEXT NOT NULL,
    body TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL
  );
CREATE INDEX audit_at ON audit (at);
INSERT INTO "_object" VALUES ('name', 'audit');
INSERT INTO "_object" VALUES ('needs', 4.0);
INSERT INTO "_object" VALUES ('schema', 4.0);
INSERT INTO "audit" VALUES (1, 1795454551794, 'enroll', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3 prod","outcome":"ok"}', '-', 'u0gOA1NTQmOEWBpLpXURMGt-bKnxbhQdFCdC8O0bwhY');
INSERT INTO "audit" VALUES (2, 1795454552760, 'triage', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3","outcome":"ok","incident":"inc-df1fe75hq3"}', 'u0gOA1NTQmOEWBpLpXURMGt-bKnxbhQdFCdC8O0bwhY', 'wdYG70JOmj7WXb_d44r1GMLO4tBZaDlQYsscU7gxtZo');
INSERT INTO "audit" VALUES (3, 1795454553376, 'freeze', NULL, '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3 for 2h","because":"upgrade","outcome":"ok"}', 'wdYG70JOmj7WXb_d44r1GMLO4tBZaDlQYsscU7gxtZo', 'jS1dY4oxFzwcX2PhNJq6lEcqa8Z7XVlS2fSPhqe3GFc');
-- object fleet fleet-0
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY, card TEXT) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;
CREATE TABLE counters (series TEXT PRIMARY KEY, n REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE behind (who TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE audit (
    n INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, type TEXT NOT NULL, host TEXT, person TEXT NOT NULL,
    body TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL
  );
CREATE INDEX audit_at ON audit (at);
INSERT INTO "_object" VALUES ('name', 'fleet-0');
INSERT INTO "_object" VALUES ('needs', 4.0);
INSERT INTO "_object" VALUES ('schema', 4.0);
INSERT INTO "taken" VALUES ('enroll:e3fed20b-152a-4deb-87fc-9a695eb6de1a/1', 1795454551726);
-- object fleet fleet-1
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY, card TEXT) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;
CREATE TABLE counters (series TEXT PRIMARY KEY, n REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE behind (who TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE audit (
    n INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, type TEXT NOT NULL, host TEXT, person TEXT NOT NULL,
    body TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL
  );
CREATE INDEX audit_at ON audit (at);
INSERT INTO "_object" VALUES ('name', 'fleet-1');
INSERT INTO "_object" VALUES ('needs', 4.0);
INSERT INTO "_object" VALUES ('schema', 4.0);
INSERT INTO "names" VALUES ('node-3', '{"name":"node-3","enrolled":true,"connected":false,"lastSeen":null,"agentVersion":"0.1.0","openclawVersion":null,"platform":"linux x64","keyFingerprint":"DYEY2Ke7LnOb0ysgYt7JdjO3qO9Q8BxI3cWs-e0c5_w","confirmed":false,"quarantined":null,"marked":null,"verdict":null,"verdictAt":1795454552793,"openIncident":null,"speaks":null,"rotatedAt":null,"quarantinedBy":null,"held":[{"freeze":"frz-z1g995zk2g","by":"root","because":"upgrade","until":1795461753323,"incident":null,"link":null,"from":1795454553346,"gateway":null}],"maintenance":null}');
INSERT INTO "labels" VALUES ('node-3', 'prod');
-- object fleet fleet-2
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY, card TEXT) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;
CREATE TABLE counters (series TEXT PRIMARY KEY, n REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE behind (who TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE audit (
    n INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, type TEXT NOT NULL, host TEXT, person TEXT NOT NULL,
    body TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL
  );
CREATE INDEX audit_at ON audit (at);
INSERT INTO "_object" VALUES ('name', 'fleet-2');
INSERT INTO "_object" VALUES ('needs', 4.0);
INSERT INTO "_object" VALUES ('schema', 4.0);
-- object fleet fleet-3
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY, card TEXT) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;
CREATE TABLE counters (series TEXT PRIMARY KEY, n REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE behind (who TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE audit (
    n INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, type TEXT NOT NULL, host TEXT, person TEXT NOT NULL,
    body TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL
  );
CREATE INDEX audit_at ON audit (at);
INSERT INTO "_object" VALUES ('name', 'fleet-3');
INSERT INTO "_object" VALUES ('needs', 4.0);
INSERT INTO "_object" VALUES ('schema', 4.0);
-- object fleet fleet-4
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY, card TEXT) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;
CREATE TABLE counters (series TEXT PRIMARY KEY, n REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE behind (who TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE audit (
    n INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, type TEXT NOT NULL, host TEXT, person TEXT NOT NULL,
    body TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL
  );
CREATE INDEX audit_at ON audit (at);
INSERT INTO "_object" VALUES ('name', 'fleet-4');
INSERT INTO "_object" VALUES ('needs', 4.0);
INSERT INTO "_object" VALUES ('schema', 4.0);
-- object fleet fleet-5
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY, card TEXT) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;
CREATE TABLE counters (series TEXT PRIMARY KEY, n REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE behind (who TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE audit (
    n INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, type TEXT NOT NULL, host TEXT, person TEXT NOT NULL,
    body TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL
  );
CREATE INDEX audit_at ON audit (at);
INSERT INTO "_object" VALUES ('name', 'fleet-5');
INSERT INTO "_object" VALUES ('needs', 4.0);
INSERT INTO "_object" VALUES ('schema', 4.0);
-- object fleet fleet-6
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY, card TEXT) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;
CREATE TABLE counters (series TEXT PRIMARY KEY, n REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE behind (who TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE audit (
    n INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, type TEXT NOT NULL, host TEXT, person TEXT NOT NULL,
    body TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL
  );
CREATE INDEX audit_at ON audit (at);
INSERT INTO "_object" VALUES ('name', 'fleet-6');
INSERT INTO "_object" VALUES ('needs', 4.0);
INSERT INTO "_object" VALUES ('schema', 4.0);
-- object fleet fleet-7
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY, card TEXT) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_at ON taken (at);
CREATE TABLE labels (name TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (name, label)) WITHOUT ROWID;
CREATE TABLE counters (series TEXT PRIMARY KEY, n REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE behind (who TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE audit (
    n INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, type TEXT NOT NULL, host TEXT, person TEXT NOT NULL,
    body TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL
  );
CREATE INDEX audit_at ON audit (at);
INSERT INTO "_object" VALUES ('name', 'fleet-7');
INSERT INTO "_object" VALUES ('needs', 4.0);
INSERT INTO "_object" VALUES ('schema', 4.0);
-- object freeze frz-z1g995zk2g
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE freeze (one INTEGER PRIMARY KEY CHECK (one = 1), record TEXT NOT NULL);
CREATE TABLE mailbox (
    n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, receiver TEXT NOT NULL, body TEXT NOT NULL,
    made_at INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL
  );
CREATE INDEX mailbox_by_receiver ON mailbox (receiver, n);
CREATE TABLE outbox (
    place_in_line INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, what TEXT NOT NULL,
    place INTEGER NOT NULL, host TEXT, order_id TEXT, wanted INTEGER NOT NULL, shown INTEGER NOT NULL,
    trying INTEGER NOT NULL, state TEXT NOT NULL, ref TEXT, tries INTEGER NOT NULL, not_before INTEGER NOT NULL,
    posted_at INTEGER, failing_since INTEGER, why TEXT, within TEXT, file_of TEXT, missing INTEGER NOT NULL DEFAULT 0);
CREATE TABLE silences (
    place INTEGER PRIMARY KEY, since INTEGER, limited INTEGER NOT NULL,
    last_from INTEGER, last_to INTEGER, last_limited INTEGER);
INSERT INTO "_object" VALUES ('name', 'frz-z1g995zk2g');
INSERT INTO "_object" VALUES ('needs', 1.0);
INSERT INTO "_object" VALUES ('schema', 1.0);
INSERT INTO "_wake" VALUES (1, 1795461153323, NULL, 0);
INSERT INTO "freeze" VALUES (1, '{"v":1,"id":"frz-z1g995zk2g","state":"active","requester":{"id":"root","via":"terminal","name":"root"},"because":"upgrade","incident":null,"madeAt":1795454553346,"from":1795454553346,"until":1795461753323,"began":true,"targets":[{"host":"node-3","gateway":null,"state":"held","rival":null,"retryAt":null,"order":"frz-z1g995zk2g.node-3.freeze.hold.2","orderedAt":1795454553358,"words":{"":{"held":"announced","why":{"code":"host.not-confirmed","params":{}}}}}],"places":[{"via":"terminal","session":"5ab9f661-ce1d-45b9-b33b-8a166e74f48f"}],"acknowledged":[],"extended":[],"ended":null,"reminded":[],"revision":2,"asked":2,"said":{"freeze":"freeze"},"unsaid":[],"seen":["begin:5ab9f661-ce1d-45b9-b33b-8a166e74f48f/1","hub:hold:node-3:1","said:freeze","hub:dispatch:frz-z1g995zk2g.node-3.freeze.hold.2"]}');
INSERT INTO "outbox" VALUES (1, 'freeze', 'freeze', 0, NULL, NULL, 2, 2, 2, 'due', 'freeze', 0, 1795454554179, 1795454553360, NULL, NULL, NULL, NULL, 0);
