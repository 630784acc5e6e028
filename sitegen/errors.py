"""All exceptions of sitegen, in one tree.

SitegenError                  anything a caller of sitegen may want to catch
├── UsageError                wrong options or arguments (exit status 2)
├── ConfigError               sites.yaml or the rulebook cannot be used (exit status 2)
├── ThemeError                a template or theme file is missing or broken (exit status 2)
├── StateError                the state below build/.state cannot be used; it will be rebuilt
│   └── ContentChanged        content was saved while a site was built from it; build again
├── LockedError               another build holds the lock (exit status 2)
├── ReleaseError              a release cannot be staged, switched, verified or rolled back
│   └── ShrinkError           the new release would lose too many pages
├── DeployError               a transfer to a host failed; the live site is as it was
│   └── UnreachableError      the host could not be reached at all, for no site
├── SearchError               the search index could not be made
└── ImportFault               a source that is to be imported cannot be read at all

What an editor writes wrong is never an exception: it is a `sitegen.model.Finding`.
Every message is Chinese, says what is wrong and how to mend it, and stands alone.
"""


class SitegenError(Exception):
    """Base of all errors that sitegen raises on purpose; `exit_status` is the command's."""

    exit_status = 1


class UsageError(SitegenError):
    """Options or arguments that make no sense together."""

    exit_status = 2


class ConfigError(SitegenError):
    """`sites.yaml` or an operator's rulebook file that cannot be used."""

    exit_status = 2


class ThemeError(SitegenError):
    """A template or theme file that is missing or broken."""

    exit_status = 2


class StateError(SitegenError):
    """A state file that is damaged, foreign or of another version."""


class ContentChanged(StateError):  # noqa: N818 - no fault, only the wrong moment
    """Content that was saved, and read, while a site was being built from it."""

    def __init__(self, message: str = "内容在构建期间被改动，没有发布。") -> None:
        super().__init__(message)


class LockedError(SitegenError):
    """Another build is at work on the same platform."""

    exit_status = 2


class ReleaseError(SitegenError):
    """A release that cannot be staged, switched, verified or rolled back."""


class ShrinkError(ReleaseError):
    """A release that would lose more of its pages than the guard allows."""


class DeployError(SitegenError):
    """A transfer that failed; the live site is as it was."""


class UnreachableError(DeployError):
    """A host that could not be reached, or did not let us in: other sites will fare alike."""


class SearchError(SitegenError):
    """A search index that could not be made."""


class ImportFault(SitegenError):  # noqa: N818 - a fault of the source, not of the program
    """A source of an import that cannot be read at all."""
