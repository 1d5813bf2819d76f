"""Plans of announcements as JSON."""

from __future__ import annotations

from pydantic import TypeAdapter

from bot.civic.announcements.plan import Plan

PLAN: TypeAdapter[Plan] = TypeAdapter(Plan)
