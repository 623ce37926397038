"""What is said while one waits. Catches a time left that is computed from the start-up, or carried over from an earlier
part, and a report that goes where results belong.
"""

from __future__ import annotations

import io

import pytest

from sim.study.progress import Lines, duration, shown


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_time_left_is_that_of_the_pace_since_the_first_run() -> None:
    clock, said = Clock(), io.StringIO()
    report = Lines("runs", said, clock)
    for seconds, done in ((104, 4), (106, 6), (112, 12), (113, 13), (130, 20)):
        clock.now = float(seconds)
        report(done, 20)
    assert said.getvalue().splitlines() == [
        "6 of 20 runs, about 14 s left",
        "12 of 20 runs, about 8 s left",
        "20 of 20 runs, 30 s",
    ]


def test_a_second_part_has_a_pace_of_its_own() -> None:
    clock, said = Clock(), io.StringIO()
    report = Lines("runs", said, clock)
    for seconds, done, total in ((101, 1, 2), (102, 2, 2), (110, 1, 101), (120, 11, 101)):
        clock.now = float(seconds)
        report(done, total)
    assert said.getvalue().splitlines()[-1] == "11 of 101 runs, about 1 min 30 s left"


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.4, "0 s"), (59.4, "59 s"), (59.6, "1 min 00 s"), (65, "1 min 05 s"), (7800, "2 h 10 min")]
)
def test_durations_are_said_as_people_say_them(seconds: float, told: str) -> None:
    assert duration(seconds) == told


def test_nothing_of_it_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    with shown() as report:
        report(1, 1)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "1 of 1 runs, 0 s\n"
