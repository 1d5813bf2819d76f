"""Open data for people (/data), spreadsheets (CSV) and programs (Open311 GeoReport v2)."""
