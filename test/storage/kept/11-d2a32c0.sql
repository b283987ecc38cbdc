-- Written by the bot of d2a32c0, "Let an incident remember bundles, from the wish to the file and who got it", run from its own commit: node src/node.ts serve.
-- In its terminal: enroll node-3 prod; the host joined by host.ts join of that commit and was then away: triage node-3, freeze node-3 for 2h because upgrade. Then SIGTERM.
-- object incident inc-fcjy0rhxkd
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
INSERT INTO "_object" VALUES ('name', 'inc-fcjy0rhxkd');
INSERT INTO "_object" VALUES ('schema', 13.0);
INSERT INTO "_wake" VALUES (1, 1803226632286, NULL, 0);
INSERT INTO "incident" VALUES (1, 5, '{"v":1,"id":"inc-fcjy0rhxkd","state":"closed","requester":{"id":"root","via":"terminal","name":"root"},"text":"triage node-3","startedAt":1795450631119,"closed":{"at":1795450632286,"why":"nothing-learned","by":null},"places":[{"via":"terminal","session":"b428666b-68e1-4337-be09-f8d7cb58c45a"}],"runs":[{"host":"node-3","gateway":null,"n":1,"order":"inc-fcjy0rhxkd.node-3.1","state":"absent","why":"absent","lastSeen":null,"askedAt":1795450631119,"asker":{"id":"root","via":"terminal","name":"root"},"endedAt":1795450632286,"tookMs":null,"delivered":false,"reading":null,"judgedAt":null,"judgeAt":null,"unresolved":false,"held":false}],"jobs":[],"recoveries":[],"bundles":[],"revision":2,"quietSince":1795450632286,"said":{"status":"status"},"inThread":[],"unsaid":[],"seen":["ask:b428666b-68e1-4337-be09-f8d7cb58c45a/1:node-3","said:status","hub:inc-fcjy0rhxkd.node-3.1"]}');
INSERT INTO "outbox" VALUES (1, 'status', 'status', 0, NULL, NULL, 2, 2, 2, 'due', 'status', 0, 1795450633116, 1795450632145, NULL, NULL, NULL, NULL, 0);
INSERT INTO "events" VALUES (1, 1795450630732, 1795450631120, 'asked', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"place":{"via":"terminal","session":"b428666b-68e1-4337-be09-f8d7cb58c45a"},"text":"triage node-3"}', '-', 'L3dwGSoY7lILTMPINRHNifJPxOcVf1V09XIB9O5w3Rc');
INSERT INTO "events" VALUES (2, 1795450632146, 1795450632146, 'said', NULL, NULL, '{"key":"status","ref":"status"}', 'L3dwGSoY7lILTMPINRHNifJPxOcVf1V09XIB9O5w3Rc', 'SA9zvEVOhXbel09H_BUYKTOrrNFmjMwRSzUJ_wPFlEE');
INSERT INTO "events" VALUES (3, 1795450632286, 1795450632286, 'host-absent', 'node-3', NULL, '{"order":"inc-fcjy0rhxkd.node-3.1","lastSeen":null,"why":"absent"}', 'SA9zvEVOhXbel09H_BUYKTOrrNFmjMwRSzUJ_wPFlEE', 'tRUS3NmnCuf3tb0EIK14CzSaAARhav-grIl7pSo_X9k');
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
INSERT INTO "host" VALUES (1, '4pBLBBi47E6eESFRi9ICLmwsbKMAeBUHaGhbDPzLokY', 'Uz8I_KW4MWLIUJeZnppVLpztBn4ckE7ihXChm74jRIY', 1, 1795450622574, 0, NULL, NULL, NULL, '[]', 0, 0, NULL, NULL, NULL, NULL, '0.0.0-source', NULL, 'linux x64', NULL, 1795450632286, NULL);
INSERT INTO "tokens" VALUES ('vB2OeMUp4v6ZUFlbdcpMaUxUIq17pOpDlxryk57Cnfk', 'terminal:root', 1795451516387, 1795450622574);
INSERT INTO "orders" VALUES ('inc-fcjy0rhxkd.node-3.1', 'inc-fcjy0rhxkd', '{"payload":"eyJhcmdzIjp7fSwiZXhwIjoxNzk1NDUwOTMxMTE5LCJob3N0IjoiNHBCTEJCaTQ3RTZlRVNGUmk5SUNMbXdzYktNQWVCVUhhR2hiRFB6TG9rWSIsImlhdCI6MTc5NTQ1MDYzMjE0MywiaWQiOiJpbmMtZmNqeTByaHhrZC5ub2RlLTMuMSIsImluY2lkZW50IjoiaW5jLWZjankwcmh4a2QiLCJtb2RlIjoicmVhZCIsIm9wIjoidHJpYWdlIiwicHJlY29uZGl0aW9ucyI6W10sInJlcXVlc3RlciI6InRlcm1pbmFsOnJvb3QiLCJ2IjoxfQ","signatures":[{"protected":"eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiNXpPX2JsbGZiRHkzeWpYUjdtN3dwN0xOZEpTSDEzNG1pLTBRRy04eEZ2OCIsInR5cCI6Im9jb3JkZXIrandzIn0","signature":"yyM84Yq_LLbSNQvqjkXRzlrl_1NFhLeGjvmaf2eudzV_xF74NN9wR_KDb7rcAyBUtHg5Wy5qwZakoktt5hRMCw"}]}', 'v97kOAcuW-fnKMoAeXOA0nnS2LJM0gVZFbXHXa0VDmw', 1795450931119, 'waiting', 0, 0, NULL, 0, 0, 0, 0, NULL, NULL, NULL);
INSERT INTO "holds" VALUES ('frz-r7k1msy5dp', '', 'root', 'upgrade', 1795450636044, 1795457835962, NULL, NULL);
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
INSERT INTO "taken" VALUES ('enroll:939ca67d-acb6-4665-8913-5cdfbafbb1fe/1', 1795450616379);
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
-- object freeze frz-r7k1msy5dp
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
INSERT INTO "_object" VALUES ('name', 'frz-r7k1msy5dp');
INSERT INTO "_object" VALUES ('schema', 1.0);
INSERT INTO "_wake" VALUES (1, 1795450636525, NULL, 0);
INSERT INTO "freeze" VALUES (1, '{"v":1,"id":"frz-r7k1msy5dp","state":"active","requester":{"id":"root","via":"terminal","name":"root"},"because":"upgrade","incident":null,"madeAt":1795450636044,"from":1795450636044,"until":1795457835962,"began":true,"targets":[{"host":"node-3","gateway":null,"state":"held","rival":null,"retryAt":null,"order":"frz-r7k1msy5dp.node-3.freeze.hold.2","orderedAt":1795450636098,"words":{"":{"held":"announced","why":{"code":"host.not-confirmed","params":{}}}}}],"places":[{"via":"terminal","session":"21fd0a56-4865-466f-8252-6ef83bd79a3e"}],"acknowledged":[],"extended":[],"ended":null,"reminded":[],"revision":2,"asked":2,"said":{"freeze":"freeze"},"unsaid":[],"seen":["begin:21fd0a56-4865-466f-8252-6ef83bd79a3e/1","hub:hold:node-3:1","said:freeze","hub:dispatch:frz-r7k1msy5dp.node-3.freeze.hold.2"]}');
INSERT INTO "outbox" VALUES (1, 'freeze', 'freeze', 0, NULL, NULL, 2, 1, 1, 'due', 'freeze', 0, 1795450636525, 1795450636125, NULL, NULL, NULL, NULL, 0);
