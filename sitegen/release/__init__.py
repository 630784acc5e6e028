"""From a finished tree of files to what the public sees: releases, hosts, web server.

Import from the modules: `store` (staging, switch, history), `manifest`, `lock`, `compress`,
`deploy` and `verify` (hosts), `nginx` (server configuration).
"""
