"""What visitors leave: pictures linger for a slow browser, then all is let go."""

import asyncio

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from studio.ui.server import memory
from studio.ui.work import cache


def put(media: MediaFileManager) -> str:
    """Add a picture, of nobody who has a page, and return the name of its file."""
    return media.add(b"picture", "image/png", "1").rpartition("/")[2]


def put_away(media: MediaFileManager) -> None:
    media.clear_session_refs("")
    media.remove_orphaned_files()


@pytest.fixture
def storage() -> MemoryMediaFileStorage:
    return MemoryMediaFileStorage("/media")


@pytest.mark.slow
def test_a_picture_that_was_put_away_lingers_and_goes(monkeypatch, storage):
    monkeypatch.setattr(memory, "LINGER_S", 0.2)
    monkeypatch.setattr("streamlit.runtime.media_file_manager._get_session_id", lambda: "")
    media = MediaFileManager(storage)

    async def wait() -> None:
        memory.let_linger(media)
        name = put(media)
        put_away(media)
        assert storage.get_file(name).content == b"picture"
        await asyncio.sleep(0.5)
        with pytest.raises(MediaFileStorageError):
            storage.get_file(name)

    asyncio.run(wait())


@pytest.mark.slow
def test_a_picture_shown_again_stays(monkeypatch, storage):
    monkeypatch.setattr(memory, "LINGER_S", 0.2)
    monkeypatch.setattr("streamlit.runtime.media_file_manager._get_session_id", lambda: "")
    media = MediaFileManager(storage)

    async def wait() -> None:
        memory.let_linger(media)
        put(media)
        put_away(media)
        name = put(media)
        await asyncio.sleep(0.5)
        assert storage.get_file(name).content == b"picture"

    asyncio.run(wait())


def test_what_was_remembered_is_forgotten():
    before = cache.registry()
    assert cache.registry() is before
    cache.forget()
    assert cache.registry() is not before
