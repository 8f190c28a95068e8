-- The plan, its switches as chosen, the dated parameters, the frozen reports.
CREATE TABLE plan (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, first_year INTEGER NOT NULL, last_year INTEGER NOT NULL,
  base_year INTEGER NOT NULL, active INTEGER NOT NULL CHECK (active IN (0, 1)), sha256 TEXT NOT NULL,
  file_json TEXT NOT NULL);
CREATE TABLE plan_task (
  plan_id TEXT NOT NULL REFERENCES plan(id), task_id TEXT NOT NULL, section TEXT NOT NULL, title TEXT NOT NULL,
  text TEXT NOT NULL, safeguard INTEGER NOT NULL CHECK (safeguard IN (0, 1)), PRIMARY KEY (plan_id, task_id));
CREATE TABLE plan_task_body (
  plan_id TEXT NOT NULL, task_id TEXT NOT NULL, body_code TEXT NOT NULL REFERENCES body(code) ON UPDATE CASCADE,
  part TEXT NOT NULL CHECK (part IN ('lead', 'support')),
  PRIMARY KEY (plan_id, task_id, body_code, part),
  FOREIGN KEY (plan_id, task_id) REFERENCES plan_task(plan_id, task_id));
CREATE TABLE plan_milestone (
  plan_id TEXT NOT NULL REFERENCES plan(id), milestone_id TEXT NOT NULL, articles TEXT NOT NULL, title TEXT NOT NULL,
  due TEXT CHECK (due IS date(due, '+0 days')), indicator TEXT NOT NULL, operator TEXT NOT NULL, value REAL, unit TEXT NOT NULL,
  strength TEXT NOT NULL, binding INTEGER NOT NULL CHECK (binding IN (0, 1)), PRIMARY KEY (plan_id, milestone_id));
CREATE TABLE plan_switch (
  plan_id TEXT NOT NULL REFERENCES plan(id), switch_id TEXT NOT NULL, chosen TEXT NOT NULL, reason TEXT,
  PRIMARY KEY (plan_id, switch_id));
CREATE TABLE parameter (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL DEFAULT '',
  value_json TEXT NOT NULL,
  unit TEXT NOT NULL,
  source TEXT NOT NULL,
  clause TEXT NOT NULL DEFAULT '',
  effective_from TEXT CHECK (effective_from IS date(effective_from, '+0 days')),
  effective_to TEXT CHECK (effective_to IS date(effective_to, '+0 days')),
  status TEXT NOT NULL CHECK (status IN ('已核实', '待核实', '示例')),
  note TEXT,
  CHECK (effective_to IS NULL OR effective_from IS NULL OR effective_to >= effective_from));
CREATE UNIQUE INDEX parameter_code_date ON parameter(code, coalesce(effective_from, ''));
CREATE TABLE frozen_report (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  year INTEGER NOT NULL,
  frozen_by TEXT NOT NULL,
  frozen_at TEXT NOT NULL,
  program_version TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  result_json TEXT NOT NULL,
  batches_json TEXT NOT NULL);
