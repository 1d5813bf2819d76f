"""A resident with a telephone: writes, presses buttons, sends pictures, reads replies."""

from __future__ import annotations

from typing import Any

from tests.telegram.bot_api_rules import Message
from tests.telegram.bot_api_server import BotApiServer
from tests.telegram.bot_api_state import BOT_NAME, ME


class Resident:
    """One person; in a private chat, or with `group` (a negative chat id) in that group."""

    def __init__(
        self,
        server: BotApiServer,
        user: int = 501,
        name: str = "Siti",
        language: str | None = "id",
        group: int | None = None,
    ) -> None:
        self.server = server
        self.user = {"id": user, "is_bot": False, "first_name": name}
        if language is not None:
            self.user["language_code"] = language
        self.chat: dict[str, Any] = {"id": user, "type": "private", "first_name": name}
        if group is not None:
            self.chat = {"id": group, "type": "supergroup", "title": "Warga RT 02"}
        self.address = str(self.chat["id"])
        self._read = 0
        self._queries = 0

    @property
    def messages(self) -> list[Message]:
        """Everything the bot sent into this chat, as it looks now."""
        return self.server.messages[self.address]

    @property
    def last(self) -> Message:
        return self.messages[-1]

    # --- doing -------------------------------------------------------------------------------

    def say(self, text: str) -> int:
        """Write; returns the update id. Does not wait."""
        return self.send(text=text, entities=_entities(text))

    def send(self, **content: Any) -> int:
        """Send any kind of message, e.g. `send(sticker={…})`."""
        return self.server.push(message=self.message(**content))

    def message(self, **content: Any) -> dict[str, Any]:
        """A message of this person as Telegram tells it."""
        head = {"message_id": self.server.next_message_id(), "date": 1}
        return {**head, "from": self.user, "chat": self.chat, **content}

    def photo(self, content: bytes, caption: str = "", file: str | None = None) -> int:
        """Send a picture; Telegram offers it in two sizes."""
        large = file or f"photo{len(self.server.files)}"
        self.server.files[large] = content
        self.server.files[f"{large}-s"] = content[:10]
        sizes = [_size(f"{large}-s", 90, 10), _size(large, 1280, len(content))]
        return self.send(photo=sizes, **({"caption": caption} if caption else {}))

    def document(self, content: bytes, name: str, caption: str = "", **more: Any) -> int:
        """Send a file under that name."""
        file = f"file{len(self.server.files)}"
        self.server.files[file] = content
        told = {"file_id": file, "file_unique_id": file, "file_name": name} | more
        size = {"file_size": len(content)}
        return self.send(document=size | told, **({"caption": caption} if caption else {}))

    def press(self, label: str, message: Message | None = None) -> int:
        """Press the button that says `label` (or begins so), on the latest message by default."""
        on = message or self.last
        found = [button for button in on.buttons if button.label == label]
        found = found or [button for button in on.buttons if label in button.label]
        if not found:
            raise AssertionError(f"no button {label!r} among {on.labels}")
        return self.press_data(found[0].data, on)

    def press_data(self, data: str, message: Message | None = None) -> int:
        """Press a button with any data, forged ones too."""
        self._queries += 1
        query = f"q{self.user['id']}-{self._queries}"
        self.server.queries.add(query)
        on = {
            "message_id": message.id if message else 1,
            "date": 1,
            "chat": self.chat,
            "from": ME,
            "text": message.text if message else "…",
        }
        return self.server.push(
            callback_query={
                "id": query,
                "from": self.user,
                "message": on,
                "chat_instance": "1",
                "data": data,
            }
        )

    def block(self) -> int:
        """Block the bot: nothing reaches this chat any more."""
        self.server.blocked.add(self.address)
        return self.server.push(
            my_chat_member={
                "chat": self.chat,
                "from": self.user,
                "date": 1,
                "old_chat_member": {"user": ME, "status": "member"},
                "new_chat_member": {"user": ME, "status": "kicked", "until_date": 0},
            }
        )

    # --- reading -----------------------------------------------------------------------------

    async def reply(self, seconds: float = 10) -> Message:
        """The next message that was not read yet."""
        place = self._read
        await self.server.until(lambda: len(self.messages) > place, seconds)
        self._read = place + 1
        return self.messages[place]

    async def sees(self, text: str, seconds: float = 10) -> Message:
        """The latest message that contains `text`, new or edited; waits for it."""
        await self.server.until(lambda: any(text in one.text for one in self.messages), seconds)
        self._read = len(self.messages)
        return next(one for one in reversed(self.messages) if text in one.text)


def mention(text: str) -> str:
    """The text addressed to the bot."""
    return f"@{BOT_NAME} {text}"


def _size(file: str, side: int, size: int) -> dict[str, Any]:
    return {
        "file_id": file,
        "file_unique_id": file,
        "width": side,
        "height": side,
        "file_size": size,
    }


def _entities(text: str) -> list[dict[str, Any]]:
    if not text.startswith("/"):
        return []
    return [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
