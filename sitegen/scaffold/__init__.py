"""Making new platforms, sites, columns and items, and the schemas that editors' tools use.

Everything here derives from the models in `sitegen.model` and from the rulebook; nothing here
overwrites a file.
"""
