-- Who brought what, and what was done: batches, rejects, findings, profiles, change sets.
CREATE TABLE import_batch (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  encoding TEXT NOT NULL,
  profile TEXT,
  header_text TEXT,
  format_json TEXT,
  rules_json TEXT,
  rows_read INTEGER NOT NULL DEFAULT 0 CHECK (rows_read >= 0),
  stored INTEGER NOT NULL DEFAULT 0 CHECK (stored >= 0),
  rejected INTEGER NOT NULL DEFAULT 0 CHECK (rejected >= 0),
  skipped INTEGER NOT NULL DEFAULT 0 CHECK (skipped >= 0),
  unchanged INTEGER NOT NULL DEFAULT 0 CHECK (unchanged >= 0),
  imported_by TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'done' CHECK (status IN ('done', 'undone')),
  undone_by TEXT,
  undone_at TEXT,
  CHECK (rows_read = stored + rejected + skipped + unchanged));
CREATE INDEX import_batch_sha256 ON import_batch(sha256);
CREATE TABLE import_reject (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES import_batch(id),
  line INTEGER NOT NULL,
  code TEXT NOT NULL,
  arguments_json TEXT,
  raw_text TEXT NOT NULL);
CREATE INDEX import_reject_batch ON import_reject(batch_id, line);
CREATE TABLE import_finding (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES import_batch(id),
  code TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'error')),
  meter_code TEXT,
  first_row INTEGER NOT NULL,
  last_row INTEGER NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  first_time TEXT,
  last_time TEXT,
  arguments_json TEXT);
CREATE INDEX import_finding_batch ON import_finding(batch_id, code);
CREATE TABLE column_profile (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  header_signature TEXT NOT NULL,
  format_json TEXT NOT NULL,
  used_at TEXT NOT NULL);
CREATE INDEX column_profile_signature ON column_profile(header_signature);
CREATE TABLE change_set (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  use_case TEXT NOT NULL,
  subject TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  batch_id INTEGER REFERENCES import_batch(id),
  state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'superseded')),
  changes BLOB NOT NULL);
