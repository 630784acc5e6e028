"""Papers of which a guide does not say in what form they are wanted (材料形式)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.model.records import Material
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.texts import given
from sitegen.rules.views import line_of


@check("service-material-form", scope="item", kinds=("service",))
def unclear(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each paper without form, medium or number of copies."""
    fields = book.param("service-material-form", "fields")
    titles = {name: field.title for name, field in Material.model_fields.items()}
    for index, material in enumerate(item.record["service"].get("materials") or ()):
        names = [titles[name] or name for name in fields if not given(material.get(name))]
        if names:
            yield Fault(
                f"材料“{material.get('name', '')}”没有写明{'、'.join(names)}。",
                "写明 form（原件或复印件）、medium（纸质或电子）、copies（份数）。",
                line_of(item, f"service.materials.{index}"),
            )
