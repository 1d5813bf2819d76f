"""What Telegram's server keeps: chats, messages, pending updates, settings of the bot."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from tests.telegram.bot_api_rules import ApiError, Message, keyboard, parsed

BOT_ID = 123456
BOT_NAME = "TanyaKotaUjiBot"
ME = {"id": BOT_ID, "is_bot": True, "first_name": "Tanya Kota", "username": BOT_NAME}

Params = dict[str, Any]


class BotApiState:
    """The methods of the Bot API that the bot uses, without HTTP."""

    def __init__(self) -> None:
        self.messages: dict[str, list[Message]] = defaultdict(list)
        self.updates: list[dict[str, Any]] = []
        self.acknowledged = 0
        self.allowed: list[str] = []
        self.webhook = False
        self.blocked: set[str] = set()
        self.migrated: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self.file_sizes: dict[str, int] = {}
        self.uploads: dict[str, tuple[str, bytes]] = {}
        self.queries: set[str] = set()
        self.answered: list[str] = []
        self.settings: dict[tuple[str, str, str], Params] = {}
        self._next_update = 1000
        self._next_message = 0
        self._poll = 0
        self._bell = asyncio.Event()

    # --- for tests ---------------------------------------------------------------------------

    def push(self, **update: Any) -> int:
        """Something happened: a pending update, e.g. `push(message={…})`; returns its id."""
        self._next_update += 1
        if not self.allowed or set(update) & set(self.allowed):
            self.updates.append({"update_id": self._next_update, **update})
        self.ring()
        return self._next_update

    def ring(self) -> None:
        """Wake everybody who waits for a change."""
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    async def until(self, holds: Callable[[], object], seconds: float = 10) -> None:
        """Wait until `holds()` is true.

        Raises:
            TimeoutError: it is still not true after `seconds`.
        """
        async with asyncio.timeout(seconds):
            while not holds():
                await self._bell.wait()

    def next_message_id(self) -> int:
        self._next_message += 1
        return self._next_message

    # --- the Bot API -------------------------------------------------------------------------

    async def call(self, method: str, params: Params) -> Any:
        """Do it; raises `ApiError` as Telegram would."""
        known = {
            "getMe": self._get_me,
            "deleteWebhook": self._delete_webhook,
            "sendMessage": self._send_message,
            "editMessageText": self._edit_message,
            "editMessageCaption": self._edit_message,
            "deleteMessage": self._delete_message,
            "sendDocument": self._send_document,
            "sendPhoto": self._send_photo,
            "answerCallbackQuery": self._answer_query,
            "getFile": self._get_file,
        }
        if method == "getUpdates":
            return await self._get_updates(params)
        if method.startswith("setMy"):
            return self._set(method, params)
        if method not in known:
            raise ApiError(404, "Not Found")
        result = known[method](params)
        self.ring()
        return result

    def _get_me(self, _: Params) -> Params:
        return ME

    def _delete_webhook(self, params: Params) -> bool:
        self.webhook = False
        if params.get("drop_pending_updates") in {True, "true"}:
            self.updates.clear()
        return True

    def _set(self, method: str, params: Params) -> bool:
        key = (method, str(params.get("scope", "")), str(params.get("language_code", "")))
        self.settings[key] = params
        self.ring()
        return True

    async def _get_updates(self, params: Params) -> list[dict[str, Any]]:
        if self.webhook:
            raise ApiError(409, "Conflict: can't use getUpdates method while webhook is active")
        self._poll += 1
        mine = self._poll
        self.ring()  # an older poll that still waits learns of its rival
        offset = int(params.get("offset") or 0)
        if offset:
            self.acknowledged = max(self.acknowledged, offset - 1)
            self.updates = [one for one in self.updates if one["update_id"] >= offset]
        self.allowed = list(params.get("allowed_updates") or self.allowed)
        try:
            await self.until(lambda: self.updates or mine != self._poll, int(params["timeout"]))
        except TimeoutError:
            return []
        if mine != self._poll:
            raise ApiError(409, "Conflict: terminated by other getUpdates request")
        return self.updates[: int(params.get("limit") or 100)]

    def _send_message(self, params: Params) -> Params:
        chat = self._chat(params)
        text = parsed(params["text"], params.get("parse_mode"), 4096)
        return self._keep(chat, params["text"], text, params)

    def _send_document(self, params: Params) -> Params:
        chat, caption = self._chat(params), params.get("caption") or ""
        text = parsed(caption, params.get("parse_mode"), 1024) if caption else ""
        name, content = self._uploaded(params["document"])
        if not content:
            raise ApiError(400, "Bad Request: file must be non-empty")
        return self._keep(chat, caption, text, params, (name, content))

    def _send_photo(self, params: Params) -> Params:
        chat, caption = self._chat(params), params.get("caption") or ""
        text = parsed(caption, params.get("parse_mode"), 1024) if caption else ""
        name, content = self._uploaded(params["photo"])
        if not content.startswith(b"\xff\xd8"):
            raise ApiError(400, "Bad Request: IMAGE_PROCESS_FAILED")
        return self._keep(chat, caption, text, params, (name, content))

    def _uploaded(self, sent: tuple[str, bytes] | str) -> tuple[str, bytes]:
        """A file, or the name of one that was sent before."""
        if not isinstance(sent, str):
            return sent
        if sent not in self.uploads:
            raise ApiError(400, "Bad Request: wrong file identifier/HTTP URL specified")
        return self.uploads[sent]

    def _edit_message(self, params: Params) -> Params:
        chat = self._chat(params)
        found = [one for one in self.messages[chat] if one.id == int(params["message_id"])]
        if not found:
            raise ApiError(400, "Bad Request: message to edit not found")
        message, rows = found[0], keyboard(params.get("reply_markup"))
        captioned = "caption" in params
        if captioned != (message.document is not None):
            what = "caption" if captioned else "text"
            raise ApiError(400, f"Bad Request: there is no {what} in the message to edit")
        said = params["caption" if captioned else "text"]
        text = parsed(said, params.get("parse_mode"), 1024 if captioned else 4096)
        if (message.text, message.rows) == (text, rows):
            raise ApiError(400, "Bad Request: message is not modified: it is exactly the same")
        message.html, message.text, message.rows = said, text, rows
        message.edits += 1
        return _as_json(message)

    def _delete_message(self, params: Params) -> bool:
        chat = self._chat(params)
        found = [one for one in self.messages[chat] if one.id == int(params["message_id"])]
        if not found:
            raise ApiError(400, "Bad Request: message to delete not found")
        self.messages[chat].remove(found[0])
        return True

    def _answer_query(self, params: Params) -> bool:
        query = params["callback_query_id"]
        if query not in self.queries:
            raise ApiError(400, "Bad Request: query is too old and response timeout expired")
        self.queries.discard(query)
        self.answered.append(query)
        return True

    def _get_file(self, params: Params) -> Params:
        file = params["file_id"]
        if file not in self.files:
            raise ApiError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        size = self.file_sizes.get(file, len(self.files[file]))
        if size > 20 * 1024 * 1024:
            raise ApiError(400, "Bad Request: file is too big")
        return {"file_id": file, "file_unique_id": file, "file_size": size, "file_path": file}

    def _chat(self, params: Params) -> str:
        chat = str(params["chat_id"])
        if chat in self.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if chat in self.migrated:
            new = int(self.migrated[chat])
            description = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, description, migrate_to_chat_id=new)
        return chat

    def _keep(
        self,
        chat: str,
        html: str,
        text: str,
        params: Params,
        document: tuple[str, bytes] | None = None,
    ) -> Params:
        rows = keyboard(params.get("reply_markup"))
        message = Message(self.next_message_id(), chat, html, text, rows, document)
        self.messages[chat].append(message)
        return _as_json(message) | self._file(message, params)

    def _file(self, message: Message, params: Params) -> Params:
        """The file as Telegram tells it, under a name that can be sent again."""
        if message.document is None:
            return {}
        name = f"up{message.id}"
        self.uploads[name] = message.document
        told = {"file_id": name, "file_unique_id": name}
        if "photo" in params:
            return {"photo": [{**told, "width": 40, "height": 30}]}
        return {"document": told}


def _as_json(message: Message) -> Params:
    chat = {"id": int(message.chat), "type": "private" if int(message.chat) > 0 else "supergroup"}
    return {"message_id": message.id, "date": 1, "chat": chat, "from": ME, "text": message.text}
