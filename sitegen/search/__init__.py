"""Site search: what the build calls. See docs/adr/020-search.md for why it is as it is."""

from sitegen.search.index import (
    build_shard,
    client_files,
    index_manifest,
    prune_cache,
    shard_name,
)
from sitegen.search.records import SearchPage, ShardFiles, ShardInfo, ShardSource, SiteShards

__all__ = [
    "SearchPage",
    "ShardFiles",
    "ShardInfo",
    "ShardSource",
    "SiteShards",
    "build_shard",
    "client_files",
    "index_manifest",
    "prune_cache",
    "shard_name",
]
