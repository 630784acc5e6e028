"""Leaders' names that differ from the leader records by a character (领导姓名)."""

import re
from collections.abc import Iterator, Mapping

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView

POSTS = (
    "市委书记|县委书记|副书记|书记|副市长|市长|副县长|县长|副区长|区长|副镇长|镇长|副局长|局长|"
    "副主任|主任"
)


@check("wording-leader-name", scope="site", kinds=("leader",))
def leader_name(site: SiteView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each title or abstract with a post and a name almost like a leader's.

    Almost: same surname, same length of three, one of the two other characters differs, and nobody
    of that name stands in the records.
    """
    leaders = {
        record["leader"]["name"]: record["leader"]["post"] for _, record in site.records("leader")
    }
    names = [name for name in leaders if len(name) == 3]
    if not names:
        return
    surnames = "".join(sorted({name[0] for name in names}))
    pattern = re.compile(rf"(?:{POSTS})\s?((?:[{surnames}])[一-鿿]{{2}})")
    for column in site.model.columns.values():
        for stub in (shown.stub for shown in column.items if not shown.how):
            for found in pattern.findall(f"{stub.title}\n{stub.summary}"):
                if near := _nearest(found, leaders):
                    yield Fault(
                        f"“{found}”与负责人信息中的“{near}”（{leaders[near]}）只差一字。",
                        f"核对姓名；确为另一人的，不必理会，否则改为“{near}”。",
                        file=stub.path,
                        column=stub.column,
                    )


def _nearest(name: str, leaders: Mapping[str, str]) -> str:
    if name in leaders:
        return ""
    for known in leaders:
        same = sum(mine == theirs for mine, theirs in zip(name, known, strict=False))
        if len(known) == len(name) and known[0] == name[0] and same == len(name) - 1:
            return known
    return ""
