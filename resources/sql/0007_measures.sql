-- What the milestones beyond the headline targets are judged by: control indicators, lists frozen by year, certificates, surveys,
-- inspections, contracts, assessments, retrofits, problem dischargers, works and documents with their stages, monthly returns.
ALTER TABLE well ADD COLUMN group_name TEXT;
CREATE TABLE control_indicator (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL CHECK (year BETWEEN 1950 AND 2200),
  sector TEXT NOT NULL CHECK (sector IN ('all', 'domestic', 'service', 'industry', 'agriculture', 'ecology')),
  source TEXT NOT NULL CHECK (source IN ('all', 'surface', 'ground', 'reclaimed', 'yellow_river', 'other')),
  volume_m3 REAL CHECK (volume_m3 >= 0),
  document TEXT,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  UNIQUE (year, sector, source));
CREATE TABLE listed_enterprise (
  id INTEGER PRIMARY KEY,
  list TEXT NOT NULL CHECK (list IN ('high_consumption', 'above_scale', 'typical_user')),
  year INTEGER NOT NULL CHECK (year BETWEEN 1950 AND 2200),
  name TEXT NOT NULL,
  user_code TEXT REFERENCES water_user(code) ON UPDATE CASCADE,
  industry TEXT,
  annual_use_m3 REAL CHECK (annual_use_m3 >= 0),
  frozen_on TEXT CHECK (frozen_on IS date(frozen_on, '+0 days')),
  document TEXT,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  UNIQUE (list, year, name));
CREATE TABLE institution (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('school', 'agency', 'public_institution', 'hospital')),
  town_code TEXT REFERENCES town(code) ON UPDATE CASCADE,
  opened_on TEXT CHECK (opened_on IS date(opened_on, '+0 days')),
  closed_on TEXT CHECK (closed_on IS date(closed_on, '+0 days')),
  note TEXT,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  CHECK (closed_on IS NULL OR opened_on IS NULL OR closed_on >= opened_on));
CREATE TABLE certificate (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('water_saving_enterprise', 'water_saving_school', 'water_saving_unit')),
  number TEXT NOT NULL,
  holder TEXT NOT NULL,
  level TEXT,
  issuer TEXT,
  issued_on TEXT NOT NULL CHECK (issued_on IS date(issued_on, '+0 days')),
  valid_to TEXT CHECK (valid_to IS date(valid_to, '+0 days')),
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  UNIQUE (kind, number),
  CHECK (valid_to IS NULL OR valid_to >= issued_on));
CREATE TABLE fixture_survey (
  id INTEGER PRIMARY KEY,
  building TEXT NOT NULL,
  building_kind TEXT,
  fixture TEXT NOT NULL,
  surveyed_on TEXT NOT NULL CHECK (surveyed_on IS date(surveyed_on, '+0 days')),
  total INTEGER CHECK (total >= 0),
  saving INTEGER CHECK (saving >= 0),
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  UNIQUE (building, fixture, surveyed_on),
  CHECK (saving IS NULL OR total IS NULL OR saving <= total));
CREATE TABLE fixture_seller (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  opened_on TEXT CHECK (opened_on IS date(opened_on, '+0 days')),
  closed_on TEXT CHECK (closed_on IS date(closed_on, '+0 days')),
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER);
CREATE TABLE market_inspection (
  id INTEGER PRIMARY KEY,
  seller_code TEXT NOT NULL REFERENCES fixture_seller(code) ON UPDATE CASCADE,
  inspected_on TEXT NOT NULL CHECK (inspected_on IS date(inspected_on, '+0 days')),
  models_on_sale INTEGER CHECK (models_on_sale >= 0),
  saving_models INTEGER CHECK (saving_models >= 0),
  finding TEXT,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  UNIQUE (seller_code, inspected_on),
  CHECK (saving_models IS NULL OR models_on_sale IS NULL OR saving_models <= models_on_sale));
CREATE TABLE saving_contract (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  unit TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('shared', 'guaranteed', 'trusteeship')),
  signed_on TEXT CHECK (signed_on IS date(signed_on, '+0 days')),
  started_on TEXT CHECK (started_on IS date(started_on, '+0 days')),
  completed_on TEXT CHECK (completed_on IS date(completed_on, '+0 days')),
  baseline_m3 REAL CHECK (baseline_m3 >= 0),
  measured_m3 REAL CHECK (measured_m3 >= 0),
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER);
CREATE TABLE water_assessment (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('diagnosis', 'audit', 'balance_test')),
  enterprise TEXT NOT NULL,
  assessed_on TEXT NOT NULL CHECK (assessed_on IS date(assessed_on, '+0 days')),
  report TEXT,
  potential_m3 REAL CHECK (potential_m3 >= 0),
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  UNIQUE (kind, enterprise, assessed_on));
CREATE TABLE retrofit (
  id INTEGER PRIMARY KEY,
  enterprise TEXT NOT NULL,
  project TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('production_system', 'cooling', 'reuse', 'other')),
  completed_on TEXT CHECK (completed_on IS date(completed_on, '+0 days')),
  unit_use_before_m3 REAL CHECK (unit_use_before_m3 >= 0),
  unit_use_after_m3 REAL CHECK (unit_use_after_m3 >= 0),
  output REAL CHECK (output >= 0),
  proof TEXT,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  UNIQUE (enterprise, project));
CREATE TABLE problem_discharger (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  parameter TEXT NOT NULL,
  found_on TEXT CHECK (found_on IS date(found_on, '+0 days')),
  closed_on TEXT CHECK (closed_on IS date(closed_on, '+0 days')),
  retest_on TEXT CHECK (retest_on IS date(retest_on, '+0 days')),
  retest_passed INTEGER CHECK (retest_passed IN (0, 1)),
  stop_ordered_on TEXT CHECK (stop_ordered_on IS date(stop_ordered_on, '+0 days')),
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  UNIQUE (name, parameter));
CREATE TABLE project_work (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  location TEXT,
  investment_wan_yuan REAL CHECK (investment_wan_yuan >= 0),
  note TEXT,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER);
CREATE TABLE project_stage (
  id INTEGER PRIMARY KEY,
  project_name TEXT NOT NULL REFERENCES project_work(name) ON UPDATE CASCADE,
  stage TEXT NOT NULL CHECK (stage IN ('proposed', 'approved', 'launched', 'started', 'completed', 'accepted', 'established', 'mature')),
  reached_on TEXT NOT NULL CHECK (reached_on IS date(reached_on, '+0 days')),
  number_built INTEGER CHECK (number_built >= 0),
  proof TEXT,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  UNIQUE (project_name, stage, reached_on));
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT,
  owner TEXT,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER);
CREATE TABLE document_stage (
  id INTEGER PRIMARY KEY,
  document_name TEXT NOT NULL REFERENCES document(name) ON UPDATE CASCADE,
  stage TEXT NOT NULL CHECK (stage IN ('drafting', 'consultation', 'review', 'issued')),
  reached_on TEXT NOT NULL CHECK (reached_on IS date(reached_on, '+0 days')),
  number TEXT,
  authority TEXT,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  UNIQUE (document_name, stage, reached_on));
CREATE TABLE drainage_node (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  monitored_since TEXT CHECK (monitored_since IS date(monitored_since, '+0 days')),
  note TEXT,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER);
CREATE TABLE drill (
  id INTEGER PRIMARY KEY,
  held_on TEXT NOT NULL CHECK (held_on IS date(held_on, '+0 days')),
  subject TEXT NOT NULL,
  participants INTEGER CHECK (participants >= 0),
  proof TEXT,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  UNIQUE (held_on, subject));
CREATE TABLE monthly_return (
  id INTEGER PRIMARY KEY,
  month TEXT NOT NULL CHECK (length(month) = 7 AND month || '-01' IS date(month || '-01', '+0 days')),
  body_code TEXT NOT NULL REFERENCES body(code) ON UPDATE CASCADE,
  submitted_on TEXT CHECK (submitted_on IS date(submitted_on, '+0 days')),
  content TEXT,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER,
  UNIQUE (month, body_code));
CREATE TABLE dispatch_meeting (
  id INTEGER PRIMARY KEY,
  month TEXT NOT NULL UNIQUE CHECK (length(month) = 7 AND month || '-01' IS date(month || '-01', '+0 days')),
  held_on TEXT NOT NULL CHECK (held_on IS date(held_on, '+0 days')),
  minutes TEXT,
  batch_id INTEGER REFERENCES import_batch(id), source_row INTEGER);
