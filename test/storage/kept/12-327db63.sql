-- Written by the bot of 327db63, "Do what is wanted of a desk once in effect", run from its own commit: node src/node.ts serve.
-- In its terminal: enroll node-3 prod; the host joined by host.ts join of that commit and was then away: triage node-3, freeze node-3 for 2h because upgrade. Then SIGTERM.
-- object incident inc-w8ep7wvr7p
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
INSERT INTO "_object" VALUES ('name', 'inc-w8ep7wvr7p');
INSERT INTO "_object" VALUES ('schema', 12.0);
INSERT INTO "_wake" VALUES (1, 1803226678406, NULL, 0);
INSERT INTO "incident" VALUES (1, 4, '{"v":1,"id":"inc-w8ep7wvr7p","state":"closed","requester":{"id":"root","via":"terminal","name":"root"},"text":"triage node-3","startedAt":1795450678343,"closed":{"at":1795450678406,"why":"nothing-learned","by":null},"places":[{"via":"terminal","session":"e0a99085-2e27-42fd-adb4-9b6bdf17897e"}],"runs":[{"host":"node-3","gateway":null,"n":1,"order":"inc-w8ep7wvr7p.node-3.1","state":"absent","why":"absent","lastSeen":null,"askedAt":1795450678343,"asker":{"id":"root","via":"terminal","name":"root"},"endedAt":1795450678406,"tookMs":null,"delivered":false,"reading":null,"judgedAt":null,"judgeAt":null,"unresolved":false,"held":false}],"jobs":[],"recoveries":[],"revision":2,"quietSince":1795450678406,"said":{"status":"status"},"inThread":[],"unsaid":[],"seen":["ask:e0a99085-2e27-42fd-adb4-9b6bdf17897e/1:node-3","hub:inc-w8ep7wvr7p.node-3.1","said:status"]}');
INSERT INTO "outbox" VALUES (1, 'status', 'status', 0, NULL, NULL, 2, 2, 2, 'due', 'status', 0, 1795450679026, 1795450678626, NULL, NULL, NULL, NULL, 0);
INSERT INTO "events" VALUES (1, 1795450678332, 1795450678348, 'asked', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"place":{"via":"terminal","session":"e0a99085-2e27-42fd-adb4-9b6bdf17897e"},"text":"triage node-3"}', '-', 'qzRAyoO3UPkygaDJlimwkefZtpteeKC088A5yz8RUAE');
INSERT INTO "events" VALUES (2, 1795450678406, 1795450678406, 'host-absent', 'node-3', NULL, '{"order":"inc-w8ep7wvr7p.node-3.1","lastSeen":null,"why":"absent"}', 'qzRAyoO3UPkygaDJlimwkefZtpteeKC088A5yz8RUAE', 'wuE2736ax3iMJsxnl4I-OkJ5S8WXNFS_FwUcWUXgEQU');
INSERT INTO "events" VALUES (3, 1795450678626, 1795450678626, 'said', NULL, NULL, '{"key":"status","ref":"status"}', 'wuE2736ax3iMJsxnl4I-OkJ5S8WXNFS_FwUcWUXgEQU', 'XxT6QBdpfAEGV-IJCuDVHbtsYRbPCMioheFyJxxX5gE');
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
INSERT INTO "host" VALUES (1, '5eZiQdli4FNL8Pa9V_AB79Z4AVGH4P-6bAIqpYnpI0k', '645DyrE56BjVKoPXjWY5nEuCkq3PU4WnccR8QquluSA', 1, 1795450668149, 0, NULL, NULL, NULL, '[]', 0, 0, NULL, NULL, NULL, NULL, '0.0.0-source', NULL, 'linux x64', NULL, 1795450678406, NULL);
INSERT INTO "tokens" VALUES ('5pJZLhhs7sqcK3EbTwEHMUTjZbul-zhTxlj1cwYt07c', 'terminal:root', 1795451560108, 1795450668149);
INSERT INTO "orders" VALUES ('inc-w8ep7wvr7p.node-3.1', 'inc-w8ep7wvr7p', '{"payload":"eyJhcmdzIjp7fSwiZXhwIjoxNzk1NDUwOTc4MzQzLCJob3N0IjoiNWVaaVFkbGk0Rk5MOFBhOVZfQUI3OVo0QVZHSDRQLTZiQUlxcFlucEkwayIsImlhdCI6MTc5NTQ1MDY3ODM2OCwiaWQiOiJpbmMtdzhlcDd3dnI3cC5ub2RlLTMuMSIsImluY2lkZW50IjoiaW5jLXc4ZXA3d3ZyN3AiLCJtb2RlIjoicmVhZCIsIm9wIjoidHJpYWdlIiwicHJlY29uZGl0aW9ucyI6W10sInJlcXVlc3RlciI6InRlcm1pbmFsOnJvb3QiLCJ2IjoxfQ","signatures":[{"protected":"eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiVVRoVzhQdXlHaWt3WEFiLVh1T3NaU2laRm5rVEN0aTJ2eGRyTkZsenpzOCIsInR5cCI6Im9jb3JkZXIrandzIn0","signature":"AtIUnzhVLs4xfpsI2gylKXz1fx43n36dWqHlcHa1m5Yqq3n81q5OJriUxgtO78_XMaMj8ruD-Gc6n9A5eQcnAw"}]}', '3vbOyhPMYDb9sDmqKM5i6A_nUA4KVDKp9pvkQ0cxOQg', 1795450978343, 'waiting', 0, 0, NULL, 0, 0, 0, 0, NULL, NULL, NULL);
INSERT INTO "holds" VALUES ('frz-6302abdh01', '', 'root', 'upgrade', 1795450690506, 1795457890053, NULL, NULL);
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
INSERT INTO "taken" VALUES ('enroll:1e9f895f-62c7-496f-837e-7564aa3aa947/1', 1795450660074);
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
-- object freeze frz-6302abdh01
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
INSERT INTO "_object" VALUES ('name', 'frz-6302abdh01');
INSERT INTO "_object" VALUES ('schema', 1.0);
INSERT INTO "_wake" VALUES (1, 1795457290053, NULL, 0);
INSERT INTO "freeze" VALUES (1, '{"v":1,"id":"frz-6302abdh01","state":"active","requester":{"id":"root","via":"terminal","name":"root"},"because":"upgrade","incident":null,"madeAt":1795450690506,"from":1795450690506,"until":1795457890053,"began":true,"targets":[{"host":"node-3","gateway":null,"state":"held","rival":null,"retryAt":null,"order":"frz-6302abdh01.node-3.freeze.hold.2","orderedAt":1795450690628,"words":{"":{"held":"announced","why":{"code":"host.not-confirmed","params":{}}}}}],"places":[{"via":"terminal","session":"516334f6-088b-444b-bed8-9887cf2845b4"}],"acknowledged":[],"extended":[],"ended":null,"reminded":[],"revision":2,"asked":2,"said":{"freeze":"freeze"},"unsaid":[],"seen":["begin:516334f6-088b-444b-bed8-9887cf2845b4/1","hub:hold:node-3:1","said:freeze","hub:dispatch:frz-6302abdh01.node-3.freeze.hold.2"]}');
INSERT INTO "outbox" VALUES (1, 'freeze', 'freeze', 0, NULL, NULL, 2, 2, 2, 'due', 'freeze', 0, 1795450691689, 1795450690709, NULL, NULL, NULL, NULL, 0);
