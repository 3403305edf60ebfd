"""Which version of the privacy notice people are shown. Raise it whenever the notice changes in substance."""

NOTICE_VERSION = "2026-11"
