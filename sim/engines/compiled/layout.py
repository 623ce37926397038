"""The map of the memory: where each table stands, and which place in a row means what.

Numbers that differ from run to run (sizes, where tables begin) stand in the first places of `m`; everything else is
fixed here. A row of any table that can lie on a desk begins with the header `W_...`.
"""

from __future__ import annotations

from sim.log import Phase
from sim.vocabulary import Booking, Class, State

STATES, BOOKINGS, PHASES, CLASSES = len(State), len(Booking), len(Phase), len(Class)
PARTS = 6
"""Parts that an item may have at a time: switching, reading in, search, direct, duplicated or rework, and one spare."""

# -- the first places of m ---------------------------------------------------------------------------------------

(
    NOW,
    END,
    FROM,
    TO,
    SEQUENCE,
    JOINED,
    MOMENTS,
    DIGEST,
    DUE,
    STOP,
    CHOOSES,
    LEARNS,
    TOP,
    DISCIPLINES,
    LINES,
    SPECS,
    QUARTER,
    WEEKS,
    CAMPAIGNS,
    TASKS,
    QUESTIONS,
    CHORES,
    SIGNALS,
    SPELLS,
    SEATS,
    GROUPS,
    AUTHORITY,
    SEAT_WORDS,
    GROUP_WORDS,
    COVER_WORDS,
    SIGNERS_MAX,
    PATH_MAX,
    REQUEST_SIZE,
    GRANTED,
    WAITING_FROM,
    WAITING_TO,
    SERVED,
    # how many there are, and how many there is room for
    ROWS,
    ROWS_CAP,
    HEAP,
    HEAP_CAP,
    LATER,
    LATER_CAP,
    NEEDS,
    NEEDS_CAP,
    REQUESTS,
    REQUESTS_CAP,
    INTERFACES,
    INTERFACES_CAP,
    NODES,
    NODES_CAP,
    # where tables of the year begin
    CAMPAIGNS_AT,
    TASKS_AT,
    QUESTIONS_AT,
    CHORES_AT,
    SIGNALS_AT,
    SPELLS_AT,
    PREDECESSORS_AT,
    SUCCESSORS_AT,
    TOPICS,
    TOPICS_AT,
    # where tables of the organisation begin
    SEATS_AT,
    GROUPS_AT,
    DESKS_AT,
    SUPERVISIONS_AT,
    LISTS_AT,
    FIRST_GROUP_AT,
    LATER_AT,
    UNUSUAL_AT,
    AUTHORITY_AT,
    COVERS_AT,
    WIDTH_AT,
    GATES_AT,
    GATE_OF_AT,
    HOURS_OF_AT,
    LAWS_AT,
    KEYS_AT,
    FRESH_DISCIPLINE_AT,
    FRESH_LINE_AT,
    # where what changes begins
    PRACTICE_AT,
    PRACTICE_LINE_AT,
    KIN_AT,
    INSIGHT_AT,
    FREE_AT,
    LADEN_AT,
    BACKLOGS_AT,
    ROOMY_AT,
    FREE_GROUPS_AT,
    ROOMY_GROUPS_AT,
    CHORE_GROUPS_AT,
    LENT_GROUPS_AT,
    DONORS_AT,
    LATER_SEATS_AT,
    SCRATCH_AT,
    SCRATCH_GROUPS_AT,
    SCRATCH_SEATS_AT,
    SCRATCH_ITEMS_AT,
    SHOWS_AT,
    WEEKS_AT,
    NEEDS_AT,
    SLOTS_AT,
    REQUESTS_AT,
    INTERFACES_AT,
    NODES_AT,
    AGENDA_AT,
    HEAP_AT,
    ROWS_AT,
    # where tables of x begin
    CLOSE_AT,
    EARNED_AT,
    TALENT_AT,
    SKILL_AT,
    FAMILIAR_AT,
    STYLE_AT,
    MEAN_STYLE_AT,
    SIDE_AT,
    REPORTS_AT,
    TRANSIT_AT,
    ALIKE_AT,
    USUAL_AT,
    LAW_NUMBERS_AT,
    GOOD_AT,
    MISSED_PART_AT,
    SCRATCH_X_AT,
    VOLATILITY_AT,
    # messages
    MESSAGES,
    MESSAGES_AT,
    BY_LINE,
    MESSAGE_HOURS,  # two laws
    MESSAGE_READING,
) = range(129)
HEADER = 160

# -- laws, in the order in which they are lowered -------------------------------------------------------------------

DECIDING, READING, SEVERITY, QUESTION_TRANSIT = range(4)

# -- whatever lies on a desk ---------------------------------------------------------------------------------------

(
    W_ITEM,
    W_NUMBER,
    W_CLASS,
    W_PRIORITY,
    W_FIRST,
    W_SEQUENCE,
    W_DESK,  # the desk on which it lies, 0 = none
    W_LIST,  # the class under which it lies there
    W_NEXT,  # neighbours in the order of attention
    W_PREV,
    W_AFTER,  # neighbours in the order of arrival
    W_BEFORE,
    W_QUEUED,  # when it was laid down
    W_WORK,  # the ticks it took then
    W_JOINED,  # which of all layings down that was
    W_PARTS,
) = range(16)
W_PART = 16
WORK = W_PART + 2 * PARTS

# -- a desk or a backlog -------------------------------------------------------------------------------------------

D_NUMBER, D_SEAT, D_GROUP, D_COUNT, D_CHORES, D_LENT, D_PICKS, D_FIRST, D_LAST, D_CLASSES = range(10)
D_HEAD = 10
D_TAIL = D_HEAD + CLASSES
DESK = D_TAIL + CLASSES

# -- a campaign ----------------------------------------------------------------------------------------------------

(
    C_NUMBER,
    C_KIND,
    C_LINE,
    C_ARRIVAL,
    C_DUE,
    C_PRIORITY,
    C_AMOUNT,
    C_UNSETTLED,
    C_FIRST_TASK,
    C_TASKS,
    C_ARRIVED,
    C_MAKERS,  # first and last node of its makers, 0 = none
    C_LAST_MAKER,
    C_OPEN,
    C_STOCK,
    C_UNSETTLED_NEED,
    C_HELD,  # first and last task held back, 0 = none
    C_LAST_HELD,
    C_OVER,
    C_NEEDS,
    C_ENDED,
    C_DROPPED,
    C_PERSON,
    C_IDEA,
    C_ASSETS,
    C_CRAFT,
    C_TASKS_ENDED,
    C_RISK,
    C_LIVE,
    C_OVERSOLD,
) = range(30)
C_PATH = 30
CAMPAIGN = C_PATH + STATES

# -- a task --------------------------------------------------------------------------------------------------------

(
    T_CAMPAIGN,
    T_SPEC,
    T_DISCIPLINE,
    T_LINE,
    T_STANDARD,
    T_COMPLEXITY,
    T_DATE,
    T_DELAY,
    T_LIVE,
    T_INSIGHT,
    T_TOPIC,
    T_GENERIC,
    T_VISIBLE,
    T_COUNTERPART,
    T_STOCK,
    T_GATE,
    T_FIT_VERSION,
    T_CRAFT_VERSION,
    T_IDEA_DRAWN,
    T_DRIFT,
    T_PREDECESSORS,
    T_PREDECESSOR_COUNT,
    T_SUCCESSORS,
    T_SUCCESSOR_COUNT,
    T_QUESTION,  # next question to come up, and the end of its questions
    T_QUESTION_END,
    T_STATE,
    T_OWNER,
    T_GRANTED,  # group that may help; -1 nobody was asked, -2 somebody was
    T_IS_GRANTED,
    T_LOAN,
    T_RELEASED_BY,
    T_OPEN_PREDECESSORS,
    T_GIVERS,
    T_TRANSIT,
    T_ASKS_BACK,
    T_READ_IN,
    T_SEARCHED,
    T_REVIEWS,
    T_SEEN_IDEA,
    T_AFTER,
    T_KNOWN,  # 1 = the work proper is known
    T_DIRECT,
    T_TWICE,
    T_WHOLE,
    T_DONE_WORK,
    T_ASKED,  # first and last question asked and not answered
    T_LAST_ASKED,
    T_MISSED,
    T_CHECKS,
    T_NEEDS,
    T_REDO_NEED,
    T_RISK,
    T_CRAFT,
    T_IDEA,
    T_PAIRS,
    T_HELD,
    T_ARRIVES_AT,  # ticks of its pending moments, -1 = none
    T_RELEASES_AT,
    T_PATIENCE_AT,
    T_MAKER,  # its asset
    T_BEGUN,
    T_FINISHED,
    T_OLDER,
    T_SINCE,  # accounts
    T_RELEASED,
    T_ENDED,
    T_LAST_OWNER,
    T_CHECKED,
    T_FAILURES,
    T_FOUND,
    T_MISSED_ASSET,
    T_SAVED,
    T_AVOIDABLE,
    T_REWORK,
    T_REWORK_MISSED,
    T_LAST_INTERFACE,
    T_NEWEST_INTERFACE,
    T_LAST_HANDOVER,
) = range(WORK, WORK + 79)
T_OWN = WORK + 79
T_PATH = T_OWN + STATES
TASK = T_PATH + STATES

NOTHING_YET, FINISH, REDO, CLARIFY, REVIEW = range(5)
"""What the end of a task's stint leads to."""

# -- a question, and its answer --------------------------------------------------------------------------------------

(
    Q_ASKER,
    Q_PARTNER,
    Q_FRACTION,
    Q_OPEN,
    Q_INTERFACE,
    Q_ANSWERED_BY,  # seat on whose desk the answer lies or lay, 0 = it has not arrived
    Q_NEXT,
    Q_PREV,
    Q_COMES_AT,
    Q_LANDS_AT,
    Q_KEPT,  # group for whose meeting it is kept, 0 = it is not
    Q_NEXT_KEPT,
    Q_PREV_KEPT,
    Q_RIPE,  # 1 = that meeting has ended with both owners there
) = range(WORK, WORK + 14)
QUESTION = WORK + 14

# -- a chore, a signal, a spell ----------------------------------------------------------------------------------

K_ARRIVAL, K_DISCIPLINE, K_LINE, K_TICKS, K_ENDED = range(WORK, WORK + 5)
CHORE = WORK + 5
N_ARRIVAL, N_LINE, N_SENT_BACK = range(3)
SIGNAL = 3
P_SEAT, P_BEGIN, P_END, P_CAUSE, P_NEXT = range(5)
SPELL = 5

# -- a message -----------------------------------------------------------------------------------------------------

M_ARRIVAL, M_SENDER, M_RECEIVER, M_AT, M_SENT, M_DELIVERED, M_PASSED = range(WORK, WORK + 7)
MESSAGE = WORK + 7

# -- a seat --------------------------------------------------------------------------------------------------------

(
    S_NUMBER,
    S_DESK,
    S_SUPERIOR,
    S_DEPTH,
    S_LINE,
    S_DOTTED,
    S_ABOVE,  # two lists of (seat, steps, first step), by mode
    S_ABOVE_SOLID,
    S_ABOVE_COUNT,
    S_ABOVE_SOLID_COUNT,
    S_TEAMS,
    S_TEAM_COUNT,
    S_CHOICES,  # list of (group, weight, ticks given)
    S_CHOICE_COUNT,
    S_STAND_INS,
    S_STAND_IN_COUNT,
    S_LINES_COVERED,
    S_IN_HAND,
    S_STINT_FROM,
    S_IDLE_SINCE,
    S_AWAY_FROM,
    S_AWAY_UNTIL,
    S_AWAY_AS,
    S_AWAY_CAUSE,
    S_AWAY_LONG,
    S_MEETING,
    S_MEETING_FROM,
    S_LAST_CAMPAIGN,
    S_ROOM,  # tasks that may still be pulled
    S_PRODUCES,
    S_PRODUCE_COUNT,
    S_MEETINGS_MISSED,
    S_SPELL,
    S_WORK_ENDS_AT,
    S_ABSENCE_ENDS_AT,
    S_ABSENCE_BEGINS_AT,
    S_SLICE_AT,
    S_BUSY_UNTIL,
    S_NUMBER_WAITING,
    S_NUMBER_SINCE,
    S_INTEGRAL,
    S_STAYS,
    S_TAKEN,
    S_SKILL_FROM,
    S_SKILL_TO,
    S_RELAYED,
    S_SHORTCUTS,  # neighbours on dotted lines and liaison links
    S_SHORTCUT_COUNT,
) = range(48)
S_BOOKINGS = 48
SEAT = S_BOOKINGS + BOOKINGS

# -- a group -------------------------------------------------------------------------------------------------------

(
    G_NUMBER,
    G_DESK,
    G_LEAD,
    G_PULLER_COUNT,
    G_MEMBERS,
    G_MEMBER_COUNT,
    G_ATTENDANTS,
    G_ATTENDANT_COUNT,
    G_NEAREST,
    G_NEAREST_COUNT,
    G_PRESENT,
    G_BEGINS_AT,
    G_ENDS_AT,
    G_HELPER_SET,
    G_PULLER_SET,  # and the words of it between which all its members stand
    G_FIRST_WORD,
    G_END_WORD,
    G_FREE,
    G_ROOMY,
    G_KEPT,  # first and last question kept for its meeting, 0 = none
    G_LAST_KEPT,
) = range(21)
GROUP = 21

# -- a gate --------------------------------------------------------------------------------------------------------

(
    A_FACES,
    A_NEEDED,
    A_SERIAL,
    A_STOP_EARLY,
    A_ON_SPLIT,
    A_ON_REFUSAL,
    A_ROUNDS_MAX,
    A_SIGNERS,
    A_SIGNER_COUNT,
    A_NUMBER,
) = range(10)
GATE = 10
REVISE, DROP, PASS_WITH_RISK = range(3)

# -- a need, and a request -----------------------------------------------------------------------------------------

(
    E_NUMBER,
    E_CAUSE,
    E_REQUESTER,
    E_TASK,
    E_CAMPAIGN,
    E_AMOUNT,
    E_ROUND,
    E_MODE,
    E_OPEN,
    E_REVISING,
    E_SEVERITY,
    E_SUBJECT,
    E_OCCASION,
    E_FIRST_REQUEST,
    E_LAST_REQUEST,
    E_DONOR,
    E_RIVAL,
    E_MEMBER,
    E_GROUP,
    E_GATE,
    E_SLOT_COUNT,
    E_ACCEPTED,
    E_REFUSED,
    E_FIRST_REFUSED,
    E_DECIDER,  # accounts
    E_LEVEL,
    E_ASKED,
    E_RAISED,
    E_USABLE,
    E_DEFAULTED,
    E_ROUNDS,
    E_OUTCOME,
    E_BAD_ACCEPTED,
    E_GOOD_REFUSED,
    E_PHASE,
    E_SINCE,
    E_ABOUT_TASK,
    E_RAISED_BY,
) = range(38)
E_PHASES = 38
NEED = E_PHASES + PHASES

(
    R_NEED,
    R_SLOT,
    R_POSITION,
    R_LENGTH,
    R_LEVEL,
    R_FACES,
    R_ARBITRATION,
    R_AT,
    R_CLOCK_FROM,
    R_STARTED,
    R_ANSWERED,
    R_INTERFACE,
    R_NEXT,
    R_ARRIVES_AT,
    R_PATIENCE_AT,
    R_PHASE,  # accounts
    R_SINCE,
    R_TOLD,  # 1 = an answer was written
) = range(WORK, WORK + 18)
R_PHASES = WORK + 18
R_AT_CLOCK = R_PHASES + PHASES
R_PATH = R_AT_CLOCK + PHASES

# -- an interface, and its briefing ----------------------------------------------------------------------------------

(
    I_KIND,
    I_LABEL,
    I_TASK,
    I_GIVER,
    I_TAKER,
    I_BEGIN,
    I_ENDED,
    I_MISSED,
    I_WORK,
    I_WAIT,
    I_IS_GIVER,  # 1 = the task still waits for it
    I_BY,  # seat that briefs
    I_BRIEFS,  # which kind of briefing it is
    I_KEPT,  # 1 = a question that was kept for a meeting
) = range(WORK, WORK + 14)
INTERFACE = WORK + 14

NODE = 3
"""A node of a list: what, next, previous."""
