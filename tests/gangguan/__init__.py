"""Tests that kill processes of their own cluster."""

import pytest

pytest.register_assert_rewrite("tests.gangguan.kantor", "tests.gangguan.gugus")
