"""Reading what people write: sites.yaml, trees of columns, items. Faults come back as data."""
