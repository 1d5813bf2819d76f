"""Announcements against a server that enforces Telegram's limits, with 50 ms latency."""
