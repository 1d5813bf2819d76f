"""Open data about reports: what may be public, in which shape, and when. See docs/open-data.md."""
