"""Section of ``scenario.yaml`` on response levels 响应等级: who decides when, and what is done at each."""

from typing import Final, Literal, NamedTuple, TypeAlias

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.succession import Succession
from sim.scenario.tables import Id
from sim.terms.levels import LEVELS

NEVER: Final = 1e6
"""A threshold that is never reached."""
DEGREE: Final = "assumption: plans of districts differ, enter those of your own"
LevelNumber: TypeAlias = Literal[0, 1, 2, 3, 4]


class Counts(NamedTuple):
    """What decides on a level, as a post believes it or as it is 响应条件.

    Attributes
    ----------
    warning
        Colour of the weather warning: 1 blue, 2 yellow, 3 orange, 4 red.
    calls, missing
        Open calls, and those of kinds in which people are missing.
    silent
        Townships that are not heard.
    damages
        Damages that are not whole.
    cut_off
        People to whom no road leads from the seat of the district.
    """

    warning: int = 0
    calls: int = 0
    missing: int = 0
    silent: int = 0
    damages: int = 0
    cut_off: int = 0


class FourthLevel(Section):
    """What warrants level Ⅳ: one of these is enough 四级响应条件."""

    warning: Quantity = quantity(
        2, "1", 0, NEVER, "Zhengzhou 2022: level IV ten minutes after a yellow warning (press, 2022-07-25)"
    )
    calls: Quantity = quantity(20, "1", 0, NEVER, DEGREE)
    missing: Quantity = quantity(1, "1", 0, NEVER, DEGREE)
    silent: Quantity = quantity(1, "1", 0, NEVER, DEGREE)
    damages: Quantity = quantity(5, "1", 0, NEVER, DEGREE)
    cut_off: Quantity = quantity(1000, "1", 0, 1e9, DEGREE)


class ThirdLevel(Section):
    """What warrants level Ⅲ 三级响应条件."""

    warning: Quantity = quantity(3, "1", 0, NEVER, DEGREE)
    calls: Quantity = quantity(40, "1", 0, NEVER, DEGREE)
    missing: Quantity = quantity(3, "1", 0, NEVER, DEGREE)
    silent: Quantity = quantity(3, "1", 0, NEVER, DEGREE)
    damages: Quantity = quantity(15, "1", 0, NEVER, DEGREE)
    cut_off: Quantity = quantity(10000, "1", 0, 1e9, DEGREE)


class SecondLevel(Section):
    """What warrants level Ⅱ 二级响应条件."""

    warning: Quantity = quantity(4, "1", 0, NEVER, DEGREE)
    calls: Quantity = quantity(80, "1", 0, NEVER, DEGREE)
    missing: Quantity = quantity(10, "1", 0, NEVER, DEGREE)
    silent: Quantity = quantity(6, "1", 0, NEVER, DEGREE)
    damages: Quantity = quantity(30, "1", 0, NEVER, DEGREE)
    cut_off: Quantity = quantity(50000, "1", 0, 1e9, DEGREE)


class FirstLevel(Section):
    """What warrants level Ⅰ 一级响应条件; a warning alone never does."""

    warning: Quantity = quantity(NEVER, "1", 0, NEVER, DEGREE)
    calls: Quantity = quantity(160, "1", 0, NEVER, DEGREE)
    missing: Quantity = quantity(30, "1", 0, NEVER, DEGREE)
    silent: Quantity = quantity(12, "1", 0, NEVER, DEGREE)
    damages: Quantity = quantity(60, "1", 0, NEVER, DEGREE)
    cut_off: Quantity = quantity(150000, "1", 0, 1e9, DEGREE)


class Thresholds(Section):
    """What warrants each level 分级标准."""

    iv: FourthLevel = FourthLevel()
    iii: ThirdLevel = ThirdLevel()
    ii: SecondLevel = SecondLevel()
    i: FirstLevel = FirstLevel()

    def warranted(self, counts: Counts, share: float = 1.0) -> int:
        """Return the highest level for which a count reaches so large a share of its threshold.

        Examples
        --------
        >>> Thresholds().warranted(Counts(silent=3)), Thresholds().warranted(Counts(silent=3), 0.5)
        (3, 2)
        """
        steps = (self.iv, self.iii, self.ii, self.i)
        found = LEVELS[0]
        for level, step in zip(LEVELS[1:], steps, strict=True):
            if any(
                0 < share * getattr(step, name).value <= value for name, value in counts._asdict().items()
            ):
                found = level
        return found


class Consultation(Section):
    """The meeting of the "1+7+N" 会商: the head of the district, seven departments, and those concerned.

    Members are the dispatch centre, the posts of kind ``team`` in ``posts.csv``, and townships that report
    open calls.
    """

    interval: Quantity = quantity(3, "h", 0.1, 48, "assumption: every three to six hours, or on a trigger")
    assemble: Quantity = quantity(15, "min", 0, 600, "assumption: until members are on the line")
    lasts: Quantity = quantity(30, "min", 0, 600, "assumption: one round takes half an hour")
    quorum: Quantity = quantity(0.5, "1", 0, 1, "assumption: half of the members must be on the line")
    patience: Quantity = quantity(60, "min", 0, 1440, "assumption: so long is waited for a quorum")


class Reporting(Section):
    """Clocks of information reporting 信息报送时限."""

    phone: Quantity = quantity(
        20, "min", 0, 1440, "one county of Chongqing: first report by telephone in 20 min"
    )
    written: Quantity = quantity(40, "min", 0, 1440, "one county of Chongqing: report in writing in 40 min")


class Desks(Section):
    """The staff that reads what reaches the operations centre 指挥部值守: a queue, where it is on."""

    on: bool = False
    desks: Quantity = quantity(4, "seats", 1, 100, "assumption: officers who take messages at one time")
    service: Quantity = quantity(3, "min", 0, 600, "assumption: common practice, three minutes a message")
    law: Literal["exponential", "fixed"] = "exponential"
    span: Quantity = quantity(5, "1", 1, 50, "ICS: one leads three to seven, best five")
    slow: Quantity = quantity(
        0, "1", 0, 10, "assumption: none; 1 doubles the time for a message where twice the span reports"
    )

    def slowed(self, reports: int) -> float:
        """Return by what factor messages take longer where so many report 超出管理幅度.

        Examples
        --------
        >>> Desks().slowed(1000)
        1.0
        """
        beyond = reports / (self.desks.value * self.span.value) - 1
        return 1.0 + self.slow.value * max(0.0, beyond)


class Joint(Section):
    """Joint duty 联合值守: officers of the departments sit in the operations centre.

    What the dispatch centre and the posts of kind ``team`` tell is then read by their own officers, and a
    consultation finds most members in the room.
    """

    on: bool = False
    reading: Quantity = quantity(
        0.3, "1", 0, 1, "assumption: of the time that others need for a message of one's own department"
    )
    assemble: Quantity = quantity(
        5, "min", 0, 600, "assumption: a third of what it takes to call members who are elsewhere"
    )


class Report(Section):
    """Townships tell oftener how they stand 加密报告."""

    level: LevelNumber = 3
    interval: Quantity = quantity(30, "min", 1, 1440, "assumption: every half hour from level III on")


class CallIn(Section):
    """Stations call in crews that are off duty 停休召回."""

    level: LevelNumber = 3
    share: Quantity = quantity(0.5, "1", 0, 2, "assumption: half a shift comes in")
    way: Quantity = quantity(60, "min", 0, 1440, "assumption: until they are in the station")


class Muster(Section):
    """Professional teams muster at their bases before they are sent 集结待命."""

    level: LevelNumber = 3


class Seats(Section):
    """The dispatch centre mans more seats 增开接警席位."""

    level: LevelNumber = 3
    seats: Quantity = quantity(2, "seats", 0, 100, "assumption: those of the next shift")
    way: Quantity = quantity(60, "min", 0, 1440, "assumption: until they are there")


class HoldBack(Section):
    """The dispatch centre hands over calls that are not urgent 一般警情分流."""

    level: LevelNumber = 2
    priority: Quantity = quantity(5, "1", 1, 100, "assumption: assistance to the public and standby duty")


class Scout(Section):
    """The district looks sooner after townships that fall silent 提前派出通信保障."""

    level: LevelNumber = 3
    silence: Quantity = quantity(60, "min", 1, 1440, "assumption: two reports that did not come")


class Tell(Section):
    """The district tells its neighbours at which level it is 情况通报: they can be asked for help."""

    level: LevelNumber = 2


class Measures(Section):
    """What is done from which level on 分级措施; level 0 is never. Who is not told does nothing."""

    report: Report = Report()
    call_in: CallIn = CallIn()
    muster: Muster = Muster()
    seats: Seats = Seats()
    hold_back: HoldBack = HoldBack()
    scout: Scout = Scout()
    tell: Tell = Tell()


class LocalPlan(Section):
    """The plan of one township, station or team 一镇街一方案、一行业一措施: another level for a measure."""

    id: Id = Field(description="id in townships.csv, stations.csv or teams.csv")
    measure: Literal["report", "call_in", "muster"]
    level: LevelNumber


class Response(Section):
    """Response levels 响应等级: when they are decided, and what follows.

    Warnings come from the section ``warning``: the operations centre counts the worst that it was told of.

    The lag is from when the operations centre knows enough until it has decided: ten minutes where people are
    drilled (Zhengzhou 2022), about eighteen hours where they are not (Zhengzhou 2021).
    """

    levels: bool = False
    escalation: Literal["by-count", "early", "after-consultation"] = "by-count"
    early: Quantity = quantity(
        0.5, "1", 0.01, 1, "assumption: whoever raises early does so at half of a threshold"
    )
    activation: Quantity = quantity(
        10, "min", 0, 2880, "Zhengzhou 2022: 10 min from warning to level IV; Zhengzhou 2021: about 18 h"
    )
    stand_down: Quantity = quantity(6, "h", 0, 1000, "assumption: less must be warranted for so long")
    look: Quantity = quantity(10, "min", 1, 1440, "assumption: so often somebody looks at the counts")
    missing: tuple[Id, ...] = Field(
        default=(), description="kinds of incident in which people are buried, swept away or missing"
    )
    thresholds: Thresholds = Thresholds()
    consultation: Consultation = Consultation()
    reporting: Reporting = Reporting()
    staff: Desks = Desks()
    joint: Joint = Joint()
    succession: Succession = Succession()
    measures: Measures = Measures()
    plans: tuple[LocalPlan, ...] = ()

    def level_of(self, measure: str, name: str) -> int:
        """Return from which level on somebody takes a measure: by their own plan, else by that for all."""
        for plan in self.plans:
            if (plan.id, plan.measure) == (name, measure):
                return plan.level
        level: int = getattr(self.measures, measure).level
        return level
