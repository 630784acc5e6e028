"""Site search: what the build calls. See docs/adr/020-search.md for why it is as it is."""

from sitegen.search.index import (
    build_shard,
    client_files,
    index_manifest,
    prune_cache,
    shard_name,
)
from sitegen.search.plan import PageStub, ShardPlan, plan_shards
from sitegen.search.records import (
    SearchPage,
    ShardFiles,
    ShardInfo,
    ShardSource,
    SiteShards,
)

__all__ = [
    "PageStub",
    "SearchPage",
    "ShardFiles",
    "ShardInfo",
    "ShardPlan",
    "ShardSource",
    "SiteShards",
    "build_shard",
    "client_files",
    "index_manifest",
    "plan_shards",
    "prune_cache",
    "shard_name",
]
