"""A second simulation, written from docs/odd.md alone: the life of a task (submodels 6, 7, 10 and 11).

It knows what the small example of the page needs, and no more: one gate with one face, one superior, no absence.
"""

from __future__ import annotations

from docs.rebuilt_desks import (
    ARRIVAL,
    BRIEFING,
    DECISION,
    DONE,
    HANDOVER,
    HOUR,
    PATIENCE,
    RELEASE,
    REQUEST,
    SLICE,
    TASK,
    WAITING,
    WORK_ENDS,
    Department,
    Job,
    Need,
    Thing,
    whole,
)

IMPATIENT, OF_A_GATE = 0, 1


class Rebuilt(Department):
    """The department of the small example, with what happens at each moment."""

    def happens(self, kind: int, subject: int) -> None:
        row, sort = divmod(subject, 4)
        if kind == RELEASE:
            self.campaign_arrives(row)
        elif kind == WORK_ENDS:
            self.work_ends(subject)
        elif kind == SLICE:
            if self.urgent(subject):
                self.stop(subject)
        elif kind == ARRIVAL and sort == 0:
            job = self.jobs[row]
            self.log("INTERFACE_ENDS", job.more, job.released_by.owner, -1, 0, job.number)  # type: ignore[union-attr]
            self.to_backlog(job)
        elif kind == ARRIVAL:
            self.lands(self.requests[row])
        else:
            raise AssertionError("nobody waits so long in the example")

    def work_ends(self, seat: int) -> None:
        thing = self.hand[seat]
        assert thing is not None
        self.book(seat)
        if thing.item == REQUEST:
            self.decided(thing)
        elif thing.item == BRIEFING:
            self.briefed(thing)
        elif isinstance(thing, Job) and thing.klass == 3 and thing.need is not None:
            self.log("NEED_PHASE", thing.need.number, thing.owner, -1, 5, -1)
            self.enters(thing, DECISION)
            self.ask(thing.need, OF_A_GATE)
        elif isinstance(thing, Job) and thing.next == "ask back":
            self.ask_back(thing)
        elif isinstance(thing, Job):
            self.check(thing)

    # -- 6 and 7 release, transit, handing over

    def campaign_arrives(self, row: int) -> None:
        self.log("CAMPAIGN_ARRIVES", row)
        before: Job | None = None
        for number, campaign, discipline, ticks, complexity, gate, _, craft in self.tasks:
            if campaign == row:
                job = Job(TASK, number, 5, self.campaigns[row][3])
                job.campaign, job.discipline, job.standard = campaign, discipline, ticks
                job.complexity, job.has_gate, job.versions, job.after = complexity / 1e6, gate == 1, craft, before
                self.jobs.append(job)
                before = job
        first = next(job for job in self.jobs if job.campaign == row)
        self.to_backlog(first)

    def to_backlog(self, job: Job) -> None:
        self.enters(job, WAITING)
        self.lay(job, group=1 + job.discipline)

    def opens(self, kind: int, giver: int, taker: int, job: Job) -> int:
        """Nobody shares a group to which both belong directly, and both tasks of a handover differ in discipline."""
        self.log("INTERFACE", self.interfaces, giver, taker, kind + 16 * 3, job.number)
        self.interfaces += 1
        return self.interfaces - 1

    def released(self, job: Job, by: Job) -> None:
        job.released_by = by
        inside, across = self.rules.handover.transit_inside_hours, self.rules.handover.transit_across_hours
        ticks = whole(HOUR * (inside + (across - inside) * (1 - 0.5)))  # from groups alone
        self.enters(job, HANDOVER)
        job.more = self.opens(4, by.owner, -1, job)
        self.at(self.now + ticks, ARRIVAL, 4 * job.number)

    def pulled(self, seat: int, job: Job) -> None:
        job.owner = seat
        if job.after is None:
            self.take_up(seat, job)
            return
        giver, rules = job.after.owner, self.rules.handover
        far = 1 - self.closeness(giver, seat)
        number = self.opens(0, giver, seat, job)
        job.read_in = whole(rules.read_in_hours * HOUR * far)
        if self.u(41, job.number, 0) < rules.clarification * far:
            job.asks_back = giver
        self.brief(number, giver, job, whole(rules.brief_hours * HOUR * far))
        self.enters(job, HANDOVER)

    def brief(self, number: int, giver: int, job: Job, ticks: int) -> None:
        thing = Thing(BRIEFING, number, 2, job.priority, [(4, ticks)])
        thing.more = (giver, job)
        self.lay(thing, giver)

    def briefed(self, thing: Thing) -> None:
        giver, job = thing.more
        self.come_closer(giver, job.owner)
        self.log("INTERFACE_ENDS", thing.number, giver, job.owner, 0, job.number)
        self.to_owner(job)

    def ask_back(self, job: Job) -> None:
        giver, job.asks_back, job.next = job.asks_back, -1, "check"
        job.parts = [(1, job.work)]
        number = self.opens(1, giver, job.owner, job)
        self.enters(job, HANDOVER)
        self.brief(number, giver, job, whole(self.rules.handover.clarify_hours * HOUR))

    def to_owner(self, job: Job) -> None:
        self.enters(job, WAITING)
        self.lay(job, job.owner)

    # -- 10 checks, exceptions, requests

    def check(self, job: Job) -> None:
        rules, complexity = self.rules.exceptions, job.complexity
        gap = max(0.0, 1 - self.talent[job.owner])
        p = min(rules.cap, rules.base * (0.5 + complexity) * (1 + rules.skill_gap * complexity * gap))
        failed = self.u(44, job.number, job.checks) < p
        self.log("CHECKED", job.number, job.owner, -1, job.checks, int(failed))
        severity = min(1.0, self.law(rules.severity, 1.0, 45, job.number, job.checks)) if failed else 0.0
        job.checks += 1
        if not failed or job.checks >= rules.rounds_max:
            job.risk += severity
            self.sign(job)
            return
        amount = whole(severity * self.campaigns[job.campaign][4])
        self.enters(job, DECISION)
        need = self.arises(job, 0, amount)
        need.severity = severity
        self.ask(need, IMPATIENT)

    def arises(self, job: Job, cause: int, amount: int) -> Need:
        need = Need(self.needs, cause, job, job.needs)
        self.needs, job.needs = self.needs + 1, job.needs + 1
        self.log("NEED", need.number, job.owner, -1, cause, job.number, amount)
        return need

    def ask(self, need: Need, patience: int) -> None:
        """Makers sit one step below seat 0, who alone is above them, covers all, and may decide everything."""
        request = Thing(REQUEST, len(self.requests), 0, need.job.priority, more=need)
        self.requests.append(request)
        self.log("REQUEST", request.number, 0, need.number, 0, 0, 1)
        self.log("REQUEST_PHASE", request.number, -1, need.number, 0)
        if patience == IMPATIENT:
            wait = whole(self.rules.decisions.patience_hours * HOUR)
            self.at(self.now + wait, PATIENCE, 4 * request.number + 1)
        self.at(self.now + whole(self.rules.decisions.transit_hours * HOUR), ARRIVAL, 4 * request.number + 1)

    def lands(self, request: Thing) -> None:
        need = request.more
        self.log("REQUEST_PHASE", request.number, 0, need.number, 1)
        place = ((need.occasion * 1024 + need.round) * 16 + 0) * 16 + 0
        ticks = whole(self.law(self.rules.decisions.deciding, HOUR, 49, 2 * need.job.number, place))
        request.parts = [(6, ticks)]
        self.lay(request, 0)

    def decided(self, request: Thing) -> None:
        need = request.more
        job = need.job
        if need.cause == 1:
            self.signed(request)
            return
        rules, u = self.rules.exceptions, self.u(48, 2 * job.number, need.occasion)
        ignore, redo = rules.ignore_by_level[1], rules.rework_by_level[1]
        outcome = 0 if u < ignore else 2 if u < ignore + redo else 1
        self.log("ANSWER", request.number, 0, need.number, outcome, 0, 1)
        self.log("NEED_PHASE", need.number, job.owner, -1, 7, request.number, outcome)
        if outcome == 0:
            job.risk += need.severity
            self.sign(job)
            return
        ticks = whole(job.work * (rules.rework_share if outcome == 2 else rules.quick_fix_share))
        self.log("REWORK_CAUSE", job.number, job.owner, -1, ticks, 0)
        self.redo(job, ticks, None)

    def redo(self, job: Job, ticks: int, need: Need | None) -> None:
        job.parts, job.klass, job.next, job.need = [(3, ticks)], 3, "check", need
        self.to_owner(job)

    # -- 11 gates, and the end

    def sign(self, job: Job) -> None:
        if not job.has_gate:
            self.done(job)
            return
        self.enters(job, DECISION)
        self.ask(self.arises(job, 1, self.campaigns[job.campaign][4]), OF_A_GATE)

    def signed(self, request: Thing) -> None:
        need, rules = request.more, self.rules.gates
        job = need.job
        good = need.round >= job.versions
        place = ((need.occasion * 1024 + need.round) * 16 + 0) * 16 + 2  # the face craft
        wrong = min(1.0, rules.base_error + rules.ignorance_error * max(0.0, 1 - self.talent[0]))
        accepts = good != (self.u(51, 2 * job.number, place) < wrong)
        error = 1 if accepts and not good else 2 if good and not accepts else 0
        self.log("ANSWER", request.number, 0, need.number, 3 if accepts else 4, error, 1)
        if accepts:
            job.risk += 0.0 if good else 0.5
            self.log("NEED_PHASE", need.number, job.owner, -1, 7, request.number, 3)
            self.done(job)
            return
        need.round += 1
        assert need.round < 6
        self.log("NEED_PHASE", need.number, job.owner, -1, 5, request.number, 4)
        self.redo(job, whole(job.work * rules.revise_share), need)

    def done(self, job: Job) -> None:
        self.enters(job, DONE)
        craft = min(1.0, self.talent[job.owner])
        self.log("TASK_ENDS", job.number, job.owner, -1, whole(1e6 * craft), whole(1e6 * job.risk), -1)
        self.due_dispatch = True
        after = [other for other in self.jobs if other.after is job]
        for other in after:
            self.released(other, job)
        if not after:
            self.log("CAMPAIGN_ENDS", job.campaign, -1, -1, job.number)
