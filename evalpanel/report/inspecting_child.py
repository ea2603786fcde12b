"""The process in which a report of others is taken apart: PDF in on stdin, answer out on stdout.

Called as `python -m evalpanel.report.inspecting_child`. The answer is JSON, an `InspectionV1` of
`isolated`; that a file is no report is an answer too.
"""

from __future__ import annotations

import contextlib
import sys

MEMORY_BYTES = 3 << 30
CPU_SECONDS = 240
OPEN_FILES = 128


def main() -> int:
    """Inspect within limits; gives the exit status."""
    _limit_process()
    from evalpanel.domain.errors import Unreadable
    from evalpanel.report.isolated import inspection_of, refusal_of
    from evalpanel.report.paper import ReportPaper

    pdf = sys.stdin.buffer.read()
    try:
        answer = inspection_of(ReportPaper().inspect(pdf))
    except Unreadable as error:
        answer = refusal_of(error)
    sys.stdout.buffer.write(answer.model_dump_json().encode())
    sys.stdout.buffer.flush()
    return 0


def _limit_process() -> None:
    """Limit memory, computing time, files and processes on systems that can."""
    try:
        import resource
    except ImportError:
        return
    limits = (
        ("RLIMIT_AS", MEMORY_BYTES),
        ("RLIMIT_CPU", CPU_SECONDS),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", OPEN_FILES),
    )
    for name, most in limits:
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


if __name__ == "__main__":
    sys.exit(main())
