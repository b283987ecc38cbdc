-- Written by the bot of 1bc05d7, "Date a kept bundle by the clock that judges its age", run from its own build: node dist/bot.mjs serve, with SSM and a desk that cannot be reached.
-- In its terminal: enroll node-3 prod; the host joined and was confirmed: triage node-3, recover node-3, bundle node-3, maintenance node-3 for 3h because new disk, ticket ops, freeze node-3 for 2h because upgrade; its host agent was stopped: enroll node-3 ssm i-0123456789abcdef0, triage node-3. Then SIGTERM: ticket, order by SSM and messages were on their way.
-- object incident inc-729jywzhdd
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
INSERT INTO "_object" VALUES ('name', 'inc-729jywzhdd');
INSERT INTO "_object" VALUES ('needs', 14.0);
INSERT INTO "_object" VALUES ('schema', 14.0);
INSERT INTO "_wake" VALUES (1, 1795556779811, NULL, 0);
INSERT INTO "incident" VALUES (1, 75, '{"v":1,"id":"inc-729jywzhdd","state":"open","requester":{"id":"root","via":"terminal","name":"root"},"text":"triage node-3","startedAt":1795556745472,"closed":null,"places":[{"via":"terminal","session":"16258231-43f1-4b3b-955a-f5e683d09c79"}],"runs":[{"host":"node-3","gateway":null,"n":2,"order":"inc-729jywzhdd.node-3.2","state":"asking","why":null,"lastSeen":null,"askedAt":1795556771844,"asker":{"id":"root","via":"terminal","name":"root"},"endedAt":null,"tookMs":null,"delivered":true,"reading":null,"judgedAt":null,"judgeAt":null,"unresolved":true,"held":true,"maintenance":{"by":"root","because":"new disk","from":1795556765008,"until":1795567565008},"road":"ssm"}],"jobs":[{"id":"inc-729jywzhdd.node-3.recovery.plan.1","wish":"recover:e9202eeb-3168-4713-86cd-3ea7041ada01/1:node-3","host":"node-3","op":"recovery.plan","mode":"read","limitMs":120000,"args":{"finding":null},"preconditions":[],"undo":null,"undoes":null,"by":{"id":"root","via":"terminal","name":"root"},"because":null,"needs":0,"approvals":[],"invites":[],"state":"refused","why":"policy: the policy of this host does not allow recovery.plan","askedAt":1795556751802,"approveBy":1795558551802,"expiresAt":1795557051802,"deliveredAt":1795556751966,"acceptedAt":null,"endedAt":1795556752014,"tookMs":null,"delivered":true,"held":true},{"id":"inc-729jywzhdd.node-3.bundle.1","wish":"bundle:8c55cadd-7f01-4199-a97b-7424cbb0e614/1","host":"node-3","op":"bundle","mode":"read","limitMs":180000,"args":{},"preconditions":[],"undo":null,"undoes":null,"by":{"id":"root","via":"terminal","name":"root"},"because":null,"needs":0,"approvals":[],"invites":[],"state":"done","why":null,"askedAt":1795556753593,"approveBy":1795558553593,"expiresAt":1795557053593,"deliveredAt":1795556753757,"acceptedAt":1795556753821,"endedAt":1795556758526,"tookMs":4612,"delivered":true,"held":true},{"id":"inc-729jywzhdd.node-3.bundle.part.1","wish":"bundle:8c55cadd-7f01-4199-a97b-7424cbb0e614/1","host":"node-3","op":"bundle.part","mode":"read","limitMs":60000,"args":{"digest":"6VrTLInqxLw7u9rxVTDzADtcOjO8a21he_BFMSEctIc","offset":0,"pieces":1},"preconditions":[],"undo":null,"undoes":null,"by":{"id":"root","via":"terminal","name":"root"},"because":null,"needs":0,"approvals":[],"invites":[],"state":"done","why":null,"askedAt":1795556766060,"approveBy":1795558566060,"expiresAt":1795557066060,"deliveredAt":1795556766232,"acceptedAt":1795556766294,"endedAt":1795556766410,"tookMs":2,"delivered":true,"held":true}],"recoveries":[{"id":"inc-729jywzhdd.node-3.recovery.1","wish":"recover:e9202eeb-3168-4713-86cd-3ea7041ada01/1:node-3","n":1,"host":"node-3","gateway":null,"way":null,"finding":null,"by":{"id":"root","via":"terminal","name":"root"},"because":null,"state":"over","askedAt":1795556751802,"acceptance":null,"choice":null,"planJob":"inc-729jywzhdd.node-3.recovery.plan.1","runJob":null,"plan":null,"digest":null,"plannedAt":null,"started":null,"freeze":null,"progress":null,"steers":[],"sign":null,"still":[],"end":{"as":"refused","at":1795556752014,"because":{"code":"order.policy","params":{"why":"the policy of this host does not allow recovery.plan"}},"by":null}}],"bundles":[{"id":"inc-729jywzhdd.node-3.bundle-1","wish":"bundle:8c55cadd-7f01-4199-a97b-7424cbb0e614/1","n":1,"name":"node-3","host":"node-3","gateway":null,"sinceMin":null,"of":[],"by":{"id":"root","via":"terminal","name":"root"},"askedAt":1795556753593,"state":"kept","job":"inc-729jywzhdd.node-3.bundle.1","made":{"digest":"6VrTLInqxLw7u9rxVTDzADtcOjO8a21he_BFMSEctIc","bytes":12160,"madeAt":1795556754529,"keptUntil":1795643154529,"since":1795470354529,"recipients":[],"versions":{"agent":"0.1.0","node":"v24.21.0","os":"Debian GNU/Linux 12 (bookworm), kernel 6.18.44-fc-v669, x64"},"masked":{"secret":32,"user":6},"gate":{"passed":true,"values":0,"searches":["secretlint"]},"files":12,"missing":[{"what":"openclaw doctor --lint --json","why":"openclaw is not on any search path here; name it with --openclaw PATH"},{"what":"openclaw gateway diagnostics export","why":"openclaw is not on any search path here; name it with --openclaw PATH"},{"what":"journal","why":"there is no systemd on this host"},{"what":"configuration","why":"/tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1›/openclaw.json: missing"},{"what":"state of the services","why":"there is no systemd on this host"},{"what":"the owners of 6 sockets","why":"their processes belong to other users; run as root to see them"},{"what":"space of /tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1›","why":"could not measure the disk of /tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1› (ENOENT)"},{"what":"version of OpenClaw''s command","why":"openclaw is not installed"},{"what":"version of the running gateway","why":"it did not tell; is it running?"}],"missingMore":0},"fetch":null,"keptAt":1795556766461,"keepUntil":1798148766461,"shares":[],"links":[],"trouble":null,"end":null}],"tickets":[{"by":{"id":"root","via":"terminal","name":"root"},"wish":"ticket:2490a85c-660c-4830-9d04-d983c3f177c2/1","askedAt":1795556766060,"waitUntil":1795557066060,"state":"opening","id":"inc-729jywzhdd.ticket.1","n":1,"desk":"ops","itself":null,"title":null,"key":null,"errands":2,"errand":"inc-729jywzhdd.ticket.1:1","at":null,"doubles":[],"openedAt":null,"why":null,"trouble":{"how":"unsure","told":"The connection to The webhook broke before it answered."},"told":{"runs":{"node-3":{"verdict":"unknown","claimed":[]}},"recoveries":{},"closed":false},"owed":[],"saying":null,"comments":0,"unsaid":null,"bundle":"inc-729jywzhdd.node-3.bundle-1","file":{"digest":"6VrTLInqxLw7u9rxVTDzADtcOjO8a21he_BFMSEctIc","errand":null,"state":"sending","told":true,"why":null}}],"revision":29,"quietSince":1795556771946,"said":{"status":"status","details/node-3":"details/node-3","plan/node-3/1":"plan/node-3/1","bundle/node-3.1":"bundle/node-3.1","ticket/1":"ticket/1"},"inThread":[],"unsaid":[],"seen":["ask:16258231-43f1-4b3b-955a-f5e683d09c79/1:node-3","hub:inc-729jywzhdd.node-3.1","inc-729jywzhdd.node-3.1:accepted","said:status","inc-729jywzhdd.node-3.1:evidence:0","inc-729jywzhdd.node-3.1:evidence:1","inc-729jywzhdd.node-3.1:evidence:2","inc-729jywzhdd.node-3.1:evidence:3","inc-729jywzhdd.node-3.1:evidence:4","inc-729jywzhdd.node-3.1:evidence:5","inc-729jywzhdd.node-3.1:evidence:6","inc-729jywzhdd.node-3.1:evidence:7","inc-729jywzhdd.node-3.1:evidence:8","inc-729jywzhdd.node-3.1:evidence:9","inc-729jywzhdd.node-3.1:evidence:10","inc-729jywzhdd.node-3.1:evidence:11","inc-729jywzhdd.node-3.1:evidence:12","inc-729jywzhdd.node-3.1:evidence:13","inc-729jywzhdd.node-3.1:evidence:14","inc-729jywzhdd.node-3.1:evidence:15","inc-729jywzhdd.node-3.1:evidence:16","inc-729jywzhdd.node-3.1:evidence:17","inc-729jywzhdd.node-3.1:evidence:18","inc-729jywzhdd.node-3.1:evidence:19","inc-729jywzhdd.node-3.1:evidence:20","inc-729jywzhdd.node-3.1:evidence:21","inc-729jywzhdd.node-3.1:evidence:22","inc-729jywzhdd.node-3.1:evidence:23","inc-729jywzhdd.node-3.1:evidence:24","inc-729jywzhdd.node-3.1:evidence:25","inc-729jywzhdd.node-3.1:evidence:26","inc-729jywzhdd.node-3.1:evidence:27","inc-729jywzhdd.node-3.1:evidence:28","inc-729jywzhdd.node-3.1:evidence:29","inc-729jywzhdd.node-3.1:end","said:details/node-3","recover:e9202eeb-3168-4713-86cd-3ea7041ada01/1:node-3","said:plan/node-3/1","hub:inc-729jywzhdd.node-3.recovery.plan.1","inc-729jywzhdd.node-3.recovery.plan.1:end","bundle:8c55cadd-7f01-4199-a97b-7424cbb0e614/1","said:bundle/node-3.1","hub:inc-729jywzhdd.node-3.bundle.1","inc-729jywzhdd.node-3.bundle.1:accepted","inc-729jywzhdd.node-3.bundle.1:evidence:0","inc-729jywzhdd.node-3.bundle.1:end","ticket:2490a85c-660c-4830-9d04-d983c3f177c2/1","said:ticket/1","hub:inc-729jywzhdd.node-3.bundle.part.1","inc-729jywzhdd.node-3.bundle.part.1:accepted","inc-729jywzhdd.node-3.bundle.part.1:evidence:0","inc-729jywzhdd.node-3.bundle.part.1:end","inc-729jywzhdd.node-3.bundle-1:kept:1795556766461","inc-729jywzhdd.ticket.1:inc-729jywzhdd.ticket.1:1:unsure:55:1795556766530","ticket:17a20e3a-b0bc-49d4-a6ed-d167f463d212/1","ask:845cfb4b-9472-451e-ad49-6201c394417e/1:node-3","hub:inc-729jywzhdd.node-3.2"]}');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 0, 'node-3', 1795556746440, '[{"probe":"http-health","subject":"gateway:default","source":"http://127.0.0.1:18789","at":"2026-11-24T21:45:46.339Z","how":"live","look":"seen","text":"/healthz connection refused\n/startupz connection refused\n/readyz connection refused","facts":[{"fact":"gateway.http.live","subject":"gateway:default","value":"refused"},{"fact":"config.tls","subject":"gateway:default","value":false}],"tookMs":37}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 1, 'node-3', 1795556746519, '[{"probe":"processes","subject":"gateway:default","source":"/proc, port 18789","at":"2026-11-24T21:45:46.333Z","how":"live","look":"seen","facts":[{"fact":"gateway.port","subject":"gateway:default","value":18789},{"fact":"gateway.port.source","subject":"gateway:default","value":"default"},{"fact":"gateway.port.clients","subject":"gateway:default","value":18789},{"fact":"gateway.process.count","subject":"gateway:default","value":0},{"fact":"gateway.rivals.same-port","subject":"gateway:default","value":0},{"fact":"gateway.rivals.same-state","subject":"gateway:default","value":0},{"fact":"gateway.listener.state","subject":"gateway:default","value":"free"}],"tookMs":109}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 2, 'node-3', 1795556746575, '[{"probe":"conversation","subject":"gateway:default","source":"ws://127.0.0.1:18789","at":"2026-11-24T21:45:46.360Z","how":"live","look":"seen","text":"reached: none\ntransport: ECONNREFUSED","facts":[{"fact":"connect.reached","subject":"gateway:default/client:probe","value":"none"},{"fact":"connect.transport-error","subject":"gateway:default/client:probe","value":"ECONNREFUSED"},{"fact":"connect.last-at","subject":"gateway:default/client:probe","value":"2026-11-24T21:45:46.458Z"}],"tookMs":98}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 3, 'node-3', 1795556746603, '[{"probe":"hold","subject":"gateway:default","source":"holds.json","at":"2026-11-24T21:45:46.470Z","how":"live","look":"seen","facts":[],"tookMs":23}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 4, 'node-3', 1795556746674, '[{"probe":"certificate","subject":"gateway:default","source":"https://127.0.0.1:18789","at":"2026-11-24T21:45:46.471Z","how":"live","look":"seen","facts":[],"tookMs":23}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 5, 'node-3', 1795556746892, '[{"probe":"workspace","subject":"gateway:default","source":"/tmp/openclaw-install-ziazSg/home/‹user:4c519020›/openclaw.json","at":"2026-11-24T21:45:46.474Z","how":"live","look":"unavailable","why":"the configuration could not be read, so the workspaces are not known","facts":[],"tookMs":20}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 6, 'node-3', 1795556747027, '[{"probe":"model-route","subject":"gateway:default","source":"/tmp/openclaw-install-ziazSg/home/‹user:4c519020›/openclaw.json","at":"2026-11-24T21:45:46.474Z","how":"live","look":"unavailable","why":"the configuration could not be read, so the model route is not known","facts":[],"tookMs":33}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 7, 'node-3', 1795556747057, '[{"probe":"tool-policy","subject":"gateway:default","source":"/tmp/openclaw-install-ziazSg/home/‹user:4c519020›/openclaw.json","at":"2026-11-24T21:45:46.474Z","how":"live","look":"unavailable","why":"the configuration could not be read, so what its tool policy takes away is not known","facts":[],"tookMs":37}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 8, 'node-3', 1795556747096, '[{"probe":"channel-policy","subject":"gateway:default","source":"/tmp/openclaw-install-ziazSg/home/‹user:4c519020›/openclaw.json","at":"2026-11-24T21:45:46.474Z","how":"live","look":"unavailable","why":"the configuration could not be read, so who may write to the bot is not known","facts":[],"tookMs":40}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 9, 'node-3', 1795556747134, '[{"probe":"switched-off","subject":"gateway:default","source":"/tmp/openclaw-install-ziazSg/home/‹user:4c519020›/openclaw.json","at":"2026-11-24T21:45:46.475Z","how":"live","look":"unavailable","why":"the configuration could not be read, so what it switches off is not known","facts":[],"tookMs":45}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 10, 'node-3', 1795556747149, '[{"probe":"browser-place","subject":"gateway:default","source":"/tmp/openclaw-install-ziazSg/home/‹user:4c519020›/openclaw.json","at":"2026-11-24T21:45:46.475Z","how":"live","look":"unavailable","why":"the configuration could not be read, so where the browser is to be is not known","facts":[],"tookMs":50}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 11, 'node-3', 1795556747162, '[{"probe":"exec-rights","subject":"gateway:default","source":"/tmp/openclaw-install-ziazSg/home/‹user:4c519020›/openclaw.json","at":"2026-11-24T21:45:46.475Z","how":"live","look":"unavailable","why":"the configuration could not be read, so which commands may run is not known","facts":[],"tookMs":51}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 12, 'node-3', 1795556747232, '[{"probe":"heartbeat-policy","subject":"gateway:default","source":"/tmp/openclaw-install-ziazSg/home/‹user:4c519020›/openclaw.json","at":"2026-11-24T21:45:46.475Z","how":"live","look":"unavailable","why":"the configuration could not be read, so what is said of heartbeats is not known","facts":[],"tookMs":51}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 13, 'node-3', 1795556747260, '[{"probe":"container","subject":"gateway:default","source":"container engines","at":"2026-11-24T21:45:46.485Z","how":"live","look":"seen","facts":[],"tookMs":41}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 14, 'node-3', 1795556747274, '[{"probe":"client-address","subject":"gateway:default","source":"OPENCLAW_GATEWAY_URL, gateway.remote.url","at":"2026-11-24T21:45:46.489Z","how":"live","look":"seen","facts":[],"tookMs":38}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 15, 'node-3', 1795556747292, '[{"probe":"usual-port","subject":"gateway:default","source":"ws://127.0.0.1:18789","at":"2026-11-24T21:45:46.489Z","how":"live","look":"seen","text":"clients use its own port","facts":[],"tookMs":48}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 16, 'node-3', 1795556747320, '[{"probe":"own-files","subject":"gateway:default","source":"/tmp/openclaw-install-ziazSg/home/‹user:4c519020›","at":"2026-11-24T21:45:46.480Z","how":"live","look":"seen","facts":[],"tookMs":62}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 17, 'node-3', 1795556747348, '[{"probe":"service-log","subject":"gateway:default","source":"journalctl","at":"2026-11-24T21:45:46.486Z","how":"log","look":"seen","facts":[],"tookMs":56}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 18, 'node-3', 1795556747362, '[{"probe":"boots","subject":"gateway:default","source":"/tmp/openclaw-install-ziazSg/home/‹user:4c519020›/state/openclaw.sqlite","at":"2026-11-24T21:45:46.480Z","how":"live","look":"seen","text":"","facts":[],"tookMs":74}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 19, 'node-3', 1795556747386, '[{"probe":"resources","subject":"gateway:default","source":"/tmp/openclaw-install-ziazSg/home/‹user:4c519020›","at":"2026-11-24T21:45:46.471Z","how":"live","look":"seen","facts":[{"fact":"host.platform","subject":"host","value":"linux"},{"fact":"host.node-version","subject":"host","value":"24.21.0"},{"fact":"host.memory.available-percent","subject":"host","value":80},{"fact":"host.load-per-core","subject":"host","value":3.4},{"fact":"gateway.disk.free-bytes","subject":"gateway:default","value":80918048768},{"fact":"gateway.disk.used-percent","subject":"gateway:default","value":25.7},{"fact":"gateway.disk.free-inodes","subject":"gateway:default","value":16183479},{"fact":"gateway.disk.read-only","subject":"gateway:default","value":false}],"tookMs":84}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 20, 'node-3', 1795556747429, '[{"probe":"config","subject":"gateway:default","source":"/tmp/openclaw-install-ziazSg/home/‹user:4c519020›/openclaw.json","at":"2026-11-24T21:45:46.489Z","how":"live","look":"seen","facts":[{"fact":"config.path","subject":"gateway:default","value":"/tmp/openclaw-install-ziazSg/home/‹user:4c519020›/openclaw.json"},{"fact":"config.file","subject":"gateway:default","value":"missing"},{"fact":"config.backups","subject":"gateway:default","value":0}],"tookMs":85}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 21, 'node-3', 1795556747484, '[{"probe":"at-rest","subject":"gateway:default","source":"/tmp/openclaw-install-ziazSg/home/‹user:4c519020›","at":"2026-11-24T21:45:46.470Z","how":"live","look":"seen","facts":[{"fact":"gateway.asked-for","subject":"gateway:default","value":true},{"fact":"gateway.at-rest","subject":"gateway:default","value":true}],"tookMs":136}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 22, 'node-3', 1795556747509, '[{"probe":"status-words","subject":"gateway:default","source":"/tmp/openclaw/openclaw-2026-11-24.log","at":"2026-11-24T21:45:46.485Z","how":"log","look":"seen","facts":[],"tookMs":173}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 23, 'node-3', 1795556747542, '[{"probe":"database","subject":"gateway:default","source":"/tmp/openclaw-install-ziazSg/home/‹user:4c519020›/state/openclaw.sqlite","at":"2026-11-24T21:45:46.480Z","how":"live","look":"seen","text":"/tmp/openclaw-install-ziazSg/home/‹user:4c519020›/state/openclaw.sqlite: not seen","facts":[{"fact":"gateway.state.database","subject":"gateway:default","value":"missing"}],"tookMs":181}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 24, 'node-3', 1795556747557, '[{"probe":"log-tail","subject":"gateway:default","source":"/tmp/openclaw/openclaw-2026-11-24.log","at":"2026-11-24T21:45:46.474Z","how":"log","look":"seen","text":"2026-11-24T21:38:24.849Z INFO [warning] core/doctor/node-hosting-preconditions gateway.bind - Gateway is only bound to loopback. Set gateway.bind=lan, enable tailscale serve, or configure plugins.entries.device-pair.config.publicUrl.","facts":[],"tookMs":188}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 25, 'node-3', 1795556747562, '[{"probe":"service","subject":"gateway:default","source":"service manager","at":"2026-11-24T21:45:46.486Z","how":"live","look":"seen","text":"systemd does not run here","facts":[{"fact":"gateway.service.installed","subject":"gateway:default","value":false},{"fact":"gateway.service.manager","subject":"gateway:default","value":"none"}],"tookMs":184}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 26, 'node-3', 1795556747575, '[{"probe":"versions","subject":"gateway:default","source":"openclaw","at":"2026-11-24T21:45:46.476Z","how":"live","look":"unavailable","why":"openclaw is not on any search path here; name it with --openclaw PATH","facts":[],"tookMs":196}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 27, 'node-3', 1795556747585, '[{"probe":"changes","subject":"gateway:default","source":"/tmp/openclaw-install-ziazSg/home/‹user:4c519020›, its log and its files","at":"2026-11-24T21:45:46.480Z","how":"live","look":"seen","text":"","facts":[{"fact":"host.utc-offset-min","subject":"host","value":0}],"tookMs":196}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 28, 'node-3', 1795556747594, '[{"probe":"startup","subject":"gateway:default","source":"/tmp/openclaw/openclaw-2026-11-24.log","at":"2026-11-24T21:45:46.480Z","how":"live","look":"seen","text":"","facts":[],"tookMs":196}]');
INSERT INTO "evidence" VALUES ('inc-729jywzhdd.node-3.1', 29, 'node-3', 1795556747602, '[{"probe":"credentials","subject":"gateway:default","source":"configuration, environment, unit","at":"2026-11-24T21:45:46.474Z","how":"live","look":"seen","text":"","facts":[],"tookMs":207}]');
INSERT INTO "outbox" VALUES (1, 'status', 'status', 0, NULL, NULL, 29, 29, 29, 'due', 'status', 0, 1795556772726, 1795556746118, NULL, NULL, NULL, NULL, 0);
INSERT INTO "outbox" VALUES (2, 'details/node-3', 'details', 0, 'node-3', 'inc-729jywzhdd.node-3.1', 12, 12, 12, 'due', 'details/node-3', 0, 1795556748325, 1795556747925, NULL, NULL, NULL, NULL, 0);
INSERT INTO "outbox" VALUES (3, 'plan/node-3/1', 'plan', 0, 'node-3', 'inc-729jywzhdd.node-3.recovery.1', 15, 15, 15, 'due', 'plan/node-3/1', 0, 1795556752746, 1795556751905, NULL, NULL, NULL, NULL, 0);
INSERT INTO "outbox" VALUES (4, 'bundle/node-3.1', 'bundle', 0, 'node-3', 'inc-729jywzhdd.node-3.bundle-1', 26, 26, 26, 'due', 'bundle/node-3.1', 0, 1795556766966, 1795556753677, NULL, NULL, NULL, NULL, 0);
INSERT INTO "outbox" VALUES (5, 'ticket/1', 'ticket', 0, NULL, 'inc-729jywzhdd.ticket.1', 27, 27, 27, 'due', 'ticket/1', 0, 1795556767014, 1795556766178, NULL, NULL, NULL, NULL, 0);
INSERT INTO "events" VALUES (1, 1795556745406, 1795556745473, 'asked', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"place":{"via":"terminal","session":"16258231-43f1-4b3b-955a-f5e683d09c79"},"text":"triage node-3"}', '-', 'Rp948XVtYodYb6JlDhj3Z02fjJnXagcepfeuFBmQRDk');
INSERT INTO "events" VALUES (2, 1795556745616, 1795556745616, 'dispatched', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1"}', 'Rp948XVtYodYb6JlDhj3Z02fjJnXagcepfeuFBmQRDk', 'RmAiIjppozyzyUv1n8S7ReQMzKhzl7xmkUlOF5NuZwM');
INSERT INTO "events" VALUES (3, 1795556745659, 1795556745686, 'accepted', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1"}', 'RmAiIjppozyzyUv1n8S7ReQMzKhzl7xmkUlOF5NuZwM', '3TDszC2kcLLB6jFFFXFwAnQEv0DrwT-XCUDfQU-qnus');
INSERT INTO "events" VALUES (4, 1795556746118, 1795556746118, 'said', NULL, NULL, '{"key":"status","ref":"status"}', '3TDszC2kcLLB6jFFFXFwAnQEv0DrwT-XCUDfQU-qnus', 'EvZcqC3G6_KhHYDQKeCi42QQVAKv6m8xTAlArFZy4Tc');
INSERT INTO "events" VALUES (5, 1795556746439, 1795556746440, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":0,"pieces":1}', 'EvZcqC3G6_KhHYDQKeCi42QQVAKv6m8xTAlArFZy4Tc', 'VDoFlnscz5oPqIGH3JJ5_De3Tp_smTTP_oX7NtuFyeo');
INSERT INTO "events" VALUES (6, 1795556746482, 1795556746482, 'headline', 'node-3', NULL, '{"verdict":"down","failing":"listener","claims":0}', 'VDoFlnscz5oPqIGH3JJ5_De3Tp_smTTP_oX7NtuFyeo', 'EpEhRzQYrDK7il6GplAJqSDx288SnwXZVKJQZZQTSmA');
INSERT INTO "events" VALUES (7, 1795556746515, 1795556746519, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":1,"pieces":1}', 'EpEhRzQYrDK7il6GplAJqSDx288SnwXZVKJQZZQTSmA', 'qDW6xfJzbVtSH_kKopdw0QyxQ6r7VbYuETQjJkKVauI');
INSERT INTO "events" VALUES (8, 1795556746571, 1795556746575, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":2,"pieces":1}', 'qDW6xfJzbVtSH_kKopdw0QyxQ6r7VbYuETQjJkKVauI', 'kBZy7bNjFLPddalUIIYQ9XVLyOHnm3Mt_UFaEgfW01A');
INSERT INTO "events" VALUES (9, 1795556746602, 1795556746603, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":3,"pieces":1}', 'kBZy7bNjFLPddalUIIYQ9XVLyOHnm3Mt_UFaEgfW01A', 'QZFMfG9fA9mkjb6D5gTvNJvLpY1DK4TdalZk0Wd0gro');
INSERT INTO "events" VALUES (10, 1795556746633, 1795556746633, 'headline', 'node-3', NULL, '{"verdict":"down","failing":"process","claims":1}', 'QZFMfG9fA9mkjb6D5gTvNJvLpY1DK4TdalZk0Wd0gro', 'd8IFMH0rl3f291JtxaUD3-6bKQiH9sRgoe1RnVmHbtk');
INSERT INTO "events" VALUES (11, 1795556746652, 1795556746674, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":4,"pieces":1}', 'd8IFMH0rl3f291JtxaUD3-6bKQiH9sRgoe1RnVmHbtk', '4h63RCsEYDbkhqjK3m8fzfEfnl1IYVlJlps0-tGY4u8');
INSERT INTO "events" VALUES (12, 1795556746727, 1795556746892, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":5,"pieces":1}', '4h63RCsEYDbkhqjK3m8fzfEfnl1IYVlJlps0-tGY4u8', 'PZPUUMTXw_0jx_94-N8WPdpA_wOGwMlpszhYTksU3hc');
INSERT INTO "events" VALUES (13, 1795556747027, 1795556747027, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":6,"pieces":1}', 'PZPUUMTXw_0jx_94-N8WPdpA_wOGwMlpszhYTksU3hc', 'AuhpxC9vrTjBjLbXttK9Lovsa5nMQxPP1Cma2u0zg_c');
INSERT INTO "events" VALUES (14, 1795556747056, 1795556747057, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":7,"pieces":1}', 'AuhpxC9vrTjBjLbXttK9Lovsa5nMQxPP1Cma2u0zg_c', '2GoE5HqXV8Z8BOp90WtoAXSJzHqec4vDV8QXn2yma5Y');
INSERT INTO "events" VALUES (15, 1795556747091, 1795556747096, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":8,"pieces":1}', '2GoE5HqXV8Z8BOp90WtoAXSJzHqec4vDV8QXn2yma5Y', 'UmEe9lPPIS69l-z3DDHBHpymxPn1kl3sXhhrC36_ZV4');
INSERT INTO "events" VALUES (16, 1795556747132, 1795556747134, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":9,"pieces":1}', 'UmEe9lPPIS69l-z3DDHBHpymxPn1kl3sXhhrC36_ZV4', 'Ev7upKE5La4p2TWsqEkSz5h_lOGW5xZP4et8QYtv5VI');
INSERT INTO "events" VALUES (17, 1795556747147, 1795556747149, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":10,"pieces":1}', 'Ev7upKE5La4p2TWsqEkSz5h_lOGW5xZP4et8QYtv5VI', 'mGgKULoE9skU7565C_3mDhjFsopMLIk50eE_Mm10Jqg');
INSERT INTO "events" VALUES (18, 1795556747162, 1795556747162, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":11,"pieces":1}', 'mGgKULoE9skU7565C_3mDhjFsopMLIk50eE_Mm10Jqg', 'XMynNzzejA4ATpm4tqh_vX6db4xvyiFqY67chCDmXE0');
INSERT INTO "events" VALUES (19, 1795556747230, 1795556747232, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":12,"pieces":1}', 'XMynNzzejA4ATpm4tqh_vX6db4xvyiFqY67chCDmXE0', 'cEFL9CfWhOPhK6XOnHG5cxS7XE2beDYjUW-jjGvSq8E');
INSERT INTO "events" VALUES (20, 1795556747260, 1795556747260, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":13,"pieces":1}', 'cEFL9CfWhOPhK6XOnHG5cxS7XE2beDYjUW-jjGvSq8E', '-RRmUTI4rvlXKi8rY9SKNT42pHYDJPAcZ9lY07e97qA');
INSERT INTO "events" VALUES (21, 1795556747274, 1795556747274, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":14,"pieces":1}', '-RRmUTI4rvlXKi8rY9SKNT42pHYDJPAcZ9lY07e97qA', '74CeNtjgSr-0mRqu8uOWeLGCsUQy24ZsvRRTeP_ihqU');
INSERT INTO "events" VALUES (22, 1795556747283, 1795556747292, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":15,"pieces":1}', '74CeNtjgSr-0mRqu8uOWeLGCsUQy24ZsvRRTeP_ihqU', 'zuXI2Sh7toE9DXGQnpr1-3soQiX6No-E8BnC1gGXuW0');
INSERT INTO "events" VALUES (23, 1795556747314, 1795556747320, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":16,"pieces":1}', 'zuXI2Sh7toE9DXGQnpr1-3soQiX6No-E8BnC1gGXuW0', 'igqSuQGnQsBF4d0YZ5-e5uYemg5BLYax5iX1uwoS1tA');
INSERT INTO "events" VALUES (24, 1795556747346, 1795556747348, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":17,"pieces":1}', 'igqSuQGnQsBF4d0YZ5-e5uYemg5BLYax5iX1uwoS1tA', 'g14cwgQ1P-yl_00ueRVJETAYexjyyZ0qj9VGeRc519U');
INSERT INTO "events" VALUES (25, 1795556747362, 1795556747363, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":18,"pieces":1}', 'g14cwgQ1P-yl_00ueRVJETAYexjyyZ0qj9VGeRc519U', 'CWqQNlGag-IDKrXqHPWjhCTSvR9L1OHNlC73x62M5ms');
INSERT INTO "events" VALUES (26, 1795556747382, 1795556747386, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":19,"pieces":1}', 'CWqQNlGag-IDKrXqHPWjhCTSvR9L1OHNlC73x62M5ms', 'w5ly1YE4yEFRPSwKwXVkBs8lqaVNb288LMhHfiaAJVI');
INSERT INTO "events" VALUES (27, 1795556747392, 1795556747429, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":20,"pieces":1}', 'w5ly1YE4yEFRPSwKwXVkBs8lqaVNb288LMhHfiaAJVI', 'mMNBHMByPbDBdm4FYPPo_4KQPstlT94ox10gWOxksGI');
INSERT INTO "events" VALUES (28, 1795556747464, 1795556747484, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":21,"pieces":1}', 'mMNBHMByPbDBdm4FYPPo_4KQPstlT94ox10gWOxksGI', '25j1Vq03x5-BhWc8FQW_9nOC_8rNUV--pAXxHMgkSGw');
INSERT INTO "events" VALUES (29, 1795556747497, 1795556747509, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":22,"pieces":1}', '25j1Vq03x5-BhWc8FQW_9nOC_8rNUV--pAXxHMgkSGw', '9apaM-Brk0VPvPtnRNYjg0-G8TzQTbZtzG_9ZXdr8TE');
INSERT INTO "events" VALUES (30, 1795556747542, 1795556747542, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":23,"pieces":1}', '9apaM-Brk0VPvPtnRNYjg0-G8TzQTbZtzG_9ZXdr8TE', 'eJn6VceFz_Y5a5haCseGEVr8V97_IVDv_G4JrCC6sVg');
INSERT INTO "events" VALUES (31, 1795556747547, 1795556747557, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":24,"pieces":1}', 'eJn6VceFz_Y5a5haCseGEVr8V97_IVDv_G4JrCC6sVg', 'ZDnR881zpAGmsTCvkHaFgvB-OCssX9XqVkf4Jo3UQ7A');
INSERT INTO "events" VALUES (32, 1795556747562, 1795556747562, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":25,"pieces":1}', 'ZDnR881zpAGmsTCvkHaFgvB-OCssX9XqVkf4Jo3UQ7A', '36Kn_KPKmqt4nvWZyjK3Qk0fvhHqp-F4XHNw3S38_RU');
INSERT INTO "events" VALUES (33, 1795556747574, 1795556747575, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":26,"pieces":1}', '36Kn_KPKmqt4nvWZyjK3Qk0fvhHqp-F4XHNw3S38_RU', 'yV--QBhSo1MXQYotYTQnqTSglt9HqxxQ7ryZnL5Fp-A');
INSERT INTO "events" VALUES (34, 1795556747584, 1795556747585, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":27,"pieces":1}', 'yV--QBhSo1MXQYotYTQnqTSglt9HqxxQ7ryZnL5Fp-A', 'GBqbC9DIqpqv_98NFDnP8YjTtlXrReTEEnfKyQrhHYA');
INSERT INTO "events" VALUES (35, 1795556747589, 1795556747594, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":28,"pieces":1}', 'GBqbC9DIqpqv_98NFDnP8YjTtlXrReTEEnfKyQrhHYA', '9QOow4zIEVxJrCRShAJu0LDWRs3LbIaWBREFedTpncI');
INSERT INTO "events" VALUES (36, 1795556747598, 1795556747603, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","seq":29,"pieces":1}', '9QOow4zIEVxJrCRShAJu0LDWRs3LbIaWBREFedTpncI', 'SyOGgrhBygoDfYWxnNo04Vorg-pfZ-ACMY52vIg-aL8');
INSERT INTO "events" VALUES (37, 1795556747682, 1795556747682, 'headline', 'node-3', NULL, '{"verdict":"unknown","failing":null,"claims":0}', 'SyOGgrhBygoDfYWxnNo04Vorg-pfZ-ACMY52vIg-aL8', 'iOXzrdVUhAajajFT7rf5Vs4i0hF5DdI7mFOh78YPuPA');
INSERT INTO "events" VALUES (38, 1795556747644, 1795556747683, 'done', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.1","tookMs":1047}', 'iOXzrdVUhAajajFT7rf5Vs4i0hF5DdI7mFOh78YPuPA', 'lT0nwf1ViIcfQZ1gEx0NsrsXmZlO7lSfA9HBFXUiISs');
INSERT INTO "events" VALUES (39, 1795556747925, 1795556747925, 'said', NULL, NULL, '{"key":"details/node-3","ref":"details/node-3"}', 'lT0nwf1ViIcfQZ1gEx0NsrsXmZlO7lSfA9HBFXUiISs', 'O9EWirONw-AxYyi1SyVhC5wxmqFTioUJKHBRsI5znUs');
INSERT INTO "events" VALUES (40, 1795556751801, 1795556751802, 'recover', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"place":{"via":"terminal","session":"e9202eeb-3168-4713-86cd-3ea7041ada01"},"text":"recover node-3"}', 'O9EWirONw-AxYyi1SyVhC5wxmqFTioUJKHBRsI5znUs', 'fY-r3NPhTxJmTJoOM-gvIc3qw3YuSkvW1w9PzOTMCJE');
INSERT INTO "events" VALUES (41, 1795556751913, 1795556751913, 'said', NULL, NULL, '{"key":"plan/node-3/1","ref":"plan/node-3/1"}', 'fY-r3NPhTxJmTJoOM-gvIc3qw3YuSkvW1w9PzOTMCJE', 'VmMb-M0IllGVo-qWIc7cc2LRerPAPXfLla9jS2-tI2Y');
INSERT INTO "events" VALUES (42, 1795556751966, 1795556751966, 'dispatched', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.recovery.plan.1"}', 'VmMb-M0IllGVo-qWIc7cc2LRerPAPXfLla9jS2-tI2Y', 'ZfdCsrkwIwSo-Vzu1aVcU977piyvUxZV5j9bYy5Dhwk');
INSERT INTO "events" VALUES (43, 1795556751995, 1795556752014, 'refused', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.recovery.plan.1","code":"policy","why":"the policy of this host does not allow recovery.plan"}', 'ZfdCsrkwIwSo-Vzu1aVcU977piyvUxZV5j9bYy5Dhwk', 'jwVujrUAwTE82W0OcWLUL1qQocm2dnNMolDXbeutzGg');
INSERT INTO "events" VALUES (44, 1795556752015, 1795556752015, 'recovery-over', 'node-3', NULL, '{"recovery":"inc-729jywzhdd.node-3.recovery.1","as":"refused","because":{"code":"order.policy","params":{"why":"the policy of this host does not allow recovery.plan"}},"still":[]}', 'jwVujrUAwTE82W0OcWLUL1qQocm2dnNMolDXbeutzGg', 'DL2V2Xp2_q0zyzW5J8XAymWH2HhWmNLx9ZXKJUAV0Yo');
INSERT INTO "events" VALUES (45, 1795556753592, 1795556753593, 'bundle', NULL, '{"id":"root","via":"terminal","name":"root"}', '{"name":"node-3","targets":[{"host":"node-3"}],"place":{"via":"terminal","session":"8c55cadd-7f01-4199-a97b-7424cbb0e614"},"text":"bundle node-3"}', 'DL2V2Xp2_q0zyzW5J8XAymWH2HhWmNLx9ZXKJUAV0Yo', '8DH4-OKujuVwDRbO4_URM7aPnD4eYOfF8pGYKb63lpI');
INSERT INTO "events" VALUES (46, 1795556753677, 1795556753677, 'said', NULL, NULL, '{"key":"bundle/node-3.1","ref":"bundle/node-3.1"}', '8DH4-OKujuVwDRbO4_URM7aPnD4eYOfF8pGYKb63lpI', '4WCLf2j4GRYGRljl9PKnG4pkJ3T5uwiIl3AZ4z5qC30');
INSERT INTO "events" VALUES (47, 1795556753757, 1795556753757, 'dispatched', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.bundle.1"}', '4WCLf2j4GRYGRljl9PKnG4pkJ3T5uwiIl3AZ4z5qC30', 'Apa19o0S3gJo61JY12qmrfbgo54AW8WOWy4Lfdz_uq4');
INSERT INTO "events" VALUES (48, 1795556753794, 1795556753821, 'accepted', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.bundle.1"}', 'Apa19o0S3gJo61JY12qmrfbgo54AW8WOWy4Lfdz_uq4', 'nvtVWxcEgMUmwOYr8BtmvKPhHIwsnui9OvmwvULq9qU');
INSERT INTO "events" VALUES (49, 1795556758399, 1795556758435, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.bundle.1","seq":0,"pieces":1}', 'nvtVWxcEgMUmwOYr8BtmvKPhHIwsnui9OvmwvULq9qU', 'qZTmEvU2IWD2jHDsQBZckK7jdX1BMns4LUb3JRqMJTM');
INSERT INTO "events" VALUES (50, 1795556758435, 1795556758435, 'bundle-made', 'node-3', NULL, '{"bundle":"inc-729jywzhdd.node-3.bundle-1","digest":"6VrTLInqxLw7u9rxVTDzADtcOjO8a21he_BFMSEctIc","bytes":12160,"since":1795470354529,"gateway":null,"passed":true}', 'qZTmEvU2IWD2jHDsQBZckK7jdX1BMns4LUb3JRqMJTM', 'R8YJovbmeH2qN7Z0UZLkdYappUhg8dgj8zT3RWKC-CY');
INSERT INTO "events" VALUES (51, 1795556758518, 1795556758526, 'done', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.bundle.1","tookMs":4612}', 'R8YJovbmeH2qN7Z0UZLkdYappUhg8dgj8zT3RWKC-CY', 'HJVVau9EzUFyuaFXyTr8bh1r3wwtGnTPryPWG-qHyhQ');
INSERT INTO "events" VALUES (52, 1795556766060, 1795556766061, 'ticket', NULL, '{"id":"root","via":"terminal","name":"root"}', '{"desk":"ops"}', 'HJVVau9EzUFyuaFXyTr8bh1r3wwtGnTPryPWG-qHyhQ', 'qY5zWKeB3EuV4r63PulMpVpiv-3pswL3ubO9DOngD0w');
INSERT INTO "events" VALUES (53, 1795556766179, 1795556766179, 'said', NULL, NULL, '{"key":"ticket/1","ref":"ticket/1"}', 'qY5zWKeB3EuV4r63PulMpVpiv-3pswL3ubO9DOngD0w', 'bI-_yK0zCoKEz7apqYinCw2a2oZqzeO7GJDVcoiioNs');
INSERT INTO "events" VALUES (54, 1795556766232, 1795556766232, 'dispatched', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.bundle.part.1","maintenance":{"by":"root","because":"new disk","from":1795556765008,"until":1795567565008}}', 'bI-_yK0zCoKEz7apqYinCw2a2oZqzeO7GJDVcoiioNs', 'COxOdYvF_4SOkQjJhlRxG4nSzK32Few3lVNxyeMUf5Y');
INSERT INTO "events" VALUES (55, 1795556766270, 1795556766294, 'accepted', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.bundle.part.1"}', 'COxOdYvF_4SOkQjJhlRxG4nSzK32Few3lVNxyeMUf5Y', 'Z-B3m9nez3jSgIoEYVGbOcJ5RwzEtTWnT4lmHNvJIOU');
INSERT INTO "events" VALUES (56, 1795556766314, 1795556766316, 'evidence', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.bundle.part.1","seq":0,"pieces":1}', 'Z-B3m9nez3jSgIoEYVGbOcJ5RwzEtTWnT4lmHNvJIOU', 'mH9wdbFF1tPMUckidhAk5ysXxW1Ps-eDxoSBChNHWhQ');
INSERT INTO "events" VALUES (57, 1795556766406, 1795556766410, 'done', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.bundle.part.1","tookMs":2,"maintenance":{"by":"root","because":"new disk","until":1795567565008,"from":1795556765008}}', 'mH9wdbFF1tPMUckidhAk5ysXxW1Ps-eDxoSBChNHWhQ', 'VRnnryQRgrl-TYYh_j2ZmNCx-oPyz2tIX35pNhdHvcg');
INSERT INTO "events" VALUES (58, 1795556766461, 1795556766462, 'bundle-kept', NULL, NULL, '{"bundle":"inc-729jywzhdd.node-3.bundle-1","until":1798148766461}', 'VRnnryQRgrl-TYYh_j2ZmNCx-oPyz2tIX35pNhdHvcg', '_MWuMWRdc-wnQkPx-GQQPOgvaIjpYWx-CC6VcS9eTgs');
INSERT INTO "events" VALUES (59, 1795556766530, 1795556766530, 'ticket-waits', NULL, NULL, '{"ticket":"inc-729jywzhdd.ticket.1","trouble":{"how":"unsure","told":"The connection to The webhook broke before it answered."}}', '_MWuMWRdc-wnQkPx-GQQPOgvaIjpYWx-CC6VcS9eTgs', '1iKLHAfPx22PserOknxoREDfIaxQyQF2wgqjaXJky6o');
INSERT INTO "events" VALUES (60, 1795556767188, 1795556767188, 'ticket', NULL, '{"id":"root","via":"terminal","name":"root"}', '{"desk":"ops"}', '1iKLHAfPx22PserOknxoREDfIaxQyQF2wgqjaXJky6o', 'mwjBOykEh5DL_JF1wRRwQSB_Z6zvJ2a3_feN9dqHKzQ');
INSERT INTO "events" VALUES (61, 1795556771844, 1795556771844, 'asked', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"place":{"via":"terminal","session":"845cfb4b-9472-451e-ad49-6201c394417e"},"text":"triage node-3"}', 'mwjBOykEh5DL_JF1wRRwQSB_Z6zvJ2a3_feN9dqHKzQ', 'qWyV0bw0TdjhVcIgnunyK2DL6-eU-9OBk5sEA2pn6bg');
INSERT INTO "events" VALUES (62, 1795556771947, 1795556771947, 'dispatched', 'node-3', NULL, '{"order":"inc-729jywzhdd.node-3.2","maintenance":{"by":"root","because":"new disk","from":1795556765008,"until":1795567565008},"road":"ssm"}', 'qWyV0bw0TdjhVcIgnunyK2DL6-eU-9OBk5sEA2pn6bg', 'z7gIFS6aJc5d4bq-2UjDWPDeLVvfK06kSzl5IQHUHeE');
INSERT INTO "bundle_made" VALUES ('inc-729jywzhdd.node-3.bundle-1', '{"digest":"6VrTLInqxLw7u9rxVTDzADtcOjO8a21he_BFMSEctIc","name":"openclaw-bundle-node-3-20261124t214554z.tar.gz","bytes":12160,"madeAt":1795556754529,"keptUntil":1795643154529,"since":1795470354529,"versions":{"agent":"0.1.0","node":"v24.21.0","os":"Debian GNU/Linux 12 (bookworm), kernel 6.18.44-fc-v669, x64"},"files":[{"name":"logs/gateway.log","bytes":613,"sha256":"0a18e634c895130d1cdf64f48c2fde97ec9415a86c5d6393c8714d6d51bc22af","source":"/tmp/openclaw/openclaw-2026-11-24.log","cut":null},{"name":"logs/events.tsv","bytes":44,"sha256":"a968f7e58d6d13f2a69d14d57ed4e97519447a44cab876618ac7e13ff472779a","source":"/tmp/openclaw/openclaw-2026-11-24.log","cut":null},{"name":"config/versions.tsv","bytes":122,"sha256":"153cf2519621d28844277824f57bea2c3b403e94bd8fc7f91b7c57c7264df4d9","source":"/tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1›","cut":null},{"name":"system/processes.tsv","bytes":92,"sha256":"e3ae34ae3f03e240ca95220e9fd138016e233a07bf65cf45f8d8a27bee56e8fa","source":"/proc","cut":null},{"name":"system/listeners.tsv","bytes":283,"sha256":"1db65b07593f0459b5d0491047c42a25f002249d3f0a2d31ae92a2cd5da96d04","source":"/proc/net/tcp","cut":null},{"name":"system/host.json","bytes":465,"sha256":"39750fb429e6c0cdf31c75d6265e666bd32da6e782721c0460108bb37c6e1c9c","source":"the system","cut":null},{"name":"system/orders.jsonl","bytes":1770,"sha256":"642789829143cc1b7da8d8d427a41b2e3edcc4e58f0b6f0ebb40c3658ce4eaea","source":"/tmp/openclaw-install-ziazSg/home/‹user:990d7323›/journal.jsonl","cut":null},{"name":"system/probes.json","bytes":11223,"sha256":"f2c8bba3690242afc155f4d148a7139957fb706388bf7fe7bbbc8f4b9be60e0e","source":"host.mjs triage","cut":null},{"name":"report.md","bytes":7705,"sha256":"20a81273c95480e9f9fdb3a25c1d6244e6460ea7d140e069e62782d614ec2c69","source":"this host agent","cut":null},{"name":"report.html","bytes":26813,"sha256":"88c1575f18c3987d79f7fc725116f763265205fe71cbc14e06a3c8ed36ce1f17","source":"this host agent","cut":null},{"name":"findings.json","bytes":3516,"sha256":"2c38bf30cd3f2b83acdaf0852c109597af49047a0e9061a02f9a5ced95cb3361","source":"host.mjs triage --json","cut":null},{"name":"timeline.tsv","bytes":835,"sha256":"c4fcc8cd1952d292abf68cac7d25e44c971eb0732279becd3d7943ff97bd5e8e","source":"logs, state, files and the thread","cut":null}],"missing":[{"what":"openclaw doctor --lint --json","why":"openclaw is not on any search path here; name it with --openclaw PATH"},{"what":"openclaw gateway diagnostics export","why":"openclaw is not on any search path here; name it with --openclaw PATH"},{"what":"journal","why":"there is no systemd on this host"},{"what":"configuration","why":"/tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1›/openclaw.json: missing"},{"what":"state of the services","why":"there is no systemd on this host"},{"what":"the owners of 6 sockets","why":"their processes belong to other users; run as root to see them"},{"what":"space of /tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1›","why":"could not measure the disk of /tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1› (ENOENT)"},{"what":"version of OpenClaw''s command","why":"openclaw is not installed"},{"what":"version of the running gateway","why":"it did not tell; is it running?"}],"masked":{"user":6,"secret":32},"recipients":[],"gate":{"passed":true,"values":0,"searches":["secretlint"]},"report":[{"kind":"heading","level":1,"text":"node-3 is down · process · There is no config file"},{"kind":"paragraph","words":[{"text":"Support bundle of node-3, made 24 Nov 2026 21:45:54 UTC; reads back to 23 Nov 2026 21:45:54 UTC. Redacted on the host. All times are UTC."}]},{"kind":"paragraph","words":[{"text":"Incident "},{"text":"inc-729jywzhdd","style":"code"},{"text":", opened 24 Nov 2026 21:45:45 UTC."}]},{"kind":"heading","level":2,"text":"At a glance"},{"kind":"table","head":["Question","Answer"],"rows":[[[{"text":"What was seen"}],[{"text":"There is no config file","style":"bold"},{"text":" – almost certain, 92 %. The gateway does not start: there is no config file at /tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1›/openclaw.json."}]],[[{"text":"First failing layer"}],[{"text":"process","style":"bold"},{"text":": config-missing: gateway.process.count 0"}]],[[{"text":"Since"}],[{"text":"Unknown: no first failure in what was read back to 23 Nov 2026 21:45:54 UTC."}]],[[{"text":"What changed before"}],[{"text":"No change was seen since 23 Nov 2026 21:45:54 UTC."}]],[[{"text":"Impact"}],[{"text":"all users affected"}]],[[{"text":"What was tried"}],[{"text":"No recovery was run on this host since 23 Nov 2026 21:45:54 UTC."}]],[[{"text":"Versions"}],[{"text":"host agent 0.1.0 · Node v24.21.0 · system Debian GNU/Linux 12 (bookworm), kernel 6.18.44-fc-v669, x64"}]],[[{"text":"Not looked at"}],[{"text":"18 things, neither fault nor all-clear: openclaw doctor --lint --json, openclaw gateway diagnostics export, journal, configuration, …"}]]]},{"kind":"heading","level":2,"text":"What to do next"},{"kind":"paragraph","words":[{"text":"To verify, on node-3 (read-only):"}]},{"kind":"commands","lines":["openclaw config file","openclaw gateway status --deep"]},{"kind":"paragraph","words":[{"text":"Then, on node-3:"}]},{"kind":"list","items":[[{"text":"ls -l \"$(openclaw config file)\"*","style":"code"},{"text":" – read-only"}],[{"text":"openclaw setup","style":"code"},{"text":" – "},{"text":"changes the host","style":"bold"}]]},{"kind":"heading","level":2,"text":"Timeline"},{"kind":"paragraph","words":[{"text":"Numbers are those of the picture, where a zigzag folds time without an event. "}]},{"kind":"table","head":["No.","UTC","Kind","What","Source"],"rows":[[[{"text":"1"}],[{"text":"24 Nov 2026 21:45:45"}],[{"text":"incident"}],[{"text":"root ran triage on node-3"}],[{"text":"inc-729jywzhdd"}]],[[{"text":"2"}],[{"text":"24 Nov 2026 21:45:45"}],[{"text":"incident"}],[{"text":"incident opened"}],[{"text":"the thread of incident inc-729jywzhdd"}]],[[{"text":"3"}],[{"text":"24 Nov 2026 21:45:46"}],[{"text":"incident"}],[{"text":"Triage of node-3: down, first failing layer listener, 0 findings"}],[{"text":"inc-729jywzhdd"}]],[[{"text":"4"}],[{"text":"24 Nov 2026 21:45:46"}],[{"text":"incident"}],[{"text":"Triage of node-3: down, first failing layer process, 1 finding"}],[{"text":"inc-729jywzhdd"}]],[[{"text":"5"}],[{"text":"24 Nov 2026 21:45:47"}],[{"text":"incident"}],[{"text":"Triage of node-3: unknown, 0 findings"}],[{"text":"inc-729jywzhdd"}]],[[{"text":"6"}],[{"text":"24 Nov 2026 21:45:51"}],[{"text":"incident"}],[{"text":"root asked for node-3 to be recovered"}],[{"text":"inc-729jywzhdd"}]],[[{"text":"7"}],[{"text":"24 Nov 2026 21:45:51"}],[{"text":"incident"}],[{"text":"node-3 did not carry an order out: policy"}],[{"text":"inc-729jywzhdd"}]],[[{"text":"8"}],[{"text":"24 Nov 2026 21:45:52"}],[{"text":"incident"}],[{"text":"The recovery ended: refused"}],[{"text":"inc-729jywzhdd"}]],[[{"text":"9"}],[{"text":"24 Nov 2026 21:45:53"}],[{"text":"incident"}],[{"text":"root asked for a bundle of node-3"}],[{"text":"inc-729jywzhdd"}]]]},{"kind":"heading","level":2,"text":"Findings"},{"kind":"heading","level":3,"text":"1. There is no config file"},{"kind":"paragraph","words":[{"text":"almost certain, 92 % · "},{"text":"config-missing","style":"code"},{"text":" · process · all users affected · gateway "},{"text":"default","style":"code"}]},{"kind":"paragraph","words":[{"text":"The gateway does not start: there is no config file at /tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1›/openclaw.json."}]},{"kind":"table","head":["Evidence","What was seen","How and where","UTC"],"rows":[[[{"text":"for"}],[{"text":"gateway.process.count = 0","style":"code"}],[{"text":"seen on the host, "},{"text":"/proc, port 18789","style":"code"}],[{"text":"24 Nov 2026 21:45:55"}]],[[{"text":"for"}],[{"text":"config.file = missing","style":"code"}],[{"text":"seen on the host, "},{"text":"/tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1›/openclaw.json","style":"code"}],[{"text":"24 Nov 2026 21:45:56"}]]]},{"kind":"paragraph","words":[{"text":"Evidence against: nothing seen."}]},{"kind":"paragraph","words":[{"text":"Not this if:","style":"bold"},{"text":" The service uses another path than this shell (HOME, profile, OPENCLAW_CONFIG_PATH)."}]},{"kind":"heading","level":2,"text":"What was tried"},{"kind":"paragraph","words":[{"text":"No recovery was run on this host since 23 Nov 2026 21:45:54 UTC."}]},{"kind":"heading","level":2,"text":"What could not be looked at"},{"kind":"paragraph","words":[{"text":"Neither fault nor all-clear."}]},{"kind":"table","head":["What","Why"],"rows":[[[{"text":"openclaw doctor --lint --json","style":"code"}],[{"text":"openclaw is not on any search path here; name it with --openclaw PATH"}]],[[{"text":"openclaw gateway diagnostics export","style":"code"}],[{"text":"openclaw is not on any search path here; name it with --openclaw PATH"}]],[[{"text":"journal","style":"code"}],[{"text":"there is no systemd on this host"}]],[[{"text":"configuration","style":"code"}],[{"text":"/tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1›/openclaw.json: missing"}]],[[{"text":"state of the services","style":"code"}],[{"text":"there is no systemd on this host"}]],[[{"text":"the owners of 6 sockets","style":"code"}],[{"text":"their processes belong to other users; run as root to see them"}]],[[{"text":"space of /tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1›","style":"code"}],[{"text":"could not measure the disk of /tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1› (ENOENT)"}]],[[{"text":"version of OpenClaw''s command","style":"code"}],[{"text":"openclaw is not installed"}]],[[{"text":"version of the running gateway","style":"code"}],[{"text":"it did not tell; is it running?"}]],[[{"text":"browser-place","style":"code"}],[{"text":"not available: the configuration could not be read, so where the browser is to be is not known"}]],[[{"text":"channel-policy","style":"code"}],[{"text":"not available: the configuration could not be read, so who may write to the bot is not known"}]],[[{"text":"exec-rights","style":"code"}],[{"text":"not available: the configuration could not be read, so which commands may run is not known"}]],[[{"text":"heartbeat-policy","style":"code"}],[{"text":"not available: the configuration could not be read, so what is said of heartbeats is not known"}]],[[{"text":"model-route","style":"code"}],[{"text":"not available: the configuration could not be read, so the model route is not known"}]],[[{"text":"switched-off","style":"code"}],[{"text":"not available: the configuration could not be read, so what it switches off is not known"}]],[[{"text":"tool-policy","style":"code"}],[{"text":"not available: the configuration could not be read, so what its tool policy takes away is not known"}]],[[{"text":"versions","style":"code"}],[{"text":"not available: openclaw is not on any search path here; name it with --openclaw PATH"}]],[[{"text":"workspace","style":"code"}],[{"text":"not available: the configuration could not be read, so the workspaces are not known"}]]]}]}');
INSERT INTO "errands" VALUES (1, 'inc-729jywzhdd.ticket.1:1', 'ops', 'open', 'inc-729jywzhdd.ticket.1:1', 'oc-qhcw2l5hqgolskugspfsgma26u', '{"title":"[node-3] gateway unknown","body":[{"kind":"list","items":[[{"text":"Incident: "},{"text":"inc-729jywzhdd","style":"code"}],[{"text":"Requested by: "},{"text":"root","style":"code"}],[{"text":"Incident opened: "},{"text":"24 Nov 21:45:45 UTC"}],[{"text":"Bundle: "},{"text":"openclaw-inc-729jywzhdd-e95ad32c89ea.tar.gz","style":"code"},{"text":", 12,160 bytes, SHA-256 "},{"text":"e95ad32c89eac4bc3bbbdaf15530f3003b5c3a33bc6b6d617bf04531211cb487","style":"code"}],[{"text":"It is attached below. Where this desk does not take it, a comment links to it."}]]},{"kind":"heading","level":1,"text":"node-3 is down · process · There is no config file"},{"kind":"paragraph","words":[{"text":"Support bundle of node-3, made 24 Nov 2026 21:45:54 UTC; reads back to 23 Nov 2026 21:45:54 UTC. Redacted on the host. All times are UTC."}]},{"kind":"paragraph","words":[{"text":"Incident "},{"text":"inc-729jywzhdd","style":"code"},{"text":", opened 24 Nov 2026 21:45:45 UTC."}]},{"kind":"heading","level":2,"text":"At a glance"},{"kind":"table","head":["Question","Answer"],"rows":[[[{"text":"What was seen"}],[{"text":"There is no config file","style":"bold"},{"text":" – almost certain, 92 %. The gateway does not start: there is no config file at /tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1›/openclaw.json."}]],[[{"text":"First failing layer"}],[{"text":"process","style":"bold"},{"text":": config-missing: gateway.process.count 0"}]],[[{"text":"Since"}],[{"text":"Unknown: no first failure in what was read back to 23 Nov 2026 21:45:54 UTC."}]],[[{"text":"What changed before"}],[{"text":"No change was seen since 23 Nov 2026 21:45:54 UTC."}]],[[{"text":"Impact"}],[{"text":"all users affected"}]],[[{"text":"What was tried"}],[{"text":"No recovery was run on this host since 23 Nov 2026 21:45:54 UTC."}]],[[{"text":"Versions"}],[{"text":"host agent 0.1.0 · Node v24.21.0 · system Debian GNU/Linux 12 (bookworm), kernel 6.18.44-fc-v669, x64"}]],[[{"text":"Not looked at"}],[{"text":"18 things, neither fault nor all-clear: openclaw doctor --lint --json, openclaw gateway diagnostics export, journal, configuration, …"}]]]},{"kind":"heading","level":2,"text":"What to do next"},{"kind":"paragraph","words":[{"text":"To verify, on node-3 (read-only):"}]},{"kind":"commands","lines":["openclaw config file","openclaw gateway status --deep"]},{"kind":"paragraph","words":[{"text":"Then, on node-3:"}]},{"kind":"list","items":[[{"text":"ls -l \"$(openclaw config file)\"*","style":"code"},{"text":" – read-only"}],[{"text":"openclaw setup","style":"code"},{"text":" – "},{"text":"changes the host","style":"bold"}]]},{"kind":"heading","level":2,"text":"Timeline"},{"kind":"paragraph","words":[{"text":"Numbers are those of the picture, where a zigzag folds time without an event. "}]},{"kind":"table","head":["No.","UTC","Kind","What","Source"],"rows":[[[{"text":"1"}],[{"text":"24 Nov 2026 21:45:45"}],[{"text":"incident"}],[{"text":"root ran triage on node-3"}],[{"text":"inc-729jywzhdd"}]],[[{"text":"2"}],[{"text":"24 Nov 2026 21:45:45"}],[{"text":"incident"}],[{"text":"incident opened"}],[{"text":"the thread of incident inc-729jywzhdd"}]],[[{"text":"3"}],[{"text":"24 Nov 2026 21:45:46"}],[{"text":"incident"}],[{"text":"Triage of node-3: down, first failing layer listener, 0 findings"}],[{"text":"inc-729jywzhdd"}]],[[{"text":"4"}],[{"text":"24 Nov 2026 21:45:46"}],[{"text":"incident"}],[{"text":"Triage of node-3: down, first failing layer process, 1 finding"}],[{"text":"inc-729jywzhdd"}]],[[{"text":"5"}],[{"text":"24 Nov 2026 21:45:47"}],[{"text":"incident"}],[{"text":"Triage of node-3: unknown, 0 findings"}],[{"text":"inc-729jywzhdd"}]],[[{"text":"6"}],[{"text":"24 Nov 2026 21:45:51"}],[{"text":"incident"}],[{"text":"root asked for node-3 to be recovered"}],[{"text":"inc-729jywzhdd"}]],[[{"text":"7"}],[{"text":"24 Nov 2026 21:45:51"}],[{"text":"incident"}],[{"text":"node-3 did not carry an order out: policy"}],[{"text":"inc-729jywzhdd"}]],[[{"text":"8"}],[{"text":"24 Nov 2026 21:45:52"}],[{"text":"incident"}],[{"text":"The recovery ended: refused"}],[{"text":"inc-729jywzhdd"}]],[[{"text":"9"}],[{"text":"24 Nov 2026 21:45:53"}],[{"text":"incident"}],[{"text":"root asked for a bundle of node-3"}],[{"text":"inc-729jywzhdd"}]]]},{"kind":"heading","level":2,"text":"Findings"},{"kind":"heading","level":3,"text":"1. There is no config file"},{"kind":"paragraph","words":[{"text":"almost certain, 92 % · "},{"text":"config-missing","style":"code"},{"text":" · process · all users affected · gateway "},{"text":"default","style":"code"}]},{"kind":"paragraph","words":[{"text":"The gateway does not start: there is no config file at /tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1›/openclaw.json."}]},{"kind":"table","head":["Evidence","What was seen","How and where","UTC"],"rows":[[[{"text":"for"}],[{"text":"gateway.process.count = 0","style":"code"}],[{"text":"seen on the host, "},{"text":"/proc, port 18789","style":"code"}],[{"text":"24 Nov 2026 21:45:55"}]],[[{"text":"for"}],[{"text":"config.file = missing","style":"code"}],[{"text":"seen on the host, "},{"text":"/tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1›/openclaw.json","style":"code"}],[{"text":"24 Nov 2026 21:45:56"}]]]},{"kind":"paragraph","words":[{"text":"Evidence against: nothing seen."}]},{"kind":"paragraph","words":[{"text":"Not this if:","style":"bold"},{"text":" The service uses another path than this shell (HOME, profile, OPENCLAW_CONFIG_PATH)."}]},{"kind":"heading","level":2,"text":"What was tried"},{"kind":"paragraph","words":[{"text":"No recovery was run on this host since 23 Nov 2026 21:45:54 UTC."}]},{"kind":"heading","level":2,"text":"What could not be looked at"},{"kind":"paragraph","words":[{"text":"Neither fault nor all-clear."}]},{"kind":"table","head":["What","Why"],"rows":[[[{"text":"openclaw doctor --lint --json","style":"code"}],[{"text":"openclaw is not on any search path here; name it with --openclaw PATH"}]],[[{"text":"openclaw gateway diagnostics export","style":"code"}],[{"text":"openclaw is not on any search path here; name it with --openclaw PATH"}]],[[{"text":"journal","style":"code"}],[{"text":"there is no systemd on this host"}]],[[{"text":"configuration","style":"code"}],[{"text":"/tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1›/openclaw.json: missing"}]],[[{"text":"state of the services","style":"code"}],[{"text":"there is no systemd on this host"}]],[[{"text":"the owners of 6 sockets","style":"code"}],[{"text":"their processes belong to other users; run as root to see them"}]],[[{"text":"space of /tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1›","style":"code"}],[{"text":"could not measure the disk of /tmp/openclaw-install-ziazSg/home/‹user:6ce2b2d1› (ENOENT)"}]],[[{"text":"version of OpenClaw''s command","style":"code"}],[{"text":"openclaw is not installed"}]],[[{"text":"version of the running gateway","style":"code"}],[{"text":"it did not tell; is it running?"}]],[[{"text":"browser-place","style":"code"}],[{"text":"not available: the configuration could not be read, so where the browser is to be is not known"}]],[[{"text":"channel-policy","style":"code"}],[{"text":"not available: the configuration could not be read, so who may write to the bot is not known"}]],[[{"text":"exec-rights","style":"code"}],[{"text":"not available: the configuration could not be read, so which commands may run is not known"}]],[[{"text":"heartbeat-policy","style":"code"}],[{"text":"not available: the configuration could not be read, so what is said of heartbeats is not known"}]],[[{"text":"model-route","style":"code"}],[{"text":"not available: the configuration could not be read, so the model route is not known"}]],[[{"text":"switched-off","style":"code"}],[{"text":"not available: the configuration could not be read, so what it switches off is not known"}]],[[{"text":"tool-policy","style":"code"}],[{"text":"not available: the configuration could not be read, so what its tool policy takes away is not known"}]],[[{"text":"versions","style":"code"}],[{"text":"not available: openclaw is not on any search path here; name it with --openclaw PATH"}]],[[{"text":"workspace","style":"code"}],[{"text":"not available: the configuration could not be read, so the workspaces are not known"}]]]}],"severity":3}', 1795556766475, 'unsure', 4, 1795556772481, 4, 1795556779811, 1795556766523, 'unsure', 'The connection to The webhook broke before it answered.', NULL, NULL, NULL);
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
INSERT INTO "_wake" VALUES (1, 1795556776654, NULL, 0);
INSERT INTO "host" VALUES (1, '-_d0YISQ0senYOApJ27ApfYZXy5yTHR33gzvQd8mbtU', 'JJPAkDv6ed5DluieQztd5LSkMVhV24C6FRhCi4NMiLA', 1, 1795556737682, 1, NULL, NULL, 'XF1s6Wmal12Y5NcEScWIcsO7EbaCTEYbr_aB9uV7inI', '[]', 6, 4, 10, 'VKqbWBs-VnSVT38kMtM-2vUz7PQz37rNdA-jH9Q49B4', 1795556768266, -51, '0.1.0', NULL, 'linux x64', 'unknown', 1795556747682, 'inc-729jywzhdd', 'i-0123456789abcdef0', NULL, NULL, NULL, NULL, NULL, 2);
INSERT INTO "tokens" VALUES ('-kMRrORmM3HmnXtFJABKCZFP-s6nf78Jj7enK5RVpEs', 'terminal:root', 1795557635713, 1795556737682);
INSERT INTO "tokens" VALUES ('EYXae33iAMZ0buJ5H-YOZo1SLOToOkTWDTSLkmfRH-c', 'terminal:root', 1795557640937, NULL);
INSERT INTO "orders" VALUES ('inc-729jywzhdd.node-3.1', 'inc-729jywzhdd', '{"payload":"eyJhcmdzIjp7fSwiZXhwIjoxNzk1NTU3MDQ1NDcyLCJob3N0IjoiLV9kMFlJU1Ewc2VuWU9BcEoyN0FwZllaWHk1eVRIUjMzZ3p2UWQ4bWJ0VSIsImlhdCI6MTc5NTU1Njc0NTU0NiwiaWQiOiJpbmMtNzI5anl3emhkZC5ub2RlLTMuMSIsImluY2lkZW50IjoiaW5jLTcyOWp5d3poZGQiLCJtb2RlIjoicmVhZCIsIm9wIjoidHJpYWdlIiwicHJlY29uZGl0aW9ucyI6W10sInJlcXVlc3RlciI6InRlcm1pbmFsOnJvb3QiLCJ2IjoxfQ","signatures":[{"protected":"eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiYVVTU0plUGdDNk9ma1JVRUloR2Fob0N1UTdoSXFPd0ljOWJiMTBWNFM0QSIsInR5cCI6Im9jb3JkZXIrandzIn0","signature":"itQq_gJLLVIEBCmIu_s4aWKPEUNWUAjZZyzkPvN3s-_YDhMU9PkXZje9-QpiYecOunTZy7xeSbAT5EECm94YAg"}]}', 'FhyqSpwwZzOn7AdVbt35mYY5LvmX1-Wsbmx4gfda-EM', 1795557045472, 'ended', 1, 11362, 1795556747644, 30, 29, 54, 0, NULL, NULL, NULL, 'triage', NULL, 1795556745546);
INSERT INTO "orders" VALUES ('inc-729jywzhdd.node-3.recovery.plan.1', 'inc-729jywzhdd', '{"payload":"eyJhcmdzIjp7ImZpbmRpbmciOm51bGx9LCJleHAiOjE3OTU1NTcwNTE4MDIsImhvc3QiOiItX2QwWUlTUTBzZW5ZT0FwSjI3QXBmWVpYeTV5VEhSMzNnenZRZDhtYnRVIiwiaWF0IjoxNzk1NTU2NzUxODYzLCJpZCI6ImluYy03MjlqeXd6aGRkLm5vZGUtMy5yZWNvdmVyeS5wbGFuLjEiLCJpbmNpZGVudCI6ImluYy03MjlqeXd6aGRkIiwibW9kZSI6InJlYWQiLCJvcCI6InJlY292ZXJ5LnBsYW4iLCJwcmVjb25kaXRpb25zIjpbXSwicmVxdWVzdGVyIjoidGVybWluYWw6cm9vdCIsInYiOjF9","signatures":[{"protected":"eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiYVVTU0plUGdDNk9ma1JVRUloR2Fob0N1UTdoSXFPd0ljOWJiMTBWNFM0QSIsInR5cCI6Im9jb3JkZXIrandzIn0","signature":"xLt_9Z4ta2Gj1J5llhMoH9xfce9BNHS6aeZvbHVwtHv6HWibzw85Mzx36v-N6WUnbXnxZ_os6HqWiSx9tTI4DQ"}]}', 'I2mf3GhN7S145qK7JkGr5M00U1P9UZEUMNEzUsBsCdc', 1795557051802, 'ended', 2, 0, 1795556751995, 0, 0, 0, 0, NULL, NULL, NULL, 'recovery.plan', NULL, 1795556751863);
INSERT INTO "orders" VALUES ('inc-729jywzhdd.node-3.bundle.1', 'inc-729jywzhdd', '{"payload":"eyJhcmdzIjp7InN0b3J5Ijp7Imhpc3RvcnkiOlt7ImF0IjoxNzk1NTU2NzQ1NDA2LCJ3aGF0Ijoicm9vdCByYW4gdHJpYWdlIG9uIG5vZGUtMyJ9LHsiYXQiOjE3OTU1NTY3NDY0ODIsIndoYXQiOiJUcmlhZ2Ugb2Ygbm9kZS0zOiBkb3duLCBmaXJzdCBmYWlsaW5nIGxheWVyIGxpc3RlbmVyLCAwIGZpbmRpbmdzIn0seyJhdCI6MTc5NTU1Njc0NjYzMywid2hhdCI6IlRyaWFnZSBvZiBub2RlLTM6IGRvd24sIGZpcnN0IGZhaWxpbmcgbGF5ZXIgcHJvY2VzcywgMSBmaW5kaW5nIn0seyJhdCI6MTc5NTU1Njc0NzY4Miwid2hhdCI6IlRyaWFnZSBvZiBub2RlLTM6IHVua25vd24sIDAgZmluZGluZ3MifSx7ImF0IjoxNzk1NTU2NzUxODAxLCJ3aGF0Ijoicm9vdCBhc2tlZCBmb3Igbm9kZS0zIHRvIGJlIHJlY292ZXJlZCJ9LHsiYXQiOjE3OTU1NTY3NTE5OTUsIndoYXQiOiJub2RlLTMgZGlkIG5vdCBjYXJyeSBhbiBvcmRlciBvdXQ6IHBvbGljeSJ9LHsiYXQiOjE3OTU1NTY3NTIwMTUsIndoYXQiOiJUaGUgcmVjb3ZlcnkgZW5kZWQ6IHJlZnVzZWQifSx7ImF0IjoxNzk1NTU2NzUzNTkyLCJ3aGF0Ijoicm9vdCBhc2tlZCBmb3IgYSBidW5kbGUgb2Ygbm9kZS0zIn1dLCJpbmNpZGVudCI6ImluYy03MjlqeXd6aGRkIiwibm90ZXMiOltdLCJvcGVuZWRBdCI6MTc5NTU1Njc0NTQ3Mn19LCJleHAiOjE3OTU1NTcwNTM1OTMsImhvc3QiOiItX2QwWUlTUTBzZW5ZT0FwSjI3QXBmWVpYeTV5VEhSMzNnenZRZDhtYnRVIiwiaWF0IjoxNzk1NTU2NzUzNjM2LCJpZCI6ImluYy03MjlqeXd6aGRkLm5vZGUtMy5idW5kbGUuMSIsImluY2lkZW50IjoiaW5jLTcyOWp5d3poZGQiLCJtb2RlIjoicmVhZCIsIm9wIjoiYnVuZGxlIiwicHJlY29uZGl0aW9ucyI6W10sInJlcXVlc3RlciI6InRlcm1pbmFsOnJvb3QiLCJ2IjoxfQ","signatures":[{"protected":"eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiYVVTU0plUGdDNk9ma1JVRUloR2Fob0N1UTdoSXFPd0ljOWJiMTBWNFM0QSIsInR5cCI6Im9jb3JkZXIrandzIn0","signature":"PxVDgUrdPptpsgZNUfV2JPqNt3JqZFaDqqYd0b_r81ADrWNpCYAL7w5OGCyXDTITrtKEk7ZzeiYT7FPCqUL_DA"}]}', 'yynR7AL32cvNQNweeNpyZK4eLemGwhF8LnmD_bV00Ds', 1795557053593, 'ended', 3, 11288, 1795556758518, 1, 0, 27, 0, NULL, NULL, NULL, 'bundle', NULL, 1795556753636);
INSERT INTO "orders" VALUES ('inc-729jywzhdd.node-3.bundle.part.1', 'inc-729jywzhdd', '{"payload":"eyJhcmdzIjp7ImRpZ2VzdCI6IjZWclRMSW5xeEx3N3U5cnhWVER6QUR0Y09qTzhhMjFoZV9CRk1TRWN0SWMiLCJvZmZzZXQiOjAsInBpZWNlcyI6MX0sImV4cCI6MTc5NTU1NzA2NjA2MCwiaG9zdCI6Ii1fZDBZSVNRMHNlbllPQXBKMjdBcGZZWlh5NXlUSFIzM2d6dlFkOG1idFUiLCJpYXQiOjE3OTU1NTY3NjYxMTIsImlkIjoiaW5jLTcyOWp5d3poZGQubm9kZS0zLmJ1bmRsZS5wYXJ0LjEiLCJpbmNpZGVudCI6ImluYy03MjlqeXd6aGRkIiwibW9kZSI6InJlYWQiLCJvcCI6ImJ1bmRsZS5wYXJ0IiwicHJlY29uZGl0aW9ucyI6W10sInJlcXVlc3RlciI6InRlcm1pbmFsOnJvb3QiLCJ2IjoxfQ","signatures":[{"protected":"eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiYVVTU0plUGdDNk9ma1JVRUloR2Fob0N1UTdoSXFPd0ljOWJiMTBWNFM0QSIsInR5cCI6Im9jb3JkZXIrandzIn0","signature":"DmHX1-WQ0G4Al8jWpewsnX7xRe8j7Lnzi12N6HDlKpAGQZJtiEuMlHQ2zd9Q4mEnt0aT0XGrbjkreg6YqLw3AQ"}]}', 'nOSu2-ShMamRLpZE97WGi0Q2pwGIxs8b69Ixj3slqO0', 1795557066060, 'ended', 4, 16577, 1795556766406, 1, 0, 1, 0, NULL, NULL, NULL, 'bundle.part', NULL, 1795556766112);
INSERT INTO "orders" VALUES ('frz-55k8s2kzd7.node-3.freeze.hold.2', 'inc-729jywzhdd', '{"payload":"eyJhcmdzIjp7ImJlY2F1c2UiOiJ1cGdyYWRlIiwiYnkiOiJ0ZXJtaW5hbDpyb290IiwiZnJlZXplIjoiZnJ6LTU1azhzMmt6ZDciLCJ1bnRpbCI6MTc5NTU2Mzk2ODA2MH0sImV4cCI6MTc5NTU1ODU2ODE1NywiaG9zdCI6Ii1fZDBZSVNRMHNlbllPQXBKMjdBcGZZWlh5NXlUSFIzM2d6dlFkOG1idFUiLCJpYXQiOjE3OTU1NTY3NjgyMDAsImlkIjoiZnJ6LTU1azhzMmt6ZDcubm9kZS0zLmZyZWV6ZS5ob2xkLjIiLCJpbmNpZGVudCI6ImluYy03MjlqeXd6aGRkIiwibW9kZSI6ImNoYW5nZSIsIm9wIjoiZnJlZXplLmhvbGQiLCJwcmVjb25kaXRpb25zIjpbXSwicmVxdWVzdGVyIjoidGVybWluYWw6cm9vdCIsInYiOjF9","signatures":[{"protected":"eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiYVVTU0plUGdDNk9ma1JVRUloR2Fob0N1UTdoSXFPd0ljOWJiMTBWNFM0QSIsInR5cCI6Im9jb3JkZXIrandzIn0","signature":"b01HRrHh2lHUcn-2H8Gunrdbk83aOf-JrY5N_oukeswpk7haVe5UBq7cxBjM6PlceQ9CyZY1Vm92fUlcF2SfCg"}]}', 'eF7doA-dtTfqLwfMZhXssp3w7gqga9T2uw7F-EmPl7Y', 1795558568157, 'ended', 5, 0, 1795556768266, 0, 0, 0, 0, NULL, 'frz-55k8s2kzd7', 'freeze:frz-55k8s2kzd7', 'freeze.hold', NULL, 1795556768200);
INSERT INTO "orders" VALUES ('inc-729jywzhdd.node-3.2', 'inc-729jywzhdd', '{"payload":"eyJhcmdzIjp7fSwiZXhwIjoxNzk1NTU3MDcxODQ0LCJob3N0IjoiLV9kMFlJU1Ewc2VuWU9BcEoyN0FwZllaWHk1eVRIUjMzZ3p2UWQ4bWJ0VSIsImlhdCI6MTc5NTU1Njc3MTg4OSwiaWQiOiJpbmMtNzI5anl3emhkZC5ub2RlLTMuMiIsImluY2lkZW50IjoiaW5jLTcyOWp5d3poZGQiLCJtb2RlIjoicmVhZCIsIm9wIjoidHJpYWdlIiwicHJlY29uZGl0aW9ucyI6W10sInJlcXVlc3RlciI6InRlcm1pbmFsOnJvb3QiLCJ2IjoxfQ","signatures":[{"protected":"eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiYVVTU0plUGdDNk9ma1JVRUloR2Fob0N1UTdoSXFPd0ljOWJiMTBWNFM0QSIsInR5cCI6Im9jb3JkZXIrandzIn0","signature":"ANuOlCRX43-b3fOy0TJNFzOZ3kVJc-L8UZ_NQLlZr6qCGXrXuCgcO7UgSI58VnxILihRVVGaRp8pliMooi5SBA"}]}', 'sIA35tvoJwnSUVZB3XtP1aAox5aYms32ag6YdLqrk9g', 1795557071844, 'delivered', 6, 0, NULL, 0, 0, 0, 0, NULL, NULL, NULL, 'triage', NULL, 1795556771889);
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 0, 'ziGfykdUa3K9Rmiha4ycRfBeiUrrHzRh0nwLUr92cDE');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 1, 'mh1Jv6OgumD4h0gYGdJXUgNpE1yJ59J6gciI2mwTD5A');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 2, 'lKbFbVTKg_opYjO5me_yzEjMB1UmHfM5EnJySpg10Wo');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 3, 'OnIc_3lvuQ7UOllUsWYCs3Vr5TCCC_G-ZyTo68KaROg');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 4, 'r4CovGOP9bLeK1AGKnTHvtMqYB5XzqO7gmNXHW2GnB0');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 5, 'Yz9mr4I7sCTZ4EHgm-RLER__XAh3U8pgLkPUdUpm2gQ');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 6, 'jw3poAfKew8IW8dbStwk5-XZ9u8n8fbKYB2KMG5wp_Y');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 7, '24ZK29F8hQwBHVPRrSHFfb0ipuYYjGjsR4NmcOtjSu4');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 8, '-HALFkqNNGQOhLJHRnMO9-ljBWt-Ny8c4SOzbuLAp9A');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 9, 'w2hM8ZAr-ctRCqV0Is3Or-Fr3LdCyU-ZOcUd-wtPlxc');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 10, 'oep4WxZy7jzAhDTPYBGj5bDVBMw4czIaRXCp_ZWwcxM');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 11, 'zqTDFUQVRPA64j_WRfejQgszN0nWJdEnLodB97lGCGo');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 12, '4LM1UekNaVEJSfPgA4c-XIoSVkw7SA3dSNZsDZX2XyA');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 13, 'C_4WxUWMiZRV_cpt7mFTnT4UK5Jl5HsV5DPYAAYSzkY');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 14, 'QdK_D0iRTHVTGMeFjOObECJCr486Dd9ymv1Teo5tB5k');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 15, 'Wd038TbpkSAAHoJE5z7PKgYq6prR1v2BmJ15_v5CYgI');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 16, 'L8PHpn2wrluhZAgL4_4WKqTqsgICq9iNga9MiGawq7k');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 17, '6aBYWBB601GNW4aYw2H1jwCFdz6oFVh8Z0Qofm8Ftc4');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 18, 'noiJ01u3ykJU3OtKV-7WowlTUOh-mv_TxNpJODlzJSo');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 19, 'qLmAPjo5yKKi8WtIHgMp2aFnx3cQhsvkTg69SGUy2MA');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 20, 'B_a7hh9qjp0oTYwGFhSxEpZQHtIPISQ3WJaaJs6uhlE');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 21, 'uJHgrUDL7ny0FA5wj4W96v4m7IONtlrxu_EHN20xE_Q');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 22, '3XD3EMHd9J4d77rF-RL_oEpVkKVcXJvSXte1NfCPH7c');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 23, '_lhfaul26bnZZ7xgQqKzGtEXiJoeLtMK6LOwxj9NEBs');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 24, 'AZwclyj3nDWY-qSb86sfCfRRzprEo7fHd3DSsCjDlrg');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 25, 't1HIn358cs9S1-Yv-nGtZukMXS9ZzeVypaEejQr8DrQ');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 26, 'lbeTbm-xeNFN-DmsHQyvVS8FuhccIH-UpAJKTXjIKnk');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 27, 'dRn714i3cRLv-bUNWmmhPcsZ4ekm5aVD2er4uVJ93wE');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 28, 's4bkpOXAwmKnoSvM3BKqrVeWZB9gFS80iIy_UfvGlZU');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.1', 29, 'mVRDb6jQXYPhEqFcxw-Idl8eddMqknsVowyjZDPz2k4');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.bundle.1', 0, 'IzRnKsEVaY6v_OTbyLyIKaIGJQpZ3c8tqJmG6oe7gtg');
INSERT INTO "frames" VALUES ('inc-729jywzhdd.node-3.bundle.part.1', 0, 'GpWXPI5rjEcHyr9dZnhr4Z1CJhxiBI3cQtdGJvUur4A');
INSERT INTO "holds" VALUES ('frz-55k8s2kzd7', '', 'root', 'upgrade', 1795556768122, 1795563968060, 'inc-729jywzhdd', NULL);
INSERT INTO "errands" VALUES ('inc-729jywzhdd.node-3.2', 'i-0123456789abcdef0', NULL, 1795557071844, 1795556776654, 2, 0, '-xyS8deR5l1hqjHKWz8PmA', NULL, 1795556772009, 'ssm-unreachable', 0, '');
INSERT INTO "maintenance" VALUES (1, 'root', 'new disk', 1795556765008, 1795567565008);
INSERT INTO "told" VALUES (1, '{"name":"node-3","enrolled":true,"connected":false,"lastSeen":1795556768266,"agentVersion":"0.1.0","openclawVersion":null,"platform":"linux x64","keyFingerprint":"-_d0YISQ0senYOApJ27ApfYZXy5yTHR33gzvQd8mbtU","confirmed":true,"quarantined":null,"marked":null,"verdict":"unknown","verdictAt":1795556747682,"openIncident":"inc-729jywzhdd","speaks":2,"rotatedAt":null,"quarantinedBy":null,"held":[{"freeze":"frz-55k8s2kzd7","by":"root","because":"upgrade","until":1795563968060,"incident":"inc-729jywzhdd","link":null,"from":1795556768122,"gateway":null}],"ssm":{"instance":"i-0123456789abcdef0","joining":null},"maintenance":{"by":"root","because":"new disk","until":1795567565008,"from":1795556765008}}');
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
INSERT INTO "audit" VALUES (1, 1795556735855, 'enroll', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3","outcome":"ok"}', '-', '5CMtQzd1jAeygRWkUrPzHnnBOI-HmYysmK2QgzJxB5o');
INSERT INTO "audit" VALUES (2, 1795556739590, 'host', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3 label prod","outcome":"ok"}', '5CMtQzd1jAeygRWkUrPzHnnBOI-HmYysmK2QgzJxB5o', 'ZqJstJxhUYvTC4gBO7h3aGvIGIO_aAQ6NMSQhuzWL78');
INSERT INTO "audit" VALUES (3, 1795556740976, 'enroll', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3 prod","outcome":"ok"}', 'ZqJstJxhUYvTC4gBO7h3aGvIGIO_aAQ6NMSQhuzWL78', 'ngwsvstvj39ruD9-DNKbCzMHXUiQoW-1YKgLlJeUr2A');
INSERT INTO "audit" VALUES (4, 1795556743985, 'host', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3 confirm ‹secret:94d5255e›","outcome":"ok"}', 'ngwsvstvj39ruD9-DNKbCzMHXUiQoW-1YKgLlJeUr2A', 'DKIdaF5cUxtE6anrjofn5EoWBFC2Fjx5jeFp3g2TaP8');
INSERT INTO "audit" VALUES (5, 1795556745519, 'triage', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3","outcome":"ok","incident":"inc-729jywzhdd"}', 'DKIdaF5cUxtE6anrjofn5EoWBFC2Fjx5jeFp3g2TaP8', 'qDFWEUzbr1R5ttrleYcoffJ_VljwVKCAaZjpiXzVCi4');
INSERT INTO "audit" VALUES (6, 1795556751838, 'recover', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3","outcome":"ok","incident":"inc-729jywzhdd"}', 'qDFWEUzbr1R5ttrleYcoffJ_VljwVKCAaZjpiXzVCi4', 'vyR2f3d2R1BkhztHhVZnJBx0gXqUbsbotAuPc3buxjk');
INSERT INTO "audit" VALUES (7, 1795556753610, 'bundle', NULL, '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3","outcome":"ok","incident":"inc-729jywzhdd"}', 'vyR2f3d2R1BkhztHhVZnJBx0gXqUbsbotAuPc3buxjk', 'QLMwqNe4q0Kz4FR39gts2RvvE-uh_4o5CpyHIwgJ5jE');
INSERT INTO "audit" VALUES (8, 1795556765027, 'maintenance', NULL, '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3 for 3h","because":"new disk","outcome":"ok"}', 'QLMwqNe4q0Kz4FR39gts2RvvE-uh_4o5CpyHIwgJ5jE', 'ui5khSrbo34jsYynC6wHnm6tS0ZLMAGP4cg9QeQJobc');
INSERT INTO "audit" VALUES (9, 1795556766092, 'ticket', NULL, '{"id":"root","via":"terminal","name":"root"}', '{"words":"","outcome":"ok","incident":"inc-729jywzhdd"}', 'ui5khSrbo34jsYynC6wHnm6tS0ZLMAGP4cg9QeQJobc', 'j7OckhLxiy8KxTwh5JRSO1gjS3vXuIHlByFsbTsQebw');
INSERT INTO "audit" VALUES (10, 1795556767193, 'ticket', NULL, '{"id":"root","via":"terminal","name":"root"}', '{"words":"","outcome":"ok","incident":"inc-729jywzhdd"}', 'j7OckhLxiy8KxTwh5JRSO1gjS3vXuIHlByFsbTsQebw', 'b8n7_lyiCveljZOohnO1d3W7rQ-1y8m3w9aGjb84U1U');
INSERT INTO "audit" VALUES (11, 1795556768254, 'freeze', NULL, '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3 for 2h","because":"upgrade","outcome":"ok"}', 'b8n7_lyiCveljZOohnO1d3W7rQ-1y8m3w9aGjb84U1U', 'QTyHpUxT7rEJZUXBCRhOT9aF-FNsdO0YCiLCzKD-PUQ');
INSERT INTO "audit" VALUES (12, 1795556770710, 'enroll', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3 ssm i-0123456789abcdef0","outcome":"ok"}', 'QTyHpUxT7rEJZUXBCRhOT9aF-FNsdO0YCiLCzKD-PUQ', 'wiIP57Feohhm3Q3-BlVKNqrv1Cdmal9eYH-FViLUCL8');
INSERT INTO "audit" VALUES (13, 1795556771856, 'triage', 'node-3', '{"id":"root","via":"terminal","name":"root"}', '{"words":"node-3","outcome":"ok","incident":"inc-729jywzhdd"}', 'wiIP57Feohhm3Q3-BlVKNqrv1Cdmal9eYH-FViLUCL8', 'qoBk6JuN2tczNkUlKQPAYmKkNBOV_obZQiaOz8R7fMk');
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
INSERT INTO "taken" VALUES ('enroll:a6a47ebe-25c7-49f7-8896-7eac13109543/1', 1795556770705);
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
INSERT INTO "names" VALUES ('node-3', '{"name":"node-3","enrolled":true,"connected":false,"lastSeen":1795556768266,"agentVersion":"0.1.0","openclawVersion":null,"platform":"linux x64","keyFingerprint":"-_d0YISQ0senYOApJ27ApfYZXy5yTHR33gzvQd8mbtU","confirmed":true,"quarantined":null,"marked":null,"verdict":"unknown","verdictAt":1795556747682,"openIncident":"inc-729jywzhdd","speaks":2,"rotatedAt":null,"quarantinedBy":null,"held":[{"freeze":"frz-55k8s2kzd7","by":"root","because":"upgrade","until":1795563968060,"incident":"inc-729jywzhdd","link":null,"from":1795556768122,"gateway":null}],"ssm":{"instance":"i-0123456789abcdef0","joining":null},"maintenance":{"by":"root","because":"new disk","until":1795567565008,"from":1795556765008}}');
INSERT INTO "taken" VALUES ('label:9bcae3b5-5bfe-4362-a298-451b48d2b078/1', 1795556739575);
INSERT INTO "taken" VALUES ('confirm:9d96799c-d85e-4ab5-a8d4-410076704afe/1', 1795556743952);
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
INSERT INTO "taken" VALUES ('maintenance:7b9c49bd-b471-4cf4-9543-083b440ae591/1', 1795556765009);
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
INSERT INTO "taken" VALUES ('enroll:019b73c7-925a-4594-8b70-40fa46124a24/1', 1795556735639);
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
INSERT INTO "taken" VALUES ('enroll:1ef58940-9885-451b-9c63-5ef6a8bd52cd/1', 1795556740934);
-- object fleet meters
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
INSERT INTO "_object" VALUES ('name', 'meters');
INSERT INTO "_object" VALUES ('needs', 4.0);
INSERT INTO "_object" VALUES ('schema', 4.0);
INSERT INTO "counters" VALUES ('jobs_total|op=bundle.part|end=done', 1.0);
INSERT INTO "counters" VALUES ('jobs_total|op=bundle|end=done', 1.0);
INSERT INTO "counters" VALUES ('jobs_total|op=freeze.hold|end=refused', 1.0);
INSERT INTO "counters" VALUES ('jobs_total|op=recovery.plan|end=refused', 1.0);
INSERT INTO "counters" VALUES ('jobs_total|op=triage|end=done', 1.0);
INSERT INTO "counters" VALUES ('refusals_total|code=policy', 2.0);
-- object freeze frz-55k8s2kzd7
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
INSERT INTO "_object" VALUES ('name', 'frz-55k8s2kzd7');
INSERT INTO "_object" VALUES ('needs', 1.0);
INSERT INTO "_object" VALUES ('schema', 1.0);
INSERT INTO "_wake" VALUES (1, 1795563368060, NULL, 0);
INSERT INTO "freeze" VALUES (1, '{"v":1,"id":"frz-55k8s2kzd7","state":"active","requester":{"id":"root","via":"terminal","name":"root"},"because":"upgrade","incident":"inc-729jywzhdd","madeAt":1795556768122,"from":1795556768122,"until":1795563968060,"began":true,"targets":[{"host":"node-3","gateway":null,"state":"held","rival":null,"retryAt":null,"order":"frz-55k8s2kzd7.node-3.freeze.hold.2","orderedAt":1795556768157,"words":{"":{"held":"announced","why":{"code":"host.refused","params":{"code":"policy","why":"the policy of this host does not allow freeze.hold"}}}}}],"places":[{"via":"terminal","session":"16258231-43f1-4b3b-955a-f5e683d09c79"}],"acknowledged":[],"extended":[],"ended":null,"reminded":[],"revision":2,"asked":2,"said":{"freeze":"freeze"},"unsaid":[],"seen":["begin:cc86db2f-3927-45d5-961a-d0bfa2a1bb69/1","hub:hold:node-3:1","said:freeze","hub:dispatch:frz-55k8s2kzd7.node-3.freeze.hold.2","frz-55k8s2kzd7.node-3.freeze.hold.2:end"]}');
INSERT INTO "outbox" VALUES (1, 'freeze', 'freeze', 0, NULL, NULL, 2, 2, 2, 'due', 'freeze', 0, 1795556769025, 1795556768183, NULL, NULL, NULL, NULL, 0);
