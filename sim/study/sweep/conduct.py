"""A study is conducted part by part: what is there is kept, what is missing is handed out, what comes back is written.

Workers always have a piece in hand and one in waiting. Who is done first is written first; the name of a part says
where it belongs, so the order does not matter. Memory holds the pieces at work and nothing else. A worker that is lost
costs its piece, which is made again.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any

import pyarrow as pa

from sim.errors import OrgsimError
from sim.study.progress import Report, silent
from sim.study.sweep.agenda import Agenda, Job, Progress
from sim.study.sweep.executors import Crew
from sim.study.sweep.living import live_through
from sim.study.sweep.parts import FOLDER, in_order, keep, sweep_away, written
from sim.study.sweep.site import Site

TRIES = 3
"""A piece whose worker is lost so often is given up."""


def conduct(site: Site, crew: Crew, engine: str, *, retry: bool = False, report: Report = silent) -> int:
    """Make every run of a study that is missing.

    Parameters
    ----------
    site : Site
    crew : Crew
        Who does the work.
    engine : str
    retry : bool
        Make runs that failed again.
    report : function
        Called with the runs that are there and the runs that there will be.

    Returns
    -------
    int
        Runs made.

    Raises
    ------
    OrgsimError
        A worker was lost again and again, or cannot do the work. What is finished stays.
    """
    most = site.experiment.replications.most
    progress = Progress(report, most * sum(len(point.structures) for point in site.points))
    agenda = Agenda(site, engine, retry, progress)
    at_work: dict[Future[Any], Job] = {}
    ahead = 1 if crew.kind == "serial" else 2
    while True:
        while len(at_work) < ahead * max(1, crew.width()) and (job := agenda.next()) is not None:
            at_work[crew.executor.submit(live_through, job.piece)] = job
        if not at_work:
            break
        for future in wait(at_work, return_when=FIRST_COMPLETED).done:
            _receive(site, agenda, at_work.pop(future), future)
    sweep_away(site.folder / FOLDER)
    return progress.made


def _receive(site: Site, agenda: Agenda, job: Job, future: Future[Any]) -> None:
    """Write what a worker brings; hand the piece out again where the worker was lost."""
    try:
        made = future.result()
    except OrgsimError:
        raise
    except Exception as error:  # whatever the executor says of a lost worker
        job.tries += 1
        if job.tries >= TRIES:
            first, last = job.piece.units[0][0], job.piece.units[-1][0]
            where = f"point {first}" if first == last else f"points {first} to {last}"
            message = f"a worker was lost {TRIES} times at {where} ({type(error).__name__}: {error}), most often for "
            raise OrgsimError(message + "want of memory; what is finished is kept, so try fewer --workers") from error
        agenda.again.append(job)
        return
    table = made if job.have is None else pa.concat_tables([job.have, made])
    try:
        keep(site.path(job.part), written(in_order(table, job.runs)))
    except OSError as error:
        message = f"cannot write {site.path(job.part).as_posix()}: {error.strerror}; what is finished is kept"
        raise OrgsimError(message) from error
    agenda.finished(job.part)
    agenda.progress.told(len(job.runs), len(job.piece.units))
