-- What a reclaimed-water facility can treat and convey, and what of it is assigned to users: the plan says 利用能力 in one place and
-- 配置利用能力 in another.
ALTER TABLE reclaimed_capacity ADD COLUMN allocated_m3_per_year REAL CHECK (allocated_m3_per_year >= 0);
ALTER TABLE reclaimed_capacity ADD COLUMN treatment_m3_per_year REAL CHECK (treatment_m3_per_year >= 0);
ALTER TABLE reclaimed_capacity ADD COLUMN conveyance_m3_per_year REAL CHECK (conveyance_m3_per_year >= 0);
