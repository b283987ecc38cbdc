-- Written by the bot of 9a6ef14, "Ask every host of a fleet, not the first 250", run from its own build: node dist/bot.mjs serve, with SSM that cannot be reached.
-- In its terminal: enroll node-3; the host joined by host.mjs join of that build and was then away: triage node-3, freeze node-3 for 2h because upgrade, maintenance node-3 for 3h because new disk, enroll node-3 ssm i-0123456789abcdef0. Then SIGTERM.
-- object incident inc-1tc69cerej
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
CREATE TABLE round_hosts (
    n INTEGER PRIMARY KEY, host TEXT NOT NULL UNIQUE, gateway TEXT, asked_at INTEGER,
    tries INTEGER NOT NULL DEFAULT 0, ended INTEGER NOT NULL DEFAULT 0, standing TEXT);
CREATE INDEX round_hosts_open ON round_hosts (ended, asked_at);
INSERT INTO "_object" VALUES ('name', 'inc-1tc69cerej');
INSERT INTO "_object" VALUES ('needs', 14.0);
INSERT INTO "_object" VALUES ('schema', 15.0);
INSERT INTO "_wake" VALUES (1, 1803343773702, NULL, 0);
INSERT INTO "incident" VALUES (1, 4, '{"v":1,"id":"inc-1tc69cerej","state":"closed","requester":{"id":"root","via":"terminal","name":"root"},"text":"triage node-3","startedAt":1795567773590,"closed":{"at":1795567773702,"why":"nothing-learned","by":null},"places":[{"via":"terminal","session":"26037cbb-a4f1-44e8-9a7e-1e5eec98cdaf"}],"runs":[{"host":"node-3","gateway":null,"n":1,"order":"inc-1tc69cerej.node-3.1","state":"absent","why":"absent","lastSeen":null,"askedAt":1795567773590,"asker":{"id":"root","via":"terminal","name":"root"},"endedAt":1795567773702,"tookMs":null,"delivered":false,"reading":null,"judgedAt":null,"judgeAt":null,"unresolved":false,"held":false}],"jobs":[],"recoveries":[],"bundles":[],"tickets":[],"revision":2,"quietSince":1795567773702,"said":{"status":"status"},"inThread":[],"unsaid":[],"seen":["ask:26037cbb-a4f1-44e8-9a7e-1e5eec98cdaf/1:node-3","hub:inc-1tc69cerej.node-3.1","said:status"]}');
INSERT INTO "outbox" VALUES (1, 'status', 'status', 0, NULL, NULL, 2, 2, 2, 'due', 'status', 0, 1795567774154, 1795567773754, NULL, NULL, NULL, NULL, 0);
INSERT INTO "events" VALUES (1, 1795567773529, 1795567773591, 'asked', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"place":{"via":"terminal","session":"26037cbb-a4f1-44e8-9a7e-1e5eec98cdaf"},"text":"triage node-3"}', '-', '9G7-bYoLMMrWSlYna_vK8MQxHOw1hIRE03p0YRhVv0E');
INSERT INTO "events" VALUES (2, 1795567773702, 1795567773702, 'host-absent', 'node-3', NULL, '{"order":"inc-1tc69cerej.node-3.1","lastSeen":null,"why":"absent"}', '9G7-bYoLMMrWSlYna_vK8MQxHOw1hIRE03p0YRhVv0E', '8hqoyQnRlHQ3VQq44iD0OE3jft9zEsMIwkps5rTMoSo');
INSERT INTO "events" VALUES (3, 1795567773754, 1795567773754, 'said', NULL, NULL, '{"key":"status","ref":"status"}', '8hqoyQnRlHQ3VQq44iD0OE3jft9zEsMIwkps5rTMoSo', 'oXD9Xnhy1bb9rZ-w6vpOgrdkOMO0BaPBEv9qrDNz9iI');
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
INSERT INTO "host" VALUES (1, 'RkY5mdNYxpjmQQwY8FlrEcZ72rSspAq2yMoU8RUbf8o', '6riaqkgDYoBScQduauquaIyjsm3Wl9rxv13dNl4ulS4', 1, 1795567769112, 0, NULL, NULL, NULL, '[]', 0, 0, NULL, NULL, NULL, NULL, '0.1.0', NULL, 'linux x64', NULL, 1795567773702, NULL, 'i-0123456789abcdef0', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "tokens" VALUES ('sGwjgn5MFF9xTKj_gjVmHS49MfN-Eqqh6aoOJcDopIg', 'terminal:root', 1795568667274, 1795567769112);
INSERT INTO "orders" VALUES ('inc-1tc69cerej.node-3.1', 'inc-1tc69cerej', '{"payload":"eyJhcmdzIjp7fSwiZXhwIjoxNzk1NTY4MDczNTkwLCJob3N0IjoiUmtZNW1kTll4cGptUVF3WThGbHJFY1o3MnJTc3BBcTJ5TW9VOFJVYmY4byIsImlhdCI6MTc5NTU2Nzc3MzY1NSwiaWQiOiJpbmMtMXRjNjljZXJlai5ub2RlLTMuMSIsImluY2lkZW50IjoiaW5jLTF0YzY5Y2VyZWoiLCJtb2RlIjoicmVhZCIsIm9wIjoidHJpYWdlIiwicHJlY29uZGl0aW9ucyI6W10sInJlcXVlc3RlciI6InRlcm1pbmFsOnJvb3QiLCJ2IjoxfQ","signatures":[{"protected":"eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiZURvbksxZjJBVUcwbnE5ZGdBRXFhajNOSFZ0WURqRU9aa1oyd01HUFNMYyIsInR5cCI6Im9jb3JkZXIrandzIn0","signature":"z5ipkjtBFKgWsOuonnBBvcO5_bn3P0sWhspKNIlNvGH9w9SSd7Ju137BwhY1s0TyE9UEtcEBEMKJgnmfx0aIAQ"}]}', 'wni4cnP8ap1wmU33RU9WelQ7y-XKDu9NAlX4K2C5nH4', 1795568073590, 'waiting', 0, 0, NULL, 0, 0, 0, 0, NULL, NULL, NULL, 'triage', NULL, 1795567773655);
INSERT INTO "holds" VALUES ('frz-kzf5p58g7q', '', 'root', 'upgrade', 1795567775114, 1795574975048, NULL, NULL);
INSERT INTO "maintenance" VALUES (1, 'root', 'new disk', 1795567777190, 1795578577190);
INSERT INTO "told" VALUES (1, '{"name":"node-3","enrolled":true,"connected":false,"lastSeen":null,"agentVersion":"0.1.0","openclawVersion":null,"platform":"linux x64","keyFingerprint":"RkY5mdNYxpjmQQwY8FlrEcZ72rSspAq2yMoU8RUbf8o","confirmed":false,"quarantined":null,"marked":null,"verdict":null,"verdictAt":1795567773702,"openIncident":null,"speaks":null,"rotatedAt":null,"quarantinedBy":null,"held":[{"freeze":"frz-kzf5p58g7q","by":"root","because":"upgrade","until":1795574975048,"incident":null,"link":null,"from":1795567775114,"gateway":null}],"ssm":{"instance":"i-0123456789abcdef0","joining":null},"maintenance":{"by":"root","because":"new disk","until":1795578577190,"from":1795567777190}}');
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
INSERT INTO "audit" VALUES (1, 1795567767433, 'enroll', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3","outcome":"ok"}', '-', '_TcDI-omQPczeH0B_OJ6Te-9oMx8cuVZvyuOlvaz4gs');
INSERT INTO "audit" VALUES (2, 1795567773639, 'triage', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3","outcome":"ok","incident":"inc-1tc69cerej"}', '_TcDI-omQPczeH0B_OJ6Te-9oMx8cuVZvyuOlvaz4gs', 'SgY2NlnL8iGD8SRiNaKIKftyEu2ePu_IcuDUCvkTvYg');
INSERT INTO "audit" VALUES (3, 1795567775215, 'freeze', NULL, '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3 for 2h","because":"upgrade","outcome":"ok"}', 'SgY2NlnL8iGD8SRiNaKIKftyEu2ePu_IcuDUCvkTvYg', 'Va0BJeltSkJDs2jbDd4pspzdxAo74CxYONDkh2msH3U');
INSERT INTO "audit" VALUES (4, 1795567777215, 'maintenance', NULL, '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3 for 3h","because":"new disk","outcome":"ok"}', 'Va0BJeltSkJDs2jbDd4pspzdxAo74CxYONDkh2msH3U', 'yAkIrtSEiYoGGGQr0UzBLFlIVJBIvE2rX6czzXuq3bE');
INSERT INTO "audit" VALUES (5, 1795567778889, 'enroll', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3 ssm i-0123456789abcdef0","outcome":"ok"}', 'yAkIrtSEiYoGGGQr0UzBLFlIVJBIvE2rX6czzXuq3bE', 'sCZP24QQ67_xVYEj-eIeJ1gK5TDCIDZnQ3vpADeGCaU');
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
INSERT INTO "names" VALUES ('node-3', '{"name":"node-3","enrolled":true,"connected":false,"lastSeen":null,"agentVersion":"0.1.0","openclawVersion":null,"platform":"linux x64","keyFingerprint":"RkY5mdNYxpjmQQwY8FlrEcZ72rSspAq2yMoU8RUbf8o","confirmed":false,"quarantined":null,"marked":null,"verdict":null,"verdictAt":1795567773702,"openIncident":null,"speaks":null,"rotatedAt":null,"quarantinedBy":null,"held":[{"freeze":"frz-kzf5p58g7q","by":"root","because":"upgrade","until":1795574975048,"incident":null,"link":null,"from":1795567775114,"gateway":null}],"ssm":{"instance":"i-0123456789abcdef0","joining":null},"maintenance":{"by":"root","because":"new disk","until":1795578577190,"from":1795567777190}}');
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
INSERT INTO "taken" VALUES ('maintenance:3abe41cb-fc85-4b38-9b0a-219e00391c8c/1', 1795567777191);
INSERT INTO "taken" VALUES ('enroll:0fe6c34f-2da3-49ae-a4dc-f8e4e1d6eab2/1', 1795567778857);
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
INSERT INTO "taken" VALUES ('enroll:7ba32257-8e1c-4529-afb9-3dd7c02fb1c7/1', 1795567767195);
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
-- object freeze frz-kzf5p58g7q
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
INSERT INTO "_object" VALUES ('name', 'frz-kzf5p58g7q');
INSERT INTO "_object" VALUES ('needs', 1.0);
INSERT INTO "_object" VALUES ('schema', 1.0);
INSERT INTO "_wake" VALUES (1, 1795574375048, NULL, 0);
INSERT INTO "freeze" VALUES (1, '{"v":1,"id":"frz-kzf5p58g7q","state":"active","requester":{"id":"root","via":"terminal","name":"root"},"because":"upgrade","incident":null,"madeAt":1795567775114,"from":1795567775114,"until":1795574975048,"began":true,"targets":[{"host":"node-3","gateway":null,"state":"held","rival":null,"retryAt":null,"order":"frz-kzf5p58g7q.node-3.freeze.hold.2","orderedAt":1795567775149,"words":{"":{"held":"announced","why":{"code":"host.not-confirmed","params":{}}}}}],"places":[{"via":"terminal","session":"7fc429c9-de00-418b-98e5-4cf011c26f10"}],"acknowledged":[],"extended":[],"ended":null,"reminded":[],"revision":2,"asked":2,"said":{"freeze":"freeze"},"unsaid":[],"seen":["begin:7fc429c9-de00-418b-98e5-4cf011c26f10/1","hub:hold:node-3:1","said:freeze","hub:dispatch:frz-kzf5p58g7q.node-3.freeze.hold.2"]}');
INSERT INTO "outbox" VALUES (1, 'freeze', 'freeze', 0, NULL, NULL, 2, 2, 2, 'due', 'freeze', 0, 1795567776025, 1795567775164, NULL, NULL, NULL, NULL, 0);
