-- Template: {table}, {type}, {title}. A GeoPackage feature layer with its RTree index (OGC 12-128r17, annex F.3).
INSERT INTO gpkg_contents(table_name, data_type, identifier, description, srs_id)
  VALUES ('{table}', 'features', '{table}', '{title}', 4490);
INSERT INTO gpkg_geometry_columns(table_name, column_name, geometry_type_name, srs_id, z, m)
  VALUES ('{table}', 'geom', '{type}', 4490, 0, 0);
INSERT INTO gpkg_extensions(table_name, column_name, extension_name, definition, scope)
  VALUES ('{table}', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
CREATE VIRTUAL TABLE rtree_{table}_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER rtree_{table}_geom_insert AFTER INSERT ON {table}
  WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_{table}_geom VALUES (NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_{table}_geom_update1 AFTER UPDATE OF geom ON {table}
  WHEN OLD.id = NEW.id AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_{table}_geom VALUES (NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_{table}_geom_update2 AFTER UPDATE OF geom ON {table}
  WHEN OLD.id = NEW.id AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_{table}_geom WHERE id = OLD.id;
END;
CREATE TRIGGER rtree_{table}_geom_update3 AFTER UPDATE ON {table}
  WHEN OLD.id != NEW.id AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_{table}_geom WHERE id = OLD.id;
  INSERT OR REPLACE INTO rtree_{table}_geom VALUES (NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_{table}_geom_update4 AFTER UPDATE ON {table}
  WHEN OLD.id != NEW.id AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_{table}_geom WHERE id IN (OLD.id, NEW.id);
END;
CREATE TRIGGER rtree_{table}_geom_delete AFTER DELETE ON {table} WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_{table}_geom WHERE id = OLD.id;
END;
