-- Written by the bot of 8465464, "Leave decoded text alone when it holds no secret", run from its own commit: node src/node.ts serve.
-- In its terminal: enroll node-3 prod; the host joined by host.ts join of that commit and was then away: triage node-3. Then SIGTERM.
-- object incident inc-23rpv59mjw
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
     posted_at INTEGER, failing_since INTEGER, why TEXT);
INSERT INTO "_object" VALUES ('name', 'inc-23rpv59mjw');
INSERT INTO "_object" VALUES ('schema', 4.0);
INSERT INTO "_wake" VALUES (1, NULL, NULL, 0);
INSERT INTO "incident" VALUES (1, 3, '{"v":1,"id":"inc-23rpv59mjw","state":"closed","requester":{"id":"root","via":"terminal","name":"root"},"text":"triage node-3","startedAt":1795450996373,"closed":{"at":1795450996825,"why":"nothing-learned","by":null},"places":[{"via":"terminal","session":"69e78205-5d85-4d5d-9066-d8981eafd074"}],"runs":[{"host":"node-3","gateway":null,"n":1,"order":"inc-23rpv59mjw.node-3.1","state":"absent","why":"absent","lastSeen":null,"askedAt":1795450996373,"endedAt":1795450996825,"tookMs":null,"delivered":false,"reading":null,"unresolved":false,"held":false}],"revision":2,"quietSince":1795450996825,"said":{"status":"status"},"unsaid":[],"seen":["ask:69e78205-5d85-4d5d-9066-d8981eafd074/1:node-3","hub:inc-23rpv59mjw.node-3.1","said:status"]}');
INSERT INTO "outbox" VALUES (1, 'status', 'status', 0, NULL, NULL, 2, 2, 2, 'due', 'status', 0, 1795450997378, 1795450996978, NULL, NULL);
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
INSERT INTO "host" VALUES (1, '077hdi9iuLkVBx8lcY6xghmSOSIvEzevJ65cJxo7IyI', '52GA0RVXYDQi-VZ1_yq2qZB0ts0HjBZW1YwnSM7orzg', 1, 1795450992194, 0, NULL, NULL, NULL, '[]', 0, 0, NULL, NULL, NULL, NULL, '0.0.0-dev', NULL, 'linux x64', NULL, 1795450996825, NULL);
INSERT INTO "tokens" VALUES ('YIBAQyYhTd_tv1eyqCopuU1JjjFJCQ1R-ZpMVxwICVc', 'terminal:root', 1795451886589, 1795450992194);
INSERT INTO "orders" VALUES ('inc-23rpv59mjw.node-3.1', 'inc-23rpv59mjw', '{"payload":"eyJhcmdzIjp7fSwiZXhwIjoxNzk1NDUxMjk2MzczLCJob3N0IjoiMDc3aGRpOWl1TGtWQng4bGNZNnhnaG1TT1NJdkV6ZXZKNjVjSnhvN0l5SSIsImlhdCI6MTc5NTQ1MDk5NjcyNSwiaWQiOiJpbmMtMjNycHY1OW1qdy5ub2RlLTMuMSIsImluY2lkZW50IjoiaW5jLTIzcnB2NTltanciLCJtb2RlIjoicmVhZCIsIm9wIjoidHJpYWdlIiwicHJlY29uZGl0aW9ucyI6W10sInJlcXVlc3RlciI6InRlcm1pbmFsOnJvb3QiLCJ2IjoxfQ","signatures":[{"protected":"eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiWU9TLXlySGVfQUhqN3BJcWpwaF9JYmVDRktfR3FaUDJYUEdpWnNlN3p5SSIsInR5cCI6Im9jb3JkZXIrandzIn0","signature":"DRjo82wiDbf1BczlKWOhRLRdy5QDzDirhWvDXdDI0DoY7QTeYQoogfJCby9NwudGP0zX7j2MNBewuDw31ZrNCQ"}]}', 'dBdznl4LET8fDZ7XSAdm90ejnFzF718UcGbqUfZ_uWs', 1795451296373, 'waiting', 0, 0, NULL);
-- object fleet fleet-1
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO "_object" VALUES ('name', 'fleet-1');
INSERT INTO "_object" VALUES ('schema', 1.0);
INSERT INTO "names" VALUES ('node-3');
-- object fleet fleet-2
CREATE TABLE _object (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE _wake (
    one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, retry_at INTEGER, attempts INTEGER NOT NULL
  );
CREATE TABLE names (name TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO "_object" VALUES ('name', 'fleet-2');
INSERT INTO "_object" VALUES ('schema', 1.0);
