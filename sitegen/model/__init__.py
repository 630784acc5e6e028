"""The types of everything that sitegen handles: plain data, without files or clocks."""
