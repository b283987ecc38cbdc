-- Written by the bot of 58f3aa5, "Open tickets through errands, told once of what follows", run from its own commit: node src/node.ts serve.
-- In its terminal: enroll node-3 prod; the host joined by host.ts join of that commit and was then away: triage node-3, freeze node-3 for 2h because upgrade. Then SIGTERM.
-- object incident inc-78j8zcndz7
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
INSERT INTO "_object" VALUES ('name', 'inc-78j8zcndz7');
INSERT INTO "_object" VALUES ('schema', 14.0);
INSERT INTO "_wake" VALUES (1, 1803226805088, NULL, 0);
INSERT INTO "incident" VALUES (1, 3, '{"v":1,"id":"inc-78j8zcndz7","state":"closed","requester":{"id":"root","via":"terminal","name":"root"},"text":"triage node-3","startedAt":1795450804732,"closed":{"at":1795450805088,"why":"nothing-learned","by":null},"places":[{"via":"terminal","session":"6b47966b-7f2b-41ab-8c1a-d95a7a39e29e"}],"runs":[{"host":"node-3","gateway":null,"n":1,"order":"inc-78j8zcndz7.node-3.1","state":"absent","why":"absent","lastSeen":null,"askedAt":1795450804732,"asker":{"id":"root","via":"terminal","name":"root"},"endedAt":1795450805088,"tookMs":null,"delivered":false,"reading":null,"judgedAt":null,"judgeAt":null,"unresolved":false,"held":false}],"jobs":[],"recoveries":[],"bundles":[],"tickets":[],"revision":2,"quietSince":1795450805088,"said":{"status":"status"},"inThread":[],"unsaid":[],"seen":["ask:6b47966b-7f2b-41ab-8c1a-d95a7a39e29e/1:node-3","hub:inc-78j8zcndz7.node-3.1","said:status"]}');
INSERT INTO "outbox" VALUES (1, 'status', 'status', 0, NULL, NULL, 2, 2, 2, 'due', 'status', 0, 1795450805680, 1795450805280, NULL, NULL, NULL, NULL, 0);
INSERT INTO "events" VALUES (1, 1795450804408, 1795450804733, 'asked', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"place":{"via":"terminal","session":"6b47966b-7f2b-41ab-8c1a-d95a7a39e29e"},"text":"triage node-3"}', '-', 'ZdPbk9OH29BL6mtHP36xUN4n7GlKYIYlLiWSPfX-gPI');
INSERT INTO "events" VALUES (2, 1795450805089, 1795450805089, 'host-absent', 'node-3', NULL, '{"order":"inc-78j8zcndz7.node-3.1","lastSeen":null,"why":"absent"}', 'ZdPbk9OH29BL6mtHP36xUN4n7GlKYIYlLiWSPfX-gPI', 'MnjFHAXrNOETWRvQSYKQS7XIMsQUPiZNbO1EVRLPIJ8');
INSERT INTO "events" VALUES (3, 1795450805281, 1795450805281, 'said', NULL, NULL, '{"key":"status","ref":"status"}', 'MnjFHAXrNOETWRvQSYKQS7XIMsQUPiZNbO1EVRLPIJ8', 'w6i45qmhsRFd6uTG5rXRruaIbCrBYM-E3DimFlrNQFU');
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
INSERT INTO "host" VALUES (1, '0dDCKc5h7MS0PUK_8IAckOQRrE0yTeXa-I4v4fUoB2w', '-X8KfSsYYLRSuQ6mpqUegzYSIB8AYlshYePCaNRkI8M', 1, 1795450781313, 0, NULL, NULL, NULL, '[]', 0, 0, NULL, NULL, NULL, NULL, '0.0.0-source', NULL, 'linux x64', NULL, 1795450805088, NULL);
INSERT INTO "tokens" VALUES ('uLTEhubW-oqW2T8lIPg6yFekB9wVrElJsmu7XGyt5aw', 'terminal:root', 1795451658896, 1795450781313);
INSERT INTO "orders" VALUES ('inc-78j8zcndz7.node-3.1', 'inc-78j8zcndz7', '{"payload":"eyJhcmdzIjp7fSwiZXhwIjoxNzk1NDUxMTA0NzMyLCJob3N0IjoiMGREQ0tjNWg3TVMwUFVLXzhJQWNrT1FSckUweVRlWGEtSTR2NGZVb0IydyIsImlhdCI6MTc5NTQ1MDgwNDk3NywiaWQiOiJpbmMtNzhqOHpjbmR6Ny5ub2RlLTMuMSIsImluY2lkZW50IjoiaW5jLTc4ajh6Y25kejciLCJtb2RlIjoicmVhZCIsIm9wIjoidHJpYWdlIiwicHJlY29uZGl0aW9ucyI6W10sInJlcXVlc3RlciI6InRlcm1pbmFsOnJvb3QiLCJ2IjoxfQ","signatures":[{"protected":"eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiVzUyZUt0RnZrTEVFZjJGTGM2elZNdnd2cnVZQVJKOVpzNnBZMDZrZzJUOCIsInR5cCI6Im9jb3JkZXIrandzIn0","signature":"Z3STc809XST5YpwA7ba-LQI7ZRUDoaLTT97Q-a9eRv0caA8lZczuL0vro7xLtBK3CvnOF6eqcz7YHeKibiCeCg"}]}', 'd2wk7G5GDLmGVL4U980Ka6F-TfwHr35i5Bhizh9Nf2s', 1795451104732, 'waiting', 0, 0, NULL, 0, 0, 0, 0, NULL, NULL, NULL);
INSERT INTO "holds" VALUES ('frz-44nc2f4zk1', '', 'root', 'upgrade', 1795450812977, 1795458012700, NULL, NULL);
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
INSERT INTO "taken" VALUES ('enroll:2850145d-e5c9-418c-9942-b2f869174665/1', 1795450758855);
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
-- object freeze frz-44nc2f4zk1
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
INSERT INTO "_object" VALUES ('name', 'frz-44nc2f4zk1');
INSERT INTO "_object" VALUES ('schema', 1.0);
INSERT INTO "_wake" VALUES (1, 1795457412700, NULL, 0);
INSERT INTO "freeze" VALUES (1, '{"v":1,"id":"frz-44nc2f4zk1","state":"active","requester":{"id":"root","via":"terminal","name":"root"},"because":"upgrade","incident":null,"madeAt":1795450812977,"from":1795450812977,"until":1795458012700,"began":true,"targets":[{"host":"node-3","gateway":null,"state":"held","rival":null,"retryAt":null,"order":"frz-44nc2f4zk1.node-3.freeze.hold.2","orderedAt":1795450813184,"words":{"":{"held":"announced","why":{"code":"host.not-confirmed","params":{}}}}}],"places":[{"via":"terminal","session":"5faaa28f-d532-47ca-9723-033afa6650a2"}],"acknowledged":[],"extended":[],"ended":null,"reminded":[],"revision":2,"asked":2,"said":{"freeze":"freeze"},"unsaid":[],"seen":["begin:5faaa28f-d532-47ca-9723-033afa6650a2/1","hub:hold:node-3:1","said:freeze","hub:dispatch:frz-44nc2f4zk1.node-3.freeze.hold.2"]}');
INSERT INTO "outbox" VALUES (1, 'freeze', 'freeze', 0, NULL, NULL, 2, 2, 2, 'due', 'freeze', 0, 1795450814315, 1795450813282, NULL, NULL, NULL, NULL, 0);
