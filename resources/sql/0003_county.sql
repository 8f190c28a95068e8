-- The county: places, bodies, users, permits, meters, wells, and the layers of the map.
-- date(x) alone lets 2024-02-30 pass as it is; with a modifier SQLite computes the day.
CREATE TABLE town (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, source TEXT, geom BLOB,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER);
--@feature_layer town MULTIPOLYGON 镇
CREATE TABLE village (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, town_code TEXT NOT NULL REFERENCES town(code) ON UPDATE CASCADE,
  source TEXT, batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER);
CREATE TABLE body (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('department', 'park', 'company', 'town', 'party')),
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER);
CREATE TABLE body_alias (
  id INTEGER PRIMARY KEY, alias TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('body', 'park', 'plant', 'work', 'term')),
  target_code TEXT NOT NULL, note TEXT, UNIQUE (kind, alias));
CREATE TABLE water_user (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  sector TEXT NOT NULL CHECK (sector IN ('domestic', 'service', 'industry', 'agriculture', 'ecology')),
  industry_code TEXT,
  town_code TEXT REFERENCES town(code) ON UPDATE CASCADE,
  address TEXT,
  park TEXT,
  non_resident INTEGER NOT NULL CHECK (non_resident IN (0, 1)),
  key_user INTEGER NOT NULL DEFAULT 0 CHECK (key_user IN (0, 1)),
  special_trade INTEGER NOT NULL DEFAULT 0 CHECK (special_trade IN (0, 1)),
  supply TEXT NOT NULL DEFAULT 'public_network' CHECK (supply IN ('public_network', 'own_source')),
  valid_from TEXT CHECK (valid_from IS date(valid_from, '+0 days')),
  valid_to TEXT CHECK (valid_to IS date(valid_to, '+0 days')),
  note TEXT,
  geom BLOB,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from));
--@feature_layer water_user POINT 用水户
CREATE TABLE permit (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  user_code TEXT NOT NULL REFERENCES water_user(code) ON UPDATE CASCADE,
  source TEXT NOT NULL CHECK (source IN ('surface', 'ground', 'reclaimed', 'yellow_river', 'other')),
  volume_m3_per_year REAL CHECK (volume_m3_per_year >= 0),
  purpose TEXT,
  valid_from TEXT CHECK (valid_from IS date(valid_from, '+0 days')),
  valid_to TEXT CHECK (valid_to IS date(valid_to, '+0 days')),
  status TEXT NOT NULL DEFAULT 'valid' CHECK (status IN ('applied', 'valid', 'suspended', 'lapsed', 'cancelled')),
  note TEXT,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from));
CREATE INDEX permit_user ON permit(user_code);
CREATE TABLE planned_use (
  id INTEGER PRIMARY KEY,
  user_code TEXT NOT NULL REFERENCES water_user(code) ON UPDATE CASCADE,
  year INTEGER NOT NULL CHECK (year BETWEEN 1950 AND 2200),
  volume_m3 REAL CHECK (volume_m3 >= 0),
  issued_by TEXT, issued_on TEXT CHECK (issued_on IS date(issued_on, '+0 days')),
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  UNIQUE (user_code, year));
CREATE TABLE meter (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  user_code TEXT REFERENCES water_user(code) ON UPDATE CASCADE,
  role TEXT NOT NULL DEFAULT 'customer' CHECK (role IN ('customer', 'system_input', 'export', 'zone', 'source', 'other')),
  level INTEGER CHECK (level BETWEEN 1 AND 3),
  bore_mm REAL CHECK (bore_mm > 0),
  register_digits INTEGER CHECK (register_digits BETWEEN 1 AND 12),
  multiplier REAL NOT NULL DEFAULT 1 CHECK (multiplier > 0),
  online INTEGER NOT NULL DEFAULT 0 CHECK (online IN (0, 1)),
  online_since TEXT CHECK (online_since IS date(online_since, '+0 days')),
  platform_id TEXT,
  installed_on TEXT CHECK (installed_on IS date(installed_on, '+0 days')),
  removed_on TEXT CHECK (removed_on IS date(removed_on, '+0 days')),
  calibration_due TEXT CHECK (calibration_due IS date(calibration_due, '+0 days')),
  provisional INTEGER NOT NULL DEFAULT 0 CHECK (provisional IN (0, 1)),
  note TEXT,
  geom BLOB,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  CHECK (removed_on IS NULL OR installed_on IS NULL OR removed_on >= installed_on));
CREATE INDEX meter_user ON meter(user_code);
--@feature_layer meter POINT 水表
CREATE TABLE meter_change (
  id INTEGER PRIMARY KEY,
  meter_code TEXT NOT NULL REFERENCES meter(code) ON UPDATE CASCADE,
  changed_on TEXT NOT NULL CHECK (changed_on = date(changed_on, '+0 days')),
  old_final_index_m3 REAL NOT NULL CHECK (old_final_index_m3 >= 0),
  new_initial_index_m3 REAL NOT NULL CHECK (new_initial_index_m3 >= 0),
  reason TEXT,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  UNIQUE (meter_code, changed_on));
CREATE TABLE well (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT,
  user_code TEXT REFERENCES water_user(code) ON UPDATE CASCADE,
  town_code TEXT REFERENCES town(code) ON UPDATE CASCADE,
  purpose TEXT NOT NULL DEFAULT 'irrigation' CHECK (purpose IN ('irrigation', 'domestic', 'industry', 'monitoring', 'other')),
  drilled_on TEXT CHECK (drilled_on IS date(drilled_on, '+0 days')),
  approval_number TEXT,
  pipe_diameter_mm REAL CHECK (pipe_diameter_mm > 0),
  meter_code TEXT REFERENCES meter(code) ON UPDATE CASCADE,
  note TEXT,
  geom BLOB,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER);
--@feature_layer well POINT 机井
CREATE TABLE well_power (
  id INTEGER PRIMARY KEY,
  well_code TEXT NOT NULL REFERENCES well(code) ON UPDATE CASCADE,
  month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
  energy_kwh REAL CHECK (energy_kwh >= 0),
  other_energy_kwh REAL CHECK (other_energy_kwh >= 0),
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  UNIQUE (well_code, month));
CREATE TABLE well_coefficient (
  id INTEGER PRIMARY KEY,
  well_code TEXT REFERENCES well(code) ON UPDATE CASCADE,
  group_name TEXT,
  town_code TEXT REFERENCES town(code) ON UPDATE CASCADE,
  tested_on TEXT NOT NULL CHECK (tested_on = date(tested_on, '+0 days')),
  tested_volume_m3 REAL NOT NULL CHECK (tested_volume_m3 > 0),
  tested_energy_kwh REAL NOT NULL CHECK (tested_energy_kwh > 0),
  tests INTEGER NOT NULL DEFAULT 1 CHECK (tests > 0),
  uncertainty_m3_per_kwh REAL CHECK (uncertainty_m3_per_kwh >= 0),
  depth_to_water_m REAL,
  pump_model TEXT, pump_kw REAL CHECK (pump_kw > 0),
  method TEXT CHECK (method IN ('pipe', 'drip', 'sprinkler', 'channel')),
  tester TEXT,
  valid_from TEXT NOT NULL CHECK (valid_from = date(valid_from, '+0 days')),
  valid_to TEXT CHECK (valid_to IS date(valid_to, '+0 days')),
  invalid_reason TEXT,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  CHECK (well_code IS NOT NULL OR group_name IS NOT NULL OR town_code IS NOT NULL),
  UNIQUE (well_code, group_name, town_code, tested_on));
CREATE TABLE pipe (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL DEFAULT 'supply' CHECK (kind IN ('supply', 'reclaimed', 'raw', 'sewer')),
  diameter_mm REAL CHECK (diameter_mm > 0), material TEXT, laid_on TEXT CHECK (laid_on IS date(laid_on, '+0 days')),
  length_m REAL CHECK (length_m >= 0), status TEXT NOT NULL DEFAULT 'built' CHECK (status IN ('planned', 'building', 'built', 'abandoned')),
  note TEXT, geom BLOB, batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER);
--@feature_layer pipe LINESTRING 管道
CREATE TABLE zone (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'dma' CHECK (kind IN ('dma', 'supply', 'over_exploited', 'protection', 'park', 'other')),
  note TEXT, geom BLOB, batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER);
--@feature_layer zone MULTIPOLYGON 分区
CREATE TABLE reservoir (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'built' CHECK (status IN ('planned', 'building', 'built', 'abandoned')),
  capacity_m3 REAL CHECK (capacity_m3 >= 0), dead_storage_m3 REAL CHECK (dead_storage_m3 >= 0),
  note TEXT, geom BLOB, batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER);
--@feature_layer reservoir MULTIPOLYGON 水库
CREATE TABLE plant (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('water_works', 'sewage', 'reclaimed', 'pump_station', 'other')),
  status TEXT NOT NULL DEFAULT 'built' CHECK (status IN ('planned', 'building', 'built', 'abandoned')),
  capacity_m3_per_day REAL CHECK (capacity_m3_per_day >= 0),
  note TEXT, geom BLOB, batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER);
--@feature_layer plant POINT 水厂与污水厂
