"""Progress as signs and figures."""

_WIDTH = 10


def progress_text(done: int, total: int, width: int = _WIDTH) -> str:
    """Such as `█████░░░░░ 12/24`; empty where nothing is counted."""
    if total == 0:
        return ""
    filled = done * width // total
    return f"{'█' * filled}{'░' * (width - filled)} {done}/{total}"
