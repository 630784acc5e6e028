"""Old sites become content: saved pages of any publishing system, read without the network.

The way through this package: `sources` opens a folder, a WARC or a WACZ; `extract` says what one
page is and what stands on it, each field with its evidence; `mapping` decides which old column
goes where; `move` runs the whole move and writes items; `report` tells what happened.
"""
