"""`sitegen releases | rollback | deploy | verify | nginx` on a small platform."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sitegen.cli import group
from sitegen.errors import ConfigError, LockedError, UsageError
from sitegen.release.lock import platform_lock
from sitegen.release.store import ReleaseStore

from .site import numbered, publish, tree

SITES = """
platform: {name: 测试平台, keep_releases: 4}
sites:
  - {id: city, kind: portal, name: 测试市人民政府, domain: www.city.test,
     id_code: "9900000001", sponsor: 测试市人民政府办公室}
  - {id: county-x, kind: county, name: 测试县人民政府, domain: www.county.test,
     id_code: "9900000002", sponsor: 测试县人民政府办公室}
"""
DEPLOY = """
deploy:
  - {name: web, kind: directory, path: srv/www}
  - {name: backup, kind: directory, path: srv/backup, sites: [city]}
"""

Run = Callable[..., Result]


@pytest.fixture
def platform(tmp_path: Path) -> Path:
    (tmp_path / "sites.yaml").write_text(SITES + DEPLOY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def store(platform: Path) -> ReleaseStore:
    return ReleaseStore(platform / "build", 4)


@pytest.fixture
def run(platform: Path) -> Run:
    def call(*arguments: str, fails: type[Exception] | None = None) -> Result:
        result = CliRunner().invoke(group, ["-C", str(platform), *arguments])
        if fails is not None:
            assert isinstance(result.exception, fails), result.output
        elif result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


def test_releases_lists_them_newest_first_and_marks_the_live_one(
    run: Run, store: ReleaseStore
) -> None:
    first, second = publish(store, numbered(1)), publish(store, numbered(2))
    store.rollback("city")
    lines = run("releases").stdout.splitlines()
    assert [line[:1] for line in lines] == [" ", "*"]
    assert second.id in lines[0]
    assert first.id in lines[1]
    assert "3 个文件" in lines[1]


def test_a_host_that_cannot_be_asked_for_its_releases_holds_no_other_back(
    run: Run, store: ReleaseStore, platform: Path
) -> None:
    off = "  - {name: off, kind: ssh, host: 127.0.0.1, port: 9, path: /srv}\n"
    (platform / "sites.yaml").write_text(SITES + DEPLOY + off, encoding="utf-8")
    publish(store, {"index.html": b"1"})
    run("deploy", "--target", "web")
    result = run("releases", "--target", "off", "--target", "web")
    assert result.exit_code == 1
    assert "off" in result.stderr
    assert "* web:city  000001-" in result.stdout


def test_releases_as_json_tell_the_same(run: Run, store: ReleaseStore) -> None:
    release = publish(store, numbered(1))
    [row] = json.loads(run("releases", "--json").stdout)
    assert (row["site"], row["release"], row["live"], row["files"]) == ("city", release.id, True, 3)
    assert row["created"].endswith("+00:00")


def test_a_damaged_release_is_listed_as_such(run: Run, store: ReleaseStore) -> None:
    (publish(store, numbered(1)).path / "manifest.json").unlink()
    assert "清单已损坏" in run("releases").stdout


def test_without_releases_the_list_says_so(run: Run) -> None:
    result = run("releases")
    assert result.stdout == ""
    assert "还没有发布过版本" in result.stderr


def test_rollback_switches_and_warns_of_the_next_build(run: Run, store: ReleaseStore) -> None:
    publish(store, {"index.html": b"1"})
    publish(store, {"index.html": b"2"})
    result = run("rollback", "--site", "city")
    assert tree(store.build / "city") == {"index.html": b"1"}
    assert "city 已退回 000001-" in result.stdout
    assert "再次发布" in result.stderr
    run("rollback", "--site", "city", "--to", "2")
    assert tree(store.build / "city") == {"index.html": b"2"}
    result = run("rollback", "--site", "city", "--to", "7")
    assert result.exit_code == 1
    assert "city 没有退回：版本“7”不存在" in result.stderr
    assert "再次发布" not in result.stderr


def test_rollback_needs_a_site_that_exists(run: Run) -> None:
    assert run("rollback").exit_code == 2
    run("rollback", "--site", "nowhere", fails=UsageError)


def test_deploy_goes_to_every_target_that_takes_the_site(
    run: Run, store: ReleaseStore, platform: Path
) -> None:
    publish(store, numbered(3))
    publish(store, numbered(1), site="county-x")
    result = run("deploy")
    assert result.exit_code == 0
    assert tree(platform / "srv/www/city/current") == numbered(3)
    assert tree(platform / "srv/www/county-x/current") == numbered(1)
    assert [p.name for p in (platform / "srv/backup").iterdir()] == ["city"]
    assert "web:city 已发布 000001-" in result.stdout
    assert "传输了 5 个文件" in result.stdout
    assert "没有变化" in run("deploy").stdout


def test_a_dry_run_names_files_and_creates_nothing(
    run: Run, store: ReleaseStore, platform: Path
) -> None:
    publish(store, numbered(30))
    result = run("deploy", "--dry-run", "--target", "web")
    assert "将传输 32 个文件" in result.stdout
    assert "  + assets/a.1234abcd.css" in result.stdout
    assert "另有 12 个" in result.stdout
    assert not (platform / "srv").exists()


def test_deploy_as_json_has_plans_and_traffic(run: Run, store: ReleaseStore) -> None:
    publish(store, numbered(1))
    outcomes = json.loads(run("deploy", "--json").stdout)
    assert [(o["target"], o["status"], o["traffic"]["files"]) for o in outcomes] == [
        ("web", "published", 3),
        ("backup", "published", 3),
    ]


def test_one_failing_target_holds_no_other_back_and_the_exit_status_tells(
    run: Run, store: ReleaseStore, platform: Path
) -> None:
    publish(store, numbered(1))
    (platform / "srv").mkdir()
    (platform / "srv/www").write_bytes(b"a file in the way")
    result = run("deploy")
    assert result.exit_code == 1
    assert "web:city 失败" in result.stderr
    assert tree(platform / "srv/backup/city/current") == numbered(1)


def test_deploying_a_site_that_was_never_built_fails_when_it_was_named(run: Run) -> None:
    assert run("deploy").exit_code == 0
    result = run("deploy", "--site", "city")
    assert result.exit_code == 1
    assert "请先运行 sitegen build" in result.stderr


def test_a_target_that_would_get_nothing_or_has_the_name_of_another_is_told(
    run: Run, platform: Path
) -> None:
    again = "  - {name: web, kind: directory, path: srv/again}\n"
    deploy = DEPLOY.replace("sites: [city]", "sites: [county-x, cty]") + again
    (platform / "sites.yaml").write_text(SITES + deploy, encoding="utf-8")
    told = str(run("deploy", fails=ConfigError).exception)
    assert "部署目标 backup 的 sites 中的站点“cty”不存在" in told
    assert "可以写：city、county-x" in told
    assert "有 2 个部署目标的 name 都是“web”" in told


def test_without_targets_deploy_says_what_to_write(run: Run, platform: Path) -> None:
    (platform / "sites.yaml").write_text(SITES, encoding="utf-8")

    assert "deploy:" in str(run("deploy", fails=ConfigError).exception)


def test_deploy_and_rollback_refuse_while_a_build_runs(run: Run, store: ReleaseStore) -> None:
    publish(store, numbered(1))
    with platform_lock(store.build, "build"):
        assert "sitegen build" in str(run("deploy", fails=LockedError).exception)
        run("rollback", "--site", "city", fails=LockedError)


def test_rollback_on_a_target_leaves_the_build_folder(
    run: Run, store: ReleaseStore, platform: Path
) -> None:
    for text in (b"1", b"2"):
        publish(store, {"index.html": text})
        run("deploy")
    result = run("rollback", "--site", "city", "--target", "web")
    assert "web:city 已退回 000001-" in result.stdout
    assert tree(platform / "srv/www/city/current") == {"index.html": b"1"}
    assert tree(platform / "srv/backup/city/current") == {"index.html": b"2"}
    assert tree(store.build / "city") == {"index.html": b"2"}
    lines = run("releases", "--target", "web", "--site", "city").stdout.splitlines()
    assert [line[:11] for line in lines] == ["  web:city ", "* web:city "]


def test_a_place_that_cannot_be_rolled_back_holds_no_other_back(
    run: Run, store: ReleaseStore, platform: Path
) -> None:
    for text in (b"1", b"2"):
        publish(store, {"index.html": text})
        run("deploy")
    shutil.rmtree(platform / "srv/www/city")
    result = run("rollback", "--site", "city", "--target", "web", "--target", "backup")
    assert result.exit_code == 1
    assert "web:city 没有退回" in result.stderr
    assert "backup:city 已退回 000001-" in result.stdout
    assert tree(platform / "srv/backup/city/current") == {"index.html": b"1"}


def test_a_target_without_its_key_holds_no_other_back(
    run: Run, store: ReleaseStore, platform: Path
) -> None:
    keyless = "  - {name: far, kind: ssh, host: web.test, path: /srv, identity: keys/gone}\n"
    (platform / "sites.yaml").write_text(
        SITES + DEPLOY.replace("deploy:\n", f"deploy:\n{keyless}"), encoding="utf-8"
    )
    for text in (b"1", b"2"):
        publish(store, {"index.html": text})
        result = run("deploy")
        assert result.exit_code == 1
        assert "far 失败：" in result.stderr
        assert "keys/gone" in result.stderr
        assert tree(platform / "srv/www/city/current") == {"index.html": text}
    result = run("verify")
    assert result.exit_code == 1
    assert "backup:city" in result.stdout
    result = run("releases", "--target", "far", "--target", "web")
    assert result.exit_code == 1
    assert "* web:city  000002-" in result.stdout
    result = run("rollback", "--site", "city", "--target", "far", "--target", "web")
    assert result.exit_code == 1
    assert tree(platform / "srv/www/city/current") == {"index.html": b"1"}
    result = run("rollback", "--site", "city", "--target", "far")
    assert result.exit_code == 1
    assert tree(store.build / "city") == {"index.html": b"2"}, "the build folder was not meant"


def test_verify_looks_here_and_at_every_target(
    run: Run, store: ReleaseStore, platform: Path
) -> None:
    publish(store, numbered(3))
    run("deploy")
    result = run("verify")
    assert result.exit_code == 0
    assert [line.partition(" ")[0] for line in result.stdout.splitlines()] == [
        "本机:city",
        "web:city",
        "backup:city",
    ]
    (platform / "srv/backup/city/current/index.html").write_bytes(b"home v2")
    result = run("verify")
    assert result.exit_code == 1
    assert "改动 1，缺失 0，多余 0" in result.stdout
    assert "  改动 index.html" in result.stdout
    assert run("verify", "--local").exit_code == 0
    assert run("verify", "--target", "web").exit_code == 0
    found = json.loads(run("verify", "--target", "backup", "--json").stdout)
    assert found[0]["changed"] == ["index.html"]


def test_verify_finds_a_changed_byte_in_the_build_folder(run: Run, store: ReleaseStore) -> None:
    release = publish(store, numbered(3))
    (release.path / "zwgk/c0/0.html").write_bytes(b"<p>0 vX</p>")
    result = run("verify", "--local")
    assert result.exit_code == 1
    assert "改动 zwgk/c0/0.html" in result.stdout


def test_verify_fails_for_a_site_whose_link_is_gone_here(
    run: Run, store: ReleaseStore, platform: Path
) -> None:
    publish(store, numbered(1))
    (platform / "build/city").unlink()
    result = run("verify", "--local")
    assert result.exit_code == 1
    assert "本机:city 不一致" in result.stderr
    assert "build/city 不见了" in result.stderr


@pytest.mark.parametrize("site", ["city", "county-x"])
def test_verify_fails_for_a_folder_in_the_place_of_a_site(
    run: Run, store: ReleaseStore, platform: Path, site: str
) -> None:
    publish(store, numbered(1))
    place = platform / "build" / site
    place.unlink(missing_ok=True)
    place.mkdir()
    (place / "index.html").write_text("defaced")
    result = run("verify", "--local")
    assert result.exit_code == 1
    assert f"build/{site} 不是指向发布版本的链接" in result.stderr


def test_verify_looks_at_the_hosts_though_the_build_folder_was_lost(
    run: Run, store: ReleaseStore, platform: Path
) -> None:
    publish(store, numbered(1))
    run("deploy")
    shutil.rmtree(platform / "build")
    result = run("verify")
    assert result.exit_code == 0, result.output
    assert "web:city" in result.stdout
    (platform / "srv/www/city/current/index.html").write_bytes(b"defaced")
    assert run("verify").exit_code == 1


def test_verify_does_not_call_it_well_that_there_is_nothing_to_look_at(run: Run) -> None:
    result = run("verify")
    assert result.exit_code == 1
    assert "没有可核对的站点" in result.stderr


def test_verify_fails_for_a_host_whose_link_is_gone(
    run: Run, store: ReleaseStore, platform: Path
) -> None:
    publish(store, numbered(1))
    run("deploy")
    (platform / "srv/www/city/current").unlink()
    result = run("verify", "--target", "web")
    assert result.exit_code == 1
    assert "web:city 不一致：主机上的 current 链接不见了" in result.stderr
    assert "sitegen deploy --site city --target web" in result.stderr


def test_verify_fails_for_a_site_that_a_host_lost(
    run: Run, store: ReleaseStore, platform: Path
) -> None:
    publish(store, numbered(1))
    run("deploy")
    shutil.rmtree(platform / "srv/www/city")
    result = run("verify")
    assert result.exit_code == 1
    assert "web 上还没有 city 的版本" in result.stderr


@pytest.mark.server
def test_verify_asks_a_host_that_is_not_there_once_and_goes_on(
    run: Run, store: ReleaseStore, platform: Path
) -> None:
    gone = "  - {name: gone, kind: ssh, host: 127.0.0.1, port: 9, path: /srv}"
    text = SITES + DEPLOY.replace("deploy:\n", f"deploy:\n{gone}\n")
    (platform / "sites.yaml").write_text(text, encoding="utf-8")
    for site in ("city", "county-x"):
        publish(store, numbered(1), site=site)
    run("deploy", "--target", "web")

    result = run("verify")

    assert result.exit_code == 1
    assert result.stderr.count("127.0.0.1 端口 9 不成功") == 1
    assert "这台主机上的其余站点没有核对" in result.stderr
    assert "web:county-x" in result.stdout


def test_nginx_writes_a_server_for_every_site(
    run: Run, store: ReleaseStore, platform: Path
) -> None:
    publish(store, numbered(1), redirects={"/old.html": "/zwgk/c0/0.html"})
    result = run("nginx", "-o", str(platform / "sites.conf"))
    text = (platform / "sites.conf").read_text(encoding="utf-8")
    assert text.count("server_name") == 2
    assert f'root "{platform}/build/city";' in text
    assert '"/old.html" "/zwgk/c0/0.html";' in text
    assert "county-x 还没有构建" in result.stderr
    assert run("nginx").stdout == text


def test_nginx_says_in_chinese_why_the_file_cannot_be_written(run: Run, platform: Path) -> None:
    fault = run("nginx", "-o", str(platform / "no" / "site.conf"), fails=UsageError).exception
    assert "文件或目录不存在" in str(fault)
    assert "no/site.conf" in str(fault)


def test_nginx_for_a_target_serves_its_current_release(run: Run, platform: Path) -> None:
    text = run("nginx", "--target", "web", "--site", "city", "--brotli").stdout
    assert f'root "{platform}/srv/www/city/current";' in text
    assert "brotli_static on;" in text
    run("nginx", "--target", "none", fails=ConfigError)
