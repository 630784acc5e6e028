"""`deploy:` in `sites.yaml`: the hosts that releases are copied to (部署目标)."""

from typing import Literal

from pydantic import Field

from sitegen.model.fields import Model, Text, Texts


class DeployTarget(Model):
    """One place that sites are published at: a directory, or a host reached by ssh."""

    name: Text = Field(pattern=r"^[a-z][a-z0-9-]*$", title="目标名称")
    kind: Literal["directory", "ssh"] = Field(title="方式")
    path: Text = Field(min_length=1, title="目标目录")
    host: Text = Field("", title="主机")
    port: int = Field(22, ge=1, le=65535, title="端口")
    user: Text = Field("", title="用户")
    identity: Text = Field("", title="私钥文件")
    known_hosts: Text = Field("", title="主机公钥文件")
    keep: int = Field(3, ge=1, le=100, title="保留的发布版本数")
    sites: Texts = Field((), title="站点", description="不写表示全部站点")
