"""What a survey of communications 通信勘察 finds: plain rows, which a report reads without the model."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from sim.terms.enums import BearerKind, Degradation, Party, SiteKind, TelecomKind, Term

QUICK: Final = (
    BearerKind.FIXED,
    BearerKind.CELLULAR,
    BearerKind.RADIO,
    BearerKind.MESH,
    BearerKind.VSAT,
    BearerKind.TIANTONG,
    BearerKind.BEIDOU,
)
"""Means that are quicker than a courier, and reach farther than the next room."""


class Contact(Term):
    """Whether a means of a post leads to the dispatch centre, the best first 通联状态."""

    BOTH = "both", "双向"
    UP = "up", "仅上行"
    DOWN = "down", "仅下行"
    TO_SET_UP = "to_set_up", "待开设"
    NO_WAY = "no_way", "不通"
    NO_POWER = "no_power", "终端无电"
    NO_TERMINAL = "no_terminal", "无终端"

    @property
    def is_heard(self) -> bool:
        """Whether the dispatch centre hears the post by it."""
        return self in (Contact.BOTH, Contact.UP)


class Failing(Term):
    """What is supposed to fail alone 单点故障."""

    SITE = "site", "370MHz基站"
    BACKHAUL = "backhaul", "基站回传"
    TELECOM = "telecom", "公网站点"
    FIBRE = "fibre", "光缆"
    MAINS = "mains", "市电，停电之时"
    MAINS_LATER = "mains_later", "市电，备电耗尽后"


class Named(NamedTuple):
    """Id and names of a thing."""

    id: str
    zh: str
    en: str


class PostContacts(NamedTuple):
    """By what a post reaches the dispatch centre, and is reached.

    Attributes
    ----------
    kind, post, township
        Who it is, and the id of the township where it stands.
    contacts
        State of each of the quick means, in their order.
    reasons
        Why it is not heard by each, in a word; empty where it is.
    """

    kind: Party
    post: Named
    township: str
    contacts: tuple[Contact, ...]
    reasons: tuple[str, ...]

    @property
    def is_heard(self) -> bool:
        """Whether the dispatch centre hears it by anything quicker than a courier."""
        return any(contact.is_heard for contact in self.contacts)


class VillageContacts(NamedTuple):
    """How many villages of a township are heard.

    Attributes
    ----------
    township
        Which.
    villages, people
        How many there are.
    heard, people_heard
        How many are heard at the dispatch centre by anything quick.
    callers
        People who get through to the dispatch centre by telephone.
    by_means
        Villages heard by each of the quick means, in their order.
    """

    township: Named
    villages: int
    people: int
    heard: int
    people_heard: int
    callers: int
    by_means: tuple[int, ...]


class Loss(NamedTuple):
    """Who loses what if one thing fails alone; in the order in which losses are ranked.

    Attributes
    ----------
    people, villages, townships, stations
        Are no longer heard at the dispatch centre by anything quick; people go with their village's post.
    callers
        People who no longer get through to it by telephone.
    radio_posts
        Townships and stations whose radio no longer reaches it.
    """

    people: int
    villages: int
    townships: int
    stations: int
    callers: int
    radio_posts: int


class Failure(NamedTuple):
    """What is lost if one thing fails alone."""

    what: Failing
    thing: Named
    loss: Loss


class Autonomy(NamedTuple):
    """How long something lives without mains 续航.

    Attributes
    ----------
    what
        ``site``, a kind of telecom site, a kind of load, or a kind of party whose terminal it is.
    thing, township
        Which, and the id of the township whose mains feed it; empty where none do.
    bearer
        Of a terminal, what it is for.
    on_mains, live
        Whether the mains are there now, and whether it has power at all.
    hours
        For how long battery and generator last from now on without mains, in h; None for without end.
    source
        Of a load of the power network, what it runs on now: a `PowerSource`.
    """

    what: str
    thing: Named
    township: str
    bearer: str
    on_mains: bool
    live: bool
    hours: float | None
    source: str = ""


class Coverage(NamedTuple):
    """Which shares of people and nodes radio covers 覆盖率; a site counts as if it worked.

    Attributes
    ----------
    whole
        A site; or a network, with the id ``planned``, ``now`` (sites that work) or ``wide_area``.
    level
        What the site is now; None for a network.
    vehicle
        Whether terminals are those of vehicles; handhelds otherwise.
    people_up, people_down, people_both
        Shares of the people whose link up to the site, down from it, and both ways is good enough.
    nodes_up, nodes_down, nodes_both
        Shares of the nodes of the road graph at home.
    """

    whole: Named
    level: Degradation | None
    vehicle: bool
    people_up: float
    people_down: float
    people_both: float
    nodes_up: float
    nodes_down: float
    nodes_both: float


class SiteLink(NamedTuple):
    """Margins in dB of the links between a radio site and a node at home, behind their shadow."""

    site: str
    node: str
    handheld_up_db: float
    handheld_down_db: float
    vehicle_up_db: float
    vehicle_down_db: float

    @property
    def handheld_db(self) -> float:
        """The lesser of the two margins of a handheld."""
        return min(self.handheld_up_db, self.handheld_down_db)

    @property
    def vehicle_db(self) -> float:
        """The lesser of the two margins of a radio in a vehicle."""
        return min(self.vehicle_up_db, self.vehicle_down_db)


class SiteState(NamedTuple):
    """A radio site as it is.

    Attributes
    ----------
    site, kind, lon, lat
        Which, and where it stands, in degrees.
    level
        What those who hear it are left with.
    backhaul
        Id of the telecom or radio site through which it is joined; empty where it stands alone or brings its
        own link.
    """

    site: Named
    kind: SiteKind
    lon: float
    lat: float
    level: Degradation
    backhaul: str


class TelecomState(NamedTuple):
    """A site of the public network as it is: whether it has power, and whether it serves."""

    site: Named
    kind: TelecomKind
    powered: bool
    serving: bool


class FibreState(NamedTuple):
    """A cable between two telecom sites as it is."""

    id: str
    a: str
    b: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """The communications of a scenario at a time, in one replication.

    Attributes
    ----------
    at_h
        The time, in h since the start.
    seed, rep
        They decide shadowing, the sky over satellite telephones and the age of batteries.
    centre
        The dispatch centre.
    posts, villages
        Who is heard.
    failures
        Single points of failure, the gravest first.
    autonomy
        What lives how long without mains.
    coverage, links
        What the radio covers.
    sites, telecom, fibres
        What stands.
    dark
        Ids of the townships without mains.
    """

    at_h: float
    seed: int
    rep: int
    centre: Named
    posts: tuple[PostContacts, ...]
    villages: tuple[VillageContacts, ...]
    failures: tuple[Failure, ...]
    autonomy: tuple[Autonomy, ...]
    coverage: tuple[Coverage, ...]
    links: tuple[SiteLink, ...]
    sites: tuple[SiteState, ...]
    telecom: tuple[TelecomState, ...]
    fibres: tuple[FibreState, ...]
    dark: tuple[str, ...]
