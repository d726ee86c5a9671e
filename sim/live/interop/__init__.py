"""Files that other programs read and write: warnings as CAP 1.2, places and forces as GeoJSON."""
