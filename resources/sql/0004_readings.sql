-- Readings: manual ones as rows, telemetry in chunks (docs/reference/reading-chunks.md), roll-ups as plain tables.
CREATE TABLE reading (
  id INTEGER PRIMARY KEY,
  meter_id INTEGER NOT NULL REFERENCES meter(id),
  time TEXT NOT NULL,
  start_time TEXT,
  index_m3 REAL,
  previous_index_m3 REAL,
  volume_m3 REAL,
  flow_m3_h REAL,
  flags INTEGER NOT NULL,
  batch_id INTEGER NOT NULL REFERENCES import_batch(id),
  source_row INTEGER NOT NULL,
  UNIQUE (meter_id, time));
CREATE INDEX reading_batch ON reading(batch_id);
CREATE TABLE reading_chunk (
  id INTEGER PRIMARY KEY,
  meter_id INTEGER NOT NULL REFERENCES meter(id),
  month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
  batch_id INTEGER NOT NULL REFERENCES import_batch(id),
  readings INTEGER NOT NULL CHECK (readings > 0),
  first_time TEXT NOT NULL,
  last_time TEXT NOT NULL,
  data BLOB NOT NULL,
  UNIQUE (meter_id, month, batch_id));
CREATE INDEX reading_chunk_batch ON reading_chunk(batch_id);
CREATE TABLE reading_estimate (
  id INTEGER PRIMARY KEY,
  meter_id INTEGER NOT NULL REFERENCES meter(id),
  start_time TEXT NOT NULL,
  end_time TEXT NOT NULL,
  volume_m3 REAL NOT NULL,
  method TEXT NOT NULL,
  UNIQUE (meter_id, start_time, end_time));
CREATE TABLE volume_day (
  meter_id INTEGER NOT NULL REFERENCES meter(id),
  day TEXT NOT NULL,
  volume_m3 REAL NOT NULL,
  estimated_m3 REAL NOT NULL,
  covered_s INTEGER NOT NULL CHECK (covered_s >= 0),
  PRIMARY KEY (meter_id, day)) WITHOUT ROWID;
CREATE TABLE volume_month (
  meter_id INTEGER NOT NULL REFERENCES meter(id),
  month TEXT NOT NULL,
  volume_m3 REAL NOT NULL,
  estimated_m3 REAL NOT NULL,
  covered_s INTEGER NOT NULL CHECK (covered_s >= 0),
  PRIMARY KEY (meter_id, month)) WITHOUT ROWID;
