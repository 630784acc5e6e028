"""The inspection and census forms, filled from content (检查评分、普查表、预警、报表).

Each report is a pure function from cases (`sitegen.reports.case.SiteCase`) to frozen data, a second
one from that data to sheets (`sitegen.reports.sheets`), and the writers turn sheets into a
terminal's text, JSON, Excel and HTML.
"""
